import {
  cokrige,
  collocatedCokriging,
  type CoregionalisationModel,
  indicatorKriging,
  inverseDistance,
  krige,
  readBlock,
  readKriging,
  readModel,
  readSearch,
  type RegularGrid,
  type SampleSet,
  type Settings,
  SettingsError,
} from "@relode/core/geostat";
import { krigeGridOnThreads } from "../jobs/krigingTeam.ts";
import type { GeostatInput } from "./geostatInput.ts";
import { specialKriging } from "./geostatSpecial.ts";

/** Kinds of estimates `relode geostat krige` makes. */
export const estimateKinds = ["OK", "SK", "UK", "KED", "IK", "CK", "CCK", "IDW", "NN"] as const;
export type EstimateKind = (typeof estimateKinds)[number];

/** Columns after x, y, z; `estimate` is among them but for indicator kriging and cokriging. */
export interface Estimated {
  readonly columns: ReadonlyMap<string, ArrayLike<number> | readonly string[]>;
  readonly summary: Readonly<Record<string, unknown>>;
}

/** A grid to krige block by block, and the threads to share it. */
export interface GridOnThreads {
  readonly grid: RegularGrid;
  readonly threads: number;
}

/**
 * Estimates places as the keys of a run say: `kind` and what it needs (docs/geostatistics.md, krige).
 * @param from the run, or the configuration itself
 * @param xyzM packed places; tables of `targets` have one row for each in the same order
 * @param onGrid the grid whose blocks the places are, where they are one
 * @throws {SettingsError | RangeError | SingularMatrixError} settings or data that cannot be used
 */
export async function estimateAt(
  input: GeostatInput,
  from: Settings,
  xyzM: Float64Array,
  onGrid: GridOnThreads | null = null,
): Promise<Estimated> {
  const kind = from.has("kind") ? from.choice(estimateKinds, "kind") : "OK";
  switch (kind) {
    case "IDW":
    case "NN":
      return byDistance(input, from, xyzM, kind);
    case "IK":
      return byIndicators(input, from, xyzM);
    case "CK":
      return byCokriging(input, from, xyzM);
    case "CCK":
      return byCollocated(input, from, xyzM);
    default:
      return byKriging(input, from, xyzM, kind, onGrid);
  }
}

const statusNames = ["ok", "too few samples", "drift undetermined", "outside the beach"];

async function byKriging(
  input: GeostatInput,
  from: Settings,
  xyzM: Float64Array,
  kind: EstimateKind,
  onGrid: GridOnThreads | null,
): Promise<Estimated> {
  const spec = readKriging(input.settings, from);
  const names = kind === "KED" ? textList(from, "external") : [];
  const externalDrift = names.length > 0 ? await targetColumns(input, from, names, xyzM.length / 3) : undefined;
  const samples: SampleSet = {
    ...input.samples,
    ...(externalDrift === undefined ? {} : { externalDrift: names.map((name) => input.column(name)) }),
  };
  const targets = { xyzM, ...(externalDrift === undefined ? {} : { externalDrift }) };
  const special = await specialKriging(input, from, samples, targets, spec, (columns) =>
    targetColumns(input, from, columns, xyzM.length / 3),
  );
  const result =
    special?.result ??
    (onGrid !== null && externalDrift === undefined
      ? await krigeGridOnThreads(samples, onGrid.grid, spec, { threads: onGrid.threads })
      : krige(samples, targets, spec));
  return {
    columns: new Map<string, ArrayLike<number> | readonly string[]>([
      ["estimate", result.estimate],
      ["variance", result.variance],
      ["n_used", result.used],
      ["slope", result.slope],
      ["status", Array.from(result.status, (code) => statusNames[code])],
    ]),
    summary: {
      tooFewSamples: result.tooFewSamples,
      driftUndetermined: result.driftUndetermined,
      ...special?.summary,
    },
  };
}

function searchOf(input: GeostatInput, from: Settings) {
  const search = (from.has("search") ? from : input.settings).object("search");
  return readSearch(search, from.has("ndmax", "max_samples") ? from : search);
}

function byDistance(input: GeostatInput, from: Settings, xyzM: Float64Array, kind: "IDW" | "NN"): Estimated {
  const block = readBlock(input.settings, from);
  const limits = searchOf(input, from);
  const search = kind === "NN" ? { ...limits, maxSamples: 1, minSamples: 1 } : limits;
  const power = from.has("power") ? from.number("power") : 2;
  const result = inverseDistance(input.samples, xyzM, { search, power, ...(block === null ? {} : { block }) });
  return {
    columns: new Map<string, ArrayLike<number>>([
      ["estimate", result.estimate],
      ["n_used", result.used],
    ]),
    summary: { tooFewSamples: result.tooFewSamples },
  };
}

