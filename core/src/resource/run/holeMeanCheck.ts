import { type CovarianceModel, covariance, prepareModel } from "../../geostat/covarianceModel.ts";
import type { SampleSet } from "../../geostat/sampleSet.ts";
import { backSubstitute, choleskyInPlace, forwardSubstituteRow } from "../../numerics/cholesky.ts";

/** How well a variogram foretells the means of whole holes from those of the others. */
export interface HoleMeanCheck {
  readonly holes: number;
  /** Mean of error²/variance of the hole means left out; 1 is right, NaN with fewer than 12 holes. */
  readonly ratio: number;
}

const leastHoles = 12;
const mostHoles = 250;
const mostSamples = 1500;

/**
 * Mean of error²/variance when the mean of each hole is foretold from the means of the others. With C̄ᵢⱼ the mean of C over pairs of
 * composites and Q = C̄⁻¹ the error of a hole left out is (Q ȳ)ᵢ/Qᵢᵢ and its variance 1/Qᵢᵢ (simple kriging, mean 0). Far above 1 the variogram joins
 * holes more than they are, and totals are less sure than it promises.
 * @param samples scores with mean 0; `holes` must be there
 * @see Dubrule (1983), Mathematical Geology 15, 687-699 (leaving out by the inverse)
 */
export function holeMeanCheck(samples: SampleSet, model: CovarianceModel): HoleMeanCheck {
  const of = holesOf(samples);
  return { holes: of.length, ratio: of.length < leastHoles ? Number.NaN : leftOutRatio(of, samples, model) };
}

/** Samples of each hole; of more than 250 holes every n-th counts, then of more than 1,500 samples every n-th of a hole. */
function holesOf({ values, holes }: SampleSet): number[][] {
  const of = new Map<number, number[]>();
  for (let i = 0; i < values.length; i++) {
    const hole = holes?.[i] ?? 0;
    const known = of.get(hole);
    if (known === undefined) of.set(hole, [i]);
    else known.push(i);
  }
  const few = Math.ceil(of.size / mostHoles);
  const kept = [...of.values()].filter((_, h) => h % few === 0);
  const every = Math.ceil(kept.reduce((sum, { length }) => sum + length, 0) / mostSamples);
  return kept.map((list) => list.filter((_, i) => i % every === 0));
}

/** Mean of error²/variance of hole means, each left out; NaN where the means follow from each other. */
function leftOutRatio(of: readonly number[][], { xyzM, values }: SampleSet, model: CovarianceModel): number {
  const prepared = prepareModel(model);
  const n = of.length;
  const stride = 8 * Math.ceil(n / 8);
  const rows = new Float64Array((n + 1) * stride);
  for (let a = 0; a < n; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (const i of of[a])
        for (const j of of[b])
          sum += covariance(
            prepared,
            xyzM[3 * i] - xyzM[3 * j],
            xyzM[3 * i + 1] - xyzM[3 * j + 1],
            xyzM[3 * i + 2] - xyzM[3 * j + 2],
          );
      rows[a * stride + b] = sum / (of[a].length * of[b].length) + (a === b ? 1e-6 : 0);
    }
  if (choleskyInPlace(rows, stride, n, n) >= 0) return Number.NaN;
  const solve = (right: (row: number) => number) => {
    for (let i = 0; i < n; i++) rows[n * stride + i] = right(i);
    forwardSubstituteRow(rows, stride, n, n);
    const solution = rows.slice(n * stride, n * stride + n);
    backSubstitute(rows, stride, n, solution);
    return solution;
  };
  const means = of.map((list) => list.reduce((sum, i) => sum + values[i], 0) / list.length);
  const precise = solve((i) => means[i]);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += precise[i] ** 2 / solve((row) => (row === i ? 1 : 0))[i];
  return squares / n;
}
