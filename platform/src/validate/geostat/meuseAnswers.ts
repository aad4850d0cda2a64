import {
  cokrige,
  crossValidation,
  type CovarianceModel,
  defaultLags,
  experimentalVariogram,
  type ExperimentalVariogram,
  fitCoregionalisation,
  fitVariogram,
  krige,
  type KrigingSpec,
  type SampleSet,
} from "@relode/core/geostat";
import type { AnswerColumn, GeostatCase } from "./geostatAnswer.ts";

const bounds = { rel: 1e-6, abs: 1e-9 };
const far = [1e7, 1e7, 1e7] as const;
const same = (range: number) => [range, range, range] as const;
const main: CovarianceModel = { nugget: 0.05, structures: [{ type: "spherical", sill: 0.59, rangesM: same(897) }] };
const gauss = (size: number) => ({ sizeM: [size, size, 1], points: [4, 4, 1], rule: "gauss" }) as const;

/** Settings of the runs on meuse, which carries no settings file: they are those printed with the numbers of gstat 2.1-0. */
const runs: Readonly<Record<string, KrigingSpec>> = {
  ok_global: { model: main },
  ok_nmax20: { model: main, search: { radiiM: far, maxSamples: 20 } },
  ok_nmax20_maxdist500_nmin5: { model: main, search: { radiiM: same(500), maxSamples: 20, minSamples: 5 } },
  sk_mean5_9: { model: main, knownMean: 5.9 },
  ok_aniso45: {
    model: {
      nugget: 0.05,
      structures: [{ type: "spherical", sill: 0.59, rangesM: [1200, 480, 1200], anglesDeg: [45, 0, 0] }],
    },
  },
  ok_nested: {
    model: {
      nugget: 0.05,
      structures: [
        { type: "exponential", sill: 0.25, rangesM: same(80), rangeIs: "parameter" },
        { type: "spherical", sill: 0.35, rangesM: same(950) },
      ],
    },
  },
  ok_block40_gauss4x4: { model: main, block: gauss(40) },
  ok_block200_gauss4x4: { model: main, block: gauss(200) },
  ked_sqrtdist: { model: { nugget: 0.0674, structures: [{ type: "spherical", sill: 0.149, rangesM: same(700) }] } },
  ik_zinc500_nmax25: {
    model: { nugget: 0.05, structures: [{ type: "spherical", sill: 0.18, rangesM: same(700) }] },
    search: { radiiM: far, maxSamples: 25 },
  },
  loo_global: { model: main },
  loo_nmax20: { model: main, search: { radiiM: far, maxSamples: 20 } },
};

/** Tables on the meuse data, recognised by its columns. */
export function meuseAnswers(from: GeostatCase): AnswerColumn[] | null {
  const { data, expected, name } = from;
  if (!["log_zinc", "zinc", "lead", "dist"].every((column) => data.has(column))) return null;
  const samples: SampleSet = { xyzM: data.positions(), values: data.column("log_zinc") };
  const lead = { ...samples, values: data.column("lead").map(Math.log) };
  const spec = runs[name];
  if (spec !== undefined) return krigingColumns(from, spec, samples);
  if (name.startsWith("variogram_")) return variogramColumns(from, samples);
  const lags = { kind: "classes", widthM: 150, cutoffM: 1500 } as const;
  const crosses = () => ({
    "zn.pb": experimentalVariogram(samples, { lags }, lead.values).lags,
    pb: experimentalVariogram(lead, { lags }).lags,
    zn: experimentalVariogram(samples, { lags }).lags,
  });
  if (name === "cross_variograms") {
    const found = crosses();
    // gstat counts the pairs of a cross-variogram both ways.
    const rows = expected.text("id").map((id, row, ids) => {
      const lag = found[id as "zn"]?.[row - ids.indexOf(id)];
      return { ...lag, pairs: (lag?.pairs ?? Number.NaN) * (id.includes(".") ? 2 : 1) };
    });
    return lagColumns(rows);
  }
  if (name === "lmc_fit") {
    const found = crosses();
    const { model } = fitCoregionalisation(
      2,
      [
        { u: 0, v: 0, lags: found.zn },
        { u: 0, v: 1, lags: found["zn.pb"] },
        { u: 1, v: 1, lags: found.pb },
      ],
      [{ type: "spherical", sill: 1, rangesM: same(900) }],
    );
    const place: Readonly<Record<string, number>> = { zn: 0, "zn.pb": 1, pb: 3 };
    const at = expected.text("pair").map((pair) => place[pair] ?? -1);
    return [
      { column: "nugget", got: at.map((k) => model.nugget[k]), tolerance: bounds },
      { column: "psill", got: at.map((k) => model.structures[0].sills[k]), tolerance: bounds },
    ];
  }
  if (name === "cok_heterotopic") return cokrigingColumns(from, samples, lead);
  if (name === "fits") return fitColumns(from, samples);
  return name === "loo_stats" ? statisticColumns(from, samples) : null;
}

