import { writeSync } from "node:fs";
import type { Issue } from "@relode/core/evidence";

/** Standard output refuses the result, e.g. a full disk behind a redirection. */
export class OutputError extends Error {
  readonly code = "output.not-writable";
  constructor(systemCode: string) {
    super(`the result cannot be written to standard output (${systemCode}); free space or write elsewhere`);
    this.name = "OutputError";
  }
}

/** Result to standard output, whole, even into a pipe that reads slowly; a reader that has gone away is no error. */
export function print(text: string): void {
  const bytes = Buffer.from(text.endsWith("\n") ? text : `${text}\n`);
  for (let from = 0; from < bytes.length; ) {
    try {
      from += writeSync(1, bytes, from);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "EAGAIN") continue;
      if (code === "EPIPE") return;
      throw new OutputError(String(code));
    }
  }
}

/** One JSON object: result, issues, manifest. */
export function printJson(document: {
  readonly result: unknown;
  readonly issues: readonly Issue[];
  readonly manifest: unknown;
}): void {
  print(
    JSON.stringify(
      document,
      (_, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? null : value),
      2,
    ),
  );
}

/** Message to standard error. */
export function say(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Issues to standard error: errors and warnings one a line, notes counted; a long list is cut and says so. */
export function sayIssues(issues: readonly Issue[], most = 20): void {
  const shown = issues.filter((issue) => issue.severity !== "info");
  for (const { severity, path, message, code } of shown.slice(0, most))
    say(`${severity}: ${path === "" ? "" : `${path}: `}${message} [${code}]`);
  if (shown.length > most) say(`... and ${shown.length - most} more; --json lists all`);
}

/** Columns of the terminal; where there is none, those that COLUMNS names, else 100. */
export function terminalWidth(): number {
  const named = Number(process.env["COLUMNS"]);
  return process.stdout.columns || (Number.isInteger(named) && named > 0 ? named : 100);
}

/** Width of help: that of the terminal, from 60 to 100. */
export function helpWidth(): number {
  return Math.max(60, Math.min(100, terminalWidth()));
}

/** Colour only for a person at a terminal who has not asked for none. */
export function wantsColour(): boolean {
  return process.stdout.isTTY && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
}
