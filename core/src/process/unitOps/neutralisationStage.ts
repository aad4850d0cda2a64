import { componentKgPerH, copyStream, phaseKgPerH, type Stream } from "../streams/stream.ts";
import { addMoles, kgPerMol, molPerH } from "./flows.ts";
import { stoichiometryOf } from "./react.ts";
import { component, number, speciesField, speciesOf } from "./specs.ts";
import { molWaterPerKg, stageEquilibrium } from "./stageEquilibrium.ts";
import { type UnitOp, type UnitRun, UnitError, warning } from "./unitOp.ts";

/** One stage of neutralisation with aqueous equilibrium: complexes, hydrolysis, gypsum, hydroxides, and traces that fall with them. */
export const neutralisationStage: UnitOp = {
  kind: "neutralisation-equilibrium",
  group: "water treatment",
  title: "Neutralisation stage by aqueous equilibrium",
  equation:
    "mass action and balances of all species at the pH held; solids at log IAP/K = 0; traces: share = 1 − (1 − s)^λ, s share of the host ion that falls",
  assumptions: [
    "equilibrium of the solids named, and only of those, is reached in the stage; iron keeps its redox states",
    "constants: wateq4f, and llnl for Co, Nd and Y (docs/chemistry.md); components that are not mapped take no part",
    "a trace falls with its host as the host falls (Doerner-Hoskins), λ from test work; it stays with the solid when that returns",
  ],
  notWhen:
    "Iron or manganese must first be oxidised (put a reactor before it), the water is a brine, adsorption on old sludge decides, or elements other than Al, C, Ca, Co, Cu, Fe, Mg, Mn, Na, Nd, S, Y, Zn are asked of the equilibrium.",
  validation:
    "The chemistry engine against PHREEQC (docs/chemistry.md); constants held to the data set, solubility product of ferrihydrite and the partition law (tests); balance (conformance suite).",
  source:
    "Ball and Nordstrom (1991), USGS OFR 91-183 (constants); Doerner and Hoskins (1925), J. Am. Chem. Soc. 47, 662-675 (traces); US 10954582 (stages by pH for rare-earth pre-concentrate)",
  inlets: [{ name: "feed", doc: "drainage, with returned sludge if any" }],
  outlets: [{ name: "slurry", doc: "water with the solids" }],
  parameters: {
    pH: number("1", "pH held", 2, 12, undefined, { min: 2.5, max: 10.5, source: "range of lime plants" }),
    temperatureC: number("°C", "of the stage", 0, 60, 25),
    acid: component("H⁺", "H"),
    hydroxide: component("OH⁻, where what is left is alkaline", "OH"),
    water: component("water", "H2O"),
    base: component("solid or dissolved base"),
    baseSpecies: { ...speciesField, doc: "what one mole of base becomes with acid, e.g. `Ca + H + H2O`" },
    utilisation: number("1", "share of the base that reacts; the rest stays as it is", 0.1, 1, 0.9, {
      min: 0.6,
      max: 1,
      source: "hydrated lime 0.8-0.95, limestone 0.3-0.9 (practice of lime plants; order of magnitude)",
    }),
    dissolved: {
      kind: "records",
      unit: "by ion",
      namesComponents: true,
      doc: "species of the table that each dissolved component stands for",
      fields: { species: { kind: "word", unit: "species", doc: "e.g. Fe+3, SO4-2" } },
    },
    solids: {
      kind: "records",
      unit: "by solid",
      namesComponents: true,
      doc: "solids that may form or dissolve",
      fields: { phase: { kind: "word", unit: "phase", doc: "e.g. Fe(OH)3(a), Gypsum" }, species: speciesField },
    },
    scavenged: {
      kind: "records",
      unit: "by ion",
      namesComponents: true,
      default: {},
      doc: "traces that fall with a host ion",
      fields: {
        host: component("host ion"),
        solid: component("solid that carries the trace"),
        species: speciesField,
        lambda: number("1", "λ, partition of trace to host while the host falls", 0, 1e4),
      },
    },
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "OH", phase: "aqueous", formula: "OH-" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Fe3", phase: "aqueous", formula: "Fe+3" },
      { id: "Ca", phase: "aqueous", formula: "Ca+2" },
      { id: "Sc", phase: "aqueous", formula: "Sc+3" },
      { id: "ferrihydrite", phase: "solid" },
      { id: "gypsum", phase: "solid" },
      { id: "Sc hydroxide", phase: "solid", formula: "Sc(OH)3" },
      { id: "portlandite", phase: "solid" },
    ],
    inlets: { feed: { H2O: 1000, Fe3: 0.4, H: 0.005, SO4: 2, Sc: 1e-5 } },
    parameters: {
      pH: 3.5,
      base: "portlandite",
      baseSpecies: "Ca + H + H2O",
      dissolved: { Fe3: { species: "Fe+3" }, SO4: { species: "SO4-2" }, Ca: { species: "Ca+2" } },
      solids: {
        ferrihydrite: { phase: "Fe(OH)3(a)", species: "Fe3 + H + H2O" },
        gypsum: { phase: "Gypsum", species: "Ca + SO4 + H2O" },
      },
      scavenged: { Sc: { host: "Fe3", solid: "Sc hydroxide", species: "Sc + H + H2O", lambda: 0.1 } },
    },
  },
  run: (unit) => runStage(unit),
};

