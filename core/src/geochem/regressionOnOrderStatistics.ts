import { normalQuantile } from "../numerics/normal.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";
import { type CensoredColumn, censoredColumn, countBelow } from "./censoredColumn.ts";

/** Fewest detected cells, and largest share of censored ones, for which the regression may be trusted. */
export const rosFewestDetected = 3;
export const rosLargestCensoredShare = 0.8;

/** Robust regression on order statistics of a left-censored column; unit of the values unless said otherwise. */
export interface RegressionOnOrderStatistics {
  readonly n: number;
  readonly nCensored: number;
  /** Length of the input: detected cells as given, censored cells imputed, NaN where not analysed. */
  readonly completed: Float64Array;
  /** Probability of non-exceedance of each cell, 0-1; NaN where not analysed. */
  readonly plottingPositions: Float64Array;
  /** Moments and median of the completed column. */
  readonly mean: number;
  readonly standardDeviation: number;
  readonly median: number;
  /** Of ln(value) against the normal quantile of its plotting position: standard deviation and mean of the logarithm. */
  readonly slope: number;
  readonly intercept: number;
  /** Censored cells whose regression value lay above their limit and was set to the limit. */
  readonly nHeldAtLimit: number;
  readonly isTrusted: boolean;
  /** Why it must not be trusted, or what was held at a limit; empty when there is nothing to say. */
  readonly warnings: readonly string[];
}

/**
 * Plotting positions for multiply censored data. With distinct limits L₁ < L₂ < …, Aⱼ detected cells in [Lⱼ, Lⱼ₊₁) and
 * Bⱼ cells known to lie below Lⱼ, the probability of exceeding Lⱼ is Pⱼ = Pⱼ₊₁ + Aⱼ/(Aⱼ + Bⱼ) (1 − Pⱼ₊₁).
 * The r-th of Aⱼ detected cells takes 1 − Pⱼ + (Pⱼ − Pⱼ₊₁) r/(Aⱼ + 1), the r-th of Cⱼ cells "< Lⱼ" (1 − Pⱼ) r/(Cⱼ + 1).
 * The positions of censored cells are then handed out in ascending order, so that a lower limit never gets the higher value.
 */
function helselCohnPositions({ detected, limits, detectedAt, limitsAt }: CensoredColumn, target: Float64Array): void {
  const ofCensored = new Float64Array(limits.length);
  let exceedanceAbove = 0;
  let detectedEnd = detected.length;
  for (let limitEnd = limits.length; limitEnd > 0 || detectedEnd > 0; ) {
    // Below the lowest limit, detected cells share what probability is left (a limit of zero, with nothing below it).
    const limit = limitEnd > 0 ? limits[limitEnd - 1] : 0;
    const limitStart = countBelow(limits, limit, false);
    const detectedStart = countBelow(detected, limit, false);
    const above = detectedEnd - detectedStart;
    const below = detectedStart + limitEnd;
    const exceedance = exceedanceAbove + (above === 0 ? 0 : (above / (above + below)) * (1 - exceedanceAbove));
    for (let r = 1; r <= above; r++)
      target[detectedAt[detectedStart + r - 1]] = 1 - exceedance + ((exceedance - exceedanceAbove) * r) / (above + 1);
    const censored = limitEnd - limitStart;
    for (let r = 1; r <= censored; r++) ofCensored[limitStart + r - 1] = ((1 - exceedance) * r) / (censored + 1);
    exceedanceAbove = exceedance;
    detectedEnd = detectedStart;
    limitEnd = limitStart;
  }
  ofCensored.sort();
  for (let from = 0; from < limits.length; ) {
    const end = countBelow(limits, limits[from], true);
    const order = scatteredOrder(end - from);
    for (let r = 0; r < order.length; r++) target[limitsAt[from + order[r]]] = ofCensored[from + r];
    from = end;
  }
}

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The numbers 0 to n − 1 by the fractional part of their golden-ratio multiples: of cells in a row (samples of one deposit
 * stand together in a table) each stretch takes low and high ranks evenly, where input order would give one deposit all
 * the low ones.
 * @see Knuth (1998), The Art of Computer Programming 3, 2nd ed., section 6.4, theorem S
 */
function scatteredOrder(n: number): number[] {
  const fractions = Float64Array.from({ length: n }, (_, k) => (k * goldenRatio) % 1);
  return Array.from({ length: n }, (_, k) => k).sort((a, b) => fractions[a] - fractions[b]);
}

function fitLine(x: Float64Array, y: Float64Array): { slope: number; intercept: number } {
  const n = x.length;
  let xMean = 0;
  let yMean = 0;
  for (let i = 0; i < n; i++) {
    xMean += x[i] / n;
    yMean += y[i] / n;
  }
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    xx += (x[i] - xMean) ** 2;
    xy += (x[i] - xMean) * (y[i] - yMean);
  }
  const slope = xy / xx;
  return { slope, intercept: yMean - slope * xMean };
}

