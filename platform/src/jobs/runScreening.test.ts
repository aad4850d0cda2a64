import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DataError } from "@relode/core/evidence";
import { defaultScreeningOptions, screen, type ScreeningInputs } from "@relode/core/supply";
import { build } from "tsdown";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDatasets } from "../files/datasetFiles.ts";
import { checkMemory, memoryNeedBytes } from "./memoryNeed.ts";
import { runScreening } from "./runScreening.ts";
import { JobCancelledError, WorkerCrashError } from "./screeningJob.ts";

const options = { ...defaultScreeningOptions, draws: 200, elements: ["Co", "Te", "Ge"] };
let inputs: ScreeningInputs;
let workerEntry: URL;

/** Node 20 cannot run TypeScript, so the worker is built as it is shipped. */
beforeAll(async () => {
  inputs = (await loadDatasets()).inputs;
  const outDir = await mkdtemp(join(tmpdir(), "relode-worker-"));
  await build({
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    config: false,
    entry: { screeningWorker: "src/jobs/screeningWorker.ts" },
    outDir,
    format: "esm",
    platform: "node",
    target: "node20.19",
    outExtensions: () => ({ js: ".mjs" }),
    dts: false,
    logLevel: "silent",
    deps: { alwaysBundle: [/^@relode\/core(\/|$)/] },
  });
  workerEntry = pathToFileURL(join(outDir, "screeningWorker.mjs"));
});

const run = (threads: number, changes: Partial<Parameters<typeof runScreening>[0]> = {}) =>
  runScreening({
    inputs,
    options,
    threads,
    workerEntry,
    tables: [{ name: "a", sha256: "b" }],
    version: "0",
    command: "test",
    ...changes,
  });

describe("a screening on threads", () => {
  test("gives the same result, to the last bit, as on one thread, three threads and inline", async () => {
    const expected = screen(inputs, options);
    for (const threads of [0, 1, 3]) {
      const { result, issues } = await run(threads);
      expect(result).toEqual(expected.result);
      expect(issues).toEqual(expected.issues);
    }
  });
  test("tells its progress in growing steps up to 1", async () => {
    const steps: number[] = [];
    await run(2, { onProgress: (fraction) => steps.push(fraction) });
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect([steps[0], steps.at(-1)]).toEqual([0, 1]);
    expect(steps.length).toBeGreaterThan(50);
  });
  test("says in its manifest what repeats it", async () => {
    const { manifest } = await run(0);
    expect(manifest).toMatchObject({
      seed: options.seed,
      parameters: options,
      inputs: [{ name: "a", sha256: "b" }],
      version: "0",
    });
  });
  test("leaves the calling thread free", { retry: 2 }, async () => {
    let longestMs = 0;
    let lastMs = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs);
      lastMs = performance.now();
    }, 5);
    await run(2, { options: { ...options, draws: 20_000 } });
    clearInterval(timer);
    expect(longestMs).toBeLessThan(400);
  });
  test("stops within 100 ms of being cancelled, in the middle of its work", { retry: 2 }, async () => {
    const abort = new AbortController();
    let askedMs = 0;
    const onProgress = (fraction: number) => {
      if (fraction < 0.05 || askedMs > 0) return;
      askedMs = performance.now();
      abort.abort();
    };
    const working = run(2, { options: { ...options, draws: 200_000 }, signal: abort.signal, onProgress });
    await expect(working).rejects.toThrow(JobCancelledError);
    expect(performance.now() - askedMs).toBeLessThan(100);
  });
  test("inline it stops between two mines", async () => {
    const abort = new AbortController();
    const working = run(0, { signal: abort.signal, onProgress: (fraction) => fraction > 0.1 && abort.abort() });
    await expect(working).rejects.toThrow(JobCancelledError);
  });
  test.each([0, 2])("hands on the issues of options that cannot be used, with %i threads", async (threads) => {
    const failing = run(threads, { options: { ...options, elements: ["Xx"] } });
    await expect(failing).rejects.toThrow(DataError);
    await expect(failing).rejects.toMatchObject({
      code: "data.invalid",
      issues: [{ message: expect.stringMatching("Xx") }],
    });
  });
  test("a thread that breaks fails the run with a plain message", async () => {
    const broken = new URL(
      "data:text/javascript,import {parentPort} from 'node:worker_threads'; parentPort.on('message', () => process.exit(7))",
    );
    const failing = run(2, { workerEntry: broken });
    await expect(failing).rejects.toThrow(WorkerCrashError);
    await expect(failing).rejects.toThrow(/exit code 7.*run it again/);
  });
});

describe("memory", () => {
  const plan = { draws: 10_000, elements: Array(70).fill("X"), mines: Array(67), containedRows: 0 };
  test("of the national run is 4 bytes a cell and draw, 188 MB, and what threads keep", () => {
    const storeBytes = 4 * 67 * 70 * 10_000;
    expect(storeBytes).toBe(187_600_000);
    expect(memoryNeedBytes(plan, 1)).toBeGreaterThan(storeBytes);
    expect(memoryNeedBytes(plan, 1)).toBeLessThan(1.3 * storeBytes);
  });
  test("a run beyond the limit is refused with the number of draws that fits", () => {
    const need = memoryNeedBytes(plan, 2);
    expect(() => checkMemory(plan, 2, need)).not.toThrow();
    expect(() => checkMemory(plan, 2, need / 2)).toThrow(/at most 5000 draws/);
  });
});
