import { inputError } from "./chemistryError.ts";
import { equilibrate } from "./equilibrate.ts";
import type {
  ChemistryDatabase,
  EquilibriumInput,
  EquilibriumOptions,
  EquilibriumResult,
  SolutionState,
} from "./chemistryModel.ts";

/** Moles of water in a kilogram. */
const molesPerKg = 1000 / 18.01528;

/**
 * What a mixture of waters holds: components add up by the share of each water taken. Equilibrate the sum to know its pH.
 * @param parts waters and the share of each (1 = all of it; 0.3 of a state with 1 kg water is 0.3 kg)
 * @throws {ChemistryInputError} no water, or a share below 0
 */
export function mixSolutions(
  parts: readonly { readonly state: SolutionState; readonly share: number }[],
): SolutionState {
  const componentMol: Record<string, number> = {};
  let water = 0;
  let heat = 0;
  let largest: SolutionState | undefined;
  let most = 0;
  for (const { state, share } of parts) {
    if (!(share >= 0)) throw inputError("mix", "chemistry.bad-value", `a share must be at least 0, got ${share}`);
    for (const [name, moles] of Object.entries(state.componentMol))
      componentMol[name] = (componentMol[name] ?? 0) + share * moles;
    const kg = (share * (state.componentMol.H2O ?? 0)) / molesPerKg;
    water += kg;
    heat += kg * state.temperatureC;
    if (kg > most) {
      most = kg;
      largest = state;
    }
  }
  if (!(water > 0)) throw inputError("mix", "chemistry.no-water", "the parts hold no water");
  return {
    temperatureC: heat / water,
    componentMol,
    ...(largest?.lnActivity ? { lnActivity: largest.lnActivity } : {}),
  };
}

/**
 * Adds a reagent in steps; each amount counts from the start, and each step begins where the last ended.
 * @param reagentMol moles of the reagent at each step, by formula, e.g. [{ "Ca(OH)2": 0 }, { "Ca(OH)2": 0.005 }]
 */
export function titrate(
  database: ChemistryDatabase,
  base: EquilibriumInput,
  reagentMol: readonly Readonly<Record<string, number>>[],
  options: EquilibriumOptions = {},
): EquilibriumResult[] {
  const first = equilibrate(database, { solution: base.solution }, options);
  const solution = "componentMol" in base.solution ? base.solution : first.state;
  let warm: EquilibriumResult | undefined = options.warmStart;
  return reagentMol.map((amounts) => {
    const addMol: Record<string, number> = { ...base.addMol };
    for (const [formula, moles] of Object.entries(amounts)) addMol[formula] = (addMol[formula] ?? 0) + moles;
    warm = equilibrate(database, { ...base, solution, addMol }, { ...options, warmStart: warm });
    return warm;
  });
}

/**
 * Takes water away (or adds it) until a share of it is left.
 * @param shareLeft of the water mass, above 0
 */
export function evaporate(
  database: ChemistryDatabase,
  base: EquilibriumInput,
  shareLeft: readonly number[],
  options: EquilibriumOptions = {},
): EquilibriumResult[] {
  const first = equilibrate(database, { solution: base.solution }, options);
  const waterMol = first.waterKg * molesPerKg;
  for (const share of shareLeft)
    if (!(share > 0))
      throw inputError("evaporate", "chemistry.no-water", `the share of water left must be above 0, got ${share}`);
  return titrate(
    database,
    base,
    shareLeft.map((share) => ({ H2O: (share - 1) * waterMol })),
    options,
  );
}
