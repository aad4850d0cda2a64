import { ChemistryInputError, EquilibriumError } from "../chemistry/chemistryError.ts";
import { equilibrate } from "../chemistry/equilibrate.ts";
import type { EquilibriumResult } from "../chemistry/chemistryModel.ts";
import { mineWaterDatabase } from "./mineWaterConstants.ts";
import { UnitError } from "./unitOp.ts";

/** A water in moles per kilogram of water, with the solids in it, and the pH to be reached. */
export interface StageWater {
  readonly temperatureC: number;
  /** mol/kgw by species of the table, e.g. `Fe+3`, of the water alone; protons net of hydroxide under `H+`. */
  readonly liquorMolPerKg: Readonly<Record<string, number>>;
  /** The same of the water and the solids that may dissolve. */
  readonly molPerKg: Readonly<Record<string, number>>;
  /** Solids that may form. */
  readonly phases: readonly string[];
  readonly pH: number;
  readonly baseFormula: string;
}

/** mol in a kilogram of water. */
export const molWaterPerKg = 55.508_43;

/**
 * Equilibrium of a stage held at a pH by a base. Iron keeps its redox states. Where the water is already above the pH nothing is
 * dosed: `reagentMol` is 0 and the pH is what follows.
 * @throws {UnitError} `process.chemistry`: no equilibrium, or a species without constants
 */
export function stageEquilibrium(water: StageWater): EquilibriumResult {
  const database = mineWaterDatabase();
  const input = (componentMol: StageWater["molPerKg"]) => ({
    solution: { temperatureC: water.temperatureC, componentMol },
    phases: water.phases.map((name) => ({ name, mol: 0 })),
    decoupled: ["Fe"],
  });
  const fixPH = { pH: water.pH, with: water.baseFormula };
  try {
    // The water without its solids is an easy start; returned sludge then changes amounts, hardly activities.
    const natural = equilibrate(database, input(water.liquorMolPerKg));
    if (natural.pH >= water.pH) return equilibrate(database, input(water.molPerKg), { warmStart: natural });
    const start = equilibrate(database, { ...input(water.liquorMolPerKg), fixPH }, { warmStart: natural });
    const held = equilibrate(database, { ...input(water.molPerKg), fixPH }, { warmStart: start });
    return held.reagentMol >= 0 ? held : equilibrate(database, input(water.molPerKg), { warmStart: held });
  } catch (error) {
    if (error instanceof EquilibriumError || error instanceof ChemistryInputError)
      throw new UnitError("process.chemistry", error.message);
    throw error;
  }
}
