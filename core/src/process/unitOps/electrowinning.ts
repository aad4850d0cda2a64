import { depositionKwhPerKg, tafelV } from "../equations/electrochemistry.ts";
import { faradayConstant } from "../equations/kinetics.ts";
import { componentKgPerH, copyStream } from "../streams/stream.ts";
import { addMoles, kgPerMol } from "./flows.ts";
import { stoichiometryOf } from "./react.ts";
import { component, number, speciesField, speciesOf } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Electrowinning: metal by recovery, current by Faraday, voltage by its budget. */
export const electrowinning: UnitOp = {
  kind: "electrowinning",
  group: "electrowinning",
  title: "Electrowinning",
  equation: "M = ion + H2O − H⁺ − O2 …; I = z F ṅ/CE; V = E_cell + η_anode + η_cathode + ohmic; η = (R T/α F) ln(i/i0)",
  assumptions: [
    "recovery per pass given",
    "anode evolves oxygen unless the species say otherwise",
    "current efficiency as tested; impurities only through it",
  ],
  notWhen: "Mass transfer limits the current (dilute liquor).",
  validation: "Faraday and electrolyser reference cases (18 values).",
  source: "Bard and Faulkner (2001), section 3.4; Habashi (1993), ch. 17",
  inlets: [{ name: "feed", doc: "electrolyte" }],
  outlets: [
    { name: "metal", doc: "cathodes" },
    { name: "spent", doc: "spent electrolyte" },
    { name: "gas", doc: "anode gas" },
  ],
  parameters: {
    metal: component("solid that is deposited"),
    ion: component("ion it comes from"),
    species: speciesField,
    electrons: number("1", "z", 1, 6, 2),
    recovery: number("1", "share of the ion in a pass", 0, 1),
    currentEfficiency: number("1", "CE", 0.05, 1, 0.92),
    densityAPerM2: number("A/m²", "cathode current density", 1, 2000, 280),
    reversibleV: number(
      "V",
      "E_cell; the default is copper with oxygen at the anode (zinc 1.99, cobalt 1.51, nickel 1.49 V)",
      -5,
      10,
      0.89,
    ),
    anodeExchangeAPerM2: number("A/m²", "i0 of the anode", 1e-12, 1e4, 1e-6),
    anodeAlpha: number("1", "α of the anode", 0.05, 2, 0.5),
    cathodeExchangeAPerM2: number("A/m²", "i0 of the cathode", 1e-12, 1e4, 10),
    cathodeAlpha: number("1", "α of the cathode", 0.05, 2, 0.5),
    ohmicV: number("V", "electrolyte and contacts", 0, 5, 0.35),
  },
  example: {
    components: [
      { id: "Cu metal", phase: "solid", formula: "Cu", densityKgPerM3: 8960 },
      { id: "Cu", phase: "aqueous", formula: "Cu+2" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "H2O", phase: "aqueous" },
      { id: "O2", phase: "gas" },
    ],
    inlets: { feed: { H2O: 1000, Cu: 45, H: 3, SO4: 211 } },
    parameters: { metal: "Cu metal", ion: "Cu", species: "Cu + H + H2O + O2", recovery: 0.1 },
  },
  run: ({ basis, inlets, parameters, memory }) => {
    const feed = inlets["feed"];
    const [metal, spent, gas] = [copyStream(feed), copyStream(feed), copyStream(feed)];
    for (let s = 0; s < basis.slots; s++) {
      const isGas = basis.components[basis.slotComponent[s]].phase === "gas";
      metal.kgPerH[s] = 0;
      (isGas ? spent : gas).kgPerH[s] = 0;
    }
    const id = parameters.word("metal");
    const ion = parameters.word("ion");
    const species = speciesOf(parameters.word("species"));
    const nu = stoichiometryOf(basis, id, parameters.word("species"), memory);
    const at = species.indexOf(ion);
    const deposited =
      at < 0 ? 0 : ((componentKgPerH(feed, ion) / kgPerMol(basis, ion)) * parameters.number("recovery")) / nu[at];
    addMoles(metal, id, deposited);
    for (const [k, name] of species.entries()) {
      const c = basis.index.get(name);
      const isGas = c !== undefined && basis.components[c].phase === "gas";
      addMoles(isGas ? gas : spent, name, -deposited * nu[k]);
    }
    const [z, efficiency, density] = ["electrons", "currentEfficiency", "densityAPerM2"].map((name) =>
      parameters.number(name),
    );
    const amperes = (deposited * z * faradayConstant) / 3600 / efficiency;
    const kelvin = feed.temperatureK;
    const volts =
      parameters.number("reversibleV") +
      tafelV(density, parameters.number("anodeExchangeAPerM2"), parameters.number("anodeAlpha"), 1, kelvin) +
      tafelV(density, parameters.number("cathodeExchangeAPerM2"), parameters.number("cathodeAlpha"), 1, kelvin) +
      parameters.number("ohmicV");
    const mass = 1000 * kgPerMol(basis, id);
    return {
      outlets: { metal, spent, gas },
      duties: {
        powerKw: (amperes * volts) / 1000,
        results: {
          cellV: volts,
          cathodeAreaM2: amperes / density,
          energyKwhPerKg: depositionKwhPerKg(volts, mass, z, efficiency),
        },
      },
    };
  },
};
