import { fillUniform } from "../../numerics/drawStream.ts";
import { compiledPhase, masterIndex } from "./system.ts";
import type { ChemicalSystem } from "./system.ts";
import type { ChemistryDatabase, PhaseInput, SolutionInput } from "./chemistryModel.ts";

/** A random water and what is done to it: made to try the solver, no measurement. */
export interface RandomWater {
  readonly solution: SolutionInput;
  readonly temperatureC: number;
  readonly reagent: string;
  readonly addMol: number;
  readonly fixPH: number | null;
  readonly decoupled: readonly string[];
  /** Phases for a system whose elements are known. */
  readonly phases: (system: ChemicalSystem, database: ChemistryDatabase) => PhaseInput[];
}

/** Bounds on random waters. */
export interface RandomWaterRules {
  readonly mostMolal: number;
  readonly mostElements: number;
  readonly leastPhases: number;
  readonly mostPhases: number;
}

const leftOut = new Set(["H", "O", "E", "Alkalinity", "Fulvate", "Humate", "Amm"]);

/**
 * Water number `index` of a seed: pH −1 to 14, pe within the stability of water, 0-60 °C, 4 to `mostElements` elements from
 * 1e-8 mol/kgw upwards, a salt that carries the ionic strength, and then lime, acid, soda or nothing with minerals that are
 * absent, tiny (1e-12 mol) or a sludge (to 2 mol), and air.
 */
export function randomWater(
  database: ChemistryDatabase,
  seed: number,
  index: number,
  rules: RandomWaterRules,
): RandomWater {
  const draws = new Float64Array(400);
  fillUniform(draws, seed, `water ${index}`);
  let at = 0;
  const random = () => draws[at++ % draws.length];
  const between = (least: number, most: number) => least * (most / least) ** random();
  const pick = <T>(list: readonly T[]): T => list[Math.min(list.length - 1, Math.floor(random() * list.length))];
  const elements = [...masterIndex(database).primary.keys()].filter((name) => {
    const kind = database.masters.get(name)?.kind;
    return !leftOut.has(name) && kind === "aqueous";
  });
  const count = Math.round(4 + random() * (rules.mostElements - 4));
  const chosen = new Set<string>(["Na", "Cl"].filter((name) => elements.includes(name)));
  while (chosen.size < Math.min(count, elements.length)) chosen.add(pick(elements));
  const pH = -1 + 15 * random();
  const totals: Record<string, number | { value: number; chargeBalance: boolean }> = {};
  for (const name of chosen) totals[name] = between(1e-8, 0.2 * Math.min(1, rules.mostMolal));
  const salt = between(1e-4, rules.mostMolal);
  totals["Na"] = salt;
  totals["Cl"] = { value: Math.max(salt, 10 ** -pH), chargeBalance: false };
  if (random() < 0.5)
    totals[pH < 9 ? "Cl" : "Na"] = { value: Math.max(salt, 10 ** -pH, 10 ** (pH - 14)), chargeBalance: true };
  const temperatureC = 60 * random();
  const pe = -pH - 1 + 21 * random();
  const kinds = Array.from({ length: rules.mostPhases }, () => random());
  const sizes = Array.from({ length: rules.mostPhases }, () => random());
  const phaseCount = Math.round(rules.leastPhases + random() * (rules.mostPhases - rules.leastPhases));
  const order = Array.from({ length: 60 }, () => random());
  const air = random();
  return {
    solution: { temperatureC, pH, pe, unit: "mol/kgw", totals },
    temperatureC,
    reagent: pick(["Ca(OH)2", "NaOH", "HCl", "H2SO4", "Na2CO3"]),
    addMol: random() < 0.3 ? 0 : between(1e-6, 0.3),
    fixPH: random() < 0.15 ? 2 + 9 * random() : null,
    decoupled: random() < 0.2 && chosen.has("Mn") ? ["Mn"] : [],
    phases: (system, of) => {
      const minerals = [...of.phases.values()]
        .filter((phase) => phase.kind === "mineral" && compiledPhase(system, phase) !== null)
        .map(({ name }) => name)
        .sort();
      const names = new Set<string>();
      for (const u of order) {
        if (names.size >= phaseCount || minerals.length === 0) break;
        names.add(minerals[Math.floor(u * minerals.length)]);
      }
      const wanted: PhaseInput[] = [...names].map((name, k) => {
        const u = kinds[k];
        const size = sizes[k];
        if (u < 0.55) return { name };
        if (u < 0.75) return { name, mol: 1e-12 * 1e6 ** size };
        return { name, mol: 1e-3 * 2000 ** size };
      });
      if (air < 0.3 && of.phases.has("O2(g)")) wanted.push({ name: "O2(g)", si: -0.7 - 2 * air });
      if (air > 0.2 && air < 0.5 && of.phases.has("CO2(g)")) wanted.push({ name: "CO2(g)", si: -3.4, mol: 0.01 });
      return wanted;
    },
  };
}
