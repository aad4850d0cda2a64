import { arrheniusRatio } from "../equations/kinetics.ts";
import { copyStream, heatCapacityKjPerHK, mixStreams, componentKgPerH, phaseKgPerH } from "../streams/stream.ts";
import { kgPerMol } from "./flows.ts";
import { reactWithin, reagentShort } from "./react.ts";
import { number, speciesField } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Slag fuming or plasma furnace: first-order reduction of the volatile metals, power from the heat balance. */
export const fumingFurnace: UnitOp = {
  kind: "fuming-furnace",
  group: "thermal",
  title: "Slag fuming and plasma furnace",
  equation:
    "X = X∞ (1 − exp(−k t)), k = k_ref exp(Ea/R (1/T_ref − 1/T)); power = (sensible heat + reaction heat + losses)/(η · 3600)",
  assumptions: [
    "a well-stirred slag bath, batch by batch: first order in the oxide left",
    "the volatile product leaves with the gas; what is not named stays in the slag",
    "heat by usual heat capacities of solids at 25 °C, without melting: give the heat of fusion with the losses",
  ],
  notWhen:
    "The slag's activities, matte or speiss decide, or the reductant limits the rate (use slag-treatment with tested conversions).",
  validation:
    "Closed form of the first-order law and of the power (test); element balance (conformance suite). No plant case.",
  source:
    "First-order fuming as fitted to tests; conditions of zinc slag fuming and of plasma dust treatment: Jones (2015), review of slag cleaning (recalled)",
  inlets: [
    { name: "feed", doc: "slag or dust" },
    { name: "reductant", doc: "coal, coke or gas", isOptional: true },
  ],
  outlets: [
    { name: "slag", doc: "cleaned slag and metal" },
    { name: "fume", doc: "gas with the volatile metals" },
  ],
  parameters: {
    batchH: number("h", "t, time under reduction", 0.01, 48, 2),
    temperatureC: number("°C", "T of the bath", 700, 2500, 1300, {
      min: 1150,
      max: 1600,
      source: "zinc slag fuming 1150-1300 °C, plasma furnaces to 1600 °C (practice)",
    }),
    efficiency: number("1", "η, share of the power that reaches the bath", 0.1, 1, 0.8),
    lossesKwhPerT: number("kWh/t", "melting and wall losses by tonne of feed", 0, 2000, 150),
    isElectric: {
      kind: "word",
      unit: "word",
      choices: ["yes", "no"],
      default: "yes",
      doc: "yes: plasma or arc, heat is power; no: fuel, heat is heat",
    },
    oxides: {
      kind: "records",
      unit: "by component",
      namesComponents: true,
      doc: "rate and reaction of each oxide reduced",
      fields: {
        ratePerH: number("1/h", "k_ref", 0, 100),
        referenceC: number("°C", "T_ref", 500, 2500, 1300),
        activationKjPerMol: number("kJ/mol", "Ea", 0, 500, 0),
        ultimate: number("1", "X∞", 0, 1, 1),
        heatKjPerMol: number("kJ/mol", "heat set free; negative where used", -1e4, 1e4, 0),
        species: speciesField,
      },
    },
  },
  example: {
    components: [
      { id: "zincite", phase: "solid" },
      { id: "fayalite", phase: "solid" },
      { id: "C", phase: "solid" },
      { id: "Zn vapour", phase: "gas", formula: "Zn" },
      { id: "CO", phase: "gas" },
    ],
    inlets: { feed: { zincite: 120, fayalite: 880 }, reductant: { C: 60 } },
    parameters: { oxides: { zincite: { ratePerH: 1.1, species: "C + CO + Zn vapour", heatKjPerMol: -240 } } },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const bath = mixStreams(basis, [inlets["feed"], inlets["reductant"]]);
    const at = (name: string) => parameters.number(name);
    const kelvin = at("temperatureC") + 273.15;
    const sensible = heatCapacityKjPerHK(bath) * (kelvin - bath.temperatureK);
    const records = parameters.records("oxides");
    const reactants = records.map(({ name, numbers, words }) => {
      const of = (key: string) => numbers.get(key) ?? 0;
      const k = of("ratePerH") * arrheniusRatio(1000 * of("activationKjPerMol"), of("referenceC") + 273.15, kelvin);
      const share = -of("ultimate") * Math.expm1(-k * at("batchH"));
      return {
        id: name,
        species: words.get("species") ?? "",
        share,
        molPerH: (componentKgPerH(bath, name) / kgPerMol(basis, name)) * share,
      };
    });
    const reached = reactWithin(bath, reactants, memory);
    const results: Record<string, number> = {};
    let released = 0;
    for (const [r, { name, numbers }] of records.entries()) {
      results[`conversion.${name}`] = reactants[r].share * reached[r];
      released += reactants[r].molPerH * reached[r] * (numbers.get("heatKjPerMol") ?? 0);
    }
    bath.temperatureK = kelvin;
    const [slag, fume] = [copyStream(bath), copyStream(bath)];
    for (let s = 0; s < basis.slots; s++)
      (basis.components[basis.slotComponent[s]].phase === "gas" ? slag : fume).kgPerH[s] = 0;
    const tonnes = phaseKgPerH(inlets["feed"], "solid") / 1000;
    const needKw = (sensible - released) / 3600 + at("lossesKwhPerT") * tonnes;
    const isElectric = parameters.word("isElectric") === "yes";
    const givenKw = Math.max(0, needKw) / at("efficiency");
    results["kwhPerTFeed"] = tonnes > 0 ? givenKw / tonnes : 0;
    return {
      outlets: { slag, fume },
      duties: { ...(isElectric ? { powerKw: givenKw } : { heatKw: givenKw }), results },
      issues: reagentShort(path, reactants, reached, (names) => `the reductant runs short for ${names}; feed more`),
    };
  },
};
