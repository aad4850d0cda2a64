/**
 * Matern correlation ρ(x) = 2^(1−ν)/Γ(ν) x^ν K_ν(x), with x the distance over the range parameter.
 * Half-integer ν up to 5/2 in closed form; otherwise K_ν(x) = ∫₀^∞ exp(−x cosh t) cosh(νt) dt by the trapezoidal rule,
 * whose error falls exponentially for such an integrand (relative error below 1e-12).
 *
 * @param x distance in units of the range parameter, at least 0
 * @param nu smoothness, above 0
 * @see Stein (1999), Interpolation of Spatial Data, section 2.7; NIST Handbook of Mathematical Functions, 10.32.9
 */
export function maternCorrelation(x: number, nu: number): number {
  if (x < 1e-10) return 1;
  if (x > 700) return 0;
  if (nu === 0.5) return Math.exp(-x);
  if (nu === 1.5) return (1 + x) * Math.exp(-x);
  if (nu === 2.5) return (1 + x + (x * x) / 3) * Math.exp(-x);
  // In logarithms, so that neither x^ν for small x nor K_ν(x) overflows: exp(−x (cosh t − 1)) is summed.
  const logFactor = (1 - nu) * Math.LN2 - logGamma(nu) + nu * Math.log(x);
  const step = 0.05;
  let sum = 0.5 * Math.exp(logFactor - x);
  for (let t = step; t < 800; t += step) {
    const exponent = logFactor - x * Math.cosh(t);
    const term = 0.5 * (Math.exp(exponent + nu * t) + Math.exp(exponent - nu * t));
    sum += term;
    if (term < 1e-17 * sum && x * Math.sinh(t) > nu) break;
  }
  return Math.min(1, sum * step);
}

/* oxlint-disable no-loss-of-precision -- the coefficients stand as printed in the source */

/**
 * Natural logarithm of the gamma function for x > 0, relative error below 1e-14.
 * @see Lanczos (1964), SIAM Journal on Numerical Analysis 1, 86-96; coefficients for g = 7, n = 9 by Godfrey (2001)
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const g = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const y = x - 1;
  let sum = g[0];
  for (let i = 1; i < g.length; i++) sum += g[i] / (y + i);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Distance over range parameter at which the correlation has fallen to 1/20: the practical range. By bisection. */
export function maternPracticalRange(nu: number): number {
  let low = 0;
  let high = 1;
  while (maternCorrelation(high, nu) > 0.05) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (maternCorrelation(middle, nu) > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
