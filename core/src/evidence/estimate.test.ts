import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { weakerGrade } from "./estimate.ts";
import { isUsable } from "./issue.ts";

const grade = fc.constantFrom("A", "B", "C", "D", "S");

test("a synthetic value weakens a measured one, a modelled one weakens a published one", () => {
  expect(weakerGrade("A", "S")).toBe("S");
  expect(weakerGrade("D", "B")).toBe("D");
});

test.prop([grade, grade, grade])("the weaker grade is the same in any order and grouping", (a, b, c) => {
  expect(weakerGrade(a, b)).toBe(weakerGrade(b, a));
  expect(weakerGrade(a, weakerGrade(b, c))).toBe(weakerGrade(weakerGrade(a, b), c));
  expect(weakerGrade(a, a)).toBe(a);
});

const found = (severity: "error" | "warning" | "info") => ({ path: "a", code: "b", severity, message: "c" });

test("warnings leave data usable, one error does not", () => {
  expect(isUsable([])).toBe(true);
  expect(isUsable([found("warning"), found("info")])).toBe(true);
  expect(isUsable([found("warning"), found("error")])).toBe(false);
});
