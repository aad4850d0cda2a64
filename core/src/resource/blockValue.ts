import type { Issue } from "../evidence/issue.ts";
import {
  type BlockColumn,
  type BlockModel,
  columnIn,
  sharedRealisations,
  type Support,
  valueAt,
} from "./blockModel.ts";
import { columnIssues, gradeBounds, refuseErrors } from "./checkBlocks.ts";

/** What one element of a block brings. */
export interface Product {
  readonly element: string;
  /** Column of its grade, ppm. */
  readonly gradeColumn: string;
  /** Price per kilogram of contained element. */
  readonly priceUsdPerKg: number;
  /** Share of the contained metal that the plant recovers, 0-1. */
  readonly recovery: number;
  /** Share of the recovered metal that the buyer pays, 0-1. */
  readonly payable: number;
  /** Refining charge per kilogram paid. */
  readonly refiningUsdPerKg: number;
}

export interface ValueSpec {
  readonly products: readonly Product[];
  /** Off every tonne of dry feed whatever its grade: treatment, freight, royalty per tonne. */
  readonly deductionsUsdPerT: number;
  /** Year of all amounts of money. */
  readonly moneyYear: number;
  /** Where prices, recoveries and terms come from. */
  readonly source: string;
}

export interface ValuedBlocks {
  readonly column: BlockColumn;
  /** One sentence for each assumption, to be printed beside the numbers. */
  readonly assumptions: readonly string[];
  readonly issues: readonly Issue[];
}

/** Net revenue of one ppm of a product in one dry tonne: R = recovery × payable × (price − refining) / 1000, USD/t per ppm. */
export function netUsdPerTPpm({ recovery, payable, priceUsdPerKg, refiningUsdPerKg }: Product): number {
  return (recovery * payable * (priceUsdPerKg - refiningUsdPerKg)) / 1000;
}

/**
 * Value of each block per dry tonne of feed, for each realisation: v = Σ zᵢ Rᵢ − D, with zᵢ in ppm, Rᵢ of `netUsdPerTPpm` and
 * deductions D. A block that lacks one of the grades has no value (NaN). Mining and processing cost are not in it.
 *
 * @throws {RangeError} no product, two of one element, a price, share or deduction out of bounds, a column missing or in
 *   another unit, or different numbers of realisations
 * @throws {DataError} a grade outside 0-1,000,000 ppm
 * @see Rendu (2014), An Introduction to Cut-off Grade Estimation, 2nd ed., ch. 3 and 5 (polymetallic: value per tonne)
 */
export function blockValueUsdPerT(model: BlockModel, spec: ValueSpec): ValuedBlocks {
  checkValueSpec(spec);
  const weights = spec.products.map(netUsdPerTPpm);
  return combined(model, spec, weights, -spec.deductionsUsdPerT, {
    name: "valueUsdPerT",
    unit: `USD${spec.moneyYear}/t dry`,
  });
}

/**
 * Equivalent grade: the grade of the reference element alone that brings the same net revenue, z_eq = Σ zᵢ Rᵢ / R_ref, ppm.
 * @param reference its element, one of the products
 * @throws {RangeError} as `blockValueUsdPerT` does, the reference is not among the products, or it earns nothing
 * @throws {DataError} a grade outside 0-1,000,000 ppm
 * @see JORC Code (2012), clause 50: the grades, prices, recoveries and formula behind an equivalent must be stated
 */
export function equivalentGradePpm(model: BlockModel, spec: ValueSpec, reference: string): ValuedBlocks {
  checkValueSpec(spec);
  const of = spec.products.find(({ element }) => element === reference);
  if (of === undefined)
    throw new RangeError(
      `equivalent grade: reference ${reference} is not among the products ${spec.products.map(({ element }) => element).join(", ")}`,
    );
  const unitValue = netUsdPerTPpm(of);
  if (!(unitValue > 0))
    throw new RangeError(
      `equivalent grade: reference ${reference} earns ${unitValue} USD/t per ppm; choose an element that earns more than 0`,
    );
  const factors = spec.products.map((product) => netUsdPerTPpm(product) / unitValue);
  const result = combined(model, spec, factors, 0, {
    name: `${reference}EquivalentPpm`,
    unit: `ppm ${reference} equivalent`,
  });
  const formula = spec.products.map(({ element }, p) => `${factors[p].toPrecision(6)} x ${element}`).join(" + ");
  return {
    ...result,
    assumptions: [`${reference} equivalent in ppm = ${formula}, each grade in ppm`, ...result.assumptions],
  };
}

