import type { CovarianceModel } from "../../geostat/covarianceModel.ts";
import type { SearchSpec } from "../../geostat/neighbourSearch.ts";
import type { SampleSet } from "../../geostat/sampleSet.ts";
import { type AutoVariogram, autoVariogram, effectiveRanges } from "./autoVariogram.ts";
import type { PreparedBody, PreparedDomain } from "./prepareBody.ts";

/** One variable in one domain: its samples after the top cut, ready for estimation. */
export interface VariableSamples {
  readonly set: SampleSet;
  /** Place of each sample among the domain's. */
  readonly at: Int32Array;
  readonly weights: Float64Array;
  readonly isOwn: Uint8Array;
  readonly mean: number;
  readonly variance: number;
  /** Null where no cut is declared. */
  readonly topCutPpm: number | null;
  readonly samplesCut: number;
}

/** Samples of variable v in a domain, those not measured left out, those above a declared top cut set to it. */
export function variableSamples(body: PreparedBody, domain: PreparedDomain, v: number): VariableSamples {
  const { samples } = domain;
  const values = body.samples.values[v];
  const cuts = body.project.variables[v]?.topCutPpm;
  const topCutPpm = cuts?.get(domain.name) ?? cuts?.get("*") ?? null;
  const at = Int32Array.from(Array.from(samples.rows.keys()).filter((i) => !Number.isNaN(values[samples.rows[i]])));
  let samplesCut = 0;
  const cut = Float64Array.from(at, (i) => {
    const value = values[samples.rows[i]];
    if (topCutPpm === null || value <= topCutPpm) return value;
    samplesCut++;
    return topCutPpm;
  });
  const weights = Float64Array.from(at, (i) => samples.weights[i]);
  let [sum, total] = [0, 0];
  for (const [i, w] of weights.entries()) {
    sum += w * cut[i];
    total += w;
  }
  const mean = sum / total;
  let squares = 0;
  for (const [i, w] of weights.entries()) squares += w * (cut[i] - mean) ** 2;
  return {
    set: {
      xyzM: Float64Array.from(Array.from(at).flatMap((i) => [...samples.uvwM.subarray(3 * i, 3 * i + 3)])),
      values: cut,
      holes: Int32Array.from(at, (i) => samples.holes[i]),
      names: Array.from(at, (i) => {
        const row = samples.rows[i];
        return `${body.samples.hole[row]} ${body.samples.fromM[row].toFixed(2)} m`;
      }),
    },
    at,
    weights,
    isOwn: Uint8Array.from(at, (i) => samples.isOwn[i]),
    mean,
    variance: squares / total,
    topCutPpm,
    samplesCut,
  };
}

/** Variogram of a variable in a domain: as the project gives it, else fitted. Angles of a given model are those of the map. */
export function variogramOf(body: PreparedBody, domain: PreparedDomain, v: number, of: VariableSamples): AutoVariogram {
  const model = givenModel(body, domain, v);
  const auto = autoVariogram(of.set, {
    spacingM: body.spacingM,
    compositeM: body.compositeM,
    sill: Math.max(of.variance, 1e-12),
  });
  if (model === null) return auto;
  return { ...auto, model, verdict: "given", doubts: [] };
}

/** The variogram that the project gives, in the axes of the grid; null where it is to be fitted. */
export function givenModel(body: PreparedBody, domain: PreparedDomain, v: number): CovarianceModel | null {
  const given = body.project.variables[v]?.variogram;
  const model = given?.get(domain.name) ?? given?.get("*");
  return model === undefined ? null : turned(model, body.grid.azimuthDeg);
}

/** A model of the map in the axes of a turned grid: azimuths count from the grid's own y axis. */
export function turned(model: CovarianceModel, azimuthDeg: number): CovarianceModel {
  if (azimuthDeg === 0) return model;
  return {
    nugget: model.nugget,
    structures: model.structures.map((structure) => {
      const [azimuth, dip, rotation] = structure.anglesDeg ?? [0, 0, 0];
      return { ...structure, anglesDeg: [azimuth - azimuthDeg, dip, rotation] };
    }),
  };
}

/** Search along the layers: as declared, else one and a half effective ranges, between three and eight hole spacings. */
export function searchOf(body: PreparedBody, model: CovarianceModel): SearchSpec {
  const { radiiM, maxSamples, minSamples, maxPerHole } = body.project.search;
  const { alongM, acrossM } = effectiveRanges(model);
  const level = Math.min(8 * body.spacingM, Math.max(3 * body.spacingM, 1.5 * alongM));
  const upright = Math.min(20 * body.compositeM, Math.max(4 * body.compositeM, 1.5 * acrossM));
  return { radiiM: radiiM ?? [level, level, upright], maxSamples, minSamples, maxPerHole };
}
