import {
  containedT,
  elementFigures,
  evEquivalentMillion,
  netImportReliancePct,
  oreFromMetalT,
  recoveryToMeet,
  relianceAfter,
  scenarioOutcome,
  supplyConcentration,
} from "@relode/core/supply";
import type { ElementMarket, MarketFigure, WorldProduction } from "@relode/core/datasets";
import type { Interval } from "@relode/core/evidence";
import type { CaseInputs } from "../caseInputs.ts";
import type { CategoryAdapter } from "./adapter.ts";

const ppmPerPct = 1e4;

/** A mass known exactly, or its mean and percentiles when the case gives them. */
function massOf(inputs: CaseInputs, key: string): Interval {
  try {
    const mass = inputs.number(key);
    return { mean: mass, p05: mass, p50: mass, p95: mass };
  } catch (notOneNumber) {
    if (!inputs.has(key)) throw notOneNumber;
    const given = new Map(inputs.numbers(key));
    const at = (name: string) => given.get(name) ?? Number.NaN;
    return { mean: given.get("mean") ?? at("p50"), p05: at("p05"), p50: at("p50"), p95: at("p95") };
  }
}

function gradePpm(inputs: CaseInputs): number {
  if (inputs.has("gradePpm")) return inputs.number("gradePpm");
  if (inputs.has("gradePct")) return inputs.number("gradePct") * ppmPerPct;
  return inputs.number("gradeFraction") * 1e6;
}

function figure(value: number | null): MarketFigure {
  return { value, printed: value === null ? "W" : String(value), lower: null, upper: null };
}

/** A market row of one element from the tonnages of a case, t of the printed form a year. */
function marketRow(inputs: CaseInputs): ElementMarket {
  return {
    edition: "mcs2026",
    year: 2023,
    element: "X",
    form: "case",
    elementFraction: inputs.numberOr("elementFraction", 1),
    consumptionBasis: "",
    consumptionT: figure(inputs.numberOr("consumptionT", null)),
    importsT: figure(inputs.numberOr("importsT", null)),
    exportsT: figure(inputs.numberOr("exportsT", null)),
    netImportReliancePct: figure(inputs.numberOr("netImportReliancePct", null)),
    usdPerKgElement: Number.NaN,
    priceQuoted: "",
    priceForm: "",
    note: "",
  };
}

