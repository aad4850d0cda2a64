import type { Interval } from "../evidence/estimate.ts";
import type { Issue } from "../evidence/issue.ts";
import { bandOf } from "./band.ts";
import { type BlockColumn, blockMeans, type BlockModel, columnIn, sharedRealisations, valueAt } from "./blockModel.ts";
import { checkValueSpec, gradeColumns, type Product, type ValueSpec } from "./blockValue.ts";
import { columnIssues, densityBounds, refuseErrors } from "./checkBlocks.ts";

/**
 * Cut-off grade of a single product at its marginal block: c = 1000 (D + cost) / (recovery × payable × (price − refining)), ppm.
 * @param costUsdPerT cost that selecting the tonne causes (processing; not mining, if the tonne is mined anyway), with deductions
 * @throws {RangeError} the cost is negative or not finite, or the product earns nothing: no grade would pay
 * @see Lane (1988), The Economic Definition of Ore, ch. 2; Rendu (2014), ch. 3
 */
export function breakEvenCutoffPpm(product: Product, costUsdPerT: number): number {
  checkCost(costUsdPerT);
  const net = product.recovery * product.payable * (product.priceUsdPerKg - product.refiningUsdPerKg);
  if (!(net > 0))
    throw new RangeError(
      `break-even cut-off: ${product.element} earns ${net} USD per kg contained, so no grade pays; check price and charges`,
    );
  return (1000 * costUsdPerT) / net;
}

export interface PriceSelectionSpec {
  readonly value: ValueSpec;
  /** Column of dry bulk density, t dry/m3. */
  readonly density: string;
  /** Cost that selecting a tonne causes, beside the deductions: processing, rehandling of a stockpile. */
  readonly costUsdPerT: number;
  /** Multiples of all prices, ascending, above 0; 1 is the price of the specification. */
  readonly priceFactors: readonly number[];
}

export interface PriceSelection {
  readonly priceFactor: number;
  readonly blocks: number;
  readonly massDryTonnes: Interval;
  /** Value less cost of what is selected, USD of the year of the specification. */
  readonly marginUsd: Interval;
}

export interface PriceSelections {
  readonly selections: readonly PriceSelection[];
  /** Multiple of all prices at which each block just pays; Infinity where none does, NaN where a grade is missing. */
  readonly breakEvenFactor: BlockColumn;
  readonly issues: readonly Issue[];
}

/**
 * What is worth selecting when all prices move together by a factor f. A block pays from
 * f* = (D + cost + Σ zᵢ sᵢ chargeᵢ) / Σ zᵢ sᵢ priceᵢ on, sᵢ = recovery × payable / 1000; charges and costs stay.
 * Chosen on each block's expected grades, as a miner must who sees one model; the outcome is then counted in every realisation.
 *
 * @throws {RangeError} as `blockValueUsdPerT` does, a factor not above 0 or not ascending, a negative cost
 * @throws {DataError} a grade or density out of bounds, or blocks missing in some realisations
 * @see Lane (1988), The Economic Definition of Ore, ch. 2 and 7 (stockpiles)
 */
export function selectAtPrices(model: BlockModel, spec: PriceSelectionSpec): PriceSelections {
  checkValueSpec(spec.value);
  checkCost(spec.costUsdPerT);
  checkFactors(spec.priceFactors);
  const { columns, issues: gradeFindings } = gradeColumns(model, spec.value);
  const density = columnIn(model, spec.density, "t dry/m3");
  const realisations = sharedRealisations([...columns, density]);
  const issues = [...gradeFindings, ...columnIssues(model, density, densityBounds)];
  refuseErrors(issues);
  const factor = breakEvenFactors(model, spec, columns);
  const selections = spec.priceFactors.map((priceFactor): PriceSelection => {
    const chosen: number[] = [];
    for (let b = 0; b < model.blocks; b++)
      if (factor[b] <= priceFactor && !Number.isNaN(density.values[b])) chosen.push(b);
    const outcomes = Array.from({ length: realisations }, (_, r) =>
      outcome(model, spec, columns, density, chosen, r, priceFactor),
    );
    return {
      priceFactor,
      blocks: chosen.length,
      massDryTonnes: bandOf(outcomes.map(({ mass }) => mass)),
      marginUsd: bandOf(outcomes.map(({ margin }) => margin)),
    };
  });
  const breakEvenFactor: BlockColumn = {
    name: "breakEvenPriceFactor",
    unit: "1",
    support: columns.every(({ support }) => support === "block") ? "block" : "point",
    realisations: 1,
    values: factor,
  };
  return { selections, breakEvenFactor, issues };
}

