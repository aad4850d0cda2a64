import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { dissolvedOxygen } from "./bioleach.ts";
import { type HeapColumn, heapColumn, humidAir, naturalDraftKgPerM2H } from "./heapColumn.ts";

const mineral = {
  molPerKg: 0.05,
  ratePerDay: 0.01,
  ultimate: 0.8,
  lagDays: 10,
  isBacterial: false,
  heatKjPerMol: 0,
  oxygenMolPerMol: 0,
  acidMolPerMol: 0,
};
const lift: HeapColumn = {
  liftM: 6,
  bulkDensityKgPerM3: 1700,
  moisture: 0.1,
  days: 200,
  solutionKgPerM2H: 6,
  solutionC: 20,
  acidMolPerM2H: 10,
  airKgPerM2H: 0.5,
  airC: 20,
  oxygenMolPerM2H: 3.6,
  gasOxygenKgPerM3: 0.2436,
  halfSaturationKgPerM3: 0.001,
  conductivityWPerMK: 2,
  surfaceWPerM2K: 10,
  startC: 20,
  minerals: [mineral],
};

test("without oxygen, acid or heat a lift leaches X∞ (1 − exp(−k (t − lag)))", () => {
  const { conversion, temperatureC } = heapColumn(lift);
  expect(conversion[0]).toBeCloseTo(0.8 * (1 - Math.exp(-0.01 * 190)), 9);
  for (const celsius of temperatureC) expect(celsius).toBeCloseTo(20, 9);
});

test("liquor alone carries even heat off: at the base it is warmer by Q H/(G c), at the top by a twentieth of that", () => {
  // k so small that the rate stays the same over the time: kJ/(m² h) = k X∞ mol kJ/mol.
  const slow = { ...mineral, ratePerDay: 1e-6, ultimate: 1, lagDays: 0, molPerKg: 1, heatKjPerMol: 1e5 };
  const { temperatureC } = heapColumn({
    ...lift,
    airKgPerM2H: 0,
    conductivityWPerMK: 0,
    surfaceWPerM2K: 0,
    minerals: [slow],
  });
  const rise = ((1e-6 / 24) * 1e5 * 1700 * 6) / (6 * 4.18);
  expect(temperatureC[19]).toBeCloseTo(20 + rise, 2);
  expect(temperatureC[0]).toBeCloseTo(20 + rise / 20, 2);
});

test("no more oxygen is used than the gas brings, and a starved lift says how much it lacks", () => {
  const hungry = { ...mineral, ratePerDay: 1, ultimate: 1, lagDays: 0, molPerKg: 2, oxygenMolPerMol: 2.5 };
  const result = heapColumn({ ...lift, minerals: [hungry] });
  expect(result.oxygenUsedMolPerM2).toBeCloseTo(3.6 * 24 * 200, 6);
  expect(result.oxygenLimited).toBeGreaterThan(0.5);
});

test("no more acid is used than the liquor brings, and all of that where it is short", () => {
  const hungry = { ...mineral, ratePerDay: 1, ultimate: 1, lagDays: 0, molPerKg: 10, acidMolPerMol: 2 };
  const result = heapColumn({ ...lift, minerals: [hungry] });
  expect(result.acidUsedMolPerM2).toBeCloseTo(10 * 24 * 200, 6);
  expect(result.conversion[0]).toBeCloseTo((10 * 24 * 200) / (2 * 10 * 1700 * 6), 9);
  expect(result.acidLimited).toBeGreaterThan(0.5);
});

/** kJ/(m² h) set free evenly and without end: k so small that the rate stays the same. */
const steady = { ...mineral, ratePerDay: 1e-9, ultimate: 1, lagDays: 0, molPerKg: 1, heatKjPerMol: 1e7 };
const steadyKjPerM2H = (1e-9 / 24) * 1e7 * 1700 * 6;

test("gas alone carries even heat off: at the top it is warmer by Q H/(G c), at the base by a twentieth of that", () => {
  const { temperatureC } = heapColumn({
    ...lift,
    days: 4000,
    solutionKgPerM2H: 0,
    airKgPerM2H: 2,
    conductivityWPerMK: 0,
    surfaceWPerM2K: 0,
    minerals: [steady],
  });
  const mean = temperatureC.reduce((sum, c) => sum + c, 0) / 20;
  const rise = steadyKjPerM2H / (2 * humidAir(mean));
  expect(rise).toBeGreaterThan(0.3);
  expect((temperatureC[0] - 20) / rise).toBeCloseTo(1, 4);
  expect((temperatureC[19] - 20) / rise).toBeCloseTo(1 / 20, 4);
});

