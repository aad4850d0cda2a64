import { type Issue, isUsable } from "../evidence/issue.ts";
import { type DepreciationRule, depreciationShares } from "./depreciation.ts";
import { DocumentFields } from "./documentFields.ts";
import type { OperatingLine, ProductLine, Project, RoyaltyTerms } from "./project.ts";
import { projectKeys } from "./projectKeys.ts";
import { type AccountCost, type CostIndex, readCapitalLine } from "./readCapital.ts";
import { readDistribution, readProduct } from "./readProduct.ts";

/** Name of the form of document that `readProject` reads. */
export const projectSchema = "relode.economics/1";

/** Most years of a project in all. */
const mostYears = 120;

/**
 * Reads a project document (see docs/economics.md). All findings are collected; the project is null when one is an error.
 * @param document parsed JSON
 * @param name of the file, for the issues
 * @param accounts machines that capital by `accounts` may name
 */
export function readProject(
  document: unknown,
  name: string,
  accounts: readonly AccountCost[] = [],
): { project: Project | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const root = new DocumentFields(document, name, issues);
  if (root.text("schema") !== projectSchema) root.fault("schema", "economics.schema", `must be "${projectSchema}"`);
  const moneyYear = root.number("moneyYear", { min: 1900, max: 2200, unit: "a" });
  const terms = root.object("terms") ?? missing(root, "terms", "discountRate, basis, inflation", issues);
  const schedule =
    root.object("schedule") ?? missing(root, "schedule", "buildYears, operatingYears, feedTonnesPerYear", issues);
  const buildYears = Math.max(1, whole(schedule, "buildYears", 1, 20));
  const feedTonnes = readFeed(schedule);
  schedule.tellUnknown();
  const context = { moneyYear, buildYears, index: readIndex(root), accounts };
  const products = root.list("products", 60).map(readProduct);
  const gradePpm =
    root.object("feed")?.byName("gradePpm", { min: 0, max: 1e6, unit: "ppm" }) ?? new Map<string, number>();
  checkProducts(root, products, gradePpm);
  const fiscal = root.object("fiscal") ?? new DocumentFields({}, `${name}.fiscal`, issues);
  const incentives = root.object("incentives") ?? new DocumentFields({}, `${name}.incentives`, issues);
  const grant = incentives.object("grant");
  const credit = root.object("remediationCredit");
  const project: Project = {
    name: root.text("name"),
    declared: root.choice("declared", ["real", "synthetic"] as const),
    currency: root.text("currency", "USD"),
    moneyYear,
    discountRate: terms.number("discountRate", { min: -0.5, max: 2, unit: "per year" }),
    basis: terms.choice("basis", ["real", "nominal"] as const),
    inflation: terms.number("inflation", { min: -0.2, max: 2, unit: "per year" }, 0),
    buildYears,
    feedTonnes,
    gradePpm,
    capital: root.list("capital").map((line) => readCapitalLine(line, context)),
    sustainingPerYear: root.number("sustainingPerYear", { min: 0 }, 0),
    operating: root.list("operating").map((line) => readOperating(line, products)),
    products,
    royalties: fiscal.list("royalties").map(readRoyalty),
    taxRate: fiscal.number("taxRate", { min: 0, max: 1 }, 0),
    lossYears: fiscal.number("lossYears", { min: 0, max: 1000, unit: "a" }, Number.POSITIVE_INFINITY),
    lossShareLimit: fiscal.number("lossShareLimit", { min: 0, max: 1 }, 1),
    depletionRate: fiscal.number("depletionRate", { min: 0, max: 1 }, 0),
    depreciation: readDepreciation(fiscal.object("depreciation")),
    loan: readLoan(root.object("loan")),
    workingCapitalDays: root.number("workingCapitalDays", { min: 0, max: 3650, unit: "days of operating cost" }, 0),
    closure: readClosure(root.object("closure")),
    remediationCreditPerTonne: credit?.number("perTonneFeed", { min: 0 }, 0) ?? 0,
    remediationCreditPerYear: credit?.number("perYear", { min: 0 }, 0) ?? 0,
    grant: {
      amount: grant?.number("amount", { min: 0 }) ?? 0,
      year: grant?.number("year", { min: 0, max: mostYears }, 0) ?? 0,
    },
    productionCreditShareOfCost: incentives.number("productionCreditShareOfCost", { min: 0, max: 1 }, 0),
    uncertain: root.list("uncertain", 200).map((line) => {
      const found = { key: line.text("key"), distribution: readDistribution(line) };
      line.tellUnknown();
      return found;
    }),
    correlations: root.list("correlations").map((line) => {
      const found = {
        a: line.text("a"),
        b: line.text("b"),
        correlation: line.number("correlation", { min: -1, max: 1 }),
      };
      line.tellUnknown();
      return found;
    }),
  };
  for (const part of [terms, fiscal, incentives, grant, credit]) part?.tellUnknown();
  // Read elsewhere: options, surfaces, scenarios and alternatives of the same document.
  for (const key of ["options", "breakEven", "scenarios", "alternatives", "description"]) root.has(key);
  root.tellUnknown();
  if (isUsable(issues)) checkWhole(root, project);
  return { project: isUsable(issues) ? project : null, issues };
}

