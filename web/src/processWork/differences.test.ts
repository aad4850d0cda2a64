import type { FlowsheetDocument } from "@relode/core/process";
import { expect, test } from "vitest";
import { differences } from "./differences.ts";

const sheet = (units: unknown[], streams: unknown[] = []) => ({ units, streams }) as unknown as FlowsheetDocument;
const mill = { id: "mill", kind: "mill", parameters: { powerKw: 100, sizes: { p80: 75 } } };

test("a flowsheet does not differ from itself, in whatever order its units stand", () => {
  const tank = { id: "tank", kind: "tank", parameters: {} };
  expect(differences(sheet([mill, tank]), sheet([tank, mill]))).toEqual([]);
});

test("a parameter is named by the way to it, with both values", () => {
  const finer = { ...mill, parameters: { powerKw: 100, sizes: { p80: 38 }, note: "x" } };
  expect(differences(sheet([mill]), sheet([finer]))).toEqual([
    { kind: "unit", id: "mill", path: "parameters.sizes.p80", a: "75", b: "38" },
    { kind: "unit", id: "mill", path: "parameters.note", a: null, b: "x" },
  ]);
});

test("a unit or stream of one alone is one difference", () => {
  expect(differences(sheet([mill]), sheet([], [{ id: "feed" }]))).toEqual([
    { kind: "unit", id: "mill", path: "", a: "there", b: null },
    { kind: "stream", id: "feed", path: "", a: null, b: "there" },
  ]);
});
