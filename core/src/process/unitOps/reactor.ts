import { conversionReactor } from "./conversionReactor.ts";

/** Any reaction step with measured conversion. */
export const reactor = conversionReactor({
  kind: "reactor",
  group: "general",
  title: "Reactor of given conversion",
  notWhen: "A kinetic or equilibrium unit of this list fits.",
  validation: "Element and charge balance (conformance suite).",
  source: "Conservation of elements.",
  temperatureC: 25,
  pressureKPa: 101.325,
  window: { min: -50, max: 2000, source: "no bound of its own" },
  example: {
    components: [
      { id: "calcite", phase: "solid" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Ca", phase: "aqueous", formula: "Ca+2" },
      { id: "H2O", phase: "aqueous" },
      { id: "CO2", phase: "gas" },
    ],
    inlets: { feed: { calcite: 10, H2O: 100 }, reagent: { H: 0.3, SO4: 14 } },
    parameters: { reactions: { calcite: { conversion: 0.98, species: "Ca + H + CO2 + H2O" } } },
  },
});
