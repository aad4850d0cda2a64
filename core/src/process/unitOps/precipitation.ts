import { weibullConversion } from "../equations/separation.ts";
import { formationOf } from "../equations/stoichiometry.ts";
import { copyStream } from "../streams/stream.ts";
import { addMoles, kgPerMol, liquidLitresPerH, molPerH } from "./flows.ts";
import type { UnitOp } from "./unitOp.ts";

/** Precipitation with a share by metal, measured or by dose: oxalate, hydroxide, sulfide, carbonate. */
export const precipitation: UnitOp = {
  kind: "precipitation",
  group: "precipitation",
  title: "Precipitation by recovery or dose",
  equation:
    "share = given, or exp(−(ε/dose)ⁿ); salt = metal + reagent + water ± H⁺, balanced for every element and charge",
  assumptions: [
    "shares are those of the test: no solubility is computed",
    "reagent already in the liquor is used first; what is dosed brings it to the salt's need times (1 + excess)",
  ],
  notWhen: "Acidity or complexes change between test and plant: use aqueous equilibrium.",
  validation: "Oxalate, two reference cases of PrOMMiS (36 values), UKy flowsheet.",
  source: "PrOMMiS precipitator; Weibull form fitted at pH 1.5, 10 mg/L",
  inlets: [{ name: "feed", doc: "liquor" }],
  outlets: [{ name: "slurry", doc: "liquor with the salts" }],
  parameters: {
    salts: {
      kind: "records",
      unit: "by ion",
      namesComponents: true,
      doc: "salt of each ion and the share that falls",
      fields: {
        salt: { kind: "word", unit: "component", namesComponents: true, doc: "solid that forms" },
        recovery: {
          kind: "number",
          unit: "1",
          min: 0,
          max: 1,
          default: 0,
          doc: "share that falls; 0 where the dose decides",
        },
        eps: { kind: "number", unit: "g/L", min: 0, max: 1e6, default: 0, doc: "ε" },
        n: { kind: "number", unit: "1", min: 0, max: 100, default: 1, doc: "n" },
      },
    },
    doseGPerL: {
      kind: "number",
      unit: "g/L",
      min: 0,
      max: 1e4,
      default: 0,
      doc: "reagent by litre of liquor, for the Weibull form",
    },
    reagent: {
      kind: "word",
      unit: "component",
      namesComponents: true,
      doc: "what brings the anion, e.g. C2O4 or H2C2O4",
    },
    released: {
      kind: "words",
      unit: "components",
      default: [],
      namesComponents: true,
      doc: "further ions that the reagent brings or that are set free, e.g. Na",
    },
    water: { kind: "word", unit: "component", default: "H2O", namesComponents: true, doc: "water for hydrates" },
    acid: {
      kind: "word",
      unit: "component",
      default: "",
      namesComponents: true,
      doc: "H⁺ that is set free; empty where none is",
    },
    excess: {
      kind: "number",
      unit: "1",
      min: 0,
      max: 100,
      default: 0,
      doc: "reagent beyond the need, as a fraction of it; stays in the liquor",
    },
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "Nd", phase: "aqueous", formula: "Nd+3" },
      { id: "H2C2O4", phase: "aqueous" },
      { id: "Nd oxalate", phase: "solid", formula: "Nd2(C2O4)3·10H2O" },
    ],
    inlets: { feed: { H2O: 100, H: 0.05, Nd: 0.2 } },
    parameters: { reagent: "H2C2O4", acid: "H", salts: { Nd: { salt: "Nd oxalate", recovery: 0.95 } } },
  },
  run: ({ basis, inlets, parameters, memory }) => {
    const feed = inlets["feed"];
    const slurry = copyStream(feed);
    if (!(liquidLitresPerH(feed, "aqueous") > 0)) return { outlets: { slurry } };
    const reagent = parameters.word("reagent");
    const others = [
      parameters.word("water"),
      ...(parameters.word("acid") === "" ? [] : [parameters.word("acid")]),
      ...parameters.words("released"),
    ];
    const dose = parameters.number("doseGPerL");
    let needed = 0;
    const results: Record<string, number> = {};
    for (const { name, numbers, words } of parameters.records("salts")) {
      const salt = words.get("salt") ?? "";
      const species = [name, reagent, ...others];
      let nu = memory.get(salt);
      if (nu === undefined) {
        nu = formationOf(basis, salt, species);
        memory.set(salt, nu);
      }
      const eps = numbers.get("eps") ?? 0;
      const share = eps > 0 ? weibullConversion(dose, eps, numbers.get("n") ?? 1) : (numbers.get("recovery") ?? 0);
      const made = (molPerH(feed, name) * share) / nu[0];
      results[`recovery.${name}`] = share;
      if (!(made > 0)) continue;
      addMoles(slurry, salt, made);
      addMoles(slurry, name, -made * nu[0]);
      needed += made * nu[1];
      for (const [k, id] of others.entries()) addMoles(slurry, id, -made * nu[k + 2]);
    }
    const held = molPerH(feed, reagent);
    const dosed = Math.max(0, needed * (1 + parameters.number("excess")) - held);
    addMoles(slurry, reagent, dosed - needed);
    return {
      outlets: { slurry },
      duties: { dosedKgPerH: { [reagent]: dosed * kgPerMol(basis, reagent) }, results },
    };
  },
};
