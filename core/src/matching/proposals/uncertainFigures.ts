import type { EvidenceGrade } from "../../evidence/estimate.ts";
import { weakerGrade } from "../../evidence/estimate.ts";
import type { PairCorrelation } from "../../numerics/correlatedDraws.ts";
import type { FlowsheetDocument } from "../../process/flowsheet/flowsheetDocument.ts";
import { numberPlace } from "../../process/uncertainty/numberPlace.ts";
import { parameterLimits } from "../../process/uncertainty/readUncertainty.ts";
import { findUnitOp } from "../../process/unitOps/catalogue.ts";
import type { Assumption } from "./assumption.ts";
import { figureEffects, type FigureEffect, type MovedNumber } from "./figureEffects.ts";

/** A law for one number, or by one factor for a table of numbers that move alike. */
interface Law {
  readonly of: "unit" | "feed";
  readonly id: string;
  readonly keys: readonly string[];
  readonly low: number;
  readonly high: number;
  readonly closedBy: readonly string[] | null;
  readonly effects: readonly FigureEffect[];
}

/** Numbers moved by the same figures are correlated by this much at most: at 1 no root of the matrix exists, and ranks could not tell them apart. */
const togetherness = 0.99;
/** Correlations below this are left out. */
const leastCorrelation = 1e-6;
const mostPairs = 10_000;
const mostLaws = 500;

/**
 * Writes into a document which of its numbers are not known, as `relode process risk` reads it: every figure with a range is moved to its ends, and each
 * number that follows gets a triangular law with its mode at the value of the file. A number that several figures move gets as range the root of the sum of
 * squares of their falls and of their rises; the correlation of two numbers is the cosine of the angle between what the figures do to them, so what one figure
 * moves is drawn together. Sizes of the plant stay.
 * @param buildWith the document with one figure at another value, the plant as sized; null where it cannot be built
 */
export function withUncertainty(
  document: FlowsheetDocument,
  figures: readonly Assumption[],
  buildWith: (figure: Assumption, value: number) => FlowsheetDocument | null,
): FlowsheetDocument {
  const moved = figureEffects(document, figures, buildWith);
  const laws = lawsOf(document, moved);
  const entries = (of: Law["of"], id: string) => {
    const found = laws.filter((law) => law.of === of && law.id === id);
    return found.length === 0
      ? {}
      : { uncertainty: Object.fromEntries(found.map((law) => [pathOf(law), entryOf(law)])) };
  };
  const correlations = correlationsOf(laws);
  return {
    ...document,
    units: document.units.map((unit) => ({ ...unit, ...entries("unit", unit.id) })),
    streams: document.streams.map((stream) => ({ ...stream, ...entries("feed", stream.id) })),
    ...(correlations.length === 0 ? {} : { correlations }),
  };
}

function entryOf({ low, high, closedBy, effects }: Law) {
  return {
    range: [low, high],
    law: "triangular",
    ...(closedBy === null ? {} : { closedBy: closedBy.join(".") }),
    grade: effects.reduce<EvidenceGrade>((grade, { figure }) => weakerGrade(grade, gradeOf(figure)), "A"),
    source: effects.map(({ figure }) => words(figure)).join("; "),
  };
}

/** A waste file says who measured, not how well: a source in it counts as published, a range without one as judged. */
function gradeOf({ grade, source }: Assumption): EvidenceGrade {
  return grade === "published" || (grade === "waste file" && source !== "stated in the file") ? "B" : "D";
}

function words({ says, low, high, unit, grade, source }: Assumption): string {
  const number = (value: number) => String(Number(value.toPrecision(4)));
  return `${says} ${number(low)} to ${number(high)} ${unit === "1" ? "" : `${unit} `}[${grade}: ${source}]`;
}

const pathOf = ({ keys }: Pick<Law, "keys">) => keys.join(".");

/** The numbers that can carry a law, tables that move alike as one, the widest first where there are too many. */
function lawsOf(document: FlowsheetDocument, moved: readonly MovedNumber[]): readonly Law[] {
  const holders = new Map<string, unknown>([
    ...document.units.map(({ id, parameters }) => [`unit ${id}`, parameters] as const),
    ...document.streams.map(({ id, feed }) => [`feed ${id}`, feed] as const),
  ]);
  const kinds = new Map(document.units.map(({ id, kind }) => [id, kind]));
  const tables = new Map<string, MovedNumber[]>();
  for (const number of moved) {
    const table = JSON.stringify([number.of, number.id, ...number.keys.slice(0, -1)]);
    tables.set(table, [...(tables.get(table) ?? []), number]);
  }
  const laws = [...tables.values()].flatMap((numbers) => {
    const [{ of, id, keys }] = numbers;
    const holder = holders.get(`${of} ${id}`);
    const specs = of === "unit" ? (findUnitOp(kinds.get(id) ?? "")?.parameters ?? {}) : null;
    const limits = (path: readonly string[]) =>
      specs === null ? { min: 0, max: Number.POSITIVE_INFINITY, refused: null } : parameterLimits(specs, path);
    const whole = tableLaw(numbers, holder, limits(keys).max);
    if (whole !== null && limits(whole.keys).refused === null) return [whole];
    const closedBy = of === "feed" && keys.at(-2)?.endsWith("Fraction") === true ? closingOf(holder, keys) : null;
    return numbers.flatMap((number): Law[] => {
      const { min, max, refused } = limits(number.keys);
      if (refused !== null || closedBy?.at(-1) === number.keys.at(-1) || !leadsHome(holder, number.keys)) return [];
      const [down, up] = reach(number.effects, number.value);
      const low = Math.max(min, number.value - down);
      const high = Math.min(max, closedBy === null ? Number.POSITIVE_INFINITY : 1, number.value + up);
      return high > low ? [{ ...number, low, high, closedBy }] : [];
    });
  });
  return fitting(laws);
}

