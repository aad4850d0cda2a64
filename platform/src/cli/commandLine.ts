import { Command } from "commander";
import { addAssess } from "./assessCommands.ts";
import { addChemistry } from "./chemistryCommands.ts";
import { addData } from "./dataCommands.ts";
import { addEconomics } from "./economicsCommands.ts";
import { addMatching } from "./matchingCommands.ts";
import { addEnergy } from "./energyCommands.ts";
import { type AskedCommand, tellFailure } from "./failure.ts";
import { helpWidth } from "./print.ts";
import { addFormats } from "./formatsCommands.ts";
import { addGeostat } from "./geostatCommands.ts";
import { addProcess } from "./processCommands.ts";
import { addResource } from "./resourceCommands.ts";
import { addServe } from "./serveCommands.ts";
import { addSupply } from "./supplyCommands.ts";
import { addSurvey } from "./surveyCommands.ts";
import { UsageError } from "./usageError.ts";
import { addValidate } from "./validateCommand.ts";
import { softwareVersion } from "./version.ts";

const examples = `
Examples:
  relode start                              screening, summary, then the app in the browser
  relode supply screen --out results        all tables and the report
  relode supply element Ge                  one element: mines, thresholds, what drives the spread
  relode supply mine red-dog                one mine: dug, sold, discarded
  relode data fetch cmio                    the real ore samples (USGS, GA, GSC), CC BY 4.0
  relode validate                           published cases against the code

Results go to standard output, messages to standard error. Exit 0 done, 1 bad data, 2 bad usage,
130 interrupted.`;

/** The whole command tree; commander ends by exception, so that exit codes are ours. */
export function commandTree(): Command {
  const program = new Command("relode")
    .description("Relode finds, measures and values the critical minerals in mine waste.")
    .version(softwareVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help of a command")
    .showHelpAfterError("(add --help for the flags)")
    .configureHelp({ showGlobalOptions: false, helpWidth: helpWidth() })
    .addHelpText("after", examples);
  addServe(program);
  addSupply(program);
  addSurvey(program);
  addGeostat(program);
  addResource(program);
  addAssess(program);
  addMatching(program);
  addFormats(program);
  addEconomics(program);
  addEnergy(program);
  addChemistry(program);
  addProcess(program);
  addData(program);
  addValidate(program);
  prepare(program);
  return program;
}

/** Every command ends by exception and takes each valued flag once: of two values one would be dropped unseen. */
function prepare(command: Command): void {
  command.exitOverride();
  for (const option of command.options) {
    if (option.variadic || !(option.required || option.optional)) continue;
    let given = 0;
    command.on(`option:${option.name()}`, (value: unknown) => {
      if (value !== null && ++given > 1)
        throw new UsageError("usage.flag-twice", `${option.long ?? option.flags} is given twice; give it once`);
    });
  }
  for (const child of command.commands) prepare(child);
}

/** Runs a command line. @returns exit code: 0 done, 1 bad data, 2 bad usage, 130 interrupted */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  process.exitCode = 0;
  // Nobody may be left to read the messages; the result is still worth having.
  process.stderr.on("error", () => undefined);
  let asked: AskedCommand | null = null;
  try {
    const program = commandTree();
    program.hook("preAction", (_, action) => {
      asked = { command: commandName(action), options: action.opts(), startedMs: performance.now() };
    });
    await program.parseAsync([...args], { from: "user" });
    return process.exitCode ?? 0;
  } catch (error) {
    return tellFailure(error, asked);
  }
}

/** `supply element Ge`: the command's words below `relode`, and what it was asked about. */
function commandName(action: Command): string {
  const words: string[] = [];
  for (let command: Command | null = action; command?.parent; command = command.parent) words.unshift(command.name());
  return [...words, ...action.args].join(" ");
}
