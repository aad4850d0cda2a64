import { faradayConstant } from "../equations/kinetics.ts";
import { splitStream, mixStreams, componentKgPerH } from "../streams/stream.ts";
import { kgPerMol } from "./flows.ts";
import { byComponent, number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Electrodialysis by removals. */
export const electrodialysis: UnitOp = {
  kind: "electrodialysis",
  group: "membranes",
  title: "Electrodialysis",
  equation: "moved_i = r_i n_i; I = F Σ z⁺ moved/(η N); power = V N I",
  assumptions: ["removals as tested, matched in charge between cations and anions", "water carried along as a share"],
  notWhen: "Current above the limiting density; scaling on the concentrate side.",
  validation: "Faraday's law reference cases; balance (conformance suite).",
  source: "Strathmann (2004), Ion-Exchange Membrane Separation Processes, ch. 3",
  inlets: [
    { name: "feed", doc: "diluate in" },
    { name: "concentrate", doc: "concentrate in" },
  ],
  outlets: [
    { name: "diluate", doc: "depleted" },
    { name: "concentrate", doc: "enriched" },
  ],
  parameters: {
    removal: byComponent("1", "share of each ion that moves", 0, 1),
    waterTransport: number("1", "share of the water that moves along", 0, 0.5, 0.01),
    currentEfficiency: number("1", "η", 0.1, 1, 0.85),
    voltsPerPair: number("V", "by cell pair", 0.1, 5, 0.6),
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "Na", phase: "aqueous", formula: "Na+" },
      { id: "Cl", phase: "aqueous", formula: "Cl-" },
    ],
    inlets: { feed: { H2O: 1000, Na: 4, Cl: 6.168 }, concentrate: { H2O: 100 } },
    parameters: { removal: { Na: 0.8, Cl: 0.8 } },
  },
  run: ({ basis, inlets, parameters }) => {
    const removal = parameters.byComponent("removal", 0);
    const [moved, diluate] = splitStream(inlets["feed"], (slot) => {
      const c = basis.slotComponent[slot];
      return basis.components[c].isCarrier ? parameters.number("waterTransport") : removal[c];
    });
    let equivalents = 0;
    for (const { id, charge } of basis.components)
      if (charge > 0) equivalents += (charge * componentKgPerH(moved, id)) / kgPerMol(basis, id);
    const amperes = (equivalents * faradayConstant) / 3600 / parameters.number("currentEfficiency");
    return {
      outlets: { diluate, concentrate: mixStreams(basis, [inlets["concentrate"], moved]) },
      duties: { powerKw: (amperes * parameters.number("voltsPerPair")) / 1000, results: { pairAmperes: amperes } },
    };
  },
};
