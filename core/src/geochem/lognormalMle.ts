import { normalDistribution } from "../numerics/normal.ts";
import { type CensoredColumn, censoredColumn } from "./censoredColumn.ts";

/** An iteration that stopped short of its tolerance; its last guess is not returned. */
export class ConvergenceError extends Error {
  readonly code = "geochem.no-convergence";
  readonly residual: number;
  readonly iterations: number;
  constructor(what: string, residual: number, tolerance: number, iterations: number) {
    super(
      `${what} stopped after ${iterations} iterations with residual ${residual.toPrecision(3)}, tolerance ${tolerance}`,
    );
    this.name = "ConvergenceError";
    this.residual = residual;
    this.iterations = iterations;
  }
}

/** Lognormal distribution fitted by maximum likelihood; mu and sigma are of the natural logarithm of the value. */
export interface LognormalMle {
  readonly n: number;
  readonly nCensored: number;
  readonly mu: number;
  readonly sigma: number;
  /** From the inverse of the observed information: var(mu), cov(mu, sigma), var(sigma). */
  readonly covariance: { readonly mu: number; readonly muSigma: number; readonly sigma: number };
  /** Of the logarithms: Σ ln φ(z)/σ over detected + Σ ln Φ(z) over censored cells. */
  readonly logLikelihood: number;
  /** exp(mu + sigma²/2) and exp(mu), unit of the values. */
  readonly mean: number;
  readonly median: number;
  readonly iterations: number;
}

const gradientTolerance = 1e-9;
const defaultMaxIterations = 100;
const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Value, gradient and Hessian of the log-likelihood in (mu, tau = ln sigma). */
interface Likelihood {
  value: number;
  gMu: number;
  gTau: number;
  hMuMu: number;
  hMuTau: number;
  hTauTau: number;
}

/** ln Φ(z), the ratio h = φ(z)/Φ(z), and z + h without cancellation in the far lower tail. */
function lowerTail(z: number): { logProbability: number; h: number; zPlusH: number } {
  if (z > -4) {
    const probability = normalDistribution(z);
    const h = Math.exp(-0.5 * z * z - logRootTwoPi) / probability;
    return { logProbability: Math.log(probability), h, zPlusH: z + h };
  }
  // Continued fraction of the Mills ratio, Abramowitz and Stegun (1964), 26.2.14.
  let fraction = 0;
  for (let k = 120; k > 0; k--) fraction = k / (fraction - z);
  const h = fraction - z;
  return { logProbability: -0.5 * z * z - logRootTwoPi - Math.log(h), h, zPlusH: fraction };
}

function likelihoodAt(logDetected: Float64Array, logLimits: Float64Array, mu: number, tau: number): Likelihood {
  const sigma = Math.exp(tau);
  const sum: Likelihood = { value: 0, gMu: 0, gTau: 0, hMuMu: 0, hMuTau: 0, hTauTau: 0 };
  for (const y of logDetected) {
    const z = (y - mu) / sigma;
    sum.value -= tau + logRootTwoPi + 0.5 * z * z;
    sum.gMu += z / sigma;
    sum.gTau += z * z - 1;
    sum.hMuMu -= 1 / (sigma * sigma);
    sum.hMuTau -= (2 * z) / sigma;
    sum.hTauTau -= 2 * z * z;
  }
  for (const y of logLimits) {
    const z = (y - mu) / sigma;
    const { logProbability, h, zPlusH } = lowerTail(z);
    const slope = -h * zPlusH; // dh/dz
    sum.value += logProbability;
    sum.gMu -= h / sigma;
    sum.gTau -= z * h;
    sum.hMuMu += slope / (sigma * sigma);
    sum.hMuTau += (z * slope + h) / sigma;
    sum.hTauTau += z * z * slope + z * h;
  }
  return sum;
}

/** Mean and logarithm of the standard deviation with each censored cell at half its limit: where Newton starts. */
function startingPoint(logDetected: Float64Array, logLimits: Float64Array): { mu: number; tau: number } {
  const all = Float64Array.from([...logDetected, ...logLimits.map((y) => y - Math.LN2)]);
  let mu = 0;
  for (const y of all) mu += y / all.length;
  let squares = 0;
  for (const y of all) squares += (y - mu) ** 2;
  return { mu, tau: 0.5 * Math.log(squares / all.length) };
}

