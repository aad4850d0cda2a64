import {
  bondEnergyKwhPerT,
  carbonationKgPerT,
  crosscurrentDesorption,
  geopolymerRatios,
  magneticShare,
  monodBatchH,
  morrellEnergyKwhPerT,
  plittCutUm,
  reconcile,
  ruthTimeS,
  trompToSinks,
  twoProductFormula,
} from "@relode/core/process";
import type { CaseInputs } from "../caseInputs.ts";
import type { Answers } from "./adapter.ts";
import { adapterByInputs, type InputModel, numberOf, recordsOf } from "./processAdapter.ts";

function gravity(inputs: CaseInputs): Answers {
  const [cut, ep] = [inputs.number("d50_sg"), inputs.number("Ep_sg")];
  const feed = recordsOf(inputs, "feed").map((row) => ({
    density: numberOf(row, "density"),
    feed_pct: numberOf(row, "mass_pct"),
  }));
  const rows = feed.map((row) => ({ ...row, to_sinks: trompToSinks(row.density, cut, ep) }));
  const sinks = rows.reduce((sum, row) => sum + row.feed_pct * row.to_sinks, 0);
  const fed = rows.reduce((sum, row) => sum + row.feed_pct, 0);
  const densest = rows.reduce((a, b) => (b.density > a.density ? b : a));
  return {
    P: rows,
    sinks_mass_yield_pct: (100 * sinks) / fed,
    recovery_of_densest_pct: 100 * densest.to_sinks,
    grade_of_densest_in_sinks_pct: (100 * densest.feed_pct * densest.to_sinks) / sinks,
  };
}

function reconciled(inputs: CaseInputs): Answers {
  const names = inputs.raw("streams") as string[];
  const rows = recordsOf(inputs, "balances").map((row) =>
    Float64Array.from(names, (name) => (row[name] === undefined ? 0 : numberOf(row, name))),
  );
  const key = ["measured_t_h", "measured_kg_h", "measured"].find((name) => inputs.has(name)) ?? "measured";
  const sd = key.replace("measured", "sd");
  const found = reconcile(inputs.column(key), inputs.column(sd), rows);
  return { [key.replace("measured", "reconciled")]: [...found.values], objective: found.objective };
}

function lifeCycle(inputs: CaseInputs): Answers {
  const built = recordsOf(inputs, "construction").reduce(
    (sum, item) => sum + numberOf(item, "quantity_kg") * numberOf(item, "GWP_kgCO2e_per_kg"),
    0,
  );
  const years = inputs.number("lifetime_y");
  const hoursPerYear = inputs.numberOr("hours_per_year", 8760);
  const operating =
    inputs.number("stream_kg_h") *
    inputs.number("stream_GWP_kgCO2e_per_kg") *
    hoursPerYear *
    inputs.numberOr("uptime", 1) *
    years;
  const total = built + operating;
  return { total_kgCO2e: total, per_year: total / years, per_day: total / ((years * hoursPerYear) / 24) };
}

const numbers = (inputs: CaseInputs, ...keys: string[]) => keys.map((key) => inputs.number(key));

