import { componentKgPerH, copyStream, phaseKgPerH } from "../streams/stream.ts";
import { molPerH } from "./flows.ts";
import { applyToStream, liquorEquilibrium, liquorParameters } from "./liquorEquilibrium.ts";
import type { UnitOp } from "./unitOp.ts";

/** Elements the constants of a liquor have. */
export const liquorElements =
  "Al, C, Ca, Ce, Cl, Co, Cu, Dy, Er, Eu, Fe, Gd, K, La, Mg, Mn, Na, Nd, Ni, Pr, S, Sc, Sm, Y, Yb, Zn";

/** A vessel in which a liquor and the solids named come to equilibrium: precipitation, dissolution, conversion of one to another. */
export const equilibriumReactor: UnitOp = {
  kind: "equilibrium-reactor",
  group: "precipitation",
  title: "Equilibrium reactor: precipitation and dissolution by aqueous equilibrium",
  equation:
    "mass action and balances of all species at the temperature given; each solid named is at log IAP/K = 0 or absent and undersaturated; pH is a result",
  assumptions: [
    "equilibrium of the solids named, and only of those, is reached; iron keeps its redox states",
    "constants: wateq4f and llnl as the table relode corrects them (docs/chemistry.md); components that are not mapped take no part",
    "reagents are in the feed: put a mixer or a dosing unit before it",
  ],
  notWhen: `Solids form too slowly (silicates, dolomite, crystalline oxides), air or bacteria change the redox state, extractants, oxalate or other organic ligands hold the metal, the ionic strength is above 1 mol/kgw, or elements other than ${liquorElements} are asked of the equilibrium.`,
  validation:
    "The chemistry engine against PHREEQC (docs/chemistry.md); constants held to the data set, solubility product of gypsum in the outlet (tests); balance to 1e-9 (conformance suite).",
  source: "Parkhurst and Appelo (2013), USGS TM 6-A43 (equilibrium phases); Ball and Nordstrom (1991), USGS OFR 91-183",
  inlets: [{ name: "feed", doc: "liquor, reagents and solids" }],
  outlets: [{ name: "slurry", doc: "liquor with what is left or has formed" }],
  parameters: liquorParameters,
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "OH", phase: "aqueous", formula: "OH-" },
      { id: "Na", phase: "aqueous", formula: "Na+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "CO3", phase: "aqueous", formula: "CO3-2" },
      { id: "Ca", phase: "aqueous", formula: "Ca+2" },
      { id: "Co", phase: "aqueous", formula: "Co+2" },
      { id: "gypsum", phase: "solid" },
      { id: "cobalt carbonate", phase: "solid", formula: "CoCO3" },
      { id: "calcite", phase: "solid", formula: "CaCO3" },
    ],
    inlets: { feed: { H2O: 1000, Co: 1.2, Ca: 0.5, SO4: 4, CO3: 1.5, Na: 1.5 } },
    parameters: {
      dissolved: {
        Na: { species: "Na+" },
        SO4: { species: "SO4-2" },
        CO3: { species: "CO3-2" },
        Ca: { species: "Ca+2" },
        Co: { species: "Co+2" },
      },
      solids: {
        gypsum: { phase: "Gypsum", species: "Ca + SO4 + H2O" },
        "cobalt carbonate": { phase: "CoCO3", species: "Co + CO3" },
        calcite: { phase: "Calcite", species: "Ca + CO3" },
      },
    },
  },
  run: (unit) => {
    const slurry = copyStream(unit.inlets["feed"]);
    const waterKg = componentKgPerH(slurry, unit.parameters.word("water"));
    if (!(waterKg > 0)) return { outlets: { slurry } };
    const dissolved = unit.parameters.records("dissolved");
    const before = new Map(dissolved.map(({ name }) => [name, molPerH(slurry, name)]));
    const { result, formedMolPerH, issues } = liquorEquilibrium(unit, slurry, waterKg);
    applyToStream(unit, slurry, formedMolPerH);
    const results: Record<string, number> = {
      pH: result.pH,
      ionicStrengthMolPerKg: result.ionicStrengthMolal,
      solidsKgPerM3: (1000 * phaseKgPerH(slurry, "solid")) / waterKg,
    };
    for (const [name, start] of before) if (start > 0) results[`removal.${name}`] = 1 - molPerH(slurry, name) / start;
    return { outlets: { slurry }, duties: { results }, issues };
  },
};
