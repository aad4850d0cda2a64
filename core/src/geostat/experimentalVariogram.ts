import { everyDirection, type PairDirection, prepareDirection } from "./pairDirection.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

/**
 * How pairs are gathered by distance. `classes`: (0, w], (w, 2w] … up to the cutoff (gstat). `centred`: around 0, s, 2s … with a
 * tolerance, so that classes may overlap or leave gaps (GSLIB).
 */
export type LagSpec =
  | { readonly kind: "classes"; readonly widthM: number; readonly cutoffM: number }
  | { readonly kind: "centred"; readonly spacingM: number; readonly toleranceM: number; readonly count: number };

/** What is computed in each class; N pairs with tail z and head z′. */
export type VariogramEstimator =
  | "classical"
  | "cressie-hawkins"
  | "madogram"
  | "covariance"
  | "correlogram"
  | "pairwise-relative"
  | "general-relative"
  | "lag-standardised";

export const variogramEstimators: readonly VariogramEstimator[] = [
  "classical",
  "cressie-hawkins",
  "madogram",
  "covariance",
  "correlogram",
  "pairwise-relative",
  "general-relative",
  "lag-standardised",
];

export interface VariogramSpec {
  readonly lags: LagSpec;
  /** Default `classical`. */
  readonly estimator?: VariogramEstimator;
  /** Default every direction. */
  readonly direction?: PairDirection;
  /** Pairs within one hole only (downhole variogram); needs hole numbers. */
  readonly withinHoles?: boolean;
}

/** One class of distances that holds at least one pair. */
export interface VariogramLag {
  /** Number of the class, from 0. */
  readonly lag: number;
  readonly pairs: number;
  /** Mean distance of the pairs. */
  readonly distanceM: number;
  /** In the unit of the estimator: value unit squared, or a pure number. */
  readonly value: number;
}

export interface ExperimentalVariogram {
  readonly lags: readonly VariogramLag[];
  /** Pairs of samples at one place: in no class. */
  readonly coincidentPairs: number;
}

const mostSamples = 200_000;
const mostLags = 10_000;

/**
 * Experimental variogram of one variable, or the cross-variogram of two measured at the same places.
 * classical Σ(z′−z)²/2N, for two variables Σ(z′−z)(y′−y)/2N; cressie-hawkins (Σ√|z′−z|/N)⁴/2(0.457 + 0.494/N);
 * madogram Σ|z′−z|/2N; covariance Σzz′/N − m m′; correlogram the same over the standard deviations of heads and tails;
 * pairwise-relative Σ((z′−z)/((z+z′)/2))²/2N; general-relative, the classical one over the squared mean of the class's values;
 * lag-standardised, the classical one over the product of the standard deviations of its heads and tails. Without a direction each pair counts both ways.
 *
 * @param second values of a second variable, for the cross-variogram (`classical`, `covariance` or `correlogram`)
 * @throws {RangeError} samples, lags or direction not usable, more than 200,000 samples, or a pairwise-relative estimator on values
 *   that are not all positive
 * @see Deutsch and Journel (1998), GSLIB, section III.1; Cressie and Hawkins (1980), Mathematical Geology 12, 115-125
 */
