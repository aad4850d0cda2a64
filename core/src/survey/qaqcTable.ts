import { type AssayCell, readAssayCell, usualSentinels } from "./assayCell.ts";
import type { Synonyms } from "./columnGuess.ts";
import { drillIssue, type DrillIssue } from "./drillIssue.ts";
import { type GradeUnit, gradeUnitOfName, ppmPerUnit } from "./gradeUnit.ts";
import { openTable, readRows, type TableInput } from "./tableRecords.ts";

/** What a control sample is: barren material, certified material, or a second assay of one material at a stage of preparation. */
export const controlKinds = ["blank", "standard", "field-duplicate", "coarse-duplicate", "pulp-duplicate"] as const;
export type ControlKind = (typeof controlKinds)[number];

/** One control assay, ppm; NaN where a cell is blank. */
export interface ControlRow {
  readonly row: number;
  readonly kind: ControlKind;
  /** Sample number, or the name of the standard. */
  readonly sample: string;
  readonly substance: string;
  /** First assay of a pair; of a blank the sample analysed just before. The limit where below detection. */
  readonly originalPpm: number;
  readonly resultPpm: number;
  readonly isOriginalBelow: boolean;
  readonly isBelow: boolean;
  readonly certifiedPpm: number;
  readonly sdPpm: number;
}

export interface ControlOptions {
  /** Unit of columns whose name ends in none. */
  readonly unit?: GradeUnit;
  /** Role (kind, sample, substance, original, result, certified, sd) to column name. */
  readonly columns?: Readonly<Record<string, string>>;
}

const endings = ["", "ppm", "pct", "%", "ppb", "g/t", "gpt", "kg/t", "oz/st"];
const graded = (...words: readonly string[]) => words.flatMap((word) => endings.map((ending) => `${word}${ending}`));

const controlSynonyms: Synonyms = {
  kind: ["kind", "type", "qctype", "qaqctype", "controltype", "checktype"],
  sample: ["sample", "sampleid", "samplenumber", "standard", "standardid", "id", "name"],
  substance: ["substance", "element", "analyte"],
  original: graded("original", "first", "parent", "previous"),
  result: graded("result", "assay", "duplicate", "measured", "value"),
  certified: graded("certified", "expected", "certifiedvalue", "recommended"),
  sd: graded("sd", "stdev", "std", "standarddeviation", "certifiedsd"),
};

const gradeRoles = ["original", "result", "certified", "sd"] as const;

/**
 * Reads a table of control samples, a row each: kind, substance and result are needed; `original` of duplicates (of blanks the sample
 * before), `certified` and `sd` of standards. Grades to ppm by the unit in the column's name or the one declared; `<x` is below
 * detection. Issues, all errors with the row left out: those of the table reader, `qaqc.kind-unknown`, `qaqc.unreadable`,
 * `qaqc.unit-unknown` (no rows at all).
 */
export function readControls(
  input: TableInput,
  file: string,
  options: ControlOptions = {},
): { rows: readonly ControlRow[]; issues: readonly DrillIssue[] } {
  const opened = openTable(input, file, controlSynonyms, options.columns ?? {}, ["kind", "substance", "result"]);
  const name = (role: string) => opened.map.columns.get(role) ?? "";
  const factor = new Map<string, number>();
  for (const role of gradeRoles) {
    const column = name(role);
    const unit = column === "" ? null : (gradeUnitOfName(column) ?? options.unit ?? null);
    if (column !== "" && unit === null)
      opened.issues.push(
        drillIssue({
          file,
          row: 1,
          column,
          code: "qaqc.unit-unknown",
          severity: "error",
          what: "the unit of the column is neither declared nor in its name",
          remedy: `name it ${role}_ppm, ${role}_pct, ${role}_ppb or ${role}_g/t, or declare unit`,
        }),
      );
    factor.set(role, unit === null ? Number.NaN : ppmPerUnit[unit]);
  }
  const text = { kind: "text" } as const;
  const needed = { kind: "text", required: true } as const;
  const rules = Object.fromEntries(
    [...opened.map.columns].map(([role, column]) => [
      column,
      ["kind", "substance", "result"].includes(role) ? needed : text,
    ]),
  );
  const { rows, issues } = readRows(opened, file, rules);
  const all: DrillIssue[] = [...opened.issues, ...issues];
  const found: ControlRow[] = [];
  for (const row of rows) {
    const tell = (code: string, column: string, value: string, what: string, remedy: string) =>
      all.push(drillIssue({ file, row: row.line, column, code, severity: "error", value, what, remedy }));
    const said = row.text(name("kind")).trim();
    const kind = controlKinds.find((one) => one === said.toLowerCase().replaceAll(/[\s_]+/g, "-"));
    if (kind === undefined)
      tell(
        "qaqc.kind-unknown",
        name("kind"),
        said,
        `"${said.slice(0, 40)}" is no kind`,
        `use ${controlKinds.join(", ")}`,
      );
    const cell = (role: (typeof gradeRoles)[number]): AssayCell => {
      const column = name(role);
      if (column === "") return { kind: "not-measured", reason: "blank" };
      const read = readAssayCell(row.text(column), cellRule);
      if (read.kind === "unreadable" || read.kind === "no-limit" || read.kind === "above")
        tell(
          "qaqc.unreadable",
          column,
          row.text(column).trim(),
          `"${row.text(column).trim().slice(0, 40)}" is neither a grade nor a detection limit such as <5`,
          "correct the cell, or leave it blank",
        );
      return read;
    };
    const [original, result, certified, sd] = gradeRoles.map(cell);
    if (kind === undefined || [original, result, certified, sd].some((one) => isUnusable(one))) continue;
    const ppm = (read: AssayCell, role: string) =>
      read.kind === "value"
        ? read.value * (factor.get(role) ?? Number.NaN)
        : read.kind === "below"
          ? read.limit * (factor.get(role) ?? Number.NaN)
          : Number.NaN;
    found.push({
      row: row.line,
      kind,
      sample: name("sample") === "" ? "" : row.text(name("sample")).trim(),
      substance: row.text(name("substance")).trim(),
      originalPpm: ppm(original, "original"),
      resultPpm: ppm(result, "result"),
      isOriginalBelow: original.kind === "below",
      isBelow: result.kind === "below",
      certifiedPpm: ppm(certified, "certified"),
      sdPpm: ppm(sd, "sd"),
    });
  }
  return { rows: found, issues: all };
}

const cellRule = {
  negative: "detection-limit",
  negativeIsCode: false,
  detectionLimit: null,
  sentinels: usualSentinels,
} as const;

const isUnusable = ({ kind }: AssayCell) => kind === "unreadable" || kind === "no-limit" || kind === "above";