function runStage({ basis, inlets, parameters, memory, path }: UnitRun) {
  const slurry = copyStream(inlets["feed"]);
  const [acid, hydroxide, water] = ["acid", "hydroxide", "water"].map((name) => parameters.word(name));
  const base = parameters.word("base");
  const temperatureC = parameters.number("temperatureC");
  const waterKg = componentKgPerH(slurry, water);
  if (!(waterKg > 0)) return { outlets: { slurry } };
  // Acid and hydroxide become one number of protons; the hydroxide's water joins the water.
  let protons = molPerH(slurry, acid) - molPerH(slurry, hydroxide);
  addMoles(slurry, water, molPerH(slurry, hydroxide));
  empty(slurry, acid);
  empty(slurry, hydroxide);
  const dissolved = parameters.records("dissolved");
  const solids = parameters.records("solids");
  const speciesById = new Map(dissolved.map(({ name, words }) => [name, words.get("species") ?? ""]));
  const molPerKg: Record<string, number> = { "H+": protons / waterKg, H2O: molWaterPerKg };
  for (const [name, species] of speciesById)
    molPerKg[species] = (molPerKg[species] ?? 0) + molPerH(slurry, name) / waterKg;
  const liquorMolPerKg = { ...molPerKg };
  // Solids that come in are dissolved on paper and fall again as far as they hold: no phase starts far from equilibrium.
  const held = new Map(solids.map(({ name }) => [name, componentKgPerH(slurry, name) / kgPerMol(basis, name)]));
  for (const { name, words } of solids) {
    const mol = (held.get(name) ?? 0) / waterKg;
    const nu = stoichiometryOf(basis, name, words.get("species") ?? "", memory);
    for (const [k, id] of speciesOf(words.get("species") ?? "").entries()) {
      const species = id === acid ? "H+" : id === water ? "H2O" : speciesById.get(id);
      if (species === undefined)
        throw new UnitError(
          "process.component",
          `${name} forms from ${id}, which dissolved does not map; add it there`,
        );
      molPerKg[species] = (molPerKg[species] ?? 0) + mol * nu[k];
    }
  }
  const before = new Map(dissolved.map(({ name }) => [name, molPerH(slurry, name)]));
  const result = stageEquilibrium({
    temperatureC,
    liquorMolPerKg,
    molPerKg,
    phases: solids.map(({ words }) => words.get("phase") ?? ""),
    pH: parameters.number("pH"),
    baseFormula: formulaOf(unitComponent(basis, base)),
  });
  const form = (id: string, species: string, mol: number) => {
    const nu = stoichiometryOf(basis, id, species, memory);
    addMoles(slurry, id, mol);
    for (const [k, name] of speciesOf(species).entries())
      if (name === acid) protons -= mol * nu[k];
      else addMoles(slurry, name, -mol * nu[k]);
  };
  // Base first: what it brings may be what falls.
  const reacted = Math.max(0, result.reagentMol) * waterKg;
  const dosed = reacted / parameters.number("utilisation");
  addMoles(slurry, base, dosed);
  if (reacted > 0) form(base, parameters.word("baseSpecies"), -reacted);
  for (const { name, words } of solids) {
    const phase = words.get("phase") ?? "";
    const now = (result.phases.find((p) => p.name === phase)?.mol ?? 0) * waterKg;
    const change = now - (held.get(name) ?? 0);
    if (change !== 0) form(name, words.get("species") ?? "", change);
  }
  const results: Record<string, number> = { pH: result.pH, ionicStrengthMolPerKg: result.ionicStrengthMolal };
  for (const [name, start] of before) if (start > 0) results[`removal.${name}`] = 1 - molPerH(slurry, name) / start;
  for (const { name, numbers, words } of parameters.records("scavenged")) {
    const s = Math.max(0, Math.min(1, results[`removal.${words.get("host") ?? ""}`] ?? 0));
    const lambda = numbers.get("lambda") ?? 0;
    const share = 1 - (1 - s) ** lambda;
    results[`removal.${name}`] = share;
    if (share > 0) {
      const perSolid = stoichiometryOf(basis, words.get("solid") ?? "", words.get("species") ?? "", memory)[
        speciesOf(words.get("species") ?? "").indexOf(name)
      ];
      form(words.get("solid") ?? "", words.get("species") ?? "", (share * molPerH(slurry, name)) / perSolid);
    }
  }
  if (protons >= 0) addMoles(slurry, acid, protons);
  else {
    addMoles(slurry, hydroxide, -protons);
    addMoles(slurry, water, protons);
  }
  slurry.temperatureK = temperatureC + 273.15;
  results["solidsKgPerM3"] = (1000 * phaseKgPerH(slurry, "solid")) / waterKg;
  const isAbove = reacted === 0 && result.pH > parameters.number("pH") + 1e-6;
  return {
    outlets: { slurry },
    duties: { dosedKgPerH: { [base]: dosed * kgPerMol(basis, base) }, results },
    issues: isAbove
      ? [warning(path, "process.no-base", `the water is already at pH ${result.pH.toFixed(2)}; no base is dosed`)]
      : [],
  };
}

function empty(stream: Stream, id: string): void {
  addMoles(stream, id, -molPerH(stream, id));
}

function unitComponent(basis: UnitRun["basis"], id: string) {
  const c = basis.index.get(id);
  if (c === undefined) throw new UnitError("process.component", `no component ${id} in this flowsheet; add it`);
  return basis.components[c];
}

function formulaOf({ id, atoms }: { readonly id: string; readonly atoms: ReadonlyMap<string, number> | null }): string {
  if (atoms === null) throw new UnitError("process.component", `${id} has no formula; a base needs one`);
  return [...atoms].map(([element, count]) => `${element}${count === 1 ? "" : count}`).join("");
}
