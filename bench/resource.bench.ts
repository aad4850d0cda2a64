import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { examplePond } from "@relode/core/resource";
import { openResourceInputs } from "../platform/src/jobs/resourceInputs.ts";
import { runResource } from "../platform/src/jobs/resourceRun.ts";

// Run by bench/resources.mjs, each time in a fresh process: `<blocks> <threads> <worker>`; prints JSON. A whole run of the synthetic pond but for
// its report: checks, domains, variograms, kriging of cobalt, density and moisture, two realisations, tables. The grid gets about so many blocks.

const extentM = [600, 450, 26] as const;
const [blocksAsked, threads, worker] = process.argv.slice(2);

/** Blocks two and a half times as wide as high, so many that they come next to the number asked for. */
function gridOf(blocks: number) {
  const height = Math.cbrt((extentM[0] * extentM[1] * extentM[2]) / blocks / 6.25);
  const sizeM = [2.5 * height, 2.5 * height, height];
  return { originM: [10_000, 20_000, 96], sizeM, count: sizeM.map((size, a) => Math.ceil(extentM[a] / size - 1e-9)) };
}

const folder = mkdtempSync(join(tmpdir(), "relode-resource-bench-"));
try {
  const { files } = examplePond(1);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const project = {
    ...JSON.parse(files.get("project.json") ?? "{}"),
    truth: undefined,
    variables: [{ substance: "Co" }],
    grid: gridOf(Number(blocksAsked)),
    simulation: { realisations: 2, nodesPerBlock: [1, 1, 1] },
  };
  writeFileSync(join(folder, "bench.json"), JSON.stringify(project));
  const out = join(folder, "run");
  mkdirSync(out);
  const started = performance.now();
  const cpu = process.cpuUsage();
  const inputs = await openResourceInputs(join(folder, "bench.json"));
  const { document } = await runResource(inputs, {
    folder: out,
    threads: Number(threads),
    worker: pathToFileURL(worker),
    onProgress: () => undefined,
    manifest: () => ({
      software: "relode",
      version: "bench",
      command: "resource estimate",
      seed: 1,
      inputs: [],
      parameters: {},
      finishedAt: "2026-01-01T00:00:00Z",
      elapsedSeconds: 0,
    }),
  });
  const used = process.cpuUsage(cpu);
  const { blocks, blocksInBody } = document;
  const seconds = (performance.now() - started) / 1000;
  const cpuSeconds = (used.user + used.system) / 1e6;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ blocks, blocksInBody, threads: Number(threads), seconds, cpuSeconds, peakMb }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
