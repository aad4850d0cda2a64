import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CommanderError } from "commander";
import { DataError, type Issue } from "@relode/core/evidence";
import { commandManifest } from "./commandManifest.ts";
import { printJson, say, sayIssues } from "./print.ts";
import { UsageError } from "./usageError.ts";

/** The command that was running when something failed. */
export interface AskedCommand {
  readonly command: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly startedMs: number;
}

/** Reasons that lie in how the command was called; other reasons with a code lie in the data, the disk or the network. */
const usageCode =
  /^(server|usage|folder)\.|^file\.(not-found|not-readable|not-writable)$|^cmio\.(none|not-found|not-readable|not-writable|bad-service)$/;
const cancelledCodes = ["jobs.cancelled", "cmio.cancelled"];

/**
 * Says a failure on standard error. Where JSON was asked for and the data are at fault, the same findings go to standard
 * output as one object with `result` null, so that a script reads them where it reads results.
 * @returns exit code: 1 bad data, 2 bad usage, 130 interrupted
 */
export function tellFailure(error: unknown, asked: AskedCommand | null): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has said it
  const code = codeOf(error);
  if (cancelledCodes.includes(code)) {
    say("stopped");
    return 130;
  }
  if (error instanceof UsageError || usageCode.test(code)) {
    say(`error: ${messageOf(error)} [${code}]`);
    return 2;
  }
  const issues = issuesOf(error, code);
  if (asked?.options["json"] === true) printFailure(issues, asked);
  if (error instanceof DataError) say(`error: ${error.message}`);
  // Errors with a code are written for people; what has none is a fault of ours and shows where it happened.
  else if (code !== "") say(`error: ${messageOf(error)} [${code}]`);
  else say(`error: this should not happen, please report it: ${error instanceof Error ? error.stack : String(error)}`);
  sayIssues(
    issues.filter((issue) => issue.message !== messageOf(error) && !messageOf(error).endsWith(issue.message)),
    40,
  );
  return 1;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** All findings of an error; where it carries none, the error itself as one. */
function issuesOf(error: unknown, code: string): readonly Issue[] {
  const carried = error instanceof Error && "issues" in error && Array.isArray(error.issues) ? error.issues : [];
  if (carried.length > 0) return carried as Issue[];
  const path = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : "";
  return [{ path, code: code || "fault.unexpected", severity: "error", message: messageOf(error) }];
}

function printFailure(issues: readonly Issue[], { command, options, startedMs }: AskedCommand): void {
  const { json: _json, ...parameters } = options;
  const manifest = commandManifest({
    command,
    seed: typeof options["seed"] === "number" ? options["seed"] : null,
    inputs: ownTables(options),
    parameters,
    startedMs,
  });
  try {
    printJson({ result: null, issues, manifest });
  } catch {
    // Standard output itself is what failed; the message on standard error says so.
  }
}

/** The user's own tables with their checksums, as far as they can be read. */
function ownTables(options: AskedCommand["options"]): { name: string; sha256: string }[] {
  return ["mines", "priors", "market"].flatMap((flag) => {
    const path = options[flag];
    if (typeof path !== "string") return [];
    try {
      return [{ name: `own table ${path}`, sha256: createHash("sha256").update(readFileSync(path)).digest("hex") }];
    } catch {
      return [];
    }
  });
}
