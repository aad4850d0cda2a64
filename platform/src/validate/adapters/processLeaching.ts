import {
  arrheniusRatio,
  type CoreControl,
  coreConversion,
  coreTime,
  plugFirstOrder,
  readFormula,
  tankLeach,
  tanksFirstOrder,
} from "@relode/core/process";
import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers } from "./adapter.ts";
import {
  adapterByInputs,
  askedOf,
  type InputModel,
  numberInSource,
  numbersByName,
  sourceText,
} from "./processAdapter.ts";

/** Which resistance a text speaks of: its equation, else its words. */
function controlOf(inputs: CaseInputs): CoreControl {
  const text = `${inputs.has("control") ? inputs.text("control") : ""} ${sourceText(inputs)}`.replaceAll(" ", "");
  if (/1-3\(1-X\)\^\(2\/3\)\+2\(1-X\)/.test(text)) return "product-layer";
  if (/1-\(1-X\)\^\(1\/3\)/.test(text)) return "reaction";
  if (/1-\(1-X\)\^\(2\/3\)/.test(text)) return "shrinking-film";
  if (/t\/tau=X/.test(text)) return "film";
  if (/surfacereaction|surfacechemical|reactioncontrol/i.test(text)) return "reaction";
  if (/product|ash|diffusion/i.test(text)) return "product-layer";
  if (/film/i.test(text)) return "film";
  throw new CaseInputError(
    "the case does not say which resistance controls; give control: film, product-layer or reaction",
  );
}

const energyOf = (inputs: CaseInputs) =>
  1000 *
  (inputs.has("Ea_kJ_per_mol")
    ? inputs.number("Ea_kJ_per_mol")
    : numberInSource(inputs, /Ea\s+([\d.]+)/, "the activation energy"));

/** Conversion by time, temperature and acid from one measured point, as published kinetics let one foretell. */
function publishedPoint(inputs: CaseInputs): Answers {
  const control = controlOf(inputs);
  const [t, temperature, acid] = ["t_min", "T_K", "acid_g_per_L"].map((key) => inputs.number(key));
  const rate = coreTime(control, inputs.number("X")) / t;
  const order = inputs.has("order") ? inputs.number("order") : numberInSource(inputs, /order\s+([\d.]+)/, "the order");
  const answers: Record<string, number> = { k_per_min: rate };
  for (const key of askedOf(inputs)) {
    if (!key.startsWith("X_at_")) continue;
    const asked = (pattern: RegExp, otherwise: number) => Number(pattern.exec(key)?.[1] ?? otherwise);
    const toK = asked(/([\d.]+)K/, temperature);
    const toAcid = asked(/([\d.]+)gL/, acid);
    const factor = arrheniusRatio(energyOf(inputs), temperature, toK) * (toAcid / acid) ** order;
    answers[key] = coreConversion(control, rate * factor * asked(/([\d.]+)min/, t));
  }
  return answers;
}