/** Newton's ascent direction in (mu, tau); the Hessian is shifted until it is negative definite. */
function ascent(at: Likelihood, sigma: number): { dMu: number; dTau: number } {
  // Scaled to (mu / sigma, tau), so that both unknowns have one size.
  const a = -at.hMuMu * sigma * sigma;
  const b = -at.hMuTau * sigma;
  const c = -at.hTauTau;
  const smallest = (a + c) / 2 - Math.hypot((a - c) / 2, b);
  const largest = (a + c) / 2 + Math.hypot((a - c) / 2, b);
  const floor = 1e-6 * Math.max(Math.abs(largest), 1e-300);
  const shift = smallest > floor ? 0 : floor - smallest;
  const determinant = (a + shift) * (c + shift) - b * b;
  const g1 = at.gMu * sigma;
  const g2 = at.gTau;
  const scaledMu = ((c + shift) * g1 - b * g2) / determinant;
  const dTau = ((a + shift) * g2 - b * g1) / determinant;
  // At most a factor e² in sigma and four standard deviations in mu per step.
  const held = Math.min(1, 4 / Math.abs(scaledMu), 2 / Math.abs(dTau));
  return { dMu: scaledMu * sigma * held, dTau: dTau * held };
}

function refuse(why: string): RangeError {
  return new RangeError(`lognormal maximum likelihood is not possible: ${why}`);
}

function checkFit({ detected, limits }: CensoredColumn): void {
  if (detected.length < 2) throw refuse(`it needs at least 2 detected values, got ${detected.length}`);
  if (detected[0] <= 0) throw refuse("a detected value of 0 has no logarithm");
  if (limits.length > 0 && limits[0] <= 0) throw refuse("a detection limit of 0 cannot censor a positive value");
  if (detected[0] === detected[detected.length - 1])
    throw refuse(`all ${detected.length} detected values equal ${detected[0]}, so sigma has no lower bound`);
}

/**
 * Lognormal fit to left-censored values by maximum likelihood: maximises Σ ln[φ(zᵢ)/σ] over detected and Σ ln Φ(zᵢ)
 * over censored cells, zᵢ = (ln xᵢ − μ)/σ with the limit for xᵢ where censored. Newton's method in (μ, ln σ), the
 * Hessian shifted where it is not negative definite and the step halved until the likelihood grows; it ends when the
 * gradient, scaled to (μ/σ, ln σ) and divided by n, is below 1e-9. NaN cells (not analysed) are left out.
 * The mean exp(μ + σ²/2) leans on the tail of the assumed distribution: for small samples prefer the robust methods.
 *
 * @param values one unit for all, above 0; the detection limit where `isBelowDetection` is 1
 * @throws {RangeError} the lengths disagree, a value is negative or infinite, fewer than two detected values, all of
 *   them equal, or a value or limit of 0
 * @throws {ConvergenceError} `maxIterations` were not enough
 * @see Cohen (1959), Simplified estimators for the normal distribution when samples are singly censored or truncated,
 *   Technometrics 1, 217-237; Helsel (2012), Statistics for Censored Environmental Data, 2nd ed., ch. 6
 */
export function lognormalMle(
  values: Float64Array,
  isBelowDetection: Uint8Array,
  maxIterations: number = defaultMaxIterations,
): LognormalMle {
  const column = censoredColumn(values, isBelowDetection);
  checkFit(column);
  const logDetected = column.detected.map(Math.log);
  const logLimits = column.limits.map(Math.log);
  let { mu, tau } = startingPoint(logDetected, logLimits);
  let at = likelihoodAt(logDetected, logLimits, mu, tau);
  const residualOf = (l: Likelihood) => Math.max(Math.abs(l.gMu) * Math.exp(tau), Math.abs(l.gTau)) / column.n;
  let iterations = 0;
  for (; residualOf(at) > gradientTolerance; iterations++) {
    const step = ascent(at, Math.exp(tau));
    const rounding = 1e-13 * Math.abs(at.value);
    let fraction = 1;
    let next = likelihoodAt(logDetected, logLimits, mu + step.dMu, tau + step.dTau);
    while (!(next.value >= at.value - rounding) && fraction > 1e-10) {
      fraction /= 2;
      next = likelihoodAt(logDetected, logLimits, mu + fraction * step.dMu, tau + fraction * step.dTau);
    }
    if (iterations >= maxIterations || fraction <= 1e-10)
      throw new ConvergenceError("lognormal maximum likelihood", residualOf(at), gradientTolerance, iterations);
    mu += fraction * step.dMu;
    tau += fraction * step.dTau;
    at = next;
  }
  const sigma = Math.exp(tau);
  const determinant = at.hMuMu * at.hTauTau - at.hMuTau ** 2;
  return {
    n: column.n,
    nCensored: column.limits.length,
    mu,
    sigma,
    covariance: {
      mu: -at.hTauTau / determinant,
      muSigma: (sigma * at.hMuTau) / determinant,
      sigma: (-sigma * sigma * at.hMuMu) / determinant,
    },
    logLikelihood: at.value,
    mean: Math.exp(mu + (sigma * sigma) / 2),
    median: Math.exp(mu),
    iterations,
  };
}
