import type { PhaseUnknown } from "./problem.ts";

/**
 * Writes the saturation of one phase as a combination of those of others, by elimination over the components whose
 * activity is free.
 * @returns shares of the others, or null where the phase is independent of them
 */
export function dependence(
  others: readonly PhaseUnknown[],
  phase: PhaseUnknown,
  components: number,
  isFree: (component: number) => boolean,
): number[] | null {
  const k = others.length;
  const rows: Float64Array[] = [];
  const pivots: number[] = [];
  // Each row: coefficients by component, then the combination of the others it is made of.
  const rowOf = (of: PhaseUnknown, index: number) => {
    const row = new Float64Array(components + k);
    of.siColumn.forEach((c, e) => {
      if (isFree(c)) row[c] += of.siCoefficient[e];
    });
    if (index >= 0) row[components + index] = 1;
    return row;
  };
  const reduce = (row: Float64Array) => {
    rows.forEach((known, r) => {
      const factor = row[pivots[r]];
      if (factor !== 0) for (let j = 0; j < row.length; j++) row[j] -= factor * known[j];
    });
    let pivot = -1;
    for (let c = 0; c < components; c++)
      if (Math.abs(row[c]) > 1e-9 && (pivot < 0 || Math.abs(row[c]) > Math.abs(row[pivot]))) pivot = c;
    return pivot;
  };
  others.forEach((other, index) => {
    const row = rowOf(other, index);
    const pivot = reduce(row);
    if (pivot < 0) return;
    const inverse = 1 / row[pivot];
    for (let j = 0; j < row.length; j++) row[j] *= inverse;
    rows.push(row);
    pivots.push(pivot);
  });
  const last = rowOf(phase, -1);
  if (reduce(last) >= 0) return null;
  // What was subtracted from the phase's row stands, negative, in the combination columns.
  return Array.from({ length: k }, (_, index) => -last[components + index]);
}