function krigingColumns({ data, expected, name }: GeostatCase, spec: KrigingSpec, samples: SampleSet): AnswerColumn[] {
  const ties = expected.has("tie_at_limit") ? expected.column("tie_at_limit") : null;
  const shared = { tolerance: bounds, skip: (row: number) => ties?.[row] === 1 };
  if (name.startsWith("loo_")) {
    const { result } = crossValidation(samples, spec);
    const zscore = result.estimate.map((estimate, i) => (samples.values[i] - estimate) / Math.sqrt(result.variance[i]));
    return [
      { column: "predicted", got: result.estimate, ...shared },
      { column: "variance", got: result.variance, ...shared },
      { column: "zscore", got: zscore, ...shared, tolerance: { ...bounds, abs: 1e-7 } },
    ];
  }
  const isDrift = name.startsWith("ked");
  const isIndicator = name.startsWith("ik");
  const result = krige(
    {
      ...samples,
      ...(isDrift ? { externalDrift: [data.column("dist").map(Math.sqrt)] } : {}),
      ...(isIndicator ? { values: data.column("zinc").map((zinc) => (zinc < 500 ? 1 : 0)) } : {}),
    },
    { xyzM: expected.positions(), ...(isDrift ? { externalDrift: [expected.column("sqrt_dist")] } : {}) },
    spec,
  );
  return [
    { column: isIndicator ? "prob_unclipped" : "estimate", got: result.estimate, ...shared },
    { column: "variance", got: result.variance, ...shared },
  ];
}

function variogramColumns({ expected, name }: GeostatCase, samples: SampleSet): AnswerColumn[] | null {
  const classes = (widthM: number) => ({ kind: "classes", widthM, cutoffM: 1500 }) as const;
  if (name === "variogram_directional") {
    const azimuths = expected.column("dir.hor");
    const found = new Map<number, ExperimentalVariogram>();
    for (const azimuthDeg of new Set(azimuths))
      found.set(
        azimuthDeg,
        experimentalVariogram(samples, { lags: classes(150), direction: { azimuthDeg, azimuthToleranceDeg: 22.5 } }),
      );
    return lagColumns(
      Array.from(azimuths, (azimuth, row) => found.get(azimuth)?.lags[row - azimuths.indexOf(azimuth)] ?? {}),
    );
  }
  if (name === "variogram_default")
    return lagColumns(experimentalVariogram(samples, { lags: defaultLags(samples.xyzM) }).lags);
  if (name === "variogram_omni") return lagColumns(experimentalVariogram(samples, { lags: classes(100) }).lags);
  if (name !== "variogram_cressie") return null;
  return lagColumns(experimentalVariogram(samples, { lags: classes(100), estimator: "cressie-hawkins" }).lags);
}

function lagColumns(lags: readonly { pairs?: number; distanceM?: number; value?: number }[]): AnswerColumn[] {
  return [
    { column: "np", got: lags.map((lag) => lag.pairs ?? Number.NaN), tolerance: { abs: 0 } },
    { column: "dist", got: lags.map((lag) => lag.distanceM ?? Number.NaN), tolerance: bounds },
    { column: "gamma", got: lags.map((lag) => lag.value ?? Number.NaN), tolerance: bounds },
  ];
}

