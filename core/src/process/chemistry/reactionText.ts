import { FormulaError } from "./formula.ts";

/** A reaction as written: names with coefficients, left and right. */
export interface WrittenReaction {
  readonly left: readonly (readonly [name: string, coefficient: number])[];
  readonly right: readonly (readonly [name: string, coefficient: number])[];
}

const term = /^(\d+\.?\d*|\.\d+)?\s*(\S+)$/;

/**
 * Reads `Fe+3 + 2 H2O = Fe(OH)2+ + 2H+`. A plus or minus between terms has spaces around it; `++` and `--` at the end of a
 * name become `+2` and `-2`.
 * @throws {FormulaError} no or two equal signs, an empty side, or a term that is not a number and a name
 */
export function parseReaction(text: string): WrittenReaction {
  if (text.length > 500) throw new FormulaError(text, "a reaction may have 500 characters");
  const sides = text.split("=");
  if (sides.length !== 2) throw new FormulaError(text, 'a reaction has one "="');
  return { left: terms(sides[0], text), right: terms(sides[1], text) };
}

function terms(side: string, whole: string): [string, number][] {
  const pieces = side.trim().split(/\s+([+-])\s+/);
  const found: [string, number][] = [];
  for (let i = 0; i < pieces.length; i += 2) {
    const match = term.exec(pieces[i].trim());
    if (match === null) throw new FormulaError(whole, `"${pieces[i].slice(0, 20)}" is not a coefficient and a name`);
    const sign = i > 0 && pieces[i - 1] === "-" ? -1 : 1;
    found.push([speciesName(match[2]), sign * (match[1] === undefined ? 1 : Number(match[1]))]);
  }
  return found;
}

/** One spelling for one species: `SO4--` and `SO4-2`, `Cu+1` and `Cu+`. */
export function speciesName(name: string): string {
  const match = /([+-]+)(\d*)$/.exec(name);
  if (match === null) return name;
  const size = match[2] === "" ? match[1].length : Number(match[2]);
  return name.slice(0, match.index) + match[1][0] + (size === 1 ? "" : String(size));
}

/** Coefficients of one side as a map, like names added, those in `except` left out. */
export function coefficients(
  side: readonly (readonly [string, number])[],
  into: Map<string, number> = new Map(),
  factor = 1,
): Map<string, number> {
  for (const [name, count] of side) {
    const sum = (into.get(name) ?? 0) + factor * count;
    if (sum === 0) into.delete(name);
    else into.set(name, sum);
  }
  return into;
}
