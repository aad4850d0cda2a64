import { type HeadlineProject, headlineNpv, judgedTerms, uniformNpv } from "@relode/core/economics";
import type { CaseInputs } from "../caseInputs.ts";
import type { Answers, CategoryAdapter } from "./adapter.ts";
import { type Fields, fieldsOf } from "./byKeys.ts";

const gramsPerTroyOunce = 31.1034768;
/** Assumed where a study does not say. */
const hoursPerYear = 8000;

type Amount = number | readonly number[];

/** A number, or a list of them; anything else is not there. */
function amount(inputs: CaseInputs, key: string): Amount | undefined {
  const value = inputs.raw(key);
  if (typeof value === "number") return value;
  return Array.isArray(value) && value.every((item) => typeof item === "number") ? value : undefined;
}

function map(value: Amount | undefined, change: (one: number) => number): Amount | undefined {
  if (value === undefined) return undefined;
  return typeof value === "number" ? change(value) : value.map(change);
}

function group(inputs: CaseInputs, key: string): Fields {
  const value = inputs.raw(key);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? fieldsOf(value, key) : {};
}

function numberIn(fields: Fields, key: string): number | undefined {
  const value = fields[key];
  return typeof value === "number" ? value : undefined;
}

/** Margins of a full year in millions, one for each price case of the study; empty where the inputs do not give them. */
function margins(inputs: CaseInputs, revenueM: number | undefined): number[] {
  const ebitda = inputs.numberOr("ebitda_M_per_y", undefined);
  if (ebitda !== undefined) return [ebitda];
  const cases = inputs.raw("cases");
  const product = Object.values(group(inputs, "product_t_per_y")).find((value) => typeof value === "number");
  if (Array.isArray(cases) && product !== undefined)
    return cases.map((entry: unknown) => {
      const one = fieldsOf(entry, "cases[]");
      const price = Number(Object.entries(one).find(([key]) => key.endsWith("price_per_t"))?.[1]);
      const cost = Number(Object.entries(one).find(([key]) => key.startsWith("cash_cost_per_t"))?.[1]);
      return (product * (numberIn(one, "margin_per_t") ?? price - cost)) / 1e6;
    });
  const tonnesM = inputs.numberOr("rate_Mtpa", inputs.numberOr("rate_kt_per_month", Number.NaN) * 0.012);
  const perTonne = inputs.numberOr("opex_per_t", undefined);
  const perKg = inputs.numberOr("opex_per_kg", undefined);
  const kgM = inputs.numberOr("magnet_REO_t_per_y", Number.NaN) / 1000;
  if (revenueM === undefined) return [];
  const cost = perTonne !== undefined ? perTonne * tonnesM : perKg !== undefined ? perKg * kgM : Number.NaN;
  return Number.isFinite(cost) ? [revenueM - cost] : [];
}

function yearlyRevenueM(inputs: CaseInputs): number | undefined {
  const given = inputs.numberOr("revenue_M_per_y", undefined);
  if (given !== undefined) return given;
  const product = (tonnes: string, perUnit: string, factor: number) =>
    inputs.has(tonnes) && inputs.has(perUnit) ? inputs.number(tonnes) * inputs.number(perUnit) * factor : undefined;
  const gold = product("gold_koz_per_y", "gold_price_USD_oz", 1e-3);
  return (
    product("magnet_REO_t_per_y", "basket_price_per_kg", 1e-3) ??
    product("concentrate_kt_per_y", "price_per_t", 1e-3) ??
    (gold === undefined ? undefined : gold * inputs.numberOr("ZAR_per_USD", 1))
  );
}