/** Fall and rise that all effects give together: roots of sums of squares. */
function reach(effects: readonly FigureEffect[], value: number): readonly [down: number, up: number] {
  let [down, up] = [0, 0];
  for (const { atLow, atHigh } of effects) {
    down += Math.max(0, value - Math.min(atLow, atHigh)) ** 2;
    up += Math.max(0, Math.max(atLow, atHigh) - value) ** 2;
  }
  return [Math.sqrt(down), Math.sqrt(up)];
}

/** One factor for a table all of whose numbers move in the same proportion; null where they do not. */
function tableLaw(numbers: readonly MovedNumber[], holder: unknown, max: number): Law | null {
  const [first] = numbers;
  const keys = first.keys.slice(0, -1);
  if (first.of === "feed" || numbers.length < 2 || keys.length === 0) return null;
  const place = numberPlace(holder, keys.join("."));
  if (place === null || place.value !== null || place.values.filter((value) => value !== 0).length !== numbers.length)
    return null;
  const ratios = ({ value, effects }: MovedNumber) =>
    effects.map(({ figure, atLow, atHigh }) => ({ figure, atLow: atLow / value, atHigh: atHigh / value }));
  const effects = ratios(first);
  const isAlike = numbers.every((number) =>
    ratios(number).every(({ figure, atLow, atHigh }, i) => {
      const other = effects[i];
      return other?.figure.key === figure.key && near(other.atLow, atLow) && near(other.atHigh, atHigh);
    }),
  );
  if (!isAlike || numbers.some((number) => number.effects.length !== effects.length)) return null;
  const [down, up] = reach(effects, 1);
  const most = Math.max(...place.values);
  const low = Math.max(0, 1 - down);
  const high = Math.min(most > 0 ? max / most : Number.POSITIVE_INFINITY, 1 + up);
  return high > low ? { of: first.of, id: first.id, keys, low, high, closedBy: null, effects } : null;
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** The largest share of a list: it takes up what the others change. */
function closingOf(holder: unknown, keys: readonly string[]): readonly string[] | null {
  const parent = keys.slice(0, -1);
  const held = parent.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined),
    holder,
  );
  if (typeof held !== "object" || held === null) return null;
  const [largest] = Object.entries(held as Readonly<Record<string, number>>).toSorted((a, b) => b[1] - a[1]);
  return largest === undefined ? null : [...parent, largest[0]];
}

/** True where the path as written is read back as these keys. */
function leadsHome(holder: unknown, keys: readonly string[]): boolean {
  return numberPlace(holder, keys.join("."))?.keys.join("\n") === keys.join("\n");
}

/** As many laws as a file may have, the relatively widest. */
function fitting(laws: readonly Law[]): readonly Law[] {
  const width = ({ low, high }: Law) => (high - low) / Math.max(Math.abs(low), Math.abs(high));
  let most = mostLaws;
  // n laws have n (n - 1) / 2 pairs.
  if (laws.length > 141 && correlationsOf(laws).length > mostPairs) most = 141;
  if (laws.length <= most) return laws;
  const kept = new Set(laws.toSorted((a, b) => width(b) - width(a)).slice(0, most));
  return laws.filter((law) => kept.has(law));
}

function correlationsOf(laws: readonly Law[]): PairCorrelation[] {
  const pulls = laws.map(
    ({ effects }) => new Map(effects.map(({ figure, atLow, atHigh }) => [figure.key, atHigh - atLow])),
  );
  const lengths = pulls.map((pull) => Math.hypot(...pull.values()));
  const out: PairCorrelation[] = [];
  for (let i = 0; i < laws.length; i++)
    for (let j = 0; j < i; j++) {
      let product = 0;
      for (const [key, pull] of pulls[i]) product += pull * (pulls[j].get(key) ?? 0);
      const cosine = lengths[i] * lengths[j] > 0 ? product / (lengths[i] * lengths[j]) : 0;
      if (Math.abs(cosine) < leastCorrelation) continue;
      out.push({ a: nameOf(laws[j]), b: nameOf(laws[i]), correlation: Number((togetherness * cosine).toFixed(6)) });
    }
  return out;
}

const nameOf = (law: Law) => `${law.id}.${pathOf(law)}`;
