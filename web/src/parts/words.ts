import type { Interval } from "@relode/core/evidence";
import type { Figure } from "../api/types.ts";
import { formatPct, formatQuantity } from "../../../platform/src/plot/format.ts";

export { formatPct, formatQuantity } from "../../../platform/src/plot/format.ts";

/** `mcs2026` as a reader knows it. */
export function editionName(edition: string): string {
  const year = /^mcs(\d{4})$/.exec(edition)?.[1];
  return year === undefined ? edition : `USGS MCS ${year}`;
}

/** `5–95 %: a – b`, without a unit. */
export function rangeWords(interval: { readonly p05: number; readonly p95: number }): string {
  return `5–95 %: ${formatQuantity(interval.p05)} – ${formatQuantity(interval.p95)}`;
}

/** Mean and range with one unit. */
export function intervalWords(interval: Interval, unit: string): string {
  return `${formatQuantity(interval.mean)} ${unit} (${rangeWords(interval)})`;
}

const marks: Readonly<Record<string, string>> = {
  W: "W (withheld)",
  NA: "NA (not available)",
  E: "E (net exporter)",
  XX: "XX (not applicable)",
  "—": "zero",
  "": "no figure",
};

/** A published figure as a reader should see it: withheld and bounded figures stay so, with the unit only where there is a number. */
export function figureWords(figure: Figure, unit: string): string {
  const join = unit === "%" ? " %" : unit === "" ? "" : ` ${unit}`;
  if (figure.value !== null) return `${formatQuantity(figure.value)}${join}`;
  if (figure.lower !== null || figure.upper !== null) return `${figure.printed}${join}`;
  return marks[figure.printed.trim()] ?? figure.printed;
}

/** Recovery thresholds in words: what could replace imports, and what cannot. */
export function thresholdWords(recovery: { p05: number; p50: number; p95: number } | null): string {
  if (recovery === null) return "imports not published";
  if (!Number.isFinite(recovery.p50)) return "nothing to recover";
  if (recovery.p50 > 1) return `not enough (${formatPct(recovery.p50)} of it)`;
  return formatPct(recovery.p50);
}

/** JSON turns infinity into null; a missing percentile reads as infinity here. */
export function finiteOr(value: number | null | undefined): number {
  return value ?? Number.POSITIVE_INFINITY;
}

/** USD a year with the sign in front. */
export function usd(value: number | null): string {
  return value === null ? "–" : `$${formatQuantity(value)}`;
}
