import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import {
  defaultScreeningOptions,
  prepareScreening,
  type ScreeningInputs,
  type ScreeningOptions,
  type ScreeningPlan,
} from "@relode/core/supply";
import { datasetsFolder, loadDatasets } from "../platform/src/files/datasetFiles.ts";
import { runScreening } from "../platform/src/jobs/runScreening.ts";
import { benchSamples } from "./benchSamples.ts";

// Run by bench/run.mjs: `time <priors|cmio> <threads> <runs> <worker>` or `export <priors|cmio> <folder>`; prints JSON.
// The time is that of a whole run as the program makes it: prepare, start threads, draw, summarise, sum, assemble.

/** The mines counted are 67, the elements 70: the size at which the target is stated, with 10,000 draws. */
async function inputsFor(geochemistry: ScreeningOptions["geochemistry"]): Promise<ScreeningInputs> {
  const { inputs } = await loadDatasets(process.env.RELODE_BENCH_DATASETS ?? datasetsFolder());
  return geochemistry === "cmio" ? { ...inputs, samples: benchSamples(inputs) } : inputs;
}

async function timeRuns(geochemistry: ScreeningOptions["geochemistry"], threads: number, runs: number, worker: string) {
  const inputs = await inputsFor(geochemistry);
  const options = { ...defaultScreeningOptions, geochemistry };
  const seconds: number[] = [];
  const stages: Record<string, number>[] = [];
  const cpuSeconds: number[] = [];
  let peakRssMbOfFirst = 0;
  let national: { symbol: string; meanT: number; p05: number; p95: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const cpu = process.cpuUsage();
    const firstAt = new Map<string, number>();
    const { result } = await runScreening({
      inputs,
      options,
      threads,
      tables: [],
      version: "bench",
      command: "bench",
      workerEntry: pathToFileURL(worker),
      onProgress: (_, stage) => firstAt.has(stage) || firstAt.set(stage, performance.now()),
    });
    const ended = performance.now();
    const used = process.cpuUsage(cpu);
    seconds.push((ended - started) / 1000);
    cpuSeconds.push((used.user + used.system) / 1e6);
    if (run === 0) peakRssMbOfFirst = process.resourceUsage().maxRSS / 1024;
    const at = (stage: string) => (firstAt.get(stage) ?? ended) - started;
    stages.push({
      prepare: at("drawing mines") / 1000,
      draw: (at("summing elements") - at("drawing mines")) / 1000,
      sumAndAssemble: (ended - started - at("summing elements")) / 1000,
    });
    national = result.elements.map(({ symbol, unrecoveredT }) => ({
      symbol,
      meanT: unrecoveredT.mean,
      p05: unrecoveredT.p05,
      p95: unrecoveredT.p95,
    }));
  }
  return { seconds, cpuSeconds, stages, national, peakRssMbOfFirst, peakRssMb: process.resourceUsage().maxRSS / 1024 };
}

/** Writes the plan's arrays as raw little-endian files with `plan.json` to name them: what the peer computes from. */
async function exportPlan(geochemistry: ScreeningOptions["geochemistry"], folder: string) {
  const inputs = await inputsFor(geochemistry);
  const started = performance.now();
  const { plan } = prepareScreening(inputs, { ...defaultScreeningOptions, geochemistry });
  const prepareSeconds = (performance.now() - started) / 1000;
  mkdirSync(folder, { recursive: true });
  const arrays: Record<string, string> = {};
  const write = async (name: string, values: Float64Array | Float32Array | Int32Array | Uint8Array) => {
    arrays[name] = values.constructor.name;
    const stream = createWriteStream(join(folder, `${name}.bin`));
    stream.end(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    await finished(stream);
  };
  for (const name of cellArrays) await write(name, plan[name]);
  await write("oreT", Float64Array.from(plan.mines.flatMap(({ oreT }) => [oreT.low, oreT.mid, oreT.high])));
  await write(
    "pool",
    Int32Array.from(plan.mines, ({ pool }) => pool),
  );
  for (const [i, pool] of plan.pools.entries()) {
    await write(`pool${i}.ppm`, pool.ppm);
    await write(`pool${i}.start`, pool.start);
    await write(`pool${i}.depositMeanPpm`, pool.depositMeanPpm);
  }
  const { draws, elements, mines, pools } = plan;
  writeFileSync(
    join(folder, "plan.json"),
    JSON.stringify({ draws, elements, mines: mines.length, pools: pools.length, arrays }),
  );
  return {
    prepareSeconds,
    samples: inputs.samples?.deposit.length ?? 0,
    mines: mines.length,
    elements: elements.length,
  };
}

const cellArrays = [
  "location",
  "isBounded",
  "sdElement",
  "sdType",
  "sdMine",
  "typeKey",
  "meanPpm",
  "keptFraction",
  "recoveredT",
  "leastContainedT",
  "isUnpublished",
  "isConditioned",
  "sampleWeight",
  "containedRow",
  "usdPerKg",
  "isByproduct",
] as const satisfies readonly (keyof ScreeningPlan)[];

const [task, geochemistry, ...rest] = process.argv.slice(2);
if (geochemistry !== "priors" && geochemistry !== "cmio")
  throw new RangeError(`geochemistry must be priors or cmio, got ${geochemistry}`);
const answer =
  task === "export"
    ? await exportPlan(geochemistry, rest[0])
    : await timeRuns(geochemistry, Number(rest[0]), Number(rest[1]), rest[2]);
process.stdout.write(JSON.stringify(answer));
