import { describe, expect, test } from "vitest";
import { type CovarianceModel, covariance, prepareModel } from "../geostat/covarianceModel.ts";
import { solveLinear } from "../numerics/solveLinear.ts";
import { drillSpacing, type DrillSpacingSpec } from "./drillSpacing.ts";
import { spacingAnswer, type SpacingRow } from "./drillSpacingAnswer.ts";
import { holesOfLattice, latticeShifts, spacingGeometry } from "./drillSpacingGeometry.ts";

const spherical: CovarianceModel = {
  nugget: 0.1,
  structures: [{ type: "spherical", sill: 0.9, rangesM: [150, 150, 5] }],
};
/** A flat study: one composite high; panels of 60 m for 3,600 t. */
const flat: DrillSpacingSpec = {
  model: spherical,
  gradeOf: (score) => 10 + score,
  spacingsM: [40],
  volumes: [{ name: "quarter", dryTonnes: 3600 }],
  heightM: 1,
  compositeM: 1,
  densityTPerM3: 1,
  replicates: 150,
  bands: 60,
  givenShifts: [[0.3, 0.6]],
  seed: 5,
};

describe("panels and holes of a study", () => {
  test("a panel's edge is the root of tonnes over density and height, and quarters lie side by side in the year", () => {
    const { panels, edgesM, levels } = spacingGeometry({
      ...flat,
      heightM: 6,
      compositeM: 2,
      densityTPerM3: 1.5,
      volumes: [
        { name: "quarter", dryTonnes: 90_000 },
        { name: "year", dryTonnes: 360_000 },
      ],
    });
    expect(edgesM.map((edge) => Math.round(edge))).toEqual([100, 200]);
    expect(panels.map(({ volume }) => volume)).toEqual([0, 0, 0, 0, 1]);
    expect(levels).toBe(3);
  });
  test("holes of a lattice stand a spacing apart, to a node", () => {
    const geometry = spacingGeometry(flat);
    const [nx] = geometry.grid.count;
    const xs = [...new Set([...holesOfLattice(geometry, 40, [0.3, 0.6])].map((node) => node % nx))];
    expect(xs[0]).toBe(Math.floor(12 / geometry.nodeM));
    for (let at = 1; at < xs.length; at++)
      expect(Math.abs((xs[at] - xs[at - 1]) * geometry.nodeM - 40)).toBeLessThanOrEqual(geometry.nodeM);
  });
});

describe("a study of drill spacing", () => {
  test("pure nugget: the error's variance is 1/n − 2 m/(nN) + 1/N for n samples, m of them among the N nodes of the panel", () => {
    const spec = { ...flat, model: { nugget: 1, structures: [] }, maxSamples: 1e6, replicates: 3000 };
    const geometry = spacingGeometry(spec);
    const holes = holesOfLattice(geometry, 40, [0.3, 0.6]);
    const [panel] = geometry.panels;
    const inside = [...holes].filter((node) => isIn(node, geometry.grid.count[0], panel)).length;
    const [n, N] = [holes.length, panel.nodes ** 2];
    const expected = Math.sqrt(1 / n - (2 * inside) / (n * N) + 1 / N);
    const [row] = drillSpacing(spec).rows;
    // Standard error of a standard deviation from 3000 draws: 1.3 %.
    expect(Math.abs(row.errorPpm / expected - 1)).toBeLessThan(0.05);
    expect(Math.abs(row.relativeError / ((1.645 * expected) / 10) - 1)).toBeLessThan(0.08);
  });
  test("a spherical field: the error is the extension variance of kriging, by double sums over the panel's nodes", () => {
    const study = drillSpacing({ ...flat, maxSamples: 1e6, replicates: 700 });
    const expected = extensionSd(study.geometry, holesOfLattice(study.geometry, 40, [0.3, 0.6]), spherical);
    expect(Math.abs(study.rows[0].errorPpm / expected - 1)).toBeLessThan(0.1);
    expect(study.coefficientOfVariation).toBeCloseTo(0.1, 1);
  });
  test("so it is where the axis across the layers is separate, which turning bands cannot draw and a Fourier transform can", () => {
    const [structure] = spherical.structures;
    const model: CovarianceModel = { nugget: 0.1, structures: [{ ...structure, across: "separate" }] };
    const study = drillSpacing({
      ...flat,
      model,
      heightM: 3,
      volumes: [{ name: "quarter", dryTonnes: 10_800 }],
      maxSamples: 1e6,
      replicates: 700,
    });
    expect(study.geometry.levels).toBe(3);
    const expected = extensionSd(study.geometry, holesOfLattice(study.geometry, 40, [0.3, 0.6]), model);
    expect(Math.abs(study.rows[0].errorPpm / expected - 1)).toBeLessThan(0.1);
    expect(study.coefficientOfVariation).toBeCloseTo(0.1, 1);
  });
  test("the nearest 24 samples do nearly as well as all", () => {
    const [near, all] = [24, 1e6].map((maxSamples) => drillSpacing({ ...flat, maxSamples }).rows[0].errorPpm);
    expect(near).toBeLessThan(1.1 * all);
  });
  test("the error grows with the spacing and is less for a year than for a quarter", () => {
    const study = drillSpacing({
      ...flat,
      givenShifts: latticeShifts(2, 4),
      spacingsM: [20, 40, 80],
      volumes: [
        { name: "quarter", dryTonnes: 3600 },
        { name: "year", dryTonnes: 14_400 },
      ],
      replicates: 80,
    });
    const of = (name: string) => study.rows.filter(({ volume }) => volume === name).map((row) => row.relativeError);
    const [quarter, year] = [of("quarter"), of("year")];
    expect(quarter).toEqual([...quarter].sort((a, b) => a - b));
    expect(year).toEqual([...year].sort((a, b) => a - b));
    quarter.forEach((error, at) => expect(year[at]).toBeLessThan(error));
    expect(study.rows.every(({ standardError }) => standardError > 0)).toBe(true);
  });
  test("errors of samples widen the error, and one seed gives the same bits", () => {
    const run = (sampleError: number) => drillSpacing({ ...flat, sampleError, replicates: 60 }).rows[0].errorPpm;
    expect(run(0.3)).toBeGreaterThan(1.05 * run(0));
    expect(run(0.3)).toBe(run(0.3));
  });
  test("a skewed grade is estimated without bias", () => {
    const [row] = drillSpacing({ ...flat, gradeOf: (score) => 100 * Math.exp(score), replicates: 300 }).rows;
    const standardError = row.errorPpm / (100 * Math.exp(0.5)) / Math.sqrt(300);
    expect(Math.abs(row.bias)).toBeLessThan(4 * standardError);
  });
  test.each([
    ["no spacing", { spacingsM: [] }, "one spacing"],
    ["a spacing twice", { spacingsM: [20, 20] }, "named twice"],
    ["a spacing of 0", { spacingsM: [0] }, "spacing (m) must lie in"],
    ["a height that is no number", { heightM: Number.NaN }, "height of the face"],
    ["too few truths", { replicates: 5 }, "replicates must lie in 20"],
    ["too many nodes", { spacingsM: [0.2, 500] }, "nodes, limit"],
    ["grades around 0", { gradeOf: () => 0 }, "mean grade must exceed 0"],
  ])("%s is refused", (_what, change, words) => {
    expect(() => drillSpacing({ ...flat, replicates: 20, ...change })).toThrow(words);
  });
});

