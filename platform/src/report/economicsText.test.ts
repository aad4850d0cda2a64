import { expect, test } from "vitest";
import { tornado } from "../plot/tornado.ts";
import { swingRange, usedWhen } from "./economicsText.ts";

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

test("a tornado of a project says what low and high mean and what each quantity is there", () => {
  const swing = {
    key: "path.Co",
    unit: "USD/kg over the life",
    lowInput: 24,
    highInput: 61.8,
    npvAtLow: -1,
    npvAtHigh: 2,
  };
  const range = swingRange(swing);
  expect(range).toBe("24 to 61.8 USD/kg over the life");
  const svg = tornado([{ label: "price path of Co", low: -1, high: 2, range }], {
    widthPx: 720,
    title: "t",
    desc: "d",
    base: 1,
    axisTitle: "value",
    unit: "million USD",
    lowMeans: "quantity low (10 % quantile)",
    highMeans: "quantity high (90 % quantile)",
  });
  for (const words of ["price path of Co", range, "quantity low (10 % quantile)", "quantity high (90 % quantile)"])
    expect(svg).toContain(`>${words}</text>`);
});
