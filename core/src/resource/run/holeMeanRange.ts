import { type CovarianceModel, covariance, prepareModel } from "../../geostat/covarianceModel.ts";
import type { SampleSet } from "../../geostat/sampleSet.ts";
import { backSubstitute, choleskyInPlace, forwardSubstituteRow } from "../../numerics/cholesky.ts";

/** How far the ranges along the layers reach when whole holes are foretold from the others. */
export interface HoleMeanRange {
  /** What the ranges along the layers are multiplied by; 1 with fewer than 12 holes. */
  readonly factor: number;
  readonly holes: number;
  /** Mean of error²/variance of the hole means left out, before and after; 1 is right. */
  readonly ratioBefore: number;
  readonly ratioAfter: number;
}

const leastHoles = 12;
const mostHoles = 250;
const mostSamples = 1500;
const factors = Array.from({ length: 11 }, (_, i) => 0.2 * 1.25 ** i);

/**
 * Ranges along the layers that foretell the mean of a hole from the means of the others with the right spread. Variograms along the layers and
 * down the holes leave open how lateral and vertical distance act together; if correlation falls faster between places apart in both than the
 * ellipsoid says, means over holes correlate less, and totals are less sure, than the model promises. For ranges c a the
 * covariance of hole means is C̄ᵢⱼ = mean of C over pairs of composites; with Q = C̄⁻¹ the error of a hole left out is (Q ȳ)ᵢ/Qᵢᵢ
 * and its variance 1/Qᵢᵢ (simple kriging, mean 0). ln c is averaged over the list with the weights exp(Σ ln density of the errors).
 * @param samples scores with mean 0; `holes` must be there
 * @see Dubrule (1983), Mathematical Geology 15, 687-699 (leaving out by the inverse); Gneiting and Raftery (2007), JASA 102, 359-378 (logarithmic score)
 */
export function holeMeanRange(samples: SampleSet, model: CovarianceModel): HoleMeanRange {
  const of = holesOf(samples);
  if (of.length < leastHoles) return { factor: 1, holes: of.length, ratioBefore: Number.NaN, ratioAfter: Number.NaN };
  const scored = factors.map((factor) => ({ factor, ...leftOut(of, samples, stretched(model, factor)) }));
  const best = Math.max(...scored.map(({ score }) => score));
  let [sum, total] = [0, 0];
  for (const { factor, score } of scored) {
    const weight = Math.exp(score - best);
    sum += weight * Math.log(factor);
    total += weight;
  }
  const factor = Math.exp(sum / total);
  return {
    factor,
    holes: of.length,
    ratioBefore: leftOut(of, samples, model).ratio,
    ratioAfter: leftOut(of, samples, stretched(model, factor)).ratio,
  };
}

/** The model with its ranges along the layers multiplied. */
export function stretched(model: CovarianceModel, factor: number): CovarianceModel {
  return {
    nugget: model.nugget,
    structures: model.structures.map((structure) => {
      const [a, b, c] = structure.rangesM;
      return { ...structure, rangesM: [factor * a, factor * b, c] as const };
    }),
  };
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

/** Logarithmic score and mean of error²/variance of hole means, each left out. */
function leftOut(of: readonly number[][], { xyzM, values }: SampleSet, model: CovarianceModel) {
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
  if (choleskyInPlace(rows, stride, n, n) >= 0) return { score: Number.NEGATIVE_INFINITY, ratio: Number.NaN };
  const solve = (right: (row: number) => number) => {
    for (let i = 0; i < n; i++) rows[n * stride + i] = right(i);
    forwardSubstituteRow(rows, stride, n, n);
    const solution = rows.slice(n * stride, n * stride + n);
    backSubstitute(rows, stride, n, solution);
    return solution;
  };
  const means = of.map((list) => list.reduce((sum, i) => sum + values[i], 0) / list.length);
  const precise = solve((i) => means[i]);
  let [score, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const q = solve((row) => (row === i ? 1 : 0))[i];
    score += 0.5 * (Math.log(q) - precise[i] ** 2 / q);
    squares += precise[i] ** 2 / q;
  }
  return { score, ratio: squares / n };
}
