/**
 * Whiten's corrected efficiency to underflow, Ec = (e^(αx/d) − 1)/(e^(αx/d) + e^α − 2).
 * @param ratio x/d50c
 * @param alpha sharpness, above 0
 * @see Napier-Munn et al. (1996), Mineral Comminution Circuits, JKMRC, section 12.3
 */
export function whitenEfficiency(ratio: number, alpha: number): number {
  // Divided by e^(αx/d): no overflow for coarse particles.
  const small = Math.exp(-alpha * ratio);
  return (1 - small) / (1 + (Math.exp(alpha) - 2) * small);
}

/** Rosin-Rammler (Plitt) corrected efficiency, Ec = 1 − exp(−ln 2 (x/d50c)^m). @see Plitt (1971), CIM Bulletin 64 (708), 42-47 */
export function plittEfficiency(ratio: number, m: number): number {
  return -Math.expm1(-Math.LN2 * ratio ** m);
}

/** Share of a size that reports to underflow: the water split carries its share unclassified, E = Rf + (1 − Rf) Ec. */
export function actualEfficiency(corrected: number, waterSplit: number): number {
  return waterSplit + (1 - waterSplit) * corrected;
}

/** Geometry and flow of a hydrocyclone. */
export interface Hydrocyclone {
  readonly diameterCm: number;
  readonly inletCm: number;
  readonly vortexFinderCm: number;
  readonly spigotCm: number;
  readonly freeHeightCm: number;
  readonly solidsVolumePct: number;
  readonly solidsDensityTPerM3: number;
  readonly flowLPerMinute: number;
}

/**
 * Plitt's corrected cut size in µm,
 * d50c = K 50.5 Dc^0.46 Di^0.6 Do^1.21 e^(0.063 φ) / (Du^0.71 h^0.38 Q^0.45 √(ρs − 1)).
 * @param calibration K, 1 for the published constant
 * @see Plitt (1976), A mathematical model of the hydrocyclone classifier, CIM Bulletin 69 (776), 114-123
 */
export function plittCutUm(c: Hydrocyclone, calibration = 1): number {
  if (!(c.solidsDensityTPerM3 > 1))
    throw new RangeError(`Plitt: solids must be denser than water, got ${c.solidsDensityTPerM3} t/m³`);
  const above =
    50.5 * c.diameterCm ** 0.46 * c.inletCm ** 0.6 * c.vortexFinderCm ** 1.21 * Math.exp(0.063 * c.solidsVolumePct);
  const below =
    c.spigotCm ** 0.71 * c.freeHeightCm ** 0.38 * c.flowLPerMinute ** 0.45 * Math.sqrt(c.solidsDensityTPerM3 - 1);
  return (calibration * above) / below;
}

/**
 * Pressure drop over a hydrocyclone in kPa,
 * P = 1.88 Q^1.78 e^(0.0055 φ) / (Dc^0.37 Di^0.94 h^0.28 (Du² + Do²)^0.87).
 * @see Plitt (1976), as above
 */
export function plittPressureKPa(c: Hydrocyclone): number {
  const above = 1.88 * c.flowLPerMinute ** 1.78 * Math.exp(0.0055 * c.solidsVolumePct);
  return (
    above /
    (c.diameterCm ** 0.37 *
      c.inletCm ** 0.94 *
      c.freeHeightCm ** 0.28 *
      (c.spigotCm ** 2 + c.vortexFinderCm ** 2) ** 0.87)
  );
}

/**
 * Tromp curve in density: share to sinks, 1/(1 + exp(1.099 (ρ50 − ρ)/Ep)); 1.099 = ln 3 makes Ep half the distance
 * between 25 and 75 %.
 * @see Napier-Munn (1991), Modelling and simulating dense medium separation processes, Minerals Engineering 4, 329-346
 */
export function trompToSinks(density: number, cut: number, ep: number): number {
  return 1 / (1 + Math.exp((1.099 * (cut - density)) / ep));
}

/**
 * Share to the magnetic product, logistic in the logarithm of mass susceptibility: 1/(1 + exp(−(ln χ − ln χ50)/s)). What is
 * not magnetic at all (χ not above 0) is not drawn.
 * @param sharpnessLn s, in units of ln χ
 */
export function magneticShare(susceptibility: number, cut: number, sharpnessLn: number): number {
  if (!(susceptibility > 0)) return 0;
  return 1 / (1 + Math.exp(-(Math.log(susceptibility) - Math.log(cut)) / sharpnessLn));
}

/** Yield and recovery of a separation from three assays. */
export interface TwoProduct {
  readonly massYield: number;
  readonly recovery: number;
}

/**
 * Two-product formula: yield = (f − t)/(c − t), recovery = yield · c/f. Grades in one unit.
 * @throws {RangeError} the feed grade does not lie between tailings and concentrate
 * @see Wills and Finch (2016), Wills' Mineral Processing Technology, 8th ed., ch. 3
 */
export function twoProductFormula(feed: number, concentrate: number, tailings: number): TwoProduct {
  const isBetween = (feed - tailings) * (concentrate - feed) >= 0 && concentrate !== tailings && feed > 0;
  if (!isBetween)
    throw new RangeError(
      `two-product formula: feed grade ${feed} must lie between tailings ${tailings} and concentrate ${concentrate}; reconcile the assays`,
    );
  const massYield = (feed - tailings) / (concentrate - tailings);
  return { massYield, recovery: (massYield * concentrate) / feed };
}
