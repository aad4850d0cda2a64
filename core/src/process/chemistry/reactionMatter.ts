import type { ChemistryDatabase, PhaseInput } from "./chemistryModel.ts";
import { inputError } from "./chemistryError.ts";
import { addMol, missingElement } from "./composition.ts";
import { isGas, knownPhase } from "./phaseUnknown.ts";
import { masterIndex, primaryComponents } from "./system.ts";

/** Components that every water has. */
export const mustStay = new Set(["H2O", "H+", "e-"]);

/** A component without matter stays when a phase or the reagent can bring it. */
export function isSource(
  name: string,
  phases: readonly PhaseInput[],
  database: ChemistryDatabase,
  decoupled: ReadonlySet<string>,
  reagent: ReadonlyMap<string, number> | null,
): boolean {
  if (reagent?.has(name)) return true;
  return phases.some((phase) => {
    if ((phase.mol ?? (isGas(phase.name) ? null : 0)) === 0) return false;
    const found = database.phases.get(phase.name);
    if (found === undefined) return false;
    return [...found.reaction.keys()].some((part) => partComponents(database, part, decoupled)?.has(name));
  });
}

/** A name in a state's account in today's components: itself where decoupled or primary, else its reaction. */
export function asComponents(
  database: ChemistryDatabase,
  name: string,
  decoupled: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const { elementOf, primary } = masterIndex(database);
  const element = elementOf.get(name) ?? "";
  if (mustStay.has(name) || primary.get(element) === name || decoupled.has(element)) return new Map([[name, 1]]);
  const parts = primaryComponents(database, name);
  if (parts === null) throw missingElement(database, element === "" ? name : element, `solution.componentMol.${name}`);
  return parts;
}

function partComponents(database: ChemistryDatabase, name: string, decoupled: ReadonlySet<string>) {
  const { elementOf } = masterIndex(database);
  if (decoupled.has(elementOf.get(name) ?? "")) return new Map([[name, 1]]);
  return primaryComponents(database, name);
}

/** Adds the matter of some moles of a phase; 0 names its components. @throws {ChemistryInputError} a phase that the table has not */
export function addPhaseComponents(
  database: ChemistryDatabase,
  { name }: PhaseInput,
  totals: Map<string, number>,
  decoupled: ReadonlySet<string>,
  moles = 0,
): void {
  const phase = knownPhase(database, name);
  for (const [part, count] of phase.reaction)
    addMol(totals, partComponents(database, part, decoupled) ?? new Map(), count * moles);
}

/** What a bound species holds apart from its site is matter of the whole. */
export function addBound(
  database: ChemistryDatabase,
  name: string,
  moles: number,
  sites: ReadonlyMap<string, number>,
  totals: Map<string, number>,
  decoupled: ReadonlySet<string>,
): void {
  const species = database.species.get(name);
  if (species === undefined || species.kind === "aqueous")
    throw inputError(
      `compositionMol.${name}`,
      "chemistry.unknown-species",
      `no bound species "${name}" in the table ${database.name}`,
    );
  for (const [part, count] of species.reaction) {
    if (sites.has(part) || part === name) continue;
    const parts = partComponents(database, part, decoupled);
    if (parts !== null) addMol(totals, parts, count * moles);
  }
}