/** Where a block goes today; coded in this order. */
export const destinations = ["waste", "stockpile", "mill"] as const;

/**
 * Destination of each block: `mill` (2) if it pays at today's prices, `stockpile` (1) if it would pay at prices `highFactor`
 * times today's, else `waste` (0), which includes blocks without a grade. The factors come from two calls of `selectAtPrices`,
 * since only the stockpile's tonnes are rehandled.
 *
 * @param millNow break-even factors at the cost of milling at once
 * @param later break-even factors with the cost of rehandling added
 * @throws {RangeError} the columns disagree in length, or the high factor does not exceed 1
 */
export function destinationOfBlocks(millNow: BlockColumn, later: BlockColumn, highFactor: number): Uint8Array {
  if (!(highFactor > 1 && Number.isFinite(highFactor)))
    throw new RangeError(`stockpile: the high price factor must exceed 1, got ${highFactor}`);
  if (millNow.values.length !== later.values.length)
    throw new RangeError(
      `stockpile: ${millNow.values.length} and ${later.values.length} break-even factors; take both from one model`,
    );
  return Uint8Array.from(millNow.values, (now, b) => (now <= 1 ? 2 : later.values[b] <= highFactor ? 1 : 0));
}

function checkCost(costUsdPerT: number): void {
  if (!(costUsdPerT >= 0 && Number.isFinite(costUsdPerT)))
    throw new RangeError(`selection: the cost must be finite and at least 0 USD/t, got ${costUsdPerT}`);
}

function checkFactors(factors: readonly number[]): void {
  if (factors.length === 0 || factors.length > 1000)
    throw new RangeError(`selection: give 1 to 1000 price factors, got ${factors.length}`);
  for (const [f, factor] of factors.entries())
    if (!(factor > (f === 0 ? 0 : factors[f - 1]) && Number.isFinite(factor)))
      throw new RangeError(`selection: price factors must be finite, above 0 and ascend, got ${factors.join(", ")}`);
}

function breakEvenFactors(model: BlockModel, spec: PriceSelectionSpec, columns: readonly BlockColumn[]): Float64Array {
  const { products, deductionsUsdPerT } = spec.value;
  const gross = new Float64Array(model.blocks);
  const due = new Float64Array(model.blocks).fill(deductionsUsdPerT + spec.costUsdPerT);
  for (const [p, { recovery, payable, priceUsdPerKg, refiningUsdPerKg }] of products.entries()) {
    const share = (recovery * payable) / 1000;
    const mean = blockMeans(columns[p], model.blocks);
    for (let b = 0; b < model.blocks; b++) {
      gross[b] += mean[b] * share * priceUsdPerKg;
      due[b] += mean[b] * share * refiningUsdPerKg;
    }
  }
  // A missing grade stays NaN; a block that earns nothing pays at no price, even if it costs nothing.
  return gross.map((revenue, b) => (revenue === 0 ? Number.POSITIVE_INFINITY : due[b] / revenue));
}

function outcome(
  { blocks, volumeM3 }: BlockModel,
  { value, costUsdPerT }: PriceSelectionSpec,
  columns: readonly BlockColumn[],
  density: BlockColumn,
  chosen: readonly number[],
  realisation: number,
  priceFactor: number,
): { mass: number; margin: number } {
  const net = value.products.map(
    ({ recovery, payable, priceUsdPerKg, refiningUsdPerKg }) =>
      (recovery * payable * (priceFactor * priceUsdPerKg - refiningUsdPerKg)) / 1000,
  );
  let [mass, margin] = [0, 0];
  for (const b of chosen) {
    const tonnes = volumeM3 * valueAt(density, b, realisation, blocks);
    let perTonne = -value.deductionsUsdPerT - costUsdPerT;
    for (const [p, column] of columns.entries()) perTonne += net[p] * valueAt(column, b, realisation, blocks);
    mass += tonnes;
    margin += tonnes * perTonne;
  }
  return { mass, margin };
}
