import { gasConstant } from "./kinetics.ts";

/** Density of a NaCl solution in kg/m³, 995 + 756 x, and of 0 to 26 % by mass at 25 °C. @see WaterTAP, NaCl property model */
export function brineDensity(massFraction: number): number {
  return 995 + 756 * massFraction;
}

/** Osmotic pressure of NaCl in Pa, 2 φ m 1000 R T with φ = 0.918 + 0.0889 x + 4.92 x². @see WaterTAP, NaCl property model */
export function brineOsmoticPa(massFraction: number, temperatureK: number): number {
  const x = massFraction;
  const molality = x / (1 - x) / 0.05844;
  return 2 * (0.918 + 0.0889 * x + 4.92 * x * x) * molality * 1000 * gasConstant * temperatureK;
}

/** A reverse osmosis stage taken as one lump. */
export interface ReverseOsmosis {
  readonly feedKgPerS: number;
  readonly massFraction: number;
  readonly temperatureK: number;
  readonly feedPa: number;
  /** Negative for a loss along the channel. */
  readonly pressureChangePa: number;
  readonly permeatePa: number;
  /** A, m/(Pa s). */
  readonly waterPermeability: number;
  /** B, m/s. */
  readonly saltPermeability: number;
  /** Reflection coefficient; 1 is solution-diffusion, below it Spiegler-Kedem-Katchalsky. */
  readonly reflection?: number;
  readonly areaM2: number;
  readonly polarisation: number;
}

/** Fluxes in kg/(m² s), permeate in kg/s, and what stays. */
export interface ReverseOsmosisResult {
  readonly waterFlux: number;
  readonly saltFlux: number;
  readonly permeateWaterKgPerS: number;
  readonly permeateSaltKgPerS: number;
  readonly retentateMassFraction: number;
}

/**
 * Reverse osmosis of brine: local fluxes J_w = A ρ_w (ΔP − σ Δπ), J_s = B (C_i − C_p) [+ (1 − σ) J_w/1000 C_i] at inlet and outlet of
 * the channel, their mean times area. C_i is the bulk concentration times the polarisation modulus.
 * @throws {RangeError} pressure below the osmotic pressure of the feed, or area that would take all water
 * @see Spiegler and Kedem (1966), Thermodynamics of hyperfiltration, Desalination 1, 311-326
 */
export function reverseOsmosis(r: ReverseOsmosis): ReverseOsmosisResult {
  const [water, salt] = [r.feedKgPerS * (1 - r.massFraction), r.feedKgPerS * r.massFraction];
  const inlet = localFlux(r, r.massFraction, r.feedPa);
  if (!(inlet.water > 0))
    throw new RangeError(
      `reverse osmosis: ${r.feedPa} Pa does not overcome the osmotic pressure of the feed (mass fraction ${r.massFraction})`,
    );
  let taken = { water: 0.5 * water * Math.min(1, (inlet.water * r.areaM2) / water), salt: 0 };
  let mean = inlet;
  for (let round = 0; round < 500; round++) {
    const left = salt - taken.salt;
    const outlet = localFlux(r, left / (left + water - taken.water), r.feedPa + r.pressureChangePa);
    mean = { water: (inlet.water + outlet.water) / 2, salt: (inlet.salt + outlet.salt) / 2 };
    const next = { water: mean.water * r.areaM2, salt: mean.salt * r.areaM2 };
    if (!(next.water < 0.999 * water)) next.water = (taken.water + 0.999 * water) / 2;
    const change = Math.abs(next.water - taken.water) / water;
    taken = {
      water: Math.max(0, (taken.water + next.water) / 2),
      salt: Math.min(salt, Math.max(0, (taken.salt + next.salt) / 2)),
    };
    if (change < 1e-15) break;
  }
  if (taken.water > 0.99 * water)
    throw new RangeError(`reverse osmosis: ${r.areaM2} m² would take nearly all water; reduce area or pressure`);
  const left = salt - taken.salt;
  return {
    waterFlux: mean.water,
    saltFlux: mean.salt,
    permeateWaterKgPerS: taken.water,
    permeateSaltKgPerS: taken.salt,
    retentateMassFraction: left / (left + water - taken.water),
  };
}

function localFlux(r: ReverseOsmosis, massFraction: number, pressurePa: number): { water: number; salt: number } {
  const sigma = r.reflection ?? 1;
  const bulk = massFraction * brineDensity(massFraction);
  const wall = r.polarisation * bulk;
  // 756 x² + 995 x = C: mass fraction at the wall.
  const wallFraction = (2 * wall) / (995 + Math.sqrt(995 * 995 + 4 * 756 * wall));
  const wallPa = brineOsmoticPa(Math.min(0.9, wallFraction), r.temperatureK);
  let permeate = 0;
  let flux = { water: 0, salt: 0 };
  for (let round = 0; round < 200; round++) {
    const water =
      r.waterPermeability *
      1000 *
      (pressurePa - r.permeatePa - sigma * (wallPa - brineOsmoticPa(permeate, r.temperatureK)));
    const salt = r.saltPermeability * (wall - permeate * brineDensity(permeate)) + ((1 - sigma) * water * wall) / 1000;
    flux = { water, salt };
    if (!(water > 0)) return { water: Math.max(0, water), salt: Math.max(0, salt) };
    const next = salt / (salt + water);
    const change = Math.abs(next - permeate);
    permeate = next;
    if (change < 1e-16) break;
  }
  return flux;
}

/**
 * Local rejection of a solute by Spiegler and Kedem, R = σ (1 − F)/(1 − σ F) with F = exp(−J (1 − σ)/P): nothing without flux, σ at
 * much flux; σ = 1 is solution-diffusion, R = J/(J + P).
 * @param reflection σ, 0 to 1
 * @param permeability P in the unit of the flux
 * @see Spiegler and Kedem (1966), Desalination 1, 311-326
 */
export function spieglerKedemRejection(reflection: number, permeability: number, flux: number): number {
  if (!(permeability > 0)) return reflection;
  const spread = 1 - reflection;
  if (spread < 1e-9) return flux / (flux + permeability);
  // 1 − σF = (1 − F) + (1 − σ) F, each part without cancellation.
  const passed = -Math.expm1((-flux * spread) / permeability);
  return (reflection * passed) / (passed + spread * (1 - passed));
}

/** One solute over a membrane with a constant sieving coefficient. */
export interface SievedSolute {
  readonly retentate: number;
  readonly permeate: number;
  /** Share of the solute that stays in the retentate. */
  readonly retained: number;
}

/**
 * Concentration along a membrane with sieving coefficient S = C_permeate/C_local: d(QC) = S C dQ gives
 * C_r = C_f (Q_r/Q_f)^(S−1).
 * @throws {RangeError} the retentate is not between nothing and the feed
 * @see Wamble et al. (2022), ACS Sustainable Chem. Eng., doi 10.1021/acssuschemeng.2c02862
 */
export function sieving(feed: number, feedFlow: number, retentateFlow: number, coefficient: number): SievedSolute {
  if (!(retentateFlow > 0 && retentateFlow < feedFlow))
    throw new RangeError(`retentate ${retentateFlow} must lie between 0 and the feed ${feedFlow}`);
  const retentate = feed * (retentateFlow / feedFlow) ** (coefficient - 1);
  const retained = (retentateFlow * retentate) / (feedFlow * feed);
  return { retentate, permeate: (feedFlow * feed - retentateFlow * retentate) / (feedFlow - retentateFlow), retained };
}
