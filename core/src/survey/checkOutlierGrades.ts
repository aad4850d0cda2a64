import { quantilesInPlace } from "../numerics/quantiles.ts";
import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import type { AssayTable, AssayVariable } from "./intervalTable.ts";

export interface OutlierGradeOptions {
  /** Share of a substance's metal (grade times length) in one sample from which it is said. */
  readonly metalShare: number;
  /** A highest grade above so many times the 99th percentile of the others is said. */
  readonly timesP99: number;
  /** Fewer measured samples say nothing about an outlier. */
  readonly leastSamples: number;
}

export const defaultOutlierGrades: OutlierGradeOptions = { metalShare: 0.2, timesP99: 50, leastSamples: 20 };

/**
 * One sample that carries the metal of a substance: the highest grade whose share of Σ grade × length exceeds the bound, or
 * which exceeds a multiple of the 99th percentile of all others. Cells below detection count at their limit.
 * Code: `assay.outlier` (warning), one a column.
 * @see Parrish (1997), Geologist's Gordian knot: to cut or not to cut, Mining Engineering 49(4) (share of metal in the richest samples)
 */
export function checkOutlierGrades(
  assay: AssayTable,
  options: OutlierGradeOptions = defaultOutlierGrades,
): DrillIssue[] {
  return assay.variables.flatMap((variable) => outlierOf(assay, variable, options) ?? []);
}

function outlierOf(
  assay: AssayTable,
  { column, substance, fileUnit, valuePpm }: AssayVariable,
  { metalShare, timesP99, leastSamples }: OutlierGradeOptions,
): DrillIssue | null {
  let [samples, highest, metal] = [0, -1, 0];
  const metalOf = (i: number) => valuePpm[i] * Math.max(0, assay.toM[i] - assay.fromM[i]);
  for (let i = 0; i < valuePpm.length; i++) {
    if (Number.isNaN(valuePpm[i]) || Number.isNaN(metalOf(i))) continue;
    samples++;
    metal += metalOf(i);
    if (highest < 0 || valuePpm[i] > valuePpm[highest]) highest = i;
  }
  if (samples < leastSamples || !(metal > 0)) return null;
  const others = valuePpm.filter((z, i) => i !== highest && !Number.isNaN(z));
  const p99Ppm = quantilesInPlace(others, [0.99])[0] ?? Number.NaN;
  const share = metalOf(highest) / metal;
  const valueOf = valuePpm[highest];
  if (!(share > metalShare || valueOf > timesP99 * p99Ppm)) return null;
  const times = p99Ppm > 0 ? `, ${shown(Number((valueOf / p99Ppm).toPrecision(2)))} times their 99th percentile` : "";
  return drillIssue({
    file: assay.file,
    row: assay.row[highest],
    hole: assay.hole[highest] ?? "",
    fromM: assay.fromM[highest],
    toM: assay.toM[highest],
    column,
    code: "assay.outlier",
    severity: "warning",
    value: valueOf,
    bound: timesP99 * p99Ppm,
    what: `${shown(valueOf)} ppm ${substance}${fileUnit === "ppm" ? "" : ` (file in ${fileUnit})`} holds ${(100 * share).toFixed(share < 0.1 ? 1 : 0)} % of the ${substance} of all ${samples} samples by grade times length${times}`,
    remedy: "check the certificate and correct the cell, or limit the grade with topCutPpm",
  });
}
