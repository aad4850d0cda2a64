import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { experimentalVariogram, variogramEstimators } from "./experimentalVariogram.ts";
import { indicatorVariograms } from "./indicatorVariogram.ts";
import { variogramCloud } from "./variogramCloud.ts";
import { variogramMap } from "./variogramMap.ts";

/** Three samples at the corners of a right angle, 1 m east and 2 m north of the first. */
const corner = { xyzM: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0), values: Float64Array.of(1, 3, 7) };

test("a map by hand: (4/2) one cell east and west, (36/2) two cells north and south, (16/2) across", () => {
  const { count, value, pairs, separationM } = variogramMap(corner, { reach: [1, 2, 0], sizeM: [1, 1, 1] });
  expect(count).toEqual([3, 5, 1]);
  const at = (x: number, y: number) => value[x + 1 + 3 * (y + 2)];
  expect([at(1, 0), at(-1, 0), at(0, 2), at(0, -2), at(-1, 2), at(1, -2)]).toEqual([2, 2, 18, 18, 8, 8]);
  expect(at(1, 2)).toBeNaN();
  expect(pairs.reduce((sum, n) => sum + n, 0)).toBe(6);
  expect([...separationM.subarray(0, 3)]).toEqual([-1, -2, 0]);
});

const many = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 1, max: 50 }),
  ),
  {
    minLength: 4,
    maxLength: 40,
  },
);
property.prop([many, fc.constantFrom(...variogramEstimators)], { numRuns: 60 })(
  "a map is symmetric, and of a line of samples it is the variogram along that line",
  (rows, estimator) => {
    const samples = {
      xyzM: Float64Array.from(rows.flatMap(([x, y, z]) => [x, y, z])),
      values: Float64Array.from(rows, ([, , , v]) => v),
    };
    const { value, pairs } = variogramMap(samples, { reach: [3, 3, 2], sizeM: [1, 2, 1], estimator });
    for (let c = 0; c < value.length; c++) {
      expect(pairs[c]).toBe(pairs[value.length - 1 - c]);
      if (pairs[c] > 0 && Number.isFinite(value[c])) expect(value[c]).toBeCloseTo(value[value.length - 1 - c], 8);
    }
    const line = { xyzM: samples.xyzM.map((c, i) => (i % 3 === 0 ? c : 0)), values: samples.values };
    const direction = { azimuthDeg: 90, azimuthToleranceDeg: 10 };
    const lags = { kind: "centred", spacingM: 1, toleranceM: 0.25, count: 4 } as const;
    const along = experimentalVariogram(line, { lags, estimator, direction });
    const map = variogramMap(line, { reach: [3, 0, 0], sizeM: [1, 1, 1], estimator });
    for (const { lag, value: expected, pairs: n } of along.lags) {
      expect(map.pairs[3 + lag]).toBe(n);
      if (Number.isFinite(expected)) expect(map.value[3 + lag]).toBeCloseTo(expected, 8);
    }
  },
);

test("relative and standardised estimators by hand: 4 values on a line, 1 m apart", () => {
  const line = { xyzM: Float64Array.of(0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0), values: Float64Array.of(1, 3, 2, 6) };
  const spec = {
    lags: { kind: "classes", widthM: 1, cutoffM: 1 },
    direction: { azimuthDeg: 0, azimuthToleranceDeg: 10 },
  } as const;
  const of = (estimator: "general-relative" | "lag-standardised") =>
    experimentalVariogram(line, { ...spec, estimator }).lags[0].value;
  // Differences 2, -1, 4; tails 1, 3, 2 (mean 2, variance 2/3), heads 3, 2, 6 (mean 11/3, variance 26/9).
  expect(of("general-relative")).toBeCloseTo(21 / 6 / ((2 + 11 / 3) / 2) ** 2, 12);
  expect(of("lag-standardised")).toBeCloseTo(21 / 6 / Math.sqrt((2 / 3) * (26 / 9)), 12);
});

test("a cloud names the pairs, the largest first, and says how much of the sum each sample carries", () => {
  const cloud = variogramCloud({ ...corner, names: ["P", "Q", "R"] }, { cutoffM: 2, mostPairs: 1 });
  // Q-R lie 2.24 m apart and are left out: P-Q 2, P-R 18.
  expect(cloud.pairs).toEqual([{ a: 0, b: 2, nameA: "P", nameB: "R", distanceM: 2, azimuthDeg: 0, value: 18 }]);
  expect([cloud.total, cloud.mean]).toEqual([2, 10]);
  expect([...cloud.influence]).toEqual([1, 0.1, 0.9]);
});

property.prop([many, fc.integer({ min: 1, max: 20 })], { numRuns: 40 })(
  "a bounded cloud holds the largest of all pairs",
  (rows, mostPairs) => {
    const samples = {
      xyzM: Float64Array.from(rows.flatMap(([x, y, z]) => [x, y, z])),
      values: Float64Array.from(rows, ([, , , v]) => v),
    };
    const all: number[] = [];
    for (let i = 0; i < rows.length; i++)
      for (let j = 0; j < i; j++)
        if (Math.hypot(rows[i][0] - rows[j][0], rows[i][1] - rows[j][1], rows[i][2] - rows[j][2]) <= 5)
          all.push(0.5 * (rows[i][3] - rows[j][3]) ** 2);
    const cloud = variogramCloud(samples, { cutoffM: 5, mostPairs });
    expect(cloud.total).toBe(all.length);
    expect(cloud.pairs.map(({ value }) => value)).toEqual(all.sort((a, b) => b - a).slice(0, mostPairs));
  },
);

test("an indicator variogram counts pairs split by the threshold: half their share, over p(1 - p) when standardised", () => {
  const spec = { lags: { kind: "classes", widthM: 3, cutoffM: 3 } } as const;
  const [plain] = indicatorVariograms(corner, [2], spec);
  // One of three at or below 2; 2 of 3 pairs split.
  expect(plain.lags[0].value).toBeCloseTo(2 / 3 / 2, 12);
  const [standardised] = indicatorVariograms(corner, [2], spec, true);
  expect(standardised.lags[0].value).toBeCloseTo(2 / 3 / 2 / (2 / 9), 12);
  expect(() => indicatorVariograms(corner, [9], spec)).toThrow("all samples lie at or below 9");
});