/** The national question: tonnes of ore and element, trade, vehicles, concentration of supply. */
export const supply: CategoryAdapter = {
  category: "supply",
  quantities: {
    "ev-equivalent": {
      doc: "massT t, kgPerVehicle kg -> million vehicles",
      run: (inputs) => ({ million: evEquivalentMillion(inputs.number("massT"), inputs.number("kgPerVehicle")) }),
    },
    "recovery-to-meet": {
      doc: "needT t a year, unrecoveredT t a year (a number or {p05,p50,p95}) -> recovery 0-1 {p05,p50,p95}, recoveryPct",
      run: (inputs) => {
        const found = recoveryToMeet(inputs.number("needT"), massOf(inputs, "unrecoveredT"));
        return {
          recovery: found?.p50 ?? null,
          recoveryPct: found ? 100 * found.p50 : null,
          p05: found?.p05,
          p95: found?.p95,
        };
      },
    },
    "reliance-after": {
      doc: "recovery 0-1, unrecoveredT, consumptionT, importsT, exportsT t a year, netImportReliancePct -> reliancePct, importsReplaced 0-1",
      run: (inputs) => {
        const figures = elementFigures([marketRow(inputs)], "mcs2026", "X");
        const after = relianceAfter(inputs.number("recovery"), massOf(inputs, "unrecoveredT"), figures);
        return {
          recoveredT: after.recoveredT.p50,
          reliancePct: after.netImportReliancePct?.p50 ?? null,
          importsReplaced: after.importsReplaced?.p50 ?? null,
        };
      },
    },
    scenario: {
      doc: "massT list or number of t a year, recovery, demandFactor, consumptionT, importsT, netImportsT -> reliancePct, importsReplaced, recoveredT",
      run: (inputs) => {
        const mass = inputs.has("massesT") ? inputs.column("massesT") : Float64Array.of(inputs.number("massT"));
        const outcome = scenarioOutcome(mass, {
          recovery: inputs.number("recovery"),
          demandFactor: inputs.numberOr("demandFactor", 1),
          consumptionT: inputs.numberOr("consumptionT", null),
          importsT: inputs.numberOr("importsT", null),
          netImportsT: inputs.numberOr("netImportsT", null),
        });
        return {
          recoveredT: outcome.recoveredT.mean,
          reliancePct: outcome.netImportReliancePct?.mean ?? null,
          importsReplaced: outcome.importsReplaced?.mean ?? null,
        };
      },
    },
    "ore-from-metal": {
      doc: "metalT t recovered, gradeFraction (or gradePct, gradePpm), recovery 0-1 -> oreT",
      run: (inputs) => ({
        oreT: oreFromMetalT(inputs.number("metalT"), gradePpm(inputs) * 1e-6, inputs.number("recovery")),
      }),
    },
    "contained-metal": {
      doc: "massT t dry, gradePpm (or gradePct, gradeFraction), recovery 0-1 (default 1) -> containedT, recoveredT, unrecoveredT",
      run: (inputs) => {
        const contained = containedT(inputs.number("massT"), gradePpm(inputs));
        const recovered = contained * inputs.numberOr("recovery", 1);
        return { containedT: contained, recoveredT: recovered, unrecoveredT: contained - recovered };
      },
    },
    "concentrate-balance": {
      doc: "oreT t, gradePct (or ppm) of the metal, recovery 0-1, concentrateGradePct, companionsPct {symbol: %} -> containedT, recoveredT, concentrateT, companionsT",
      run: (inputs) => {
        const contained = containedT(inputs.number("oreT"), gradePpm(inputs));
        const recovered = contained * inputs.number("recovery");
        const concentrateT = oreFromMetalT(recovered, inputs.number("concentrateGradePct") / 100, 1);
        const companions = inputs.has("companionsPct") ? inputs.numbers("companionsPct") : [];
        return {
          containedT: contained,
          recoveredT: recovered,
          concentrateT,
          companionsT: Object.fromEntries(
            companions.map(([symbol, pct]) => [symbol, containedT(concentrateT, pct * ppmPerPct)]),
          ),
        };
      },
    },
    "net-import-reliance": {
      doc: "importsT, exportsT, stocksDrawnT (default 0), consumptionT t a year -> netImportsT, reliancePct",
      run: (inputs) => {
        const netImportsT = elementFigures([marketRow(inputs)], "mcs2026", "X").netImportsT.value;
        if (netImportsT === null) return { netImportsT: null, reliancePct: null };
        const drawnT = netImportsT + inputs.numberOr("stocksDrawnT", 0);
        return {
          netImportsT,
          reliancePct: inputs.has("consumptionT") ? netImportReliancePct(drawnT, inputs.number("consumptionT")) : null,
        };
      },
    },
    hhi: {
      doc: "amounts {country: amount}, otherCountries, worldTotal in one unit -> hhi, hhiUpper 0-10000, largestCountry, largestShare 0-1",
      run: (inputs) => {
        const row = (country: string, amount: number): WorldProduction => ({
          element: "X",
          commodity: "case",
          stage: "mine",
          country,
          year: 2024,
          unit: "t",
          amount,
          printed: String(amount),
        });
        const rows = inputs.numbers("amounts").map(([country, amount]) => row(country, amount));
        if (inputs.has("otherCountries")) rows.push(row("Other countries", inputs.number("otherCountries")));
        if (inputs.has("worldTotal")) rows.push(row("World total", inputs.number("worldTotal")));
        return { ...supplyConcentration(rows, "X") };
      },
    },
  },
};
