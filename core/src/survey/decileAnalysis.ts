import type { WeightedGrades } from "./topCut.ts";

export interface QuantileClass {
  /** `0-10 %` … of the samples by ascending grade. */
  readonly name: string;
  readonly samples: number;
  readonly minPpm: number;
  readonly maxPpm: number;
  readonly meanPpm: number;
  /** Share of all metal (grade × weight). */
  readonly metalShare: number;
}

export interface DecileAnalysis {
  readonly deciles: readonly QuantileClass[];
  /** The top decile in ten parts; empty with fewer than 100 samples. */
  readonly percentiles: readonly QuantileClass[];
  /** The rules that speak for a cut; empty where none does. */
  readonly reasons: readonly string[];
}

/** Bounds of Parrish's rules. */
export const parrishBounds = {
  topDecileShare: 0.4,
  topDecileOverNext: 2.3,
  topPercentileShare: 0.1,
  topPercentileOverNext: 1.75,
} as const;

/**
 * Decile analysis: the metal in each tenth of the samples, and in each hundredth of the top tenth. A cut is indicated
 * where the top decile holds more than 40 % of the metal or more than 2.3 times the decile below it, or the top
 * percentile more than 10 % or more than 1.75 times the percentile below it.
 *
 * @throws {RangeError} fewer than ten samples
 * @see Parrish (1997), Geologist's Gordian knot: to cut or not to cut, Mining Engineering 49(4), 45-49
 */
export function decileAnalysis(grades: WeightedGrades): DecileAnalysis {
  const n = grades.gradePpm.length;
  if (n < 10) throw new RangeError(`a decile analysis needs at least 10 samples, got ${n}`);
  const deciles = classes(grades, 0, 10);
  const percentiles = n < 100 ? [] : classes(grades, 90, 1);
  const reasons: string[] = [];
  const judge = (list: readonly QuantileClass[], share: number, over: number) => {
    const [next, top] = [list.at(-2), list.at(-1)];
    if (next === undefined || top === undefined) return;
    if (top.metalShare > share)
      reasons.push(`the samples ${top.name} hold ${percent(top.metalShare)} of the metal, bound ${percent(share)}`);
    if (top.metalShare > over * next.metalShare)
      reasons.push(
        `the samples ${top.name} hold ${(top.metalShare / next.metalShare).toFixed(2)} times the metal of ${next.name}, bound ${over}`,
      );
  };
  judge(deciles, parrishBounds.topDecileShare, parrishBounds.topDecileOverNext);
  judge(percentiles, parrishBounds.topPercentileShare, parrishBounds.topPercentileOverNext);
  return { deciles, percentiles, reasons };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function classes({ gradePpm, weight }: WeightedGrades, fromPct: number, stepPct: number): QuantileClass[] {
  const n = gradePpm.length;
  const total = gradePpm.reduce((sum, g, i) => sum + g * weight[i], 0);
  const list: QuantileClass[] = [];
  for (let pct = fromPct; pct < 100; pct += stepPct) {
    const first = Math.round((n * pct) / 100);
    const end = Math.round((n * (pct + stepPct)) / 100);
    let [metal, mass] = [0, 0];
    for (let i = first; i < end; i++) {
      metal += gradePpm[i] * weight[i];
      mass += weight[i];
    }
    list.push({
      name: `${pct}-${pct + stepPct} %`,
      samples: end - first,
      minPpm: gradePpm[first],
      maxPpm: gradePpm[end - 1],
      meanPpm: metal / mass,
      metalShare: total > 0 ? metal / total : 0,
    });
  }
  return list;
}
