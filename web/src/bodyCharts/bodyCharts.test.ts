import { describe, expect, test } from "vitest";
import { accuracyChart, gradeTonnageChart, scatterChart, swathChart } from "./bodyCharts.ts";

const options = { widthPx: 400, title: "t", desc: "d" };
const band = (mean: number) => ({ mean, p05: mean * 0.9, p50: mean, p95: mean * 1.1 });
const none = { mean: null, p05: null, p50: null, p95: null };
const curve = {
  variable: "Co_ppm",
  unit: "ppm",
  points: [
    { cutoffPpm: 0, massDryTonnes: band(100), meanGradePpm: band(50), metalTonnes: band(5), naive: null },
    { cutoffPpm: 50, massDryTonnes: band(60), meanGradePpm: band(80), metalTonnes: band(4), naive: null },
    { cutoffPpm: 100, massDryTonnes: band(0), meanGradePpm: none, metalTonnes: band(0), naive: null },
  ],
};

describe("charts of a body", () => {
  test("a cut-off that nothing reaches leaves a gap, no NaN", () => {
    const svg = gradeTonnageChart(curve, "meanGradePpm", "Mean grade, ppm", 50, options);
    expect(svg).not.toContain("NaN");
    expect(svg).toContain("cut-off 50 ppm");
    // Two of three points make the line: one move, one stroke.
    expect(/d="M[\d.]+ [\d.]+L[\d.]+ [\d.]+" fill="none" stroke="var\(--plot-accent, #0b5566\)"/.test(svg)).toBe(true);
  });
  test("a slice without samples has no dot, one without realisations no band", () => {
    const slices = [
      { fromM: 0, toM: 10, samples: 3, dataMean: 5, estimateMean: 6, realisationMean: null },
      { fromM: 10, toM: 20, samples: 0, dataMean: null, estimateMean: 7, realisationMean: null },
    ];
    const svg = swathChart({ variable: "Co_ppm", axis: "z", slices }, "Co, ppm", options);
    expect(svg.match(/<circle/g)).toHaveLength(2); // one slice, one in the key
    expect(svg).not.toContain('fill-opacity="0.7"');
  });
  test("every pair of the cross-validation is a dot", () => {
    const validation = {
      domain: "a",
      variable: "Co_ppm",
      unit: "ppm",
      folds: 10,
      n: 2,
      meanError: 0,
      rootMeanSquaredError: 1,
      correlation: 1,
      meanSquaredDeviationRatio: 1,
      accuracy: [
        { stated: 0.1, found: 0.2 },
        { stated: 0.5, found: null },
      ],
      pairs: [
        [1, 2],
        [3, 4],
      ] as const,
    };
    expect(scatterChart(validation, options).match(/<circle/g)).toHaveLength(2);
    expect(accuracyChart(validation, options).match(/<circle/g)).toHaveLength(1);
  });
});