export function experimentalVariogram(
  samples: SampleSet,
  spec: VariogramSpec,
  second?: Float64Array,
): ExperimentalVariogram {
  checkSamples(second === undefined ? samples : { ...samples, externalDrift: [second] });
  const { estimator = "classical", direction = everyDirection, withinHoles = false } = spec;
  const count = checkSpec(samples, spec, second);
  const { isOmnidirectional, side } = prepareDirection(direction);
  const isTwoWay = isOmnidirectional;
  const sums = newSums(count);
  const { xyzM, values: z } = samples;
  const y = second ?? z;
  const farthestM = reachM(spec.lags);
  const { order, axis } = alongWidestAxis(xyzM);
  let coincidentPairs = 0;
  for (let a = 0; a < order.length; a++) {
    const i = order[a];
    for (let b = a + 1; b < order.length; b++) {
      const j = order[b];
      if (xyzM[3 * j + axis] - xyzM[3 * i + axis] > farthestM) break;
      const dx = xyzM[3 * j] - xyzM[3 * i];
      const dy = xyzM[3 * j + 1] - xyzM[3 * i + 1];
      const dz = xyzM[3 * j + 2] - xyzM[3 * i + 2];
      const h2 = dx * dx + dy * dy + dz * dz;
      if (h2 > farthestM * farthestM * (1 + 1e-12)) continue;
      if (withinHoles && samples.holes?.[i] !== samples.holes?.[j]) continue;
      const h = Math.sqrt(h2);
      if (h === 0) {
        coincidentPairs++;
        continue;
      }
      const which = side(dx, dy, dz, h);
      if (which === 0) continue;
      const [first, last] = classesOf(spec.lags, h);
      for (let lag = first; lag <= last; lag++) {
        if (which > 0 || isTwoWay) addPair(sums, lag, estimator, z[i], z[j], y[i], y[j], h);
        if (which < 0 || isTwoWay) addPair(sums, lag, estimator, z[j], z[i], y[j], y[i], h);
      }
    }
  }
  const lags: VariogramLag[] = [];
  for (let lag = 0; lag < count; lag++) {
    const n = sums.n[lag];
    if (n === 0) continue;
    const pairs = isTwoWay ? n / 2 : n;
    lags.push({ lag, pairs, distanceM: sums.distance[lag] / n, value: lagValue(sums, lag, estimator, pairs) });
  }
  return { lags, coincidentPairs };
}

/** Running sums of classes of pairs. */
export interface Sums {
  readonly n: Float64Array;
  readonly distance: Float64Array;
  readonly main: Float64Array;
  readonly tail: Float64Array;
  readonly head: Float64Array;
  readonly tail2: Float64Array;
  readonly head2: Float64Array;
}

export function newSums(count: number): Sums {
  const column = () => new Float64Array(count);
  return {
    n: column(),
    distance: column(),
    main: column(),
    tail: column(),
    head: column(),
    tail2: column(),
    head2: column(),
  };
}

/** Tail (z, y) and head (z′, y′); heads are taken from the second variable for covariances. */
export function addPair(
  sums: Sums,
  lag: number,
  estimator: VariogramEstimator,
  zTail: number,
  zHead: number,
  yTail: number,
  yHead: number,
  h: number,
): void {
  sums.n[lag]++;
  sums.distance[lag] += h;
  switch (estimator) {
    case "classical":
      sums.main[lag] += 0.5 * (zHead - zTail) * (yHead - yTail);
      return;
    case "cressie-hawkins":
      sums.main[lag] += Math.sqrt(Math.abs(zHead - zTail));
      return;
    case "madogram":
      sums.main[lag] += 0.5 * Math.abs(zHead - zTail);
      return;
    case "pairwise-relative": {
      const relative = (zHead - zTail) / ((zHead + zTail) / 2);
      sums.main[lag] += 0.5 * relative * relative;
      return;
    }
    default:
      // Means and variances of the class; relative and standardised ones are the classical sum beside them.
      sums.main[lag] +=
        estimator === "general-relative" || estimator === "lag-standardised"
          ? 0.5 * (zHead - zTail) * (zHead - zTail)
          : zTail * yHead;
      sums.tail[lag] += zTail;
      sums.head[lag] += yHead;
      sums.tail2[lag] += zTail * zTail;
      sums.head2[lag] += yHead * yHead;
  }
}

/** Value of the estimator in a class. */
export function lagValue(sums: Sums, lag: number, estimator: VariogramEstimator, pairs: number): number {
  const n = sums.n[lag];
  const main = sums.main[lag] / n;
  if (estimator === "cressie-hawkins") return main ** 4 / (0.457 + 0.494 / pairs) / 2;
  const tail = sums.tail[lag] / n;
  const head = sums.head[lag] / n;
  if (estimator === "general-relative") return main / ((tail + head) / 2) ** 2;
  const c = estimator === "lag-standardised" ? main : main - tail * head;
  if (estimator !== "correlogram" && estimator !== "lag-standardised") return estimator === "covariance" ? c : main;
  return c / Math.sqrt((sums.tail2[lag] / n - tail * tail) * (sums.head2[lag] / n - head * head));
}

