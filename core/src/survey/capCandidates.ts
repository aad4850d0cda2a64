import { decileAnalysis } from "./decileAnalysis.ts";
import { type CuttingPoint, cuttingCurve, type WeightedGrades } from "./topCut.ts";

/** A grade at which one might cut, and why. */
export interface CapCandidate extends CuttingPoint {
  readonly reason: string;
  /** Standard error of the mean after the cut, ppm: s/√n with n = (Σw)²/Σw², composites taken as independent. */
  readonly meanSigmaPpm: number;
}

/** Within this richest share of the composites a step of this size ends the continuous distribution; bounds of ours. */
const tailShare = 0.05;
const tailStep = 0.15;

/**
 * The grade below the first step of more than 15 % between neighbours among the richest 5 % (at least ten composites): where the plot
 * of the tail comes apart. NaN where it holds together.
 */
export function disintegrationPpm({ gradePpm }: WeightedGrades): number {
  const n = gradePpm.length;
  for (let i = Math.min(n - 10, Math.floor((1 - tailShare) * n)); i >= 0 && i + 1 < n; i++)
    if (gradePpm[i] > 0 && gradePpm[i + 1] > (1 + tailStep) * gradePpm[i]) return gradePpm[i];
  return Number.NaN;
}

/** The largest grade of the composites at which Parrish's rules indicate no cut any more; NaN where they indicate none, or none helps. */
export function parrishCapPpm(grades: WeightedGrades): number {
  const cut = (capPpm: number): WeightedGrades => ({
    gradePpm: grades.gradePpm.map((grade) => Math.min(grade, capPpm)),
    weight: grades.weight,
  });
  const isIndicated = (capPpm: number) => decileAnalysis(cut(capPpm)).reasons.length > 0;
  const { gradePpm } = grades;
  if (!isIndicated(Number.POSITIVE_INFINITY)) return Number.NaN;
  // Lower caps flatten the tail, so the rules fall silent from the top down.
  let [low, high] = [0, gradePpm.length - 1];
  if (!(gradePpm[0] > 0) && isIndicated(Number.MIN_VALUE)) return Number.NaN;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (gradePpm[middle] > 0 && isIndicated(gradePpm[middle])) high = middle - 1;
    else low = middle;
  }
  return gradePpm[low] > 0 && !isIndicated(gradePpm[low]) ? gradePpm[low] : Number.NaN;
}

/**
 * Candidates for a top cut in ascending order, the uncut column last: percentiles 95, 97.5, 99, 99.5; where the tail comes apart; where Parrish's
 * rules fall silent; the caps given with their reasons. Caps at or above the highest grade, and repeated ones, are left out. None is
 * applied or preferred: the choice is the geologist's.
 * @throws {RangeError} fewer than ten grades
 */
export function capCandidates(
  grades: WeightedGrades,
  more: readonly { readonly capPpm: number; readonly reason: string }[] = [],
): readonly CapCandidate[] {
  const { gradePpm, weight } = grades;
  const n = gradePpm.length;
  if (n < 10) throw new RangeError(`candidates for a top cut need at least 10 composites, got ${n}`);
  const named = [
    ...[0.95, 0.975, 0.99, 0.995].map((p) => ({
      capPpm: gradePpm[Math.min(n - 1, Math.floor(p * n))],
      reason: `percentile ${100 * p}`,
    })),
    { capPpm: disintegrationPpm(grades), reason: "the tail comes apart above" },
    { capPpm: parrishCapPpm(grades), reason: "decile rules fall silent" },
    ...more,
  ];
  const byCap = new Map<number, string[]>();
  for (const { capPpm, reason } of named)
    if (capPpm > 0 && capPpm < gradePpm[n - 1]) byCap.set(capPpm, [...(byCap.get(capPpm) ?? []), reason]);
  const caps = [...byCap.keys()].sort((a, b) => a - b);
  const [sum, squares] = weight.reduce(([s, q], w) => [s + w, q + w * w], [0, 0]);
  return cuttingCurve(grades, [...caps, Number.POSITIVE_INFINITY]).map((point) => ({
    ...point,
    reason: byCap.get(point.capPpm)?.join(", ") ?? "uncut",
    meanSigmaPpm: (point.coefficientOfVariation * point.meanPpm * Math.sqrt(squares)) / sum,
  }));
}
