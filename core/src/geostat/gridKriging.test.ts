import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type GridColumns, GridKriging, gridColumns, krigeGrid, krigeGridParts } from "./gridKriging.ts";
import { krige } from "./kriging.ts";
import type { KrigingSpec } from "./krigingEngine.ts";
import { krigingKernelSourceSha256 } from "./krigingKernelBytes.ts";
import { blockCentres, type RegularGrid } from "./regularGrid.ts";
import type { SampleSet } from "./sampleSet.ts";
import { sampleTwins } from "./sampleTwins.ts";

test("the committed kernel was made from the committed source", () => {
  const source = readFileSync(new URL("krigingKernel.as", import.meta.url));
  expect(createHash("sha256").update(source).digest("hex")).toBe(krigingKernelSourceSha256);
});

const three = (min: number, max: number) => {
  const one = fc.double({ min, max, noNaN: true });
  return fc.tuple(one, one, one);
};
const angles = fc.oneof(fc.constant([0, 0, 0] as const), three(-180, 180));
const structure = fc.record({
  type: fc.constantFrom("spherical" as const, "exponential" as const, "cubic" as const, "gaussian" as const),
  sill: fc.double({ min: 0.1, max: 5, noNaN: true }),
  rangesM: three(20, 300),
  anglesDeg: angles,
});
const specs: fc.Arbitrary<KrigingSpec> = fc
  .record({
    nugget: fc.constantFrom(0.01, 0.3),
    structures: fc.array(structure, { maxLength: 3 }),
    radiiM: fc.oneof(three(15, 200), fc.constant([1e4, 1e4, 1e4] as const)),
    anglesDeg: angles,
    maxSamples: fc.integer({ min: 1, max: 40 }),
    minSamples: fc.integer({ min: 1, max: 3 }),
    knownMean: fc.option(fc.double({ min: -2, max: 2, noNaN: true })),
    isBlock: fc.boolean(),
  })
  .map(({ nugget, structures, radiiM, anglesDeg, maxSamples, minSamples, knownMean, isBlock }) => ({
    model: { nugget, structures },
    search: { radiiM, anglesDeg, maxSamples, minSamples: Math.min(minSamples, maxSamples) },
    ...(knownMean === null ? {} : { knownMean }),
    ...(isBlock ? { block: { sizeM: [10, 8, 5], points: [2, 2, 2], rule: "gauss" as const } } : {}),
  }));
const count = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }));
/** A mine in the fifth million of northing: whole steps give ties, thousandths do not. */
const corner = [512_000, 4_812_000, 1_400] as const;
const samplesOf = (step: number) =>
  fc
    .uniqueArray(
      fc.tuple(
        fc.nat({ max: 100 / step }),
        fc.nat({ max: 100 / step }),
        fc.nat({ max: 40 / step }),
        fc.nat({ max: 999 }),
      ),
      { minLength: 1, maxLength: 150, selector: ([x, y, z]) => `${x} ${y} ${z}` },
    )
    .map(
      (list): SampleSet => ({
        xyzM: Float64Array.from(list.flatMap((at) => corner.map((c, a) => c + at[a] * step))),
        values: Float64Array.from(list, ([, , , value]) => value / 100),
      }),
    );
const sampleSets = fc.oneof(samplesOf(5), samplesOf(0.001));
const gridOf = (n: readonly [number, number, number]): RegularGrid => ({
  count: n,
  firstCentreM: [corner[0] + 5, corner[1] + 5, corner[2] + 5],
  sizeM: [10, 10, 5],
});

/** What KrigingEngine, the other path, gives at every block. */
function byEngine(samples: SampleSet, grid: RegularGrid, spec: KrigingSpec): GridColumns {
  const engine = new GridKriging(samples, grid, spec, false);
  const columns = gridColumns(engine.cut.blocks);
  columns.status.fill(255);
  engine.finish(0, engine.cut.blocks, columns, 0);
  return columns;
}

const worst = (a: Float64Array, b: Float64Array, scale: (i: number) => number) => {
  let most = 0;
  for (let i = 0; i < a.length; i++)
    if (Number.isNaN(a[i]) !== Number.isNaN(b[i])) return Number.POSITIVE_INFINITY;
    else if (!Number.isNaN(a[i])) most = Math.max(most, Math.abs(a[i] - b[i]) / scale(i));
  return most;
};

function expectSame(samples: SampleSet, grid: RegularGrid, spec: KrigingSpec): void {
  const fast = krigeGrid(samples, grid, spec);
  const slow = byEngine(samples, grid, spec);
  expect(fast.status).toEqual(slow.status);
  expect(fast.used).toEqual(slow.used);
  const sill = spec.model.structures.reduce((sum, s) => sum + s.sill, spec.model.nugget);
  expect(worst(fast.estimate, slow.estimate, (i) => Math.abs(slow.estimate[i]) + 1e-3)).toBeLessThan(1e-9);
  expect(worst(fast.variance, slow.variance, () => sill)).toBeLessThan(1e-9);
  // The slope is a ratio; where both of its parts vanish it says nothing.
  expect(worst(fast.slope, slow.slope, (i) => Math.max(1, Math.abs(slow.slope[i])) * 10)).toBeLessThan(1e-9);
}

