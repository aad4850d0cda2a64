import {
  backTransform,
  declusterCells,
  experimentalVariogram,
  indicatorKriging,
  normalScore,
  readModel,
  SequentialGaussian,
  Settings,
} from "@relode/core/geostat";
import type { AnswerColumn, GeostatCase } from "./geostatAnswer.ts";
import { GeostatTable } from "./geostatTable.ts";
import { samplesOf } from "./krigingAnswers.ts";

const bounds = { abs: 1e-6 };

/** Declustering, normal scores, gamv, indicator kriging and simulation, as `declus`, `ik` and `sgs` of the settings say. */
export function clusterAnswers(from: GeostatCase, readTable: (name: string) => GeostatTable): AnswerColumn[] | null {
  const { settings, name } = from;
  if (name.startsWith("declus") && settings.has("declus")) return declusterAnswers(from);
  if (name === "nscore") return scoreAnswers(from);
  if (name.startsWith("gamv_")) return gamvAnswers(from, readTable("expected_nscore.csv"));
  if (/^ik_.*_(ok|sk)$/.test(name) && settings.has("ik")) return indicatorAnswers(from);
  if ((name === "sgs_statistics" || name === "sgs_etype") && settings.has("sgs"))
    return simulationAnswers(from, readTable("expected_nscore.csv"));
  return null;
}

function declusterAnswers(from: GeostatCase): AnswerColumn[] | null {
  const declus = from.settings.object("declus");
  const [low, high, steps] = [declus.number("cell_min"), declus.number("cell_max"), declus.number("n_cells")];
  const sizesM = Array.from({ length: steps + 1 }, (_, i) => low + (i * (high - low)) / steps);
  const samples = samplesOf(from);
  const { weights, means } = declusterCells(samples, { sizesM, origins: declus.number("offsets") });
  if (from.name === "declus_weights") return [{ column: "weight", got: weights, tolerance: bounds }];
  if (from.name !== "declus_cellsizes") return null;
  // Row 1 is the plain mean; the table prints three decimals.
  const plain = samples.values.reduce((sum, value) => sum + value, 0) / samples.values.length;
  return [{ column: "declustered_mean", got: [plain, ...means], tolerance: { abs: 5.1e-4 } }];
}

function scoreAnswers({ expected }: GeostatCase): AnswerColumn[] {
  const values = expected.column(expected.names[2]);
  const { scores } = normalScore(values, expected.column("weight"));
  const isTied = (row: number) => values.some((value, i) => i !== row && value === values[row]);
  return [{ column: "normal_score", got: scores, tolerance: bounds, skip: isTied }];
}

function gamvAnswers({ expected, name, settings }: GeostatCase, scores: GeostatTable): AnswerColumn[] {
  const samples = { xyzM: scores.positions(), values: scores.column(name.slice("gamv_".length)) };
  const [azimuth, tolerance, band] = ["azimuth", "azimuth_tolerance", "bandwidth"].map((key) => expected.column(key));
  const [direction, lag] = [expected.column("direction"), expected.column("lag")];
  const gamv = settings.has("gamv") ? settings.object("gamv") : new Settings({ spacing: 4.7, tolerance: 2.35 }, "gamv");
  const count = Math.max(...lag) - 1;
  const lags = {
    kind: "centred",
    spacingM: gamv.number("spacing"),
    toleranceM: gamv.number("tolerance"),
    count,
  } as const;
  const byDirection = new Map(
    [...new Set(direction)].map((d) => {
      const row = direction.indexOf(d);
      const limits = { azimuthDeg: azimuth[row], azimuthToleranceDeg: tolerance[row] };
      const isOmnidirectional = tolerance[row] > 90;
      const found = experimentalVariogram(samples, {
        lags,
        ...(isOmnidirectional ? {} : { direction: { ...limits, bandwidthM: band[row] } }),
      });
      // Without direction GSLIB counts a pair twice.
      return [d, found.lags.map((one) => ({ ...one, pairs: one.pairs * (isOmnidirectional ? 2 : 1) }))] as const;
    }),
  );
  const pick = (of: "pairs" | "distanceM" | "value") =>
    Array.from(
      lag,
      (number, row) => byDirection.get(direction[row])?.find((one) => one.lag === number - 2)?.[of] ?? Number.NaN,
    );
  // Lag 1 holds every datum with itself.
  const skip = (row: number) => lag[row] === 1;
  return [
    { column: "distance", got: pick("distanceM"), tolerance: bounds, skip },
    { column: "gamma", got: pick("value"), tolerance: bounds, skip },
    { column: "pairs", got: pick("pairs"), tolerance: { abs: 0 }, skip },
  ];
}

function indicatorAnswers(from: GeostatCase): AnswerColumn[] {
  const ik = from.settings.object("ik");
  const radius = ik.number("radius");
  const models = ik.list("variograms").map((v) => {
    const [major, minor] = [v.number("range_major"), v.number("range_minor")];
    const structure = {
      type: v.text("type"),
      sill: v.number("sill"),
      ranges: [major, minor, major],
      angles: [v.number("azimuth"), 0, 0],
    };
    return readModel(new Settings({ nugget: v.number("nugget"), structures: [structure] }, v.path));
  });
  const thresholds = ik.numbers("thresholds");
  const { probability } = indicatorKriging(
    samplesOf(from),
    { xyzM: from.expected.positions() },
    {
      thresholds,
      models,
      search: { radiiM: [radius, radius, radius], maxSamples: ik.number("ndmax"), minSamples: ik.number("ndmin") },
      ...(from.name.endsWith("_sk") ? { globalProportions: ik.numbers("global_cdf") } : {}),
    },
  );
  return thresholds.map((threshold, t) => ({ column: `F_${threshold}`, got: probability[t], tolerance: bounds }));
}

