import { bisulfateConstant } from "../equations/acidity.ts";
import { formationOf } from "../equations/stoichiometry.ts";
import { type LeachedOxide, tankLeach } from "../equations/tankLeach.ts";
import { componentKgPerH, copyStream } from "../streams/stream.ts";
import { addMoles, kgPerMol, liquidLitresPerH, molPerH } from "./flows.ts";
import { UnitError, type UnitOp } from "./unitOp.ts";

const coalRefuse = "PrOMMiS leaching model, West Kentucky No. 13 coal refuse, H2SO4 0.05-0.1 mol/L, 25 °C";

/** Acid leach of oxides in stirred tanks, rate by free acid and what is left of the oxide. */
export const oxideLeach: UnitOp = {
  kind: "oxide-leach",
  group: "leaching",
  title: "Stirred acid leach of oxides",
  equation:
    "mol/h = V ε B [H⁺]^A (1 − X)^(2/3) in each tank; MxOy + 2y H⁺ = x M + y H2O; HSO4⁻ = H⁺ + SO4²⁻, Ka = 10^−1.99",
  assumptions: [
    "well-mixed tanks in series, solids and liquor together",
    "ε, kg of solids per litre of slurry, is that of the outlet",
    "concentrations in place of activities; volume of liquor is that of its water",
    "all size classes convert alike: B holds for the size tested",
  ],
  notWhen:
    "Acid or temperature far from the test (no activation energy is known), precipitation in the tank, or minerals other than those fitted.",
  validation: "Five reference cases of PrOMMiS to 2e-3 (145 values).",
  source: coalRefuse,
  inlets: [{ name: "feed", doc: "solids and liquor" }],
  outlets: [{ name: "slurry", doc: "leached solids with their liquor" }],
  parameters: {
    tanks: {
      kind: "number",
      unit: "1",
      min: 1,
      max: 50,
      isWhole: true,
      doc: "tanks in series",
      window: { min: 1, max: 4, source: coalRefuse },
    },
    tankVolumeL: { kind: "number", unit: "L", min: 1e-6, max: 1e9, doc: "volume of one tank" },
    solidDensityKgPerL: {
      kind: "number",
      unit: "kg/L",
      min: 0.5,
      max: 10,
      default: 2.4,
      doc: "of the solids in the slurry",
    },
    acid: { kind: "word", unit: "component", default: "H", namesComponents: true, doc: "total acid, H⁺ with HSO4⁻" },
    sulfate: {
      kind: "word",
      unit: "component",
      default: "",
      namesComponents: true,
      doc: "total sulfate; empty for none",
    },
    water: { kind: "word", unit: "component", default: "H2O", namesComponents: true, doc: "the liquor's water" },
    oxides: {
      kind: "records",
      unit: "by solid",
      namesComponents: true,
      doc: "rate constants of each oxide and the ion it gives",
      fields: {
        order: { kind: "number", unit: "1", min: -5, max: 5, doc: "A" },
        rateMolPerKgH: { kind: "number", unit: "mol/(kg h)", min: 0, max: 1e9, doc: "B at [H⁺] = 1 mol/L" },
        ion: { kind: "word", unit: "component", namesComponents: true, doc: "dissolved ion" },
      },
    },
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "Ce2O3", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Ce", phase: "aqueous", formula: "Ce+3" },
    ],
    inlets: { feed: { quartz: 22, Ce2O3: 0.004, H2O: 224, H: 0.0226, SO4: 1.077 } },
    parameters: {
      tanks: 2,
      tankVolumeL: 378.5,
      sulfate: "SO4",
      oxides: { Ce2O3: { order: 0.601, rateMolPerKgH: 0.00705, ion: "Ce" } },
    },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const feed = inlets["feed"];
    const slurry = copyStream(feed);
    const water = parameters.word("water");
    const acid = parameters.word("acid");
    const sulfate = parameters.word("sulfate");
    const records = parameters.records("oxides");
    const stoichiometry = records.map(({ name, words }) => {
      const key = `${name}>${words.get("ion")}`;
      const known = memory.get(key);
      if (known !== undefined) return known;
      const found = formationOf(basis, name, [words.get("ion") ?? "", acid, water]);
      if (!(found[1] <= 0))
        throw new UnitError(
          "process.stoichiometry",
          `${name} would set acid free; this unit is for oxides that use it`,
        );
      memory.set(key, found);
      return found;
    });
    const litres = liquidLitresPerH(feed, "aqueous");
    let solidKg = 0;
    for (let s = 0; s < feed.kgPerH.length; s++)
      if (basis.components[basis.slotComponent[s]].phase === "solid") solidKg += feed.kgPerH[s];
    if (!(litres > 0 && solidKg > 0)) return { outlets: { slurry } };
    let reactiveKg = 0;
    const oxides = records.map(({ name, numbers }, j): LeachedOxide => {
      const kg = componentKgPerH(feed, name);
      reactiveKg += kg;
      return {
        name,
        feedMolPerH: kg / kgPerMol(basis, name),
        acidOrder: numbers.get("order") ?? 0,
        rateMolPerKgH: numbers.get("rateMolPerKgH") ?? 0,
        molarMassKgPerMol: kgPerMol(basis, name),
        acidPerMol: -stoichiometry[j][1],
        waterPerMol: stoichiometry[j][2],
      };
    });
    const guess = memory.get("hydrogen");
    const train = tankLeach(
      {
        tanks: parameters.number("tanks"),
        tankVolumeL: parameters.number("tankVolumeL"),
        oxides,
        inertKgPerH: Math.max(0, solidKg - reactiveKg),
        solidDensityKgPerL: parameters.number("solidDensityKgPerL"),
        waterKgPerH: litres,
        waterKgPerMol: kgPerMol(basis, water),
        acidMolPerH: molPerH(feed, acid),
        sulfateMolPerH: sulfate === "" ? 0 : molPerH(feed, sulfate),
        ka: bisulfateConstant,
      },
      guess,
    );
    memory.set(
      "hydrogen",
      Float64Array.from(train, ({ hydrogenMolPerL }) => hydrogenMolPerL),
    );
    const last = train[train.length - 1];
    const results: Record<string, number> = { pH: -Math.log10(last.hydrogenMolPerL), solidsKgPerL: last.solidsKgPerL };
    for (const [j, { name, words }] of records.entries()) {
      const dissolved = oxides[j].feedMolPerH * last.conversion[j];
      results[`conversion.${name}`] = last.conversion[j];
      if (!(dissolved > 0)) continue;
      addMoles(slurry, name, -dissolved);
      addMoles(slurry, words.get("ion") ?? "", dissolved * stoichiometry[j][0]);
      addMoles(slurry, acid, dissolved * stoichiometry[j][1]);
      addMoles(slurry, water, dissolved * stoichiometry[j][2]);
    }
    const issues =
      last.hydrogenMolPerL < 1e-5
        ? [
            {
              path,
              code: "process.outside-window",
              severity: "warning" as const,
              message: `the liquor leaves at pH ${results["pH"].toFixed(1)}: acid is used up, and the rate law was fitted above 1e-4 mol/L; add acid`,
            },
          ]
        : [];
    return {
      outlets: { slurry },
      duties: { powerKw: (0.1 * parameters.number("tanks") * parameters.number("tankVolumeL")) / 1000, results },
      issues,
    };
  },
};
