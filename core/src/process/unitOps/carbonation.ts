import { conversionReactor } from "./conversionReactor.ts";

/** Mineral carbonation of residues. */
export const carbonation = conversionReactor({
  kind: "carbonation",
  group: "re-mineralisation",
  title: "Mineral carbonation",
  assumptions: ["uptake at the conversion measured; the theoretical uptake is 10 (0.785 CaO + 1.092 MgO) kg/t"],
  notWhen: "Passive weathering over years: rates fall with coatings.",
  validation: "Theoretical uptake against the reference case; element balance (conformance suite).",
  source: "Huijgen and Comans (2003), ECN-C--03-016",
  temperatureC: 150,
  pressureKPa: 2000,
  window: { min: 5, max: 200, source: "passive to autoclave carbonation" },
  example: {
    components: [
      { id: "brucite", phase: "solid" },
      { id: "magnesite", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "CO2", phase: "gas" },
    ],
    inlets: { feed: { brucite: 100, H2O: 300 }, reagent: { CO2: 90 } },
    parameters: { reactions: { brucite: { conversion: 0.6, species: "magnesite + H2O + CO2" } } },
  },
});
