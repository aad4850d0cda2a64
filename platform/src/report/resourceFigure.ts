import type { Interval } from "@relode/core/evidence";

/** A number with four significant digits, thousands parted; an en dash where there is none. */
export function figure(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return new Intl.NumberFormat("en-GB", { maximumSignificantDigits: digits }).format(value);
}

/** Median with P5 and P95 in brackets; an en dash where there is none. */
export function band({ p05, p50, p95 }: Interval): string {
  return Number.isFinite(p50) ? `${figure(p50)} (${figure(p05)} – ${figure(p95)})` : "–";
}
