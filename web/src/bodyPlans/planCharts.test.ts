import { expect, test } from "vitest";
import { proposalPlan, yearBars } from "./planCharts.ts";

const options = { widthPx: 400, title: "t", desc: "d" };
const band = (mean: number) => ({ mean, p05: mean - 1, p50: mean, p95: mean + 1 });

test("a bar of twice the mean is twice as high, and a year without a mean has none", () => {
  const none = { mean: null, p05: null, p50: null, p95: null };
  const svg = yearBars(
    [
      { year: 1, band: band(10) },
      { year: 2, band: band(20) },
      { year: 3, band: none },
    ],
    "t dry",
    options,
  );
  const heights = [...svg.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));
  expect(heights).toHaveLength(2);
  expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(2, 2);
  expect(svg).not.toContain("NaN");
});

test("a plan keeps proportions: equal metres east and north are equal pixels", () => {
  const svg = proposalPlan(
    [
      [0, 0],
      [100, 0],
      [0, 100],
    ],
    [{ x: 50, y: 50, words: "best" }],
    [
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ],
    options,
  );
  const dots = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)" r="2.6"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const [[x0 = 0, y0 = 0] = [], [x1 = 0] = [], [, y2 = 0] = []] = dots;
  expect(x1 - x0).toBeCloseTo(y0 - y2, 1);
  expect(svg).toContain("<title>best</title>");
});
