/** How bad a finding is: an `error` row cannot be used, a `warning` row is used and the finding travels with it. */
export type Severity = "error" | "warning" | "info";

/** One finding in data: the only way bad data is reported. */
export interface Issue {
  /** Where: file, row and column, or a path into a document, e.g. `mines.csv, row 12, column oreT`. */
  readonly path: string;
  /** Permanent machine-readable code, e.g. `table.not-a-number`. */
  readonly code: string;
  readonly severity: Severity;
  /** What, value, bound and remedy in one sentence. */
  readonly message: string;
}

/** True when no issue forbids going on. */
export function isUsable(issues: readonly Issue[]): boolean {
  return !issues.some((issue) => issue.severity === "error");
}

/** Bad data that stops a computation: carries every finding, not only the first. */
export class DataError extends Error {
  readonly code = "data.invalid";
  readonly issues: readonly Issue[];
  constructor(message: string, issues: readonly Issue[]) {
    super(message);
    this.name = "DataError";
    this.issues = issues;
  }
}
