import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { defaultScreeningOptions, type ScreeningOptions } from "@relode/core/supply";
import { runTables } from "../api/servedData.ts";
import type { RunningServer } from "../api/server.ts";
import { ResultStore } from "../jobs/resultStore.ts";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import { screeningKey } from "../jobs/screeningKey.ts";
import { describeCmio } from "../files/cmioStore.ts";
import { summaryText } from "../report/summaryText.ts";
import { stateOutlines } from "../report/stateOutlines.ts";
import { startExampleBody } from "./exampleBody.ts";
import { dataFolder, webFolder } from "./folders.ts";
import { print, say, sayIssues, terminalWidth, wantsColour } from "./print.ts";
import { runGathered } from "./runWithProgress.ts";
import { gatherInputs, type GatheredInputs } from "./screeningInputs.ts";
import { wholeNumber } from "./values.ts";
import { softwareVersion } from "./version.ts";

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly data?: string;
  readonly threads: number;
  readonly allowHost?: string[];
}

const defaultPort = 4173;

function withServeFlags(command: Command): Command {
  return command
    .addOption(
      new Option("--port <n>", "port; 0 = any free one").argParser(wholeNumber(0, 65_535)).default(defaultPort),
    )
    .option("--host <address>", "address to listen on; anything but loopback is open to the network", "127.0.0.1")
    .option("--allow-host <names...>", "further names by which browsers may call this server")
    .option("--data <folder>", "data folder (default: RELODE_DATA, else ~/.relode)")
    .addOption(
      new Option("--threads <n>", "worker threads; 0 = none")
        .argParser(wholeNumber(0, 256))
        .default(availableParallelism(), "as many as cores"),
    );
}

/** `relode serve` and `relode start`. */
export function addServe(program: Command): void {
  withServeFlags(
    program.command("start").description("run the default screening, print its summary, then serve the app"),
  ).action(start);
  withServeFlags(program.command("serve").description("serve the app and its API")).action(
    async (flags: ServeFlags) => {
      const folder = dataFolder(flags.data);
      await serve(flags, folder, await gatherServed(folder), null);
    },
  );
}

async function start(flags: ServeFlags): Promise<void> {
  const folder = dataFolder(flags.data);
  const gathered = await gatherServed(folder);
  const { store } = await ResultStore.open(join(folder, "screenings"));
  const options = servedOptions(gathered);
  const key = screeningKey(options, runTables(gathered.sources, gathered.inputs), softwareVersion());
  const stored = await store.load(key);
  if (stored)
    say(`The screening of ${stored.manifest.finishedAt.slice(0, 10)} is stored and still holds: same code, same data.`);
  const outcome = stored ?? (await runGathered(gathered, gathered.inputs, options, flags.threads, "start"));
  print(summaryText(outcome, terminalWidth(), { colour: wantsColour() }));
  await serve(flags, folder, gathered, stored ? null : outcome);
}

/** Inputs of the server: with the CMiO samples where they are stored. */
async function gatherServed(folder: string): Promise<GatheredInputs> {
  const hasCmio = (await describeCmio(folder)) !== null;
  return gatherInputs({ geochemistry: hasCmio ? "cmio" : "priors", dataFolder: folder });
}

/** The run made at start: with measured samples where they are stored, never with invented ones. */
function servedOptions({ inputs }: GatheredInputs): ScreeningOptions {
  const isMeasured = inputs.samples !== null && !inputs.samples.synthetic;
  return isMeasured ? { ...defaultScreeningOptions, geochemistry: "cmio" } : defaultScreeningOptions;
}

async function serve(
  flags: ServeFlags,
  folder: string,
  gathered: GatheredInputs,
  ready: ScreeningOutcome | null,
): Promise<void> {
  const web = webFolder();
  // Loaded here: every other command starts quicker without the server.
  const { startServer } = await import("../api/server.ts");
  const server = await startServer({
    version: softwareVersion(),
    host: flags.host,
    port: flags.port,
    dataFolder: folder,
    webFolder: web,
    inputs: gathered.inputs,
    sources: gathered.sources,
    texts: gathered.texts,
    threads: flags.threads,
    dataIssues: gathered.issues,
    defaultOptions: servedOptions(gathered),
    states: await stateOutlines(),
    ...(ready === null ? {} : { readyOutcome: ready }),
    ...(flags.allowHost === undefined ? {} : { allowedHosts: flags.allowHost }),
    onError: (error, requestId) =>
      say(`error: request ${requestId}: ${error instanceof Error ? error.message : String(error)}`),
  });
  sayIssues(server.issues);
  if (web === null) say("The web app is not built; only the API is served. Build it by `npm run build`.");
  if (!["127.0.0.1", "localhost", "::1"].includes(flags.host))
    say(`Warning: ${flags.host} is reachable from the network, and Relode asks nobody for a password.`);
  print(`listening on ${server.url}`);
  say("Press Ctrl-C to stop.");
  const stopExample = startExampleBody({ dataFolder: folder, command: process.argv[1] ?? "", say });
  await stopped(server);
  await stopExample();
}

/** Waits for Ctrl-C or a request to end, then closes. A second Ctrl-C ends at once. */
function stopped(server: RunningServer): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.once("SIGINT", () => process.exit(130));
      void server.close().then(resolve);
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
}
