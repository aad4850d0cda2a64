import { SingularMatrixError, solveLinear } from "../numerics/solveLinear.ts";
import type { CovarianceModel } from "./covarianceModel.ts";
import { checkDrift, type DriftTerm, driftValue } from "./drift.ts";
import { exactLikelihood, type LikelihoodData, type LikelihoodPoint } from "./exactLikelihood.ts";
import {
  type FittedParameter,
  type Free,
  freeParameters,
  type RangeFreedom,
  readParameter,
  withParameters,
} from "./fitVariogram.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import { conditioning, vecchiaLikelihood } from "./vecchiaLikelihood.ts";

export interface LikelihoodSpec {
  /** Shapes, angles and kinds of range; its numbers are where the search starts. */
  readonly start: CovarianceModel;
  /** `ml`, or `reml`, which does not take the estimated drift for known and so has less bias in the sills; default `reml`. */
  readonly method?: "ml" | "reml";
  /** As in `fitVariogram`; default `scale`. */
  readonly ranges?: RangeFreedom;
  readonly fitNugget?: boolean;
  /** Terms of the mean besides the constant. */
  readonly drift?: readonly DriftTerm[];
  /** Up to so many samples the likelihood is exact; above, Vecchia's. Default 1,500. */
  readonly exactUpTo?: number;
  /** The start is near the end: no others are tried. */
  readonly isNearStart?: boolean;
  /** Samples on which each is conditioned in Vecchia's likelihood; default 20. */
  readonly neighbours?: number;
}

export interface LikelihoodFit {
  readonly model: CovarianceModel;
  readonly logLikelihood: number;
  /** −2 ln L + 2 k, k the free parameters (drift included for `ml`): less is better, among fits of one method and drift. */
  readonly aic: number;
  readonly isExact: boolean;
  readonly isConverged: boolean;
  readonly iterations: number;
  /** Standard errors by the inverse of the information; null at a bound, or where the information is singular. */
  readonly parameters: readonly FittedParameter[];
  /** Drift: the constant first. Coordinates enter about the middle of the samples, in metres. */
  readonly beta: Float64Array;
  /** Covariance of the parameters, row by row, in their own units; null when the information is singular. */
  readonly covariance: Float64Array | null;
}

const mostSamples = 100_000;
const mostExact = 3000;
const mostTurns = 60;

/**
 * Covariance parameters of greatest likelihood for Gaussian values, with their standard errors. Exact to 1,500 samples, then by Vecchia's
 * composite likelihood. Fisher scoring with average information, damped where a step does not raise the likelihood; ranges move by their
 * logarithm, up to ten times the diagonal of the samples' box, sills rest on 0 where the score pushes them below. Starts from the ranges given, and a third and three times of them.
 * Skewed values are better transformed to normal scores first: the likelihood is that of a Gaussian field.
 *
 * @throws {RangeError} too few or too many samples, a model with a power structure, or one under which no start is positive definite
 * @see Mardia and Marshall (1984), Biometrika 71, 135-146; Pardo-Igúzquiza (1998), Computers & Geosciences 24, 153-162 (review and code)
 */
export function fitLikelihood(samples: SampleSet, spec: LikelihoodSpec): LikelihoodFit {
  const { method = "reml", drift = [], exactUpTo = 1500, neighbours = 20 } = spec;
  const free = freeParameters(spec);
  checkLikelihood(samples, spec, free);
  const data = likelihoodData(samples, drift);
  const n = samples.values.length;
  const isExact = n <= exactUpTo;
  const isRestricted = method === "reml";
  const sets = conditioning(samples.xyzM, Math.min(isExact ? 10 : neighbours, n - 1));
  const evaluate = (exact: boolean) => (x: Float64Array, withDerivatives: boolean) => {
    const at = (theta: Float64Array) => withParameters(spec.start, free, natural(free, theta));
    if (natural(free, x).every((value, a) => free[a].kind === "range" || value === 0)) return null;
    const derivatives = withDerivatives ? free.map((_, a) => differences(free, x, a, at)) : null;
    return exact
      ? exactLikelihood(data, at(x), isRestricted, derivatives)
      : vecchiaLikelihood(data, sets, at(x), isRestricted, derivatives);
  };
  const factors = free.some(({ kind }) => kind === "range") && spec.isNearStart !== true ? [1, 1 / 3, 3] : [1];
  const longest = Math.log(10 * diagonalM(samples.xyzM));
  const starts = factors.map((factor) => startOf(spec.start, free, samples.values, factor, longest));
  // Starts are told apart by the cheap likelihood; only the best is followed by the dear one.
  const rough = starts
    .map((start) => climb(start, free, longest, evaluate(false), 0.05))
    .filter((end) => end !== null)
    .sort((a, b) => b.point.logLikelihood - a.point.logLikelihood);
  // Where no cheap end is positive definite the starts themselves are tried.
  const end = [...rough.map(({ x }) => x), ...starts].reduce<End | null>(
    (best, x) => best ?? climb(x, free, longest, evaluate(isExact), 1e-6),
    null,
  );
  if (end === null)
    throw new RangeError(
      "likelihood: no start gives a positive definite matrix; two samples share a place, or a nugget is needed",
    );
  return answer(end, free, longest, spec, isExact, isRestricted ? 0 : data.drift.length);
}