function reachM(lags: LagSpec): number {
  return lags.kind === "classes" ? lags.cutoffM : lags.spacingM * (lags.count - 1) + lags.toleranceM;
}

/** First and last class that a distance belongs to; none when the first exceeds the last. */
function classesOf(lags: LagSpec, h: number): readonly [number, number] {
  if (lags.kind === "classes") {
    if (h > lags.cutoffM) return [0, -1];
    const lag = Math.ceil(h / lags.widthM) - 1;
    return [lag, lag];
  }
  const first = Math.max(0, Math.ceil((h - lags.toleranceM) / lags.spacingM));
  const last = Math.min(lags.count - 1, Math.floor((h + lags.toleranceM) / lags.spacingM));
  return [first, last];
}

/** Samples in the order of the axis along which they spread most. */
export function alongWidestAxis(xyzM: Float64Array): { order: Int32Array; axis: number } {
  const low = [0, 1, 2].map(() => Number.POSITIVE_INFINITY);
  const high = [0, 1, 2].map(() => Number.NEGATIVE_INFINITY);
  for (let i = 0; i < xyzM.length; i++) {
    low[i % 3] = Math.min(low[i % 3], xyzM[i]);
    high[i % 3] = Math.max(high[i % 3], xyzM[i]);
  }
  const widths = high.map((top, axis) => top - low[axis]);
  const axis = widths.indexOf(Math.max(...widths));
  const order = Int32Array.from({ length: xyzM.length / 3 }, (_, i) => i);
  return { order: order.sort((a, b) => xyzM[3 * a + axis] - xyzM[3 * b + axis] || a - b), axis: Math.max(0, axis) };
}

/** @throws {RangeError} a relative estimator and values that are not all above 0 */
export function checkPositive({ values }: SampleSet, estimator: VariogramEstimator): void {
  if (!estimator.endsWith("-relative") || values.every((value) => value > 0)) return;
  throw new RangeError(`variogram: ${estimator} needs values above 0; use another estimator`);
}

function checkSpec(samples: SampleSet, spec: VariogramSpec, second: Float64Array | undefined): number {
  const { lags, estimator = "classical", withinHoles } = spec;
  const n = samples.values.length;
  if (n > mostSamples)
    throw new RangeError(`variogram: ${n} samples, limit ${mostSamples}; thin them or split by domain`);
  if (!variogramEstimators.includes(estimator))
    throw new RangeError(`variogram: unknown estimator ${estimator}; use one of ${variogramEstimators.join(", ")}`);
  if (second !== undefined && !["classical", "covariance", "correlogram"].includes(estimator))
    throw new RangeError(
      `variogram: ${estimator} has no form for two variables; use classical, covariance or correlogram`,
    );
  if (withinHoles === true && samples.holes === undefined)
    throw new RangeError("variogram: pairs within holes need the hole number of each sample");
  checkPositive(samples, estimator);
  const sizes = lags.kind === "classes" ? [lags.widthM, lags.cutoffM] : [lags.spacingM, lags.toleranceM];
  if (!sizes.every((size) => size > 0 && Number.isFinite(size)))
    throw new RangeError(`variogram: lag sizes must be finite and above 0 m, got ${sizes.join(" and ")}`);
  const count = lags.kind === "classes" ? Math.ceil(lags.cutoffM / lags.widthM) : lags.count;
  if (!(Number.isInteger(count) && count >= 1 && count <= mostLags))
    throw new RangeError(`variogram: number of classes must be whole, 1 to ${mostLags}, got ${count}; widen the lags`);
  return count;
}

/** gstat's default classes: up to a third of the diagonal of the box around the samples, 15 of them. */
export function defaultLags(xyzM: Float64Array): LagSpec {
  const low = [0, 1, 2].map(() => Number.POSITIVE_INFINITY);
  const high = [0, 1, 2].map(() => Number.NEGATIVE_INFINITY);
  for (let i = 0; i < xyzM.length; i++) {
    low[i % 3] = Math.min(low[i % 3], xyzM[i]);
    high[i % 3] = Math.max(high[i % 3], xyzM[i]);
  }
  const cutoffM = Math.hypot(...high.map((top, axis) => top - low[axis])) / 3;
  return { kind: "classes", widthM: cutoffM / 15, cutoffM };
}
