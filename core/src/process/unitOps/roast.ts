import { conversionReactor } from "./conversionReactor.ts";

/** Roasting before a water leach. */
export const roast = conversionReactor({
  kind: "roast",
  group: "thermal",
  title: "Roast before water leach",
  assumptions: ["the calcine goes to a reactor or leach unit with water"],
  notWhen: "Sintering or gas contact limits conversion.",
  validation: "Element balance (conformance suite); conversions come from test work.",
  source: "Habashi (1993), A Textbook of Hydrometallurgy, ch. 3 (sulfating and soda roasting, recalled)",
  temperatureC: 650,
  pressureKPa: 101.325,
  window: { min: 250, max: 1200, source: "sulfating, chloridising and soda roasting" },
  example: {
    components: [
      { id: "pyrite", phase: "solid" },
      { id: "hematite", phase: "solid" },
      { id: "O2", phase: "gas" },
      { id: "SO2", phase: "gas" },
    ],
    inlets: { feed: { pyrite: 100 }, reagent: { O2: 120 } },
    parameters: { reactions: { pyrite: { conversion: 0.99, species: "hematite + SO2 + O2", heatKjPerMol: 828 } } },
  },
});
