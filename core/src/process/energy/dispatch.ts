import {
  DispatchError,
  type LinearProgram,
  LinearProgramBuilder,
  type LinearSolution,
  type SolveLinearProgram,
} from "./linearProgram.ts";

/** A power system hour by hour. All series have one length; MW over one hour are MWh. Prices in USD of one year. */
export interface PowerSystem {
  readonly loadMW: ArrayLike<number>;
  /** Sun, wind: what may be taken each hour, the rest is curtailed. */
  readonly renewableMW: ArrayLike<number>;
  readonly grid?: {
    readonly buyUsdPerMWh: ArrayLike<number>;
    /** 0 where nothing is paid; never above the price of buying in the same hour. */
    readonly sellUsdPerMWh?: ArrayLike<number>;
    readonly limitMW?: number;
    readonly co2KgPerMWh?: ArrayLike<number>;
  };
  readonly battery?: {
    readonly energyMWh: number;
    readonly powerMW: number;
    /** Of charging, and of discharging again, 0-1. */
    readonly oneWayEfficiency: number;
    /** Content at the start, and at least at the end. */
    readonly startMWh: number;
    /** Wear per MWh discharged. */
    readonly wearUsdPerMWh?: number;
  };
  readonly diesel?: { readonly powerMW: number; readonly costUsdPerMWh: number; readonly co2KgPerMWh: number };
  /** Price of load not served; without it all load must be served. */
  readonly unservedUsdPerMWh?: number;
}

/** The cheapest way to run it. Series by hour, MW; sums in MWh. */
export interface Dispatch {
  readonly costUsd: number;
  readonly gridMW: Float64Array;
  readonly soldMW: Float64Array;
  readonly chargeMW: Float64Array;
  readonly dischargeMW: Float64Array;
  readonly storedMWh: Float64Array;
  readonly dieselMW: Float64Array;
  readonly unservedMW: Float64Array;
  readonly curtailedMW: Float64Array;
  /** What one more MWh of load would cost in each hour, USD/MWh. */
  readonly marginalUsdPerMWh: Float64Array;
  readonly gridMWh: number;
  readonly curtailedMWh: number;
  readonly dieselMWh: number;
  readonly unservedMWh: number;
  readonly co2Kg: number;
}

/** Most hours of one programme: five years. */
export const maxHours = 43_920;

/**
 * Least-cost dispatch as a linear programme: each hour grid + renewable + discharge + diesel + unserved − charge − sold −
 * curtailed = load; content(t) = content(t−1) + η charge − discharge/η, within the battery, at least the start at the end.
 * The whole period is known in advance, so the cost is a lower bound of what an operator without foresight pays.
 * @throws {RangeError} lengths that disagree, negative or missing numbers, selling dearer than buying
 * @throws {DispatchError} load that cannot be served
 */
export function dispatchPower(system: PowerSystem, solve: SolveLinearProgram): Dispatch {
  const hours = checkSystem(system);
  const { grid, battery, diesel } = system;
  const program = new LinearProgramBuilder();
  const balance = Array.from({ length: hours }, (_, t) => program.addRow(system.loadMW[t], system.loadMW[t]));
  const content = battery
    ? Array.from({ length: hours }, (_, t) => {
        const before = t === 0 ? battery.startMWh : 0;
        return program.addRow(before, before);
      })
    : [];
  const each = (column: (t: number) => number | null) => Array.from({ length: hours }, (_, t) => column(t));
  const infinite = Number.POSITIVE_INFINITY;
  const price = (t: number) => grid?.buyUsdPerMWh[t] ?? 0;
  const columns = {
    grid: each((t) => (grid ? program.addColumn(price(t), grid.limitMW ?? infinite, [[balance[t], 1]]) : null)),
    sold: each((t) => {
      const paid = grid?.sellUsdPerMWh?.[t] ?? 0;
      return paid > 0 ? program.addColumn(-paid, grid?.limitMW ?? infinite, [[balance[t], -1]]) : null;
    }),
    used: each((t) =>
      system.renewableMW[t] > 0 ? program.addColumn(0, system.renewableMW[t], [[balance[t], 1]]) : null,
    ),
    diesel: each((t) => (diesel ? program.addColumn(diesel.costUsdPerMWh, diesel.powerMW, [[balance[t], 1]]) : null)),
    unserved: each((t) =>
      system.unservedUsdPerMWh === undefined
        ? null
        : program.addColumn(system.unservedUsdPerMWh, system.loadMW[t], [[balance[t], 1]]),
    ),
    charge: each((t) =>
      battery
        ? program.addColumn(0, battery.powerMW, [
            [balance[t], -1],
            [content[t], -battery.oneWayEfficiency],
          ])
        : null,
    ),
    discharge: each((t) =>
      battery
        ? program.addColumn(battery.wearUsdPerMWh ?? 0, battery.powerMW, [
            [balance[t], 1],
            [content[t], 1 / battery.oneWayEfficiency],
          ])
        : null,
    ),
    stored: each((t) =>
      battery
        ? program.addColumn(0, battery.energyMWh, [
            [content[t], 1],
            ...(t + 1 < hours ? [[content[t + 1], -1] as const] : []),
          ])
        : null,
    ),
  };
  const built = program.build();
  const last = columns.stored[hours - 1];
  if (battery && last !== null) built.lower[last] = battery.startMWh;
  const solution = built.cost.length === 0 ? withoutSources(system, built) : solve(built);
  if (solution.status !== "optimal")
    throw new DispatchError(
      solution.status === "infeasible"
        ? "the load cannot be served in every hour; raise the grid limit, the diesel or the battery, or price unserved load"
        : `the dispatch has no optimum (${solution.status}); check prices and limits`,
    );
  return gathered(system, columns, solution.columns, solution.objective, solution.rowDuals.slice(0, hours));
}

