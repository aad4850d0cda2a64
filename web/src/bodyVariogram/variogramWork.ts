import {
  type CovarianceModel,
  crossValidation,
  type CrossValidationStatistics,
  type DirectionalLags,
  experimentalVariogram,
  fitVariogram,
  type LagSpec,
  type PairDirection,
  prepareModel,
  type SampleSet,
  type SearchSpec,
  variogram,
} from "@relode/core/geostat";

/** A direction of pairs; the downhole one takes pairs within holes only. */
export interface BenchDirection {
  readonly name: string;
  readonly azimuthDeg: number;
  readonly dipDeg: number;
  readonly azimuthToleranceDeg: number;
  readonly dipToleranceDeg: number;
  readonly lagM: number;
  readonly lags: number;
}

export interface BenchPoint {
  readonly distanceM: number;
  readonly value: number;
  readonly pairs: number;
}

export interface ExperimentalAnswer {
  readonly directions: readonly { readonly direction: BenchDirection; readonly points: readonly BenchPoint[] }[];
  readonly variance: number;
  readonly samples: number;
}

/** Samples as packed columns, ready to cross into a worker. */
export interface BenchSamples {
  readonly xyzM: Float64Array;
  readonly values: Float64Array;
  readonly holes: Int32Array;
}

/** Three directions at right angles: along, across and up, with lags that suit the spread of the samples. */
export function startDirections(xyzM: Float64Array, azimuthDeg: number): BenchDirection[] {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const [i, value] of xyzM.entries()) {
    low[i % 3] = Math.min(low[i % 3] ?? value, value);
    high[i % 3] = Math.max(high[i % 3] ?? value, value);
  }
  const reach = [0, 1, 2].map((a) => (high[a] ?? 0) - (low[a] ?? 0));
  const acrossM = Math.max(1, Math.hypot(reach[0] ?? 0, reach[1] ?? 0));
  const upM = Math.max(0.5, reach[2] ?? 0);
  const flat = { dipDeg: 0, azimuthToleranceDeg: 45, dipToleranceDeg: 10, lagM: rounded(acrossM / 2 / 12), lags: 12 };
  const along = ((Math.round(azimuthDeg) % 180) + 180) % 180;
  return [
    { name: `azimuth ${along}°`, azimuthDeg: along, ...flat },
    { name: `azimuth ${(along + 90) % 180}°`, azimuthDeg: (along + 90) % 180, ...flat },
    {
      name: "vertical",
      azimuthDeg: 0,
      dipDeg: -90,
      azimuthToleranceDeg: 91,
      dipToleranceDeg: 22.5,
      lagM: rounded(upM / 2 / 8),
      lags: 8,
    },
  ];
}

/** To 1, 2 or 5 times a power of ten, upwards. */
function rounded(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** Experimental variogram of the samples along each direction, and their variance. */
export function experimentalOf(samples: SampleSet, directions: readonly BenchDirection[]): ExperimentalAnswer {
  const n = samples.values.length;
  let mean = 0;
  for (const value of samples.values) mean += value / n;
  let variance = 0;
  for (const value of samples.values) variance += (value - mean) ** 2 / n;
  return {
    variance,
    samples: n,
    directions: directions.map((direction) => {
      const lags: LagSpec = {
        kind: "centred",
        spacingM: direction.lagM,
        toleranceM: direction.lagM / 2,
        count: direction.lags + 1,
      };
      const pair: PairDirection = {
        azimuthDeg: direction.azimuthDeg,
        azimuthToleranceDeg: direction.azimuthToleranceDeg,
        dipDeg: direction.dipDeg,
        dipToleranceDeg: direction.dipToleranceDeg,
      };
      const found = experimentalVariogram(samples, { lags, direction: pair });
      return { direction, points: found.lags.map(({ distanceM, value, pairs }) => ({ distanceM, value, pairs })) };
    }),
  };
}

/** Unit vector of a direction, dip negative downwards. */
export function unitOf({
  azimuthDeg,
  dipDeg,
}: Pick<BenchDirection, "azimuthDeg" | "dipDeg">): readonly [number, number, number] {
  const [a, d] = [(azimuthDeg * Math.PI) / 180, (dipDeg * Math.PI) / 180];
  return [Math.sin(a) * Math.cos(d), Math.cos(a) * Math.cos(d), Math.sin(d)];
}

/** The model along a direction. */
export function modelCurve(
  model: CovarianceModel,
  direction: Pick<BenchDirection, "azimuthDeg" | "dipDeg">,
  distancesM: readonly number[],
): number[] {
  const prepared = prepareModel(model);
  const [x, y, z] = unitOf(direction);
  return distancesM.map((h) => variogram(prepared, h * x, h * y, h * z));
}

/**
 * Σ w (γ* − γ)² with w = pairs / h², as the automatic fit weighs, and that as a share of what a horizontal line at the samples'
 * variance would leave: 0 is a perfect fit, 1 no better than no model.
 */
export function misfitOf(
  model: CovarianceModel,
  { directions, variance }: ExperimentalAnswer,
): { sum: number; share: number } {
  let [sum, without] = [0, 0];
  for (const { direction, points } of directions) {
    const curve = modelCurve(
      model,
      direction,
      points.map(({ distanceM }) => distanceM),
    );
    for (const [i, { distanceM, value, pairs }] of points.entries()) {
      if (!(distanceM > 0)) continue;
      const weight = pairs / distanceM ** 2;
      sum += weight * (value - (curve[i] ?? 0)) ** 2;
      without += weight * (value - variance) ** 2;
    }
  }
  return { sum, share: without > 0 ? sum / without : Number.NaN };
}

export interface FitAnswer {
  readonly model: CovarianceModel;
  readonly isConverged: boolean;
  readonly doubts: readonly string[];
}

/** Fits nugget, sills and ranges, all three axes free, to the points of all directions. @throws {RangeError} as `fitVariogram` does */
export function fitBench(start: CovarianceModel, { directions }: ExperimentalAnswer): FitAnswer {
  const lags: DirectionalLags[] = directions
    .map(({ direction, points }) => ({
      azimuthDeg: direction.azimuthDeg,
      dipDeg: direction.dipDeg,
      lags: points.flatMap(({ distanceM, value, pairs }, lag) =>
        distanceM > 0 ? [{ lag, distanceM, value, pairs }] : [],
      ),
    }))
    .filter(({ lags: some }) => some.length > 0);
  const { model, isConverged, doubts } = fitVariogram(lags, { start, ranges: "axes" });
  return { model, isConverged, doubts };
}

export interface CheckAnswer extends CrossValidationStatistics {
  /** Samples left out in turn; fewer than all where there are very many. */
  readonly tried: number;
}

const mostTried = 1500;

/** Each sample estimated from the others by ordinary kriging with the model. @throws as `crossValidation` does */
export function checkBench(samples: BenchSamples, model: CovarianceModel, search: SearchSpec): CheckAnswer {
  const n = samples.values.length;
  const every = Math.max(1, Math.ceil(n / mostTried));
  // Every so many-th sample: of the rest all remain as data only where nothing is thinned, so thinning is said aloud.
  const kept = Array.from({ length: Math.ceil(n / every) }, (_, i) => i * every);
  const thinned: SampleSet = {
    xyzM: Float64Array.from(kept.flatMap((i) => [...samples.xyzM.subarray(3 * i, 3 * i + 3)])),
    values: Float64Array.from(kept, (i) => samples.values[i] ?? 0),
    holes: Int32Array.from(kept, (i) => samples.holes[i] ?? 0),
  };
  return { ...crossValidation(thinned, { model, search }).statistics, tried: kept.length };
}
