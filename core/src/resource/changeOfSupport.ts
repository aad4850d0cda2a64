import type { Issue } from "../evidence/issue.ts";
import { normalDistribution, normalQuantile } from "../numerics/normal.ts";

/** Grades of points without NaN, ppm, with declustering weights at least 0. */
export interface PointGrades {
  readonly gradePpm: Float64Array;
  readonly weights: Float64Array;
}

export interface BlockGrades {
  readonly gradePpm: Float64Array;
  readonly issues: readonly Issue[];
}

/** Smallest ratio at which the affine correction is still trusted. */
const leastAffineRatio = 0.7;

/**
 * Affine correction: z_v = m + √f (z − m), the shape of the points about the same mean with variance f times theirs.
 * Warns below f = 0.7. Grades stay at least 0, but the least one rises to m (1 − √f) or more, which real blocks need not do.
 *
 * @param varianceRatio f = variance of blocks over variance of points, above 0, at most 1
 * @throws {RangeError} no grades, lengths that disagree, a grade, weight or ratio out of bounds
 * @see Isaaks and Srivastava (1989), An Introduction to Applied Geostatistics, ch. 19 (30 % reduction as the limit)
 */
export function affineCorrection(points: PointGrades, varianceRatio: number): BlockGrades {
  checkPoints(points, varianceRatio);
  const { mean } = moments(points);
  const gradePpm = points.gradePpm.map((z) => mean + Math.sqrt(varianceRatio) * (z - mean));
  const issues: Issue[] = [];
  if (varianceRatio < leastAffineRatio)
    issues.push({
      path: "variance ratio",
      code: "resource.affine-reduction",
      severity: "warning",
      message: `affine correction with ratio ${varianceRatio}, below ${leastAffineRatio}; use the discrete Gaussian model`,
    });
  return { gradePpm, issues };
}

export interface DiscreteGaussian {
  /** Block grades at equal steps of probability, (q + 1/2)/Q, ascending. */
  readonly gradePpm: Float64Array;
  /** Change of support coefficient r, 0-1. */
  readonly coefficient: number;
}

/**
 * Discrete Gaussian model: with points Z = φ(Y) the blocks are Z_v = φ_v(Y_v), φ_v(y) = E[φ(r y + √(1 − r²) W)], and r solves
 * Σ φₙ² r²ⁿ = f Σ φₙ². φ is the step function of the data, for which φ_v has a closed form, so no grade leaves the range of
 * the data; Hermite coefficients (200, normalised) serve for r only. Time grows with samples × quantiles.
 *
 * @param varianceRatio f = variance of blocks over variance of points, above 0, at most 1
 * @param quantiles Q, 1 to 100,000
 * @throws {RangeError} as `affineCorrection` does, quantiles out of bounds, or all grades are equal
 * @see Rivoirard (1994), Introduction to Disjunctive Kriging and Non-linear Geostatistics, ch. 9; Chilès and Delfiner (2012),
 *   Geostatistics, 2nd ed., section 6.8
 */
export function discreteGaussian(points: PointGrades, varianceRatio: number, quantiles = 1000): DiscreteGaussian {
  checkPoints(points, varianceRatio);
  if (!(Number.isInteger(quantiles) && quantiles >= 1 && quantiles <= 100_000))
    throw new RangeError(`change of support: quantiles must be a whole number in 1-100000, got ${quantiles}`);
  const { mean, variance } = moments(points);
  if (!(variance > 0))
    throw new RangeError(`change of support: all grades are ${mean} ppm, so blocks have the same; nothing to change`);
  const { atY, step, greatest } = gradeSteps(points);
  const coefficient = varianceRatio === 1 ? 1 : coefficientOf(hermiteSquares(atY, step), varianceRatio);
  const spread = Math.sqrt(1 - coefficient * coefficient);
  const gradePpm = new Float64Array(quantiles);
  for (let q = 0; q < quantiles; q++) {
    const y = normalQuantile((q + 0.5) / quantiles);
    // φ_v(y) = z_n − Σ (z_{i+1} − z_i) P(r y + √(1 − r²) W ≤ y_i); without spread the probability is 0 or 1.
    let grade = greatest;
    for (let i = 0; i < step.length; i++) {
      const apart = atY[i] - coefficient * y;
      grade -= step[i] * (spread > 0 ? normalDistribution(apart / spread) : apart >= 0 ? 1 : 0);
    }
    gradePpm[q] = grade;
  }
  return { gradePpm, coefficient };
}

