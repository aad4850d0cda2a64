import type { RateContext } from "./kinetics.ts";

/** A rate law that cannot be read. */
export class RateExpressionError extends Error {
  readonly code = "chemistry.bad-rate";
  constructor(text: string, reason: string) {
    super(`rate "${text.slice(0, 80)}": ${reason}`);
    this.name = "RateExpressionError";
  }
}

type Term = (context: RateContext) => number;
const roman: Readonly<Record<string, string>> = { I: "1", II: "2", III: "3", IV: "4", V: "5", VI: "6", VII: "7" };

/**
 * Reads a rate law as it is written on paper: numbers, + − * / ^ and brackets, `a(OH-)` for an activity, `P_O2` for a partial
 * pressure in atm, `SR(Pyrite)` for IAP/K, `[Fe(II)]` or `[Fe(2)]` for a total in mol/kgw, `m` and `m0` for the reactant's
 * moles left and at the start. Bounded: 500 characters, 40 levels.
 * @throws {RateExpressionError}
 */
export function rateExpression(text: string): Term {
  if (text.length > 500) throw new RateExpressionError(text, "longer than 500 characters");
  let at = 0;
  const fail = (reason: string): never => {
    throw new RateExpressionError(text, `${reason} at character ${at + 1}`);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(text.slice(at));
    if (match !== null) at += match[0].length;
    return match;
  };
  const sum = (depth: number): Term => {
    if (depth > 40) fail("nested deeper than 40 levels");
    let left = product(depth);
    for (let op = take(/^\s*([+-])/); op !== null; op = take(/^\s*([+-])/)) {
      const [before, next, sign] = [left, product(depth), op[1] === "+" ? 1 : -1];
      left = (context) => before(context) + sign * next(context);
    }
    return left;
  };
  const product = (depth: number): Term => {
    let left = power(depth);
    for (let op = take(/^\s*([*/·])/); op !== null; op = take(/^\s*([*/·])/)) {
      const [before, next, divides] = [left, power(depth), op[1] === "/"];
      left = divides ? (context) => before(context) / next(context) : (context) => before(context) * next(context);
    }
    return left;
  };
  const power = (depth: number): Term => {
    const sign = take(/^\s*([+-])/);
    const base = atom(depth);
    const raised = take(/^\s*\^/) === null ? base : raise(base, power(depth + 1));
    return sign?.[1] === "-" ? (context) => -raised(context) : raised;
  };
  const raise =
    (base: Term, exponent: Term): Term =>
    (context) =>
      base(context) ** exponent(context);
  const atom = (depth: number): Term => {
    const number = take(/^\s*(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/);
    if (number !== null) {
      const value = Number(number[1]);
      return () => value;
    }
    const activity = take(/^\s*a\(([A-Za-z0-9]+(?:\([A-Za-z0-9]+\)\d*)*[A-Za-z0-9]*[+-]?\d*)\)/);
    if (activity !== null) return ({ activity: of }) => of(activity[1]);
    const ratio = take(/^\s*SR\(([^\s]+?)\)(?=$|[\s*/+^)-])/);
    if (ratio !== null) return ({ saturationRatio }) => saturationRatio(ratio[1]);
    const pressure = take(/^\s*[Pp](?:_([A-Z][A-Za-z0-9]*)|\(([A-Z][A-Za-z0-9]*)\))/);
    if (pressure !== null) return ({ saturationRatio }) => saturationRatio(`${pressure[1] ?? pressure[2]}(g)`);
    const total = take(/^\s*\[([A-Z][a-z]?(?:\([^)]+\))?)\]/);
    if (total !== null) {
      const name = total[1].replace(/\(([IVX]+)\)/, (whole, numeral: string) =>
        roman[numeral] ? `(${roman[numeral]})` : whole,
      );
      return ({ total: of }) => of(name);
    }
    if (take(/^\s*m0\b/) !== null) return ({ initialMol }) => initialMol;
    if (take(/^\s*m\b/) !== null) return ({ mol }) => mol;
    if (take(/^\s*\(/) === null) fail("expected a number, a(…), P_…, SR(…), […], m, m0 or a bracket");
    const inside = sum(depth + 1);
    if (take(/^\s*\)/) === null) fail("a bracket is not closed");
    return inside;
  };
  const whole = sum(0);
  take(/^\s*(mol\/s|mol s-1)?\s*$/);
  if (at < text.length) fail(`"${text.slice(at, at + 12)}" does not belong there`);
  return whole;
}
