import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";

/** Results of one certified reference material in the order of analysis, ppm; NaN is passed over. */
export interface StandardResults {
  readonly file: string;
  readonly row: ArrayLike<number>;
  readonly name: string;
  readonly certifiedPpm: number;
  /** Standard deviation between laboratories of the certificate, ppm; not its confidence interval. */
  readonly sdPpm: number;
  readonly resultPpm: Float64Array;
}

/** Mark of a result on a control chart. */
export type ControlMark = "in" | "warning" | "failed" | "not-measured";

export interface ControlChart {
  readonly n: number;
  readonly mark: readonly ControlMark[];
  /** (result − certified)/sd. */
  readonly z: Float64Array;
  readonly meanPpm: number;
  readonly sdPpm: number;
  /** mean/certified − 1. */
  readonly relativeBias: number;
  /** (mean − certified)/(s/√n). */
  readonly biasT: number;
  readonly lines: {
    readonly centrePpm: number;
    readonly warningPpm: readonly [number, number];
    readonly failurePpm: readonly [number, number];
  };
  readonly issues: readonly DrillIssue[];
}

const runLength = 8;

/**
 * Shewhart control chart on certified limits. A result fails beyond 3 sd, or as the second in a row beyond 2 sd on the
 * same side; a single one beyond 2 sd warns. Issues: `qaqc.standard-failed`, `qaqc.standard-two-in-row` (errors),
 * `qaqc.standard-warning` (info), `qaqc.standard-run` (eight in a row on one side: drift or bias, warning),
 * `qaqc.standard-biased` (|bias| above 5 % and |t| > 2, warning), `qaqc.standard-mislabelled` (warning; beyond 10 sd).
 *
 * @throws {RangeError} certified value or sd is not positive
 * @see Shewhart (1931), Economic Control of Quality of Manufactured Product; Western Electric (1956), Statistical
 *   Quality Control Handbook (eight on one side); Abzalov (2008), Exploration and Mining Geology 17, 131-144
 */
export function controlChart(standard: StandardResults): ControlChart {
  const { file, row, name, certifiedPpm, sdPpm, resultPpm } = standard;
  if (!(certifiedPpm > 0 && sdPpm > 0))
    throw new RangeError(
      `standard ${name}: certified value and standard deviation must be positive, got ${certifiedPpm} and ${sdPpm} ppm`,
    );
  const issues: DrillIssue[] = [];
  const z = resultPpm.map((result) => (result - certifiedPpm) / sdPpm);
  let [previousZ, side, run] = [0, 0, 0];
  const mark = Array.from(z, (value, i): ControlMark => {
    const tell = (code: string, severity: "error" | "warning" | "info", bound: number, what: string, remedy: string) =>
      issues.push(
        drillIssue({
          file,
          row: row[i],
          code,
          severity,
          value: value,
          bound,
          what: `standard ${name}, ${shown(resultPpm[i])} ppm: ${what}`,
          remedy,
        }),
      );
    if (Number.isNaN(value)) return "not-measured";
    run = Math.sign(value) === side ? run + 1 : 1;
    side = Math.sign(value);
    if (run === runLength && side !== 0)
      tell(
        "qaqc.standard-run",
        "warning",
        runLength,
        `${runLength} results in a row lie ${side > 0 ? "above" : "below"} the certified ${shown(certifiedPpm)} ppm`,
        "the instrument drifts or is biased",
      );
    const isSecond = Math.abs(value) > 2 && Math.abs(previousZ) > 2 && Math.sign(value) === Math.sign(previousZ);
    previousZ = value;
    const away = `${shown(Math.abs(value))} sd from the certified ${shown(certifiedPpm)} ppm`;
    if (Math.abs(value) > 10)
      tell(
        "qaqc.standard-mislabelled",
        "warning",
        10,
        `${away}, bound 10`,
        "probably another standard, a blank or another unit; check the label",
      );
    if (Math.abs(value) > 3)
      tell("qaqc.standard-failed", "error", 3, `${away}, bound 3`, "have the batch around it analysed again");
    else if (isSecond)
      tell(
        "qaqc.standard-two-in-row",
        "error",
        2,
        `${away}, the second in a row beyond 2 on one side`,
        "have the batch around it analysed again",
      );
    else if (Math.abs(value) > 2) tell("qaqc.standard-warning", "info", 2, `${away}, bound 2`, "watch the next one");
    else return "in";
    return Math.abs(value) > 3 || isSecond ? "failed" : "warning";
  });
  const measured = resultPpm.filter((result) => !Number.isNaN(result));
  const n = measured.length;
  const meanPpm = measured.reduce((sum, result) => sum + result, 0) / n;
  const spread = Math.sqrt(measured.reduce((sum, result) => sum + (result - meanPpm) ** 2, 0) / (n - 1));
  const relativeBias = meanPpm / certifiedPpm - 1;
  const biasT = (meanPpm - certifiedPpm) / (spread / Math.sqrt(n));
  if (Math.abs(relativeBias) > 0.05 && Math.abs(biasT) > 2)
    issues.push(
      drillIssue({
        file,
        code: "qaqc.standard-biased",
        severity: "warning",
        value: relativeBias,
        bound: 0.05,
        what: `standard ${name}: mean of ${n} results ${shown(meanPpm)} ppm differs by ${shown(100 * relativeBias)} % from the certified ${shown(certifiedPpm)} ppm, bound 5 %`,
        remedy: "ask the laboratory; do not correct assays by it",
      }),
    );
  const band = (k: number) => [certifiedPpm - k * sdPpm, certifiedPpm + k * sdPpm] as const;
  return {
    n,
    mark,
    z,
    meanPpm,
    sdPpm: spread,
    relativeBias,
    biasT,
    lines: { centrePpm: certifiedPpm, warningPpm: band(2), failurePpm: band(3) },
    issues,
  };
}
