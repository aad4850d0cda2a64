import { logarithm } from "./exponential.ts";

/* oxlint-disable no-loss-of-precision -- the coefficients stand as printed in the source */

/**
 * Quantile of the standard normal distribution, relative error below 1e-15.
 * @param p probability, strictly between 0 and 1; 0 and 1 give -Infinity and Infinity
 * @throws {RangeError} p lies outside [0, 1]
 * @see Wichura (1988), Algorithm AS 241, routine PPND16, Applied Statistics 37, 477-484
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r +
          45921.953931549871457) *
          r +
          13731.693765509461125) *
          r +
          1971.5909503065514427) *
          r +
          133.14166789178437745) *
          r +
          3.387132872796366608)) /
      (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r +
        21213.794301586595867) *
        r +
        5394.1960214247511077) *
        r +
        687.1870074920579083) *
        r +
        42.313330701600911252) *
        r +
        1)
    );
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`probability must lie in 0-1, got ${p}`);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  let r = Math.sqrt(-logarithm(q < 0 ? p : 1 - p));
  let value: number;
  if (r <= 5) {
    r -= 1.6;
    value =
      (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r +
        1.27045825245236838258) *
        r +
        3.64784832476320460504) *
        r +
        5.7694972214606914055) *
        r +
        4.6303378461565452959) *
        r +
        1.42343711074968357734) /
      (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r +
        0.14810397642748007459) *
        r +
        0.68976733498510000455) *
        r +
        1.6763848301838038494) *
        r +
        2.05319162663775882187) *
        r +
        1);
  } else {
    r -= 5;
    value =
      (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r +
        0.026532189526576123093) *
        r +
        0.29656057182850489123) *
        r +
        1.7848265399172913358) *
        r +
        5.4637849111641143699) *
        r +
        6.6579046435011037772) /
      (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r +
        7.868691311456132591e-4) *
        r +
        0.0148753612908506148525) *
        r +
        0.13692988092273580531) *
        r +
        0.59983220655588793769) *
        r +
        1);
  }
  return q < 0 ? -value : value;
}

/**
 * Distribution function of the standard normal, relative error below 1e-14 in both tails for |z| < 37.
 * Series of Marsaglia near the centre, continued fraction in the tails.
 * @see Abramowitz and Stegun (1964), 26.2.10 (series) and 26.2.14 (continued fraction); Cody (1969), Rational Chebyshev
 *   approximations for the error function, Mathematics of Computation 23, 631-637
 */
export function normalDistribution(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const a = Math.abs(z);
  if (a > 40) return z < 0 ? 0 : 1;
  // Cody's split of the square: z * z alone would lose three digits of the exponential far out.
  const coarse = Math.trunc(z * 16) / 16;
  const density =
    (Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (z - coarse) * (z + coarse))) / Math.sqrt(2 * Math.PI);
  // Nearer the centre the fraction converges too slowly; further out the series loses digits to cancellation.
  if (a < 1.5) {
    let term = z;
    let sum = z;
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 200; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  // As many terms as fourteen digits need: the error falls with exp(-2 a sqrt(terms)).
  let fraction = 0;
  for (let k = Math.ceil(10 + 360 / (a * a)); k > 0; k--) fraction = k / (a + fraction);
  const tail = density / (a + fraction);
  return z < 0 ? tail : 1 - tail;
}
