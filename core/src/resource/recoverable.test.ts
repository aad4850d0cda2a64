import { describe, expect, test } from "vitest";
import { normalQuantile } from "../numerics/normal.ts";
import { blockVarianceRatio, recoverable } from "./recoverable.ts";

const sigma = 0.7;
const points = {
  gradePpm: Float64Array.from(
    { length: 120 },
    (_, i) => 100 * Math.exp(sigma * normalQuantile((i + 0.5) / 120) - sigma ** 2 / 2),
  ),
  weights: new Float64Array(120).fill(1),
};
const model = { nugget: 0.2, structures: [{ type: "spherical" as const, sill: 0.8, rangesM: [60, 60, 60] as const }] };

/** 30 panels of 8 SMUs; panels vary by a third of what points do. */
const panelOfSmu = Int32Array.from({ length: 240 }, (_, s) => Math.floor(s / 8));
const krigedPpm = Float64Array.from(
  panelOfSmu,
  (panel, s) => 100 * Math.exp(0.35 * normalQuantile((panel + 0.5) / 30) - 0.06) + (s % 8),
);
const massDryTonnes = Float64Array.from(panelOfSmu, (panel) => 1000 + 10 * panel);
const input = { points, model, smuSizeM: [10, 10, 5] as const, panelOfSmu, massDryTonnes, krigedPpm };

describe("recoverable tonnes of small blocks in panels", () => {
  test("hold the tonnes and nearly the metal of the kriged panels at no cut-off, and fewer tonnes, richer, at each higher one", () => {
    const cutoffsPpm = [0, 60, 100, 160, 250];
    const { panels } = recoverable({ ...input, cutoffsPpm });
    const at = (c: number) =>
      panels.reduce(
        (sum, { massDryTonnes: mass, recovery }) => ({
          tonnes: sum.tonnes + mass * recovery[c].tonnage,
          metal: sum.metal + mass * recovery[c].metalPpm,
        }),
        { tonnes: 0, metal: 0 },
      );
    const kriged = krigedPpm.reduce((sum, z, s) => sum + z * massDryTonnes[s], 0);
    expect(at(0).tonnes / massDryTonnes.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    // 120 points end the tail early: the panels of the model hold their metal within 3 %.
    expect(Math.abs(at(0).metal / kriged - 1)).toBeLessThan(0.03);
    for (let c = 1; c < cutoffsPpm.length; c++) {
      expect(at(c).tonnes).toBeLessThan(at(c - 1).tonnes);
      expect(at(c).metal / at(c).tonnes).toBeGreaterThan(at(c - 1).metal / at(c - 1).tonnes);
    }
  });

  test("are localised in the order of kriging within each panel", () => {
    const { smuGradePpm } = recoverable({ ...input, cutoffsPpm: [100] });
    for (let s = 1; s < smuGradePpm.length; s++)
      if (panelOfSmu[s] === panelOfSmu[s - 1]) expect(smuGradePpm[s]).toBeGreaterThan(smuGradePpm[s - 1]);
  });

  test("are refused where panel estimates vary as much as small blocks", () => {
    const wild = krigedPpm.map((z, s) => z * (1 + 5 * (panelOfSmu[s] % 2)));
    expect(() => recoverable({ ...input, krigedPpm: wild, cutoffsPpm: [100] })).toThrow("take larger panels");
  });

  test("have a variance ratio that is 1 - nugget for a tiny block, and for a long thin block the mean of C along a line", () => {
    expect(blockVarianceRatio(model, [1e-6, 1e-6, 1e-6])).toBeCloseTo(0.8, 6);
    // Spherical with L = range a: (2/L^2) ∫ (L − h) C(h) dh = 1 − 1/2 + 1/20 = 0.55 of the sill; 8 regular places give it within 1 %.
    expect(Math.abs(blockVarianceRatio(model, [60, 1e-6, 1e-6]) / (0.8 * 0.55) - 1)).toBeLessThan(0.02);
  });
});
