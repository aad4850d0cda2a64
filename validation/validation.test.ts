import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readEvIntensity } from "@relode/core/datasets";
import { datasetsFolder } from "../platform/src/files/datasetFiles.ts";
import { defaultCases, validatePaths } from "../platform/src/validate/validatePaths.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Expected values in each folder: counted from the files by hand, so that no case leaves unseen. */
const rowsOf: Readonly<Record<string, number>> = {
  closedFormCensored: 29,
  closedFormScenario: 15,
  helselCohn1988: 27,
  holley2025: 4,
  jasansky2023: 15,
  nada2020: 5,
  prohaska2022: 74,
  tailingsStatements: 11,
  usDoj2010: 16,
  usgs2026: 6,
};

const { rows, issues, inputs } = await validatePaths(defaultCases());

test("the cases that come with Relode are those of this folder", async () => {
  const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  expect(folders.map((folder) => folder.name).sort()).toEqual(Object.keys(rowsOf));
  expect(defaultCases().map((path) => join(path, "/"))).toEqual([here]);
  expect(inputs).toHaveLength(folders.length);
});

test("every expected value of every case is reproduced", () => {
  expect(issues).toEqual([]);
  expect(rows.filter((row) => row.outcome !== "pass")).toEqual([]);
});

test.each(Object.entries(rowsOf))("%s has %i expected values", async (folder, count) => {
  const found = await validatePaths([join(here, folder)]);
  expect(found.rows).toHaveLength(count);
});

test("the counts add up to the whole", () => {
  expect(rows).toHaveLength(Object.values(rowsOf).reduce((sum, count) => sum + count, 0));
});

test("every case names where its expected values come from, and every row its tolerance", async () => {
  for (const folder of Object.keys(rowsOf)) {
    const file = JSON.parse(await readFile(join(here, folder, "case.json"), "utf8"));
    for (const key of ["title", "category", "source", "licence"]) expect(file[key]?.length, folder).toBeGreaterThan(3);
    for (const one of file.cases) expect(one.tolerance, one.id).toBeTypeOf("object");
  }
  const isNumber = (text: string) => Number.isFinite(Number(text));
  expect(rows.filter((row) => isNumber(row.expected) && !/^(rel|abs) /.test(row.tolerance))).toEqual([]);
});

test("each expected number, put off by a tenth and one, fails its case", async () => {
  const copy = await mkdtemp(join(tmpdir(), "relode-wrong-"));
  await cp(here, copy, { recursive: true, filter: (path) => !path.endsWith(".test.ts") });
  const wrong = (value: unknown): unknown => {
    if (typeof value === "number") return value * 1.2 + 1.5;
    if (Array.isArray(value)) return value.map(wrong);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrong(inner)]));
    return `not ${String(value)}`;
  };
  for (const folder of Object.keys(rowsOf)) {
    const path = join(copy, folder, "case.json");
    const file = JSON.parse(await readFile(path, "utf8"));
    for (const one of file.cases) one.expected = wrong(one.expected);
    await writeFile(path, JSON.stringify(file));
  }
  const spoilt = await validatePaths([copy]);
  await rm(copy, { recursive: true });
  expect(spoilt.rows).toHaveLength(rows.length);
  expect(spoilt.rows.filter((row) => row.outcome !== "fail")).toEqual([]);
});

test("K13: manganese of an electric car beyond a conventional one is that of its NMC 622 battery, within 5 %", async () => {
  const { rows: vehicles } = readEvIntensity(await readFile(join(datasetsFolder(), "evIntensity", "data.csv"), "utf8"));
  const manganese = (model: RegExp) => vehicles.find((row) => row.element === "Mn" && model.test(row.model));
  const car = manganese(/^IEA/);
  const battery = manganese(/NMC 622/);
  // IEA (2021): 24.5 kg against 11.2 kg; BatPaC 5.1: 0.1704 kg/kWh x 75 kWh = 12.78 kg.
  expect((car?.kgPerVehicle ?? 0) - (car?.conventionalCarKg ?? 0)).toBeCloseTo(13.3, 10);
  expect(battery?.kgPerVehicle).toBeCloseTo(0.1704 * 75, 2);
  expect(13.3 / (battery?.kgPerVehicle ?? 0)).toBeGreaterThan(0.95);
  expect(13.3 / (battery?.kgPerVehicle ?? 0)).toBeLessThan(1.05);
});
