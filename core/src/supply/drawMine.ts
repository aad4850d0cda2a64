import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import { normalDistribution, normalQuantile } from "../numerics/normal.ts";
import { gradeAt, scoreOf } from "./gradeLaw.ts";
import { triangularQuantile } from "./oreTonnage.ts";
import type { DrawStore, ScreeningPlan } from "./plan.ts";
import { SampleDrawer } from "./sampleDraw.ts";

/** Shared draws and buffers of one thread; reused from mine to mine. */
export interface DrawCache {
  readonly shared: Map<string, Float64Array>;
  readonly uniform: Float64Array;
  readonly blend: Float64Array;
  readonly zero: Float64Array;
  /** E x K grades drawn from samples, ppm; empty with priors alone. */
  readonly sampled: Float32Array;
}

export function createDrawCache(plan: ScreeningPlan): DrawCache {
  return {
    shared: new Map(),
    uniform: new Float64Array(plan.draws),
    blend: new Float64Array(plan.draws),
    zero: new Float64Array(plan.draws),
    sampled: new Float32Array(plan.pools.length > 0 ? plan.elements.length * plan.draws : 0),
  };
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
  const { draws, seed, elements } = plan;
  const mine = plan.mines[m];
  const ore = store.oreT.subarray(m * draws, (m + 1) * draws);
  fillUniform(ore, seed, `ore/${mine.id}`);
  for (let k = 0; k < draws; k++) ore[k] = triangularQuantile(mine.oreT, ore[k]);
  const pool = mine.pool >= 0 ? plan.pools[mine.pool] : undefined;
  if (pool) {
    fillUniform(cache.blend, seed, `blend/${mine.id}`);
    drawSamples(plan, new SampleDrawer(pool, elements.length, seed, mine.id), cache);
  }
  for (let e = 0; e < elements.length; e++) drawCell(plan, m, e, ore, store, cache, pool !== undefined);
}

function drawSamples(plan: ScreeningPlan, drawer: SampleDrawer, cache: DrawCache): void {
  const { draws } = plan;
  const width = plan.elements.length;
  const grades = new Float64Array(width);
  for (let k = 0; k < draws; k++) {
    drawer.draw(k, grades);
    for (let e = 0; e < width; e++) cache.sampled[e * draws + k] = grades[e];
  }
}

function drawCell(
  plan: ScreeningPlan,
  m: number,
  e: number,
  ore: Float64Array,
  store: DrawStore,
  cache: DrawCache,
  hasSamples: boolean,
): void {
  const { draws, seed, elements } = plan;
  const i = m * elements.length + e;
  const name = `${plan.mines[m].id}/${elements[e]}`;
  const location = plan.location[i];
  const isBounded = plan.isBounded[i] === 1;
  const sdElement = plan.sdElement[i];
  const sdType = plan.sdType[i];
  const sdMine = plan.sdMine[i];
  const zElement = sdElement > 0 ? shared(cache, plan, `doubt/${elements[e]}`) : cache.zero;
  const zType = sdType > 0 ? shared(cache, plan, plan.typeKeys[plan.typeKey[i]]) : cache.zero;
  const weight = hasSamples ? plan.sampleWeight[i] : 0;
  const kept = plan.keptFraction[i];
  const recoveredT = plan.recoveredT[i];
  const isConditioned = plan.isConditioned[i] === 1 && sdMine > 0;
  const unrecovered = store.unrecoveredT.subarray(i * draws, (i + 1) * draws);
  const { uniform, blend, sampled } = cache;
  fillUniform(uniform, seed, `mine/${name}`);
  let raised = 0;
  for (let k = 0; k < draws; k++) {
    let grade = Number.NaN;
    if (weight > 0 && blend[k] < weight) grade = sampled[e * draws + k];
    if (grade !== grade) {
      const centre = location + sdElement * zElement[k] + sdType * zType[k];
      let u = uniform[k];
      if (isConditioned) {
        const atLeast = givenAtLeast(u, (scoreOf((recoveredT / ore[k]) * 1e6, isBounded) - centre) / sdMine);
        if (atLeast.below > u) raised++;
        u = atLeast.u;
      }
      grade = gradeAt(centre + sdMine * normalQuantile(u), isBounded);
    }
    const contained = ore[k] * grade * 1e-6;
    unrecovered[k] = Math.max(0, contained * kept - recoveredT);
  }
  store.raised[i] = raised;
  if (plan.isUnpublished[i] === 1) takeUnpublished(plan, name, unrecovered, store, plan.containedRow[i], uniform);
}

/**
 * A uniform draw turned into one of the standard normal known to be at least `bound`; `below` is the probability of less.
 * Beyond 8 standard deviations the bound itself is as good as certain to be missed, and the mass is set to the amount sold.
 */
function givenAtLeast(u: number, bound: number): { u: number; below: number } {
  if (!(bound >= -8)) return { u, below: 0 };
  const below = normalDistribution(bound);
  return { u: Math.min(below + u * (1 - below), 1 - 2 ** -53), below };
}

/** Recovery unpublished: what was contained moves to its own row, and a uniform fraction of it stays in the waste. */
function takeUnpublished(
  plan: ScreeningPlan,
  name: string,
  unrecovered: Float32Array,
  store: DrawStore,
  row: number,
  uniform: Float64Array,
): void {
  store.containedT.set(unrecovered, row * plan.draws);
  fillUniform(uniform, plan.seed, `recovery/${name}`);
  for (let k = 0; k < plan.draws; k++) unrecovered[k] *= uniform[k];
}

/** Standard normal draws shared by cells; at most a few types' worth is kept. */
function shared(cache: DrawCache, plan: ScreeningPlan, name: string): Float64Array {
  let values = cache.shared.get(name);
  if (!values) {
    if (cache.shared.size > 3 * plan.elements.length) {
      for (const key of cache.shared.keys()) if (!key.startsWith("doubt/")) cache.shared.delete(key);
    }
    values = new Float64Array(plan.draws);
    fillNormal(values, plan.seed, name);
    cache.shared.set(name, values);
  }
  return values;
}
