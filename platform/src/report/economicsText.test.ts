import { expect, test } from "vitest";
import { usedWhen } from "./economicsText.ts";

test("a deferral used at once on every path is said to be used at once, not merely used", () => {
  expect(usedWhen({ kind: "defer", dates: [0, 1, 2], exercised: [1, 0, 0] })).toMatch(
    /^at once 100 %, after 1 year 0 %, after 2 years 0 %, never 0 %$/,
  );
});

test("what is left of the shares is never used", () => {
  expect(usedWhen({ kind: "abandon", dates: [2, 4], exercised: [0.25, 0.5] })).toBe(
    "operating year 2 25 %, operating year 4 50 %, never 25 %",
  );
});