test("conduction alone carries even heat to the surface: Q/h over the air there, and Q Δz/λ Σ j/20 more at the base", () => {
  const { temperatureC } = heapColumn({
    ...lift,
    liftM: 1,
    days: 5000,
    solutionKgPerM2H: 0,
    airKgPerM2H: 0,
    minerals: [steady],
  });
  const watt = steadyKjPerM2H / 6 / 3.6;
  // Through the face above layer j goes the heat of the 20 − j layers from it down; 19 + 18 + ... + 1 = 190.
  expect((temperatureC[0] - 20) / (watt / 10)).toBeCloseTo(1, 4);
  expect((temperatureC[19] - temperatureC[0]) / ((watt * 0.05 * 190) / (2 * 20))).toBeCloseTo(1, 4);
});

test("bacterial minerals leach as fast as others at 30 °C in air, 2/3 as fast in half the oxygen where K_M is what air gives", () => {
  const isBacterial = { ...mineral, isBacterial: true };
  const reference = dissolvedOxygen(0.2436, 303.15);
  const warm = {
    ...lift,
    solutionC: 30,
    airC: 30,
    startC: 30,
    halfSaturationKgPerM3: reference,
    minerals: [isBacterial],
  };
  const at = (k: number) => 0.8 * (1 - Math.exp(-k * 0.01 * 190));
  expect(heapColumn(warm).conversion[0]).toBeCloseTo(at(1), 9);
  // (1/2)/(1 + 1/2) · (1 + 1)/1.
  expect(heapColumn({ ...warm, gasOxygenKgPerM3: 0.2436 / 2 }).conversion[0]).toBeCloseTo(at(2 / 3), 9);
  expect(heapColumn({ ...warm, oxygenMolPerM2H: 0 }).conversion[0]).toBe(0);
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
property.prop([fc.array(share, { minLength: 9, maxLength: 9 })])(
  "heat set free is found again in ore, liquor, gas and surface; oxygen and acid are not used beyond what is fed",
  ([a, b, c, d, e, f, g, h, i]) => {
    const heap = {
      ...lift,
      solutionKgPerM2H: 20 * a,
      airKgPerM2H: 3 * b,
      airC: 40 * c,
      startC: 40 * d,
      oxygenMolPerM2H: 7 * b,
      acidMolPerM2H: 30 * e,
      surfaceWPerM2K: 20 * f,
      minerals: [
        { ...mineral, isBacterial: true, oxygenMolPerMol: 2.5, heatKjPerMol: 1000 * g, molPerKg: h },
        { ...mineral, acidMolPerMol: 2, molPerKg: i, ratePerDay: 0.1 },
      ],
    };
    const result = heapColumn(heap);
    const size = result.heatKjPerM2 + 1700 * 6 * 40;
    expect(Math.abs(result.heatFoundKjPerM2 - result.heatKjPerM2) / size).toBeLessThan(1e-9);
    expect(result.oxygenUsedMolPerM2).toBeLessThanOrEqual(7 * b * 24 * 200 * (1 + 1e-9) + 1e-9);
    expect(result.acidUsedMolPerM2).toBeLessThanOrEqual(30 * e * 24 * 200 * (1 + 1e-9) + 1e-9);
    for (const x of result.conversion) expect(x >= 0 && x <= 0.8 + 1e-12).toBe(true);
  },
);

test("saturated air at 30 °C takes up about 5 kJ/(kg K): its enthalpy in psychrometric tables is 99.7 kJ/kg, at 31 °C 105.0", () => {
  expect(humidAir(30.5)).toBeCloseTo(105.0 - 99.7, 0);
});

test("a lift no warmer than dry air outside draws nothing; a warmer one more with its permeability", () => {
  expect(naturalDraftKgPerM2H(1e-10, 30, 0)).toBe(0);
  expect(naturalDraftKgPerM2H(2e-10, 10, 40) / naturalDraftKgPerM2H(1e-10, 10, 40)).toBeCloseTo(2, 12);
  // ρ 1.247 and 1.092 kg/m³ (7.4 kPa of vapour at 40 °C): 1e-10 · 1.247 · 9.81 · 0.15 · 3600/1.85e-5.
  expect(naturalDraftKgPerM2H(1e-10, 10, 40)).toBeCloseTo(0.036, 2);
});
