import type { Issue } from "@relode/core/evidence";

/** A table that could not be fetched, imported or opened: a permanent `code`, and what, where, value, bound, remedy. */
export class CmioError extends Error {
  /** `cmio.` and a word: of the shell (cmio.http-status, cmio.stalled ...) or of the reader (cmio.missing-column ...). */
  readonly code: string;
  readonly issues: readonly Issue[];
  constructor(code: string, message: string, issues: readonly Issue[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "CmioError";
    this.code = code;
    this.issues = issues;
  }
}

/** The first error among the findings of the reader, as an error; null when there is none. */
export function errorOf(issues: readonly Issue[]): CmioError | null {
  const first = issues.find((issue) => issue.severity === "error");
  return first === undefined ? null : new CmioError(first.code, `${first.path}: ${first.message}`, issues);
}

/** The system's code of an error (`ENOSPC`, `ECONNRESET` ...), searched along its causes; empty when none. */
export function systemCode(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) if ("code" in e && typeof e.code === "string") return e.code;
  return "";
}

const writeRefusals = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR", "ENOENT", "ENAMETOOLONG"];

/** What went wrong in writing below the data folder; errors that already say so pass through. */
export function writeError(error: unknown, path: string): Error {
  const code = systemCode(error);
  if (error instanceof CmioError) return error;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new CmioError(
      "cmio.no-space",
      `${path}: no space is left on the disk (${code}); free some and run again`,
      [],
      error,
    );
  if (writeRefusals.includes(code))
    return new CmioError(
      "cmio.not-writable",
      `${path}: cannot be written (${code}); choose another data folder or change its rights`,
      [],
      error,
    );
  return error instanceof Error ? error : new Error(String(error));
}
