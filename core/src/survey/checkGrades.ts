import { isElementSymbol } from "../datasets/elements/symbols.ts";
import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import { wholeRockOxides } from "./gradeUnit.ts";
import type { AssayTable, AssayVariable } from "./intervalTable.ts";
import { ceilingPct, leastSulphurPerMetal } from "./substanceCeilings.ts";

export interface GradeCheckOptions {
  /** Sum of whole-rock oxides above which a row is impossible, %. */
  readonly oxideSumPct: number;
  /** Metals may ask for so many times the sulphur found, for the errors of both assays. */
  readonly sulphurSlack: number;
  /** Sulphur below this (%) is not held against the metals: near detection the ratio says nothing. */
  readonly leastMetalPct: number;
  /** True where the metals are known to sit in sulphides. */
  readonly isSulphide: boolean;
}

export const defaultGradeChecks: GradeCheckOptions = {
  oxideSumPct: 102,
  sulphurSlack: 1.2,
  leastMetalPct: 0.5,
  isSulphide: false,
};

const ppmPerPct = 1e4;

/**
 * Grades that no rock can have. Codes: `assay.zero` (warning: a laboratory reports a limit, not zero), `assay.above-ceiling`
 * (error; more than the richest compound holds), `assay.above-100-pct` (error), `assay.oxide-sum`, `assay.element-sum`
 * (errors), `assay.sulphur-short` (warning, only where `isSulphide`: metals ask for more sulphur than was found),
 * `assay.density-range` (warning), `assay.row-not-measured` (info: no substance of the row was measured).
 */
export function checkGrades(assay: AssayTable, options: GradeCheckOptions = defaultGradeChecks): DrillIssue[] {
  const issues: DrillIssue[] = [];
  const tell: TellGrade = (i, column, code, severity, what, remedy, value, bound) =>
    issues.push(
      drillIssue({
        file: assay.file,
        row: assay.row[i],
        hole: assay.hole[i] ?? "",
        fromM: assay.fromM[i],
        toM: assay.toM[i],
        code,
        severity,
        what,
        remedy,
        ...(column === null ? {} : { column }),
        ...(value === undefined ? {} : { value }),
        ...(bound === undefined ? {} : { bound }),
      }),
    );
  for (const variable of assay.variables) checkColumn(variable, tell);
  const oxides = assay.variables.filter(({ substance }) => wholeRockOxides.includes(substance));
  const elements = assay.variables.filter(({ substance }) => isElementSymbol(substance));
  const sulphur = elements.find(({ substance }) => substance === "S");
  for (let i = 0; i < assay.row.length; i++) {
    if (assay.variables.length > 0 && assay.variables.every(({ valuePpm }) => Number.isNaN(valuePpm[i])))
      tell(
        i,
        null,
        "assay.row-not-measured",
        "info",
        "no substance of the interval was measured",
        "confirm that it was not sampled; it is not taken as zero",
      );
    const oxideSum = detectedSum(oxides, i) / ppmPerPct;
    if (oxideSum > options.oxideSumPct)
      tell(
        i,
        null,
        "assay.oxide-sum",
        "error",
        `oxides sum to ${shown(oxideSum)} wt%, limit ${options.oxideSumPct}`,
        "check the units of the columns",
        oxideSum,
        options.oxideSumPct,
      );
    const elementSum = detectedSum(elements, i) / ppmPerPct;
    if (elements.length > 1 && elementSum > 100)
      tell(
        i,
        null,
        "assay.element-sum",
        "error",
        `elements sum to ${shown(elementSum)} wt%, limit 100`,
        "check the units of the columns",
        elementSum,
        100,
      );
    if (options.isSulphide && sulphur !== undefined) checkSulphur(elements, sulphur, i, options, tell);
    const density = assay.dryDensityTPerM3?.[i] ?? Number.NaN;
    if (density < 0.3 || density > 8)
      tell(
        i,
        null,
        "assay.density-range",
        "warning",
        `dry bulk density ${shown(density)} t/m3 lies outside 0.3-8`,
        "check its unit (t/m3 = g/cm3)",
        density,
      );
  }
  return issues;
}

type TellGrade = (
  i: number,
  column: string | null,
  code: string,
  severity: "error" | "warning" | "info",
  what: string,
  remedy: string,
  value?: number,
  bound?: number,
) => void;

function checkColumn({ column, substance, valuePpm, isBelowDetection }: AssayVariable, tell: TellGrade): void {
  const ceiling = ceilingPct.get(substance);
  for (let i = 0; i < valuePpm.length; i++) {
    const pct = valuePpm[i] / ppmPerPct;
    if (isBelowDetection[i] === 1 || Number.isNaN(pct)) continue;
    if (pct === 0)
      tell(
        i,
        column,
        "assay.zero",
        "warning",
        `${substance} is exactly 0`,
        "enter the detection limit (e.g. <0.01), or leave the cell blank if it was not measured",
        0,
      );
    else if (pct > 100)
      tell(
        i,
        column,
        "assay.above-100-pct",
        "error",
        `${substance} is ${shown(pct)} wt%, limit 100`,
        "check the unit of the column",
        pct,
        100,
      );
    else if (ceiling !== undefined && pct > ceiling.pct)
      tell(
        i,
        column,
        "assay.above-ceiling",
        "error",
        `${substance} is ${shown(pct)} wt%, more than the ${shown(ceiling.pct)} wt% of ${ceiling.host}`,
        "check the unit of the column",
        pct,
        ceiling.pct,
      );
  }
}

function detectedSum(variables: readonly AssayVariable[], i: number): number {
  let sum = 0;
  for (const { valuePpm, isBelowDetection } of variables)
    if (isBelowDetection[i] === 0 && valuePpm[i] > 0) sum += valuePpm[i];
  return sum;
}

function checkSulphur(
  elements: readonly AssayVariable[],
  sulphur: AssayVariable,
  i: number,
  options: GradeCheckOptions,
  tell: TellGrade,
): void {
  const foundPct = sulphur.valuePpm[i] / ppmPerPct;
  if (Number.isNaN(foundPct)) return;
  let neededPct = 0;
  let metalPct = 0;
  for (const { substance, valuePpm, isBelowDetection } of elements) {
    const perMetal = leastSulphurPerMetal.get(substance);
    if (perMetal === undefined || isBelowDetection[i] === 1 || Number.isNaN(valuePpm[i])) continue;
    neededPct += (perMetal * valuePpm[i]) / ppmPerPct;
    metalPct += valuePpm[i] / ppmPerPct;
  }
  if (metalPct >= options.leastMetalPct && neededPct > options.sulphurSlack * foundPct)
    tell(
      i,
      sulphur.column,
      "assay.sulphur-short",
      "warning",
      `the metals need at least ${shown(neededPct)} wt% S as sulphides, found ${shown(foundPct)}`,
      "oxide or native metal, or a slip in one of the assays",
      neededPct,
      options.sulphurSlack * foundPct,
    );
}
