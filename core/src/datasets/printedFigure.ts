import type { MarketFigure } from "./mineralMarket/market.ts";

/** Kilograms, tonnes or thousand tonnes a year: how the publisher prints masses. */
export type MassUnit = "kg" | "t" | "kt";

const tonnesPer: Readonly<Record<MassUnit, number>> = { kg: 0.001, t: 1, kt: 1000 };
const plain = /^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;
const range = /^(\S+) ?[–-] ?(\S+)$/;
const withheld = new Set(["", "W", "NA", "E", "XX"]);
const none: Pick<MarketFigure, "value" | "lower" | "upper"> = { value: null, lower: null, upper: null };

/**
 * A mass as printed, in tonnes. `W`, `NA`, `E` and blank have no value; `>50` is a lower, `<2` an upper bound;
 * `s` (less than half a unit) lies from 0 to half a unit; a dash is zero; `190 - 290` has both bounds; ` + ` joins terms of a sum, which has a value
 * only if every term has one and otherwise the bounds that its terms give. The print keeps its unit unless it is t.
 *
 * @returns null when the text is none of these
 */
export function massFigure(text: string, unit: MassUnit): MarketFigure | null {
  const terms = text.trim().split(" + ").map(readTerm);
  if (terms.some((term) => term === null)) return null;
  const sum = terms.reduce((total, term) => add(total as Span, term as Span)) as Span;
  const scale = tonnesPer[unit];
  const printed = unit === "t" || !/\d/.test(text) ? text.trim() : `${text.trim()} ${unit}`;
  return { ...scaled(sum, scale), printed };
}

/** A percentage or amount as printed, in the unit printed; same marks as `massFigure`, without sums. Null when the text is none of these. */
export function printedFigure(text: string): MarketFigure | null {
  const term = readTerm(text.trim());
  return term === null ? null : { ...scaled(term, 1), printed: text.trim() };
}

type Span = Pick<MarketFigure, "value" | "lower" | "upper">;

function readTerm(text: string): Span | null {
  if (withheld.has(text)) return none;
  if (text === "—" || text === "-") return { value: 0, lower: null, upper: null };
  if (text === "s") return { value: null, lower: 0, upper: 0.5 };
  const ends = range.exec(text);
  if (ends !== null) {
    const [lower, upper] = [readTerm(ends[1] ?? ""), readTerm(ends[2] ?? "")];
    if (lower?.value == null || upper?.value == null) return null;
    return { value: null, lower: lower.value, upper: upper.value };
  }
  const bound = text[0] === ">" || text[0] === "<" ? text[0] : "";
  const digits = text.slice(bound.length);
  if (!plain.test(digits)) return null;
  const number = Number(digits.replaceAll(",", ""));
  if (bound === ">") return { value: null, lower: number, upper: null };
  if (bound === "<") return { value: null, lower: null, upper: number };
  return { value: number, lower: null, upper: null };
}

function add(a: Span, b: Span): Span {
  if (a.value !== null && b.value !== null) return { value: a.value + b.value, lower: null, upper: null };
  const lower = (a.value ?? a.lower ?? 0) + (b.value ?? b.lower ?? 0);
  const upperA = a.value ?? a.upper;
  const upperB = b.value ?? b.upper;
  const upper = upperA === null || upperB === null ? null : upperA + upperB;
  return { value: null, lower: lower > 0 ? lower : null, upper };
}

/** Unit to tonnes; rounded to 12 digits so that 22,000 kg is 22 t and not 22.000000000000004. */
function scaled(span: Span, scale: number): Span {
  const by = (amount: number | null) => (amount === null ? null : Number((amount * scale).toPrecision(12)));
  return { value: by(span.value), lower: by(span.lower), upper: by(span.upper) };
}
