import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { backTransform, normalScore, SequentialGaussian, type SimulationSpec } from "@relode/core/geostat";
import { build } from "tsdown";
import { beforeAll, describe, expect, test } from "vitest";
import { simulateOnThreads } from "./simulationTeam.ts";

const spec: SimulationSpec = {
  model: { nugget: 0.1, structures: [{ type: "spherical", sill: 0.9, rangesM: [60, 40, 8] }] },
  grid: { count: [12, 9, 3], firstCentreM: [5, 5, 1], sizeM: [10, 10, 2] },
  search: { radiiM: [60, 40, 8], maxSamples: 10 },
  seed: 11,
};
const data = { xyzM: Float64Array.of(25, 35, 1, 105, 75, 3), values: Float64Array.of(1.5, -0.7) };
let worker: URL;
const sgs = (of: SimulationSpec) => ({ method: "sgs", spec: of }) as const;

/** Node 20 cannot run TypeScript, so the worker is built as it is shipped. */
beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), "relode-worker-"));
  await build({
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    config: false,
    entry: { simulationWorker: "src/jobs/simulationWorker.ts" },
    outDir,
    format: "esm",
    platform: "node",
    target: "node20.19",
    outExtensions: () => ({ js: ".mjs" }),
    dts: false,
    logLevel: "silent",
    deps: { alwaysBundle: [/^@relode\/core(\/|$)/] },
  });
  worker = pathToFileURL(join(outDir, "simulationWorker.mjs"));
});

async function drawn(threads: number, changes: Partial<SimulationSpec> = {}, count = 19): Promise<Float64Array[]> {
  const all: Float64Array[] = [];
  for await (const { k, field } of simulateOnThreads(data, sgs({ ...spec, ...changes }), count, { threads, worker })) {
    expect(k).toBe(all.length);
    all.push(Float64Array.from(field));
  }
  return all;
}

describe("a simulation on threads", () => {
  test.each(["each", "one"] as const)(
    "gives the same bits on 1, 2 and 8 threads and inline, path: %s",
    async (path) => {
      const expected: Float64Array[] = [];
      new SequentialGaussian(data, { ...spec, path, engine: "plain" }).simulateEach(0, 19, (_, field) =>
        expected.push(Float64Array.from(field)),
      );
      for (const threads of [1, 2, 8]) expect(await drawn(threads, { path })).toEqual(expected);
    },
  );

  test.each([
    { method: "turning-bands", spec: { ...spec, bands: 40 } },
    { method: "blocks", spec: { ...spec, points: [2, 2, 1] } },
  ] as const)("of another method gives the same bits on 1 and 3 threads: $method", async (plan) => {
    const drawnBy = async (threads: number) => {
      const all: Float64Array[] = [];
      for await (const { field } of simulateOnThreads(data, plan, 18, { threads, worker }))
        all.push(Float64Array.from(field));
      return all;
    };
    const expected = await drawnBy(1);
    expect(expected).toHaveLength(18);
    expect(await drawnBy(3)).toEqual(expected);
  });

  test("turns scores into values on the threads as on this one", async () => {
    const { table } = normalScore(Float64Array.of(1, 2, 4, 8));
    const tails = { lower: { minimum: 0 }, upper: { kind: "power", maximum: 9 } } as const;
    const [scores] = await drawn(1, {}, 1);
    for await (const { field } of simulateOnThreads(data, sgs(spec), 1, {
      threads: 2,
      worker,
      scale: { table, tails },
    }))
      expect(Array.from(field)).toEqual(Array.from(scores, (score) => backTransform(score, table, tails)));
  });

  test("is refused with the core's message, and may be left early", async () => {
    await expect(drawn(2, { seed: 1, search: { ...spec.search, maxSamples: 0 } })).rejects.toThrow(
      "maxSamples must be",
    );
    for await (const { k } of simulateOnThreads(data, sgs(spec), 1000, { threads: 2, worker })) if (k === 3) break;
  });
});
