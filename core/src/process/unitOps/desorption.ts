import { crosscurrentDesorption } from "../equations/separation.ts";
import { componentKgPerH, mixStreams, phaseKgPerH } from "../streams/stream.ts";
import { kgPerMol, liquidLitresPerH } from "./flows.ts";
import { reactWithin } from "./react.ts";
import { count, number, speciesField } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Ion-adsorption ore: exchangeable rare earths by mild salt solutions. */
export const desorption: UnitOp = {
  kind: "ion-adsorption-desorption",
  group: "leaching",
  title: "Desorption of ion-adsorption ore by mild salts",
  equation: "share desorbed = 1 − (Kd m/(Kd m + L/n))ⁿ; M–clay + z NH4⁺ = Mᶻ⁺ + z NH4–clay by the element balance",
  assumptions: [
    "equilibrium at each of n equal cross-current contacts",
    "linear partition after exchange",
    "the exchanging cation is in excess",
  ],
  notWhen: "In-situ leach: flow paths and seepage losses decide.",
  validation: "Washing reference case to 1e-9.",
  source: "Moldoveanu and Papangelakis (2012), Hydrometallurgy 117-118, 71-78",
  inlets: [
    { name: "ore", doc: "clay with exchangeable ions" },
    { name: "solution", doc: "ammonium, magnesium or other salt" },
  ],
  outlets: [{ name: "slurry", doc: "leached clay with the solution" }],
  parameters: {
    contacts: count("n", 1, 50, 3),
    ions: {
      kind: "records",
      unit: "by exchangeable solid",
      namesComponents: true,
      doc: "partition and exchange of each",
      fields: {
        kdLPerKg: number("L/kg", "Kd after exchange", 0, 1000),
        ultimate: number("1", "share that is exchangeable", 0, 1, 1),
        species: speciesField,
      },
    },
  },
  example: {
    components: [
      { id: "kaolinite", phase: "solid" },
      { id: "Nd clay", phase: "solid", formula: "Nd(AlSiO4)3" },
      { id: "NH4 clay", phase: "solid", formula: "NH4AlSiO4" },
      { id: "H2O", phase: "aqueous" },
      { id: "NH4", phase: "aqueous", formula: "NH4+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Nd", phase: "aqueous", formula: "Nd+3" },
    ],
    inlets: { ore: { kaolinite: 998, "Nd clay": 2 }, solution: { H2O: 1200, NH4: 4, SO4: 10.6 } },
    parameters: { ions: { "Nd clay": { kdLPerKg: 0.12, species: "Nd + NH4 + NH4 clay" } } },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const slurry = mixStreams(basis, [inlets["ore"], inlets["solution"]]);
    const contacts = parameters.number("contacts");
    const solids = phaseKgPerH(slurry, "solid");
    const litres = liquidLitresPerH(slurry, "aqueous");
    const results: Record<string, number> = {};
    const records = parameters.records("ions");
    const reactants = records.map(({ name, numbers, words }) => {
      const x =
        litres > 0 && solids > 0
          ? (numbers.get("ultimate") ?? 1) *
            crosscurrentDesorption(solids, litres / contacts, contacts, numbers.get("kdLPerKg") ?? 0)
          : 0;
      results[`desorbed.${name}`] = x;
      return {
        id: name,
        species: words.get("species") ?? "",
        molPerH: (componentKgPerH(slurry, name) * x) / kgPerMol(basis, name),
      };
    });
    const reached = reactWithin(slurry, reactants, memory);
    const short = records.filter((_, r) => reached[r] < 1 - 1e-9 && reactants[r].molPerH > 0).map(({ name }) => name);
    for (const [r, { name }] of records.entries()) results[`desorbed.${name}`] *= reached[r];
    return {
      outlets: { slurry },
      duties: { results },
      issues:
        short.length === 0
          ? []
          : [
              warning(
                path,
                "process.reagent-short",
                `the salt runs short for ${short.join(", ")}; strengthen the solution`,
              ),
            ],
    };
  },
};
