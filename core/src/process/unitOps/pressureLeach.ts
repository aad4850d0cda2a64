import { conversionReactor } from "./conversionReactor.ts";

/** Autoclave as an empirical unit. */
export const pressureLeach = conversionReactor({
  kind: "pressure-leach",
  group: "leaching",
  title: "Pressure leach (empirical)",
  assumptions: ["oxygen is fed through the reagent inlet and taken up as the reactions need"],
  notWhen: "Residence time, grind or oxygen pressure differ from the test: kinetics are not in this unit.",
  validation: "Element and charge balance (conformance suite); no plant case yet.",
  source: "Habashi (1993), A Textbook of Hydrometallurgy (conditions of pressure leaching, recalled)",
  temperatureC: 220,
  pressureKPa: 3000,
  window: { min: 120, max: 270, source: "usual range of sulfide and laterite autoclaves" },
  example: {
    components: [
      { id: "chalcopyrite", phase: "solid" },
      { id: "hematite", phase: "solid" },
      { id: "Cu", phase: "aqueous", formula: "Cu+2" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "H2O", phase: "aqueous" },
      { id: "O2", phase: "gas" },
    ],
    inlets: { feed: { chalcopyrite: 100, H2O: 900 }, reagent: { O2: 90 } },
    parameters: {
      reactions: {
        chalcopyrite: { conversion: 0.97, species: "Cu + hematite + SO4 + H + H2O + O2", heatKjPerMol: 1500 },
      },
    },
  },
});
