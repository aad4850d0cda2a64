import { countercurrentExtraction, type ExtractedMetal, kremserRaffinate, mcCabeThiele } from "@relode/core/process";
import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers } from "./adapter.ts";
import { adapterByInputs, type InputModel, numbersByName } from "./processAdapter.ts";

/** What makes 100 vol % of DEHPA, mg/L. */
const pureExtractantMgPerL = 975_800;

/** Ions with two charges; the other metals of these cases have three. */
const divalent = new Set(["Ca", "Mg", "Mn", "Co", "Ni", "Zn", "Cu", "Fe2"]);

function battery(inputs: CaseInputs): Answers {
  const aqueousIn = numbersByName(inputs, "aqueous_in_mg_per_L");
  const organicIn = numbersByName(inputs, "organic_in_mg_per_L");
  const masses = numbersByName(inputs, "atomic_mass");
  const laws = (["m0", "m1", "B0", "B1"] as const).map((key) => numbersByName(inputs, key));
  const constants = numbersByName(inputs, "D_const");
  const [mwExtractant, mwBisulfate, mwSulfate, mwH] = ["mw_DEHPA", "mw_HSO4", "mw_SO4", "mw_H"].map((key) =>
    inputs.number(key),
  );
  const valenceOf = (metal: string) => (divalent.has(metal) ? 2 : 3);
  const names = [...new Set([...laws[0].keys(), ...constants.keys()])].filter((metal) => aqueousIn.has(metal));
  const massOf = (metal: string) => {
    const mass = masses.get(metal);
    if (mass === undefined) throw new CaseInputError(`atomic_mass has no ${metal}`);
    return mass;
  };
  const metals = names.map((name): ExtractedMetal => {
    const constant = constants.get(name);
    const [m0, m1, b0, b1] = laws.map((law) => law.get(name) ?? 0);
    return {
      name,
      valence: valenceOf(name),
      aqueousMolPerL: (aqueousIn.get(name) ?? 0) / massOf(name) / 1000,
      organicMolPerL: (organicIn.get(`${name}_o`) ?? 0) / massOf(name) / 1000,
      distribution: constant === undefined ? { m0, m1, b0, b1 } : { constant },
    };
  });
  const hydrogen = (aqueousIn.get("H") ?? 0) / mwH / 1000;
  const bisulfate = (aqueousIn.get("HSO4") ?? 0) / mwBisulfate / 1000;
  const sulfate = (aqueousIn.get("SO4") ?? 0) / mwSulfate / 1000;
  const stages = inputs.number("stages");
  const result = countercurrentExtraction({
    stages,
    aqueousLPerH: inputs.number("aqueous_flow_L_per_h"),
    organicLPerH: inputs.number("organic_flow_L_per_h"),
    metals,
    acidMolPerL: hydrogen + bisulfate,
    sulfateMolPerL: bisulfate + sulfate,
    extractantMolPerL: (organicIn.get("DEHPA") ?? 0) / mwExtractant / 1000,
    volumePctPerMolPerL: (100 * mwExtractant * 1000) / pureExtractantMgPerL,
  });
  const free = 10 ** -result.pH[stages - 1];
  const bound = result.acidMolPerL - free;
  const last = (i: number) => i * stages + stages - 1;
  const aqueousOut: Record<string, number> = {
    ...Object.fromEntries(aqueousIn),
    H: free * mwH * 1000,
    HSO4: bound * mwBisulfate * 1000,
    SO4: (bisulfate + sulfate - bound) * mwSulfate * 1000,
  };
  const organicOut: Record<string, number> = {
    ...Object.fromEntries(organicIn),
    DEHPA: result.extractantMolPerL * mwExtractant * 1000,
  };
  for (const [i, { name }] of metals.entries()) {
    aqueousOut[name] = result.aqueousMolPerL[last(i)] * massOf(name) * 1000;
    organicOut[`${name}_o`] = result.organicMolPerL[i * stages] * massOf(name) * 1000;
  }
  const byStage = <T>(of: (j: number) => T) =>
    Object.fromEntries(Array.from({ length: stages }, (_, j) => [j + 1, of(j)]));
  return {
    aqueous_out_mg_per_L: aqueousOut,
    organic_out_mg_per_L: organicOut,
    stage_pH: byStage((j) => result.pH[j]),
    stage_D: byStage((j) =>
      Object.fromEntries(metals.map(({ name }, i) => [name, result.distribution[i * stages + j]])),
    ),
  };
}

const countsOf = (inputs: CaseInputs) =>
  Array.isArray(inputs.raw("N")) ? [...inputs.column("N")] : [inputs.number("N")];

const models: readonly InputModel[] = [
  {
    doc: "stages, flows, feeds in mg/L with the distribution laws of the file -> outlets, pH and D by stage",
    needs: ["stages", "aqueous_flow_L_per_h", "organic_flow_L_per_h", "aqueous_in_mg_per_L", "organic_in_mg_per_L"],
    run: battery,
  },
  {
    doc: "D, O_over_A, N -> raffinate_fraction (Kremser)",
    needs: ["D", "O_over_A", "N"],
    run: (inputs) => ({
      raffinate_fraction: countsOf(inputs).map((n) =>
        kremserRaffinate(inputs.number("D"), inputs.number("O_over_A"), n),
      ),
    }),
  },
  {
    doc: "x_feed, y_stripped, O_over_A, a, b of y = a x/(1 + b x), N -> raffinate, loaded_organic (McCabe-Thiele)",
    needs: ["x_feed", "y_stripped", "O_over_A", "a", "b", "N"],
    run: (inputs) => {
      const [a, b] = [inputs.number("a"), inputs.number("b")];
      const runs = countsOf(inputs).map((n) =>
        mcCabeThiele(
          inputs.number("x_feed"),
          inputs.number("y_stripped"),
          inputs.number("O_over_A"),
          n,
          (x) => (a * x) / (1 + b * x),
        ),
      );
      return {
        raffinate: runs.map(({ raffinate }) => raffinate),
        loaded_organic: runs.map(({ loadedOrganic }) => loadedOrganic),
      };
    },
  },
];

export const processExtraction = adapterByInputs("solvent extraction", models);
