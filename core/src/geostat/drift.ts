/** Polynomial terms of the drift besides the constant. */
export type DriftTerm = "x" | "y" | "z" | "xx" | "yy" | "zz" | "xy" | "xz" | "yz";

export const driftTerms: readonly DriftTerm[] = ["x", "y", "z", "xx", "yy", "zz", "xy", "xz", "yz"];

/**
 * Checks that with a term its factors are there too (`xy` needs `x` and `y`): only then does the drift not depend on where
 * the origin of the coordinates lies.
 * @throws {RangeError} a term is unknown, comes twice, or lacks a factor
 */
export function checkDrift(terms: readonly DriftTerm[]): void {
  for (const [i, term] of terms.entries()) {
    if (!driftTerms.includes(term)) throw new RangeError(`drift: unknown term ${term}; use ${driftTerms.join(", ")}`);
    if (terms.indexOf(term) !== i) throw new RangeError(`drift: term ${term} comes twice`);
    for (const factor of term.length === 2 ? term : "")
      if (!terms.some((other) => other === factor))
        throw new RangeError(
          `drift: term ${term} needs ${factor} as well, or the estimate depends on the map's origin`,
        );
  }
}

/** Value of a term at (x, y, z). */
export function driftValue(term: DriftTerm, x: number, y: number, z: number): number {
  switch (term) {
    case "x":
      return x;
    case "y":
      return y;
    case "z":
      return z;
    case "xx":
      return x * x;
    case "yy":
      return y * y;
    case "zz":
      return z * z;
    case "xy":
      return x * y;
    case "xz":
      return x * z;
    default:
      return y * z;
  }
}
