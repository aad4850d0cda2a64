import type { Interval } from "@relode/core/evidence";
import type { Figure } from "../api/documents.ts";
import { formatPct, formatQuantity } from "../../../platform/src/plot/format.ts";

export { formatPct, formatQuantity } from "../../../platform/src/plot/format.ts";

/** A count or a plain number with its thousands separated. */
export function countWords(value: number, decimals = 0): string {
  return value.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

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
  // The print may be in another unit (kg, oxide) than the number, so bounds are written from their numbers.
  if (figure.lower !== null && figure.upper !== null)
    return `${formatQuantity(figure.lower)} – ${formatQuantity(figure.upper)}${join}`;
  if (figure.lower !== null) return `>${formatQuantity(figure.lower)}${join}`;
  if (figure.upper !== null) return `<${formatQuantity(figure.upper)}${join}`;
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

/** A name with its first letter large: `cobalt` becomes `Cobalt`. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A symbol or group as a commodity's name, where the table of mines gives only the symbol. */
export function commodityName(symbol: string): string {
  return commodities.get(symbol) ?? symbol;
}

const commodities = new Map([
  ["Cu", "Copper"],
  ["Au", "Gold"],
  ["Ag", "Silver"],
  ["Fe", "Iron"],
  ["Zn", "Zinc"],
  ["Pb", "Lead"],
  ["Mo", "Molybdenum"],
  ["Ni", "Nickel"],
  ["Pd", "Palladium"],
  ["Pt", "Platinum"],
  ["Be", "Beryllium"],
  ["REE", "Rare earths"],
]);

/** USD a year with the sign in front. */
export function usd(value: number | null): string {
  return value === null ? "–" : `$${formatQuantity(value)}`;
}