interface End {
  readonly x: Float64Array;
  readonly point: LikelihoodPoint;
  readonly isConverged: boolean;
  readonly iterations: number;
}

type Evaluate = (x: Float64Array, withDerivatives: boolean) => LikelihoodPoint | null;

/** Damped Fisher scoring from a start; null when the start itself is not positive definite. */
function climb(
  start: Float64Array,
  free: readonly Free[],
  longest: number,
  evaluate: Evaluate,
  leastGain: number,
): End | null {
  let x = start;
  let point = evaluate(x, true);
  if (point === null) return null;
  let damping = 1e-3;
  let isConverged = false;
  let iterations = 0;
  while (iterations < mostTurns && !isConverged) {
    iterations++;
    const { score, information } = point;
    const active = Array.from(free.keys()).filter((a) => free[a].kind === "range" || x[a] > 0 || score[a] > 0);
    let moved: Float64Array | null = null;
    for (let attempt = 0; attempt < 20 && moved === null; attempt++) {
      const trial = stepped(x, free, longest, active, score, information, damping);
      const change = Math.max(
        ...Array.from(
          trial,
          (t, a) =>
            Math.abs(t - x[a]) / (free[a].kind === "range" ? 1 : Math.max(Math.abs(x[a]), 1e-3 * largestSill(x, free))),
        ),
      );
      const there = evaluate(trial, false);
      if (there !== null && there.logLikelihood >= point.logLikelihood - 1e-10) {
        moved = trial;
        damping = Math.max(damping / 10, 1e-9);
        // On a ridge, such as sill and range growing together, steps stay long while the likelihood hardly rises.
        if (change < 1e-6 || there.logLikelihood - point.logLikelihood < leastGain) isConverged = true;
      } else if (change < 1e-8) {
        isConverged = true;
        break;
      } else damping = Math.max(10 * damping, 1e-2);
    }
    if (moved === null) break;
    const next = evaluate(moved, true);
    if (next === null) break;
    x = moved;
    point = next;
  }
  return { x, point, isConverged, iterations };
}

function stepped(
  x: Float64Array,
  free: readonly Free[],
  longest: number,
  active: readonly number[],
  score: Float64Array,
  information: Float64Array,
  damping: number,
): Float64Array {
  const k = x.length;
  const f = active.length;
  const matrix = new Float64Array(f * f);
  for (let a = 0; a < f; a++)
    for (let b = 0; b < f; b++) {
      const i = information[active[a] * k + active[b]];
      matrix[a * f + b] = a === b ? i * (1 + damping) + Number.MIN_VALUE : i;
    }
  const trial = Float64Array.from(x);
  let step: Float64Array;
  try {
    step = solveLinear(
      matrix,
      Float64Array.from(active, (a) => score[a]),
    );
  } catch (error) {
    if (error instanceof SingularMatrixError) return trial;
    throw error;
  }
  for (const [s, a] of active.entries())
    trial[a] =
      free[a].kind === "range"
        ? Math.min(longest, x[a] + Math.max(-1, Math.min(1, step[s])))
        : Math.max(0, x[a] + step[s]);
  return trial;
}

function largestSill(x: Float64Array, free: readonly Free[]): number {
  return Math.max(Number.MIN_VALUE, ...Array.from(x.keys()).map((a) => (free[a].kind === "range" ? 0 : x[a])));
}

/** Ranges from their logarithms. */
function natural(free: readonly Free[], x: Float64Array): Float64Array {
  return x.map((value, a) => (free[a].kind === "range" ? Math.exp(value) : value));
}

/** Models ahead of and behind x along one parameter, and the step between them. */
function differences(
  free: readonly Free[],
  x: Float64Array,
  a: number,
  at: (x: Float64Array) => CovarianceModel,
): readonly [CovarianceModel, CovarianceModel, number] {
  const h = free[a].kind === "range" ? 1e-4 : 1e-4 * largestSill(x, free);
  const low = free[a].kind === "range" ? x[a] - h : Math.max(0, x[a] - h);
  const [ahead, behind] = [Float64Array.from(x), Float64Array.from(x)];
  ahead[a] = x[a] + h;
  behind[a] = low;
  return [at(ahead), at(behind), x[a] + h - low];
}

function startOf(
  model: CovarianceModel,
  free: readonly Free[],
  values: Float64Array,
  factor: number,
  longest: number,
): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const sills = free.filter(({ kind }) => kind !== "range").map((parameter) => readParameter(model, parameter));
  const given = sills.reduce((sum, sill) => sum + sill, 0);
  return Float64Array.from(free, (parameter) => {
    const value = readParameter(model, parameter);
    if (parameter.kind === "range") return Math.min(longest, Math.log(value * factor));
    // Proportions as given, the sum that of the samples: no parameter starts on its bound.
    return given > 0 ? (Math.max(value, 0.05 * given) / given) * variance : variance / sills.length;
  });
}

