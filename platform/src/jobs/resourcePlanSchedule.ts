import { fillNormal } from "@relode/core/numerics";
import type { Interval } from "@relode/core/evidence";
import {
  bandOf,
  type BlockModel,
  type GroupRow,
  groupRows,
  type GroupTotals,
  groupTotals,
  liftGroups,
  miningSequence,
  type MiningSequenceSpec,
  netUsdPerTPpm,
  type Product,
} from "@relode/core/resource";
import type { ResourceModel } from "../files/resourceModel.ts";

/** What a sequence is compared by: metal of one variable, and value where the run holds prices. */
export interface ScheduleSpec {
  readonly sequence: Omit<MiningSequenceSpec, "advanceAzimuthDeg" | "density" | "share" | "period">;
  readonly azimuthsDeg: readonly number[];
  readonly variables: readonly string[];
  /** Variable by whose metal directions are compared when there is no value. */
  readonly main: string;
  readonly value: { readonly products: readonly Product[]; readonly deductionsUsdPerT: number } | null;
  /** Rate of a year; a year's metal or value counts at its middle. */
  readonly discountRate: number;
  /** Height of the lifts of the table of reserves, metres. */
  readonly liftM: number;
  readonly seed: number;
}

export interface ScheduledYear extends GroupRow {
  /** Contained value less deductions, million USD; null without prices. */
  readonly valueMillionUsd: Interval | null;
}

/** One direction of advance. */
export interface ScheduledDirection {
  readonly azimuthDeg: number;
  readonly rule: string;
  readonly years: readonly ScheduledYear[];
  /** Period of each block from 0, −1 where it is not dug. */
  readonly period: Int32Array;
  /** Discounted metal of the main variable, t. */
  readonly discountedMetalT: Interval;
  /** Discounted contained value, million USD; null without prices. */
  readonly discountedValueMillionUsd: Interval | null;
  /** Metal of the main variable in the first third of the years over all of it. */
  readonly earlyShare: Interval;
  /** Share of realisations in which no other direction is better; ties go to the first. */
  readonly bestShare: number;
  /** What it is short of the best direction, realisation by realisation: same unit as compared by. */
  readonly shortOfBest: Interval;
}

export interface Schedule {
  readonly comparedBy: "discounted value, million USD" | "discounted metal, t";
  readonly directions: readonly ScheduledDirection[];
  readonly best: number;
  readonly lifts: readonly (GroupRow & { readonly topM: number; readonly bottomM: number })[];
}

/**
 * Sequences of mining with what each year holds in every realisation. Discounting: Σₜ xₜ (1 + r)^−(t + ½), t from 0. The body's error of
 * volume is drawn once a realisation and scales all its tonnes, as in an assessment.
 *
 * @throws {RangeError} a sequence or lift that cannot be, as `miningSequence` and `liftGroups` say
 * @throws {DataError} grades or densities out of bounds
 */
export function scheduleBody(resource: ResourceModel, spec: ScheduleSpec): Schedule {
  const { model } = resource;
  const factor = volumeFactors(resource, spec.seed);
  const { group, tops } = liftGroups(model, spec.liftM);
  const columns = { density: "density", share: "fraction", grades: spec.variables };
  const minable = maskOf(model);
  const lifts = groupRows(
    scaled(groupTotals(model, { ...columns, group, count: tops.length, mask: minable }), factor),
  ).map((row, at) => ({
    ...row,
    topM: tops[at],
    bottomM: Math.max(model.grid.originM[2], tops[at + 1] ?? Number.NEGATIVE_INFINITY),
  }));
  const drawn = spec.azimuthsDeg.map((azimuthDeg) => oneDirection(model, spec, azimuthDeg, factor, minable));
  const scores = drawn.map(({ value, metal }) => value ?? metal);
  const K = scores[0].length;
  const means = scores.map((score) => bandOf(score).mean);
  const best = means.indexOf(Math.max(...means));
  const wins = drawn.map(() => 0);
  for (let k = 0; k < K; k++) {
    const of = scores.map((score) => score[k]);
    wins[of.indexOf(Math.max(...of))]++;
  }
  return {
    comparedBy: spec.value === null ? "discounted metal, t" : "discounted value, million USD",
    best,
    lifts: lifts.filter(({ dryTonnes }) => dryTonnes.mean > 0),
    directions: drawn.map(({ direction }, at) => ({
      ...direction,
      bestShare: wins[at] / K,
      shortOfBest: bandOf(scores[best].map((score, k) => score - scores[at][k])),
    })),
  };
}