/** Checks prices, recoveries and terms, once. @throws {RangeError} as `blockValueUsdPerT` says */
export function checkValueSpec({ products, deductionsUsdPerT, moneyYear, source }: ValueSpec): void {
  if (products.length === 0) throw new RangeError("block value: needs at least one product, got none");
  const seen = new Set<string>();
  for (const { element, priceUsdPerKg, recovery, payable, refiningUsdPerKg } of products) {
    if (seen.has(element)) throw new RangeError(`block value: ${element} is listed twice; keep one product an element`);
    seen.add(element);
    for (const [what, value] of [
      ["price", priceUsdPerKg],
      ["refining charge", refiningUsdPerKg],
    ] as const)
      if (!(value >= 0 && Number.isFinite(value)))
        throw new RangeError(`block value: ${what} of ${element} must be finite and at least 0 USD/kg, got ${value}`);
    for (const [what, value] of [
      ["recovery", recovery],
      ["payable share", payable],
    ] as const)
      if (!(value >= 0 && value <= 1))
        throw new RangeError(
          `block value: ${what} of ${element} must lie in 0-1, got ${value}; per cent must be divided by 100`,
        );
  }
  if (!(deductionsUsdPerT >= 0 && Number.isFinite(deductionsUsdPerT)))
    throw new RangeError(`block value: deductions must be finite and at least 0 USD/t, got ${deductionsUsdPerT}`);
  if (!Number.isInteger(moneyYear))
    throw new RangeError(`block value: the year of money must be whole, got ${moneyYear}`);
  if (source.trim() === "") throw new RangeError("block value: a source of prices and terms is missing; name it");
}

/** The grade columns of a specification, checked. @throws as `blockValueUsdPerT` does */
export function gradeColumns(model: BlockModel, { products }: ValueSpec): { columns: BlockColumn[]; issues: Issue[] } {
  const columns = products.map(({ gradeColumn }) => columnIn(model, gradeColumn, "ppm"));
  const issues = columns.flatMap((column) => columnIssues(model, column, gradeBounds));
  refuseErrors(issues);
  return { columns, issues };
}

/** Σ wᵢ zᵢ + constant for each block and realisation. */
function combined(
  model: BlockModel,
  spec: ValueSpec,
  weights: readonly number[],
  constant: number,
  { name, unit }: { readonly name: string; readonly unit: string },
): ValuedBlocks {
  const { columns, issues } = gradeColumns(model, spec);
  const realisations = sharedRealisations(columns);
  const { blocks } = model;
  const values = new Float64Array(blocks * realisations).fill(constant);
  for (const [p, column] of columns.entries())
    for (let r = 0; r < realisations; r++)
      for (let b = 0; b < blocks; b++) values[r * blocks + b] += weights[p] * valueAt(column, b, r, blocks);
  const support: Support = columns.every((column) => column.support === "block") ? "block" : "point";
  return { column: { name, unit, support, realisations, values }, assumptions: assumptionsOf(spec), issues };
}

function assumptionsOf({ products, deductionsUsdPerT, moneyYear, source }: ValueSpec): string[] {
  return [
    ...products.map(
      ({ element, gradeColumn, priceUsdPerKg, recovery, payable, refiningUsdPerKg }) =>
        `${element} (column ${gradeColumn}): price ${priceUsdPerKg} USD${moneyYear}/kg, recovery ${recovery}, payable ${payable}, refining ${refiningUsdPerKg} USD${moneyYear}/kg`,
    ),
    `deductions ${deductionsUsdPerT} USD${moneyYear}/t dry feed`,
    `prices and terms: ${source}`,
  ];
}
