/** Above this the upper tail of a lognormal would pass pure metal often enough to matter, and the bounded law takes over. */
const boundedFrom = 0.2;
const pureMetalPpm = 1e6;

/**
 * A concentration law with a given mean: lognormal for traces, logit-normal (bounded by pure metal, 1e6 ppm) for majors.
 * Both are monotonic in one standard normal z: lognormal exp(location + sd z), logit-normal 1e6 / (1 + exp(-(location + sd z))).
 */
export interface GradeLaw {
  readonly location: number;
  readonly isBounded: boolean;
}

/**
 * Law whose mean is `meanPpm` when ln(grade), or its logit, has standard deviation `sd`.
 * The lognormal location is ln(mean) - sd²/2. The logit-normal one is found by bisection, its mean by the trapezium
 * rule over the normal score (right to 1e-9 for sd up to 3).
 * @param meanPpm above 0 and below 1e6
 * @see Atchison and Shen (1980), Logistic-normal distributions, Biometrika 67, 261-272
 */
export function gradeLaw(meanPpm: number, sd: number): GradeLaw {
  if (!(meanPpm > 0 && meanPpm < pureMetalPpm))
    throw new RangeError(`mean grade must lie between 0 and 1000000 ppm, got ${meanPpm}`);
  const location = Math.log(meanPpm) - 0.5 * sd * sd;
  if (Math.exp(location + 3.1 * sd) < boundedFrom * pureMetalPpm) return { location, isBounded: false };
  let low = -40;
  let high = 40;
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (logitNormalMeanPpm(middle, sd) < meanPpm) low = middle;
    else high = middle;
  }
  return { location: 0.5 * (low + high), isBounded: true };
}

/** Grade in ppm of a law at the score `location + sd z`. */
export function gradeAt(score: number, isBounded: boolean): number {
  return isBounded ? pureMetalPpm / (1 + Math.exp(-score)) : Math.exp(score);
}

/** Score of a grade: the inverse of `gradeAt`. */
export function scoreOf(gradePpm: number, isBounded: boolean): number {
  return isBounded ? Math.log(gradePpm / (pureMetalPpm - gradePpm)) : Math.log(gradePpm);
}

/** Trapezium rule in z: half width and step in standard deviations. Its error falls with exp(-2 π² / (sd step)). */
const halfWidth = 9;
const step = 0.1;

function logitNormalMeanPpm(location: number, sd: number): number {
  let sum = 0;
  let weights = 0;
  for (let z = -halfWidth; z <= halfWidth; z += step) {
    const weight = Math.exp(-0.5 * z * z);
    sum += weight * gradeAt(location + sd * z, true);
    weights += weight;
  }
  return sum / weights;
}
