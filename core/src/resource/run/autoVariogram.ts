import type { CovarianceModel, VariogramStructure } from "../../geostat/covarianceModel.ts";
import { experimentalVariogram, type VariogramLag } from "../../geostat/experimentalVariogram.ts";
import type { SampleSet } from "../../geostat/sampleSet.ts";
import { type AutoVariogramSpec, searchNestedModel } from "./searchNestedModel.ts";

/** A variogram found without a person, with what speaks against it. */
export interface AutoVariogram {
  readonly model: CovarianceModel;
  /** Along the layers, every azimuth; and down the holes. */
  readonly along: readonly VariogramLag[];
  readonly down: readonly VariogramLag[];
  /** `fitted`, or `assumed` where the data do not carry a fit. */
  readonly verdict: "fitted" | "fitted with doubts" | "assumed" | "given";
  readonly doubts: readonly string[];
  /** Root mean square of (experimental − model)/model over the classes, weighted by pairs; NaN where nothing was fitted. */
  readonly relativeMisfit: number;
}

const leastSamples = 20;

/**
 * Variogram along the layers (all azimuths together) and down the holes, and the nested model nearest to both: nugget and one or
 * two spherical or exponential structures with one range along all azimuths and another across, the sum of the sills held at the
 * variance. Fewer than 20 samples, or classes, give an assumed model with a range of two spacings, and the verdict says so.
 * @param samples in the coordinates of the layers
 * @see Pebesma (2004), Computers & Geosciences 30, 683-691 (weights N/h²)
 */
export function autoVariogram(samples: SampleSet, spec: AutoVariogramSpec): AutoVariogram {
  const { spacingM, compositeM, sill } = spec;
  const isFlat = compositeM === 0;
  if (samples.values.length < leastSamples)
    return {
      ...assumed(spec, `only ${samples.values.length} samples, ${leastSamples} are needed`),
      along: [],
      down: [],
    };
  const along = alongLayers(samples, spacingM, compositeM);
  const down =
    isFlat || samples.holes === undefined
      ? []
      : experimentalVariogram(samples, {
          lags: { kind: "centred", spacingM: compositeM, toleranceM: compositeM / 2, count: 12 },
          direction: { azimuthDeg: 0, azimuthToleranceDeg: 91, dipDeg: -90, dipToleranceDeg: 20 },
          withinHoles: true,
        }).lags.filter(({ pairs, distanceM }) => pairs >= 10 && distanceM > compositeM / 2);
  if (along.length < 3 || (!isFlat && down.length < 1))
    return { ...assumed(spec, `${along.length} classes along and ${down.length} down the holes`), along, down };
  const found = searchNestedModel(along, down, spec);
  const doubts: string[] = [];
  const longest = along[along.length - 1].distanceM;
  for (const { rangesM } of found.model.structures)
    if (rangesM[0] >= longest)
      doubts.push(
        `range of ${rangesM[0].toFixed(0)} m is not shorter than the longest distance ${longest.toFixed(0)} m`,
      );
  const thin = [...along, ...down].filter(({ pairs }) => pairs < 30).length;
  if (thin > 0) doubts.push(`${thin} of ${along.length + down.length} classes hold fewer than 30 pairs`);
  if (along[0].distanceM > 0.7 * spacingM)
    doubts.push("no pairs along the layers below 0.7 hole spacings: the short range is not seen");
  if (found.relativeMisfit > 0.2)
    doubts.push(`the model misses the classes by ${(100 * found.relativeMisfit).toFixed(0)} % (root mean square)`);
  const plateau = along[along.length - 1].value / sill;
  if (plateau > 1.25)
    doubts.push(`the last class reaches ${plateau.toFixed(2)} of the variance: grades drift across the domain`);
  return { ...found, along, down, doubts, verdict: doubts.length > 0 ? "fitted with doubts" : "fitted" };
}

function alongLayers(samples: SampleSet, spacingM: number, compositeM: number): VariogramLag[] {
  const lags = { kind: "classes", widthM: spacingM / 2, cutoffM: 5 * spacingM } as const;
  if (compositeM === 0) return experimentalVariogram(samples, { lags }).lags.filter(({ pairs }) => pairs >= 10);
  const direction = { azimuthDeg: 0, azimuthToleranceDeg: 91, dipDeg: 0, dipToleranceDeg: 20 };
  return experimentalVariogram(samples, {
    lags,
    direction: { ...direction, verticalBandwidthM: 0.75 * compositeM },
  }).lags.filter(({ pairs, distanceM }) => pairs >= 10 && distanceM > 2 * compositeM);
}

function assumed({ spacingM, compositeM, sill }: AutoVariogramSpec, why: string) {
  const third = compositeM === 0 ? 2 * spacingM : 6 * compositeM;
  const structure: VariogramStructure = {
    type: "spherical",
    sill: 0.9 * sill,
    rangesM: [2 * spacingM, 2 * spacingM, third],
  };
  return {
    model: { nugget: 0.1 * sill, structures: [structure] },
    verdict: "assumed" as const,
    doubts: [why, "model assumed: spherical, 10 % nugget, range of two hole spacings"],
    relativeMisfit: Number.NaN,
  };
}

/** Distance along the layers and across them at which the model has reached its sill or nearly so, metres. */
export function effectiveRanges(model: CovarianceModel): { alongM: number; acrossM: number } {
  let [alongM, acrossM] = [0, 0];
  const most = Math.max(0, ...model.structures.map((s) => s.sill));
  for (const s of model.structures)
    if (s.sill >= 0.2 * most) {
      alongM = Math.max(alongM, s.rangesM[0]);
      acrossM = Math.max(acrossM, s.rangesM[2]);
    }
  return { alongM, acrossM };
}
