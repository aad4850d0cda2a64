import {
  automaticFit,
  defaultLags,
  experimentalVariogram,
  fitLikelihood,
  fitVariogram,
  fitVerdict,
  type FittedParameter,
  indicatorVariograms,
  rangeFreedoms,
  readDirection,
  readLags,
  readModel,
  type Settings,
  SettingsError,
  structureTypes,
  variogramCloud,
  variogramEstimators,
  variogramMap,
} from "@relode/core/geostat";
import type { GeostatInput } from "./geostatInput.ts";
import type { VerbResult } from "./geostatResult.ts";

type Columns = Map<string, ArrayLike<number> | readonly string[]>;

function variograms({ settings, samples, column }: GeostatInput, run: Settings | null) {
  const from = run ?? settings;
  const second = from.has("second") ? column(from.text("second")) : undefined;
  const directions = from.has("directions") ? from.list("directions").map(readDirection) : [undefined];
  return directions.map((direction) => ({
    direction,
    ...experimentalVariogram(
      samples,
      { ...specOf(from, samples.xyzM), ...(direction === undefined ? {} : { direction }) },
      second,
    ),
  }));
}

function specOf(from: Settings, xyzM: Float64Array) {
  return {
    lags: from.has("lags") ? readLags(from.object("lags")) : defaultLags(xyzM),
    estimator: from.has("estimator") ? from.choice(variogramEstimators, "estimator") : ("classical" as const),
    withinHoles: from.has("within_holes") && from.raw("within_holes") === true,
  };
}

