import {
  casasRatePerS,
  casasUptake,
  cellBudget,
  clarkBreakthrough,
  completeClarkConstants,
  depositionKwhPerKg,
  dissolvedOxygen,
  faradayKg,
  ionExchangeColumns,
  usualColumn,
} from "@relode/core/process";
import type { CaseInputs } from "../caseInputs.ts";
import type { Answers } from "./adapter.ts";
import { adapterByInputs, type InputModel } from "./processAdapter.ts";

function clark(inputs: CaseInputs): Answers {
  // A case may print fewer digits of n than the curve needs.
  const { n, rate, bv50 } = completeClarkConstants(inputs.number("n"), inputs.number("kT"), inputs.number("BV50"));
  const contact = inputs.number("EBCT_s");
  const model = [...inputs.column("bv")].map((bv) => clarkBreakthrough(n, rate, contact, bv50, bv));
  if (!inputs.has("c_norm_measured")) return { c_norm_model: model };
  const measured = inputs.column("c_norm_measured");
  const squares = model.reduce((sum, c, i) => sum + (c - measured[i]) ** 2, 0);
  return { c_norm_model: model, rmse_model_vs_measured: Math.sqrt(squares / model.length) };
}

/** Calcium where the case names no ion of its own: as in WaterTAP's test. */
function columns(inputs: CaseInputs): Answers {
  const found = ionExchangeColumns({
    ...usualColumn,
    flowM3PerS: inputs.number("flow_m3_per_s"),
    feedKgPerM3: inputs.number("Ca_kg_per_m3"),
    molarMassKgPerMol: inputs.numberOr("molar_mass_kg_per_mol", 0.04),
    charge: inputs.numberOr("charge", 2),
    serviceBvPerH: inputs.number("service_flow_rate_BV_per_h"),
    langmuir: inputs.number("langmuir"),
    capacityEqPerKg: inputs.number("resin_max_capacity_eq_per_kg"),
    bedDepthM: inputs.number("bed_depth_m"),
    columns: inputs.number("number_columns"),
    dimensionlessTime: inputs.numberOr("dimensionless_time", 1),
    resinDiameterM: inputs.numberOr("resin_diameter_m", usualColumn.resinDiameterM),
    porosity: inputs.numberOr("bed_porosity", usualColumn.porosity),
    diffusivityM2PerS: inputs.numberOr("diffusivity_m2_per_s", usualColumn.diffusivityM2PerS),
  });
  return {
    c_norm: found.normalised,
    column_height_m: found.columnHeightM,
    column_diameter_m: found.columnDiameterM,
    breakthrough_time_s: found.breakthroughS,
    bed_velocity_m_per_s: found.velocityMPerS,
    N_Re: found.reynolds,
    N_Sc: found.schmidt,
    N_Sh: found.sherwood,
    resin_eq_capacity: found.equilibriumCapacityEqPerKg,
    resin_unused_capacity: found.unusedCapacityEqPerKg,
    mass_removed_mol: found.removedMol,
    transfer_units: found.transferUnits,
    partition_ratio: found.partitionRatio,
    mass_transfer_coeff_m_per_s: found.filmMPerS,
    bed_expansion: found.expansion,
    separation_factor: found.separationFactor,
    rate_coeff: found.rateM3PerKgS,
    HTU_m: found.transferUnitM,
    Ca_out_kg_per_s: found.outKgPerS,
    SEC_kWh_per_m3: found.energyKwhPerM3,
  };
}

export const processIonExchange = adapterByInputs("ion exchange", [
  { doc: "n, kT, BV50, EBCT_s, bv -> c_norm_model (Clark)", needs: ["n", "kT", "BV50", "EBCT_s", "bv"], run: clark },
  {
    doc: "columns with a Langmuir front -> sizes, times, transfer, pumping (WaterTAP)",
    needs: ["flow_m3_per_s", "Ca_kg_per_m3", "service_flow_rate_BV_per_h", "langmuir", "resin_max_capacity_eq_per_kg"],
    run: columns,
  },
]);

