import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { halfSizeFactor, karraCut, openingFactor, oversizeFactor, throughFallMm, wetFactor } from "./karraScreen.ts";

describe("the pieces of Karra's factors meet where one ends and the next begins, within their printed digits", () => {
  test.each<[string, (x: number) => number, readonly number[], number]>([
    ["A, opening", openingFactor, [51], 0.003],
    ["B, oversize", oversizeFactor, [87], 0.04],
    ["C, half size", halfSizeFactor, [30, 55, 80], 0.02],
    ["E, wet", wetFactor, [1, 2, 4, 6, 10, 12, 16, 24, 32].map((t) => t / 1.26), 1e-9],
  ])("%s", (_name, factor, joints, tolerance) => {
    for (const at of joints) {
      const [below, above] = [factor(at * (1 - 1e-12)), factor(at * (1 + 1e-12))];
      expect(Math.abs(above - below) / below).toBeLessThan(tolerance);
    }
  });
});

test("a level mesh shows its opening; one at 60° to particles of a thin wire half of it", () => {
  expect(throughFallMm(10, 2, 0)).toBe(10);
  expect(throughFallMm(10, 0, 60)).toBeCloseTo(5, 12);
});

const deck = {
  openingMm: 10,
  wireMm: 3,
  angleDeg: 15,
  areaM2: 10,
  deck: 1,
  isWet: false,
  bulkDensityKgPerM3: 1602,
  undersizeTPerH: 100,
  oversizePct: 40,
  halfSizePct: 30,
  nearSizePct: 20,
};

test("the cut of a deck by hand: A 13.37, B 1.12, C 1.06, D 1, G_c 0.391, K 0.63, 0.932 of the opening seen", () => {
  const { cutMm, load, capacityTPerHM2, throughFallMm: seen } = karraCut(deck);
  expect(seen).toBeCloseTo(13 * Math.cos(Math.PI / 12) - 3, 9);
  expect(capacityTPerHM2).toBeCloseTo((12.1286 * seen ** 0.3162 - 10.2991) * 1.12 * 1.06, 9);
  expect(load).toBeCloseTo(100 / (10 * capacityTPerHM2), 9);
  expect(cutMm / seen).toBeCloseTo(((0.844 * 0.8 ** 3.453) / load) ** 0.148, 9);
});

property.prop([fc.double({ min: 0.1, max: 1000, noNaN: true }), fc.double({ min: 1, max: 10, noNaN: true })])(
  "more load gives a finer cut, and no cut is coarser than the opening seen",
  (undersizeTPerH, more) => {
    const [light, heavy] = [undersizeTPerH, undersizeTPerH * more].map((t) => karraCut({ ...deck, undersizeTPerH: t }));
    expect(heavy.cutMm).toBeLessThanOrEqual(light.cutMm);
    expect(light.cutMm).toBeLessThanOrEqual(light.throughFallMm);
  },
);

test("a second deck passes 0.9 of the first, a deck sprayed at 4.04 mm 2.5 times as much, a feed half as dense half", () => {
  const of = (change: Partial<typeof deck>) => karraCut({ ...deck, ...change }).capacityTPerHM2;
  expect(of({ deck: 2 }) / of({})).toBeCloseTo(0.9, 12);
  expect(of({ bulkDensityKgPerM3: 801 }) / of({})).toBeCloseTo(0.5, 12);
  // 1.26 · 4.04 = 5.1, on the level stretch of E between 4 and 6.
  const level = { openingMm: 4.04, angleDeg: 0 };
  expect(of({ ...level, isWet: true }) / of(level)).toBeCloseTo(2.5, 12);
});

test("A, B and C of the deck by hand: 13.26 at 9.56 mm, 1.12 at 40 % oversize, 1.06 at 30 % half size", () => {
  // 9.557^0.3162 = e^(0.3162 · 2.2573) = 2.0417.
  expect(openingFactor(9.557)).toBeCloseTo(12.1286 * 2.0417 - 10.2991, 2);
  expect(oversizeFactor(40)).toBeCloseTo(1.12, 12);
  expect(halfSizeFactor(30)).toBeCloseTo(1.06, 12);
});
