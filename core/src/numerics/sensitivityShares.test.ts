import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type Distribution, distributionProbability, distributionQuantile } from "./distribution.ts";
import { fillUniform } from "./drawStream.ts";
import { morrisScreening } from "./morrisScreening.ts";
import { rankRegression } from "./rankRegression.ts";
import { sobolRun } from "./sobolShares.ts";

const ishigami = (u: Float64Array) => {
  const [x, y, z] = u.map((value) => Math.PI * (2 * value - 1));
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};

describe("Sobol shares of several results", () => {
  // Closed form with a = 7, b = 0.1: Ishigami and Homma (1990); Saltelli et al. (2008), sect. 4.
  const first = [0.3139, 0.4424, 0];
  const total = [0.5576, 0.4424, 0.2437];
  const run = sobolRun(["x", "y", "z"], (u) => Float64Array.of(ishigami(u), u[0], 5), 3, 8192, 11);
  test("Ishigami's shares lie within three of their own standard errors", () => {
    run.shares[0].forEach((share, i) => {
      expect(Math.abs(share.first - first[i])).toBeLessThan(3 * share.firstError);
      expect(Math.abs(share.total - total[i])).toBeLessThan(3 * share.totalError);
      expect(share.totalError).toBeLessThan(0.03);
    });
  });
  test("a result that is one input has all its variance from it, a constant from none", () => {
    expect(run.shares[1].map(({ total: t }) => Number(t.toFixed(2)))).toEqual([1, 0, 0]);
    expect(run.shares[2].every(({ first: f, total: t }) => f === 0 && t === 0)).toBe(true);
  });
  test("base runs with a run that gives nothing are left out and counted", () => {
    const broken = sobolRun(["x", "y", "z"], (u) => (u[0] > 0.9 ? null : Float64Array.of(ishigami(u))), 1, 2048, 3);
    // A base run stands only where x lies below 0.9 in both samples: 0.81.
    expect(broken.baseRunsLeftOut / 2048).toBeCloseTo(0.19, 1);
    expect(broken.shares[0].every(({ total: t }) => Number.isFinite(t))).toBe(true);
  });
});

describe("Morris screening", () => {
  /** Morris (1991), sect. 5: 20 inputs, here with the random small coefficients at 0. */
  const morris = (x: Float64Array) => {
    const w = x.map((value, i) =>
      [2, 4, 6].includes(i) ? 2 * ((1.1 * value) / (value + 0.1) - 0.5) : 2 * (value - 0.5),
    );
    let y = 0;
    for (let i = 0; i < 10; i++) y += 20 * w[i];
    for (let i = 0; i < 6; i++) for (let j = i + 1; j < 6; j++) y -= 15 * w[i] * w[j];
    for (let i = 0; i < 5; i++)
      for (let j = i + 1; j < 5; j++) for (let l = j + 1; l < 5; l++) y -= 10 * w[i] * w[j] * w[l];
    y += 5 * w[0] * w[1] * w[2] * w[3];
    return Float64Array.of(y);
  };
  const names = Array.from({ length: 20 }, (_, i) => `x${i + 1}`);
  const [effects] = morrisScreening(names, morris, 1, 40, 5).effects;
  test("Morris's own function: ten inputs matter, of them 8 to 10 linearly (effect 40 exactly), 1 to 7 in curves or together", () => {
    for (const i of [7, 8, 9]) {
      expect(effects[i].meanSize).toBeCloseTo(40, 9);
      expect(effects[i].sd).toBeLessThan(1e-9);
    }
    for (let i = 0; i < 7; i++) expect(effects[i].sd).toBeGreaterThan(10);
    for (let i = 0; i < 7; i++) expect(effects[i].meanSize).toBeGreaterThan(20);
    for (let i = 10; i < 20; i++) expect(effects[i].meanSize).toBe(0);
  });
  test("μ* of Sobol's g function on four levels is 2/(1+aᵢ) ∏ (4/3 + aⱼ)/(1 + aⱼ), found on paper", () => {
    const a = [0, 1, 4.5, 9];
    const g = (x: Float64Array) =>
      Float64Array.of(x.reduce((product, value, i) => product * ((Math.abs(4 * value - 2) + a[i]) / (1 + a[i])), 1));
    const { effects: found, runs } = morrisScreening(["a", "b", "c", "d"], g, 1, 4000, 9);
    expect(runs).toBe(20_000);
    found[0].forEach(({ meanSize }, i) => {
      const others = a.reduce((product, aj, j) => (j === i ? product : product * ((4 / 3 + aj) / (1 + aj))), 1);
      expect(meanSize / ((2 / (1 + a[i])) * others)).toBeCloseTo(1, 1);
    });
  });
  test("runs without a result are counted and only their effects are missing", () => {
    const run = morrisScreening(["x", "y"], (x) => (x[0] === 1 ? null : Float64Array.of(3 * x[1])), 1, 100, 2);
    expect(run.runsLeftOut).toBeGreaterThan(0);
    expect(run.effects[0][1]).toMatchObject({ mean: expect.closeTo(3, 9), sd: expect.closeTo(0, 9) });
    expect(run.effects[0][1].effects).toBeLessThan(100);
  });
});

test("rank regression of a sum of independent inputs gives the shares of its rank variance, of a constant nothing", () => {
  const column = (name: string) => {
    const values = new Float64Array(20_000);
    fillUniform(values, 4, name);
    return values;
  };
  const [x, y] = [column("x"), column("y")];
  const regress = rankRegression(["x", "y"], [x, y]);
  const alone = regress(Float64Array.from(x));
  expect(alone?.coefficients[0].coefficient).toBeCloseTo(1, 9);
  expect(alone?.coefficients[1].coefficient).toBeCloseTo(0, 9);
  // Two equal inputs: by symmetry the same coefficient, and ranks of a triangular sum are nearly linear in both.
  const sum = regress(x.map((value, k) => value + y[k]));
  const [a, b] = sum?.coefficients.map(({ coefficient }) => coefficient) ?? [];
  expect(a / b).toBeCloseTo(1, 1);
  expect(sum?.explained).toBeGreaterThan(0.95);
  expect(regress(new Float64Array(20_000).fill(7))).toBeNull();
  // A hump has no slope: the regression says how little it explains.
  expect(regress(x.map((value) => (value - 0.5) ** 2))?.explained).toBeLessThan(0.01);
});

const laws: fc.Arbitrary<Distribution> = fc.oneof(
  fc.record({
    kind: fc.constant("uniform" as const),
    min: fc.integer({ min: -9, max: 0 }),
    max: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant("triangular" as const),
    min: fc.integer({ min: -9, max: -1 }),
    mode: fc.constant(0),
    max: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant("normal" as const),
    mean: fc.integer({ min: -9, max: 9 }),
    sd: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant("lognormal" as const),
    median: fc.integer({ min: 1, max: 9 }),
    gsd: fc.integer({ min: 2, max: 9 }),
  }),
);
property.prop([laws, fc.integer({ min: 1, max: 999 })])(
  "the probability of a quantile is the probability it was asked for",
  (law, thousandth) => {
    expect(distributionProbability(law, distributionQuantile(law, thousandth / 1000))).toBeCloseTo(
      thousandth / 1000,
      6,
    );
  },
);
