import {
  binomialOption,
  blackScholesCall,
  cammCost,
  cammTailingsPond,
  correlatedDraws,
  type DepreciationRule,
  depreciationShares,
  type Distribution,
  growingAnnuity,
  internalRates,
  macrsYears,
  netPresentValue,
  nominalRate,
  paybackYears,
  realRate,
  scaledCost,
  taylorRule,
  uniformPlantCashFlow,
} from "@relode/core/economics";
import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers, CategoryAdapter } from "./adapter.ts";
import { byKeys, type KeyRule } from "./byKeys.ts";
import { plantCostingRules } from "./plantCosting.ts";

const draws = 100_000;
const seed = 20250821;

/** `MACRS7`, `SL5`, `DDB5`, `SYD5`. */
function ruleOf(name: string): DepreciationRule {
  const match = /^(MACRS|SL|DDB|SYD)-?(\d+)$/i.exec(name.trim());
  const methods = { MACRS: "MACRS", SL: "straight-line", DDB: "double-declining", SYD: "sum-of-years" } as const;
  const method = Object.entries(methods).find(([short]) => short === match?.[1]?.toUpperCase())?.[1];
  if (match === null || method === undefined)
    throw new CaseInputError(`depreciation ${name.slice(0, 40)} is none of MACRS7, SL5, DDB5, SYD5 and their like`);
  return { method, years: Number(match[2]) };
}

/** What of a loan is deducted: as the case says it in words, else interest only. */
function conventionOf(inputs: CaseInputs): { deductible: "interest" | "payment"; yearZeroInterest: boolean } {
  const words = ["deductible", "convention"].flatMap((key) => (inputs.has(key) ? [inputs.text(key)] : []))[0] ?? "";
  return {
    deductible: /payment|principal/i.test(words) && !/interest only/i.test(words) ? "payment" : "interest",
    yearZeroInterest:
      /year[ -]?(0|zero)/i.test(words) && /interest/i.test(words) && !/no year[ -]?(0|zero)/i.test(words),
  };
}

function plant(inputs: CaseInputs): Answers {
  const found = uniformPlantCashFlow({
    fixedCapital: inputs.number("fixed_capital_MUSD"),
    workingCapitalFraction: inputs.numberOr("working_capital_fraction", 0),
    annualCost: inputs.number("annual_cost_MUSD"),
    annualSales: inputs.number("sales_MUSD"),
    years: inputs.number("years"),
    discountRate: inputs.number("discount"),
    taxRate: inputs.numberOr("income_tax", 0),
    depreciation: ruleOf(inputs.text("depreciation")),
    ...(inputs.has("loan_fraction")
      ? {
          loan: {
            fraction: inputs.number("loan_fraction"),
            rate: inputs.number("loan_interest"),
            years: inputs.number("loan_years"),
            ...conventionOf(inputs),
          },
        }
      : {}),
  });
  const rates = internalRates(found.cashFlow);
  return {
    npv: found.npv,
    npv_MUSD: found.npv,
    cash_flow: [...found.cashFlow],
    tax: [...found.tax],
    depreciation: [...found.depreciation],
    npv_cumulative: [...found.cumulative],
    ...(rates.rates.length === 1 ? { irr: rates.rates[0] } : { irr_roots: rates.rates }),
    payback_years: paybackYears(found.cashFlow),
  };
}

function cashFlow(inputs: CaseInputs): Answers {
  const flow = inputs.column("cash_flow");
  const found = internalRates(flow);
  return {
    ...(inputs.has("discount") ? { npv: netPresentValue(flow, inputs.number("discount")) } : {}),
    ...(found.rates.length === 1 ? { irr: found.rates[0] } : {}),
    irr_roots: found.rates,
    irr_count: found.rates.length,
    verdict: found.verdict,
    payback_years: paybackYears(flow),
  };
}

/** Shares of every rule of 3 to 20 years by name, and of the one asked for as `shares`. */
function depreciation(inputs: CaseInputs): Answers {
  const answers: Record<string, unknown> = {};
  for (const years of macrsYears) answers[`MACRS${years}`] = depreciationShares({ method: "MACRS", years });
  for (let years = 2; years <= 20; years++)
    for (const name of ["SL", "DDB", "SYD"]) answers[`${name}${years}`] = depreciationShares(ruleOf(`${name}${years}`));
  if (inputs.has("depreciation")) answers.shares = depreciationShares(ruleOf(inputs.text("depreciation")));
  return answers;
}

function option(inputs: CaseInputs): Answers {
  const of = {
    value: inputs.number("project_PV"),
    strike: inputs.number("capex"),
    riskFreeRate: inputs.number("r"),
    payoutRate: inputs.numberOr("q", 0),
    volatility: inputs.number("sigma"),
    years: inputs.number("T"),
  };
  return { value: inputs.has("steps") ? binomialOption(of, inputs.number("steps")) : blackScholesCall(of) };
}

