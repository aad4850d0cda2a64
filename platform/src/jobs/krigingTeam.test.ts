import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { krigeGrid, type KrigingSpec, type SampleSet } from "@relode/core/geostat";
import { build } from "tsdown";
import { beforeAll, describe, expect, test } from "vitest";
import { krigeGridOnThreads, krigeGridPartsOnThreads } from "./krigingTeam.ts";

const samples: SampleSet = {
  xyzM: Float64Array.from({ length: 900 }, (_, i) => ((i * 7919) % 2003) / (i % 3 === 2 ? 50 : 10)),
  values: Float64Array.from({ length: 300 }, (_, i) => (i * 31) % 17),
};
const spec: KrigingSpec = {
  model: { nugget: 0.1, structures: [{ type: "spherical", sill: 1, rangesM: [90, 60, 30] }] },
  search: { radiiM: [60, 50, 20], anglesDeg: [30, 0, 0], maxSamples: 12, minSamples: 4 },
};
const grid = { count: [40, 31, 9], firstCentreM: [2.5, 2.5, 2.5], sizeM: [5, 6, 5] } as const;
let worker: URL;

/** Node 20 cannot run TypeScript, so the worker is built as it is shipped. */
beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), "relode-worker-"));
  await build({
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    config: false,
    entry: { krigingWorker: "src/jobs/krigingWorker.ts" },
    outDir,
    format: "esm",
    platform: "node",
    target: "node20.19",
    outExtensions: () => ({ js: ".mjs" }),
    dts: false,
    logLevel: "silent",
    deps: { alwaysBundle: [/^@relode\/core(\/|$)/] },
  });
  worker = pathToFileURL(join(outDir, "krigingWorker.mjs"));
});

describe("kriging on threads", () => {
  test("gives the bits of one thread on 1, 2 and 8 threads, in one part or in many", async () => {
    const whole = krigeGrid(samples, grid, spec);
    expect(whole.tooFewSamples).toBeGreaterThan(0);
    expect(whole.tooFewSamples).toBeLessThan(8000);
    for (const threads of [1, 2, 8]) {
      const { estimate, variance, slope, used, status, tooFewSamples } = await krigeGridOnThreads(samples, grid, spec, {
        threads,
        worker,
      });
      expect([...estimate]).toEqual([...whole.estimate]);
      expect([...variance]).toEqual([...whole.variance]);
      expect([...slope]).toEqual([...whole.slope]);
      expect([...used]).toEqual([...whole.used]);
      expect([...status]).toEqual([...whole.status]);
      expect(tooFewSamples).toBe(whole.tooFewSamples);
    }
    let next = 0;
    for await (const { first, count, columns } of krigeGridPartsOnThreads(samples, grid, spec, 100, {
      threads: 2,
      worker,
    })) {
      expect(first).toBe(next);
      expect([...columns.estimate.subarray(0, count)]).toEqual([...whole.estimate.subarray(first, first + count)]);
      next += count;
    }
    expect(next).toBe(40 * 31 * 9);
  });

  test("gives the same where all is left to the engine: octants, drift", async () => {
    const octants: KrigingSpec = {
      ...spec,
      search: { radiiM: [60, 50, 20], maxSamples: 12, maxPerOctant: 2 },
      drift: ["x"],
    };
    const { estimate } = await krigeGridOnThreads(samples, grid, octants, { threads: 2, worker });
    expect([...estimate]).toEqual([...krigeGrid(samples, grid, octants).estimate]);
  });

  test("names the same doubled samples as one thread does", async () => {
    const doubled = { ...samples, xyzM: samples.xyzM.slice() };
    doubled.xyzM.copyWithin(300, 3, 6);
    doubled.xyzM.copyWithin(600, 6, 9);
    const said = (() => {
      try {
        return krigeGrid(doubled, grid, spec) && "";
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(said).toMatch(/share a position/);
    for (const threads of [1, 2, 8])
      await expect(krigeGridOnThreads(doubled, grid, spec, { threads, worker })).rejects.toThrow(said);
  });

  test("is refused with the core's message, and may be left early", async () => {
    const none = { ...spec, search: { radiiM: [60, 50, 20], maxSamples: 0 } as const };
    await expect(krigeGridOnThreads(samples, grid, none, { threads: 2, worker })).rejects.toThrow("maxSamples must be");
    for await (const { first } of krigeGridPartsOnThreads(samples, grid, spec, 1, { threads: 2, worker }))
      if (first > 0) break;
  });
});
