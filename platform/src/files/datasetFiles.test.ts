import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { datasetsFolder, loadDatasets } from "./datasetFiles.ts";

let copy = "";
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "relode-datasets-"));
  await cp(datasetsFolder(), copy, { recursive: true });
});
afterAll(() => rm(copy, { recursive: true }));

test("in the repository the tables are found in core/src/datasets", () => {
  expect(datasetsFolder().replaceAll("\\", "/")).toMatch(/core\/src\/datasets\/?$/);
});

test("all tables load without an issue and give the inputs of the screening", async () => {
  const { inputs, sources, issues, texts } = await loadDatasets();
  expect(issues).toEqual([]);
  expect(inputs.mines).toHaveLength(77);
  expect(inputs.priors).toHaveLength(1856);
  expect(inputs.depositTypes).toHaveLength(189);
  expect(inputs.elements).toHaveLength(118);
  expect(inputs.samples).toBeNull();
  expect(sources.map((source) => source.id)).toEqual([...texts.keys()]);
});

test("a table that was changed after its checksum is reported and not used", async () => {
  const file = join(copy, "elements", "data.csv");
  const original = await readFile(file, "utf8");
  await writeFile(file, original.replace("1.0080", "1.0090"));
  const { inputs, issues, texts } = await loadDatasets(copy);
  await writeFile(file, original);
  expect(issues.map((issue) => [issue.path, issue.code, issue.severity])).toEqual([
    ["elements/data.csv", "dataset.checksum", "error"],
  ]);
  expect(inputs.elements).toEqual([]);
  expect(texts.has("elements")).toBe(false);
});

test("a missing table and a broken source.json are reported each by its path", async () => {
  await rm(join(copy, "tailingsCases", "data.csv"));
  await writeFile(join(copy, "studyClaims", "source.json"), "{");
  const { issues } = await loadDatasets(copy);
  expect(issues.map((issue) => [issue.path, issue.code])).toEqual([
    ["studyClaims/source.json", "dataset.bad-source"],
    ["tailingsCases/data.csv", "dataset.missing-file"],
  ]);
});