/** Why a lognormal regression cannot be fitted to these detected values at all, or null. */
function fitObstacle(detected: Float64Array): string | null {
  if (detected.length < 2) return `a line needs at least 2 detected values, got ${detected.length}`;
  if (detected[0] <= 0) return "a detected value of 0 has no logarithm; give it as below detection with its limit";
  if (detected[0] === detected[detected.length - 1])
    return `all ${detected.length} detected values equal ${detected[0]}, so their spread is unknown`;
  return null;
}

/**
 * Why regression on order statistics must not be trusted for a column, in one sentence, or null where it may:
 * fewer than 3 detected cells, more than 80 % censored, a detected zero, or detected values that are all equal.
 *
 * @param column the same cells already split, where the caller has them
 * @throws {RangeError} the lengths disagree, or a value is negative or infinite
 * @see Helsel (2012), Statistics for Censored Environmental Data Using Minitab and R, 2nd ed., ch. 6
 */
export function rosObstacle(
  values: Float64Array,
  isBelowDetection: Uint8Array,
  column: CensoredColumn = censoredColumn(values, isBelowDetection),
): string | null {
  return obstacle(column);
}

function obstacle({ n, detected, limits }: CensoredColumn): string | null {
  if (detected.length < rosFewestDetected)
    return `${detected.length} of ${n} cells detected, at least ${rosFewestDetected} are needed`;
  if (limits.length > rosLargestCensoredShare * n)
    return `${limits.length} of ${n} cells are below detection, at most ${rosLargestCensoredShare * 100} % are allowed`;
  return fitObstacle(detected);
}

/**
 * Robust regression on order statistics, lognormal: a line through ln(detected) against the normal quantiles of their
 * plotting positions gives a value to each censored cell, exp(intercept + slope Φ⁻¹(p)); detected cells stay as
 * measured, and moments are taken of the completed column, so that no lognormal back-transformation bias enters.
 * A value above its cell's limit is set to the limit and counted (the source leaves it above). Cells of one limit are exchangeable: their values are
 * spread evenly over the input order, so that neighbours in a table do not get all the low ones. Limits above every detected value do not bear on the line. NaN cells (not analysed) stay NaN.
 *
 * @param values one unit for all, at least 0; the detection limit where `isBelowDetection` is 1
 * @param column the same cells already split, where the caller has them
 * @throws {RangeError} the lengths disagree, a value is negative or infinite, or no line can be fitted: fewer than two
 *   detected values, all of them equal, or one of them zero
 * @see Helsel and Cohn (1988), Estimation of descriptive statistics for multiply censored water quality data, Water
 *   Resources Research 24, 1997-2004
 * @see Helsel (2012), Statistics for Censored Environmental Data Using Minitab and R, 2nd ed., ch. 6
 */
export function regressionOnOrderStatistics(
  values: Float64Array,
  isBelowDetection: Uint8Array,
  column: CensoredColumn = censoredColumn(values, isBelowDetection),
): RegressionOnOrderStatistics {
  const { n, detected, limits, detectedAt, limitsAt } = column;
  const noFit = fitObstacle(detected);
  if (noFit !== null) throw new RangeError(`regression on order statistics is not possible: ${noFit}`);
  const plottingPositions = new Float64Array(values.length).fill(Number.NaN);
  helselCohnPositions(column, plottingPositions);
  const { slope, intercept } = fitLine(
    Float64Array.from(detectedAt, (i) => normalQuantile(plottingPositions[i])),
    detected.map(Math.log),
  );
  const completed = values.slice();
  let nHeldAtLimit = 0;
  for (const i of limitsAt) {
    const modelled = Math.exp(intercept + slope * normalQuantile(plottingPositions[i]));
    if (modelled > values[i]) nHeldAtLimit++;
    completed[i] = Math.min(modelled, values[i]);
  }
  const warnings: string[] = [];
  const distrust = obstacle(column);
  if (distrust !== null) warnings.push(`must not be trusted: ${distrust}`);
  if (nHeldAtLimit > 0) warnings.push(`${nHeldAtLimit} of ${limits.length} imputed values were held at their limit`);
  return {
    n,
    nCensored: limits.length,
    completed,
    plottingPositions,
    ...moments(completed.filter((value) => !Number.isNaN(value))),
    slope,
    intercept,
    nHeldAtLimit,
    isTrusted: distrust === null,
    warnings,
  };
}

function moments(sample: Float64Array): { mean: number; standardDeviation: number; median: number } {
  let mean = 0;
  for (const value of sample) mean += value / sample.length;
  let squares = 0;
  for (const value of sample) squares += (value - mean) ** 2;
  const [median] = quantilesInPlace(sample, [0.5]);
  return { mean, standardDeviation: Math.sqrt(squares / (sample.length - 1)), median };
}
