import { type CellLaw, type DrawKernel, kernelChunk } from "../numerics/drawKernel.ts";
import { fillKernelUniform, fillNormal, streamNumber } from "../numerics/drawStream.ts";
import { normalDistribution } from "../numerics/normal.ts";
import { threadKernel } from "../numerics/threadKernel.ts";
import { scoreOf } from "./gradeLaw.ts";
import { oreQuantile } from "./oreTonnage.ts";
import type { DrawStore, PlannedMine, ScreeningPlan } from "./plan.ts";

/** Kernel and shared draws of one thread; reused from mine to mine. */
export interface DrawCache {
  readonly kernel: DrawKernel;
  /** Standard normal draws of the doubt about an element, K each. */
  readonly doubt: Map<string, Float64Array>;
  /** Part of ln(grade) that cells of one type and element share, K each. */
  readonly common: Map<string, Float64Array>;
}

export function createDrawCache(_plan: ScreeningPlan): DrawCache {
  return { kernel: threadKernel(), doubt: new Map(), common: new Map() };
}

/** Indices of the mines in the order that shares most draws: mines of a type together. */
export function mineOrder(plan: ScreeningPlan): number[] {
  const width = plan.elements.length;
  return plan.mines.map((_, m) => m).sort((a, b) => plan.typeKey[a * width] - plan.typeKey[b * width] || a - b);
}

/**
 * Fills one mine's realisations: ore, contained and unrecovered mass of every element.
 * Unrecovered = ore x grade x kept fraction - amount sold, t a year. Where only the amount sold is known, the grade is drawn
 * given that the ore held at least that amount; `store.raised` counts the draws that this changed from impossible.
 */
export function drawMine(plan: ScreeningPlan, m: number, store: DrawStore, cache: DrawCache): void {
  const { draws, elements } = plan;
  const { kernel } = cache;
  const mine = plan.mines[m];
  const cells = elements.map((_, e) => cellOf(plan, m, e, cache));
  const weights = Float64Array.from(cells, (cell) => cell.weight);
  const pool = mine.pool >= 0 && weights.some((weight) => weight > 0) ? plan.pools[mine.pool] : undefined;
  if (pool) kernel.openSamples(pool, elements.length);
  const streams = {
    seed: plan.seed,
    mineStream: streamNumber(`rows/${mine.id}`),
    bootstrapStream: streamNumber(`bootstrap/${pool?.key ?? ""}`),
    weights,
  };
  store.raised.fill(0, m * elements.length, (m + 1) * elements.length);
  for (let start = 0; start < draws; start += kernelChunk) {
    const n = Math.min(kernelChunk, draws - start);
    drawOre(plan, mine, kernel, start, n);
    store.oreT.set(kernel.ore.subarray(0, n), m * draws + start);
    if (pool) {
      fillKernelUniform(kernel, n, plan.seed, "blend", start);
      kernel.blend.set(kernel.uniform);
      kernel.drawSamples(n, start, streams);
    }
    for (const cell of cells) drawCell(plan, cell, store, kernel, start, n);
  }
}

function drawOre(plan: ScreeningPlan, mine: PlannedMine, kernel: DrawKernel, start: number, n: number): void {
  fillKernelUniform(kernel, n, plan.seed, `ore/${mine.id}`, start);
  const { ore, uniform } = kernel;
  for (let k = 0; k < n; k++) ore[k] = oreQuantile(mine.oreT, uniform[k]);
}

/** A cell made ready for its draws. */
interface Cell {
  readonly index: number;
  readonly element: number;
  /** Mine and element, for the names of streams. */
  readonly name: string;
  readonly law: CellLaw;
  /** K shared parts of the score; null where the cell shares none. */
  readonly common: Float64Array | null;
  readonly weight: number;
}

function cellOf(plan: ScreeningPlan, m: number, e: number, cache: DrawCache): Cell {
  const index = m * plan.elements.length + e;
  return {
    index,
    element: e,
    name: `${plan.mines[m].id}/${plan.elements[e]}`,
    law: {
      location: plan.location[index],
      sd: plan.sdMine[index],
      isBounded: plan.isBounded[index] === 1,
      factor: 1e-6 * plan.keptFraction[index],
      recoveredT: plan.recoveredT[index],
    },
    common: commonOf(plan, index, e, cache),
    weight: plan.mines[m].pool >= 0 ? plan.sampleWeight[index] : 0,
  };
}

