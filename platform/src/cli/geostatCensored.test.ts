import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError } from "@relode/core/evidence";
import { afterAll, expect, test } from "vitest";
import { openGeostatInput } from "./geostatInput.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-geostat-censored-"));
afterAll(() => rmSync(folder, { recursive: true }));
const open = (rows: readonly string[], more: object = {}) => {
  writeFileSync(join(folder, "data.csv"), `x,y,Co_ppm\n${rows.join("\n")}\n`);
  writeFileSync(join(folder, "c.json"), JSON.stringify(more));
  return openGeostatInput(join(folder, "c.json"));
};
const rows = ["0,0,<5", "10,0,20", "20,10,< 8", "5,5,30"];

test("a cell below detection is refused with the advice to declare a rule, never to empty it", async () => {
  const error = await open(rows).catch((caught: unknown) => caught);
  const issues = error instanceof DataError ? error.issues.filter(({ severity }) => severity === "error") : [];
  expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual([
    "data.csv, row 2, column Co_ppm geostat.below-detection",
    "data.csv, row 4, column Co_ppm geostat.below-detection",
  ]);
  expect(issues[0].message).toContain('declare "censored": "half-limit"');
});

test.each([
  ["zero", [0, 20, 0, 30]],
  ["half-limit", [2.5, 20, 4, 30]],
  ["limit", [5, 20, 8, 30]],
])("by the rule %s the column is %j, and the cells are counted", async (censored, expected) => {
  const { samples, issues } = await open(rows, { censored });
  expect([...samples.values]).toEqual(expected);
  expect(issues.find(({ code }) => code === "geostat.censored")?.message).toMatch(/^2 of 4 cells lie below detection/);
});

test.each([
  [4, "geostat.very-few-samples"],
  [29, "geostat.few-samples"],
  [30, undefined],
])("%i samples are told by %s", async (n, code) => {
  const { issues } = await open(Array.from({ length: n }, (_, i) => `${7 * i},${(i * i) % 31},${10 + (i % 7)}`));
  expect(issues.find(({ code: found }) => found.includes("few"))?.code).toBe(code);
});
