import {
  countercurrentDecantation,
  molarMassGPerMol,
  readFormula,
  reverseOsmosis,
  sieving,
  talmageFitchM2PerTPerDay,
  weibullConversion,
} from "@relode/core/process";
import type { CaseInputs } from "../caseInputs.ts";
import type { Answers } from "./adapter.ts";
import { adapterByInputs, type InputModel, numbersByName } from "./processAdapter.ts";

const solidLiquid: readonly InputModel[] = [
  {
    doc: "stages, wash_ratio, feed_conc -> stage_conc, recovery",
    needs: ["stages", "wash_ratio", "feed_conc"],
    run: (inputs) => {
      const train = countercurrentDecantation(
        inputs.number("stages"),
        inputs.number("wash_ratio"),
        inputs.number("feed_conc"),
      );
      return {
        stage_conc: [...train.concentration],
        recovery: train.recovery,
        closed_form_recovery: train.recovery,
      };
    },
  },
  {
    doc: "C0_t_per_m3, H0_m, t_u_h -> unit_area_m2_per_tpd",
    needs: ["C0_t_per_m3", "H0_m", "t_u_h"],
    run: (inputs) => ({
      unit_area_m2_per_tpd: talmageFitchM2PerTPerDay(
        inputs.number("C0_t_per_m3"),
        inputs.number("H0_m"),
        inputs.number("t_u_h"),
      ),
    }),
  },
];

export const processSolidLiquid = adapterByInputs("solid-liquid", solidLiquid);

/** Atomic weights of the model that these cases come from, where they differ from the standard ones. */
const repositoryMass: ReadonlyMap<string, number> = new Map([
  ["Sc", 44.946],
  ["Y", 88.905],
  ["La", 138.905],
  ["Ce", 140.116],
  ["Pr", 140.907],
  ["Nd", 144.242],
]);

function oxalate(inputs: CaseInputs, share: (metal: string) => number): Answers {
  const flow = inputs.number("flow_L_per_h");
  const liquor: Record<string, number> = {};
  const moles: Record<string, number> = {};
  for (const [metal, concentration] of inputs.numbers("conc_mg_per_L")) {
    const taken = share(metal);
    liquor[metal] = concentration * (1 - taken);
    const metals = metal === "Ca" ? 1 : 2;
    const mass = repositoryMass.get(metal) ?? atomicMass(metal);
    moles[metal] = (concentration * taken * flow) / 1000 / mass / metals;
  }
  return { liquor_mg_per_L: liquor, oxalate_mol_per_h: moles };
}

function atomicMass(symbol: string): number {
  return molarMassGPerMol(readFormula(symbol));
}

const precipitation: readonly InputModel[] = [
  {
    doc: "flow_L_per_h, conc_mg_per_L, recovery_pct -> liquor_mg_per_L, oxalate_mol_per_h",
    needs: ["flow_L_per_h", "conc_mg_per_L", "recovery_pct"],
    run: (inputs) => {
      const recovery = numbersByName(inputs, "recovery_pct");
      return oxalate(inputs, (metal) => (recovery.get(metal) ?? 0) / 100);
    },
  },
  {
    doc: "dose_g_per_L, flow_L_per_h, conc_mg_per_L, eps, n -> liquor_mg_per_L, oxalate_mol_per_h",
    needs: ["dose_g_per_L", "flow_L_per_h", "conc_mg_per_L", "eps", "n"],
    run: (inputs) => {
      const [eps, n] = [numbersByName(inputs, "eps"), numbersByName(inputs, "n")];
      const dose = inputs.number("dose_g_per_L");
      return oxalate(inputs, (metal) =>
        weibullConversion(dose, eps.get(metal) ?? Number.POSITIVE_INFINITY, n.get(metal) ?? 1),
      );
    },
  },
];

export const processPrecipitation = adapterByInputs("precipitation", precipitation);

const membranes: readonly InputModel[] = [
  {
    doc: "reverse osmosis of brine: feed, area, A, B, pressures -> fluxes, permeate, retentate",
    needs: ["feed_kg_s", "NaCl_mass_fraction", "A_m_per_Pa_s", "B_m_per_s", "area_m2", "feed_Pa"],
    run: (inputs) => {
      const found = reverseOsmosis({
        feedKgPerS: inputs.number("feed_kg_s"),
        massFraction: inputs.number("NaCl_mass_fraction"),
        temperatureK: inputs.numberOr("T_K", 298.15),
        feedPa: inputs.number("feed_Pa"),
        pressureChangePa: inputs.numberOr("pressure_change_Pa", 0),
        permeatePa: inputs.numberOr("permeate_Pa", 101_325),
        waterPermeability: inputs.number("A_m_per_Pa_s"),
        saltPermeability: inputs.number("B_m_per_s"),
        reflection: inputs.numberOr("reflection_coefficient", inputs.numberOr("sigma", 1)),
        areaM2: inputs.number("area_m2"),
        polarisation: inputs.numberOr("polarisation_modulus", 1),
      });
      return {
        flux_water_kg_m2_s: found.waterFlux,
        flux_NaCl_kg_m2_s: found.saltFlux,
        permeate_water_kg_s: found.permeateWaterKgPerS,
        permeate_NaCl_kg_s: found.permeateSaltKgPerS,
        retentate_NaCl_mass_fraction: found.retentateMassFraction,
      };
    },
  },
  {
    doc: "feed_m3_h, retentate_m3_h, sieving, feed_X_kg_m3 -> retentate, permeate and retention of each solute",
    needs: ["feed_m3_h", "retentate_m3_h", "sieving"],
    run: (inputs) =>
      Object.fromEntries(
        inputs.numbers("sieving").map(([solute, coefficient]) => {
          const found = sieving(
            inputs.number(`feed_${solute}_kg_m3`),
            inputs.number("feed_m3_h"),
            inputs.number("retentate_m3_h"),
            coefficient,
          );
          return [
            solute,
            {
              C_retentate: found.retentate,
              C_permeate_mean: found.permeate,
              retention_of_solute: found.retained,
            },
          ];
        }),
      ),
  },
];

export const processMembranes = adapterByInputs("membranes", membranes);
