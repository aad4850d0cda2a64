import {
  type EquipmentItem,
  equipmentCostUsd,
  langFactor,
  plantOperatingCost,
  qgessNpv,
  type QgessTerms,
  reeBoundCoefficients,
  reeCostBounds,
  ukyTerms,
} from "@relode/core/economics";
import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers } from "./adapter.ts";
import { type Fields, fieldsOf, type KeyRule, numberOf } from "./byKeys.ts";

/**
 * A commercial plant cost index (CEPCI) for the years that reference cases name, as carried in IDAES. It serves only to repeat
 * those cases: no evaluation of a project uses it.
 */
const cepci: Readonly<Record<string, number>> = {
  "2015": 556.8,
  "2016": 541.7,
  "2017": 567.5,
  "2018": 603.1,
  "2019": 607.5,
  "2020": 596.2,
  "2021": 708,
  "2022": 816,
  "2023": 797.9,
};
/** Index of the money of the University of Kentucky study. */
const ukyIndex = 609.495;
const hoursPerYear = 8766;
const kwPerHorsepower = 0.745699872;

function indexOf(inputs: CaseInputs, year: string): number {
  const found = inputs.numberOr(`CEPCI_reference_${year}`, inputs.numberOr(`CEPCI_${year}`, cepci[year]));
  if (found === undefined) throw new CaseInputError(`no cost index of ${year}; give CEPCI_${year}`);
  return found;
}

function targetIndex(inputs: CaseInputs): number {
  return inputs.numberOr("CEPCI_target", ukyIndex);
}

function itemOf(fields: Fields): EquipmentItem & { year: string } {
  const n = (key: string) => numberOf(fields, key, "equipment[]");
  return {
    unit: String(fields.unit),
    scaledValue: n("scaled_value"),
    referenceValue: n("ref_value"),
    exponent: n("exponent"),
    referenceCostUsd: n("ref_BEC_USD"),
    count: typeof fields.n_equip === "number" ? fields.n_equip : 1,
    isSharedByCount: fields.scale_down_parallel === true,
    year: (typeof fields.ref_year === "string" ? fields.ref_year : "$2016").replace(/\D/g, ""),
  };
}

function labour(inputs: CaseInputs): { operating: number; technical: number } {
  const rates = new Map(inputs.numbers("rates_USD_per_h"));
  const burden = 1 + inputs.numberOr("labor_burden", 0);
  const technicalKinds = ["technician", "engineer"];
  let [operating, technical] = [0, 0];
  for (const [kind, count] of inputs.numbers("operators_per_shift")) {
    const rate = rates.get(kind);
    if (rate === undefined) throw new CaseInputError(`no rate for ${kind} in rates_USD_per_h`);
    const yearly = count * rate * burden * hoursPerYear;
    if (technicalKinds.includes(kind)) technical += yearly;
    else operating += yearly;
  }
  return { operating, technical };
}

function revenueUsd(inputs: CaseInputs): number {
  const prices = fieldsOf(inputs.raw("price_USD_per_kg"), "price_USD_per_kg");
  const target = targetIndex(inputs);
  const priceOf = (product: string) => {
    const entry = fieldsOf(prices[product], `price_USD_per_kg.${product}`);
    return (numberOf(entry, "price", product) * target) / indexOf(inputs, String(entry.year));
  };
  const worth = (key: string) =>
    inputs.has(key) ? inputs.numbers(key).reduce((sum, [product, kg]) => sum + kg * priceOf(product), 0) : 0;
  const mixed = inputs.numberOr("mixed_realisation", 0.65) * worth("mixed_products_kg_per_h");
  return hoursPerYear * (worth("pure_products_kg_per_h") + mixed);
}

function wasteUsd(inputs: CaseInputs): number {
  const price = Object.entries(fieldsOf(inputs.raw("waste_USD2019_per_ton"), "waste_USD2019_per_ton"));
  const tons = fieldsOf(inputs.raw("waste_ton_per_h"), "waste_ton_per_h");
  const perHour = price.reduce((sum, [kind, usd]) => sum + Number(usd) * numberOf(tons, kind, "waste_ton_per_h"), 0);
  return (perHour * hoursPerYear * targetIndex(inputs)) / indexOf(inputs, "2019");
}

