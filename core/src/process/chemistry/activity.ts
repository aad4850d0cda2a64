import type { ActivityState } from "./activityState.ts";
import { pitzerCoefficients } from "./pitzer.ts";
import { sitCoefficients } from "./sit.ts";
import type { ChemicalSystem } from "./system.ts";
import type { ActivityModel, SpeciesActivity } from "./chemistryModel.ts";
import { waterProperties } from "./water.ts";

/** Moles in a kilogram of water. */
export const molesPerKgWater = 1000 / 18.01528;

const states = new WeakMap<ChemicalSystem, Map<string, ActivityState>>();

/** B-dot of the LLNL model at 0.01, 25, 60 and 100 °C with its A and B; between them linear. */
const llnlGrid = [
  [0.01, 0.4939, 0.3253, 0.0374],
  [25, 0.5114, 0.3288, 0.041],
  [60, 0.5465, 0.3346, 0.0438],
  [100, 0.5995, 0.3421, 0.046],
] as const;

function llnlConstants(temperatureC: number): readonly [number, number, number] {
  const t = Math.min(100, Math.max(0.01, temperatureC));
  let i = 0;
  while (i < llnlGrid.length - 2 && t > llnlGrid[i + 1][0]) i++;
  const low = llnlGrid[i];
  const high = llnlGrid[i + 1];
  const f = (t - low[0]) / (high[0] - low[0]);
  return [low[1] + f * (high[1] - low[1]), low[2] + f * (high[2] - low[2]), low[3] + f * (high[3] - low[3])];
}

/**
 * Activity coefficients by
 * - Davies: log γ = −A z² (√I/(1+√I) − 0.3 I); neutral species 0.1 I
 * - WATEQ (Truesdell-Jones): log γ = −A z² √I/(1 + B å √I) + b I
 * - LLNL (B-dot): the same with one b for all ions; neutral species 1
 * - SIT and Pitzer: see those files.
 *
 * Water: ln a = ln(1 − 0.017 Σm) in the ion-association models, the osmotic coefficient in SIT and Pitzer.
 * The state is kept by system, model and temperature, so its arrays serve one computation at a time.
 * @see Truesdell and Jones (1974), J. Res. US Geol. Surv. 2, 233; Davies (1962), Ion Association; Helgeson (1969)
 */
export function activityState(system: ChemicalSystem, model: ActivityModel, temperatureK: number): ActivityState {
  let kept = states.get(system);
  if (kept === undefined) states.set(system, (kept = new Map()));
  const key = `${model} ${temperatureK}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size > 20) kept.clear();
  const made = newActivityState(system, model, temperatureK);
  kept.set(key, made);
  return made;
}

function newActivityState(system: ChemicalSystem, model: ActivityModel, temperatureK: number): ActivityState {
  const n = system.species.length;
  const lnGamma = new Float64Array(n);
  const slope = new Float64Array(n);
  const water = waterProperties(temperatureK);
  if (model === "pitzer") return pitzerCoefficients(system, temperatureK, water, lnGamma, slope);
  if (model === "sit") return sitCoefficients(system, temperatureK, water, lnGamma, slope);
  const [llnlA, llnlB, bDot] = llnlConstants(temperatureK - 273.15);
  // ln γ = −α √I/(1 + β √I) + δ I for all three forms.
  const alpha = new Float64Array(n);
  const beta = new Float64Array(n);
  const delta = new Float64Array(n);
  const { debyeHuckelA: A, debyeHuckelB: B } = water;
  system.species.forEach((species, i) => {
    const form = formOf(species.activity, model, system.kind[i]);
    // A bound species carries the coefficient of the ions it is made of: its equivalents are their charge.
    const z = system.kind[i] === 1 ? system.sites[i] : species.charge;
    const z2 = z * z * Math.LN10;
    if (form.kind === "ideal") return;
    if (form.kind === "davies") {
      alpha[i] = A * z2;
      beta[i] = 1;
      delta[i] = z === 0 ? 0.1 * Math.LN10 : 0.3 * A * z2;
    } else if (form.kind === "wateq") {
      alpha[i] = A * z2;
      beta[i] = B * form.ionSizeAngstrom;
      delta[i] = form.b * Math.LN10;
    } else {
      alpha[i] = llnlA * z2;
      beta[i] = llnlB * form.ionSizeAngstrom;
      delta[i] = z === 0 ? 0 : bDot * Math.LN10;
    }
  });
  const { kind } = system;
  const update = (ionicStrength: number, molality: Float64Array): number => {
    const root = Math.sqrt(ionicStrength);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const bottom = 1 + beta[i] * root;
      lnGamma[i] = (-alpha[i] * root) / bottom + delta[i] * ionicStrength;
      slope[i] = (-alpha[i] * root) / (2 * bottom * bottom) + delta[i] * ionicStrength;
      if (kind[i] === 0) sum += molality[i];
    }
    // The linear law fails beyond what it was made for; the logarithm keeps the activity above nought.
    return sum < 20 ? Math.log(1 - 0.017 * sum) : Math.log(0.66) - 0.0257 * (sum - 20);
  };
  return { lnGamma, slope, water, isCompositional: false, update };
}

function formOf(activity: SpeciesActivity, model: ActivityModel, kind: number): SpeciesActivity {
  if (kind === 2) return { kind: "ideal" };
  if (model !== "davies" || kind === 1) return activity;
  return { kind: "davies" };
}
