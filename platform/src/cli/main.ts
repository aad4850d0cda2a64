import { Command, CommanderError } from "commander";
import { DataError } from "@relode/core/evidence";
import { addData } from "./dataCommands.ts";
import { say, sayIssues } from "./print.ts";
import { addServe } from "./serveCommands.ts";
import { addSupply } from "./supplyCommands.ts";
import { addValidate } from "./validateCommand.ts";
import { softwareVersion } from "./version.ts";
import { UsageError } from "./usageError.ts";

/** The whole command tree; commander ends by exception, so that exit codes are ours. */
export function commandTree(): Command {
  const program = new Command("relode")
    .description("Relode finds, measures and values the critical minerals in mine waste.")
    .version(softwareVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help of a command")
    .showHelpAfterError("(add --help for the flags)")
    .configureHelp({ showGlobalOptions: false, helpWidth: Math.min(100, process.stdout.columns ?? 100) })
    .addHelpText(
      "after",
      `
Examples:
  relode start                              screening, summary, then the app in the browser
  relode supply screen --out results        all tables and the report
  relode supply element Ge                  one element: mines, thresholds, what drives the spread
  relode supply mine red-dog                one mine: dug, sold, discarded
  relode data fetch cmio                    the real ore samples (USGS, GA, GSC), CC BY 4.0
  relode validate                           published cases against the code

Results go to standard output, messages to standard error. Exit 0 done, 1 bad data, 2 bad usage.`,
    );
  addServe(program);
  addSupply(program);
  addData(program);
  addValidate(program);
  exitByException(program);
  return program;
}

function exitByException(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitByException(child);
}

/** Runs a command line. @returns exit code: 0 done, 1 bad data, 2 bad usage, 130 interrupted */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  process.exitCode = 0;
  try {
    await commandTree().parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return tell(error);
  }
}

function tell(error: unknown): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 || error.code === "commander.help" ? (error.code === "commander.help" ? 2 : 0) : 2;
  if (error instanceof UsageError) {
    say(`error: ${error.message} [${error.code}]`);
    return 2;
  }
  if (error instanceof DataError) {
    say(`error: ${error.message}`);
    sayIssues(
      error.issues.filter((issue) => issue.message !== error.message),
      40,
    );
    return 1;
  }
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "job.cancelled") {
    say("stopped");
    return 130;
  }
  // Errors with a code are written for people; what has none is a fault of ours and shows where it happened.
  if (error instanceof Error && code !== "") say(`error: ${error.message} [${code}]`);
  else
    say(
      `error: this should not happen, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  return /^(server|usage|file|folder)\./.test(code) ? 2 : 1;
}

process.exitCode = await runCommandLine(process.argv.slice(2));
