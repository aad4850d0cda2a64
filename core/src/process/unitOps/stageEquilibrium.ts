import { ChemistryInputError, EquilibriumError } from "../chemistry/chemistryError.ts";
import { equilibrate } from "../chemistry/equilibrate.ts";
import type { EquilibriumResult } from "../chemistry/types.ts";
import { mineWaterDatabase } from "./mineWaterConstants.ts";
import { UnitError } from "./unitOp.ts";

/** A water in moles per kilogram of water, with the solids in it, and the pH to be reached. */
export interface StageWater {
  readonly temperatureC: number;
  /** mol/kgw by species of the table, e.g. `Fe+3`; protons net of hydroxide under `H+`. */
  readonly molPerKg: Readonly<Record<string, number>>;
  /** Solids that may form or dissolve, mol/kgw there. */
  readonly phaseMolPerKg: Readonly<Record<string, number>>;
  readonly pH: number;
  readonly baseFormula: string;
}

const molWaterPerKg = 55.508_43;

/**
 * Equilibrium of a stage held at a pH by a base. Iron keeps its redox states. Where the water is already above the pH nothing is
 * dosed: `reagentMol` is 0 and the pH is what follows.
 * @throws {UnitError} `process.chemistry`: no equilibrium, or a species without constants
 */
export function stageEquilibrium(water: StageWater): EquilibriumResult {
  const input = {
    solution: {
      temperatureC: water.temperatureC,
      componentMol: { H2O: molWaterPerKg, ...water.molPerKg },
    },
    phases: Object.entries(water.phaseMolPerKg).map(([name, mol]) => ({ name, mol })),
    decoupled: ["Fe"],
  };
  try {
    const held = equilibrate(mineWaterDatabase(), {
      ...input,
      fixPH: { pH: water.pH, with: water.baseFormula },
    });
    return held.reagentMol >= 0 ? held : equilibrate(mineWaterDatabase(), input);
  } catch (error) {
    if (error instanceof EquilibriumError || error instanceof ChemistryInputError)
      throw new UnitError("process.chemistry", error.message);
    throw error;
  }
}
