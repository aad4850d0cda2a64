import type { Issue } from "../../evidence/issue.ts";
import { ChemistryInputError, EquilibriumError } from "../chemistry/chemistryError.ts";
import { equilibrate } from "../chemistry/equilibrate.ts";
import type { EquilibriumResult } from "../chemistry/chemistryModel.ts";
import type { StreamBasis } from "../streams/basis.ts";
import { componentKgPerH, type Stream } from "../streams/stream.ts";
import { addMoles, kgPerMol, molPerH } from "./flows.ts";
import { liquorDatabase } from "./liquorConstants.ts";
import { stoichiometryOf } from "./react.ts";
import { component, number, speciesField, speciesOf } from "./specs.ts";
import { type ParameterSpec, UnitError, type UnitRun } from "./unitOp.ts";

/** mol in a kilogram of water. */
const molWaterPerKg = 1000 / 18.01528;

/** Parameters by which a unit maps its components to species and minerals of the constants. */
export const liquorParameters: Readonly<Record<string, ParameterSpec>> = {
  temperatureC: number("°C", "of the reactor", 0, 100, 25),
  acid: component("H⁺", "H"),
  hydroxide: component("OH⁻, where the liquor is alkaline", "OH"),
  water: component("water", "H2O"),
  dissolved: {
    kind: "records",
    unit: "by ion",
    namesComponents: true,
    doc: "species of the constants that each dissolved component stands for",
    fields: { species: { kind: "word", unit: "species", doc: "e.g. Fe+3, SO4-2" } },
  },
  solids: {
    kind: "records",
    unit: "by solid",
    namesComponents: true,
    doc: "solids that may form or dissolve",
    fields: { phase: { kind: "word", unit: "phase", doc: "e.g. Fe(OH)3(a), Gypsum" }, species: speciesField },
  },
};

/** A liquor with its solids brought to equilibrium: what it was, what it is, and what changed, per kilogram of water. */
export interface LiquorEquilibrium {
  readonly result: EquilibriumResult;
  readonly waterKgPerH: number;
  /** mol/h of each solid formed, negative dissolved. */
  readonly formedMolPerH: ReadonlyMap<string, number>;
  readonly issues: readonly Issue[];
}

/**
 * Equilibrium of a stream's liquor with the solids named, protons counted as acid less hydroxide. The stream is not changed.
 *
 * @param waterKgPerH water the solids meet, in place of the stream's own
 * @throws {UnitError} `process.chemistry`: no equilibrium, a species or phase without constants; `process.component`: a solid that
 * forms from a component that `dissolved` does not map
 */
export function liquorEquilibrium(
  { basis, parameters, memory, path }: UnitRun,
  stream: Stream,
  waterKgPerH: number,
): LiquorEquilibrium {
  const [acid, hydroxide, water] = ["acid", "hydroxide", "water"].map((name) => parameters.word(name));
  const dissolved = parameters.records("dissolved");
  const solids = parameters.records("solids");
  const speciesById = new Map(dissolved.map(({ name, words }) => [name, words.get("species") ?? ""]));
  const molPerKg: Record<string, number> = {
    "H+": (amountOf(stream, acid) - amountOf(stream, hydroxide)) / waterKgPerH,
    H2O: molWaterPerKg + amountOf(stream, hydroxide) / waterKgPerH,
  };
  for (const [name, species] of speciesById)
    molPerKg[species] = (molPerKg[species] ?? 0) + molPerH(stream, name) / waterKgPerH;
  const held = new Map(solids.map(({ name }) => [name, componentKgPerH(stream, name) / kgPerMol(basis, name)]));
  for (const { name, words } of solids)
    for (const id of speciesOf(words.get("species") ?? ""))
      if (id !== acid && id !== water && !speciesById.has(id))
        throw new UnitError(
          "process.component",
          `${name} forms from ${id}, which dissolved does not map; add it there`,
        );
  for (const { name, words } of solids) stoichiometryOf(basis, name, words.get("species") ?? "", memory);
  const result = solved({
    solution: { temperatureC: parameters.number("temperatureC"), componentMol: molPerKg },
    phases: solids.map(({ name, words }) => ({
      name: words.get("phase") ?? "",
      mol: (held.get(name) ?? 0) / waterKgPerH,
    })),
    decoupled: ["Fe"],
  });
  const formedMolPerH = new Map(
    solids.map(({ name, words }) => {
      const now = result.phases.find((phase) => phase.name === (words.get("phase") ?? ""))?.mol ?? 0;
      const before = held.get(name) ?? 0;
      const change = now * waterKgPerH - before;
      // What rounding leaves of a solid that dissolved is nothing.
      return [name, Math.abs(change) < 1e-13 * before ? 0 : Math.max(change, -before)] as const;
    }),
  );
  return {
    result,
    waterKgPerH,
    formedMolPerH,
    issues: result.issues.map((issue) => ({ ...issue, path: `${path}, ${issue.path}` })),
  };
}

function solved(input: Parameters<typeof equilibrate>[1]): EquilibriumResult {
  try {
    return equilibrate(liquorDatabase(), input);
  } catch (error) {
    if (error instanceof EquilibriumError || error instanceof ChemistryInputError)
      throw new UnitError("process.chemistry", error.message);
    throw error;
  }
}

function amountOf(stream: Stream, id: string): number {
  return stream.basis.index.has(id) ? molPerH(stream, id) : 0;
}

/** Carries what formed and dissolved into a stream; protons go to acid or, with water, to hydroxide. */
export function applyToStream(
  { basis, parameters, memory }: UnitRun,
  stream: Stream,
  formedMolPerH: ReadonlyMap<string, number>,
): void {
  const [acid, hydroxide, water] = ["acid", "hydroxide", "water"].map((name) => parameters.word(name));
  let protons = amountOf(stream, acid) - amountOf(stream, hydroxide);
  addMoles(stream, water, amountOf(stream, hydroxide));
  clear(basis, stream, acid);
  clear(basis, stream, hydroxide);
  const steps = parameters.records("solids").map(({ name, words }) => ({
    name,
    parts: speciesOf(words.get("species") ?? ""),
    nu: stoichiometryOf(basis, name, words.get("species") ?? "", memory),
    mol: formedMolPerH.get(name) ?? 0,
  }));
  // What dissolves comes first: it may be what the others form from.
  for (const { name, parts, nu, mol } of steps.toSorted((a, b) => a.mol - b.mol)) {
    if (mol === 0) continue;
    addMoles(stream, name, mol);
    for (const [k, id] of parts.entries())
      if (id === acid) protons -= mol * nu[k];
      else addMoles(stream, id, -mol * nu[k]);
  }
  if (protons >= 0) addMoles(stream, acid, protons);
  else {
    addMoles(stream, hydroxide, -protons);
    addMoles(stream, water, protons);
  }
  stream.temperatureK = parameters.number("temperatureC") + 273.15;
}

function clear(basis: StreamBasis, stream: Stream, id: string): void {
  const c = basis.index.get(id);
  if (c !== undefined) stream.kgPerH[basis.firstSlot[c]] = 0;
}
