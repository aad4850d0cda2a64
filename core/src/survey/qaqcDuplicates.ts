import { normalQuantile } from "../numerics/normal.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";
import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";

/** Pairs of assays of one material: original and duplicate, ppm; a pair with NaN or two zeros says nothing. */
export interface DuplicatePairs {
  readonly file: string;
  readonly row: ArrayLike<number>;
  readonly kind: "field" | "coarse" | "pulp";
  readonly originalPpm: Float64Array;
  readonly duplicatePpm: Float64Array;
}

export interface DuplicateStatistics {
  readonly pairs: number;
  /** Half absolute relative difference |a − b|/(a + b) of each usable pair. */
  readonly hard: Float64Array;
  readonly medianHard: number;
  /** Share of pairs within the accepted HARD. */
  readonly shareWithin: number;
  /** Average coefficient of variation √(2/N Σ ((a−b)/(a+b))²). */
  readonly coefficientOfVariation: number;
  /** P5 and P95 of it: CV √(N/χ²), where pairs share one relative error and are independent. */
  readonly coefficientOfVariationBand: readonly [number, number];
  /** (mean duplicate − mean original)/mean original. */
  readonly relativeBias: number;
  /** Mean difference over its standard error. */
  readonly biasT: number;
  readonly issues: readonly DrillIssue[];
}

/** Largest accepted HARD, and the share of pairs that should keep it; field duplicates are the coarsest. */
export const acceptedHard: Readonly<Record<DuplicatePairs["kind"], { readonly hard: number; readonly share: number }>> =
  {
    field: { hard: 0.3, share: 0.9 },
    coarse: { hard: 0.2, share: 0.9 },
    pulp: { hard: 0.1, share: 0.9 },
  };

/**
 * Precision and bias from duplicates. Issues: `qaqc.duplicate-far` (info, each pair outside), `qaqc.duplicates-imprecise`,
 * `qaqc.duplicates-biased` (|t| > 3), `qaqc.few-duplicates` (fewer than 20), warnings.
 * @throws {RangeError} lengths differ or a value is negative or infinite
 * @see Shaw, Khosrowshahi, Horton and Waltho (1998), Predicting and monitoring variability in sampling, AIG Bulletin 22
 *   (HARD); Abzalov (2008), Quality control of assay data, Exploration and Mining Geology 17, 131-144 (coefficient of
 *   variation). The accepted shares are conventions of practice: set them for the deposit.
 */
export function duplicateStatistics(pairs: DuplicatePairs, accepted = acceptedHard[pairs.kind]): DuplicateStatistics {
  const { file, originalPpm: a, duplicatePpm: b } = pairs;
  if (a.length !== b.length) throw new RangeError(`${a.length} originals need as many duplicates, got ${b.length}`);
  const issues: DrillIssue[] = [];
  const hard: number[] = [];
  let [within, squares, sumA, sumD, sumD2] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    if (a[i] < 0 || b[i] < 0 || a[i] === Number.POSITIVE_INFINITY || b[i] === Number.POSITIVE_INFINITY)
      throw new RangeError(`pair ${i}: assays must be finite and at least 0 ppm, got ${a[i]} and ${b[i]}`);
    if (!(a[i] + b[i] > 0)) continue;
    const value = Math.abs(a[i] - b[i]) / (a[i] + b[i]);
    hard.push(value);
    squares += value * value;
    sumA += a[i];
    sumD += b[i] - a[i];
    sumD2 += (b[i] - a[i]) ** 2;
    if (value <= accepted.hard) within++;
    else
      issues.push(
        drillIssue({
          file,
          row: pairs.row[i],
          code: "qaqc.duplicate-far",
          severity: "info",
          value,
          bound: accepted.hard,
          what: `${shown(a[i])} and ${shown(b[i])} ppm, half absolute relative difference ${shown(100 * value)} %, bound ${shown(100 * accepted.hard)} %`,
          remedy: "look for a swap, or a coarse grain",
        }),
      );
  }
  const n = hard.length;
  const tell = (code: string, value: number, bound: number, what: string, remedy: string) =>
    issues.push(drillIssue({ file, code, severity: "warning", value, bound, what, remedy }));
  const shareWithin = n > 0 ? within / n : Number.NaN;
  const meanD = sumD / n;
  const spread = Math.sqrt((sumD2 - n * meanD * meanD) / (n - 1) / n);
  const biasT =
    n < 2 ? Number.NaN : spread > 0 ? meanD / spread : meanD === 0 ? 0 : Math.sign(meanD) * Number.POSITIVE_INFINITY;
  if (n < 20)
    tell(
      "qaqc.few-duplicates",
      n,
      20,
      `${n} usable ${pairs.kind} pairs, at least 20 are needed for a statement`,
      "insert more duplicates",
    );
  if (shareWithin < accepted.share)
    tell(
      "qaqc.duplicates-imprecise",
      shareWithin,
      accepted.share,
      `${shown(100 * shareWithin)} % of ${n} ${pairs.kind} pairs keep ${shown(100 * accepted.hard)} %, bound ${shown(100 * accepted.share)} %`,
      "take larger samples or grind finer before splitting",
    );
  if (Math.abs(biasT) > 3)
    tell(
      "qaqc.duplicates-biased",
      biasT,
      3,
      `duplicates differ from originals by ${shown((100 * sumD) / sumA)} %, t = ${shown(biasT)}, bound 3`,
      "find which of the two is right before either is used",
    );
  const coefficientOfVariation = Math.sqrt((2 * squares) / n);
  return {
    pairs: n,
    hard: Float64Array.from(hard),
    medianHard: n > 0 ? (quantilesInPlace(Float64Array.from(hard), [0.5])[0] ?? Number.NaN) : Number.NaN,
    shareWithin,
    coefficientOfVariation,
    coefficientOfVariationBand: [
      coefficientOfVariation * Math.sqrt(n / chiSquareQuantile(0.95, n)),
      coefficientOfVariation * Math.sqrt(n / chiSquareQuantile(0.05, n)),
    ],
    relativeBias: sumD / sumA,
    biasT,
    issues,
  };
}

/** Quantile of chi-square for n degrees of freedom. @see Wilson and Hilferty (1931), PNAS 17, 684-688 */
function chiSquareQuantile(p: number, n: number): number {
  return n * (1 - 2 / (9 * n) + normalQuantile(p) * Math.sqrt(2 / (9 * n))) ** 3;
}
