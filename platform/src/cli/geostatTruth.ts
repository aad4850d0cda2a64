import {
  blockCentres,
  blockCount,
  declusterCells,
  declusterPolygons,
  type MapPointM,
  readGrid,
  type RegularGrid,
  type SampleSet,
  Settings,
  truthStatistics,
} from "@relode/core/geostat";
import { estimateAt } from "./geostatEstimate.ts";
import type { GeostatInput } from "./geostatInput.ts";
import type { VerbResult } from "./geostatResult.ts";

/**
 * Estimators against an exhaustive truth: `truth` { data, value, columns }, `grid`, `estimators` [{ name, kind, ... }]. The truth of a block is
 * the mean of the exhaustive values in it. Constants come first: the plain mean, and the mean declustered by cells (`declus`) and
 * by polygons within the grid; an estimator may take one as its mean: `"mean": "cells"` or `"polygons"`.
 */
export async function truthVerb(input: GeostatInput, run: Settings | null): Promise<VerbResult> {
  const from = run ?? input.settings;
  const grid = readGrid((from.has("grid") ? from : input.settings).object("grid"));
  const xyzM = blockCentres(grid);
  const truth = await blockTruth(input, from.object("truth"), grid);
  const means = globalMeans(input.samples, from, grid);
  const rows = [...means].map(([name, mean]) => ({
    name: `${name} mean everywhere`,
    ...truthStatistics(truth, new Float64Array(truth.length).fill(mean)),
  }));
  for (const estimator of from.list("estimators")) {
    const mean =
      estimator.has("mean") && typeof estimator.raw("mean") === "string"
        ? estimator.choice([...means.keys()], "mean")
        : null;
    const chosen = mean === null ? estimator : withMean(estimator, means.get(mean) ?? Number.NaN);
    const { columns } = await estimateAt(input, chosen, xyzM);
    const estimate = columns.get("estimate");
    if (!(estimate instanceof Float64Array))
      throw new RangeError(
        `${estimator.path}: this kind gives no single estimate; use OK, SK, UK, KED, CCK, IDW or NN`,
      );
    rows.push({ name: estimator.text("name"), ...truthStatistics(truth, estimate) });
  }
  const pick = (of: (row: (typeof rows)[number]) => number) => rows.map((row) => of(row));
  return {
    columns: new Map<string, ArrayLike<number> | readonly string[]>([
      ["estimator", rows.map(({ name }) => name)],
      ["n", pick(({ n }) => n)],
      ["mean", pick(({ estimateMean }) => estimateMean)],
      ["sd", pick(({ estimateSd }) => estimateSd)],
      ["mean_error", pick(({ meanError }) => meanError)],
      ["mean_absolute_error", pick(({ meanAbsoluteError }) => meanAbsoluteError)],
      ["rmse", pick(({ rootMeanSquaredError }) => rootMeanSquaredError)],
      ["correlation", pick(({ correlation }) => correlation)],
      ["slope", pick(({ slope }) => slope)],
    ]),
    summary: {
      samples: input.samples.values.length,
      trueMean: rows[0].trueMean,
      trueSd: rows[0].trueSd,
      blocks: truth.length,
      ...Object.fromEntries([...means].map(([name, mean]) => [`${name}Mean`, mean])),
    },
  };
}

/** The estimator's settings with a number in place of the name of its mean. */
function withMean(estimator: Settings, mean: number): Settings {
  return new Settings(
    { ...Object.fromEntries(estimator.keys().map((key) => [key, estimator.raw(key)])), mean },
    estimator.path,
  );
}

/** Mean of the exhaustive values in each block, NaN where there are none. */
async function blockTruth(input: GeostatInput, s: Settings, grid: RegularGrid): Promise<Float64Array> {
  const table = await input.open(s.text("data"));
  const columns = s.has("columns") ? s.object("columns") : new Settings({}, "columns");
  const named = (key: string) => (columns.has(key) ? columns.text(key) : key);
  const value = table.numbers(s.text("value"));
  const axes = ["x", "y", "z"].map((axis) =>
    axis !== "z" || table.names.includes(named(axis)) ? table.numbers(named(axis)) : new Float64Array(table.rows),
  );
  const sum = new Float64Array(blockCount(grid));
  const count = new Float64Array(sum.length);
  for (let i = 0; i < value.length; i++) {
    if (Number.isNaN(value[i])) continue;
    const [a, b, c] = axes.map((of, axis) => Math.floor((of[i] - grid.firstCentreM[axis]) / grid.sizeM[axis] + 0.5));
    const inside = [a, b, c].every((k, axis) => k >= 0 && k < grid.count[axis]);
    if (!inside) continue;
    const at = a + grid.count[0] * (b + grid.count[1] * c);
    sum[at] += value[i];
    count[at]++;
  }
  return sum.map((total, i) => (count[i] > 0 ? total / count[i] : Number.NaN));
}

function globalMeans(samples: SampleSet, from: Settings, grid: RegularGrid): ReadonlyMap<string, number> {
  const { values } = samples;
  const means = new Map([["plain", values.reduce((sum, value) => sum + value, 0) / values.length]]);
  if (from.has("declus")) {
    const s = from.object("declus");
    const [low, high, steps] = [s.number("cell_min"), s.number("cell_max"), s.number("n_cells")];
    const sizesM = Array.from({ length: steps + 1 }, (_, i) => low + (i * (high - low)) / steps);
    means.set("cells", declusterCells(samples, { sizesM }).mean);
  }
  means.set("polygons", declusterPolygons(samples, gridRectangle(grid)).mean);
  return means;
}

/** Rim of a grid in the map. */
export function gridRectangle({ count, firstCentreM, sizeM }: RegularGrid): MapPointM[] {
  const [x0, y0] = [0, 1].map((a) => firstCentreM[a] - sizeM[a] / 2);
  const [x1, y1] = [x0 + count[0] * sizeM[0], y0 + count[1] * sizeM[1]];
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}