describe("the spacing that keeps a tolerance", () => {
  const row = (spacingM: number, relativeError: number): SpacingRow => ({
    spacingM,
    relativeError,
    volume: "year",
    holesPerPanel: 1,
    standardError: 0.01,
    bias: 0,
    errorPpm: 1,
    panels: 1,
  });
  test("lies straight between the spacings on both sides", () => {
    const answer = spacingAnswer("year", [row(100, 0.2), row(50, 0.1)], 0.15);
    expect(answer.spacingM).toBeCloseTo(75, 9);
    expect(answer.cautiousM).toBeCloseTo(75 - 1.645 * 5, 9);
    expect(answer.bound).toBe("found");
  });
  test("is told as a bound where all or none keep it", () => {
    expect(spacingAnswer("year", [row(50, 0.1)], 0.15)).toMatchObject({ spacingM: 50, bound: "widest" });
    expect(spacingAnswer("year", [row(50, 0.3)], 0.15)).toMatchObject({ spacingM: null, bound: "closest" });
  });
});

function isIn(node: number, nx: number, { from, nodes }: { from: readonly [number, number]; nodes: number }): boolean {
  const [i, j] = [node % nx, Math.floor(node / nx)];
  return i >= from[0] && i < from[0] + nodes && j >= from[1] && j < from[1] + nodes;
}

/** σ² = C̄(V, V) − Σ λ C̄(x, V) − μ of ordinary kriging, the panel being its nodes: solved here apart from the engine. */
function extensionSd(geometry: ReturnType<typeof spacingGeometry>, lowest: Int32Array, model: CovarianceModel): number {
  const { nodeM, levelM, grid, panels } = geometry;
  const prepared = prepareModel(model);
  const [nx, ny, levels] = grid.count;
  const level = (node: number) => Math.floor(node / (nx * ny));
  const place = (node: number) => [(node % nx) * nodeM, (Math.floor(node / nx) % ny) * nodeM, level(node) * levelM];
  const c = (a: number, b: number) => {
    const [p, q] = [place(a), place(b)];
    return covariance(prepared, p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  };
  const all = Array.from({ length: nx * ny * levels }, (_, node) => node).filter((node) =>
    isIn(node % (nx * ny), nx, panels[0]),
  );
  const holes = Array.from({ length: levels }, (_, k) => [...lowest].map((node) => node + k * nx * ny)).flat();
  const toPanel = (node: number) => all.reduce((sum, other) => sum + c(node, other), 0) / all.length;
  const n = holes.length;
  const matrix = new Float64Array((n + 1) ** 2);
  const right = new Float64Array(n + 1).fill(1);
  for (let a = 0; a <= n; a++)
    for (let b = 0; b <= n; b++)
      matrix[a * (n + 1) + b] = a === n || b === n ? (a === b ? 0 : 1) : c(holes[a], holes[b]);
  for (let a = 0; a < n; a++) right[a] = toPanel(holes[a]);
  const weights = solveLinear(matrix, right);
  let variance = all.reduce((sum, node) => sum + toPanel(node), 0) / all.length - weights[n];
  for (let a = 0; a < n; a++) variance -= weights[a] * right[a];
  return Math.sqrt(variance);
}
