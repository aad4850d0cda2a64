import type { Interval } from "@relode/core/evidence";
import type { Figure, Percentiles } from "@relode/core/supply";

/** A number that may be missing, as it comes out of a stored document. */
export type MaybeNumber = number | null | undefined;

/** What stands where there is no figure. */
export const noFigure = "–";

/** True for a number that can be shown. */
export function isShown(value: MaybeNumber): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/**
 * Significant digits that the spread supports: two where the 5th to 95th percentile range exceeds 30 % of the mean,
 * three above 3 %, four where the quantity is nearly exact. A digit beyond that would claim knowledge.
 */
export function digitsForSpread(interval: { mean: MaybeNumber; p05: MaybeNumber; p95: MaybeNumber }): number {
  const { mean, p05, p95 } = interval;
  if (!isShown(mean) || !isShown(p05) || !isShown(p95) || mean === 0) return 3;
  const spread = Math.abs((p95 - p05) / mean);
  if (spread === 0) return 3;
  return spread > 0.3 ? 2 : spread > 0.03 ? 3 : 4;
}

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * A number to so many significant digits, thousands grouped: `23,300`, `0.0012`, `4.1e-7`; a dash where there is none.
 * @param leastDigits digits kept even where they are zeros, so that an uncertain 1.0 does not read as an exact 1
 */
