import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type AxesM, type KrigingSpec, krigeGrid, type RegularGrid, type SampleSet } from "@relode/core/geostat";
import { philoxBlock } from "../core/src/numerics/philox.ts";
import { krigeGridOnThreads, krigeGridPartsOnThreads } from "../platform/src/jobs/krigingTeam.ts";

// Run by bench/krigings.mjs, each time in a fresh process: `time <samples> <sphere|ellipsoid> <threads> <runs> <worker>`, `engine <samples>`,
// `export <samples> <folder>`, `growth <samples> <blocks>`; prints JSON. The time is that of a whole run: check, start threads, build the
// search trees, krige, end threads. All samples are synthetic.

const extentM = [1000, 1000, 200] as const;

/** Uniform synthetic samples in a flat-lying body, in map coordinates of millions of metres. */
function bodySamples(n: number): SampleSet {
  const xyzM = new Float64Array(3 * n);
  const values = new Float64Array(n);
  const words = new Uint32Array(4);
  for (let i = 0; i < n; i++) {
    philoxBlock(words, i, 0, 0, 0, 20261122, 0);
    const at = [0, 1, 2].map((a) => ((words[a] + 0.5) / 2 ** 32) * extentM[a]);
    xyzM.set([500_000 + at[0], 4_000_000 + at[1], 1000 + at[2]], 3 * i);
    values[i] = 10 + 3 * Math.sin(at[0] / 90) * Math.cos(at[1] / 70) + at[2] / 100 + (words[3] / 2 ** 32 - 0.5);
  }
  return { xyzM, values };
}

function bodyGrid(count: readonly [number, number, number]): RegularGrid {
  const size = count.map((c, a) => extentM[a] / c) as [number, number, number];
  return { count, sizeM: size, firstCentreM: [500_000 + size[0] / 2, 4_000_000 + size[1] / 2, 1000 + size[2] / 2] };
}

/** Nugget and a rotated anisotropic spherical structure, 32 neighbours: in a sphere, as gstat chooses them, or in the ellipsoid. */
function specOf(search: string): KrigingSpec {
  const anglesDeg = [40, -15, 0] as const;
  const radiiM: AxesM = search === "sphere" ? [2000, 2000, 2000] : [2000, 1400, 400];
  return {
    model: { nugget: 0.1, structures: [{ type: "spherical", sill: 0.9, rangesM: [300, 210, 60], anglesDeg }] },
    search: { radiiM, anglesDeg: search === "sphere" ? [0, 0, 0] : anglesDeg, maxSamples: 32 },
  };
}

const million = bodyGrid([100, 100, 100]);
/** Every 20th block, in the order of the grid: what the peer estimates. */
const peerStep = 20;

async function timeRuns(n: number, search: string, threads: number, runs: number, worker: string) {
  const samples = bodySamples(n);
  const seconds: number[] = [];
  const cpuSeconds: number[] = [];
  const before = process.memoryUsage().rss;
  let peakOfFirst = 0;
  let probe: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const cpu = process.cpuUsage();
    const options = { threads, worker: pathToFileURL(worker) };
    const { estimate, variance } = await krigeGridOnThreads(samples, million, specOf(search), options);
    seconds.push((performance.now() - started) / 1000);
    const used = process.cpuUsage(cpu);
    cpuSeconds.push((used.user + used.system) / 1e6);
    if (run === 0) peakOfFirst = process.resourceUsage().maxRSS * 1024 - before;
    probe = Array.from({ length: 50_000 }, (_, i) => [estimate[peerStep * i], variance[peerStep * i]]).flat();
  }
  return { seconds, cpuSeconds, peakRiseMb: peakOfFirst / 1e6, rssBeforeMb: before / 1e6, probe };
}

/** The path that has no kernel, on 20,000 blocks, for comparison: an octant limit that never bites keeps the kernel out. */
function timeEngine(n: number) {
  const spec = specOf("sphere");
  const search = { ...(spec.search as NonNullable<KrigingSpec["search"]>), maxPerOctant: 32 };
  const started = process.cpuUsage();
  krigeGrid(bodySamples(n), bodyGrid([50, 40, 10]), { ...spec, search });
  const used = process.cpuUsage(started);
  return { cpuMicroseconds: (used.user + used.system) / 20_000 };
}

function exportCase(n: number, folder: string) {
  mkdirSync(folder, { recursive: true });
  const { xyzM, values } = bodySamples(n);
  const rows = Array.from(values, (v, i) => `${xyzM[3 * i]},${xyzM[3 * i + 1]},${xyzM[3 * i + 2]},${v}`);
  writeFileSync(join(folder, "data.csv"), `x,y,z,v\n${rows.join("\n")}\n`);
  const { firstCentreM: f, sizeM: s } = million;
  const blocks = Array.from({ length: 50_000 }, (_, i) => {
    const b = peerStep * i;
    const [x, y, z] = [b % 100, Math.floor(b / 100) % 100, Math.floor(b / 10_000)];
    return `${f[0] + x * s[0]},${f[1] + y * s[1]},${f[2] + z * s[2]}`;
  });
  writeFileSync(join(folder, "blocks.csv"), `x,y,z\n${blocks.join("\n")}\n`);
  return { blocks: 50_000 };
}

/** One thread, in parts, so that memory does not grow with the grid. */
async function growth(n: number, blocks: number) {
  const samples = bodySamples(n);
  const side = Math.round(Math.cbrt(blocks));
  const grid = bodyGrid([side, side, side]);
  const before = process.memoryUsage().rss;
  const times: number[] = [];
  for (let run = 0; run < (blocks > 2e6 || n > 2e5 ? 1 : 3); run++) {
    const cpu = process.cpuUsage();
    for await (const part of krigeGridPartsOnThreads(samples, grid, specOf("sphere"), 65_536, {
      threads: 1,
      worker: null,
    }))
      if (part.count === 0) throw new RangeError("an empty part");
    const used = process.cpuUsage(cpu);
    times.push((used.user + used.system) / side ** 3);
  }
  const peakRiseMb = (process.resourceUsage().maxRSS * 1024 - before) / 1e6;
  return { samples: n, blocks: side ** 3, cpuMicroseconds: Math.min(...times), peakRiseMb };
}

const [what, ...rest] = process.argv.slice(2);
const answers: Record<string, () => unknown> = {
  time: () => timeRuns(Number(rest[0]), rest[1], Number(rest[2]), Number(rest[3]), rest[4]),
  engine: () => timeEngine(Number(rest[0])),
  export: () => exportCase(Number(rest[0]), rest[1]),
  growth: () => growth(Number(rest[0]), Number(rest[1])),
};
console.log(JSON.stringify(await answers[what]?.()));