/** H2SO4 leach of oxides in a train of tanks. */
function oxideTrain(inputs: CaseInputs): Answers {
  const order = numbersByName(inputs, "A");
  const rate = numbersByName(inputs, "B_mol_per_kg_h");
  const feed = numbersByName(inputs, "feed_mass_fraction");
  const masses = numbersByName(inputs, "atomic_mass");
  const [mwBisulfate, mwSulfate, mwH, mwWater] = ["mw_HSO4", "mw_SO4", "mw_H", "mw_H2O"].map((key) =>
    inputs.number(key),
  );
  const massOf = (element: string) => {
    const mass = masses.get(element);
    if (mass === undefined) throw new CaseInputError(`atomic_mass has no ${element}`);
    return mass;
  };
  const solids = inputs.number("solid_flow_kg_per_h");
  const flow = inputs.number("liquid_flow_L_per_h");
  const strength = inputs.number("h2so4_mol_per_L");
  const oxides = [...order.keys()].map((name) => {
    const { atoms } = readFormula(name);
    const molarMass = [...atoms].reduce((sum, [element, n]) => sum + n * massOf(element), 0);
    const oxygen = atoms.get("O") ?? 0;
    const [metal, count] = [...atoms].find(([element]) => element !== "O") ?? ["", 0];
    return {
      name,
      metal,
      count,
      feedMolPerH: ((feed.get(name) ?? 0) * solids * 1000) / molarMass,
      acidOrder: order.get(name) ?? 0,
      rateMolPerKgH: rate.get(name) ?? 0,
      molarMassKgPerMol: molarMass / 1000,
      acidPerMol: 2 * oxygen,
      waterPerMol: oxygen,
    };
  });
  const inert = [...feed].reduce((sum, [name, share]) => (order.has(name) ? sum : sum + share), 0) * solids;
  const train = tankLeach({
    tanks: inputs.number("n_tanks"),
    tankVolumeL: inputs.number("tank_volume_gal_each") * inputs.numberOr("gallon_L", 3.7854118),
    oxides,
    inertKgPerH: inert,
    solidDensityKgPerL: inputs.number("solid_density_kg_per_L"),
    waterKgPerH: flow,
    waterKgPerMol: mwWater / 1000,
    acidMolPerH: 2 * strength * flow,
    sulfateMolPerH: strength * flow,
  });
  const last = train[train.length - 1];
  const out = last.waterKgPerH;
  const bisulfate = last.acidMolPerH / out - last.hydrogenMolPerL;
  const liquor: Record<string, number> = {
    H: last.hydrogenMolPerL * mwH * 1000,
    HSO4: bisulfate * mwBisulfate * 1000,
    SO4: ((strength * flow) / out - bisulfate) * mwSulfate * 1000,
  };
  for (const [j, { metal, count, feedMolPerH }] of oxides.entries())
    liquor[metal] = (count * feedMolPerH * last.conversion[j] * massOf(metal) * 1000) / out;
  return {
    conversion: Object.fromEntries(oxides.map(({ name }, j) => [name, last.conversion[j]])),
    solid_outlet_flow_kg_per_h: last.solidsKgPerH,
    liquid_outlet_flow_L_per_h: out,
    liquid_outlet_mg_per_L: liquor,
  };
}

const models: readonly InputModel[] = [
  {
    doc: "t_over_tau and the control (in words or as the source's equation) -> X",
    needs: ["t_over_tau"],
    run: (inputs) => ({ X: [...inputs.column("t_over_tau")].map((t) => coreConversion(controlOf(inputs), t)) }),
  },
  {
    doc: "X list and the control -> t_over_tau",
    needs: ["X_list"],
    run: (inputs) => ({ t_over_tau: [...inputs.column("X_list")].map((x) => coreTime(controlOf(inputs), x)) }),
  },
  {
    doc: "T1_K, T2_K (Ea_kJ_per_mol) -> ratio of rates; size_ratio (size_order) -> ratio by size",
    needs: ["T1_K", "T2_K"],
    run: (inputs) => {
      const ratio = arrheniusRatio(energyOf(inputs), inputs.number("T1_K"), inputs.number("T2_K"));
      if (!inputs.has("size_ratio")) return { k_ratio_T2_T1: ratio };
      const order = inputs.has("size_order")
        ? inputs.number("size_order")
        : numberInSource(inputs, /order (?:about )?(-?[\d.]+) in size/, "the order in size");
      const bySize = inputs.number("size_ratio") ** order;
      const sizeKeys = askedOf(inputs).filter((key) => /size/.test(key));
      return { k_ratio_T2_T1: ratio, ...Object.fromEntries(sizeKeys.map((key) => [key, bySize])) };
    },
  },
  {
    doc: "one measured point T_K, t_min, acid_g_per_L, X with Ea and order -> k_per_min, X at other conditions",
    needs: ["T_K", "t_min", "acid_g_per_L", "X"],
    run: publishedPoint,
  },
  {
    doc: "k_per_h, tau_h, N -> X of N tanks, X_plug",
    needs: ["k_per_h", "tau_h", "N"],
    run: (inputs) => {
      const [k, tau] = [inputs.number("k_per_h"), inputs.number("tau_h")];
      const counts = Array.isArray(inputs.raw("N")) ? [...inputs.column("N")] : [inputs.number("N")];
      const conversions = counts.map((n) => tanksFirstOrder(k, tau, n));
      return { X: Array.isArray(inputs.raw("N")) ? conversions : conversions[0], X_plug: plugFirstOrder(k, tau) };
    },
  },
  {
    doc: "n_tanks, liquid_flow_L_per_h, h2so4_mol_per_L, solid_flow_kg_per_h, tank_volume_gal_each with the rate constants of the file -> conversions, liquor",
    needs: ["n_tanks", "liquid_flow_L_per_h", "h2so4_mol_per_L", "solid_flow_kg_per_h", "A", "B_mol_per_kg_h"],
    run: oxideTrain,
  },
];

export const processLeaching = adapterByInputs("leaching", models);
