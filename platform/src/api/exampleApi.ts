import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScreeningOptions } from "@relode/core/supply";
import { ResultStore } from "../jobs/resultStore.ts";
import { JobCancelledError } from "../jobs/screeningJob.ts";
import { type Run, ScreeningQueue } from "../jobs/screeningQueue.ts";
import type { ApiSettings } from "./apiSettings.ts";
import { createApi } from "./createApi.ts";
import { exampleDatasets, exampleInputs, exampleOutcome } from "./exampleScreening.ts";

export const exampleOptions: ScreeningOptions = {
  geochemistry: "priors",
  seed: 1,
  draws: 1000,
  edition: "mcs2026",
  elements: null,
  unpublishedRecovery: "interval",
};

const exampleVerdict = {
  id: "c1",
  statement: "a",
  expected: "1",
  got: "1",
  verdict: "reproduced",
  strength: "soft",
  explanation: "b",
  source: "c",
} as const;

/** Waits, and stops waiting when the run is cancelled. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new JobCancelledError());
    });
  });
}

/** A run that takes `seed` milliseconds in four steps, and fails for seed 13. */
export const exampleRun: Run = async (options, signal, onProgress) => {
  if (options.seed === 13) throw new RangeError("seed 13 always fails; take another");
  for (let step = 1; step <= 4; step++) {
    await pause(options.seed / 4, signal);
    onProgress(step / 4, `step ${step}`);
  }
  return exampleOutcome(options);
};

/** The API over invented data, not listening: for `inject`. */
export async function exampleApi(changes: Partial<ApiSettings> & { folder?: string; maxQueued?: number } = {}) {
  const folder = changes.folder ?? (await mkdtemp(join(tmpdir(), "relode-api-")));
  const { store } = await ResultStore.open(folder);
  const queue = new ScreeningQueue({
    run: exampleRun,
    store,
    inputs: [],
    version: "0.0.0",
    maxQueued: changes.maxQueued ?? 3,
  });
  const errors: unknown[] = [];
  const app = await createApi({
    version: "0.0.0",
    queue,
    inputs: exampleInputs,
    defaultOptions: exampleOptions,
    datasets: exampleDatasets,
    verdicts: () => [exampleVerdict],
    download: (file) => ({ type: "text/csv; charset=utf-8", body: `file,${file}\n` }),
    resourceFolder: join(folder, "resources"),
    siteFolder: join(folder, "sites"),
    webFolder: null,
    boundHost: "127.0.0.1",
    allowedHosts: [],
    corsOrigin: null,
    requestsPerMinute: 10_000,
    runsPerMinute: 10_000,
    onError: (error) => errors.push(error),
    ...changes,
  });
  const finished = (id: string) =>
    new Promise<void>((resolve) => {
      const isOver = () => ["done", "failed", "cancelled"].includes(queue.get(id)?.status ?? "done");
      if (isOver()) return resolve();
      const stop = queue.subscribe(id, () => {
        if (!isOver()) return;
        stop();
        resolve();
      });
    });
  return { app, queue, folder, errors, finished };
}
