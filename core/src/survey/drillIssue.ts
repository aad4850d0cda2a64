import type { Issue, Severity } from "../evidence/issue.ts";

/** Where and what of one finding, before it is put into words. */
export interface Finding {
  readonly file: string;
  readonly code: string;
  readonly severity: Severity;
  /** Line of the file, the header being line 1. */
  readonly row?: number;
  readonly column?: string;
  readonly hole?: string;
  readonly fromM?: number;
  readonly toM?: number;
  readonly value?: number | string;
  readonly bound?: number | string;
  /** What is wrong, with value and bound. */
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** A finding in drillhole data: an `Issue` whose place is also given as fields, so that a table can sort and filter it. */
export interface DrillIssue extends Issue {
  readonly file: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly hole: string | null;
  readonly fromM: number | null;
  readonly toM: number | null;
  readonly value: number | string | null;
  readonly bound: number | string | null;
  readonly remedy: string;
}

/** Puts a finding into an issue: path `file, row 12, hole B1, 2-4 m, column Cu`, message `what; remedy`. */
export function drillIssue(finding: Finding): DrillIssue {
  const { file, row, column, hole, fromM, toM } = finding;
  const path = [file];
  if (row !== undefined) path.push(`row ${row}`);
  if (hole !== undefined) path.push(`hole ${hole}`);
  if (fromM !== undefined) path.push(toM === undefined ? `${shown(fromM)} m` : `${shown(fromM)}-${shown(toM)} m`);
  if (column !== undefined) path.push(`column ${column}`);
  return {
    path: path.join(", "),
    code: finding.code,
    severity: finding.severity,
    message: `${finding.what}; ${finding.remedy}`,
    file,
    row: row ?? null,
    column: column ?? null,
    hole: hole ?? null,
    fromM: fromM ?? null,
    toM: toM ?? null,
    value: finding.value ?? null,
    bound: finding.bound ?? null,
    remedy: finding.remedy,
  };
}

/** An issue of the table reader, which knows row and column only, among the findings on holes. */
export function fromTableIssue(issue: Issue, file: string): DrillIssue {
  const row = /, (?:row|line) (\d+)/.exec(issue.path);
  const column = /, column (.+)$/.exec(issue.path);
  return {
    ...issue,
    file,
    row: row === null ? null : Number(row[1]),
    column: column === null ? null : (column[1] ?? null),
    hole: null,
    fromM: null,
    toM: null,
    value: null,
    bound: null,
    remedy: "correct the cell in the file and read it again",
  };
}

/** A number as a message shows it: at most six significant digits, no trailing zeros. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
