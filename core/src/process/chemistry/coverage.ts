import type { ElementCoverage } from "./chemistryModel.ts";
import type { ChemicalSystem } from "./system.ts";
import { compiledPhase, masterIndex } from "./system.ts";

const kept = new WeakMap<ChemicalSystem, readonly ElementCoverage[]>();

/** Small ions of three charges are hydrolysed before carbonate could hold them: no simple carbonate complexes are known. */
const noCarbonates = new Set(["Al", "Ga", "In", "Cr", "V"]);
/** Ions of alkalis form next to no complexes in water. */
const fewComplexes = new Set(["Li", "Na", "K", "Rb", "Cs"]);

/**
 * For every element of a system what complexes and minerals the constants have, and which a cation of two and more charges should
 * have but has not: hydroxides always, sulfate and carbonate complexes where the solution holds these. An ion without hydroxides
 * stays free up to any pH in the model, though not in the water.
 */
export function coverageOf(system: ChemicalSystem): readonly ElementCoverage[] {
  const known = kept.get(system);
  if (known !== undefined) return known;
  const { elementOf } = masterIndex(system.database);
  const elements = new Set(system.components.map((name) => elementOf.get(name) ?? ""));
  const isThere = (name: string) => elements.has(name);
  const made = [...elements]
    .filter((name) => name !== "" && name !== "H" && name !== "O")
    .sort()
    .map((element) => elementCoverage(system, element, isThere("S"), isThere("C")));
  kept.set(system, made);
  return made;
}

function elementCoverage(
  system: ChemicalSystem,
  element: string,
  hasSulfur: boolean,
  hasCarbon: boolean,
): ElementCoverage {
  const { database } = system;
  const { isMaster, primary } = masterIndex(database);
  const of = system.species.filter((species, i) => system.kind[i] === 0 && species.elements.has(element));
  const complexes = of.filter(({ name }) => !isMaster.has(name));
  const holds = (...others: string[]) =>
    complexes.filter(({ elements }) => others.every((other) => elements.has(other))).length;
  const hydroxides = complexes.filter(({ elements }) =>
    [...elements.keys()].every((name) => name === element || name === "O" || name === "H"),
  ).length;
  const sulfates = element === "S" ? 0 : holds("S", "O");
  const carbonates = element === "C" ? 0 : holds("C", "O");
  let minerals = 0;
  for (const phase of database.phases.values())
    if (phase.kind === "mineral" && phase.elements.has(element) && compiledPhase(system, phase) !== null) minerals++;
  const ion = database.species.get(primary.get(element) ?? "");
  const isCation = ion !== undefined && ion.charge >= 2 && !ion.elements.has("O") && !fewComplexes.has(element);
  const missing = isCation
    ? [
        ...(hydroxides === 0 && !["Ba", "Sr"].includes(element) ? ["hydroxide complexes"] : []),
        ...(hasSulfur && sulfates === 0 ? ["sulfate complexes"] : []),
        ...(hasCarbon && carbonates === 0 && !noCarbonates.has(element) ? ["carbonate complexes"] : []),
        ...(minerals === 0 ? ["minerals"] : []),
      ]
    : [];
  return { element, complexes: complexes.length, hydroxides, sulfates, carbonates, minerals, missing };
}