function cokrigingColumns({ expected }: GeostatCase, zinc: SampleSet, lead: SampleSet): AnswerColumn[] {
  const kept = Array.from(zinc.values.keys()).filter((i) => i % 3 !== 2);
  const thinned = {
    xyzM: Float64Array.from(kept.flatMap((i) => Array.from(zinc.xyzM.subarray(3 * i, 3 * i + 3)))),
    values: Float64Array.from(kept, (i) => zinc.values[i]),
  };
  const { estimate, errorCovariance } = cokrige([thinned, lead], expected.positions(), {
    model: {
      variables: 2,
      nugget: Float64Array.of(0.05, 0.03, 0.03, 0.06),
      structures: [{ type: "spherical", rangesM: same(900), sills: Float64Array.of(0.59, 0.51, 0.51, 0.5) }],
    },
  });
  const columns = { zn_estimate: estimate[0], zn_variance: errorCovariance[0], pb_estimate: estimate[1] };
  return Object.entries({ ...columns, pb_variance: errorCovariance[3], cov_zn_pb: errorCovariance[1] }).map(
    ([column, got]) => ({ column, got, tolerance: bounds }),
  );
}

function fitColumns({ expected }: GeostatCase, samples: SampleSet): AnswerColumn[] {
  const { lags } = experimentalVariogram(samples, { lags: defaultLags(samples.xyzM) });
  const types: Readonly<Record<string, "spherical" | "exponential" | "gaussian">> = {
    Sph: "spherical",
    Exp: "exponential",
    Gau: "gaussian",
  };
  const [methods, converged, printed] = [
    expected.column("fit_method"),
    expected.text("converged"),
    expected.column("sserr"),
  ];
  const fits = expected.text("model").map((model, row) =>
    fitVariogram([{ lags }], {
      start: {
        nugget: 0.1,
        structures: [{ type: types[model] ?? "spherical", sill: 0.5, rangesM: same(500), rangeIs: "parameter" }],
      },
      weights: methods[row] === 7 ? "pairs-over-distance-squared" : methods[row] === 1 ? "pairs" : "equal",
    }),
  );
  // Where the peer stopped short, or above the least sum of squares, its parameters are no target.
  const skip = (row: number) => converged[row] !== "TRUE" || fits[row].objective < 0.99 * printed[row];
  const one = { rel: 0.01, abs: 1e-9 };
  return [
    { column: "sserr", got: fits.map((fit) => fit.objective), tolerance: { rel: 1e-6 }, isUpperBound: true },
    { column: "nugget", got: fits.map((fit) => fit.model.nugget), tolerance: one, skip },
    { column: "psill", got: fits.map((fit) => fit.model.structures[0].sill), tolerance: one, skip },
    { column: "range_param", got: fits.map((fit) => fit.model.structures[0].rangesM[0]), tolerance: one, skip },
  ];
}

function statisticColumns({ expected }: GeostatCase, samples: SampleSet): AnswerColumn[] {
  const all = expected
    .text("case")
    .map((name) => crossValidation(samples, runs[`loo_${name}`] ?? { model: main }).statistics);
  // With a limit on neighbours, rows with a tie at it enter gstat's statistics with gstat's choice.
  const tolerance = (row: number) =>
    expected.text("case")[row] === "global" ? { rel: 1e-6, abs: 1e-9 } : { abs: 0.005 };
  const column = (name: string, of: (row: (typeof all)[number]) => number) => ({
    column: name,
    got: all.map(of),
    tolerance,
  });
  return [
    column("mean_error", (row) => -row.meanError),
    column("mae", (row) => row.meanAbsoluteError),
    column("rmse", (row) => row.rootMeanSquaredError),
    column("msdr", (row) => row.meanSquaredDeviationRatio),
    column("mean_zscore", (row) => row.meanStandardisedError),
    column("sd_zscore", (row) => row.sdStandardisedError),
    column("cor_obs_pred", (row) => row.correlationObservedEstimate),
    column("cor_pred_resid", (row) => row.correlationEstimateResidual),
  ];
}