function commercialPlant(inputs: CaseInputs): Answers {
  const listed = inputs.raw("equipment");
  if (!Array.isArray(listed)) throw new CaseInputError("input equipment must be a list");
  const target = targetIndex(inputs);
  const escalation = (year: string) => target / indexOf(inputs, year);
  const million = 1e-6;
  const cost = listed.map((entry: unknown) => {
    const item = itemOf(fieldsOf(entry, "equipment[]"));
    return [item.unit, million * equipmentCostUsd(item, escalation(item.year))] as const;
  });
  const totalBec = cost.reduce((sum, [, usd]) => sum + usd, 0);
  const otherPlantCosts = million * inputs.numberOr("other_plant_costs_USD2016", 0) * escalation("2016");
  const plantCost = inputs.numberOr("lang_factor", langFactor()) * totalBec + otherPlantCosts;
  const { operating, technical } = labour(inputs);
  const reagentHours = inputs.numberOr("hours_for_reagents", hoursPerYear);
  const reagents = (inputs.number(`reagents_USD_per_y_at_${reagentHours}h`) * hoursPerYear) / reagentHours;
  const land = million * inputs.number("land_USD_per_ton_feed") * inputs.number("feed_ton_per_h") * reagentHours;
  const power = inputs.number("power_hp") * kwPerHorsepower * hoursPerYear * inputs.number("power_USD2023_per_kWh");
  const revenue = million * revenueUsd(inputs);
  const { fixed, variable, overhead } = plantOperatingCost({
    plantCost,
    revenue,
    operatingLabour: million * operating,
    technicalLabour: million * technical,
    power: million * power * escalation("2023"),
    reagents: million * reagents,
    waste: million * wasteUsd(inputs),
    land,
  });
  const correct = qgessNpv({ capital: plantCost, operating: fixed + variable, revenue }, termsOf(inputs));
  // As published, with other plant costs and land counted twice; shown beside the correct value, used nowhere.
  const reported = qgessNpv(
    { capital: plantCost + otherPlantCosts, operating: fixed + variable + land, revenue },
    termsOf(inputs),
  );
  return {
    total_BEC: totalBec,
    total_plant_cost: plantCost,
    other_plant_costs: otherPlantCosts,
    fixed_OM: fixed,
    variable_OM: variable,
    land,
    revenue,
    pv_capital_correct: correct.capital,
    pv_loan_correct: correct.loan,
    pv_opex_correct: correct.operating,
    pv_revenue: correct.revenue,
    npv_correct: correct.npv,
    pv_capital_reported: reported.capital,
    pv_loan_reported: reported.loan,
    pv_opex_reported: reported.operating,
    npv_reported: reported.npv,
    detail: {
      total_BEC: totalBec,
      total_plant_cost: plantCost,
      operating_labor: million * operating,
      technical_labor: million * technical,
      fixed_OM: fixed,
      plant_overhead: overhead,
      variable_OM: variable,
    },
    BEC_by_unit: Object.fromEntries(cost),
  };
}

function termsOf(inputs: CaseInputs): QgessTerms {
  return {
    discountRate: inputs.numberOr("discount", ukyTerms.discountRate),
    operatingYears: inputs.numberOr("life", ukyTerms.operatingYears),
    capitalSchedule: inputs.has("schedule") ? [...inputs.column("schedule")] : ukyTerms.capitalSchedule,
    capitalEscalation: inputs.numberOr("capital_escalation", ukyTerms.capitalEscalation),
    inflation: inputs.numberOr("inflation", ukyTerms.inflation),
    debtFraction: inputs.numberOr("debt", ukyTerms.debtFraction),
    interestRate: inputs.numberOr("interest", ukyTerms.interestRate),
    loanYears: inputs.numberOr("loan_years", ukyTerms.loanYears),
  };
}

function npvByFactors(inputs: CaseInputs): Answers {
  const value = qgessNpv(
    { capital: inputs.number("capex"), operating: inputs.number("opex"), revenue: inputs.number("revenue") },
    termsOf(inputs),
  );
  return {
    pv_capital: value.capital,
    pv_loan: value.loan,
    pv_opex: value.operating,
    pv_revenue: value.revenue,
    npv: value.npv,
  };
}

function bounds(inputs: CaseInputs): Answers {
  const given = inputs.has("coefficients_USD2022_per_kg")
    ? fieldsOf(inputs.raw("coefficients_USD2022_per_kg"), "coefficients")
    : reeBoundCoefficients;
  const escalation = targetIndex(inputs) / indexOf(inputs, "2022");
  return Object.fromEntries(
    Object.entries(given).map(([step, coefficients]) => {
      if (!Array.isArray(coefficients) || coefficients.length !== 4)
        throw new CaseInputError(`coefficients of ${step} must be four numbers`);
      const [a, da, b, db] = coefficients.map(Number);
      return [
        step,
        reeCostBounds(inputs.number("site_tonnes"), inputs.number("grade_fraction"), [a, da, b, db], escalation),
      ];
    }),
  );
}

/** Costing of a plant by accounts, factors and published bounds. */
export const plantCostingRules: readonly KeyRule[] = [
  { needs: ["equipment"], doc: "accounts of a plant to cost and net present value, million USD", run: commercialPlant },
  { needs: ["capex", "opex", "revenue", "schedule"], doc: "net present value by factors", run: npvByFactors },
  { needs: ["site_tonnes", "grade_fraction"], doc: "bounds of cost by step, USD/kg", run: bounds },
];
