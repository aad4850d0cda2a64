import { LinearProgramBuilder, type SolveLinearProgram } from "../process/energy/linearProgram.ts";

/** A part of the body that is routed as a whole or in shares: a lift, a domain, a year. */
export interface Segment {
  readonly id: string;
  readonly tonnes: number;
}

/** A plant that might be built. */
export interface PlantChoice {
  readonly id: string;
  /** Net value of each segment by this route before capital, USD/t; NaN where the route cannot take it. */
  readonly usdPerT: readonly number[];
  /** Capital that does not grow with size, present value, USD. */
  readonly fixedUsd: number;
  /** Capital per tonne a year of capacity, present value, USD. */
  readonly usdPerTpa: number;
  readonly leastTpa: number;
  readonly mostTpa: number;
}

/** The best set of plants, their sizes, and what goes where. */
export interface Superstructure {
  readonly plants: readonly { readonly id: string; readonly capacityTpa: number }[];
  /** Tonnes of each segment to each plant; what is left stays. */
  readonly flows: readonly { readonly segment: string; readonly plant: string; readonly tonnes: number }[];
  readonly netUsd: number;
  /** Net value of the best answer with each number of plants, none first: how flat the choice is. */
  readonly byCount: readonly { readonly plants: readonly string[]; readonly netUsd: number }[];
}

/** A programme that the solver did not bring to an optimum. */
export class SuperstructureError extends Error {
  readonly code = "matching.no-optimum";
}

/**
 * Which plants to build, how large, and what to send to each: every set of at most three plants is tried, and for each the flows and
 * sizes are a linear programme: max Σ v x − Σ (F + g c), Σ x ≤ tonnes of the segment, Σ x ≤ life × capacity, least ≤ capacity ≤ most.
 * Exact for the set, since sets are enumerated; values are per tonne and do not fall with size.
 *
 * @param lifeYears over which a plant works at capacity
 * @throws {RangeError} no segment, more than 12 plants, values of another length, or sizes upside down
 * @throws {SuperstructureError} the solver found no optimum
 */
export function bestPlants(
  segments: readonly Segment[],
  plants: readonly PlantChoice[],
  lifeYears: number,
  solve: SolveLinearProgram,
): Superstructure {
  check(segments, plants, lifeYears);
  let best: Superstructure = { plants: [], flows: [], netUsd: 0, byCount: [] };
  const byCount: { plants: readonly string[]; netUsd: number }[] = [{ plants: [], netUsd: 0 }];
  for (const set of subsets(plants.length, 3)) {
    const answer = solveSet(segments, plants, set, lifeYears, solve);
    const held = byCount[set.length];
    if (held === undefined || answer.netUsd > held.netUsd)
      byCount[set.length] = { plants: answer.plants.map(({ id }) => id), netUsd: answer.netUsd };
    if (answer.netUsd > best.netUsd) best = answer;
  }
  return { ...best, byCount };
}

function check(segments: readonly Segment[], plants: readonly PlantChoice[], lifeYears: number): void {
  if (segments.length === 0 || !segments.every(({ tonnes }) => tonnes >= 0 && Number.isFinite(tonnes)))
    throw new RangeError("superstructure: needs segments with finite tonnes of at least 0");
  if (plants.length === 0 || plants.length > 12)
    throw new RangeError(`superstructure: 1 to 12 plants are tried, got ${plants.length}; propose routes first`);
  if (!(lifeYears > 0 && lifeYears <= 200))
    throw new RangeError(`superstructure: life must lie in 0-200 years, got ${lifeYears}`);
  for (const { id, usdPerT, leastTpa, mostTpa, fixedUsd, usdPerTpa } of plants) {
    if (usdPerT.length !== segments.length)
      throw new RangeError(`${id}: ${segments.length} segments need as many values, got ${usdPerT.length}`);
    if (!(leastTpa >= 0 && mostTpa >= leastTpa && Number.isFinite(mostTpa) && fixedUsd >= 0 && usdPerTpa >= 0))
      throw new RangeError(`${id}: sizes must be in order and capital at least 0, got ${leastTpa}-${mostTpa} t/a`);
  }
}

/** Sets of 1 to `most` numbers below n. */
function subsets(n: number, most: number): readonly (readonly number[])[] {
  const out: number[][] = [];
  for (let mask = 1; mask < 2 ** n; mask++) {
    const set = Array.from({ length: n }, (_, at) => at).filter((at) => ((mask >> at) & 1) === 1);
    if (set.length <= most) out.push(set);
  }
  return out;
}

function solveSet(
  segments: readonly Segment[],
  plants: readonly PlantChoice[],
  set: readonly number[],
  lifeYears: number,
  solve: SolveLinearProgram,
): Superstructure {
  const builder = new LinearProgramBuilder();
  const inf = Number.POSITIVE_INFINITY;
  const segmentRows = segments.map(({ tonnes }) => builder.addRow(-inf, tonnes));
  const names: { segment: string; plant: string }[] = [];
  const capacityColumns: number[] = [];
  const flowColumns: number[] = [];
  for (const at of set) {
    const { id, usdPerT, usdPerTpa, leastTpa, mostTpa } = plants[at];
    const fill = builder.addRow(-inf, 0);
    const size = builder.addRow(leastTpa, inf);
    capacityColumns.push(
      builder.addColumn(usdPerTpa, mostTpa, [
        [fill, -lifeYears],
        [size, 1],
      ]),
    );
    usdPerT.forEach((usd, segment) => {
      if (Number.isNaN(usd)) return;
      names.push({ segment: segments[segment].id, plant: id });
      flowColumns.push(
        builder.addColumn(-usd, inf, [
          [segmentRows[segment], 1],
          [fill, 1],
        ]),
      );
    });
  }
  const solution = solve(builder.build());
  if (solution.status !== "optimal")
    throw new SuperstructureError(
      `plants ${set.map((at) => plants[at].id).join(", ")}: the linear programme is ${solution.status}`,
    );
  const fixed = set.reduce((sum, at) => sum + plants[at].fixedUsd, 0);
  return {
    plants: set.map((at, n) => ({ id: plants[at].id, capacityTpa: solution.columns[capacityColumns[n]] })),
    flows: names
      .map((name, n) => ({ ...name, tonnes: solution.columns[flowColumns[n]] }))
      .filter(({ tonnes }) => tonnes > 1e-6),
    netUsd: -solution.objective - fixed,
    byCount: [],
  };
}