describe("the kernel gives what KrigingEngine gives", () => {
  test.prop([sampleSets, count, specs], { numRuns: process.env["RELODE_LARGE"] === "1" ? 1000 : 120 })(
    "for simple and ordinary kriging of points and blocks, with ties in distance, in map coordinates",
    (samples, n, spec) => expectSame(samples, gridOf(n), spec),
    300_000,
  );

  test("and leaves no block of an ordinary case to it", () => {
    const n = 400;
    const xyzM = Float64Array.from({ length: 3 * n }, (_, i) => corner[i % 3] + ((i * 7919) % 2003) / 20);
    const samples = { xyzM, values: Float64Array.from({ length: n }, (_, i) => (i * 31) % 17) };
    const model = { nugget: 0, structures: [{ type: "spherical" as const, sill: 1, rangesM: [90, 60, 30] as const }] };
    const spec = { model, search: { radiiM: [100, 80, 40] as const, maxSamples: 32 } };
    const kriging = new GridKriging(samples, gridOf([9, 9, 4]), spec);
    const columns = gridColumns(kriging.cut.blocks);
    for (let strip = 0; strip < kriging.cut.layers * kriging.cut.stripsInLayer; strip++)
      kriging.fillStrip(Math.floor(strip / kriging.cut.stripsInLayer), strip % kriging.cut.stripsInLayer, columns, 0);
    expect(kriging.usesKernel).toBe(true);
    expect(columns.status.filter((status) => status !== 0).length).toBe(0);
    expectSame(samples, gridOf([9, 9, 4]), spec);
  });

  test("where a thousand samples crowd around one block", () => {
    const n = 1000;
    const xyzM = Float64Array.from({ length: 3 * n }, (_, i) => corner[i % 3] + ((i * 7919) % 2003) / 200);
    const samples = { xyzM, values: Float64Array.from({ length: n }, (_, i) => (i * 31) % 17) };
    const model = {
      nugget: 0.2,
      structures: [{ type: "spherical" as const, sill: 1, rangesM: [30, 30, 30] as const }],
    };
    expectSame(samples, gridOf([6, 5, 4]), { model, search: { radiiM: [500, 500, 500], maxSamples: 24 } });
  });

  test("where samples stand at the blocks' centres and the nugget counts", () => {
    const grid = gridOf([6, 5, 4]);
    const xyzM = blockCentres(grid);
    const samples = { xyzM, values: Float64Array.from({ length: 120 }, (_, i) => (i * 31) % 17) };
    const model = {
      nugget: 0.5,
      structures: [{ type: "spherical" as const, sill: 1, rangesM: [30, 30, 30] as const }],
    };
    const spec = { model, search: { radiiM: [50, 50, 50] as const, maxSamples: 16 } };
    expectSame(samples, grid, spec);
    expect(worst(krigeGrid(samples, grid, spec).estimate, samples.values, () => 1)).toBeLessThan(1e-10);
  });
});

describe("a grid gives the same bits", () => {
  const samples: SampleSet = {
    xyzM: Float64Array.from({ length: 900 }, (_, i) => corner[i % 3] + ((i * 7919) % 2003) / (i % 3 === 2 ? 50 : 10)),
    values: Float64Array.from({ length: 300 }, (_, i) => (i * 31) % 17),
  };
  const model = { nugget: 0.1, structures: [{ type: "spherical" as const, sill: 1, rangesM: [90, 60, 30] as const }] };
  const spec = { model, search: { radiiM: [150, 150, 60] as const, maxSamples: 12 } };

  for (const n of [
    [70, 11, 9],
    [300, 90, 1],
    [1, 1, 70],
    [5000, 2, 2],
  ] as const)
    test(`in parts and as a whole, ${n.join(" x ")}`, () => {
      const grid = gridOf(n);
      const whole = krigeGrid(samples, grid, spec);
      let next = 0;
      for (const { first, count: blocks, columns } of krigeGridParts(samples, grid, spec, 100)) {
        expect(first).toBe(next);
        next += blocks;
        for (const name of ["estimate", "variance", "slope", "used", "status"] as const)
          expect(columns[name].subarray(0, blocks)).toEqual(whole[name].subarray(first, next));
      }
      expect(next).toBe(n[0] * n[1] * n[2]);
    });

  test("by two objects that share its strips, taken backwards", () => {
    const grid = gridOf([70, 11, 9]);
    const two = [new GridKriging(samples, grid, spec), new GridKriging(samples, grid, spec)];
    const columns = gridColumns(two[0].cut.blocks);
    for (let layer = two[0].cut.layers - 1; layer >= 0; layer--)
      for (let s = 0; s < two[0].cut.stripsInLayer; s++) two[(layer + s) % 2].fillStrip(layer, s, columns, 0);
    two[0].finish(0, two[0].cut.blocks, columns, 0);
    expect(columns.estimate).toEqual(krigeGrid(samples, grid, spec).estimate);
  });
});

