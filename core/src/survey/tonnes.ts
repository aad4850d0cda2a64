declare const unit: unique symbol;
/** A number that carries its unit at compile time and costs nothing at run time. */
type Branded<U extends string> = number & { readonly [unit]: U };

export type DryTonnes = Branded<"t dry">;
export type WetTonnes = Branded<"t wet">;
/** Dry mass over volume in place. */
export type DryDensity = Branded<"t dry/m3">;
/** Mass with its water over volume in place. */
export type WetDensity = Branded<"t wet/m3">;
/** Water over wet mass, as mills and traders write it. */
export type MoistureOfWet = Branded<"t water/t wet">;
/** Water over dry mass, as geotechnical laboratories write it; may exceed 1. */
export type WaterContent = Branded<"t water/t dry">;

/** @throws {RangeError} outside 0.2-10 t/m3: probably kg/m3 */
export function dryDensity(tPerM3: number): DryDensity {
  return checked("dry bulk density", tPerM3, 0.2, 10, "t/m3") as DryDensity;
}

/** @throws {RangeError} outside 0.2-10 t/m3: probably kg/m3 */
export function wetDensity(tPerM3: number): WetDensity {
  return checked("wet bulk density", tPerM3, 0.2, 10, "t/m3") as WetDensity;
}

/** @throws {RangeError} outside 0-0.95: probably per cent */
export function moistureOfWet(fraction: number): MoistureOfWet {
  return checked("moisture of wet mass", fraction, 0, 0.95, "(fraction)") as MoistureOfWet;
}

/** @throws {RangeError} outside 0-19: probably per cent */
export function waterContent(fraction: number): WaterContent {
  return checked("water over dry mass", fraction, 0, 19, "(fraction)") as WaterContent;
}

function checked(what: string, value: number, low: number, high: number, unitText: string): number {
  if (!(value >= low && value <= high))
    throw new RangeError(`${what} must lie in ${low}-${high} ${unitText}, got ${value}`);
  return value;
}

/** w = ω/(1 + ω). @see ASTM D2216 (water content by dry mass) */
export function moistureOfWaterContent(content: WaterContent): MoistureOfWet {
  return (content / (1 + content)) as MoistureOfWet;
}

/** ρ_dry = ρ_wet (1 − w). */
export function dryDensityOf(wet: WetDensity, moisture: MoistureOfWet): DryDensity {
  return (wet * (1 - moisture)) as DryDensity;
}

/** Dry mass of a volume in place, tonnes. @throws {RangeError} the volume is negative or not finite */
export function dryTonnes(volumeM3: number, density: DryDensity): DryTonnes {
  return (checked("volume", volumeM3, 0, Number.MAX_VALUE, "m3") * density) as DryTonnes;
}

/** Wet mass of a volume in place, tonnes. @throws {RangeError} the volume is negative or not finite */
export function wetTonnes(volumeM3: number, density: WetDensity): WetTonnes {
  return (checked("volume", volumeM3, 0, Number.MAX_VALUE, "m3") * density) as WetTonnes;
}

/** The dry part of a wet mass: m_dry = m_wet (1 − w). */
export function dryPart(mass: WetTonnes, moisture: MoistureOfWet): DryTonnes {
  return (mass * (1 - moisture)) as DryTonnes;
}

/** The mass with its water: m_wet = m_dry/(1 − w). */
export function withWater(mass: DryTonnes, moisture: MoistureOfWet): WetTonnes {
  return (mass / (1 - moisture)) as WetTonnes;
}

export interface DryTonnage {
  readonly dry: DryTonnes;
  readonly sigmaDryTonnes: number;
  readonly wet: WetTonnes;
}

/**
 * Dry tonnes with standard error from volume, wet density and moisture, each with its own, taken as independent:
 * E = V ρ (1 − w), Var = Π(μᵢ² + σᵢ²) − Π μᵢ², exact for a product of independent factors.
 *
 * @param sigma standard errors in m³, t/m³ and as a fraction
 * @throws {RangeError} a negative standard error
 * @see Goodman (1960), On the exact variance of products, JASA 55, 708-713
 */
export function dryTonnage(
  volumeM3: number,
  density: WetDensity,
  moisture: MoistureOfWet,
  sigma: { readonly volumeM3: number; readonly densityTPerM3: number; readonly moisture: number },
): DryTonnage {
  const factors = [
    [volumeM3, sigma.volumeM3],
    [density, sigma.densityTPerM3],
    [1 - moisture, sigma.moisture],
  ] as const;
  let [second, mean2] = [1, 1];
  for (const [mean, sd] of factors) {
    if (!(sd >= 0)) throw new RangeError(`a standard error must be at least 0, got ${sd}`);
    second *= mean * mean + sd * sd;
    mean2 *= mean * mean;
  }
  const wet = wetTonnes(volumeM3, density);
  return { dry: dryPart(wet, moisture), sigmaDryTonnes: Math.sqrt(Math.max(0, second - mean2)), wet };
}
