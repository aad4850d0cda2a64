import type { ActivityState } from "./activityState.ts";
import type { ChemicalSystem } from "./system.ts";
import type { WaterProperties } from "./water.ts";

const molarMassWater = 0.01801528;

/**
 * Specific ion interaction theory: log γᵢ = −zᵢ² D + Σ ε(i,k) mₖ with D = A √I/(1 + 1.5 √I), and the activity of water from
 * the osmotic coefficient, ln aw = −M (Σm − 2 ln 10 A/1.5³ [x − 2 ln x − 1/x] + ln 10 Σ Σ ε m m) with x = 1 + 1.5 √I.
 * @see Grenthe, Plyasunov and Spahiu (1997), in Modelling in Aquatic Chemistry, OECD NEA, ch. IX
 */
export function sitCoefficients(
  system: ChemicalSystem,
  temperatureK: number,
  water: WaterProperties,
  lnGamma: Float64Array,
  slope: Float64Array,
): ActivityState {
  const n = system.species.length;
  const at = new Map(system.species.map((species, i) => [species.name, i]));
  const first: number[] = [];
  const second: number[] = [];
  const epsilon: number[] = [];
  for (const { type, species, coefficients } of system.database.interactions) {
    if (type !== "EPSILON") continue;
    const [i, k] = [at.get(species[0]), at.get(species[1])];
    if (i === undefined || k === undefined) continue;
    first.push(i);
    second.push(k);
    epsilon.push(coefficients[0] + (coefficients[1] ?? 0) * (temperatureK - 298.15));
  }
  const A = water.debyeHuckelA;
  const update = (ionicStrength: number, molality: Float64Array): number => {
    const root = Math.sqrt(ionicStrength);
    const x = 1 + 1.5 * root;
    const D = (A * root) / x;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const isDissolved = system.kind[i] === 0;
      const z2 = isDissolved ? system.charge[i] ** 2 : 0;
      lnGamma[i] = -Math.LN10 * z2 * D;
      slope[i] = (-Math.LN10 * z2 * A * root) / (2 * x * x);
      if (isDissolved) sum += molality[i];
    }
    let pairs = 0;
    for (let p = 0; p < epsilon.length; p++) {
      const [i, k] = [first[p], second[p]];
      const e = Math.LN10 * epsilon[p];
      lnGamma[i] += e * molality[k];
      if (i !== k) lnGamma[k] += e * molality[i];
      pairs += e * molality[i] * molality[k];
    }
    const long = ((2 * Math.LN10 * A) / 3.375) * (x - 2 * Math.log(x) - 1 / x);
    return -molarMassWater * (sum - long + pairs);
  };
  return { lnGamma, slope, water, isCompositional: true, update };
}
