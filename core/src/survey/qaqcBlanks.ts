import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";

/** Assays of barren material in the order of analysis, with the grade of the sample analysed just before each, ppm. */
export interface BlankResults {
  readonly file: string;
  readonly row: ArrayLike<number>;
  /** The limit where below detection; NaN is passed over. */
  readonly resultPpm: Float64Array;
  readonly isBelowDetection: Uint8Array;
  /** NaN where not known. */
  readonly previousPpm: Float64Array;
  readonly detectionLimitPpm: number;
}

export interface BlankStatistics {
  readonly n: number;
  readonly failed: number;
  readonly failedShare: number;
  readonly boundPpm: number;
  /** Median of blank/previous over the failed ones: share of a sample that carries over; NaN without. */
  readonly carryOver: number;
  readonly issues: readonly DrillIssue[];
}

/**
 * Contamination from blanks: a blank fails above `times` the detection limit (five by common practice). Issues:
 * `qaqc.blank-failed` (warning), `qaqc.blanks-contaminated` (error, more than 5 % failed), `qaqc.blank-not-barren` (warning,
 * more than half failed: the material is no blank).
 * @throws {RangeError} the detection limit is not positive or lengths differ
 * @see Abzalov (2008), Quality control of assay data, Exploration and Mining Geology 17, 131-144
 */
export function blankStatistics(blanks: BlankResults, times = 5): BlankStatistics {
  const { file, row, resultPpm, isBelowDetection, previousPpm, detectionLimitPpm } = blanks;
  if (!(detectionLimitPpm > 0))
    throw new RangeError(`detection limit of blanks must be positive, got ${detectionLimitPpm} ppm`);
  if (isBelowDetection.length !== resultPpm.length || previousPpm.length !== resultPpm.length)
    throw new RangeError(
      `${resultPpm.length} blanks need as many flags and previous grades, got ${isBelowDetection.length} and ${previousPpm.length}`,
    );
  const boundPpm = times * detectionLimitPpm;
  const issues: DrillIssue[] = [];
  const carried: number[] = [];
  let [n, failed] = [0, 0];
  for (let i = 0; i < resultPpm.length; i++) {
    if (Number.isNaN(resultPpm[i])) continue;
    n++;
    if (isBelowDetection[i] === 1 || resultPpm[i] <= boundPpm) continue;
    failed++;
    if (previousPpm[i] > 0) carried.push(resultPpm[i] / previousPpm[i]);
    const after = previousPpm[i] > 0 ? ` after a sample of ${shown(previousPpm[i])} ppm` : "";
    issues.push(
      drillIssue({
        file,
        row: row[i],
        code: "qaqc.blank-failed",
        severity: "warning",
        value: resultPpm[i],
        bound: boundPpm,
        what: `blank holds ${shown(resultPpm[i])} ppm${after}, bound ${shown(boundPpm)} ppm`,
        remedy: "clean crusher and mill between samples; have the neighbours analysed again",
      }),
    );
  }
  const failedShare = n > 0 ? failed / n : Number.NaN;
  const tell = (code: string, severity: "error" | "warning", bound: number, remedy: string) =>
    issues.push(
      drillIssue({
        file,
        code,
        severity,
        value: failedShare,
        bound,
        what: `${failed} of ${n} blanks hold more than ${shown(boundPpm)} ppm, bound ${100 * bound} %`,
        remedy,
      }),
    );
  if (failedShare > 0.5)
    tell("qaqc.blank-not-barren", "warning", 0.5, "the material is probably not barren; take another");
  else if (failedShare > 0.05)
    tell(
      "qaqc.blanks-contaminated",
      "error",
      0.05,
      "the laboratory carries material over; do not use low grades from these batches",
    );
  carried.sort((a, b) => a - b);
  const half = carried.length / 2;
  const carryOver =
    carried.length === 0 ? Number.NaN : ((carried[Math.ceil(half) - 1] ?? 0) + (carried[Math.floor(half)] ?? 0)) / 2;
  return { n, failed, failedShare, boundPpm, carryOver, issues };
}
