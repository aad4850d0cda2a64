/** Gas constant in J/(mol K), CODATA 2018. */
export const gasConstant = 8.314462618;

/** Faraday constant in C/mol, CODATA 2018. */
export const faradayConstant = 96485.33212;

/**
 * Ratio of rate constants at two temperatures, exp(−Ea/R (1/T₂ − 1/T₁)).
 * @param activationJPerMol Ea
 */
export function arrheniusRatio(activationJPerMol: number, fromK: number, toK: number): number {
  if (!(fromK > 0 && toK > 0)) throw new RangeError(`temperatures must be above 0 K, got ${fromK} and ${toK}`);
  return Math.exp((-activationJPerMol / gasConstant) * (1 / toK - 1 / fromK));
}

/** What limits a shrinking core. */
export type CoreControl = "film" | "product-layer" | "reaction" | "shrinking-film";

export const coreControls: readonly CoreControl[] = ["film", "product-layer", "reaction", "shrinking-film"];

/**
 * Dimensionless time t/τ to convert a fraction X of particles of one size at constant reagent:
 * film X; product layer 1 − 3(1 − X)^(2/3) + 2(1 − X); reaction 1 − (1 − X)^(1/3); film on a shrinking sphere
 * (Stokes) 1 − (1 − X)^(2/3).
 * @see Levenspiel (1999), Chemical Reaction Engineering, 3rd ed., ch. 25
 */
export function coreTime(control: CoreControl, conversion: number): number {
  const left = 1 - conversion;
  switch (control) {
    case "film":
      return conversion;
    case "product-layer":
      return 1 - 3 * left ** (2 / 3) + 2 * left;
    case "reaction":
      return 1 - Math.cbrt(left);
    case "shrinking-film":
      return 1 - left ** (2 / 3);
  }
}

/**
 * Conversion after a dimensionless time t/τ; 1 from t = τ on. The product layer in closed form: with s = (1 − X)^(1/3) = ½ + cos φ,
 * 1 − 3s² + 2s³ = t becomes cos 3φ = 2t − 1, of which φ = (acos(2t − 1) + 4π)/3 gives s between 0 and 1.
 */
export function coreConversion(control: CoreControl, time: number): number {
  if (!(time > 0)) return 0;
  if (time >= 1) return 1;
  switch (control) {
    case "film":
      return time;
    case "product-layer": {
      const s = 0.5 + Math.cos((Math.acos(2 * time - 1) + 4 * Math.PI) / 3);
      return 1 - Math.max(0, s) ** 3;
    }
    case "reaction":
      return 1 - (1 - time) ** 3;
    case "shrinking-film":
      return 1 - (1 - time) ** 1.5;
  }
}

/**
 * Conversion under several resistances in series: t = τ_film f + τ_layer g + τ_reaction h, solved for X by bisection to
 * double precision. A resistance of 0 takes no part.
 */
export function mixedCoreConversion(
  timeH: number,
  tauH: { readonly film?: number; readonly productLayer?: number; readonly reaction?: number },
): number {
  const need = (x: number) =>
    (tauH.film ?? 0) * coreTime("film", x) +
    (tauH.productLayer ?? 0) * coreTime("product-layer", x) +
    (tauH.reaction ?? 0) * coreTime("reaction", x);
  if (!(timeH > 0)) return 0;
  if (timeH >= need(1)) return 1;
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (need(middle) < timeH) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Mean conversion of particles in N equal stirred tanks (segregated flow): ∫ X(t) E(t) dt with the gamma density
 * E(t) = t^(N−1) e^(−t/θ)/(Γ(N) θ^N), θ = τ/N, by Simpson's rule.
 * @param conversion X at a time in hours, rising from 0 to at most 1
 * @see McCoy and Subramanian; Levenspiel (1999), ch. 11 and 25.2
 */
export function tankTrainConversion(
  conversion: (timeH: number) => number,
  meanResidenceH: number,
  tanks: number,
): number {
  const theta = meanResidenceH / tanks;
  // Simpson's rule over u = t/θ; beyond N + 12√N + 30 nothing measurable is left.
  const end = tanks + 12 * Math.sqrt(tanks) + 30;
  const steps = 4000;
  const logGamma = logFactorial(tanks - 1);
  let sum = 0;
  let weightSum = 0;
  for (let i = 0; i <= steps; i++) {
    const u = (end * i) / steps;
    const density = u === 0 ? (tanks === 1 ? 1 : 0) : Math.exp((tanks - 1) * Math.log(u) - u - logGamma);
    const weight = (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * density;
    sum += weight * conversion(u * theta);
    weightSum += weight;
  }
  return sum / weightSum;
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log(k);
  return sum;
}

/** First-order conversion in N equal stirred tanks, 1 − (1 + kτ/N)⁻ᴺ. @param residenceH of the whole train */
export function tanksFirstOrder(ratePerH: number, residenceH: number, tanks: number): number {
  return -Math.expm1(-tanks * Math.log1p((ratePerH * residenceH) / tanks));
}

/** First-order conversion in plug flow, 1 − e^(−kτ). */
export function plugFirstOrder(ratePerH: number, residenceH: number): number {
  return -Math.expm1(-ratePerH * residenceH);
}