const models: readonly InputModel[] = [
  {
    doc: "d50_sg, Ep_sg, feed of density fractions -> sinks (Tromp)",
    needs: ["d50_sg", "Ep_sg", "feed"],
    run: gravity,
  },
  {
    doc: "cut_susceptibility, sharpness_ln, fractions -> recovery to the magnetic product",
    needs: ["cut_susceptibility", "sharpness_ln", "fractions"],
    run: (inputs) => {
      const [cut, sharpness] = numbers(inputs, "cut_susceptibility", "sharpness_ln");
      const rows = recordsOf(inputs, "fractions");
      return {
        recovery: Object.fromEntries(
          rows.map((row) => [String(row["name"]), magneticShare(numberOf(row, "chi"), cut, sharpness)]),
        ),
      };
    },
  },
  {
    doc: "feed, concentrate and tailings grade -> mass_yield, recovery",
    needs: ["feed_grade_pct", "concentrate_grade_pct", "tailings_grade_pct"],
    run: (inputs) => {
      const [feed, concentrate, tailings] = numbers(
        inputs,
        "feed_grade_pct",
        "concentrate_grade_pct",
        "tailings_grade_pct",
      );
      const { massYield, recovery } = twoProductFormula(feed, concentrate, tailings);
      return { mass_yield: massYield, recovery };
    },
  },
  { doc: "streams, measurements, sd, balances -> reconciled flows", needs: ["streams", "balances"], run: reconciled },
  {
    doc: "Mi_kWh_per_t, x1_um, x2_um -> W_kWh_per_t (Morrell)",
    needs: ["Mi_kWh_per_t", "x1_um", "x2_um"],
    run: (inputs) => {
      const [index, from, to] = numbers(inputs, "Mi_kWh_per_t", "x1_um", "x2_um");
      return { W_kWh_per_t: morrellEnergyKwhPerT(index, from, to) };
    },
  },
  {
    doc: "Wi_kWh_per_t, F80_um, P80_um -> specific_energy_kWh_per_t (Bond)",
    needs: ["Wi_kWh_per_t", "F80_um", "P80_um"],
    run: (inputs) => {
      const [index, from, to] = numbers(inputs, "Wi_kWh_per_t", "F80_um", "P80_um");
      return { specific_energy_kWh_per_t: bondEnergyKwhPerT(index, from, to) };
    },
  },
  {
    doc: "Monod constants, S0, X0, S_end -> time_h of batch growth",
    needs: ["mu_max_per_h", "Ks_mol_L", "yield_g_per_mol", "S0_mol_L", "X0_g_L", "S_end_mol_L"],
    run: (inputs) => {
      const [mu, ks, y, s0, x0, s] = numbers(
        inputs,
        "mu_max_per_h",
        "Ks_mol_L",
        "yield_g_per_mol",
        "S0_mol_L",
        "X0_g_L",
        "S_end_mol_L",
      );
      return { time_h: monodBatchH(mu, ks, y, s0, x0, s) };
    },
  },
  {
    doc: "cake and medium resistance, area, pressure, filtrate -> time_s (Ruth)",
    needs: ["alpha_m_per_kg", "mu_Pa_s", "solids_kg_per_m3_filtrate", "area_m2", "dP_Pa", "Rm_per_m", "filtrate_m3"],
    run: (inputs) => {
      const [alpha, mu, solids, area, pressure, medium, volume] = numbers(
        inputs,
        "alpha_m_per_kg",
        "mu_Pa_s",
        "solids_kg_per_m3_filtrate",
        "area_m2",
        "dP_Pa",
        "Rm_per_m",
        "filtrate_m3",
      );
      const filter = {
        cakeResistanceMPerKg: alpha,
        viscosityPaS: mu,
        solidsKgPerM3Filtrate: solids,
        areaM2: area,
        pressurePa: pressure,
        mediumResistancePerM: medium,
      };
      return { time_s: ruthTimeS(filter, volume) };
    },
  },
  {
    doc: "ore_kg, solution_L_per_contact, contacts, Kd -> desorbed_fraction",
    needs: ["ore_kg", "solution_L_per_contact", "contacts", "Kd_L_per_kg_after_exchange"],
    run: (inputs) => {
      const [ore, solution, contacts, kd] = numbers(
        inputs,
        "ore_kg",
        "solution_L_per_contact",
        "contacts",
        "Kd_L_per_kg_after_exchange",
      );
      const fraction = crosscurrentDesorption(ore, solution, contacts, kd);
      return { desorbed_fraction: fraction, desorbed_REO_g: fraction * inputs.numberOr("exchangeable_REO_g", 0) };
    },
  },
  {
    doc: "CaO_pct, MgO_pct -> CO2_kg_per_t",
    needs: ["CaO_pct", "MgO_pct"],
    run: (inputs) => ({ CO2_kg_per_t: carbonationKgPerT(inputs.number("CaO_pct"), inputs.number("MgO_pct")) }),
  },
  {
    doc: "solid, oxides, caustic, silicate -> Si_Al, Na_Al",
    needs: ["solid_kg", "SiO2_pct", "Al2O3_pct", "reactive_fraction", "NaOH_kg"],
    run: (inputs) => {
      const found = geopolymerRatios({
        solidKg: inputs.number("solid_kg"),
        silicaPct: inputs.number("SiO2_pct"),
        aluminaPct: inputs.number("Al2O3_pct"),
        reactiveFraction: inputs.number("reactive_fraction"),
        causticKg: inputs.number("NaOH_kg"),
        silicateKg: inputs.numberOr("sodium_silicate_kg", 0),
        silicateSilicaPct: inputs.numberOr("silicate_SiO2_pct", 0),
        silicateSodaPct: inputs.numberOr("silicate_Na2O_pct", 0),
      });
      return { Si_Al: found.siliconToAluminium, Na_Al: found.sodiumToAluminium };
    },
  },
  { doc: "construction, stream, lifetime -> total_kgCO2e", needs: ["construction", "lifetime_y"], run: lifeCycle },
  {
    doc: "cyclone geometry and flow -> d50c_um (Plitt)",
    needs: ["Dc_cm", "Di_cm", "Do_cm", "Du_cm", "h_cm", "phi_vol_pct", "rho_s", "Q_L_min"],
    run: (inputs) => ({
      d50c_um: plittCutUm(
        {
          diameterCm: inputs.number("Dc_cm"),
          inletCm: inputs.number("Di_cm"),
          vortexFinderCm: inputs.number("Do_cm"),
          spigotCm: inputs.number("Du_cm"),
          freeHeightCm: inputs.number("h_cm"),
          solidsVolumePct: inputs.number("phi_vol_pct"),
          solidsDensityTPerM3: inputs.number("rho_s"),
          flowLPerMinute: inputs.number("Q_L_min"),
        },
        inputs.numberOr("calibration", 1),
      ),
    }),
  },
];

export const processMixed = adapterByInputs("mixed unit operations", models);
