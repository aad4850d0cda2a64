import type { Issue } from "../../evidence/issue.ts";
import { inputError, suggestion } from "./chemistryError.ts";
import type { ChemicalPhase, ChemistryDatabase, PhaseInput } from "./chemistryModel.ts";
import type { PhaseUnknown } from "./problem.ts";
import { type ChemicalSystem, compiledPhase, phaseLnOffset } from "./system.ts";

/** Whether a phase is a gas, by its name. */
export const isGas = (name: string) => /\(g\)$/i.test(name);

/** A phase by its name. @throws {ChemistryInputError} `chemistry.unknown-phase`: the table has none */
export function knownPhase(database: ChemistryDatabase, name: string, where = `phases.${name}`): ChemicalPhase {
  const phase = database.phases.get(name);
  if (phase !== undefined) return phase;
  throw inputError(
    where,
    "chemistry.unknown-phase",
    `no phase "${name}" in the table ${database.name}${suggestion(name, database.phases.keys())}`,
  );
}

/** A phase as a condition on activities. */
export function phaseAt(system: ChemicalSystem, name: string, si: number, T: number, where: string): PhaseUnknown {
  const phase = knownPhase(system.database, name, where);
  const compiled = compiledPhase(system, phase);
  if (compiled === null)
    throw inputError(where, "chemistry.absent-element", `phase ${name} holds an element that the solution does not`);
  return {
    name,
    siColumn: compiled.column,
    siCoefficient: compiled.coefficient,
    offset: phaseLnOffset(compiled, T) - si * Math.LN10,
    massColumn: compiled.column,
    massCoefficient: compiled.coefficient,
    available: Number.POSITIVE_INFINITY,
    initialMol: 0,
    mayForm: true,
    isReagent: false,
  };
}

/** A phase that may form or dissolve; null, with a finding, where an element of it is absent. @throws {ChemistryInputError} unknown, or a negative amount */
export function phaseUnknown(
  system: ChemicalSystem,
  input: PhaseInput,
  T: number,
  issues: Issue[],
): PhaseUnknown | null {
  const where = `phases.${input.name}`;
  const phase = knownPhase(system.database, input.name);
  const mol = input.mol === undefined ? (isGas(input.name) ? null : 0) : input.mol;
  if (mol !== null && !(mol >= 0))
    throw inputError(where, "chemistry.bad-value", `the amount must be at least 0 mol, got ${mol}`);
  if (compiledPhase(system, phase) === null) {
    issues.push({
      path: where,
      code: "chemistry.absent-element",
      severity: "info",
      message: `${input.name} cannot form: an element of it is absent`,
    });
    return null;
  }
  const initial = mol ?? 0;
  return {
    ...phaseAt(system, input.name, input.si ?? 0, T, where),
    initialMol: mol === null ? Number.MIN_VALUE : initial,
    available: input.only === "precipitate" ? 0 : mol === null ? Number.POSITIVE_INFINITY : initial,
    mayForm: input.only !== "dissolve",
  };
}

/** A reagent of whatever amount holds the pH. */
export function reagentUnknown(system: ChemicalSystem, reagent: ReadonlyMap<string, number>, pH: number): PhaseUnknown {
  const parts = [...reagent].filter(([name]) => system.indexOf.has(name));
  return {
    name: "pH reagent",
    siColumn: Int32Array.of(1),
    siCoefficient: Float64Array.of(1),
    offset: pH * Math.LN10,
    massColumn: Int32Array.from(parts, ([name]) => system.indexOf.get(name) ?? 0),
    massCoefficient: Float64Array.from(parts, ([, count]) => count),
    available: Number.POSITIVE_INFINITY,
    initialMol: 0,
    mayForm: true,
    isReagent: true,
  };
}
