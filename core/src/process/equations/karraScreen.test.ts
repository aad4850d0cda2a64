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
