import {
  arrheniusRatio,
  type CoreControl,
  coreControls,
  coreConversion,
  mixedCoreConversion,
  tankTrainConversion,
} from "../equations/kinetics.ts";
import { mixStreams, phaseM3PerH } from "../streams/stream.ts";
import { classMeanUm, kgPerMol } from "./flows.ts";
import { reactWithin, reagentShort } from "./react.ts";
import { count, number, speciesField } from "./specs.ts";
import { type UnitOp, UnitError } from "./unitOp.ts";

/** Stirred leach of minerals with shrinking-core kinetics: acid, alkaline, ammonia, with gangue. */
export const shrinkingCoreLeach: UnitOp = {
  kind: "shrinking-core-leach",
  group: "leaching",
  title: "Stirred leach, shrinking core with residence times",
  equation:
    "X = Σ_sizes ∫ X(t) E_N(t) dt; t/τ = X | 1 − 3(1 − X)^(2/3) + 2(1 − X) | 1 − (1 − X)^(1/3), or mixed t = Σ τ_r g_r(X) over film, layer and reaction; τ = τ_ref (x/x_ref)^p exp(Ea/R (1/T − 1/T_ref)) (c_ref/c)^q",
  assumptions: [
    "N equal mixed tanks, particles segregated",
    "reagent strength as given over the whole train; what the minerals and gangue use is taken from the feed, and all are cut where it runs short",
    "each mineral reacts for itself",
  ],
  notWhen: "Reagent falls much along the train (use oxide-leach), passivation, galvanic pairs.",
  validation:
    "Shrinking-core, tank train and published cuprite reference cases; mixed control with one resistance is that resistance (test); element balance (conformance suite).",
  source: "Levenspiel (1999), Chemical Reaction Engineering, 3rd ed., ch. 11 and 25",
  inlets: [
    { name: "feed", doc: "pulp" },
    { name: "reagent", doc: "acid, alkali, ammonia, oxygen", isOptional: true },
  ],
  outlets: [{ name: "slurry", doc: "leached pulp, with gas left over" }],
  parameters: {
    tanks: count("N", 1, 100, 1),
    residenceH: number("h", "mean residence time; 0 to reckon it from the volume", 0, 1e5, 0),
    tankVolumeM3: number("m³", "volume of one tank", 0, 1e5, 0),
    temperatureC: number("°C", "of the leach", 0, 300, 25),
    reagentMolPerL: number("mol/L", "strength of the reagent that the rates refer to", 1e-9, 30, 1),
    powerKwPerM3: number("kW/m³", "agitation", 0, 10, 0.2),
    minerals: {
      kind: "records",
      unit: "by mineral",
      namesComponents: true,
      doc: "kinetics and reaction of each mineral, gangue too",
      fields: {
        control: {
          kind: "word",
          unit: "word",
          choices: [...coreControls, "mixed"],
          doc: "what limits; mixed: film, layer and reaction in series",
        },
        filmShare: number("1", "mixed: share of τ_ref that is film, at x_ref", 0, 1, 0),
        layerShare: number("1", "mixed: share of τ_ref that is product layer; the rest is reaction", 0, 1, 0),
        tauH: number("h", "τ_ref, time to full conversion at the reference", 1e-9, 1e9),
        referenceUm: number("µm", "x_ref", 0.1, 1e6, 100),
        sizeOrder: number("1", "p: 1 for reaction and film, 2 for product layer; mixed takes both", 0, 3, 1),
        activationKjPerMol: number("kJ/mol", "Ea", 0, 250, 0, {
          min: 5,
          max: 120,
          source: "5-20 diffusion, 40-100 surface reaction (Levenspiel 1999)",
        }),
        referenceC: number("°C", "T_ref", 0, 300, 25),
        referenceMolPerL: number("mol/L", "c_ref", 1e-9, 30, 1),
        order: number("1", "q, order in the reagent", -2, 3, 0),
        ultimate: number("1", "share that can be reached", 0, 1, 1),
        species: speciesField,
      },
    },
  },
  example: {
    components: [
      { id: "cuprite", phase: "solid" },
      { id: "calcite", phase: "solid" },
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Cu", phase: "aqueous", formula: "Cu+2" },
      { id: "Ca", phase: "aqueous", formula: "Ca+2" },
      { id: "O2", phase: "gas" },
      { id: "CO2", phase: "gas" },
    ],
    sizeUm: [74, 125],
    inlets: { feed: { cuprite: 10, calcite: 2, quartz: 88, H2O: 300 }, reagent: { H: 1, SO4: 48, O2: 5 } },
    parameters: {
      tanks: 3,
      residenceH: 4,
      temperatureC: 80,
      minerals: {
        cuprite: {
          control: "reaction",
          tauH: 5.2,
          activationKjPerMol: 45.28,
          referenceC: 80,
          species: "Cu + H + O2 + H2O",
        },
        calcite: { control: "film", tauH: 0.1, species: "Ca + H + CO2 + H2O", activationKjPerMol: 10 },
      },
    },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const slurry = mixStreams(basis, [inlets["feed"], inlets["reagent"]]);
    const tanks = parameters.number("tanks");
    const pulp = phaseM3PerH(slurry, "solid") + phaseM3PerH(slurry, "aqueous");
    const volume = tanks * parameters.number("tankVolumeM3");
    const residence = parameters.number("residenceH") || (pulp > 0 ? volume / pulp : 0);
    if (!(residence > 0) && pulp > 0)
      throw new UnitError("process.residence-missing", "give residenceH, or tankVolumeM3 to reckon it");
    const records = parameters.records("minerals");
    const results: Record<string, number> = { residenceH: residence };
    const reactants = records.map(({ name, numbers, words }) => {
      const at = (key: string) => numbers.get(key) ?? 0;
      const control = words.get("control") ?? "reaction";
      if (control === "mixed" && at("filmShare") + at("layerShare") > 1 + 1e-12)
        throw new UnitError(
          "process.parameter-range",
          `filmShare + layerShare of ${name} are ${at("filmShare") + at("layerShare")}, at most 1: what is left is reaction`,
        );
      const tau =
        (at("tauH") /
          arrheniusRatio(
            1000 * at("activationKjPerMol"),
            at("referenceC") + 273.15,
            parameters.number("temperatureC") + 273.15,
          )) *
        (at("referenceMolPerL") / parameters.number("reagentMolPerL")) ** at("order");
      const c = basis.index.get(name) ?? 0;
      let [held, reacted] = [0, 0];
      for (let k = 0; k < basis.classes; k++) {
        const kg = slurry.kgPerH[basis.firstSlot[c] + k];
        if (!(kg > 0)) continue;
        const size = classMeanUm(basis, k, at("referenceUm"));
        const ratio = size / at("referenceUm");
        const ownTau = control === "mixed" ? tau : tau * ratio ** at("sizeOrder");
        const key = `X>${name}>${k}>${tanks}>${residence}>${ownTau}`;
        const film = tau * at("filmShare") * ratio;
        const productLayer = tau * at("layerShare") * ratio ** 2;
        const reaction = tau * Math.max(0, 1 - at("filmShare") - at("layerShare")) * ratio;
        const batch =
          control === "mixed"
            ? (t: number) => mixedCoreConversion(t, { film, productLayer, reaction })
            : (t: number) => coreConversion(control as CoreControl, t / ownTau);
        const x = (memory.get(key) ?? remember(memory, key, tankTrainConversion(batch, residence, tanks)))[0];
        held += kg;
        reacted += kg * x * at("ultimate");
      }
      results[`conversion.${name}`] = held > 0 ? reacted / held : 0;
      return { id: name, species: words.get("species") ?? "", molPerH: reacted / kgPerMol(basis, name) };
    });
    const reached = reactWithin(slurry, reactants, memory);
    for (const [r, { name }] of records.entries()) results[`conversion.${name}`] *= reached[r];
    slurry.temperatureK = parameters.number("temperatureC") + 273.15;
    return {
      outlets: { slurry },
      duties: { powerKw: parameters.number("powerKwPerM3") * (volume > 0 ? volume : residence * pulp), results },
      issues: reagentShort(
        path,
        reactants,
        reached,
        (names) => `a reagent runs short for ${names}; the kinetics assume it is there: feed more`,
      ),
    };
  },
};

function remember(memory: Map<string, Float64Array>, key: string, value: number): Float64Array {
  // A recycle changes the residence time at every pass: what is old goes.
  if (memory.size > 2000) memory.clear();
  const held = Float64Array.of(value);
  memory.set(key, held);
  return held;
}
