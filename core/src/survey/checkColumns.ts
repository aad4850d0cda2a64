import { quantilesInPlace } from "../numerics/quantiles.ts";
import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import type { AssayTable, AssayVariable } from "./intervalTable.ts";
import { ppmPerUnit } from "./gradeUnit.ts";

export interface ColumnCheckOptions {
  /** Fewest detected values of a group before its median is compared. */
  readonly fewestInGroup: number;
  /** Share of values on multiples of 5 of the last digit that a heap has, above the 0.2 of even rounding. */
  readonly heapShare: number;
  /** One value held by more than this share of the detected cells is a heap. */
  readonly modeShare: number;
}

export const defaultColumnChecks: ColumnCheckOptions = { fewestInGroup: 8, heapShare: 0.5, modeShare: 0.2 };

const conversionFactors: readonly (readonly [number, string])[] = [
  [1e4, "% and ppm"],
  [1e3, "ppm and ppb, or kg/t and g/t"],
  [31.1034768 / 0.90718474, "oz/st and g/t"],
  [10, "a decimal point, or % and kg/t"],
  [100, "a decimal point"],
];

/**
 * What shows only over a whole column. Codes, all warnings: `assay.unit-slip` (median of a laboratory over the median of
 * the others close to the factor between two units; info for a hole, by factors of 1000 and 10000 and only where it stands wholly apart), `assay.rounding-heap`
 * (too many values end in 0 or 5), `assay.value-heap` (one value too often).
 */
export function checkColumns(assay: AssayTable, options: ColumnCheckOptions = defaultColumnChecks): DrillIssue[] {
  const issues: DrillIssue[] = [];
  for (const variable of assay.variables) {
    if (assay.laboratory !== null) unitSlips(assay, variable, assay.laboratory, "laboratory", 10, options, issues);
    unitSlips(assay, variable, assay.hole, "hole", 1000, options, issues);
    roundingHeaps(assay, variable, options, issues);
  }
  return issues;
}

function detectedBy(variable: AssayVariable, group: readonly string[]): Map<string, number[]> {
  const values = new Map<string, number[]>();
  for (let i = 0; i < group.length; i++) {
    if (!(variable.valuePpm[i] > 0) || variable.isBelowDetection[i] === 1) continue;
    const name = group[i] ?? "";
    const list = values.get(name);
    if (list === undefined) values.set(name, [variable.valuePpm[i]]);
    else list.push(variable.valuePpm[i]);
  }
  return values;
}

const median = (values: readonly number[]) => quantilesInPlace(Float64Array.from(values), [0.5])[0] ?? Number.NaN;

function standsApart(own: readonly number[], others: readonly number[]): boolean {
  const [low, high] = quantilesInPlace(Float64Array.from(others), [0.01, 0.99]);
  return own.every((value) => value < (low ?? 0)) || own.every((value) => value > (high ?? 0));
}

function unitSlips(
  assay: AssayTable,
  variable: AssayVariable,
  group: readonly string[],
  word: "laboratory" | "hole",
  leastFactor: number,
  options: ColumnCheckOptions,
  issues: DrillIssue[],
): void {
  const groups = [...detectedBy(variable, group)].filter(([, list]) => list.length >= options.fewestInGroup);
  if (groups.length < 2) return;
  const medians = groups.map(([, list]) => median(list));
  groups.forEach(([name], g) => {
    // The median of the others' medians: one slipped group does not move it where there are three or more.
    const others = median(medians.filter((_value, k) => k !== g));
    const own = medians[g] ?? Number.NaN;
    const ratio = Math.max(own / others, others / own);
    const near = conversionFactors.find(
      ([factor]) => factor >= leastFactor && Math.abs(Math.log10(ratio / factor)) < 0.08,
    );
    if (near === undefined) return;
    // Grades of holes differ by nature: the hole must stand wholly apart from the middle half of the others.
    const rest = groups.flatMap(([, list], k) => (k === g ? [] : list));
    if (word === "hole" && !standsApart(groups[g]?.[1] ?? [], rest)) return;
    issues.push(
      drillIssue({
        file: assay.file,
        column: variable.column,
        code: "assay.unit-slip",
        severity: word === "hole" ? "info" : "warning",
        value: ratio,
        bound: near[0],
        ...(word === "hole" ? { hole: name } : {}),
        what: `the median ${shown(own)} ppm of ${word} ${name} and ${shown(others)} ppm of the others differ by a factor ${shown(ratio)}, close to ${shown(near[0])} (${near[1]})`,
        remedy: "check the unit on the certificates",
      }),
    );
  });
}

function roundingHeaps(
  assay: AssayTable,
  variable: AssayVariable,
  options: ColumnCheckOptions,
  issues: DrillIssue[],
): void {
  const scale = ppmPerUnit[variable.fileUnit];
  const counts = new Map<number, number>();
  let n = 0;
  for (let i = 0; i < variable.valuePpm.length; i++) {
    if (!(variable.valuePpm[i] > 0) || variable.isBelowDetection[i] === 1) continue;
    // Five digits: single-precision exports write 0.03 as 0.0299999993.
    const value = Number((variable.valuePpm[i] / scale).toPrecision(5));
    counts.set(value, (counts.get(value) ?? 0) + 1);
    n++;
  }
  if (n < 50) return;
  const { file } = assay;
  const { column, fileUnit } = variable;
  const [mode, modeCount] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  if (modeCount > options.modeShare * n)
    issues.push(
      drillIssue({
        file,
        column,
        code: "assay.value-heap",
        severity: "warning",
        value: mode,
        bound: options.modeShare,
        what: `${modeCount} of ${n} detected cells hold the same ${mode} ${fileUnit}`,
        remedy: "check whether it stands for a detection limit, half of one, or a default",
      }),
    );
  const finest = finestDigit(counts, n);
  let onFive = 0;
  for (const [value, count] of counts) {
    const digit = Math.round(value / 10 ** finest) % 10;
    if (digit === 0 || digit === 5) onFive += count;
  }
  if (onFive / n > options.heapShare)
    issues.push(
      drillIssue({
        file,
        column,
        code: "assay.rounding-heap",
        severity: "warning",
        value: onFive / n,
        bound: options.heapShare,
        what: `${shown((100 * onFive) / n)} % of ${n} detected cells end in 0 or 5 at the digit 10^${finest} ${fileUnit}, 20 % expected of one even rounding`,
        remedy: "several roundings are mixed; check methods and laboratories by campaign",
      }),
    );
}

/** Decimal place of the last digit that is not zero. */
function lastDigit(value: number): number {
  const [mantissa, exponent] = value.toExponential().split("e");
  return Number(exponent) - (mantissa?.split(".")[1]?.length ?? 0);
}

/** The finest decimal place that a tenth of the cells uses: a few recalculated cells do not set the rounding of a column. */
function finestDigit(counts: ReadonlyMap<number, number>, n: number): number {
  const places = [...counts].map(([value, count]) => [lastDigit(value), count] as const).sort((a, b) => a[0] - b[0]);
  let sum = 0;
  for (const [place, count] of places) {
    sum += count;
    if (sum >= n / 10) return place;
  }
  return 0;
}
