import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import type { RunManifest } from "@relode/core/evidence";
import { blockCentres, readOmf } from "@relode/core/formats";
import { examplePond, truthJson } from "@relode/core/resource";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openResourceFolder, readResourceColumns } from "./resourceFolder.ts";
import { openResourceInputs } from "./resourceInputs.ts";
import { runResource } from "./resourceRun.ts";
import { realisationOf, selectByPrice } from "./resourceSelection.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-resource-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const realisations = 6;
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

async function estimated(name: string, changes: object) {
  const out = join(folder, name);
  mkdirSync(out);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...project, ...changes }));
  const inputs = await openResourceInputs(join(folder, `${name}.json`));
  const run = await runResource(inputs, { folder: out, manifest, onProgress: () => undefined });
  return { out, run };
}

const { files, truth } = examplePond(2);
const project = {
  ...JSON.parse(files.get("project.json") ?? "{}"),
  variables: [{ substance: "Co" }, { substance: "Cu" }],
  simulation: { realisations, nodesPerBlock: [1, 1, 1], maxSamples: 8 },
  subBlocks: "contacts",
};
let first: Awaited<ReturnType<typeof estimated>>;

beforeAll(async () => {
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "truth.json"), truthJson(truth));
  first = await estimated("first", {});
}, 120_000);