function answer(
  end: End,
  free: readonly Free[],
  longest: number,
  spec: LikelihoodSpec,
  isExact: boolean,
  driftParameters: number,
): LikelihoodFit {
  const { x, point, isConverged, iterations } = end;
  const k = free.length;
  const inside = Array.from(free.keys()).filter((a) => (free[a].kind === "range" ? x[a] < longest : x[a] > 0));
  const values = natural(free, x);
  const covariance = inverseInformation(point.information, inside, k);
  // From the logarithm of a range to the range: its standard error times the range.
  if (covariance !== null)
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++)
        covariance[a * k + b] *=
          (free[a].kind === "range" ? values[a] : 1) * (free[b].kind === "range" ? values[b] : 1);
  return {
    model: withParameters(spec.start, free, values),
    logLikelihood: point.logLikelihood,
    aic: -2 * point.logLikelihood + 2 * (k + driftParameters),
    isExact,
    isConverged,
    iterations,
    parameters: free.map(({ name }, a) => ({
      name,
      value: values[a],
      standardError: covariance === null || !inside.includes(a) ? null : Math.sqrt(covariance[a * k + a]),
    })),
    beta: point.beta,
    covariance,
  };
}

function inverseInformation(information: Float64Array, inside: readonly number[], k: number): Float64Array | null {
  const f = inside.length;
  const part = new Float64Array(f * f);
  for (let a = 0; a < f; a++) for (let b = 0; b < f; b++) part[a * f + b] = information[inside[a] * k + inside[b]];
  const covariance = new Float64Array(k * k);
  try {
    for (let b = 0; b < f; b++) {
      const unit = new Float64Array(f);
      unit[b] = 1;
      const column = solveLinear(Float64Array.from(part), unit);
      for (let a = 0; a < f; a++) covariance[inside[a] * k + inside[b]] = column[a];
    }
  } catch (error) {
    if (error instanceof SingularMatrixError) return null;
    throw error;
  }
  return inside.every((a) => covariance[a * k + a] > 0) ? covariance : null;
}

/** Diagonal of the box around the samples; 1 m where they share a place. */
export function diagonalM(xyzM: Float64Array): number {
  const low = [0, 1, 2].map(() => Number.POSITIVE_INFINITY);
  const high = [0, 1, 2].map(() => Number.NEGATIVE_INFINITY);
  for (let i = 0; i < xyzM.length; i++) {
    low[i % 3] = Math.min(low[i % 3], xyzM[i]);
    high[i % 3] = Math.max(high[i % 3], xyzM[i]);
  }
  return Math.hypot(...high.map((top, a) => top - low[a])) || 1;
}

function likelihoodData({ xyzM, values }: SampleSet, drift: readonly DriftTerm[]): LikelihoodData {
  const n = values.length;
  const middle = [0, 1, 2].map((a) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += xyzM[3 * i + a];
    return sum / n;
  });
  const columns = drift.map((term) =>
    Float64Array.from({ length: n }, (_, i) =>
      driftValue(term, xyzM[3 * i] - middle[0], xyzM[3 * i + 1] - middle[1], xyzM[3 * i + 2] - middle[2]),
    ),
  );
  return { xyzM, values, drift: [new Float64Array(n).fill(1), ...columns] };
}

function checkLikelihood(samples: SampleSet, spec: LikelihoodSpec, free: readonly Free[]): void {
  checkSamples(samples);
  checkDrift(spec.drift ?? []);
  const n = samples.values.length;
  const { exactUpTo = 1500, neighbours = 20 } = spec;
  const needed = free.length + 2 + (spec.drift?.length ?? 0);
  if (n < needed)
    throw new RangeError(`likelihood: ${n} samples for ${free.length} parameters, at least ${needed} are needed`);
  if (n > mostSamples)
    throw new RangeError(`likelihood: ${n} samples, limit ${mostSamples}; thin them or split by domain`);
  if (!(exactUpTo >= 0 && exactUpTo <= mostExact))
    throw new RangeError(`likelihood: exact up to ${exactUpTo} samples, limit ${mostExact} (memory n2, time n3)`);
  if (!(Number.isInteger(neighbours) && neighbours >= 1 && neighbours <= 200))
    throw new RangeError(`likelihood: neighbours must be whole, 1 to 200, got ${neighbours}`);
  if (spec.start.structures.some(({ type }) => type === "power"))
    throw new RangeError("likelihood: a power structure has no covariance; use one with a sill");
  if (samples.values.every((value) => value === samples.values[0]))
    throw new RangeError(`likelihood: all values are ${samples.values[0]}; there is no variance to explain`);
}
