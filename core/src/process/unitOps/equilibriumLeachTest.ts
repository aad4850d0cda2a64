import { type Stream, copyStream, phaseKgPerH } from "../streams/stream.ts";
import type { Issue } from "../../evidence/issue.ts";
import { liquorElements } from "./equilibriumReactor.ts";
import { kgPerMol } from "./flows.ts";
import { liquorEquilibrium, liquorParameters } from "./liquorEquilibrium.ts";
import { speciesOf, byComponent, number } from "./specs.ts";
import { stoichiometryOf } from "./react.ts";
import { type UnitOp, type UnitRun, warning } from "./unitOp.ts";

/** A leach test on the solids of a stream, computed: what water takes from them at equilibrium, against limits. */
export const equilibriumLeachTest: UnitOp = {
  kind: "leach-test-equilibrium",
  group: "water treatment",
  title: "Leach test of solids by aqueous equilibrium",
  equation:
    "water of L/S times the dry solids comes to equilibrium with the solids named; mg/L of each dissolved component against its limit; mg/kg = mg/L · L/S",
  assumptions: [
    "a sample is tested: the stream leaves as it came",
    "the solids named reach equilibrium with pure water, or with water of the acid given, within the test; others give nothing",
    "one litre of leachate is one kilogram of water",
  ],
  notWhen: `A residue must be shown to be safe: test it (EN 12457, TCLP, LEAF); sorption, organic ligands, slow oxidation of sulfides and elements other than ${liquorElements} are not followed.`,
  validation: "Gypsum alone gives the solubility that PHREEQC has (test); the stream is unchanged (conformance suite).",
  source: "EN 12457-2:2002 (10 L/kg, water); US EPA method 1311 (20 L/kg, acid); limits are those of the user's permit",
  inlets: [{ name: "feed", doc: "residue or product" }],
  outlets: [{ name: "product", doc: "the same" }],
  parameters: {
    ...liquorParameters,
    litresPerKg: number("L/kg", "water to dry solids", 1, 1000, 10),
    acidMolPerL: number("mol/L", "strong acid in the water of the test", 0, 2, 0),
    limitMgPerL: byComponent(
      "mg/L",
      "limit of the leachate by dissolved component; only those named are judged",
      0,
      1e6,
    ),
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "OH", phase: "aqueous", formula: "OH-" },
      { id: "Ca", phase: "aqueous", formula: "Ca+2" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Zn", phase: "aqueous", formula: "Zn+2" },
      { id: "gypsum", phase: "solid" },
      { id: "zinc hydroxide", phase: "solid", formula: "Zn(OH)2" },
    ],
    inlets: { feed: { gypsum: 90, "zinc hydroxide": 10 } },
    parameters: {
      dissolved: { Ca: { species: "Ca+2" }, SO4: { species: "SO4-2" }, Zn: { species: "Zn+2" } },
      solids: {
        gypsum: { phase: "Gypsum", species: "Ca + SO4 + H2O" },
        "zinc hydroxide": { phase: "Zn(OH)2-a", species: "Zn + H + H2O" },
      },
      limitMgPerL: { Zn: 4 },
    },
  },
  run: (unit) => {
    const product = copyStream(unit.inlets["feed"]);
    const dryKg = phaseKgPerH(product, "solid");
    if (!(dryKg > 0)) return { outlets: { product } };
    return { outlets: { product }, ...testOf(unit, product, dryKg) };
  },
};

function testOf(unit: UnitRun, product: Stream, dryKgPerH: number) {
  const { parameters, basis, memory, path } = unit;
  const litresPerKg = parameters.number("litresPerKg");
  const litresPerH = litresPerKg * dryKgPerH;
  const acid = parameters.word("acid");
  // The solids alone meet the water of the test.
  const sample = copyStream(product);
  for (let s = 0; s < sample.kgPerH.length; s++)
    if (basis.components[basis.slotComponent[s]].phase !== "solid") sample.kgPerH[s] = 0;
  const acidC = basis.index.get(acid);
  if (acidC !== undefined)
    sample.kgPerH[basis.firstSlot[acidC]] = parameters.number("acidMolPerL") * litresPerH * kgPerMol(basis, acid);
  const { result, formedMolPerH, issues } = liquorEquilibrium(unit, sample, litresPerH);
  const leached = new Map<string, number>();
  for (const { name, words } of parameters.records("solids")) {
    const species = words.get("species") ?? "";
    const nu = stoichiometryOf(basis, name, species, memory);
    for (const [k, id] of speciesOf(species).entries())
      leached.set(id, (leached.get(id) ?? 0) - (formedMolPerH.get(name) ?? 0) * nu[k]);
  }
  const results: Record<string, number> = { pH: result.pH };
  const found: Issue[] = [...issues];
  for (const { name } of parameters.records("dissolved")) {
    const mgPerL = Math.max(0, (1e6 * (leached.get(name) ?? 0) * kgPerMol(basis, name)) / litresPerH);
    results[`leachateMgPerL.${name}`] = mgPerL;
    results[`leachedMgPerKg.${name}`] = mgPerL * litresPerKg;
  }
  for (const [id, limit] of parameters.table("limitMgPerL")) {
    const mgPerL = results[`leachateMgPerL.${id}`];
    if (id !== "default" && mgPerL > limit)
      found.push(
        warning(
          path,
          "process.leachate-limit",
          `the leachate holds ${mgPerL.toPrecision(3)} mg/L of ${id} at pH ${result.pH.toFixed(2)}, limit ${limit} mg/L: treat the solids further or store them apart`,
        ),
      );
  }
  return { duties: { results }, issues: found };
}
