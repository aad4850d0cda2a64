import { availableParallelism } from "node:os";
import {
  blockCentres,
  blockCount,
  convexHull,
  crossValidation,
  declusterCells,
  declusterPolygons,
  declusterVolumes,
  foldsByHole,
  type MapPointM,
  readGrid,
  readKriging,
  type SampleSet,
  Settings,
  SettingsError,
} from "@relode/core/geostat";
import { estimateAt } from "./geostatEstimate.ts";
import type { GeostatInput } from "./geostatInput.ts";
import { simulateVerb } from "./geostatSimulate.ts";
import { transformVerb } from "./geostatTransform.ts";
import type { VerbResult } from "./geostatResult.ts";
import { truthVerb } from "./geostatTruth.ts";
import { fitVerb, variogramVerb } from "./geostatVariogram.ts";

/** A text of eight columns stays below what one string may hold. */
const mostRows = 4_000_000;

/** One verb of `relode geostat`. */
export interface GeostatVerb {
  readonly name: string;
  readonly doc: string;
  /** @param run the chosen entry of `runs`, or null: then the configuration itself */
  readonly run: (
    input: GeostatInput,
    run: Settings | null,
    seed: number,
    threads: number | null,
  ) => VerbResult | Promise<VerbResult>;
  /** True where the work can be shared by threads. */
  readonly isThreaded?: boolean;
}

/** Below so many blocks a thread takes longer to start than to krige. */
const blocksWorthThreads = 200_000;

async function krigeVerb(
  input: GeostatInput,
  run: Settings | null,
  _seed: number,
  asked: number | null,
): Promise<VerbResult> {
  const grid = readGrid(input.settings.object("grid"));
  if (blockCount(grid) > mostRows)
    throw new RangeError(`grid: ${blockCount(grid)} blocks, limit ${mostRows} in one table; split the grid`);
  const threads = asked ?? (blockCount(grid) < blocksWorthThreads ? 1 : Math.min(8, availableParallelism()));
  const xyzM = blockCentres(grid);
  const { columns, summary } = await estimateAt(input, run ?? input.settings, xyzM, { grid, threads });
  return { columns: new Map([...axes(xyzM), ...columns]), summary };
}

function axes(xyzM: Float64Array): [string, Float64Array][] {
  return ["x", "y", "z"].map((name, a) => [name, xyzM.filter((_, i) => i % 3 === a)]);
}

function declusterVerb({ settings, samples }: GeostatInput, run: Settings | null): VerbResult {
  const whole = run ?? settings;
  const from = whole.has("declus") ? whole.object("declus") : whole;
  const method = from.has("method") ? from.choice(["cells", "polygons", "volumes"] as const, "method") : "cells";
  if (method === "cells") return declusterByCells(samples, from);
  const result =
    method === "polygons"
      ? declusterPolygons(samples, readBoundary(from, samples))
      : declusterByVolumes(samples, from, settings);
  return {
    columns: new Map([
      ...axes(samples.xyzM),
      ["value", samples.values] as const,
      ["weight", result.weights] as const,
      [method === "polygons" ? "area_m2" : "volume_m3", result.sizes] as const,
    ]),
    summary: { declusteredMean: result.mean },
  };
}

function declusterByCells(samples: SampleSet, from: Settings): VerbResult {
  const [low, high, steps] = [from.number("cell_min"), from.number("cell_max"), from.number("n_cells")];
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= 10_000))
    throw new RangeError(`n_cells must be whole, 1 to 10,000, got ${steps}`);
  const result = declusterCells(samples, {
    sizesM: Array.from({ length: steps + 1 }, (_, i) => low + (i * (high - low)) / steps),
    ...(from.has("offsets") ? { origins: from.number("offsets") } : {}),
    ...(from.has("criterion") ? { criterion: from.choice(["least-mean", "greatest-mean"] as const, "criterion") } : {}),
  });
  return {
    columns: new Map([...axes(samples.xyzM), ["value", samples.values] as const, ["weight", result.weights] as const]),
    summary: { cellSize: result.sizeM, declusteredMean: result.mean },
  };
}

/** `boundary` [[x, y], ...], or "hull" of the samples. */
function readBoundary(from: Settings, { xyzM }: SampleSet): MapPointM[] {
  if (from.raw("boundary") === "hull") return convexHull(xyzM);
  const corners = from.raw("boundary");
  const isPoint = (corner: unknown): corner is [number, number] =>
    Array.isArray(corner) && corner.length === 2 && corner.every((c) => typeof c === "number" && Number.isFinite(c));
  if (Array.isArray(corners) && corners.every(isPoint)) return corners.map(([x, y]) => [x, y]);
  throw new SettingsError(`${from.path}.boundary`, 'must be "hull" or a list of corners [x, y] in metres');
}

function declusterByVolumes(samples: SampleSet, from: Settings, settings: Settings) {
  return declusterVolumes(samples, readGrid((from.has("grid") ? from : settings).object("grid")), {
    ...(from.has("farthest") ? { farthestM: from.number("farthest") } : {}),
    ...(from.has("vertical_factor") ? { verticalFactor: from.number("vertical_factor") } : {}),
  });
}

function validateVerb({ settings, samples }: GeostatInput, run: Settings | null): VerbResult {
  const from = run ?? (settings.has("loo") ? settings.object("loo") : settings);
  const { block: _block, ...spec } = readKriging(settings, from);
  const holes = samples.holes;
  if (from.has("folds") && holes === undefined) throw new RangeError("folds: leaving out holes needs a column hole");
  const folds = from.has("folds") && holes !== undefined ? foldsByHole(holes, from.number("folds")) : undefined;
  const { result, statistics } = crossValidation(samples, spec, folds);
  return {
    columns: new Map([
      ...axes(samples.xyzM),
      ["true", samples.values] as const,
      ["estimate", result.estimate] as const,
      ["variance", result.variance] as const,
    ]),
    summary: { ...statistics },
  };
}

/** Every verb; a new one is one line here. */
export const geostatVerbs: readonly GeostatVerb[] = [
  {
    name: "variogram",
    doc: "experimental variograms: lags, estimator, directions, second, thresholds, map, cloud",
    run: variogramVerb,
  },
  {
    name: "fit",
    doc: "fit a model: method wls, ml or reml from a model, or auto; ends in a verdict",
    run: fitVerb,
  },
  {
    name: "krige",
    doc: "estimates of the grid: model, search, kind OK, SK, UK, KED, IK, CK, CCK, IDW or NN",
    run: krigeVerb,
    isThreaded: true,
  },
  {
    name: "simulate",
    doc: "realisations: method sgs, turning-bands, sis or blocks; nsim, tails, weight, path each or one, layout",
    run: simulateVerb,
    isThreaded: true,
  },
  {
    name: "decluster",
    doc: "declustering weights: method cells, polygons (boundary) or volumes (grid)",
    run: declusterVerb,
  },
  {
    name: "transform",
    doc: "normal scores of a value; log, alr, clr, ilr, maf or ppmt of variables, and back",
    run: transformVerb,
  },
  { name: "validate", doc: "leave-one-out, or by folds of holes, with statistics", run: validateVerb },
  { name: "truth", doc: "estimators against an exhaustive truth: truth, grid, estimators", run: truthVerb },
];