export function numberText(value: MaybeNumber, significantDigits = 3, leastDigits = 1): string {
  if (!isShown(value)) return noFigure;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size < 1e-4 || size >= 1e15) {
    const [mantissa = "", power = ""] = size.toExponential(significantDigits - 1).split("e");
    return `${sign}${mantissa}e${power.replace("+", "")}`;
  }
  const key = `${leastDigits} ${significantDigits}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat("en-GB", {
      minimumSignificantDigits: leastDigits,
      maximumSignificantDigits: significantDigits,
    });
    formatters.set(key, formatter);
  }
  return sign + formatter.format(size);
}

interface Scale {
  readonly factor: number;
  readonly unit: string;
}

const massScales: readonly (readonly [number, Scale])[] = [
  [0.9995e9, { factor: 1e9, unit: "Gt" }],
  [0.9995e6, { factor: 1e6, unit: "Mt" }],
  [0.9995e3, { factor: 1e3, unit: "kt" }],
  [0.9995, { factor: 1, unit: "t" }],
  [0.9995e-3, { factor: 1e-3, unit: "kg" }],
];

function massScale(tonnes: number): Scale {
  const size = Math.abs(tonnes);
  if (size === 0) return { factor: 1, unit: "t" };
  return massScales.find(([least]) => size >= least)?.[1] ?? { factor: 1e-6, unit: "g" };
}

/** A mass in the unit that keeps it short, from grams to gigatonnes: `23.3 kt`, `850 t`, `12 kg`. */
export function massText(tonnes: MaybeNumber, significantDigits = 3): string {
  if (!isShown(tonnes)) return noFigure;
  const { factor, unit } = massScale(tonnes);
  return `${numberText(tonnes / factor, significantDigits)} ${unit}`;
}

/** Mean and 5th to 95th percentile in one unit chosen by the mean: `23 kt (12–43)`. */
export function massIntervalText(interval: Interval): string {
  if (!isShown(interval.mean)) return noFigure;
  const { factor, unit } = massScale(interval.mean);
  const digits = digitsForSpread(interval);
  return `${numberText(interval.mean / factor, digits, 2)} ${unit}${rangeText(interval, factor, digits)}`;
}

/** ` (12–43)` in the given scale; empty where a bound is missing or both are the same. */
export function rangeText(
  interval: { readonly p05: MaybeNumber; readonly p95: MaybeNumber },
  factor = 1,
  significantDigits = 2,
): string {
  const { p05, p95 } = interval;
  if (!isShown(p05) || !isShown(p95) || p05 === p95) return "";
  return ` (${numberText(p05 / factor, significantDigits, 2)}–${numberText(p95 / factor, significantDigits, 2)})`;
}

const usdScales: readonly (readonly [number, Scale])[] = [
  [0.9995e12, { factor: 1e12, unit: "trillion" }],
  [0.9995e9, { factor: 1e9, unit: "billion" }],
  [0.9995e6, { factor: 1e6, unit: "million" }],
];

function usdScale(usd: number): Scale {
  const size = Math.abs(usd);
  return usdScales.find(([least]) => size >= least)?.[1] ?? { factor: 1, unit: "" };
}

/** US dollars: `USD 1.23 billion`, `USD 450,000`. */
export function usdText(usd: MaybeNumber, significantDigits = 3): string {
  if (!isShown(usd)) return noFigure;
  const { factor, unit } = usdScale(usd);
  return `USD ${numberText(usd / factor, significantDigits)}${unit && ` ${unit}`}`;
}

/** US dollars with the 5th to 95th percentile in the same unit: `USD 1.2 billion (0.9–1.8)`. */
export function usdIntervalText(interval: Interval | null | undefined): string {
  if (!interval || !isShown(interval.mean)) return noFigure;
  const { factor, unit } = usdScale(interval.mean);
  const digits = digitsForSpread(interval);
  const mean = numberText(interval.mean / factor, digits, 2);
  return `USD ${mean}${unit && ` ${unit}`}${rangeText(interval, factor, digits)}`;
}

/** Any interval in its own unit: `2.6 (1.4–4.1)`. */
export function intervalText(interval: Interval | null | undefined): string {
  if (!interval || !isShown(interval.mean)) return noFigure;
  const digits = digitsForSpread(interval);
  return numberText(interval.mean, digits, 2) + rangeText(interval, 1, digits);
}

/** A number that is per cent already. */
export function pctText(pct: MaybeNumber, significantDigits = 2): string {
  if (!isShown(pct)) return noFigure;
  if (pct !== 0 && Math.abs(pct) < 0.005) return pct > 0 ? "<0.01 %" : ">−0.01 %";
  const digits = Math.abs(pct) >= 99.5 && significantDigits < 3 ? 3 : significantDigits;
  return `${numberText(pct, digits)} %`;
}

/** A fraction as per cent: `12 %`, `0.34 %`, `<0.01 %`. */
export function fractionText(fraction: MaybeNumber, significantDigits = 2): string {
  return isShown(fraction) ? pctText(fraction * 100, significantDigits) : noFigure;
}

/** Above this a needed recovery is not printed as a number: the answer is "more than there is, many times over". */
const largestShownRecovery = 100;

/**
 * A needed recovery, median with the 5th to 95th percentile, as per cent of what is discarded.
 * Above 100 % no plant can do it; an infinite value means that nothing is there to recover.
 *
 * @param percentiles null where the market figure is not published as a number
 * @param unit empty where the head of the column says per cent
 */
export function recoveryText(percentiles: Percentiles | null | undefined, unit = " %"): string {
  if (!percentiles) return noFigure;
  const median = recoveryPct(percentiles.p50);
  const low = recoveryPct(percentiles.p05);
  const high = recoveryPct(percentiles.p95);
  if (median === high && median === low) return median === noFigure ? noFigure : median + unit;
  return `${median}${unit} (${low}–${high})`;
}

function recoveryPct(fraction: MaybeNumber): string {
  // A stored document has null where the recovery is infinite: JSON has no infinity.
  if (fraction === Number.POSITIVE_INFINITY || fraction === null || fraction === undefined) return ">10,000";
  if (!isShown(fraction)) return noFigure;
  if (fraction > largestShownRecovery) return ">10,000";
  const pct = fraction * 100;
  if (pct > 0 && pct < 0.005) return "<0.01";
  // Three digits about 100 %, so that 104 % does not read as 100 %.
  return numberText(pct, pct >= 99.5 && pct < 200 ? 3 : 2, 2);
}

const printedMarks = new Map([
  ["W", "withheld"],
  ["NA", "not available"],
  ["E", "net exporter"],
  ["", "not published"],
]);

/** A published mass: the number with its unit, or the publisher's mark with its meaning, never a guess. */
export function publishedMassText(figure: Figure): string {
  if (isShown(figure.value)) return massText(figure.value);
  if (isShown(figure.lower)) return `>${massText(figure.lower)}`;
  if (isShown(figure.upper)) return `<${massText(figure.upper)}`;
  return publishedMark(figure.printed);
}

/** A published percentage, e.g. net import reliance: `76 %`, `>50 %`, `net exporter (E)`. */
export function publishedPctText(figure: Figure): string {
  if (isShown(figure.value)) return pctText(figure.value);
  if (isShown(figure.lower)) return `>${pctText(figure.lower)}`;
  if (isShown(figure.upper)) return `<${pctText(figure.upper)}`;
  return publishedMark(figure.printed);
}

function publishedMark(printed: string): string {
  const mark = printed.trim();
  const meaning = printedMarks.get(mark);
  if (meaning === undefined) return mark;
  return mark === "" ? meaning : `${meaning} (${mark})`;
}

/** Shares of evidence above one per cent, best grade first: `B 12, C 30, D 58` (per cent of the expected mass). */
export function evidenceMixText(mix: Readonly<Record<string, number>>, separator = ", ", gap = " "): string {
  const shares = ["A", "B", "C", "D", "S"]
    .map((grade) => ({ grade, pct: (isShown(mix[grade]) ? mix[grade] : 0) * 100 }))
    .filter(({ pct }) => pct > 0 && pct < 1000);
  const large = shares.filter(({ pct }) => pct >= 0.5);
  if (large.length === 0) return noFigure;
  return large.map(({ grade, pct }) => `${grade}${gap}${Math.round(pct)}`).join(separator);
}

/** A count of things: `1,000`; a dash where it is missing. */
export function countText(count: MaybeNumber): string {
  return numberText(count, 15);
}

/** A seed or other integer that identifies: never grouped. */
export function integerText(value: MaybeNumber, missing = "none"): string {
  return isShown(value) ? String(value) : missing;
}
