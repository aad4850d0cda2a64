import {
  cubicTurbineFraction,
  dieselLitresPerHour,
  dispatchPower,
  faimanCellTemperatureC,
  inverterPower,
  jointLossPct,
  pvDirectPower,
} from "@relode/core/process";
import { linearProgramSolver } from "../../files/linearProgram.ts";
import type { CaseInputs } from "../caseInputs.ts";
import type { Answers, CategoryAdapter } from "./adapter.ts";
import { byKeys, type KeyRule } from "./byKeys.ts";

async function dispatch(inputs: CaseInputs): Promise<Answers> {
  const solve = await linearProgramSolver();
  const loadMW = inputs.column("load_MW");
  const renewableMW = inputs.has("pv_MW") ? inputs.column("pv_MW") : new Float64Array(loadMW.length);
  const perKwh = inputs.column("buy_price_USD_per_kWh");
  const sellPerKwh = inputs.numberOr("sell_price", 0);
  const grid = {
    buyUsdPerMWh: perKwh.map((price) => price * 1000),
    ...(sellPerKwh > 0 ? { sellUsdPerMWh: perKwh.map(() => sellPerKwh * 1000) } : {}),
  };
  const startMWh = inputs.numberOr("soc_start_and_end_MWh", 0);
  const found = dispatchPower(
    {
      loadMW,
      renewableMW,
      grid,
      battery: {
        energyMWh: inputs.number("battery_MWh"),
        powerMW: inputs.number("battery_MW"),
        oneWayEfficiency: inputs.numberOr("one_way_efficiency", 1),
        startMWh,
      },
    },
    solve,
  );
  const without = dispatchPower({ loadMW, renewableMW, grid }, solve);
  return {
    cost_thousand_USD: found.costUsd / 1000,
    grid_energy_MWh: found.gridMWh,
    curtailed_MWh: found.curtailedMWh,
    cost_without_battery_thousand_USD: without.costUsd / 1000,
  };
}

const rules: readonly KeyRule[] = [
  { needs: ["load_MW", "battery_MWh"], doc: "least-cost dispatch with a battery", run: dispatch },
  {
    needs: ["losses_pct"],
    doc: "joint loss",
    run: (inputs) => ({ total_pct: jointLossPct(inputs.column("losses_pct")) }),
  },
  {
    needs: ["G_W_m2", "Tcell_C"],
    doc: "direct power of an array",
    run: (inputs) => ({
      Pdc: pvDirectPower(
        inputs.number("G_W_m2"),
        inputs.number("Tcell_C"),
        inputs.number("Pdc0"),
        inputs.number("gamma_per_C"),
      ),
    }),
  },
  {
    needs: ["Pdc", "Pdc0"],
    doc: "inverter",
    run: (inputs) => ({
      Pac: inverterPower(inputs.number("Pdc"), inputs.number("Pdc0"), inputs.numberOr("eta_nom", 0.96)),
    }),
  },
  {
    needs: ["G_W_m2", "Tair_C"],
    doc: "cell temperature",
    run: (inputs) => ({
      Tcell_C: faimanCellTemperatureC(
        inputs.number("G_W_m2"),
        inputs.number("Tair_C"),
        inputs.numberOr("wind_m_s", 1),
        inputs.numberOr("u0", 25),
        inputs.numberOr("u1", 6.84),
      ),
    }),
  },
  {
    needs: ["wind_m_s", "rated_m_s"],
    doc: "fraction of a turbine's rated power, cubic curve",
    run: (inputs) => ({
      fraction: cubicTurbineFraction(inputs.number("wind_m_s"), {
        cutInMPerS: inputs.numberOr("cut_in_m_s", 3),
        ratedMPerS: inputs.number("rated_m_s"),
        cutOutMPerS: inputs.numberOr("cut_out_m_s", 25),
      }),
    }),
  },
  {
    needs: ["power_kW", "rated_kW"],
    doc: "diesel burnt in an hour",
    run: (inputs) => ({ L_per_h: dieselLitresPerHour(inputs.number("power_kW"), inputs.number("rated_kW")) }),
  },
];

/** Power: sun, wind, diesel, storage. */
export const energy: CategoryAdapter = { category: "energy", quantities: { "": byKeys(rules) } };