describe("a resource run's folder", () => {
  test("holds one row a block and one column for each that the document names", async () => {
    const { document } = (await openResourceFolder(first.out)) ?? {};
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(join(first.out, "blocks.parquet")));
    expect(Number(metadata.num_rows)).toBe(document.blocks);
    expect(metadata.schema.slice(1).map(({ name }) => name)).toEqual(document.columns.map(({ name }) => name));
  });

  test("holds one row group for each realisation", async () => {
    for (const { name } of first.run.document.variables) {
      const metadata = await parquetMetadataAsync(
        await asyncBufferFromFile(join(first.out, "realisations", `${name}.parquet`)),
      );
      expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual(
        new Array(realisations).fill(first.run.document.blocks),
      );
    }
  });

  test("leaves no scratch file", async () => {
    const { readdirSync } = await import("node:fs");
    expect(readdirSync(first.out).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("has percentiles that are those of the realisations, block by block", async () => {
    const { blocks } = first.run.document;
    const all = await Promise.all(
      Array.from({ length: realisations }, (_, k) => realisationOf(first.out, "Co_ppm", k, blocks)),
    );
    const table = await readResourceColumns(
      join(first.out, "blocks.parquet"),
      ["Co_ppm_p50", "Co_ppm_mean", "fraction"],
      0,
      blocks,
    );
    const [p50, mean, fraction] = [...table.values()];
    let seen = 0;
    for (let b = 0; b < blocks; b += 37) {
      if (!(fraction[b] > 0)) {
        expect(p50[b]).toBeNaN();
        continue;
      }
      const sorted = all.map((values) => values[b]).sort((x, y) => x - y);
      // Six values: the median of type 7 is the mean of the third and fourth.
      expect(p50[b]).toBeCloseTo((sorted[2] + sorted[3]) / 2, 2);
      expect(mean[b]).toBeCloseTo(sorted.reduce((x, y) => x + y) / realisations, 2);
      seen++;
    }
    expect(seen).toBeGreaterThan(30);
  });

  test("gives totals that the block table adds up to, partial blocks with their part", async () => {
    const { blocks, totals } = first.run.document;
    const table = await readResourceColumns(join(first.out, "blocks.parquet"), ["massDryTonnes", "Co_ppm"], 0, blocks);
    const [mass, grade] = [...table.values()];
    let [tonnes, metal] = [0, 0];
    for (let b = 0; b < blocks; b++)
      if (mass[b] > 0) {
        tonnes += mass[b];
        metal += mass[b] * grade[b] * 1e-6;
      }
    const of = (quantity: string, variable: string | null) =>
      totals.find((row) => row.of === "body" && row.quantity === quantity && row.variable === variable)?.estimate ?? 0;
    expect(tonnes / of("dry tonnes", null)).toBeCloseTo(1, 5);
    expect(metal / of("contained metal", "Co_ppm")).toBeCloseTo(1, 5);
  });

  test("holds dry and wet tonnes side by side: dry is wet less its water, block by block and in the totals", async () => {
    const { blocks, totals } = first.run.document;
    const names = ["massDryTonnes", "massWetTonnes", "moisture"];
    const table = await readResourceColumns(join(first.out, "blocks.parquet"), names, 0, blocks);
    const [dry, wet, moisture] = [...table.values()];
    let [sum, seen] = [0, 0];
    for (let b = 0; b < blocks; b++) {
      if (!(dry[b] > 0)) continue;
      expect((wet[b] * (1 - moisture[b])) / dry[b]).toBeCloseTo(1, 5);
      sum += wet[b];
      seen++;
    }
    expect(seen).toBe(first.run.document.blocksInBody);
    const total = totals.find((row) => row.of === "body" && row.quantity === "wet tonnes");
    expect(total?.unit).toBe("t wet");
    expect(sum / (total?.estimate ?? 0)).toBeCloseTo(1, 5);
  });

  test("holds sub-blocks that add up to each block's share, tonnes and metal, in Parquet, CSV and OMF alike", async () => {
    const { blocks, domains, grid, totals } = first.run.document;
    const path = join(first.out, "sub_blocks.parquet");
    const rows = Number((await parquetMetadataAsync(await asyncBufferFromFile(path))).num_rows);
    const names = ["block", "domain", "volumeM3", "massDryTonnes", "Co_ppm"];
    const [block, domain, volume, mass, grade] = [...(await readResourceColumns(path, names, 0, rows)).values()];
    const table = await readResourceColumns(
      join(first.out, "blocks.parquet"),
      ["fraction", "massDryTonnes"],
      0,
      blocks,
    );
    const [fraction, whole] = [...table.values()];
    const [volumes, tonnes] = [new Float64Array(blocks), new Float64Array(blocks)];
    const metal = new Float64Array(domains.length);
    for (let row = 0; row < rows; row++) {
      volumes[block[row]] += volume[row];
      tonnes[block[row]] += mass[row];
      metal[domain[row] - 1] += 1e-6 * mass[row] * grade[row];
    }
    const blockM3 = grid.sizeM[0] * grid.sizeM[1] * grid.sizeM[2];
    for (let b = 0; b < blocks; b++) {
      expect(Math.abs(volumes[b] / blockM3 - fraction[b])).toBeLessThan(1e-5);
      expect(Math.abs(tonnes[b] - whole[b])).toBeLessThan(1e-5 * blockM3);
    }
    for (const { code, name } of domains) {
      const total = totals.find(
        (row) => row.of === name && row.quantity === "contained metal" && row.variable === "Co_ppm",
      );
      expect(metal[code - 1] / (total?.estimate ?? 0)).toBeCloseTo(1, 5);
    }
    const { scene } = await readOmf(new Uint8Array(readFileSync(join(first.out, "sub_blocks.omf"))), "sub_blocks.omf");
    const [omf] = scene.objects;
    if (omf.type !== "blocks") throw new Error("a block model is expected");
    const { sizes } = blockCentres(omf);
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += sizes[3 * row] * sizes[3 * row + 1] * sizes[3 * row + 2];
    expect(sum / first.run.document.body.volumeM3).toBeCloseTo(1, 9);
    expect(readFileSync(join(first.out, "sub_blocks.csv"), "utf8").trim().split("\n")).toHaveLength(rows + 1);
  });

  test("comes within a tenth of the truth it never read, and says which totals were covered", () => {
    const { truth: found } = first.run.document;
    expect(found?.rows).toHaveLength(12);
    for (const { what, relativeError } of found?.rows ?? []) expect(Math.abs(relativeError), what).toBeLessThan(0.15);
    expect(found?.covered).toBe(found?.rows.filter(({ isCovered }) => isCovered).length);
  });

  test("is the same again without the truth, and for real data holds none", async () => {
    const { run } = await estimated("again", { truth: undefined, declared: "real" });
    expect(run.document.totals).toEqual(first.run.document.totals);
    expect(run.document.truth).toBeNull();
  }, 120_000);

  test("is selected from by price: more pays at higher prices, and the margin at the base price is that of the blocks chosen", async () => {
    const { document } = first.run;
    const terms = document.value?.terms;
    if (terms === undefined) throw new Error("the example has prices");
    const { rows, breakEvenFactor } = await selectByPrice(
      first.out,
      document,
      { ...terms, priceFactors: [0.5, 1, 2] },
      () => undefined,
    );
    expect(rows.map(({ blocks }) => blocks)).toEqual(
      [0.5, 1, 2].map((f) => breakEvenFactor.filter((b) => b <= f).length),
    );
    expect(rows[0].blocks).toBeLessThan(rows[2].blocks);
    expect(rows[0].massDryTonnes.p50).toBeLessThan(rows[2].massDryTonnes.p50);
    // Net of Co: 0.6 x 0.8 x (30 − 3)/1000; of Cu: 0.55 x 0.95 x (9 − 0.4)/1000 USD/t per ppm; 11 USD/t of cost.
    const columns = await readResourceColumns(
      join(first.out, "blocks.parquet"),
      ["Co_ppm_mean", "Cu_ppm_mean"],
      0,
      document.blocks,
    );
    const [co, cu] = [...columns.values()];
    for (let b = 0; b < document.blocks; b += 53)
      if (breakEvenFactor[b] <= 1) expect(0.01296 * co[b] + 0.0044935 * cu[b]).toBeGreaterThan(11 - 1e-3);
  });
});

test("a folder that is none of ours is refused by name", async () => {
  const other = mkdtempSync(join(tmpdir(), "relode-other-"));
  await expect(openResourceFolder(other)).rejects.toThrow("resource.json");
  writeFileSync(join(other, "resource.json"), JSON.stringify({ schema: "x" }));
  await expect(openResourceFolder(other)).rejects.toThrow("wanted relode.resource/1");
  expect(readFileSync(join(other, "resource.json"), "utf8")).toContain("x");
  rmSync(other, { recursive: true });
});