function values(inputs: CaseInputs, margin: readonly number[]): Answers {
  const capital = inputs.raw("capex_M");
  if (typeof capital !== "number" || !inputs.has("discount")) return {};
  const projects = margin.map(
    (annualMargin): HeadlineProject => ({
      capital,
      sustaining: inputs.numberOr("sustaining_M", 0),
      annualMargin,
      lifeYears: inputs.number("life_y"),
      discountRate: inputs.number("discount"),
    }),
  );
  const [first] = projects;
  if (first === undefined) return {};
  const isAfterTax = inputs.has("tax") && /after/i.test(inputs.text("tax"));
  const before = projects.map((project) => headlineNpv(project, { ...judgedTerms, taxRate: 0 }));
  const after = projects.map((project) => headlineNpv(project, judgedTerms));
  const one = (list: readonly number[]) => (list.length === 1 ? list[0] : list);
  return {
    margin_low_M: first.annualMargin,
    uniform_npv_low_M: uniformNpv(first),
    uniform_npv_M: uniformNpv(first),
    npv_M: one(isAfterTax ? after : before),
    npv_before_tax_M: one(before),
    npv_after_tax_M: one(after),
  };
}

/** Metal in the ground and in the product, and the recovery that they imply. */
function metal(inputs: CaseInputs): Answers {
  const life = inputs.numberOr("life_y", Number.NaN);
  const tonnesM = inputs.numberOr("tonnage_Mt", inputs.numberOr("resource_Mt", Number.NaN));
  const gold = inputs.numberOr("grade_Au_g_t", Number.NaN);
  const containedMoz = (tonnesM * gold) / gramsPerTroyOunce;
  const goldRecovery = (inputs.numberOr("gold_koz_per_y", Number.NaN) * life) / (1000 * containedMoz);
  const feedMetalT =
    (inputs.numberOr("rate_t_per_h", Number.NaN) *
      inputs.numberOr("hours_per_year", hoursPerYear) *
      inputs.numberOr("grade_Co_pct", Number.NaN)) /
    100;
  const cobalt = map(amount(inputs, "product_t_Co_per_y"), (tonnes) => tonnes / feedMetalT);
  const total = group(inputs, "product_t_total");
  const price = group(inputs, "price_USD_per_t");
  const totalRevenue = Object.entries(total).reduce(
    (sum, [product, tonnes]) => sum + Number(tonnes) * (numberIn(price, product) ?? Number.NaN) * 1e-6,
    0,
  );
  return known({
    contained_Moz: containedMoz,
    contained_koz: 1000 * containedMoz,
    implied_recovery: cobalt ?? goldRecovery,
    Zn_kt_per_y:
      (inputs.numberOr("concentrate_kt_per_y", Number.NaN) * inputs.numberOr("concentrate_grade_Zn_pct", Number.NaN)) /
      100,
    Mn_kt: tonnesM * 10 * inputs.numberOr("grade_Mn_pct", Number.NaN),
    revenue_M_total: Object.keys(total).length === 0 ? Number.NaN : totalRevenue,
  });
}

/** Only what could be computed. */
function known(answers: Readonly<Record<string, Amount | undefined>>): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([, value]) =>
      typeof value === "number" ? Number.isFinite(value) : value?.every(Number.isFinite),
    ),
  );
}

function headline(inputs: CaseInputs): Answers {
  const revenue = yearlyRevenueM(inputs);
  const margin = margins(inputs, revenue);
  const share = revenue !== undefined && margin.length === 1 ? (100 * margin[0]) / revenue : undefined;
  return {
    ...metal(inputs),
    ...known({ revenue_M_per_y: revenue, ebitda_M_per_y: margin[0], ebitda_margin_pct: share }),
    ...values(inputs, margin),
  };
}

const quantity = {
  doc:
    "headline inputs of a study -> margin, revenue, contained metal, implied recovery, and net present value to an order of " +
    "magnitude (two years of building, half a first year, 30 % tax where after tax: judged, not the study's)",
  run: headline,
};

/** Arithmetic that must hold in the headlines of published projects. */
export const publishedEconomics: CategoryAdapter = {
  category: "published economics",
  quantities: { "": quantity, "published study headline (not a full model)": quantity },
};
