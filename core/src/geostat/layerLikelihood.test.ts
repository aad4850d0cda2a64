import { describe, expect, test } from "vitest";
import { fillNormal } from "../numerics/drawStream.ts";
import { covariance, prepareModel } from "./covarianceModel.ts";
import { exactLikelihood } from "./exactLikelihood.ts";
import { krige } from "./kriging.ts";
import { layerForms, LayerLikelihood, modelOfLayers } from "./layerLikelihood.ts";
import { variogramPosterior } from "./variogramPosterior.ts";

const layers = { nugget: 0.08, split: 0.4, alongM: [45, 160], acrossM: [3, 9] } as const;

/** Six holes of two samples: each sample is then given all before it, and the likelihood is exact. */
const few = {
  xyzM: Float64Array.from(
    { length: 36 },
    (_, c) =>
      [30 * (c % 18 < 9 ? 1 : 2.2) + 7 * Math.floor(c / 6), 11 * Math.floor(c / 6) ** 1.4, 2 * (Math.floor(c / 3) % 2)][
        c % 3
      ],
  ),
  values: Float64Array.from({ length: 12 }, (_, i) => Math.sin(2.1 * i) + 0.3),
  holes: Int32Array.from({ length: 12 }, (_, i) => Math.floor(i / 2)),
};

describe("likelihood of correlations in layers", () => {
  test.each(layerForms)("is the restricted likelihood with the sill integrated out: %o", (form) => {
    const point = new LayerLikelihood(few).at({ ...layers, form });
    const unit = modelOfLayers({ ...layers, form });
    const scaled = (by: number) => ({
      nugget: by * unit.nugget,
      structures: unit.structures.map((one) => ({ ...one, sill: by * one.sill })),
    });
    const exact = (by: number) =>
      exactLikelihood(
        { xyzM: few.xyzM, values: few.values, drift: [new Float64Array(12).fill(1)] },
        scaled(by),
        true,
        null,
      );
    // ln L(σ²) = −½ (A + (n − 1) ln σ² + Q/σ² + (n − 1) ln 2π): from σ² = 1 and 2 follow Q and A.
    const [one, two] = [exact(1)?.logLikelihood ?? 0, exact(2)?.logLikelihood ?? 0];
    const q = -4 * (one - two - (11 / 2) * Math.log(2));
    const a = -2 * one - q - 11 * Math.log(2 * Math.PI);
    const mean = few.values.reduce((sum, v) => sum + v, 0) / 12;
    const variance = few.values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 12;
    expect(point?.freedom).toBe(15);
    expect(point?.squares).toBeCloseTo(-q < 0 ? q + 4 * variance : Number.NaN, 7);
    expect(point?.logLikelihood).toBeCloseTo(-0.5 * (a + 15 * Math.log(q + 4 * variance)), 7);
    expect(point?.mean).toBeCloseTo(exact(1)?.beta[0] ?? 0, 9);
  });

  test("a separate structure is the product of its parts, in the likelihood as in kriging", () => {
    const model = modelOfLayers({ ...layers, form: { across: "separate", type: "exponential" } });
    const prepared = prepareModel(model);
    const part = (h: number, z: number) =>
      0.92 * (0.4 * Math.exp(-3 * (h / 45 + z / 3)) + 0.6 * Math.exp(-3 * (h / 160 + z / 9)));
    expect(covariance(prepared, 30, 40, 2)).toBeCloseTo(part(50, 2), 12);
    // Simple kriging from one sample: estimate ρ z, variance 1 − ρ².
    const one = { xyzM: Float64Array.of(0, 0, 0), values: Float64Array.of(2) };
    const kriged = krige(one, { xyzM: Float64Array.of(30, 40, 2) }, { model, knownMean: 0 });
    expect(kriged.estimate[0]).toBeCloseTo(2 * part(50, 2), 12);
    expect(kriged.variance[0]).toBeCloseTo(1 - part(50, 2) ** 2, 12);
  });
});

describe("variograms that the data allow", () => {
  const ranges = (draws: ReturnType<typeof variogramPosterior>["draws"]) =>
    draws.map(({ model }) =>
      Math.log(model.structures[0].rangesM[0] / (model.structures[0].type === "exponential" ? 1.4 : 1)),
    );
  const spread = (list: readonly number[]) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
    return { mean, sd: Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (list.length - 1)) };
  };

  test("keep the spread of the prior where two samples say nothing", () => {
    const two = {
      xyzM: Float64Array.of(0, 0, 0, 5000, 0, 0),
      values: Float64Array.of(1, -1),
      holes: Int32Array.of(0, 1),
    };
    const { draws } = variogramPosterior(two, { spacingM: 50, compositeM: 1, draws: 400, seed: 3, name: "prior" });
    const { mean, sd } = spread(ranges(draws));
    expect(Math.abs(mean - Math.log(50))).toBeLessThan(0.4);
    expect(sd).toBeGreaterThan(0.6);
    expect(sd).toBeLessThan(1.2);
    // The chain has forgotten most of a draw when the next one comes: correlation of neighbours, standard error 0.05.
    const list = ranges(draws);
    const along = list.slice(1).reduce((sum, x, i) => sum + (x - mean) * (list[i] - mean), 0) / (399 * sd * sd);
    expect(along).toBeLessThan(0.4);
  });

  test("tell beds with separate axes from ellipsoids", () => {
    // Holes in a row 40 m apart: correlation exp(−h/120 m) from hole to hole times exp(−z/3 m) down them, drawn exactly.
    const [holes, deep] = [12, 20];
    const noise = new Float64Array(holes * deep);
    fillNormal(noise, 5, "geostat.layerLikelihood.test");
    const rho = [Math.exp(-40 / 120), Math.exp(-1 / 3)];
    const field = noise.slice();
    for (let h = 0; h < holes; h++)
      for (let k = 0; k < deep; k++) {
        const at = h * deep + k;
        if (k > 0) field[at] = rho[1] * field[at - 1] + Math.sqrt(1 - rho[1] ** 2) * field[at];
      }
    for (let h = 1; h < holes; h++)
      for (let k = 0; k < deep; k++)
        field[h * deep + k] = rho[0] * field[(h - 1) * deep + k] + Math.sqrt(1 - rho[0] ** 2) * field[h * deep + k];
    const samples = {
      xyzM: Float64Array.from(
        { length: 3 * field.length },
        (_, c) => [40 * Math.floor(c / 3 / deep), 0, -(Math.floor(c / 3) % deep)][c % 3],
      ),
      values: field,
      holes: Int32Array.from({ length: field.length }, (_, i) => Math.floor(i / deep)),
    };
    const { draws, accepted } = variogramPosterior(samples, {
      spacingM: 40,
      compositeM: 1,
      draws: 20,
      seed: 1,
      name: "beds",
    });
    const separate = draws.filter(({ model }) => model.structures[0].across === "separate").length;
    expect(separate).toBeGreaterThanOrEqual(18);
    expect(accepted).toBeGreaterThan(0.15);
  });
});
