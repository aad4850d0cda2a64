import { copyStream, heatCapacityKjPerHK } from "../streams/stream.ts";
import { addMoles, kgPerMol, molPerH, slotFor } from "./flows.ts";
import { stoichiometryOf } from "./react.ts";
import { component, number, speciesField, speciesOf } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Evaporation with crystallisation of salts beyond their solubility. */
export const evaporator: UnitOp = {
  kind: "evaporator-crystalliser",
  group: "evaporation",
  title: "Evaporator and crystalliser",
  equation:
    "vapour = e · water; salt falls until its ions hold s kg per kg of water left; heat = m c ΔT + 2257 kJ/kg vapour / effects",
  assumptions: [
    "each salt by its own solubility, no common ions beyond its own",
    "hydrate water is taken from the liquor",
  ],
  notWhen: "Brines with several salts near saturation: use aqueous equilibrium (Pitzer).",
  validation: "Element balance (conformance suite), solubility held (test).",
  source: "Perry's Chemical Engineers' Handbook, 8th ed., sections 11 and 18",
  inlets: [{ name: "feed", doc: "solution" }],
  outlets: [
    { name: "slurry", doc: "liquor with crystals" },
    { name: "vapour", doc: "steam" },
  ],
  parameters: {
    evaporated: number("1", "e, share of the water", 0, 0.99),
    water: component("liquid", "H2O"),
    steam: component("gas that the water becomes"),
    temperatureC: number("°C", "boiling or pond temperature", 0, 200, 100),
    effects: number("1", "effects, or the gain of vapour compression", 1, 30, 1),
    isSolar: { kind: "word", unit: "word", choices: ["no", "yes"], default: "no", doc: "pond: the sun gives the heat" },
    salts: {
      kind: "records",
      unit: "by salt",
      namesComponents: true,
      doc: "solubility and ions",
      fields: {
        solubilityKgPerKg: number("kg/kg", "salt per water at this temperature", 0, 20),
        species: speciesField,
      },
    },
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "Na", phase: "aqueous", formula: "Na+" },
      { id: "Cl", phase: "aqueous", formula: "Cl-" },
      { id: "halite", phase: "solid" },
      { id: "steam", phase: "gas", formula: "H2O" },
    ],
    inlets: { feed: { H2O: 1000, Na: 78.7, Cl: 121.3 } },
    parameters: { evaporated: 0.6, steam: "steam", salts: { halite: { solubilityKgPerKg: 0.39, species: "Na + Cl" } } },
  },
  run: ({ basis, inlets, parameters, memory }) => {
    const feed = inlets["feed"];
    const slurry = copyStream(feed);
    const vapour = { ...copyStream(feed), kgPerH: new Float64Array(basis.slots) };
    const water = parameters.word("water");
    const mol = molPerH(feed, water) * parameters.number("evaporated");
    addMoles(slurry, water, -mol);
    addMoles(vapour, parameters.word("steam"), mol);
    const results: Record<string, number> = {};
    for (const { name, numbers, words } of parameters.records("salts")) {
      const text = words.get("species") ?? "";
      const species = speciesOf(text);
      const nu = stoichiometryOf(basis, name, text, memory);
      const mass = kgPerMol(basis, name);
      const limit = () => ((numbers.get("solubilityKgPerKg") ?? 0) * slurry.kgPerH[slotFor(basis, water)]) / mass;
      let most = Number.POSITIVE_INFINITY;
      for (const [k, id] of species.entries()) if (nu[k] > 0) most = Math.min(most, molPerH(slurry, id) / nu[k]);
      const made = Math.max(0, most - limit());
      if (!(made > 0 && Number.isFinite(made))) continue;
      addMoles(slurry, name, made);
      for (const [k, id] of species.entries()) addMoles(slurry, id, -made * nu[k]);
      results[`crystalsKgPerH.${name}`] = made * mass;
    }
    const outK = parameters.number("temperatureC") + 273.15;
    const sensible = heatCapacityKjPerHK(feed) * (outK - feed.temperatureK);
    const latent = (2257 * mol * kgPerMol(basis, water)) / parameters.number("effects");
    for (const stream of [slurry, vapour]) stream.temperatureK = outK;
    return {
      outlets: { slurry, vapour },
      duties: { heatKw: parameters.word("isSolar") === "yes" ? 0 : (sensible + latent) / 3600, results },
    };
  },
};
