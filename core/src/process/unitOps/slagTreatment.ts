import { conversionReactor } from "./conversionReactor.ts";

/** Slag cleaning or dust treatment: reduction and fuming by given conversion. */
export const slagTreatment = conversionReactor({
  kind: "slag-treatment",
  group: "thermal",
  title: "Slag cleaning and dust treatment",
  assumptions: ["volatile metals leave with the gas as their vapour or oxide"],
  notWhen: "Activities in the slag decide what is reduced.",
  validation: "Element balance (conformance suite); conversions come from test work.",
  source: "Jones (2015), review of slag cleaning (conditions, recalled)",
  temperatureC: 1250,
  pressureKPa: 101.325,
  window: { min: 700, max: 1500, source: "rotary kilns to electric slag cleaning furnaces" },
  example: {
    components: [
      { id: "zincite", phase: "solid" },
      { id: "C", phase: "solid" },
      { id: "Zn vapour", phase: "gas", formula: "Zn" },
      { id: "CO", phase: "gas" },
    ],
    inlets: { feed: { zincite: 100 }, reagent: { C: 20 } },
    parameters: { reactions: { zincite: { conversion: 0.9, species: "C + CO + Zn vapour", heatKjPerMol: -240 } } },
  },
});
