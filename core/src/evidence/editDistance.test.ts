import { expect, test } from "vitest";
import { editDistance } from "./editDistance.ts";

test.each([
  ["kitten", "sitting", 3],
  ["same", "same", 0],
  ["", "abc", 3],
  ["ragne", "range", 1],
  ["sil", "sill", 1],
])("from %s to %s it takes %i steps, an exchange of neighbours being one", (a, b, steps) => {
  expect(editDistance(a, b)).toBe(steps);
  expect(editDistance(b, a)).toBe(steps);
});
