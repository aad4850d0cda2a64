import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examplePond } from "@relode/core/resource";
import { openResourceInputs } from "../jobs/resourceInputs.ts";
import { runResource } from "../jobs/resourceRun.ts";
import { explainBlock } from "./resourceBlock.ts";
import { ResourceFolder } from "./resourceFolder.ts";

const folder = await mkdtemp(join(tmpdir(), "relode-weights-"));
const bodies = new ResourceFolder(join(folder, "resources"));

beforeAll(async () => {
  const project = join(folder, "project");
  const pond = join(folder, "resources", "pond");
  await mkdir(project);
  await mkdir(pond, { recursive: true });
  for (const [name, text] of examplePond(3).files) {
    if (name !== "project.json") await writeFile(join(project, name), text);
    else {
      // Cobalt alone and no realisations: the estimate takes a second.
      const { truth: _truth, value: _value, cutoffsPpm: _cutoffs, ...settings } = JSON.parse(text);
      settings.variables = settings.variables.filter((one: { substance: string }) => one.substance === "Co");
      settings.simulation.realisations = 0;
      await writeFile(join(project, name), JSON.stringify(settings));
    }
  }
  const manifest = () => ({
    software: "relode" as const,
    version: "0.0.0",
    command: "test",
    seed: 1,
    inputs: [],
    parameters: {},
    finishedAt: "2026-01-01T00:00:00Z",
    elapsedSeconds: 0,
  });
  await runResource(await openResourceInputs(join(project, "project.json")), {
    folder: pond,
    onProgress: () => undefined,
    manifest,
  });
});
afterAll(() => rm(folder, { recursive: true }));

test("a block kriged again has the value and variance that the run stored, also across a contact", async () => {
  const { content: document } = await bodies.document("pond");
  const shares = await Promise.all([1, 2, 3].map((code) => bodies.estimationColumn("pond", `share_${code}`)));
  const domainsOf = (b: number) => shares.filter((share) => (share[b] ?? 0) > 0).length;
  const inBody = Array.from({ length: document.blocks }, (_, b) => b).filter((b) => domainsOf(b) > 0);
  const within = inBody.filter((b) => domainsOf(b) === 1).filter((_, i) => i % 211 === 0);
  const across = inBody.filter((b) => domainsOf(b) > 1).filter((_, i) => i % 97 === 0);
  expect(within.length).toBeGreaterThan(4);
  expect(across.length).toBeGreaterThan(4);
  for (const index of [...within, ...across]) {
    const { estimate, values } = await explainBlock(bodies, "pond", index, "Co_ppm");
    const variance = values.find(({ name }) => name === "Co_ppm_variance")?.value ?? Number.NaN;
    expect(estimate?.stored).not.toBeNull();
    // Columns are single precision.
    expect((estimate?.value ?? 0) / (estimate?.stored ?? 1)).toBeCloseTo(1, 5);
    expect((estimate?.variance ?? 0) / variance).toBeCloseTo(1, 5);
    const sum = estimate?.samples.reduce((total, { weight }) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 9);
  }
});