function distributionOf(inputs: CaseInputs): Distribution {
  const kind = inputs.text("distribution");
  if (kind === "triangular")
    return { kind, min: inputs.number("min"), mode: inputs.number("mode"), max: inputs.number("max") };
  if (kind === "uniform") return { kind, min: inputs.number("min"), max: inputs.number("max") };
  if (kind === "normal") return { kind, mean: inputs.number("mean"), sd: inputs.number("sd") };
  if (kind === "lognormal") return { kind, median: inputs.number("median"), gsd: inputs.number("gsd") };
  throw new CaseInputError(`distribution ${kind.slice(0, 40)} is none of triangular, uniform, normal, lognormal`);
}

function moments(values: Float64Array): { mean: number; variance: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance, sd: Math.sqrt(variance) };
}

function distributionMoments(inputs: CaseInputs): Answers {
  const quantity = { name: "x", distribution: distributionOf(inputs) };
  return { ...moments(correlatedDraws([quantity], [], draws, seed, "stratified")[0]) };
}

function linearMonteCarlo(inputs: CaseInputs): Answers {
  const normal = (name: string) => ({
    name,
    distribution: { kind: "normal", mean: inputs.number(`${name}_mean`), sd: inputs.number(`${name}_sd`) } as const,
  });
  const correlation = inputs.numberOr("correlation", 0);
  const [revenue, opex] = correlatedDraws(
    [normal("revenue"), normal("opex")],
    correlation === 0 ? [] : [{ a: "revenue", b: "opex", correlation }],
    draws,
    seed,
    "stratified",
  );
  const annuity = growingAnnuity(inputs.number("discount"), 0, inputs.number("annuity_years"));
  return { ...moments(revenue.map((value, k) => annuity * (value - opex[k]) - inputs.number("capex"))) };
}

const rules: readonly KeyRule[] = [
  ...plantCostingRules,
  { needs: ["fixed_capital_MUSD"], doc: "cash flow of a uniform plant with tax and loan", run: plant },
  { needs: ["cash_flow"], doc: "npv, all internal rates, payback", run: cashFlow },
  {
    needs: ["real", "inflation"],
    doc: "nominal rate",
    run: (inputs) => ({ nominal: nominalRate(inputs.number("real"), inputs.number("inflation")) }),
  },
  {
    needs: ["nominal", "inflation"],
    doc: "real rate",
    run: (inputs) => ({ real: realRate(inputs.number("nominal"), inputs.number("inflation")) }),
  },
  { needs: ["project_PV", "sigma"], doc: "option to defer: American tree with steps, else Black-Scholes", run: option },
  { needs: ["revenue_mean", "opex_mean"], doc: "Monte Carlo of a linear npv, 100,000 draws", run: linearMonteCarlo },
  { needs: ["distribution"], doc: "moments of 100,000 draws", run: distributionMoments },
  {
    needs: ["model", "X_st_per_day"],
    doc: "Camm model, USD 1989",
    run: (inputs) => {
      const cost = cammCost(inputs.text("model"), inputs.number("X_st_per_day"));
      return { capital_USD1989: cost.capitalUsd1989, opex_USD1989_per_st: cost.operatingUsd1989PerShortTon };
    },
  },
  {
    needs: ["X_st_per_day", "life_y"],
    doc: "tailings pond, USD 1989",
    run: (inputs) => {
      const pond = cammTailingsPond(inputs.number("X_st_per_day"), inputs.number("life_y"));
      return { acres: pond.acres, pond: pond.pondUsd1989, dam: pond.damUsd1989, liner: pond.linerUsd1989 };
    },
  },
  {
    needs: ["short_tons"],
    doc: "Taylor's rule",
    run: (inputs) => {
      const taylor = taylorRule(inputs.number("short_tons"));
      return {
        life_y: taylor.lifeYears,
        capacity_350: taylor.capacity350ShortTonsPerDay,
        capacity_260: taylor.capacity260ShortTonsPerDay,
      };
    },
  },
  {
    needs: ["ref_capex", "ref_capacity", "capacity"],
    doc: "capital of another size and year",
    run: (inputs) => ({
      capex: scaledCost(
        {
          cost: inputs.number("ref_capex"),
          capacity: inputs.number("ref_capacity"),
          ...(inputs.has("ref_index") ? { index: inputs.number("ref_index") } : {}),
        },
        inputs.number("capacity"),
        inputs.numberOr("exponent", 0.6),
        inputs.numberOr("index", undefined),
      ),
    }),
  },
  { needs: [], doc: "depreciation shares by name", run: depreciation },
];

/** Costs, cash flow, options and Monte Carlo. */
export const economics: CategoryAdapter = { category: "economics", quantities: { "": byKeys(rules) } };