function drawCell(
  plan: ScreeningPlan,
  cell: Cell,
  store: DrawStore,
  kernel: DrawKernel,
  start: number,
  n: number,
): void {
  const { index, law, common, weight } = cell;
  if (common) kernel.common.set(common.subarray(start, start + n));
  else kernel.common.fill(0);
  fillKernelUniform(kernel, n, plan.seed, `mine/${cell.name}`, start);
  if (plan.isConditioned[index] === 1 && law.sd > 0)
    store.raised[index] += conditionOnSold(kernel, law, plan.leastContainedT[index], n, weight, cell.element);
  kernel.toNormal(n);
  if (weight > 0) kernel.toUnrecoveredBlended(n, law, weight, cell.element);
  else kernel.toUnrecovered(n, law);
  if (plan.isUnpublished[index] === 1) {
    store.containedT.set(kernel.unrecovered.subarray(0, n), plan.containedRow[index] * plan.draws + start);
    keepUniformPart(kernel, plan.seed, `recovery/${cell.name}`, start, n);
  }
  store.unrecoveredT.set(kernel.unrecovered.subarray(0, n), index * plan.draws + start);
}

/**
 * Turns uniform draws of the mine's own grade into draws known to hold at least what the amount sold asks for; draws that take a sample stay.
 * @returns how many would have held less
 */
function conditionOnSold(
  kernel: DrawKernel,
  law: CellLaw,
  leastT: number,
  n: number,
  weight: number,
  element: number,
): number {
  const { uniform, common, ore, blend } = kernel;
  const sampled = weight > 0 ? kernel.sampledPpm(element) : null;
  let raised = 0;
  for (let k = 0; k < n; k++) {
    if (sampled && blend[k] < weight && sampled[k] === sampled[k]) continue;
    const leastScore = scoreOf((leastT / ore[k]) * 1e6, law.isBounded);
    const bound = (leastScore - law.location - common[k]) / law.sd;
    // Beyond 8 standard deviations nothing is cut off.
    if (!(bound >= -8)) continue;
    const below = normalDistribution(bound);
    if (below > uniform[k]) raised++;
    uniform[k] = Math.min(below + uniform[k] * (1 - below), 1 - 2 ** -53);
  }
  return raised;
}

/** Recovery unpublished: a uniform fraction of what is contained stays in the waste. */
function keepUniformPart(kernel: DrawKernel, seed: number, quantity: string, start: number, n: number): void {
  fillKernelUniform(kernel, n, seed, quantity, start);
  const { unrecovered, uniform } = kernel;
  for (let k = 0; k < n; k++) unrecovered[k] *= uniform[k];
}

/** sdElement zElement + sdType zType, K values: the part of the score that cells of one type and element share. */
function commonOf(plan: ScreeningPlan, i: number, e: number, cache: DrawCache): Float64Array | null {
  const sdElement = plan.sdElement[i];
  const sdType = plan.sdType[i];
  if (!(sdElement > 0) && !(sdType > 0)) return null;
  const typeKey = sdType > 0 ? plan.typeKeys[plan.typeKey[i]] : "";
  const key = `${plan.elements[e]}/${sdElement}/${typeKey}/${sdType}`;
  let common = cache.common.get(key);
  if (!common) {
    // At most a few types' worth is kept.
    if (cache.common.size >= 2 * plan.elements.length) cache.common.clear();
    const zElement = sdElement > 0 ? doubtDraws(cache, plan, plan.elements[e]) : null;
    const zType = sdType > 0 ? normalDraws(plan, typeKey) : null;
    common = scaledSum(plan.draws, sdElement, zElement, sdType, zType);
    cache.common.set(key, common);
  }
  return common;
}

function scaledSum(n: number, a: number, x: Float64Array | null, b: number, y: Float64Array | null): Float64Array {
  const sum = y ?? new Float64Array(n);
  if (x && y) for (let k = 0; k < n; k++) sum[k] = a * x[k] + b * y[k];
  else if (x) for (let k = 0; k < n; k++) sum[k] = a * x[k];
  else for (let k = 0; k < n; k++) sum[k] *= b;
  return sum;
}

/** Standard normal draws of an element's doubt, which all types share. */
function doubtDraws(cache: DrawCache, plan: ScreeningPlan, element: string): Float64Array {
  let values = cache.doubt.get(element);
  if (!values) {
    values = normalDraws(plan, `doubt/${element}`);
    cache.doubt.set(element, values);
  }
  return values;
}

function normalDraws(plan: ScreeningPlan, name: string): Float64Array {
  const values = new Float64Array(plan.draws);
  fillNormal(values, plan.seed, name);
  return values;
}
