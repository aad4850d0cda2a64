import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { RunManifest } from "@relode/core/evidence";
import { examplePond, jsonText } from "@relode/core/resource";
import { build } from "tsdown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openResourceInputs } from "./resourceInputs.ts";
import { runResource } from "./resourceRun.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-team-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const manifest = (): RunManifest => ({
  software: "relode",
  version: "test",
  command: "resource estimate",
  seed: 1,
  inputs: [],
  parameters: {},
  finishedAt: "2026-01-01T00:00:00Z",
  elapsedSeconds: 0,
});
let worker: URL;

/** Node 20 cannot run TypeScript, so the worker is built as it is shipped. */
beforeAll(async () => {
  await build({
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    config: false,
    entry: { resourceWorker: "src/jobs/resourceWorker.ts" },
    outDir: folder,
    clean: false,
    format: "esm",
    platform: "node",
    target: "node20.19",
    outExtensions: () => ({ js: ".mjs" }),
    dts: false,
    logLevel: "silent",
    deps: { alwaysBundle: [/^@relode\/core(\/|$)/] },
  });
  worker = pathToFileURL(join(folder, "resourceWorker.mjs"));
  const { files } = examplePond(2);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const project = {
    ...JSON.parse(files.get("project.json") ?? "{}"),
    truth: undefined,
    // One domain and one simulated variable: what is fitted takes most of the time.
    domains: [{ name: "tailings", codes: ["OX", "UP", "LO"], layers: "body-top" }],
    density: { tPerM3: 1.4, sigmaTPerM3: 0.1, source: "assumed for a test" },
    variables: [{ substance: "Co" }],
    simulation: { realisations: 5, nodesPerBlock: [1, 1, 1], maxSamples: 6 },
  };
  writeFileSync(join(folder, "light.json"), JSON.stringify(project));
}, 60_000);

async function written(threads: number): Promise<Map<string, Buffer | string>> {
  const out = join(folder, `run-${threads}`);
  mkdirSync(out);
  const inputs = await openResourceInputs(join(folder, "light.json"));
  const { document } = await runResource(inputs, {
    folder: out,
    manifest,
    threads,
    worker,
    onProgress: () => undefined,
  });
  const files = ["blocks.parquet", "estimation.parquet", "realisations/Co_ppm.parquet", "realisations/density.parquet"];
  return new Map<string, Buffer | string>([
    ...files.map((name) => [name, readFileSync(join(out, name))] as const),
    ["resource.json", jsonText(document)],
  ]);
}

test("a resource run writes the same bits with 1, 2 and 8 threads", async () => {
  const one = await written(1);
  for (const threads of [2, 8])
    for (const [name, bytes] of await written(threads))
      expect(bytes, `${name}, ${threads} threads`).toEqual(one.get(name));
}, 400_000);

test("a worker that ends by itself ends the run with its reason", async () => {
  const broken = join(folder, "broken.mjs");
  writeFileSync(broken, "process.exit(3);\n");
  const out = join(folder, "run-broken");
  mkdirSync(out);
  const inputs = await openResourceInputs(join(folder, "light.json"));
  const run = runResource(inputs, {
    folder: out,
    manifest,
    threads: 2,
    worker: pathToFileURL(broken),
    onProgress: () => undefined,
  });
  await expect(run).rejects.toThrow("exit code 3");
}, 60_000);