function missing(root: DocumentFields, key: string, what: string, issues: Issue[]): DocumentFields {
  root.fault(key, "economics.missing", `is missing; give an object with ${what}`);
  return new DocumentFields({}, `${root.path}.${key}`, issues.slice(0, 0));
}

function whole(fields: DocumentFields, key: string, min: number, max: number, otherwise?: number): number {
  const value = fields.number(key, { min, max }, otherwise);
  if (Number.isFinite(value) && !Number.isInteger(value))
    fields.fault(key, "economics.not-whole", `must be a whole number, got ${value}`);
  return Number.isInteger(value) ? value : min;
}

/** Dry tonnes by operating year: one rate with its ramp-up, or a list. */
function readFeed(schedule: DocumentFields): number[] {
  const tonnes = { min: 0, max: 1e10, unit: "t/a" };
  if (Array.isArray(schedule.raw("feedTonnesPerYear"))) {
    const list = schedule.numbers("feedTonnesPerYear", tonnes, []);
    if (schedule.has("operatingYears") && schedule.raw("operatingYears") !== list.length)
      schedule.fault(
        "operatingYears",
        "economics.years",
        `differs from the ${list.length} years of feedTonnesPerYear; leave it out`,
      );
    return list;
  }
  const rate = schedule.number("feedTonnesPerYear", tonnes);
  const years = whole(schedule, "operatingYears", 1, 100);
  const ramp = schedule.numbers("rampUp", { min: 0, max: 1 }, [1]);
  return Array.from({ length: years }, (_, o) => rate * (ramp[o] ?? 1));
}

function readIndex(root: DocumentFields): CostIndex | null {
  const index = root.object("index");
  if (index === null) return null;
  const name = index.text("name");
  const values = new Map([...index.byName("values", { min: 1e-9 })].map(([year, value]) => [Number(year), value]));
  index.tellUnknown();
  return { name, values };
}

function checkProducts(
  root: DocumentFields,
  products: readonly ProductLine[],
  grade: ReadonlyMap<string, number>,
): void {
  if (products.length === 0) root.fault("products", "economics.missing", "lists no product; give at least one");
  const names = products.map(({ name }) => name);
  names.forEach((name, q) => {
    if (names.indexOf(name) < q)
      root.fault(`products[${q}]`, "economics.duplicate", `product ${name} is there already`);
    const { element } = products[q];
    if (!((grade.get(element) ?? 0) > 0))
      root.fault(
        `products[${q}].element`,
        "economics.no-grade",
        `feed.gradePpm has no ${element}; known: ${[...grade.keys()].join(", ") || "none"}`,
      );
  });
  const recovered = new Map<string, number>();
  for (const { element, recovery } of products) recovered.set(element, (recovered.get(element) ?? 0) + recovery);
  for (const [element, sum] of recovered)
    if (sum > 1 + 1e-9)
      root.fault(
        "products",
        "economics.over-recovered",
        `products recover ${sum.toPrecision(3)} of ${element}, limit 1`,
      );
}

