import type { Issue, Severity } from "../evidence/issue.ts";
import type { TableRow } from "../evidence/table.ts";

/** Collects findings of the rules that look at more than one cell, and says whether the row may be used. */
export interface RowReport {
  /** Files one finding; an `error` makes the row unusable. */
  readonly add: (column: string, code: string, message: string, severity?: Severity) => void;
  /** True while no error was filed. */
  readonly sound: () => boolean;
}

/**
 * Report for one row of a table; findings go to `issues` with file, row and column.
 *
 * @param name file name for the issues
 */
export function rowReport(name: string, row: TableRow, issues: Issue[]): RowReport {
  let sound = true;
  return {
    add: (column, code, message, severity = "error") => {
      if (severity === "error") sound = false;
      issues.push({ path: `${name}, row ${row.line}, column ${column}`, code, severity, message });
    },
    sound: () => sound,
  };
}

/**
 * Files `dataset.duplicate` when a key was met before in the same table. A duplicate row is left out, never merged.
 *
 * @param seen key to line of its first row; grows
 * @param column column named in the issue
 */
export function checkUnique(seen: Map<string, number>, key: string, row: TableRow, column: string, report: RowReport) {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, row.line);
  else report.add(column, "dataset.duplicate", `"${key}" stands in row ${first} already; keep one of the two rows`);
}