/** Factor on all tonnes of a realisation, from the error of the body's volume; the draws of an assessment with the same seed. */
function volumeFactors({ realisations, relativeVolumeSd }: ResourceModel, seed: number): Float64Array {
  const factor = new Float64Array(Math.max(1, realisations));
  fillNormal(factor, seed, "volume of the body");
  return factor.map((z) => Math.max(0, 1 + relativeVolumeSd * z));
}

function scaled(totals: GroupTotals, factor: Float64Array): GroupTotals {
  const K = totals.realisations;
  const by = (values: Float64Array) => values.map((value, at) => value * factor[at % K]);
  return {
    ...totals,
    tonnes: by(totals.tonnes),
    metalT: new Map([...totals.metalT].map(([name, metal]) => [name, by(metal)])),
  };
}

/** Blocks in the body. */
function maskOf(model: BlockModel): Uint8Array {
  const share = model.columns.get("fraction");
  return Uint8Array.from({ length: model.blocks }, (_, b) => (share !== undefined && !(share.values[b] > 0) ? 0 : 1));
}

function oneDirection(
  model: BlockModel,
  spec: ScheduleSpec,
  azimuthDeg: number,
  factor: Float64Array,
  mask: Uint8Array,
) {
  const sequence = miningSequence(model, {
    ...spec.sequence,
    mask,
    period: "year",
    density: "density",
    share: "fraction",
    advanceAzimuthDeg: azimuthDeg,
  });
  const { volume, count, rule } = sequence;
  const totals = scaled(
    groupTotals(model, { group: volume, count, density: "density", share: "fraction", grades: spec.variables }),
    factor,
  );
  const K = totals.realisations;
  const yearly = valueOf(totals, spec.value);
  const discounted = (values: Float64Array) =>
    Float64Array.from({ length: K }, (_, k) => {
      let sum = 0;
      for (let year = 0; year < count; year++) sum += values[year * K + k] * (1 + spec.discountRate) ** -(year + 0.5);
      return sum;
    });
  const main = totals.metalT.get(spec.main) ?? new Float64Array(count * K);
  const metal = discounted(main);
  const value = yearly === null ? null : discounted(yearly);
  const early = Math.ceil(count / 3);
  const earlyShare = Float64Array.from({ length: K }, (_, k) => {
    let [first, all] = [0, 0];
    for (let year = 0; year < count; year++) {
      all += main[year * K + k];
      if (year < early) first += main[year * K + k];
    }
    return all > 0 ? first / all : 0;
  });
  return {
    metal,
    value,
    direction: {
      azimuthDeg,
      rule,
      period: volume,
      years: groupRows(totals).map((row, year) => ({
        ...row,
        valueMillionUsd: yearly === null ? null : bandOf(yearly.subarray(year * K, (year + 1) * K)),
      })),
      discountedMetalT: bandOf(metal),
      discountedValueMillionUsd: value === null ? null : bandOf(value),
      earlyShare: bandOf(earlyShare),
    },
  };
}

/** Σ metal × 10⁶ × net per t ppm − tonnes × deductions, million USD. */
function valueOf(totals: GroupTotals, value: ScheduleSpec["value"]): Float64Array | null {
  if (value === null) return null;
  const net = value.products.map((product) => ({
    usdPerT: netUsdPerTPpm(product) * 1e6,
    metal: totals.metalT.get(product.gradeColumn),
  }));
  return totals.tonnes.map((tonnes, at) => {
    let sum = -tonnes * value.deductionsUsdPerT;
    for (const { usdPerT, metal } of net) sum += usdPerT * (metal?.[at] ?? 0);
    return sum / 1e6;
  });
}