/** Variograms; with `map` a map, with `cloud` the pairs, with `thresholds` the variograms of indicators. */
export function variogramVerb(input: GeostatInput, run: Settings | null): VerbResult {
  const from = run ?? input.settings;
  if (from.has("map")) return mapOf(input, from);
  if (from.has("cloud")) return cloudOf(input, from);
  if (from.has("thresholds")) return indicators(input, from);
  const all = variograms(input, run);
  const over = from.raw("standardise") === true ? varianceOf(input.samples.values) : 1;
  const rows = all.flatMap(({ direction, lags }, d) =>
    lags.map((lag) => ({ ...lag, direction: d + 1, azimuth: direction?.azimuthDeg ?? Number.NaN })),
  );
  const pick = (of: (row: (typeof rows)[number]) => number) => rows.map(of);
  return {
    columns: new Map([
      ["direction", pick((row) => row.direction)],
      ["azimuth", pick((row) => row.azimuth)],
      ["lag", pick((row) => row.lag)],
      ["pairs", pick((row) => row.pairs)],
      ["distance", pick((row) => row.distanceM)],
      ["value", pick((row) => row.value / over)],
    ]),
    summary: { samples: input.samples.values.length, coincidentPairs: all[0]?.coincidentPairs ?? 0 },
  };
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** `map` { reach: [cells on a side], size: [cell], min_pairs }. */
function mapOf({ samples }: GeostatInput, from: Settings): VerbResult {
  const s = from.object("map");
  const map = variogramMap(samples, {
    reach: s.three("reach"),
    sizeM: s.three("size"),
    ...(s.has("min_pairs") ? { minPairs: s.number("min_pairs") } : {}),
    ...(from.has("estimator") ? { estimator: from.choice(variogramEstimators, "estimator") } : {}),
  });
  const axis = (a: number) => map.separationM.filter((_, i) => i % 3 === a);
  return {
    columns: new Map<string, ArrayLike<number>>([
      ["dx", axis(0)],
      ["dy", axis(1)],
      ["dz", axis(2)],
      ["pairs", map.pairs],
      ["value", map.value],
    ]),
    summary: { samples: samples.values.length, cells: map.value.length },
  };
}

/** `cloud` { cutoff, most }. */
function cloudOf({ samples }: GeostatInput, from: Settings): VerbResult {
  const s = from.object("cloud");
  const cloud = variogramCloud(samples, {
    cutoffM: s.number("cutoff"),
    ...(s.has("most") ? { mostPairs: s.number("most") } : {}),
  });
  const ranked = Array.from(cloud.influence.keys()).sort((a, b) => cloud.influence[b] - cloud.influence[a]);
  const { pairs } = cloud;
  const columns: Columns = new Map<string, ArrayLike<number> | readonly string[]>([
    ["a", pairs.map(({ nameA }) => nameA)],
    ["b", pairs.map(({ nameB }) => nameB)],
    ["distance", pairs.map(({ distanceM }) => distanceM)],
    ["azimuth", pairs.map(({ azimuthDeg }) => azimuthDeg)],
    ["value", pairs.map(({ value }) => value)],
  ]);
  const names = samples.names ?? [];
  return {
    columns,
    summary: {
      pairs: cloud.total,
      shown: pairs.length,
      mean: cloud.mean,
      mostInfluential: Object.fromEntries(
        ranked.slice(0, 5).map((i) => [names[i] ?? `sample ${i + 1}`, Number(cloud.influence[i].toPrecision(3))]),
      ),
    },
  };
}

function indicators({ samples }: GeostatInput, from: Settings): VerbResult {
  if (from.has("directions"))
    throw new SettingsError(`${from.path}.directions`, "indicator variograms go in every direction; leave them out");
  const all = indicatorVariograms(
    samples,
    from.numbers("thresholds"),
    specOf(from, samples.xyzM),
    from.raw("standardise") === true,
  );
  const rows = all.flatMap(({ threshold, proportion, lags }) => lags.map((lag) => ({ ...lag, threshold, proportion })));
  return {
    columns: new Map([
      ["threshold", rows.map(({ threshold }) => threshold)],
      ["proportion", rows.map(({ proportion }) => proportion)],
      ["lag", rows.map(({ lag }) => lag)],
      ["pairs", rows.map(({ pairs }) => pairs)],
      ["distance", rows.map(({ distanceM }) => distanceM)],
      ["value", rows.map(({ value }) => value)],
    ]),
    summary: { samples: samples.values.length },
  };
}

const weightNames = { "N/h2": "pairs-over-distance-squared", N: "pairs", none: "equal" } as const;
const methods = ["wls", "ml", "reml"] as const;

/** Fits by `method` wls (default), ml or reml from `model`; with `auto` true without one. Ends in a verdict. */
export function fitVerb(input: GeostatInput, run: Settings | null): VerbResult {
  const from = run ?? input.settings;
  const method = from.has("method") ? from.choice(methods, "method") : "wls";
  if (from.raw("auto") === true) return automatic(input, from, method);
  return method === "wls" ? byLeastSquares(input, run) : byLikelihood(input, from, method);
}

function startModel(input: GeostatInput, from: Settings) {
  return readModel((from.has("model") ? from : input.settings).object("model"));
}

function weightsOf(from: Settings) {
  return weightNames[from.has("weights") ? from.choice(["N/h2", "N", "none"] as const, "weights") : "N/h2"];
}

function byLeastSquares(input: GeostatInput, run: Settings | null): VerbResult {
  const from = run ?? input.settings;
  const all = variograms(input, run);
  const fit = fitVariogram(
    all.map(({ direction, lags }) => ({
      lags,
      ...(direction === undefined ? {} : { azimuthDeg: direction.azimuthDeg, dipDeg: direction.dipDeg ?? 0 }),
    })),
    { start: startModel(input, from), weights: weightsOf(from), ...freedomOf(from) },
  );
  const { text } = fitVerdict(input.samples, { ...fit, lags: all[0].lags });
  return {
    columns: parameterColumns(fit.parameters),
    summary: {
      objective: fit.objective,
      converged: fit.isConverged,
      doubts: fit.doubts,
      verdict: text,
      model: fit.model,
    },
  };
}

function freedomOf(from: Settings) {
  return {
    ...(from.has("ranges") ? { ranges: from.choice(rangeFreedoms, "ranges") } : {}),
    ...(from.raw("fit_nugget") === false ? { fitNugget: false } : {}),
  };
}

function byLikelihood(input: GeostatInput, from: Settings, method: "ml" | "reml"): VerbResult {
  const fit = fitLikelihood(input.samples, {
    start: startModel(input, from),
    method,
    ...freedomOf(from),
    ...(from.has("exact_up_to") ? { exactUpTo: from.number("exact_up_to") } : {}),
    ...(from.has("neighbours") ? { neighbours: from.number("neighbours") } : {}),
  });
  const { lags } = experimentalVariogram(input.samples, specOf(from, input.samples.xyzM));
  const { text } = fitVerdict(input.samples, { ...fit, lags });
  return {
    columns: parameterColumns(fit.parameters),
    summary: {
      method: fit.isExact ? method : `${method}, Vecchia`,
      logLikelihood: fit.logLikelihood,
      aic: fit.aic,
      converged: fit.isConverged,
      mean: fit.beta[0],
      verdict: text,
      model: fit.model,
    },
  };
}

function automatic(input: GeostatInput, from: Settings, method: (typeof methods)[number]): VerbResult {
  const types = from.has("types") ? from.raw("types") : undefined;
  const known = Array.isArray(types) ? structureTypes.filter((type) => types.includes(type)) : undefined;
  if (types !== undefined && (known === undefined || !Array.isArray(types) || known.length !== types.length))
    throw new SettingsError(`${from.path}.types`, `must be a list of ${structureTypes.join(", ")}`);
  const fit = automaticFit(input.samples, {
    method,
    weights: weightsOf(from),
    ...(from.has("lags") ? { lags: readLags(from.object("lags")) } : {}),
    ...(known === undefined ? {} : { types: known }),
    ...(from.has("max_structures") ? { maxStructures: from.number("max_structures") } : {}),
    ...(from.has("select") ? { criterion: from.choice(["aic", "cross-validation"] as const, "select") } : {}),
    ...(from.raw("anisotropy") === true ? { anisotropy: true } : {}),
  });
  return {
    columns: parameterColumns(fit.best.parameters),
    summary: {
      chosen: fit.best.name,
      verdict: fit.verdict.text,
      candidates: Object.fromEntries(
        fit.candidates.map(({ name, criterion }) => [name, Number(criterion.toPrecision(6))]),
      ),
      failed: fit.failed,
      model: fit.best.model,
    },
  };
}

function parameterColumns(parameters: readonly FittedParameter[]): Columns {
  return new Map<string, ArrayLike<number> | readonly string[]>([
    ["parameter", parameters.map(({ name }) => name)],
    ["value", parameters.map(({ value }) => value)],
    ["standard_error", parameters.map(({ standardError }) => standardError ?? Number.NaN)],
  ]);
}