function simulationAnswers({ settings, expected }: GeostatCase, scores: GeostatTable): AnswerColumn[] {
  const sgs = settings.object("sgs");
  const grid = sgs.object("grid");
  const radius = sgs.number("radius");
  const values = scores.column(scores.names[2]);
  const { scores: normal, table } = normalScore(values, scores.column("weight"));
  const count = grid.three("n");
  const simulation = new SequentialGaussian(
    { xyzM: scores.positions(), values: normal },
    {
      model: readModel(sgs.object("model")),
      grid: { count, firstCentreM: grid.three("o"), sizeM: grid.three("s") },
      search: { radiiM: [radius, radius, radius], maxSamples: sgs.number("max_nodes") },
      seed: 69069,
      coarseGrids: sgs.number("multigrid"),
    },
  );
  const end = Number(/linear to ([\d.]+)/.exec(sgs.object("tails").text("upper"))?.[1] ?? Number.NaN);
  const start = Number(/linear to ([\d.]+)/.exec(sgs.object("tails").text("lower"))?.[1] ?? Number.NaN);
  // sgsim cuts every value at the end of its upper tail, also where data lie above it.
  const greatest = values.reduce((a, b) => Math.max(a, b), end);
  const tails = { lower: { minimum: start }, upper: { kind: "power", maximum: greatest } } as const;
  const isEtype = expected.has("prob_gt_1");
  const names = isEtype ? [] : expected.text("statistic");
  const sums = new Float64Array(names.length);
  const nodeMean = new Float64Array(simulation.nodes);
  const nodeSquare = new Float64Array(simulation.nodes);
  const field = new Float64Array(simulation.nodes);
  const realisations = sgs.number("nsim");
  for (let k = 0; k < realisations; k++) {
    simulation.simulate(k, field);
    for (let i = 0; i < field.length; i++) field[i] = Math.min(end, backTransform(field[i], table, tails));
    for (let i = 0; i < field.length; i++) {
      nodeMean[i] += field[i] / realisations;
      nodeSquare[i] += (field[i] * field[i]) / realisations;
    }
    for (const [row, name] of names.entries())
      sums[row] += fieldStatistic(field, name, count[0], count[1]) / realisations;
  }
  if (isEtype) return [etypeColumn(expected, nodeMean, nodeSquare, grid, realisations)];
  const errors = expected.column("standard_error");
  return [
    {
      column: "mean_over_100_realisations",
      got: sums,
      // Four standard errors of a difference: ours has one too.
      tolerance: (row) => ({ abs: 4 * Math.SQRT2 * errors[row] }),
    },
  ];
}

/** Mean of the realisations at the nodes of the table, within four standard errors of a difference, √(sd² + our sd²)/√n. */
function etypeColumn(
  expected: GeostatTable,
  nodeMean: Float64Array,
  nodeSquare: Float64Array,
  grid: Settings,
  realisations: number,
): AnswerColumn {
  const [count, first, size] = [grid.three("n"), grid.three("o"), grid.three("s")];
  const [x, y, sd] = [expected.column("x"), expected.column("y"), expected.column("sd")];
  const node = (row: number) =>
    Math.round((x[row] - first[0]) / size[0]) + count[0] * Math.round((y[row] - first[1]) / size[1]);
  const variance = (at: number) => Math.max(0, nodeSquare[at] - nodeMean[at] ** 2);
  return {
    column: "mean",
    got: Array.from(x, (_, row) => nodeMean[node(row)]),
    tolerance: (row) => ({ abs: Math.max(1e-6, 4 * Math.sqrt((sd[row] ** 2 + variance(node(row))) / realisations)) }),
  };
}

/** `mean`, `variance`, `q05` and `gamma_east_lag3` of one realisation on a flat grid. */
function fieldStatistic(field: Float64Array, name: string, nx: number, ny: number): number {
  const n = field.length;
  const mean = field.reduce((sum, value) => sum + value, 0) / n;
  if (name === "mean") return mean;
  if (name === "variance") return field.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  const quantile = /^q(\d\d)$/.exec(name);
  if (quantile !== null) {
    const sorted = Float64Array.from(field).sort();
    const at = (Number(quantile[1]) / 100) * (n - 1);
    const low = Math.floor(at);
    return sorted[low] + (at - low) * (sorted[Math.min(n - 1, low + 1)] - sorted[low]);
  }
  const gamma = /^gamma_(east|north)_lag(\d+)$/.exec(name);
  if (gamma === null) return Number.NaN;
  const [dx, dy] = gamma[1] === "east" ? [Number(gamma[2]), 0] : [0, Number(gamma[2])];
  let sum = 0;
  let pairs = 0;
  for (let j = 0; j + dy < ny; j++)
    for (let i = 0; i + dx < nx; i++, pairs++) sum += (field[i + dx + nx * (j + dy)] - field[i + nx * j]) ** 2 / 2;
  return sum / pairs;
}