/** Solvers refuse a programme without columns: there is nothing to run, so only no load at all is served. */
function withoutSources({ loadMW }: PowerSystem, { rowLower }: LinearProgram): LinearSolution {
  const isServed = Array.from(loadMW).every((power) => power === 0);
  const rowDuals = new Float64Array(rowLower.length);
  return { status: isServed ? "optimal" : "infeasible", objective: 0, columns: new Float64Array(0), rowDuals };
}

type Columns = Readonly<
  Record<
    "grid" | "sold" | "used" | "diesel" | "unserved" | "charge" | "discharge" | "stored",
    readonly (number | null)[]
  >
>;

function gathered(
  system: PowerSystem,
  columns: Columns,
  x: Float64Array,
  costUsd: number,
  marginalUsdPerMWh: Float64Array,
): Dispatch {
  const series = (numbers: readonly (number | null)[]) =>
    Float64Array.from(numbers, (column) => (column === null ? 0 : x[column]));
  const used = series(columns.used);
  const gridMW = series(columns.grid);
  const dieselMW = series(columns.diesel);
  const curtailedMW = used.map((power, t) => Math.max(0, system.renewableMW[t]) - power);
  const unservedMW = series(columns.unserved);
  const co2 = gridMW.reduce((sum, power, t) => sum + power * (system.grid?.co2KgPerMWh?.[t] ?? 0), 0);
  return {
    costUsd,
    gridMW,
    soldMW: series(columns.sold),
    chargeMW: series(columns.charge),
    dischargeMW: series(columns.discharge),
    storedMWh: series(columns.stored),
    dieselMW,
    unservedMW,
    curtailedMW,
    marginalUsdPerMWh,
    gridMWh: total(gridMW),
    curtailedMWh: total(curtailedMW),
    dieselMWh: total(dieselMW),
    unservedMWh: total(unservedMW),
    co2Kg: co2 + total(dieselMW) * (system.diesel?.co2KgPerMWh ?? 0),
  };
}

function total(series: Float64Array): number {
  return series.reduce((sum, value) => sum + value, 0);
}

/** @returns hours */
function checkSystem(system: PowerSystem): number {
  const hours = system.loadMW.length;
  if (hours < 1 || hours > maxHours) throw new RangeError(`hours must number 1 to ${maxHours}, got ${hours}`);
  const column = (values: ArrayLike<number> | undefined, name: string, min: number) => {
    if (values === undefined) return;
    if (values.length !== hours)
      throw new RangeError(`${name} has ${values.length} hours, the load ${hours}; give as many`);
    for (let t = 0; t < hours; t++)
      if (!(values[t] >= min && Number.isFinite(values[t])))
        throw new RangeError(`${name}, hour ${t}: must be a finite number of at least ${min}, got ${values[t]}`);
  };
  const { grid, battery, diesel } = system;
  column(system.loadMW, "load", 0);
  column(system.renewableMW, "renewable power", 0);
  column(grid?.buyUsdPerMWh, "price of buying", -10_000);
  column(grid?.sellUsdPerMWh, "price of selling", 0);
  column(grid?.co2KgPerMWh, "CO2 of the grid", 0);
  for (let t = 0; t < hours; t++)
    if (grid?.sellUsdPerMWh && grid.sellUsdPerMWh[t] > grid.buyUsdPerMWh[t] + 1e-12)
      throw new RangeError(
        `hour ${t}: power sells at ${grid.sellUsdPerMWh[t]} and buys at ${grid.buyUsdPerMWh[t]} USD/MWh; buying to sell has no bound`,
      );
  if (battery) {
    if (!(battery.energyMWh >= 0 && battery.powerMW >= 0))
      throw new RangeError(
        `battery needs energy and power of 0 or more, got ${battery.energyMWh} MWh, ${battery.powerMW} MW`,
      );
    if (!(battery.oneWayEfficiency > 0 && battery.oneWayEfficiency <= 1))
      throw new RangeError(`one-way efficiency must lie in 0-1, got ${battery.oneWayEfficiency}`);
    if (!(battery.startMWh >= 0 && battery.startMWh <= battery.energyMWh))
      throw new RangeError(`battery starts with ${battery.startMWh} MWh, must lie in 0-${battery.energyMWh}`);
  }
  if (diesel && !(diesel.powerMW >= 0 && diesel.costUsdPerMWh >= 0 && diesel.co2KgPerMWh >= 0))
    throw new RangeError("diesel needs power, cost and CO2 of 0 or more");
  return hours;
}
