import { choleskyInPlace } from "../numerics/cholesky.ts";
import { fillUniform } from "../numerics/drawStream.ts";
import { type CovarianceModel, prepareModel } from "./covarianceModel.ts";
import { orderRelations } from "./indicatorKriging.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import { NodeOffsets } from "./nodeOffsets.ts";
import type { Tails } from "./normalScore.ts";
import { blockCount, type RegularGrid } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import { assignToNodes } from "./simulationNodes.ts";
import { SimulationPaths } from "./simulationPath.ts";
import type { ReceiveRealisation } from "./simulationPlan.ts";
import { dependentNeighbours } from "./simulationScalar.ts";

/** What the indicators tell: of a continuous value whether it lies at or below a threshold, of a category whether it is that one. */
export type IndicatorKind =
  | {
      readonly kind: "continuous";
      /** Ascending, in the unit of the samples. */
      readonly thresholds: readonly number[];
      /** Ends of the distribution; the table of the tails runs from the first threshold down, from the last one up. */
      readonly tails: Tails;
    }
  /** Codes of all categories; a sample holds one of them. */
  | { readonly kind: "categories"; readonly codes: readonly number[] };

export interface IndicatorSimulationSpec {
  readonly indicators: IndicatorKind;
  /** Global share at or below each threshold, or of each category: the means of simple kriging. */
  readonly proportions: readonly number[];
  /** Model of each indicator, or one for all (median indicator kriging): its sill scales out, so any will do. */
  readonly models: readonly CovarianceModel[];
  readonly grid: RegularGrid;
  readonly search: SearchSpec;
  readonly seed: number;
  readonly coarseGrids?: number;
}

/**
 * Sequential indicator simulation: along a random path, simple kriging of every indicator from data and nodes already drawn; the
 * probabilities are made a distribution (thresholds: `orderRelations`; categories: clipped, then divided by their sum), from which the
 * value is drawn. Between thresholds a value is straight in probability; beyond the outer ones the tails say. Data move to their
 * nearest node, as in `SequentialGaussian`. Realisation k depends on seed and k alone.
 * @see Deutsch and Journel (1998), GSLIB, section V.3, program sisim; Journel and Alabert (1990), JPT 42, 212-218
 */
export class SequentialIndicator {
  readonly nodes: number;
  readonly dataOutside: number;
  readonly dataSuperseded: number;
  /** Places where probabilities had to be corrected, and the largest change made, over all realisations so far. */
  corrected = 0;
  largestCorrection = 0;
  readonly #spec: IndicatorSimulationSpec;
  readonly #offsets: readonly NodeOffsets[];
  readonly #sills: readonly number[];
  readonly #conditioned: Float64Array;
  readonly #paths: SimulationPaths;
  readonly #rows: Float64Array;
  readonly #stride: number;
  readonly #near: Int32Array;
  readonly #step: Int32Array;
  readonly #probability: Float64Array;

  /**
   * @param data values, or codes of categories
   * @throws {RangeError} data, indicators, proportions, models, grid or search not usable
   */
  constructor(data: SampleSet, spec: IndicatorSimulationSpec) {
    checkSamples(data);
    checkIndicators(data, spec);
    this.#spec = spec;
    this.nodes = blockCount(spec.grid);
    const models = spec.models.map(prepareModel);
    if (models.some((model) => !model.isBounded))
      throw new RangeError("indicator simulation: a power model has no covariance; use a model with a sill");
    const { maxSamples } = spec.search;
    if (!(Number.isInteger(maxSamples) && maxSamples >= 1 && maxSamples <= 200))
      throw new RangeError(`indicator simulation: maxSamples must be whole, 1 to 200, got ${maxSamples}`);
    this.#offsets = models.map((model) => new NodeOffsets(model, spec.grid, spec.search));
    this.#sills = models.map(({ totalSill }) => totalSill);
    const { values, outside, superseded } = assignToNodes(data, spec.grid, this.nodes);
    this.#conditioned = values;
    this.dataOutside = outside;
    this.dataSuperseded = superseded;
    this.#paths = new SimulationPaths(spec.grid, spec.coarseGrids ?? 3);
    this.#stride = Math.ceil(maxSamples / 8) * 8;
    // Rows behind the system: right-hand side, then the indicators of the neighbours.
    this.#rows = new Float64Array((maxSamples + 1 + spec.proportions.length) * this.#stride);
    this.#near = new Int32Array(maxSamples);
    this.#step = new Int32Array(3 * maxSamples);
    this.#probability = new Float64Array(spec.proportions.length);
  }