function byIndicators(input: GeostatInput, from: Settings, xyzM: Float64Array): Estimated {
  const thresholds = from.numbers("thresholds");
  const models = from.has("models") ? from.list("models").map(readModel) : [readModel(modelOf(input, from))];
  const search = input.settings.has("search") || from.has("search") ? { search: searchOf(input, from) } : {};
  const means = from.has("proportions") ? { globalProportions: from.numbers("proportions") } : {};
  const result = indicatorKriging(input.samples, { xyzM }, { thresholds, models, ...search, ...means });
  const { corrected, largestCorrection, tooFewSamples } = result;
  return {
    columns: new Map(thresholds.map((threshold, t) => [`p_${threshold}`, result.probability[t]])),
    summary: { corrected, largestCorrection, tooFewSamples },
  };
}

function modelOf(input: GeostatInput, from: Settings): Settings {
  return (from.has("model") ? from : input.settings).object("model");
}

function byCokriging(input: GeostatInput, from: Settings, xyzM: Float64Array): Estimated {
  const names = textList(from, "variables");
  const whole = from.has("coregionalisation") ? from : input.settings;
  const model = readCoregionalisation(whole.object("coregionalisation"), names.length);
  const search = input.settings.has("search") || from.has("search") ? { search: searchOf(input, from) } : {};
  const result = cokrige(names.map(input.samplesOf), xyzM, { model, ...search });
  const columns = new Map<string, ArrayLike<number>>();
  for (const [u, name] of names.entries()) {
    columns.set(`${name}_estimate`, result.estimate[u]);
    columns.set(`${name}_variance`, result.errorCovariance[u * names.length + u]);
  }
  columns.set("n_used", result.used);
  return { columns, summary: { tooFewSamples: result.tooFewSamples } };
}

/** `{ nugget: [[...], ...], structures: [{ type, ranges, angles, sills: [[...], ...] }] }`, one row a variable. */
function readCoregionalisation(s: Settings, variables: number): CoregionalisationModel {
  const { structures } = readModel(s);
  return {
    variables,
    nugget: s.has("nugget_matrix") ? matrix(s, "nugget_matrix", variables) : new Float64Array(variables * variables),
    structures: s.list("structures").map((one, k) => {
      const { sill: _sill, ...shape } = structures[k];
      return { ...shape, sills: matrix(one, "sills", variables) };
    }),
  };
}

function matrix(s: Settings, key: string, q: number): Float64Array {
  const rows = s.raw(key);
  const flat = Array.isArray(rows) ? rows.flat() : [];
  if (flat.length !== q * q || !flat.every((c): c is number => typeof c === "number" && Number.isFinite(c)))
    throw new SettingsError(`${s.path}.${key}`, `must be ${q} rows of ${q} finite numbers`);
  return Float64Array.from(flat);
}

async function byCollocated(input: GeostatInput, from: Settings, xyzM: Float64Array): Promise<Estimated> {
  const s = from.object("secondary");
  const name = s.text("column");
  const [secondary] = await targetColumns(input, from, [name], xyzM.length / 3);
  const { mean, variance } = moments(secondary);
  const spec = {
    model: readModel(modelOf(input, from)),
    search: searchOf(input, from),
    primaryMean: from.has("skmean", "mean") ? from.number("skmean", "mean") : moments(input.samples.values).mean,
    secondaryMean: s.has("mean") ? s.number("mean") : mean,
    secondaryVariance: s.has("variance") ? s.number("variance") : variance,
    correlation: s.has("correlation")
      ? s.number("correlation")
      : correlationOf(input.samples.values, input.column(name)),
  };
  const result = collocatedCokriging(input.samples, xyzM, secondary, spec);
  const { primaryMean, secondaryMean, secondaryVariance, correlation } = spec;
  return {
    columns: new Map<string, ArrayLike<number>>([
      ["estimate", result.estimate],
      ["variance", result.variance],
      ["secondary_weight", result.secondaryWeight],
    ]),
    summary: { tooFewSamples: result.tooFewSamples, primaryMean, secondaryMean, secondaryVariance, correlation },
  };
}

/** Columns of the table in `targets`, one row a place in the order of the grid. */
async function targetColumns(
  input: GeostatInput,
  from: Settings,
  names: readonly string[],
  places: number,
): Promise<Float64Array[]> {
  const whole = from.has("targets") ? from : input.settings;
  const table = await input.open(whole.text("targets"));
  if (table.rows !== places)
    throw new SettingsError(
      table.file,
      `holds ${table.rows} rows, the grid ${places} blocks; give one row a block, x fastest`,
    );
  return names.map((name) => table.numbers(name));
}

function textList(s: Settings, key: string): string[] {
  const list = s.raw(key);
  if (Array.isArray(list) && list.length > 0 && list.every((item): item is string => typeof item === "string"))
    return list;
  throw new SettingsError(`${s.path}.${key}`, "must be a list of names of columns");
}

function moments(column: Float64Array): { mean: number; variance: number } {
  const known = column.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return { mean, variance: known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length };
}

function correlationOf(a: Float64Array, b: Float64Array): number {
  const both = Array.from(a.keys()).filter((i) => !Number.isNaN(b[i]));
  const [x, y] = [a, b].map((of) => Float64Array.from(both, (i) => of[i]));
  const [mx, my] = [moments(x), moments(y)];
  const product = x.reduce((sum, value, i) => sum + (value - mx.mean) * (y[i] - my.mean), 0) / both.length;
  return product / Math.sqrt(mx.variance * my.variance);
}
