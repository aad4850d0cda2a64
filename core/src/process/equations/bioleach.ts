/**
 * Oxygen uptake of leaching bacteria by temperature, V_m = 6.8e-13 T e^(−7000/T)/(1 + e^(236 − 74000/T)), kg O₂ per cell and second.
 * Mesophiles: the curve falls above about 313 K.
 * @see Casas, Vargas, Martinez and Moreno (1998), Bioleaching model of a copper-sulfide ore bed in heap and dump configurations, Metall. Mater. Trans. B 29, 899-909
 */
export function casasUptake(temperatureK: number): number {
  const t = temperatureK;
  return (6.8e-13 * t * Math.exp(-7000 / t)) / (1 + Math.exp(236 - 74000 / t));
}

/**
 * Oxygen dissolved beside a gas, C_L = C_gas/(21.312 + 0.784 θ − 0.00383 θ²), kg/m³, θ in °C. A public code multiplies instead of
 * dividing: with Henry's constant the wrong way round, water would hold more oxygen than air.
 * @see Casas et al. (1998)
 */
export function dissolvedOxygen(gasKgPerM3: number, temperatureK: number): number {
  const c = temperatureK - 273.15;
  return gasKgPerM3 / (21.312 + 0.784 * c - 0.00383 * c * c);
}

const referenceUptake = casasUptake(303.15);
const referenceOxygen = dissolvedOxygen(0.2436, 303.15);

/**
 * Rate of leaching bacteria over that at 30 °C and air saturation, φ = V_m(T)/V_m(303 K) · C_L/(K_M + C_L) · (K_M + C_ref)/C_ref;
 * nothing without oxygen.
 * @param oxygenKgPerM3 dissolved oxygen C_L
 * @param halfSaturationKgPerM3 K_M
 * @see Casas et al. (1998)
 */
export function bacterialActivity(temperatureK: number, oxygenKgPerM3: number, halfSaturationKgPerM3: number): number {
  const km = halfSaturationKgPerM3;
  return (
    (casasUptake(temperatureK) / referenceUptake) *
    (oxygenKgPerM3 > 0 ? oxygenKgPerM3 / (km + oxygenKgPerM3) : 0) *
    ((km + referenceOxygen) / referenceOxygen)
  );
}

/** Constants of a chalcocite heap. */
export interface CasasHeap {
  readonly cellsPerM3: number;
  readonly halfSaturationKgPerM3: number;
  readonly bedDensityKgPerM3: number;
  /** Mass fraction of chalcocite in the ore (not per cent). */
  readonly chalcociteFraction: number;
  /** kg of pyrite dissolved per kg of chalcocite. */
  readonly pyriteRatio: number;
  readonly molarMassChalcocite: number;
  readonly molarMassPyrite: number;
  readonly molarMassOxygen: number;
}

/**
 * Rate of chalcocite leached, dα/dt = σ₁ X V_m C_L/((K_M + C_L) ρ_bed G₀) per second, with the oxygen demand of chalcocite and pyrite
 * σ₁ = M_Cu2S M_FeS2/(5/2 M_O2 M_FeS2 + 7/2 FPY M_O2 M_Cu2S).
 * @param oxygenKgPerM3 dissolved oxygen C_L
 */
export function casasRatePerS(heap: CasasHeap, temperatureK: number, oxygenKgPerM3: number): number {
  const { molarMassChalcocite: cu, molarMassPyrite: py, molarMassOxygen: o2 } = heap;
  const sigma = (cu * py) / (2.5 * o2 * py + 3.5 * heap.pyriteRatio * o2 * cu);
  const uptake =
    heap.cellsPerM3 * casasUptake(temperatureK) * (oxygenKgPerM3 / (heap.halfSaturationKgPerM3 + oxygenKgPerM3));
  return (sigma * uptake) / (heap.bedDensityKgPerM3 * heap.chalcociteFraction);
}

/**
 * Time in hours of batch growth by Monod until the substrate has fallen from S₀ to S (integrated form).
 * @param yieldPerSubstrate biomass made per substrate used
 * @throws {RangeError} S does not lie between 0 and S₀
 * @see Bailey and Ollis (1986), Biochemical Engineering Fundamentals, 2nd ed., section 7.1
 */
export function monodBatchH(
  maxRatePerH: number,
  halfSaturation: number,
  yieldPerSubstrate: number,
  substrateStart: number,
  biomassStart: number,
  substrateEnd: number,
): number {
  if (!(substrateEnd > 0 && substrateEnd <= substrateStart))
    throw new RangeError(`Monod: the end ${substrateEnd} must lie between 0 and the start ${substrateStart}`);
  const whole = biomassStart + yieldPerSubstrate * substrateStart;
  const biomassEnd = whole - yieldPerSubstrate * substrateEnd;
  const share = (halfSaturation * yieldPerSubstrate) / whole;
  return (
    ((share + 1) * Math.log(biomassEnd / biomassStart) + share * Math.log(substrateStart / substrateEnd)) / maxRatePerH
  );
}
