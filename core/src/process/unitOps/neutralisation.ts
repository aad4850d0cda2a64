import { copyStream } from "../streams/stream.ts";
import { addMoles, kgPerMol, liquidLitresPerH, molPerH } from "./flows.ts";
import { stoichiometryOf } from "./react.ts";
import { component, number, speciesField, speciesOf } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Acid mine drainage to a pH: hydroxides fall by their solubility, base is dosed to the need. */
export const neutralisation: UnitOp = {
  kind: "neutralisation",
  group: "water treatment",
  title: "Neutralisation of acid drainage, hydroxide precipitation",
  equation:
    "[M] ≤ 10^(log K − z pH) for M(OH)z + z H⁺ = M + z H2O; base = (acid in + Σ z ΔM − 10^−pH V)/equivalents, over its utilisation",
  assumptions: [
    "the pH given is held; activities are concentrations",
    "the base that hydroxide ion itself takes above pH 7 is left out (1 mmol/L at pH 11)",
    "hydroxides only, at the log K given (fresh, amorphous phases); sulfate acidity (HSO4⁻) is free at pH above 3",
    "iron is oxidised beforehand where its ferric hydroxide is named",
  ],
  notWhen:
    "Adsorption, co-precipitation, complexes or gypsum decide, or amphoteric metals (Al, Zn, Cr) are held above pH 8, where they dissolve again: use neutralisation-equilibrium.",
  validation:
    "Residual metal against the closed form of the solubility (test); element and charge balance (conformance suite).",
  source:
    "Stumm and Morgan (1996), Aquatic Chemistry, 3rd ed., ch. 7; US 10954582 (two steps for rare-earth pre-concentrate)",
  inlets: [{ name: "feed", doc: "drainage" }],
  outlets: [{ name: "slurry", doc: "treated water with sludge" }],
  parameters: {
    pH: number("1", "pH held", 1, 13),
    acid: component("H⁺", "H"),
    water: component("water", "H2O"),
    base: component("aqueous or solid base, e.g. lime or NaOH", undefined),
    baseSpecies: { ...speciesField, doc: "what one mole of base becomes with acid, e.g. `Ca + H + H2O` for Ca(OH)2" },
    utilisation: number("1", "share of the base that reacts; the rest stays as it is", 0.1, 1, 0.95),
    metals: {
      kind: "records",
      unit: "by ion",
      namesComponents: true,
      doc: "hydroxide of each metal",
      fields: {
        hydroxide: component("solid that forms"),
        logK: number("1", "log10 K of M(OH)z + z H⁺ = M + z H2O", -10, 40),
        charge: number("1", "z", 1, 4),
      },
    },
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Fe", phase: "aqueous", formula: "Fe+3" },
      { id: "Al", phase: "aqueous", formula: "Al+3" },
      { id: "Ca", phase: "aqueous", formula: "Ca+2" },
      { id: "ferrihydrite", phase: "solid" },
      { id: "gibbsite", phase: "solid" },
      { id: "portlandite", phase: "solid" },
    ],
    inlets: { feed: { H2O: 1000, Fe: 0.12, Al: 0.15, H: 0.003, SO4: 1.4 } },
    parameters: {
      pH: 6,
      base: "portlandite",
      baseSpecies: "Ca + H + H2O",
      metals: {
        Fe: { hydroxide: "ferrihydrite", logK: 4.9, charge: 3 },
        Al: { hydroxide: "gibbsite", logK: 10.8, charge: 3 },
      },
    },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const feed = inlets["feed"];
    const slurry = copyStream(feed);
    const litres = liquidLitresPerH(feed, "aqueous");
    if (!(litres > 0)) return { outlets: { slurry } };
    const pH = parameters.number("pH");
    const [acid, water, base] = [parameters.word("acid"), parameters.word("water"), parameters.word("base")];
    const results: Record<string, number> = {};
    let released = 0;
    for (const { name, numbers, words } of parameters.records("metals")) {
      const held = molPerH(slurry, name);
      const left = Math.min(held, litres * 10 ** ((numbers.get("logK") ?? 0) - (numbers.get("charge") ?? 1) * pH));
      const hydroxide = words.get("hydroxide") ?? "";
      const nu = stoichiometryOf(basis, hydroxide, `${name} + ${acid} + ${water}`, memory);
      const made = (held - left) / nu[0];
      results[`removal.${name}`] = held > 0 ? 1 - left / held : 0;
      if (!(made > 0)) continue;
      addMoles(slurry, hydroxide, made);
      addMoles(slurry, name, -made * nu[0]);
      addMoles(slurry, acid, -made * nu[1]);
      addMoles(slurry, water, -made * nu[2]);
      released -= made * nu[1];
    }
    const surplus = molPerH(slurry, acid) - litres * 10 ** -pH;
    const species = speciesOf(parameters.word("baseSpecies"));
    const nu = stoichiometryOf(basis, base, parameters.word("baseSpecies"), memory);
    const perBase = -nu[species.indexOf(acid)];
    const issues = [];
    let dosed = 0;
    if (!(perBase > 0))
      issues.push(
        warning(
          path,
          "process.no-base",
          `${base} takes up no ${acid} as ${parameters.word("baseSpecies")}; nothing is neutralised`,
        ),
      );
    else if (surplus <= 0)
      issues.push(warning(path, "process.no-base", `the water is already above pH ${pH}; no base is dosed`));
    else {
      const reacting = surplus / perBase;
      dosed = reacting / parameters.number("utilisation");
      addMoles(slurry, base, dosed - reacting);
      for (const [k, id] of species.entries()) addMoles(slurry, id, reacting * nu[k]);
    }
    results["acidityMolPerL"] = (molPerH(feed, acid) + released) / litres;
    return { outlets: { slurry }, duties: { dosedKgPerH: { [base]: dosed * kgPerMol(basis, base) }, results }, issues };
  },
};
