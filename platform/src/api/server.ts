import { isIPv6, type AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { DatasetSource, Issue, RunManifest } from "@relode/core/evidence";
import { defaultScreeningOptions, judgeClaims, type ScreeningInputs, type ScreeningOptions } from "@relode/core/supply";
import { ResultStore } from "../jobs/resultStore.ts";
import { runScreening } from "../jobs/runScreening.ts";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import { type Run, ScreeningQueue } from "../jobs/screeningQueue.ts";
import type { StateRings } from "../report/document.ts";
import type { ApiSettings } from "./apiSettings.ts";
import { createApi } from "./createApi.ts";
import { downloadOf } from "./downloads.ts";
import { runTables, servedDatasets } from "./servedData.ts";

export interface ServerSettings {
  readonly version: string;
  /** Address to listen on; 127.0.0.1 unless told otherwise, so that only this machine reaches it. */
  readonly host?: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Finished runs are kept in its folder `screenings`. */
  readonly dataFolder: string;
  /** Built web app; null serves the API alone. */
  readonly webFolder: string | null;
  /** Worker threads of a run; as many as the machine has cores unless told otherwise, 0 for none. */
  readonly threads?: number;
  readonly inputs: ScreeningInputs;
  /** Tables with citation and checksum, and the text of each by its id. */
  readonly sources: readonly DatasetSource[];
  readonly texts: ReadonlyMap<string, string>;
  readonly defaultOptions?: ScreeningOptions;
  /** Findings in the tables; they come first among the issues of every run. */
  readonly dataIssues?: readonly Issue[];
  /** Outcome of the default screening where the caller has just computed it, so that it is not computed again. */
  readonly readyOutcome?: ScreeningOutcome;
  /** False leaves out the run made at start. */
  readonly runAtStart?: boolean;
  readonly maxQueued?: number;
  readonly allowedHosts?: readonly string[];
  readonly corsOrigin?: string;
  readonly requestsPerMinute?: number;
  readonly runsPerMinute?: number;
  /** Outlines of the states for the map in the report. */
  readonly states?: StateRings;
  readonly onError?: ApiSettings["onError"];
  /** Another way to compute a run, for tests. */
  readonly run?: Run;
}

export interface RunningServer {
  readonly url: string;
  /** What was found wrong in the data folder. */
  readonly issues: readonly Issue[];
  /** Cancels runs, ends their threads, closes connections. */
  readonly close: () => Promise<void>;
}

/** The server cannot listen where it was told to. */
export class ServerStartError extends Error {
  readonly code: "server.port-taken" | "server.port-forbidden" | "server.address-unknown";
  constructor(code: ServerStartError["code"], message: string) {
    super(message);
    this.name = "ServerStartError";
    this.code = code;
  }
}

/**
 * Starts the HTTP server and the run of the default screening.
 * @throws {ServerStartError} the port is taken or forbidden, or the address is not one of this machine
 */
export async function startServer(settings: ServerSettings): Promise<RunningServer> {
  const host = settings.host ?? "127.0.0.1";
  const { store, issues } = await ResultStore.open(join(settings.dataFolder, "screenings"));
  const defaultOptions = settings.defaultOptions ?? defaultScreeningOptions;
  const tables = runTables(settings.sources, settings.inputs);
  const queue = new ScreeningQueue({
    run: settings.run ?? runWith(settings, tables),
    store,
    inputs: tables,
    version: settings.version,
    ...(settings.maxQueued === undefined ? {} : { maxQueued: settings.maxQueued }),
  });
  const app = await createApi({
    version: settings.version,
    queue,
    inputs: settings.inputs,
    defaultOptions,
    datasets: servedDatasets(settings.sources, settings.texts),
    verdicts: judgeClaims,
    download: (file, outcome) => downloadOf(file, outcome, settings.sources, settings.states),
    resourceFolder: join(settings.dataFolder, "resources"),
    siteFolder: join(settings.dataFolder, "sites"),
    webFolder: settings.webFolder,
    boundHost: host,
    allowedHosts: settings.allowedHosts ?? [],
    corsOrigin: settings.corsOrigin ?? null,
    requestsPerMinute: settings.requestsPerMinute ?? 3000,
    runsPerMinute: settings.runsPerMinute ?? 60,
    onError: settings.onError ?? (() => undefined),
  });
  const close = async () => {
    await Promise.all([queue.close(), app.close()]);
  };
  try {
    await app.listen({ host, port: settings.port });
  } catch (error) {
    await close();
    throw startError(error, host, settings.port);
  }
  if (settings.readyOutcome) await queue.accept(defaultOptions, settings.readyOutcome);
  else if (settings.runAtStart !== false) queue.submit(defaultOptions, true);
  return { url: urlOf(host, app.server.address()), issues, close };
}

function runWith(settings: ServerSettings, tables: RunManifest["inputs"]): Run {
  const { inputs, version, threads, dataIssues = [] } = settings;
  return async (options, signal, onProgress) => {
    const outcome = await runScreening({
      inputs,
      options,
      threads: threads ?? availableParallelism(),
      signal,
      onProgress,
      tables,
      version,
      command: "relode start",
    });
    return { ...outcome, issues: [...dataIssues, ...outcome.issues] };
  };
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : isIPv6(host) ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

function startError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE")
    return new ServerStartError(
      "server.port-taken",
      `port ${port} of ${host} is taken by another program; stop that one or choose another port with --port (0 = any free one)`,
    );
  if (code === "EACCES")
    return new ServerStartError(
      "server.port-forbidden",
      `port ${port} of ${host} may not be opened by this user; choose one from 1024 to 65535 with --port`,
    );
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new ServerStartError(
      "server.address-unknown",
      `${host} is not an address of this machine; choose 127.0.0.1 or one of its own with --host`,
    );
  return error;
}
