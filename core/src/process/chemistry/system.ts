import { log10K } from "./logK.ts";
import type { ChemicalPhase, ChemicalSpecies, ChemistryDatabase, LogK } from "./chemistryModel.ts";

/** A reaction in components only, and the constants that sum to its own. */
interface Expansion {
  readonly components: ReadonlyMap<string, number>;
  readonly constants: readonly (readonly [LogK, number])[];
}

/** Stoichiometry of a set of components, ready for the solver: species and phases as rows of coefficients. */
export interface ChemicalSystem {
  readonly database: ChemistryDatabase;
  /** Master species; 0 is H2O, 1 is H+; e- is among them where redox is. */
  readonly components: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly electron: number; // -1 without redox
  readonly species: readonly ChemicalSpecies[];
  readonly charge: Float64Array;
  /** Row i of the species: entries start[i] … start[i+1] of `column` and `coefficient`. */
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly coefficient: Float64Array;
  readonly constants: readonly (readonly (readonly [LogK, number])[])[];
  /** 0 aqueous, 1 exchange, 2 surface. */
  readonly kind: Uint8Array;
  /** Equivalents at the exchanger, or sites, that a bound species takes. */
  readonly sites: Float64Array;
  readonly siteComponent: Int32Array;
  readonly constantsAt: Map<number, Float64Array>;
  /** The species that a component is, by component; −1 for water and electrons. */
  readonly masterOf: Int32Array;
  readonly phases: Map<string, CompiledPhase | null>;
  /** Elements whose redox states do not turn into each other. */
  readonly decoupled: ReadonlySet<string>;
}

/** A phase in the components of a system. */
export interface CompiledPhase {
  readonly phase: ChemicalPhase;
  readonly column: Int32Array;
  readonly coefficient: Float64Array;
  readonly constants: readonly (readonly [LogK, number])[];
}

const systems = new WeakMap<ChemistryDatabase, Map<string, ChemicalSystem>>();

/** Master species of a database: the primary of each element, and all redox states with their elements. */
export interface MasterIndex {
  readonly primary: ReadonlyMap<string, string>; // element -> species
  readonly isMaster: ReadonlySet<string>;
  readonly elementOf: ReadonlyMap<string, string>; // master species -> element
  readonly valenceName: ReadonlyMap<string, string>; // master species -> Fe(3)
}

const indices = new WeakMap<ChemistryDatabase, MasterIndex>();

/** Looks the masters of a database up once. */
export function masterIndex(database: ChemistryDatabase): MasterIndex {
  const known = indices.get(database);
  if (known !== undefined) return known;
  const primary = new Map<string, string>([
    ["H", "H+"],
    ["O", "H2O"],
  ]);
  const elementOf = new Map<string, string>();
  const valenceName = new Map<string, string>();
  for (const master of database.masters.values()) {
    if (master.name === "Alkalinity" || master.name === "E") continue;
    if (master.valence === null && master.element !== "H" && master.element !== "O")
      primary.set(master.element, master.species);
    elementOf.set(master.species, master.element);
    if (master.valence !== null && !(master.species === "H2O" || master.species === "H+"))
      valenceName.set(master.species, master.name);
  }
  const isMaster = new Set([...elementOf.keys(), "H2O", "H+", "e-"]);
  const index = { primary, isMaster, elementOf, valenceName };
  indices.set(database, index);
  return index;
}

/** Expands a reaction until only master species (redox states included) are left. */
function expandToStates(
  database: ChemistryDatabase,
  reaction: ReadonlyMap<string, number>,
  logK: readonly (readonly [LogK, number])[],
  isMaster: ReadonlySet<string>,
  depth = 0,
): Expansion | null {
  if (depth > 20) return null;
  const components = new Map<string, number>();
  const constants = [...logK];
  for (const [name, count] of reaction) {
    if (isMaster.has(name)) {
      components.set(name, (components.get(name) ?? 0) + count);
      continue;
    }
    const species = database.species.get(name);
    if (species === undefined) return null;
    const inner = expandToStates(database, species.reaction, [[species.logK, 1]], isMaster, depth + 1);
    if (inner === null) return null;
    for (const [part, moles] of inner.components) components.set(part, (components.get(part) ?? 0) + count * moles);
    for (const [constant, times] of inner.constants) constants.push([constant, count * times]);
  }
  return { components, constants };
}