const electrowinning: readonly InputModel[] = [
  {
    doc: "M_g_per_mol, z, current_A, current_efficiency, hours, cell_voltage_V -> metal_kg, energy_kWh, SEC",
    needs: ["M_g_per_mol", "z", "current_A", "current_efficiency", "hours", "cell_voltage_V"],
    run: (inputs) => {
      const [mass, z, current, efficiency, hours, volts] = [
        "M_g_per_mol",
        "z",
        "current_A",
        "current_efficiency",
        "hours",
        "cell_voltage_V",
      ].map((key) => inputs.number(key));
      return {
        metal_kg: faradayKg(current, hours, mass, z, efficiency),
        energy_kWh: (current * volts * hours) / 1000,
        SEC_kWh_per_kg: depositionKwhPerKg(volts, mass, z, efficiency),
      };
    },
  },
  {
    doc: "cell potentials, overpotentials, current densities -> areas, voltage, power (WaterTAP electrolyser)",
    needs: ["current_A", "voltage_efficiency", "anode_potential_V", "cathode_potential_V"],
    run: (inputs) => {
      const current = inputs.number("current_A");
      const found = cellBudget({
        currentA: current,
        currentEfficiency: inputs.numberOr("current_efficiency", 1),
        voltageEfficiency: inputs.number("voltage_efficiency"),
        anodeV: inputs.number("anode_potential_V"),
        cathodeV: inputs.number("cathode_potential_V"),
        anodeOverV: inputs.numberOr("anode_overpotential_V", 0),
        cathodeOverV: inputs.numberOr("cathode_overpotential_V", 0),
      });
      const area = (key: string) => current / inputs.numberOr(`${key}_current_density_A_per_m2`, Number.NaN);
      return {
        membrane_area_m2: area("membrane"),
        anode_area_m2: area("anode"),
        cathode_area_m2: area("cathode"),
        voltage_reversible_V: found.reversibleV,
        cell_voltage_V: found.cellV,
        resistance_ohm: found.resistanceOhm,
        power_W: found.powerW,
        electron_flow_mol_per_s: found.electronMolPerS,
        power_efficiency: found.powerEfficiency,
      };
    },
  },
];

export const processElectrowinning = adapterByInputs("electrowinning", electrowinning);

/** Seconds of a day, for rates by day. */
const daySeconds = 86_400;

export const processHeap = adapterByInputs("heap/bio leaching", [
  {
    doc: "T_K with the heap's constants of the file -> Vm, dissolved oxygen, rate at saturation and at 1e-3 kg/m³",
    needs: ["T_K", "X_bacteria_per_m3", "KM_kg_O2_per_m3"],
    run: (inputs) => {
      const heap = {
        cellsPerM3: inputs.number("X_bacteria_per_m3"),
        halfSaturationKgPerM3: inputs.number("KM_kg_O2_per_m3"),
        bedDensityKgPerM3: inputs.number("rho_bed_kg_per_m3"),
        chalcociteFraction: inputs.number("chalcocite_mass_fraction"),
        pyriteRatio: inputs.numberOr("FPY", 0),
        molarMassChalcocite: inputs.number("M_Cu2S"),
        molarMassPyrite: inputs.number("M_FeS2"),
        molarMassOxygen: inputs.number("M_O2"),
      };
      const gas = 0.21 * inputs.number("rho_air");
      const temperatures = Array.isArray(inputs.raw("T_K")) ? [...inputs.column("T_K")] : [inputs.number("T_K")];
      const given = inputs.numberOr("C_L_kg_per_m3", 1e-3);
      return {
        Vm: temperatures.map(casasUptake),
        C_L_sat_kg_per_m3: temperatures.map((t) => dissolvedOxygen(gas, t)),
        dalpha_dt_per_day_saturated: temperatures.map(
          (t) => daySeconds * casasRatePerS(heap, t, dissolvedOxygen(gas, t)),
        ),
        dalpha_dt_per_day_CL_1e3: temperatures.map((t) => daySeconds * casasRatePerS(heap, t, given)),
      };
    },
  },
]);
