import {
  type BlockModel,
  columnIn,
  type DecisionUnit,
  groupTotals,
  type HoleWorth,
  liftGroups,
  netUsdPerTPpm,
  nextHoles,
  type Product,
} from "@relode/core/resource";
import type { ResourceModel } from "../files/resourceModel.ts";

export type UnitKind = "lifts" | "domains" | "body";

export interface NextHolePlan {
  readonly products: readonly Product[];
  readonly costUsdPerT: number;
  readonly units: UnitKind;
  readonly liftM: number;
  /** Domain code of each block, and the names of the codes. */
  readonly domain: Float32Array;
  readonly domains: readonly { readonly code: number; readonly name: string }[];
  readonly relativeError: number;
  readonly seed: number;
}

export interface UnitWorth {
  readonly name: string;
  readonly meanMillionUsd: number;
  /** Share of realisations in which mining it pays. */
  readonly pays: number;
  readonly dryTonnes: number;
}

export interface NextHoleAnswer {
  readonly holes: readonly HoleWorth[];
  readonly units: readonly UnitWorth[];
  /** Worth of knowing all before deciding, USD: no hole can be worth more. */
  readonly perfectUsd: number;
}

/**
 * Worth of the next hole in USD: units are mined where their worth Σ V s ρ (Σ zᵢ Rᵢ − cost) is expected to exceed 0. The hole finds the value-equivalent
 * grade Σ zᵢ Rᵢ / R₁ of its column of blocks. Worth of perfect knowledge: Σ units (E[max(w, 0)] − max(E[w], 0)).
 *
 * @throws {RangeError} as `nextHoles` says: fewer than 100 realisations and so on
 */
export function planNextHole({ model }: ResourceModel, plan: NextHolePlan): NextHoleAnswer {
  const net = plan.products.map(netUsdPerTPpm);
  const { group, names } = unitsOf(model, plan);
  const grades = plan.products.map(({ gradeColumn }) => gradeColumn);
  const totals = groupTotals(model, { group, count: names.length, density: "density", share: "fraction", grades });
  const K = totals.realisations;
  const units = names.map((name, unit): DecisionUnit & { dryTonnes: number } => {
    const worth = new Float64Array(K);
    let dryTonnes = 0;
    for (let k = 0; k < K; k++) {
      const at = unit * K + k;
      dryTonnes += totals.tonnes[at] / K;
      worth[k] = -plan.costUsdPerT * totals.tonnes[at];
      for (const [p, grade] of grades.entries()) worth[k] += net[p] * 1e6 * (totals.metalT.get(grade)?.[at] ?? 0);
    }
    return { name, worth, dryTonnes };
  });
  const filled = units.filter(({ dryTonnes }) => dryTonnes > 0);
  const column = equivalentGrade(model, plan.products, net);
  const holes = nextHoles(model, column, {
    grade: column.name,
    units: filled,
    relativeError: plan.relativeError,
    seed: plan.seed,
  });
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / K;
  return {
    holes,
    perfectUsd: filled.reduce(
      (sum, { worth }) => sum + mean(worth.map((value) => Math.max(0, value))) - Math.max(0, mean(worth)),
      0,
    ),
    units: filled.map(({ name, worth, dryTonnes }) => ({
      name,
      dryTonnes,
      meanMillionUsd: mean(worth) / 1e6,
      pays: worth.filter((value) => value > 0).length / K,
    })),
  };
}

function unitsOf(model: BlockModel, { units, liftM, domain, domains }: NextHolePlan) {
  const share = columnIn(model, "fraction", "1").values;
  const inside = (b: number) => share[b] > 0;
  if (units === "lifts") {
    const { group, tops } = liftGroups(model, liftM);
    return {
      group: group.map((at, b) => (inside(b) ? at : -1)),
      names: tops.map((top, at) => `lift ${at + 1}, from ${Number(top.toPrecision(6))} m down`),
    };
  }
  if (units === "domains")
    return {
      group: Int32Array.from(domain, (code, b) => (inside(b) ? domains.findIndex((one) => one.code === code) : -1)),
      names: domains.map(({ name }) => name),
    };
  return { group: Int32Array.from({ length: model.blocks }, (_, b) => (inside(b) ? 0 : -1)), names: ["whole body"] };
}

function equivalentGrade(model: BlockModel, products: readonly Product[], net: readonly number[]) {
  const columns = products.map(({ gradeColumn }) => columnIn(model, gradeColumn, "ppm"));
  const values = new Float64Array(columns[0].values.length);
  for (const [p, column] of columns.entries())
    for (let at = 0; at < values.length; at++) values[at] += (column.values[at] * net[p]) / net[0];
  return { ...columns[0], name: "equivalent", values };
}