/** Replaces redox states that are no components by their own reactions; null when a part is not in the system. */
function reduceToBasis(
  database: ChemistryDatabase,
  states: Expansion,
  basis: ReadonlySet<string>,
  decoupled: ReadonlySet<string>,
): Expansion | null {
  const { isMaster, elementOf } = masterIndex(database);
  let components = new Map(states.components);
  const constants = [...states.constants];
  for (let round = 0; round < 10; round++) {
    const foreign = [...components].find(([name, count]) => count !== 0 && !basis.has(name));
    if (foreign === undefined) {
      for (const [name, count] of components) if (Math.abs(count) < 1e-12) components.delete(name);
      return { components, constants };
    }
    const [name, count] = foreign;
    const species = database.species.get(name);
    const isIdentity = species === undefined || (species.reaction.size === 1 && species.reaction.has(name));
    if (isIdentity || decoupled.has(elementOf.get(name) ?? "")) return null;
    const inner = expandToStates(database, species.reaction, [[species.logK, 1]], isMaster);
    if (inner === null || inner.components.has(name)) return null;
    components = new Map(components);
    components.delete(name);
    for (const [part, moles] of inner.components) components.set(part, (components.get(part) ?? 0) + count * moles);
    for (const [constant, times] of inner.constants) constants.push([constant, count * times]);
  }
  return null;
}

const stateCache = new WeakMap<ChemistryDatabase, Map<string, Expansion | null>>();

/** Reaction of a species in redox states, e.g. Fe2(OH)2+4 = 2 Fe+3 + 2 H2O − 2 H+; null where it cannot be written so. */
export function stateComponents(database: ChemistryDatabase, name: string): ReadonlyMap<string, number> | null {
  return stateExpansion(database, name)?.components ?? null;
}

function stateExpansion(database: ChemistryDatabase, name: string): Expansion | null {
  let cache = stateCache.get(database);
  if (cache === undefined) stateCache.set(database, (cache = new Map()));
  const known = cache.get(name);
  if (known !== undefined) return known;
  const { isMaster } = masterIndex(database);
  const species = database.species.get(name);
  const made = isMaster.has(name)
    ? { components: new Map([[name, 1]]), constants: [] }
    : species === undefined
      ? null
      : expandToStates(database, species.reaction, [[species.logK, 1]], isMaster);
  cache.set(name, made);
  return made;
}

const primaryCache = new WeakMap<ChemistryDatabase, Map<string, ReadonlyMap<string, number> | null>>();

/** A master species in primary masters, protons, electrons and water, e.g. Fe+3 = Fe+2 − e-. */
export function primaryComponents(database: ChemistryDatabase, name: string): ReadonlyMap<string, number> | null {
  let cache = primaryCache.get(database);
  if (cache === undefined) primaryCache.set(database, (cache = new Map()));
  const known = cache.get(name);
  if (known !== undefined) return known;
  const made = findPrimaryComponents(database, name);
  cache.set(name, made);
  return made;
}

function findPrimaryComponents(database: ChemistryDatabase, name: string): ReadonlyMap<string, number> | null {
  const { primary } = masterIndex(database);
  const basis = new Set([...primary.values(), "H2O", "H+", "e-"]);
  const state = stateExpansion(database, name);
  return state === null ? null : (reduceToBasis(database, state, basis, new Set())?.components ?? null);
}

/**
 * The system of all species that components make up. Systems are kept by database and components.
 *
 * @param components master species but for H2O, H+ and e-; redox states of one element beside each other where decoupled
 * @param decoupled elements whose redox states do not turn into each other
 */