describe("hostile input is refused as krige refuses it", () => {
  const grid = gridOf([9, 8, 7]);
  const good: SampleSet = {
    xyzM: Float64Array.from({ length: 150 }, (_, i) => corner[i % 3] + ((i * 7919) % 211) / 3),
    values: Float64Array.from({ length: 50 }, (_, i) => i % 7),
  };
  const spherical = { type: "spherical" as const, sill: 1, rangesM: [60, 60, 60] as const };
  const search = { radiiM: [80, 80, 80] as const, maxSamples: 20 };
  const spec: KrigingSpec = { model: { nugget: 0.1, structures: [spherical] }, search };
  const moved = (change: (xyzM: Float64Array) => void): SampleSet => {
    const xyzM = good.xyzM.slice();
    change(xyzM);
    return { ...good, xyzM };
  };
  const outcome = (compute: () => unknown): unknown => {
    try {
      return compute();
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  };
  const gaussian = { type: "gaussian" as const, sill: 1, rangesM: [900, 900, 900] as const };
  const cases: readonly (readonly [string, SampleSet, KrigingSpec, RegExp])[] = [
    ["doubled samples", moved((xyz) => xyz.copyWithin(30, 3, 6)), spec, /sample 2 and sample 11 share a position/],
    [
      "doubled samples without a nugget",
      moved((xyz) => xyz.copyWithin(30, 3, 6)),
      { ...spec, model: { nugget: 0, structures: [spherical] } },
      /share a position/,
    ],
    ["a Gaussian model without nugget", good, { search, model: { nugget: 0, structures: [gaussian] } }, /add a nugget/],
    [
      "a coordinate that is no number",
      moved((xyz) => xyz.fill(Number.NaN, 4, 5)),
      spec,
      /sample 2: coordinate y is NaN/,
    ],
    [
      "a value that is no number",
      { ...good, values: good.values.map((v, i) => (i === 6 ? Number.NaN : v)) },
      spec,
      /sample 7: value is NaN/,
    ],
    [
      "a range of zero",
      good,
      { search, model: { nugget: 0, structures: [{ ...spherical, rangesM: [60, 0, 60] }] } },
      /exceed 0 m/,
    ],
    [
      "a negative range",
      good,
      { search, model: { nugget: 0, structures: [{ ...spherical, rangesM: [-6, 6, 6] }] } },
      /exceed 0 m/,
    ],
    [
      "a negative nugget",
      good,
      { search, model: { nugget: -1, structures: [spherical] } },
      /nugget must be finite and at least 0/,
    ],
    [
      "no neighbours allowed",
      good,
      { ...spec, search: { ...search, maxSamples: 0 } },
      /maxSamples must be a whole number/,
    ],
  ];
  for (const [name, samples, hostile, message] of cases)
    test(name, () => {
      const fast = outcome(() => krigeGrid(samples, grid, hostile));
      expect(fast).toMatch(message);
      expect(fast).toBe(outcome(() => krige(samples, { xyzM: blockCentres(grid) }, hostile)));
    });

  test("a grid of 10^12 blocks", () => {
    const huge = { ...grid, count: [10_000, 10_000, 10_000] as const };
    expect(() => krigeGrid(good, huge, spec)).toThrow(/1000000000000 blocks, limit 50000000/);
  });

  test("samples a thousandth of a millimetre apart, in a line, or alone are no obstacle", () => {
    expectSame(
      moved((xyz) => xyz.set([xyz[3] + 1e-6, xyz[4], xyz[5]], 30)),
      grid,
      spec,
    );
    expectSame(
      moved((xyz) => xyz.forEach((_, i) => (xyz[i] = corner[i % 3] + (i % 3 === 0 ? i / 3 : 0)))),
      grid,
      spec,
    );
    expectSame({ xyzM: good.xyzM.slice(0, 3), values: good.values.slice(0, 1) }, grid, spec);
    const none = krigeGrid({ xyzM: new Float64Array(0), values: new Float64Array(0) }, grid, spec);
    expect(none.tooFewSamples).toBe(9 * 8 * 7);
  });
});

test("samples at one place are told, minus zero being zero", () => {
  expect([...sampleTwins(Float64Array.of(0, 0, 1, -0, 0, 1, 5, 5, 5))]).toEqual([1, 1, 0]);
});
