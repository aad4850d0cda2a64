import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { nearestNames } from "./nearestNames.ts";

test.each([
  ["calcit", ["Gypsum", "Calcite", "Dolomite"], ["Calcite"]],
  ["Gypsmu", ["Gypsum", "Calcite"], ["Gypsum"]],
  ["totalz", ["totals", "titration", "pH"], ["totals"]],
  ["Fe(OH)3", ["Fe(OH)3(a)", "Fe(OH)2", "Ca"], ["Fe(OH)3(a)", "Fe(OH)2"]],
  ["zzzzzz", ["Gypsum", "Calcite"], []],
])("%s among %j may mean %j", (wanted, names, expected) => {
  expect(nearestNames(wanted, names)).toEqual(expected);
});

property.prop([fc.string({ minLength: 1, maxLength: 20 }), fc.array(fc.string({ maxLength: 20 }))], { numRuns: 200 })(
  "a name that is there is the first, and at most three come back",
  (wanted, names) => {
    const found = nearestNames(wanted, [...names, wanted]);
    expect(found.length).toBeLessThanOrEqual(3);
    expect(found[0]?.toLowerCase()).toBe(wanted.toLowerCase());
  },
);
