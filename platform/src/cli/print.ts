import { writeSync } from "node:fs";
import type { Issue } from "@relode/core/evidence";

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
      throw error;
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
  for (const issue of shown.slice(0, most)) say(`${issue.severity}: ${issue.path}: ${issue.message} [${issue.code}]`);
  if (shown.length > most) say(`... and ${shown.length - most} more; --json lists all`);
}

/** Columns of the terminal, or 100 where there is none. */
export function terminalWidth(): number {
  return process.stdout.columns ?? 100;
}

/** Colour only for a person at a terminal who has not asked for none. */
export function wantsColour(): boolean {
  return process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
}
