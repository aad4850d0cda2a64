import { inputError, suggestion } from "./chemistryError.ts";
import { FormulaError, parseFormula } from "./formula.ts";
import { speciesName } from "./reactionText.ts";
import { masterIndex, primaryComponents } from "./system.ts";
import type { ChemistryDatabase } from "./chemistryModel.ts";

/** Adds `factor` times a map to another; sums that vanish go. */
export function addMol(into: Map<string, number>, parts: ReadonlyMap<string, number>, factor: number): void {
  for (const [name, moles] of parts) into.set(name, (into.get(name) ?? 0) + factor * moles);
}

/**
 * A mole of a formula in components: the master species of its elements, and water, protons and electrons for the rest of
 * its oxygen, hydrogen and charge, e.g. O2 = 2 H2O − 4 H+ − 4 e-, Ca(OH)2 = Ca+2 + 2 H2O − 2 H+. The name of a phase
 * stands for its formula. A master species whose element is decoupled stands for itself.
 *
 * @throws {ChemistryInputError} a formula that cannot be read, or an element without constants in the database
 */
export function formulaComponents(
  database: ChemistryDatabase,
  formula: string,
  decoupled: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, number> {
  let cache = known.get(database);
  if (cache === undefined) known.set(database, (cache = new Map()));
  const key = decoupled.size === 0 ? formula : `${formula} | ${[...decoupled].join(" ")}`;
  const found = cache.get(key);
  if (found !== undefined) return found;
  if (cache.size > 1000) cache.clear();
  const made = findFormulaComponents(database, formula, decoupled);
  cache.set(key, made);
  return made;
}

const known = new WeakMap<ChemistryDatabase, Map<string, ReadonlyMap<string, number>>>();

function findFormulaComponents(
  database: ChemistryDatabase,
  formula: string,
  decoupled: ReadonlySet<string>,
): Map<string, number> {
  const { primary, elementOf, isMaster } = masterIndex(database);
  const name = speciesName(formula);
  if (isMaster.has(name)) {
    if (decoupled.has(elementOf.get(name) ?? "")) return new Map([[name, 1]]);
    const parts = primaryComponents(database, name);
    if (parts !== null) return new Map(parts);
  }
  const phase = database.phases.get(formula);
  const text = phase === undefined ? formula : phase.formula.replace(/\([gs]\)$/, "");
  let parsed: ReturnType<typeof parseFormula>;
  try {
    parsed = parseFormula(text);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw inputError(formula, "chemistry.bad-formula", error.message + suggestion(formula, database.phases.keys()));
  }
  const parts = new Map<string, number>();
  let charge = -parsed.charge;
  let oxygen = parsed.elements.get("O") ?? 0;
  let hydrogen = parsed.elements.get("H") ?? 0;
  for (const [element, count] of parsed.elements) {
    if (element === "O" || element === "H") continue;
    const species = primary.get(element);
    if (species === undefined) throw missingElement(database, element, `formula ${formula}`);
    const master = parseFormula(species);
    const share = count / (master.elements.get(element) ?? 1);
    parts.set(species, (parts.get(species) ?? 0) + share);
    oxygen -= share * (master.elements.get("O") ?? 0);
    hydrogen -= share * (master.elements.get("H") ?? 0);
    charge += share * master.charge;
  }
  const protons = hydrogen - 2 * oxygen;
  charge += protons;
  if (oxygen !== 0) parts.set("H2O", oxygen);
  if (Math.abs(protons) > 1e-12) parts.set("H+", protons);
  if (Math.abs(charge) > 1e-12) parts.set("e-", charge);
  return parts;
}

/** The issue for an element that a database has no constants of. */
export function missingElement(database: ChemistryDatabase, element: string, where: string) {
  const { primary } = masterIndex(database);
  const isElement = database.atomicWeights.has(element);
  return isElement
    ? inputError(
        where,
        "chemistry.no-constants",
        `no constants for ${element} in the table ${database.name}; species needed: its dissolved ion, hydroxides and the solids it forms. Use a table that has them or bring your own (--database FILE in PHREEQC format)`,
      )
    : inputError(
        where,
        "chemistry.unknown-element",
        `"${element}" is no element known${suggestion(element, primary.keys())}`,
      );
}
