/**
 * Recovery of a bank of N equal, perfectly mixed cells with first-order kinetics, R = R∞ (1 − (1 + kτ/N)⁻ᴺ).
 * @param residenceMinutes τ of the whole bank
 * @param ultimate R∞, 1 where all of it can float
 * @see Wills and Finch (2016), ch. 12
 */
export function bankRecovery(ratePerMinute: number, residenceMinutes: number, cells: number, ultimate = 1): number {
  return -ultimate * Math.expm1(-cells * Math.log1p((ratePerMinute * residenceMinutes) / cells));
}

/**
 * The same with rates spread evenly from 0 to k_max (Klimpel's rectangular distribution). Plug flow (batch test):
 * R∞ (1 − (1 − e^(−kt))/(kt)); a bank of N cells: R∞ (1 − (1 − (1 + kτ/N)^(1−N))/(kτ (N−1)/N)), for one cell
 * R∞ (1 − ln(1 + kτ)/(kτ)).
 * @param cells 0 for plug flow
 * @see Klimpel (1980), Selection of chemical reagents for flotation, in Mineral Processing Plant Design, 2nd ed., AIME
 */
export function klimpelRecovery(maxRatePerMinute: number, minutes: number, cells: number, ultimate = 1): number {
  const kt = maxRatePerMinute * minutes;
  if (!(kt > 0)) return 0;
  if (cells === 0) return ultimate * (1 + Math.expm1(-kt) / kt);
  if (cells === 1) return ultimate * (1 - Math.log1p(kt) / kt);
  const shape = -Math.expm1((1 - cells) * Math.log1p(kt / cells));
  return ultimate * (1 - (shape * cells) / (kt * (cells - 1)));
}

/** Mean residence time of the pulp in a bank in minutes, N V (1 − ε_gas)/(Q_solids + Q_water). */
export function bankResidenceMinutes(
  cells: number,
  cellVolumeM3: number,
  airHoldup: number,
  pulpM3PerH: number,
): number {
  return pulpM3PerH > 0 ? (cells * cellVolumeM3 * (1 - airHoldup) * 60) / pulpM3PerH : 0;
}

/**
 * Recovery with true flotation and entrainment: R = R_f + (1 − R_f) e R_w, where R_w is the share of water that goes to the
 * concentrate and e the degree of entrainment of the size.
 * @see Savassi (2005), A compartment model for the mass transfer inside a conventional flotation cell, Int. J. Miner. Process. 77, 65-79
 */
export function withEntrainment(trueRecovery: number, entrainment: number, waterRecovery: number): number {
  return trueRecovery + (1 - trueRecovery) * entrainment * waterRecovery;
}
