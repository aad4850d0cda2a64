import type { BlockColumn } from "../resource/blockModel.ts";
import type { Interval } from "../evidence/estimate.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";

/** A route as it values blocks: per dry tonne, constant unless one a realisation is given. */
export interface BlockRoute {
  readonly id: string;
  /** Net value of one ppm of each grade column: recovery × payable × price / 1000, USD/t per ppm; one number or one a realisation. */
  readonly usdPerTPpm: Readonly<Record<string, number | Float64Array>>;
  /** Mining and treatment, USD/t of dry feed; one number or one a realisation. */
  readonly costUsdPerT: number | Float64Array;
  /** Highest grade that the route may take, by column: penalty or permit limits. */
  readonly mostPpm?: Readonly<Record<string, number>>;
}

export interface BlockRouting {
  /** Number of the route that each block goes to, −1 where it stays, −2 where it is not estimated. */
  readonly destination: Int32Array;
  /** Expected net value of a block at its destination, USD/t; 0 where it stays. */
  readonly expectedUsdPerT: Float64Array;
  /** Share of realisations in which the destination is the best choice. */
  readonly chanceBest: Float64Array;
  /** By route: blocks, dry tonnes and net value over realisations. */
  readonly routes: readonly {
    readonly id: string;
    readonly blocks: number;
    readonly tonnes: Interval;
    readonly netUsd: Interval;
  }[];
  /** What perfect knowledge of every block would add to the net value, USD: the ceiling of the worth of more drilling. */
  readonly perfectKnowledgeUsd: number;
}

const stays = -1;
const notEstimated = -2;

/**
 * Sends every block to the route with the highest expected net value, or leaves it where every route loses. Choice on expected
 * values, tonnes and value counted in each realisation, so that the choice is one that can be made.
 *
 * @param tonnes dry tonnes of each block, or one set a realisation
 * @throws {RangeError} no route, a column that a route values is missing, or realisations that do not agree
 */
export function routeBlocks(
  columns: readonly BlockColumn[],
  tonnes: { readonly values: Float64Array; readonly realisations: number },
  blocks: number,
  routes: readonly BlockRoute[],
): BlockRouting {
  if (routes.length === 0) throw new RangeError("routing: no route is given; give at least one");
  const realisations = realisationsOf(columns, tonnes, routes);
  const at = (of: number | Float64Array, r: number) => (typeof of === "number" ? of : of[r]);
  const priced = routes.map(({ id, usdPerTPpm, mostPpm, costUsdPerT }) => ({
    costUsdPerT,
    grades: Object.entries(usdPerTPpm).map(([name, usd]) => {
      const column = columns.find((one) => one.name === name);
      if (column === undefined)
        throw new RangeError(
          `routing: ${id} values ${name}, which is not a column; there are ${columns.map((one) => one.name).join(", ")}`,
        );
      return { column, usd, most: mostPpm?.[name] ?? Number.POSITIVE_INFINITY };
    }),
  }));
  const valueOf = (route: number, block: number, r: number) => {
    let value = -at(priced[route].costUsdPerT, r);
    for (const { column, usd, most } of priced[route].grades) {
      const grade = column.values[(column.realisations === 1 ? 0 : r) * blocks + block];
      if (grade > most) return Number.NEGATIVE_INFINITY;
      value += at(usd, r) * grade;
    }
    return value;
  };
  const massOf = (block: number, r: number) => tonnes.values[(tonnes.realisations === 1 ? 0 : r) * blocks + block];
  const destination = new Int32Array(blocks).fill(stays);
  const expectedUsdPerT = new Float64Array(blocks);
  const chanceBest = new Float64Array(blocks);
  const mass = routes.map(() => new Float64Array(realisations));
  const net = routes.map(() => new Float64Array(realisations));
  const count = routes.map(() => 0);
  let perfect = 0;
  const values = new Float64Array(routes.length * realisations);
  for (let block = 0; block < blocks; block++) {
    let [best, most] = [stays, 0];
    let isMissing = false;
    for (let route = 0; route < routes.length; route++) {
      let sum = 0;
      for (let r = 0; r < realisations; r++) {
        const value = valueOf(route, block, r);
        values[route * realisations + r] = value;
        sum += value;
      }
      if (Number.isNaN(sum)) isMissing = true;
      if (sum / realisations > most) [best, most] = [route, sum / realisations];
    }
    if (isMissing || Number.isNaN(massOf(block, 0))) {
      destination[block] = notEstimated;
      continue;
    }
    destination[block] = best;
    expectedUsdPerT[block] = most;
    let agree = 0;
    for (let r = 0; r < realisations; r++) {
      let [top, highest] = [stays, 0];
      for (let route = 0; route < routes.length; route++)
        if (values[route * realisations + r] > highest) [top, highest] = [route, values[route * realisations + r]];
      if (top === best) agree++;
      const chosen = best === stays ? 0 : values[best * realisations + r];
      perfect += (highest - chosen) * massOf(block, r);
      if (best === stays) continue;
      mass[best][r] += massOf(block, r);
      net[best][r] += chosen * massOf(block, r);
    }
    if (best !== stays) count[best]++;
    chanceBest[block] = agree / realisations;
  }
  return {
    destination,
    expectedUsdPerT,
    chanceBest,
    routes: routes.map(({ id }, route) => ({
      id,
      blocks: count[route],
      tonnes: interval(mass[route]),
      netUsd: interval(net[route]),
    })),
    perfectKnowledgeUsd: perfect / realisations,
  };
}

function realisationsOf(
  columns: readonly BlockColumn[],
  tonnes: { readonly realisations: number },
  routes: readonly BlockRoute[],
): number {
  const given = [
    ...columns.map(({ name, realisations }) => [name, realisations] as const),
    ["tonnes", tonnes.realisations] as const,
    ...routes.flatMap(({ id, costUsdPerT, usdPerTPpm }) =>
      [costUsdPerT, ...Object.values(usdPerTPpm)].map((of) => [id, typeof of === "number" ? 1 : of.length] as const),
    ),
  ];
  const most = Math.max(...given.map(([, realisations]) => realisations));
  for (const [name, realisations] of given)
    if (realisations !== 1 && realisations !== most)
      throw new RangeError(`routing: ${name} has ${realisations} realisations, others ${most}; give 1 or ${most}`);
  return most;
}

function interval(values: Float64Array): Interval {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [p05, p50, p95] = quantilesInPlace(Float64Array.from(values), [0.05, 0.5, 0.95]);
  return { mean, p05, p50, p95 };
}
