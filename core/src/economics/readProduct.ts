import { type Distribution, distributionFault } from "../numerics/distribution.ts";
import type { DocumentFields } from "./documentFields.ts";
import type { PriceModel } from "./priceModel.ts";
import type { ProductLine } from "./project.ts";

const stages = [
  "ore",
  "concentrate",
  "mixed precipitate",
  "separated oxide",
  "metal",
  "precursor",
  "aggregate",
  "other",
] as const;

/** One product with its price, payable terms, charges, off-take and incentives; money per kg of what is priced. */
export function readProduct(fields: DocumentFields): ProductLine {
  const price = { min: 0, max: 1e9, unit: "per kg" };
  const name = fields.text("name");
  const constant = fields.has("priceByYear") ? [] : [fields.number("pricePerKg", price)];
  const prices = fields.has("priceByYear") ? fields.numbers("priceByYear", price, []) : constant;
  if (fields.has("priceByYear") && fields.has("pricePerKg"))
    fields.fault("pricePerKg", "economics.two-prices", "both pricePerKg and priceByYear are given; keep one");
  if (prices.some((one) => one === 0))
    fields.fault("pricePerKg", "economics.no-price", "a price of 0 cannot vary by a factor; leave the product out");
  const offtake = fields.object("offtake");
  const product: ProductLine = {
    name,
    element: fields.text("element"),
    stage: fields.choice("stage", stages, "other"),
    recovery: fields.number("recovery", { min: 1e-6, max: 1, unit: "(fraction)" }),
    formPerElement: fields.number("formPerElement", { min: 1, max: 50 }, 1),
    price: prices,
    payable: fields.number("payable", { min: 0, max: 1, unit: "(fraction)" }, 1),
    treatmentPerTonne: fields.number("treatmentPerTonne", { min: 0 }, 0),
    refiningPerKg: fields.number("refiningPerKg", { min: 0 }, 0),
    freightPerTonne: fields.number("freightPerTonne", { min: 0 }, 0),
    gradeInProduct: fields.number("gradeInProduct", { min: 1e-6, max: 1, unit: "(fraction)" }, 1),
    penaltyPerTonne: fields.list("penalties").reduce((sum, penalty) => sum + readPenalty(penalty), 0),
    offtakeShare: offtake?.number("share", { min: 0, max: 1 }) ?? 0,
    offtakePrice: offtake?.number("pricePerKg", price) ?? 0,
    priceFloor: fields.number("priceFloorPerKg", price, 0),
    productionCredit: fields.number("productionCreditPerKg", { min: 0 }, 0),
    priceModel: readPriceModel(fields.object("priceModel"), prices),
  };
  readSpecification(fields);
  offtake?.tellUnknown();
  fields.tellUnknown();
  return product;
}

/** `{ element, ppm, limitPpm, perTonnePerPpm }`: what is above the limit costs. */
function readPenalty(fields: DocumentFields): number {
  fields.text("element");
  const above = fields.number("ppm", { min: 0 }) - fields.number("limitPpm", { min: 0 });
  const cost = Math.max(0, above) * fields.number("perTonnePerPpm", { min: 0 });
  const rejectAbove = fields.number("rejectAbovePpm", { min: 0 }, Number.POSITIVE_INFINITY);
  if (fields.number("ppm", { min: 0 }) > rejectAbove)
    fields.fault("ppm", "economics.rejected", `exceeds ${rejectAbove} ppm, at which the buyer refuses the product`);
  fields.tellUnknown();
  return cost;
}

/** `specification: [{ item, value, min, max }]`: a product outside it is not sold as such. */
function readSpecification(fields: DocumentFields): void {
  for (const spec of fields.list("specification")) {
    const item = spec.text("item");
    const value = spec.number("value");
    const min = spec.number("min", {}, Number.NEGATIVE_INFINITY);
    const max = spec.number("max", {}, Number.POSITIVE_INFINITY);
    if (value < min || value > max)
      spec.fault(
        "value",
        "economics.off-specification",
        `${item} is ${value}, the specification ${min} to ${max}; the product is not saleable as stated`,
      );
    spec.tellUnknown();
  }
}

function readPriceModel(fields: DocumentFields | null, prices: readonly number[]): PriceModel | null {
  if (fields === null) return null;
  const model = {
    longRun: fields.number("longRunPerKg", { min: 1e-9 }, prices[0] ?? Number.NaN),
    halfLifeYears: fields.number("halfLifeYears", { min: 0.01, max: 1e6, unit: "a" }),
    volatility: fields.number("volatility", { min: 0, max: 5, unit: "per root year" }),
    jumpsPerYear: fields.number("jumpsPerYear", { min: 0, max: 10 }, 0),
    jumpMean: fields.number("jumpMean", { min: -5, max: 5 }, 0),
    jumpSd: fields.number("jumpSd", { min: 0, max: 5 }, 0),
  };
  fields.tellUnknown();
  return model;
}

/** A distribution of the document; `column` takes its `values`. A faulty one becomes the constant NaN, its issue filed. */
export function readDistribution(fields: DocumentFields): Distribution {
  const kinds = ["constant", "uniform", "triangular", "normal", "lognormal", "column"] as const;
  const kind = fields.choice("kind", kinds);
  const read = (): Distribution => {
    switch (kind) {
      case "constant":
        return { kind, value: fields.number("value") };
      case "uniform":
        return { kind, min: fields.number("min"), max: fields.number("max") };
      case "triangular":
        return { kind, min: fields.number("min"), mode: fields.number("mode"), max: fields.number("max") };
      case "normal":
        return { kind, mean: fields.number("mean"), sd: fields.number("sd") };
      case "lognormal":
        return { kind, median: fields.number("median"), gsd: fields.number("gsd") };
      case "column":
        return { kind, values: Float64Array.from(fields.numbers("values", {}, [], 10_000_000)) };
    }
  };
  const distribution = read();
  const fault = distributionFault(distribution);
  if (fault !== null) fields.fault("", "economics.distribution", fault);
  return distribution;
}
