/** Concentrations and recovery of a washing train. */
export interface WashingTrain {
  /** Liquor of each stage from the feed end; the feed's unit. */
  readonly concentration: Float64Array;
  readonly recovery: number;
}

/**
 * Countercurrent decantation with ideal mixing and one underflow liquor per stage: (1 + R) c_j = c_{j−1} + R c_{j+1} with
 * R = wash over underflow liquor and clean wash. Closed form c_j = c₀ (R^(N+1−j) − 1)/(R^(N+1) − 1), loss = c_N/c₀.
 * @param washRatio R, above 0
 * @see Wills and Finch (2016), ch. 15
 */
export function countercurrentDecantation(stages: number, washRatio: number, feed: number): WashingTrain {
  if (!(Number.isInteger(stages) && stages >= 1)) throw new RangeError(`stages must be at least 1, got ${stages}`);
  if (!(washRatio > 0)) throw new RangeError(`wash ratio must be above 0, got ${washRatio}`);
  const logR = Math.log(washRatio);
  const left = (j: number) =>
    Math.abs(logR) < 1e-12
      ? (stages + 1 - j) / (stages + 1)
      : Math.expm1((stages + 1 - j) * logR) / Math.expm1((stages + 1) * logR);
  const concentration = Float64Array.from({ length: stages }, (_, j) => feed * left(j + 1));
  return { concentration, recovery: 1 - left(stages) };
}

/**
 * Unit area of a thickener by Talmage and Fitch, t_u/(C₀ H₀), in m² per t/d.
 * @param solidsTPerM3 C₀ of the batch test
 * @param heightM H₀ at its start
 * @param timeH t_u from the tangent at the compression point to the underflow height
 * @see Talmage and Fitch (1955), Determining thickener unit areas, Ind. Eng. Chem. 47, 38-41
 */
export function talmageFitchM2PerTPerDay(solidsTPerM3: number, heightM: number, timeH: number): number {
  if (!(solidsTPerM3 > 0 && heightM > 0 && timeH > 0))
    throw new RangeError("Talmage-Fitch: all inputs must be above 0");
  return timeH / 24 / (solidsTPerM3 * heightM);
}

/**
 * Kynch's limiting solids flux: the least over C between feed and underflow of v(C) (1/C − 1/Cu)⁻¹, t/(m² h), for a hindered
 * settling velocity v(C) = v₀ e^(−kC) (Vesilind). The area for a flow of solids is flow over flux.
 * @see Kynch (1952), A theory of sedimentation, Trans. Faraday Soc. 48, 166-176; Vesilind (1968)
 */
export function kynchFluxTPerM2H(
  velocityMPerH: number,
  hindranceM3PerT: number,
  feedTPerM3: number,
  underflowTPerM3: number,
): number {
  if (!(underflowTPerM3 > feedTPerM3 && feedTPerM3 > 0))
    throw new RangeError(`underflow ${underflowTPerM3} t/m³ must be thicker than the feed ${feedTPerM3} t/m³`);
  let least = Number.POSITIVE_INFINITY;
  const steps = 2000;
  for (let i = 0; i < steps; i++) {
    const c = feedTPerM3 + ((underflowTPerM3 - feedTPerM3) * i) / steps;
    const flux = (velocityMPerH * Math.exp(-hindranceM3PerT * c)) / (1 / c - 1 / underflowTPerM3);
    least = Math.min(least, flux);
  }
  return least;
}

/** Constant-pressure cake filtration. */
export interface CakeFiltration {
  readonly cakeResistanceMPerKg: number;
  readonly viscosityPaS: number;
  readonly solidsKgPerM3Filtrate: number;
  readonly areaM2: number;
  readonly pressurePa: number;
  readonly mediumResistancePerM: number;
}

/**
 * Time in seconds to draw a volume of filtrate, t = α μ c V²/(2 A² ΔP) + μ R_m V/(A ΔP).
 * @see Ruth (1935), Studies in filtration III, Ind. Eng. Chem. 27, 708-723
 */
export function ruthTimeS(f: CakeFiltration, filtrateM3: number): number {
  if (!(f.areaM2 > 0 && f.pressurePa > 0)) throw new RangeError("filtration: area and pressure must be above 0");
  const perArea = filtrateM3 / f.areaM2;
  return (
    (f.cakeResistanceMPerKg * f.viscosityPaS * f.solidsKgPerM3Filtrate * perArea ** 2) / (2 * f.pressurePa) +
    (f.viscosityPaS * f.mediumResistancePerM * perArea) / f.pressurePa
  );
}

/**
 * Fraction desorbed by n equal cross-current contacts with linear partition: L litres of fresh solution on m kg leave
 * Kd m/(Kd m + L) at each contact.
 * @param kdLPerKg solid over solution after exchange
 */
export function crosscurrentDesorption(solidKg: number, solutionL: number, contacts: number, kdLPerKg: number): number {
  return 1 - ((kdLPerKg * solidKg) / (kdLPerKg * solidKg + solutionL)) ** contacts;
}

/**
 * Share of a metal that precipitates with a dose of reagent, exp(−(ε/dose)ⁿ), a Weibull curve in the dose.
 * @param eps,n constants of the metal; eps in the dose's unit
 * @see PrOMMiS, oxalate precipitation at pH 1.5 (fit)
 */
export function weibullConversion(dose: number, eps: number, n: number): number {
  return dose > 0 ? Math.exp(-((eps / dose) ** n)) : 0;
}