function readOperating(fields: DocumentFields, products: readonly ProductLine[]): OperatingLine {
  const name = fields.text("name");
  const amounts = { min: -1e12, max: 1e12 };
  // A duty of the flowsheet: an amount per tonne of feed at a price.
  const duty = fields.has("amountPerTonneFeed")
    ? fields.number("amountPerTonneFeed", { min: 0 }) * fields.number("pricePerUnit", amounts)
    : 0;
  if (fields.has("amountPerTonneFeed")) fields.text("unit");
  const product = fields.has("product") ? products.findIndex((one) => one.name === fields.raw("product")) : -1;
  if (fields.has("perKgProduct") && product < 0)
    fields.fault(
      "product",
      "economics.no-product",
      `perKgProduct needs a product; known: ${products.map((one) => one.name).join(", ")}`,
    );
  const line = {
    name,
    perYear: fields.number("perYear", amounts, 0),
    perTonneFeed: fields.number("perTonneFeed", amounts, 0) + duty,
    perKgProduct: fields.number("perKgProduct", amounts, 0),
    product,
  };
  fields.tellUnknown();
  return line;
}

function readRoyalty(fields: DocumentFields): RoyaltyTerms {
  const terms = {
    rate: fields.number("rate", { min: 0, max: 1 }),
    basis: fields.choice("basis", ["gross", "net", "profit"] as const),
  };
  fields.tellUnknown();
  return terms;
}

function readDepreciation(fields: DocumentFields | null): DepreciationRule {
  if (fields === null) return { method: "straight-line", years: 10 };
  const methods = ["MACRS", "straight-line", "double-declining", "sum-of-years", "immediate"] as const;
  const method = fields.choice("method", methods);
  if (method === "immediate") return { method };
  const years = whole(fields, "years", 1, 100);
  const rule: DepreciationRule = method === "double-declining" ? { method, years, switches: true } : { method, years };
  try {
    depreciationShares(rule);
  } catch (refusal) {
    if (!(refusal instanceof RangeError)) throw refusal;
    fields.fault("years", "economics.refused", refusal.message);
  }
  fields.tellUnknown();
  return rule;
}

function readLoan(fields: DocumentFields | null): Project["loan"] {
  if (fields === null) return null;
  const loan = {
    share: fields.number("shareOfCapital", { min: 0, max: 1 }),
    rate: fields.number("rate", { min: 0, max: 1, unit: "per year, nominal" }),
    years: whole(fields, "years", 1, 60),
  };
  fields.tellUnknown();
  return loan;
}

function readClosure(fields: DocumentFields | null): Project["closure"] {
  if (fields === null) return { cost: 0, years: 1, suretyFee: 0, cashShare: 0, interest: 0 };
  const closure = {
    cost: fields.number("cost", { min: 0 }),
    years: whole(fields, "years", 1, 50, 1),
    suretyFee: fields.number("suretyFeePerYear", { min: 0, max: 0.5 }, 0),
    cashShare: fields.number("cashShare", { min: 0, max: 1 }, 0),
    interest: fields.number("interestOnCash", { min: 0, max: 1 }, 0),
  };
  fields.tellUnknown();
  return closure;
}

/** What can only be seen when all parts are there. */
function checkWhole(root: DocumentFields, project: Project): void {
  const keys = projectKeys(project);
  project.uncertain.forEach(({ key, distribution }, i) => {
    const known = keys.get(key);
    if (known === undefined)
      root.fault(
        `uncertain[${i}].key`,
        "economics.no-key",
        `no quantity ${key}; known: ${[...keys.keys()].join(", ")}`,
      );
    const most = "max" in distribution ? distribution.max : Number.NEGATIVE_INFINITY;
    if (known !== undefined && most > known.most)
      root.fault(`uncertain[${i}].max`, "economics.above-maximum", `${most} lies above ${known.most} ${known.unit}`);
  });
  if (project.feedTonnes.every((tonnes) => tonnes === 0))
    root.fault("schedule.feedTonnesPerYear", "economics.no-feed", "is 0 in every year; nothing is produced");
  if (project.capital.length === 0)
    root.fault("capital", "economics.no-capital", "no capital is given; rates of return mean nothing", "warning");
  if (project.closure.cost === 0)
    root.fault("closure", "economics.no-closure", "no closure cost is given; a mine always has one", "warning");
}