function checkPoints({ gradePpm, weights }: PointGrades, varianceRatio: number): void {
  const n = gradePpm.length;
  if (n === 0 || weights.length !== n)
    throw new RangeError(`change of support: needs grades and as many weights, got ${n} and ${weights.length}`);
  for (let i = 0; i < n; i++) {
    if (!(gradePpm[i] >= 0 && gradePpm[i] <= 1e6))
      throw new RangeError(
        `sample ${i + 1}: grade must lie in 0-1000000 ppm, got ${gradePpm[i]}; leave the sample out`,
      );
    if (!(weights[i] > 0 && Number.isFinite(weights[i])))
      throw new RangeError(
        `sample ${i + 1}: weight must be finite and above 0, got ${weights[i]}; leave the sample out`,
      );
  }
  if (!(varianceRatio > 0 && varianceRatio <= 1))
    throw new RangeError(`change of support: the variance ratio must be above 0 and at most 1, got ${varianceRatio}`);
}

function moments({ gradePpm, weights }: PointGrades): { mean: number; variance: number } {
  let [total, sum, squares] = [0, 0, 0];
  for (const [i, z] of gradePpm.entries()) {
    total += weights[i];
    sum += weights[i] * z;
  }
  const mean = sum / total;
  for (const [i, z] of gradePpm.entries()) squares += weights[i] * (z - mean) ** 2;
  return { mean, variance: squares / total };
}

/** The step function of the data: it rises by step[i] at the normal score atY[i], from the least to the greatest grade. */
export function gradeSteps({ gradePpm, weights }: PointGrades): {
  atY: Float64Array;
  step: Float64Array;
  least: number;
  greatest: number;
} {
  const order = Array.from(gradePpm.keys()).sort((a, b) => gradePpm[a] - gradePpm[b]);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const [atY, step]: [number[], number[]] = [[], []];
  let below = 0;
  for (let i = 0; i + 1 < order.length; i++) {
    below += weights[order[i]];
    const rise = gradePpm[order[i + 1]] - gradePpm[order[i]];
    if (rise === 0) continue;
    // A sum of weights may round up to the whole: its score must stay finite.
    atY.push(normalQuantile(Math.min(1 - 1e-15, below / total)));
    step.push(rise);
  }
  const [least, greatest] = [gradePpm[order[0]], gradePpm[order[order.length - 1]]];
  return { atY: Float64Array.from(atY), step: Float64Array.from(step), least, greatest };
}

/** φₙ² for n = 1 … 200: φₙ = Σ stepᵢ hₙ₋₁(yᵢ) g(yᵢ) / √n with normalised Hermite polynomials h and normal density g. */
function hermiteSquares(atY: Float64Array, step: Float64Array): Float64Array {
  const sums = new Float64Array(200);
  for (let i = 0; i < step.length; i++) {
    const y = atY[i];
    if (!Number.isFinite(y)) continue;
    const rise = (step[i] * Math.exp((-y * y) / 2)) / Math.sqrt(2 * Math.PI);
    let [previous, current] = [0, 1];
    for (let n = 1; n <= 200; n++) {
      sums[n - 1] += (rise * current) / Math.sqrt(n);
      const next = (y * current - Math.sqrt(n - 1) * previous) / Math.sqrt(n);
      previous = current;
      current = next;
    }
  }
  return sums.map((phi) => phi * phi);
}

/** r of Σ φₙ² r²ⁿ = f Σ φₙ² by bisection: the left side grows with r. */
function coefficientOf(squares: Float64Array, varianceRatio: number): number {
  const target = varianceRatio * squares.reduce((sum, square) => sum + square, 0);
  let [low, high] = [0, 1];
  for (let turn = 0; turn < 60; turn++) {
    const r = (low + high) / 2;
    let [sum, power] = [0, 1];
    for (const square of squares) {
      power *= r * r;
      sum += square * power;
    }
    if (sum < target) low = r;
    else high = r;
  }
  return (low + high) / 2;
}