  /** Realisations `first` to `first + count − 1`, handed over one by one; see `SequentialGaussian.simulateEach`. */
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void {
    const field = new Float64Array(this.nodes);
    const draws = new Float64Array(this.nodes);
    for (let k = first; k < first + count; k++) {
      fillUniform(draws, this.#spec.seed, `geostat.indicator.${k}`);
      field.set(this.#conditioned);
      for (const node of this.#paths.path(this.#spec.seed, `indicator.${k}`)) {
        if (!Number.isNaN(field[node])) continue;
        this.#distribution(node, field);
        field[node] = this.#draw(draws[node]);
      }
      receive(k, field);
    }
  }

  #draw(u: number): number {
    const { indicators } = this.#spec;
    const p = this.#probability;
    if (indicators.kind === "continuous") return quantile(u, p, indicators.thresholds, indicators.tails);
    let below = 0;
    for (let c = 0; c < p.length; c++) {
      below += p[c];
      if (u <= below) return indicators.codes[c];
    }
    return indicators.codes[p.length - 1];
  }

  /** Leaves the corrected probabilities of a node in #probability. */
  #distribution(node: number, field: Float64Array): void {
    const { proportions, indicators } = this.#spec;
    const p = this.#probability;
    const n = this.#neighbours(node, field);
    const isShared = this.#offsets.length === 1;
    for (let m = 0; m < this.#offsets.length; m++) {
      const from = isShared ? 0 : m;
      const to = isShared ? p.length : m + 1;
      for (let t = from; t < to; t++) {
        const row = (n + 1 + t - from) * this.#stride;
        for (let a = 0; a < n; a++)
          this.#rows[row + a] = indicator(indicators, t, field[this.#near[a]]) - proportions[t];
      }
      this.#factor(node, n, m, n + 1 + to - from);
      const side = n * this.#stride;
      for (let t = from; t < to; t++) {
        const row = side + (1 + t - from) * this.#stride;
        p[t] = proportions[t];
        for (let a = 0; a < n; a++) p[t] += this.#rows[side + a] * this.#rows[row + a];
      }
    }
    const change = indicators.kind === "continuous" ? orderRelations(p) : closeToOne(p, proportions);
    if (change > 1e-12) this.corrected++;
    this.largestCorrection = Math.max(this.largestCorrection, change);
  }

