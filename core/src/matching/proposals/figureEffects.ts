import type { FlowsheetDocument } from "../../process/flowsheet/flowsheetDocument.ts";
import type { Assumption } from "./assumption.ts";

/** What one figure makes of a number of a document at the ends of its range. */
export interface FigureEffect {
  readonly figure: Assumption;
  readonly atLow: number;
  readonly atHigh: number;
}

/** A number of a unit's parameters or of a feed that figures move. */
export interface MovedNumber {
  readonly of: "unit" | "feed";
  /** Of the unit or stream. */
  readonly id: string;
  readonly keys: readonly string[];
  readonly value: number;
  readonly effects: readonly FigureEffect[];
}

interface Leaf {
  readonly of: "unit" | "feed";
  readonly id: string;
  readonly keys: readonly string[];
  readonly value: number;
}

/** Relative change that counts as rounding. */
const rounding = 1e-9;

/**
 * Finds what each figure moves in a document: the document is built again with one figure at an end of its range, the plant as sized, and the two are
 * compared number by number. A mineral that is not there at an end counts as nothing of it; where the size classes differ, lists by size are left alone.
 * @param buildWith the document with one figure at another value; null where it cannot be built
 */
export function figureEffects(
  document: FlowsheetDocument,
  figures: readonly Assumption[],
  buildWith: (figure: Assumption, value: number) => FlowsheetDocument | null,
): readonly MovedNumber[] {
  const base = [...leavesOf(document)];
  const effects = new Map<string, FigureEffect[]>();
  for (const figure of figures) {
    if (!(figure.high > figure.low)) continue;
    const [low, high] = [figure.low, figure.high].map((end) => endOf(document, figure, end, buildWith));
    for (const leaf of base) {
      const name = nameOf(leaf);
      const [atLow, atHigh] = [low, high].map((found) => valueAt(leaf, found));
      const tolerance = rounding * Math.abs(leaf.value);
      if (Math.abs(atLow - leaf.value) <= tolerance && Math.abs(atHigh - leaf.value) <= tolerance) continue;
      effects.set(name, [...(effects.get(name) ?? []), { figure, atLow, atHigh }]);
    }
  }
  return base.flatMap((leaf) => {
    const found = effects.get(nameOf(leaf));
    return found === undefined ? [] : [{ ...leaf, effects: found }];
  });
}

interface End {
  readonly numbers: ReadonlyMap<string, number>;
  readonly hasOtherSizes: boolean;
}

/** The numbers of the document at an end of a range; a little before the end where nothing can be built there (no mineral left to treat). */
function endOf(
  document: FlowsheetDocument,
  figure: Assumption,
  end: number,
  buildWith: (figure: Assumption, value: number) => FlowsheetDocument | null,
): End | null {
  const built =
    buildWith(figure, end) ??
    buildWith(figure, figure.value + 0.99 * (end - figure.value)) ??
    buildWith(figure, figure.value + 0.5 * (end - figure.value));
  if (built === null) return null;
  return {
    numbers: new Map([...leavesOf(built)].map((leaf) => [nameOf(leaf), leaf.value])),
    hasOtherSizes: JSON.stringify(built.sizeClassesUm) !== JSON.stringify(document.sizeClassesUm),
  };
}

function valueAt(leaf: Leaf, end: End | null): number {
  if (end === null) return leaf.value;
  const isBySize = leaf.keys.some((key) => /^\d+$/.test(key));
  if (isBySize && end.hasOtherSizes) return leaf.value;
  const isShare = leaf.of === "feed" && leaf.keys.at(-2)?.endsWith("Fraction") === true;
  return end.numbers.get(nameOf(leaf)) ?? (isShare ? 0 : leaf.value);
}

function* leavesOf({ units, streams }: FlowsheetDocument): Generator<Leaf> {
  for (const { id, parameters } of units) yield* numbersIn("unit", id, parameters, []);
  for (const { id, feed } of streams) yield* numbersIn("feed", id, feed, []);
}

function* numbersIn(of: Leaf["of"], id: string, held: unknown, keys: readonly string[]): Generator<Leaf> {
  if (typeof held === "number") yield { of, id, keys, value: held };
  else if (typeof held === "object" && held !== null)
    for (const [key, item] of Object.entries(held)) yield* numbersIn(of, id, item, [...keys, key]);
}

const nameOf = ({ of, id, keys }: Pick<Leaf, "of" | "id" | "keys">) => JSON.stringify([of, id, ...keys]);