export function chemicalSystem(
  database: ChemistryDatabase,
  components: readonly string[],
  decoupled: readonly string[],
): ChemicalSystem {
  let kept = systems.get(database);
  if (kept === undefined) systems.set(database, (kept = new Map()));
  const sorted = [...new Set(components)].filter((name) => !["H2O", "H+", "e-"].includes(name)).sort();
  const key = `${sorted.join(" ")}|${[...decoupled].sort().join(" ")}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size > 500) kept.clear();
  const made = compile(database, sorted, new Set(decoupled));
  kept.set(key, made);
  return made;
}

function compile(
  database: ChemistryDatabase,
  sorted: readonly string[],
  decoupled: ReadonlySet<string>,
): ChemicalSystem {
  const basis = new Set(["H2O", "H+", ...sorted, "e-"]);
  const found: [ChemicalSpecies, Expansion][] = [];
  for (const species of database.species.values()) {
    if (species.name === "e-" || species.name === "H2O") continue;
    // An empty exchange site does not exist: half reactions Na+ + X- = NaX have a meaning in pairs only.
    if (species.kind === "exchange" && masterIndex(database).isMaster.has(species.name)) continue;
    const states = stateExpansion(database, species.name);
    if (states === null) continue;
    const expansion = reduceToBasis(database, states, basis, decoupled);
    if (expansion !== null) found.push([species, expansion]);
  }
  const hasElectrons = found.some(([, { components }]) => components.has("e-"));
  const components = ["H2O", "H+", ...sorted, ...(hasElectrons ? ["e-"] : [])];
  const indexOf = new Map(components.map((name, i) => [name, i]));
  const entries = found.reduce((sum, [, { components: parts }]) => sum + parts.size, 0);
  const start = new Int32Array(found.length + 1);
  const column = new Int32Array(entries);
  const coefficient = new Float64Array(entries);
  const kind = new Uint8Array(found.length);
  const sites = new Float64Array(found.length).fill(1);
  const siteComponent = new Int32Array(found.length).fill(-1);
  const { elementOf } = masterIndex(database);
  const kinds = new Map([...database.masters.values()].map((master) => [master.species, master.kind]));
  let at = 0;
  found.forEach(([species, { components: parts }], i) => {
    kind[i] = species.kind === "aqueous" ? 0 : species.kind === "exchange" ? 1 : 2;
    for (const [name, count] of parts) {
      column[at] = indexOf.get(name) ?? 0;
      coefficient[at++] = count;
      if (kind[i] > 0 && kinds.get(name) !== "aqueous" && elementOf.has(name)) {
        sites[i] = Math.abs(count);
        siteComponent[i] = indexOf.get(name) ?? -1;
      }
    }
    start[i + 1] = at;
  });
  return {
    database,
    components,
    indexOf,
    electron: indexOf.get("e-") ?? -1,
    species: found.map(([species]) => species),
    charge: Float64Array.from(found, ([species]) => species.charge),
    start,
    column,
    coefficient,
    constants: found.map(([, { constants }]) => constants),
    kind,
    sites,
    siteComponent,
    constantsAt: new Map(),
    masterOf: Int32Array.from(components, (name) => found.findIndex(([species]) => species.name === name)),
    phases: new Map(),
    decoupled,
  };
}

function sumOf(constants: readonly (readonly [LogK, number])[], temperatureK: number): number {
  let sum = 0;
  for (const [constant, times] of constants) sum += times * log10K(constant, temperatureK);
  return Math.LN10 * sum;
}

/** ln K of every species of a system at a temperature; kept for the last few temperatures. */
export function speciesLnK(system: ChemicalSystem, temperatureK: number): Float64Array {
  const known = system.constantsAt.get(temperatureK);
  if (known !== undefined) return known;
  if (system.constantsAt.size > 20) system.constantsAt.clear();
  const made = Float64Array.from(system.constants, (constants) => sumOf(constants, temperatureK));
  system.constantsAt.set(temperatureK, made);
  return made;
}

/** A phase in the components of a system; null when it holds something the system does not. */
export function compiledPhase(system: ChemicalSystem, phase: ChemicalPhase): CompiledPhase | null {
  const known = system.phases.get(phase.name);
  if (known !== undefined) return known;
  const { isMaster } = masterIndex(system.database);
  const states = expandToStates(system.database, phase.reaction, [[phase.logK, -1]], isMaster);
  const basis = new Set(system.components);
  const expansion = states === null ? null : reduceToBasis(system.database, states, basis, system.decoupled);
  const made =
    expansion === null
      ? null
      : {
          phase,
          column: Int32Array.from(expansion.components.keys(), (name) => system.indexOf.get(name) ?? 0),
          coefficient: Float64Array.from(expansion.components.values()),
          constants: expansion.constants,
        };
  system.phases.set(phase.name, made);
  return made;
}

/** What must be added to Σ ν ln a of the components to get ln(IAP/K). */
export function phaseLnOffset({ constants }: CompiledPhase, temperatureK: number): number {
  return sumOf(constants, temperatureK);
}