  #neighbours(node: number, field: Float64Array): number {
    const [nx, ny, nz] = this.#spec.grid.count;
    const x = node % nx;
    const y = ((node - x) / nx) % ny;
    const z = (node - x - nx * y) / (nx * ny);
    const { steps, count } = this.#offsets[0];
    let n = 0;
    for (let s = 0, k = 0; s < count && n < this.#near.length; s++, k += 3) {
      const i = x + steps[k];
      const j = y + steps[k + 1];
      const l = z + steps[k + 2];
      if (i < 0 || i >= nx || j < 0 || j >= ny || l < 0 || l >= nz) continue;
      const at = i + nx * (j + ny * l);
      if (Number.isNaN(field[at])) continue;
      this.#near[n] = at;
      for (let a = 0; a < 3; a++) this.#step[3 * n + a] = steps[k + a];
      n++;
    }
    return n;
  }

  #factor(node: number, n: number, m: number, total: number): void {
    const rows = this.#rows;
    const step = this.#step;
    const offsets = this.#offsets[m];
    for (let a = 0; a < n; a++) {
      const row = a * this.#stride;
      const [x, y, z] = [step[3 * a], step[3 * a + 1], step[3 * a + 2]];
      for (let b = 0; b < a; b++)
        rows[row + b] = offsets.covariance(x - step[3 * b], y - step[3 * b + 1], z - step[3 * b + 2]);
      rows[row + a] = this.#sills[m];
      rows[n * this.#stride + a] = offsets.covariance(x, y, z);
    }
    if (choleskyInPlace(rows, this.#stride, n, total) >= 0) throw dependentNeighbours(node);
  }
}

/** 1 where the statement of indicator t holds for a value. */
function indicator(kind: IndicatorKind, t: number, value: number): number {
  return kind.kind === "continuous" ? (value <= kind.thresholds[t] ? 1 : 0) : value === kind.codes[t] ? 1 : 0;
}

/** Clips shares of categories to 0–1 and divides by their sum; where nothing is left, the global ones. @returns the largest change */
function closeToOne(p: Float64Array, proportions: readonly number[]): number {
  const clipped = p.map((value) => Math.min(1, Math.max(0, value)));
  const sum = clipped.reduce((a, b) => a + b, 0);
  let change = 0;
  for (let c = 0; c < p.length; c++) {
    const value = sum > 0 ? clipped[c] / sum : proportions[c];
    change = Math.max(change, Math.abs(value - p[c]));
    p[c] = value;
  }
  return change;
}

/**
 * Value at which a distribution known at thresholds reaches u: straight between them; from the tail's end to the first threshold by the
 * tail's power, from the last one up by power or hyperbola, as `backTransform` does beyond the data.
 * @param probability at or below each threshold, ascending
 */
export function quantile(
  u: number,
  probability: ArrayLike<number>,
  thresholds: readonly number[],
  { lower, upper }: Tails,
): number {
  const last = thresholds.length - 1;
  if (u <= probability[0])
    return lower.minimum + (thresholds[0] - lower.minimum) * (u / probability[0]) ** (1 / (lower.power ?? 1));
  if (u > probability[last]) {
    const rest = (1 - u) / (1 - probability[last]);
    if (upper.kind === "hyperbolic") return Math.min(upper.maximum, thresholds[last] * rest ** (-1 / upper.power));
    return thresholds[last] + (upper.maximum - thresholds[last]) * (1 - rest) ** (1 / (upper.power ?? 1));
  }
  let t = 1;
  while (u > probability[t]) t++;
  const share = (u - probability[t - 1]) / (probability[t] - probability[t - 1]);
  return thresholds[t - 1] + share * (thresholds[t] - thresholds[t - 1]);
}

function checkIndicators(data: SampleSet, { indicators, proportions, models }: IndicatorSimulationSpec): void {
  const what = "indicator simulation";
  const list = indicators.kind === "continuous" ? indicators.thresholds : indicators.codes;
  if (list.length === 0 || list.length > 100 || !list.every(Number.isFinite))
    throw new RangeError(`${what}: give 1 to 100 finite thresholds or codes, got ${list.length}`);
  if (proportions.length !== list.length || proportions.some((p) => !(p >= 0 && p <= 1)))
    throw new RangeError(`${what}: ${list.length} indicators need ${list.length} proportions of 0–1`);
  if (models.length !== 1 && models.length !== list.length)
    throw new RangeError(`${what}: ${list.length} indicators need ${list.length} models or one, got ${models.length}`);
  if (indicators.kind === "categories") {
    const sum = proportions.reduce((a, b) => a + b, 0);
    if (Math.abs(sum - 1) > 1e-6) throw new RangeError(`${what}: proportions of categories sum to ${sum}, not to 1`);
    if (new Set(list).size !== list.length) throw new RangeError(`${what}: a category is given twice`);
    const other = data.values.findIndex((value) => !list.includes(value));
    if (other >= 0)
      throw new RangeError(`${what}: sample ${other + 1} holds ${data.values[other]}, no code of a category`);
    return;
  }
  const { thresholds, tails } = indicators;
  if (thresholds.some((value, t) => t > 0 && (value <= thresholds[t - 1] || proportions[t] < proportions[t - 1])))
    throw new RangeError(`${what}: thresholds and their proportions must ascend`);
  if (!(tails.lower.minimum <= thresholds[0] && tails.upper.maximum >= thresholds[thresholds.length - 1]))
    throw new RangeError(
      `${what}: tails from ${tails.lower.minimum} to ${tails.upper.maximum} do not hold all thresholds; widen them`,
    );
  if (!((tails.lower.power ?? 1) > 0 && (tails.upper.power ?? 1) > 0))
    throw new RangeError(`${what}: powers of the tails must exceed 0`);
  if (tails.upper.kind === "hyperbolic" && !(thresholds[thresholds.length - 1] > 0))
    throw new RangeError(`${what}: a hyperbola needs a last threshold above 0`);
}
