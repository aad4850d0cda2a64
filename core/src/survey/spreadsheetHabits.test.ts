import { expect, test } from "vitest";
import { readAssays } from "./assayTable.ts";
import { readCollars } from "./collarTable.ts";

const codes = (issues: readonly { code: string; severity: string }[]) =>
  issues.filter(({ severity }) => severity !== "info").map(({ code }) => code);

test("blank columns at the end, as spreadsheets write them, are left off without a word", () => {
  const table = readAssays("hole,from,to,Co_ppm,,\nA,0,1,10,,\n", "a.csv", { unit: "m" });
  expect([codes(table.issues), [...table.variables[0].valuePpm]]).toEqual([[], [10]]);
});

test("a column without a name that holds something is told, and its row is not read", () => {
  const table = readAssays("hole,from,to,Co_ppm,\nA,0,1,10,?\nA,1,2,20,\n", "a.csv", { unit: "m" });
  expect(codes(table.issues)).toEqual(["table.nameless-column", "table.ragged-row"]);
  expect([...table.variables[0].valuePpm]).toEqual([20]);
});

test("a header without rows is an error: a table that lists nothing is not a table", () => {
  expect(codes(readAssays("hole,from,to,Co_ppm\n", "a.csv", { unit: "m" }).issues)).toEqual(["table.no-rows"]);
});

test.each([
  ["2026-03-01", true],
  ["1-Mar", true],
  ["Mar-26", true],
  ["3/1/2026", true],
  ["MAR-1", false],
  ["TD-014", false],
  ["20-001", false],
  ["DEC20-01", false],
])("the hole name %s looks like a date: %s", (hole, isDate) => {
  const { issues } = readCollars(`hole,east,north,elevation\n${hole},1,2,3\n`, "c.csv", { unit: "m" });
  expect(codes(issues)).toEqual(isDate ? ["collar.hole-is-date"] : []);
});
