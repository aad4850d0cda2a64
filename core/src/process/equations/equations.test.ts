import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { freeHydrogenMolPerL } from "./acidity.ts";
import { casasUptake, dissolvedOxygen, monodBatchH } from "./bioleach.ts";
import { austinAppearance, bondEnergyKwhPerT, perfectMixingMill } from "./comminution.ts";
import { bankRecovery, klimpelRecovery } from "./flotation.ts";
import { clarkBreakthrough, thomasBreakthrough } from "./ionExchange.ts";
import {
  coreControls,
  coreConversion,
  coreTime,
  mixedCoreConversion,
  tanksFirstOrder,
  tankTrainConversion,
} from "./kinetics.ts";
import { twoProductFormula, whitenEfficiency } from "./partition.ts";
import { countercurrentDecantation } from "./separation.ts";
import { countercurrentExtraction, kremserRaffinate, mcCabeThiele } from "./solventExtraction.ts";
import { tankLeach } from "./tankLeach.ts";

describe("shrinking core", () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  property.prop([fc.constantFrom(...coreControls), fraction])(
    "conversion and time are inverse to one another",
    (control, x) => {
      expect(coreConversion(control, coreTime(control, x))).toBeCloseTo(x, 6);
    },
  );
  property.prop([fraction])("one resistance alone in series is that resistance", (t) => {
    expect(mixedCoreConversion(t, { reaction: 1 })).toBeCloseTo(coreConversion("reaction", t), 9);
  });
  test("first-order particles in a train of tanks give the closed form 1 − (1 + kτ/N)⁻ᴺ", () => {
    for (const tanks of [1, 2, 5, 20])
      expect(tankTrainConversion((t) => 1 - Math.exp(-0.35 * t), 6, tanks)).toBeCloseTo(
        tanksFirstOrder(0.35, 6, tanks),
        6,
      );
  });
});

test("bisulfate: h + h S/(Ka + h) gives back the acid", () => {
  for (const [t, s] of [
    [0.1, 0.05],
    [1e-6, 0.2],
    [2, 1],
    [0.3, 1e-9],
  ]) {
    const h = freeHydrogenMolPerL(t, s);
    expect((h + (h * s) / (10 ** -1.99 + h)) / t).toBeCloseTo(1, 12);
  }
});

describe("countercurrent extraction", () => {
  const feed = (d: number, stages: number, ratio: number) => ({
    stages,
    aqueousLPerH: 1,
    organicLPerH: ratio,
    metals: [{ name: "M", valence: 1, aqueousMolPerL: 1e-6, organicMolPerL: 0, distribution: { constant: d } }],
    acidMolPerL: 0.1,
    sulfateMolPerL: 0,
    extractantMolPerL: 1,
    volumePctPerMolPerL: 30,
  });
  property.prop([
    fc.double({ min: 0.01, max: 50, noNaN: true }),
    fc.integer({ min: 1, max: 10 }),
    fc.double({ min: 0.1, max: 5, noNaN: true }),
  ])(
    "with constant D and fresh solvent is Kremser's equation, and McCabe-Thiele on a straight line",
    (d, stages, ratio) => {
      const result = countercurrentExtraction(feed(d, stages, ratio));
      const left = result.aqueousMolPerL[stages - 1] / 1e-6;
      expect(left).toBeCloseTo(kremserRaffinate(d, ratio, stages), 8);
      expect(mcCabeThiele(1, 0, ratio, stages, (x) => d * x).raffinate).toBeCloseTo(left, 8);
    },
  );
});

test("washing: the closed form satisfies the balance of every stage", () => {
  const { concentration: c, recovery } = countercurrentDecantation(5, 2.2, 10);
  const at = (j: number) => (j === 0 ? 10 : j > 5 ? 0 : c[j - 1]);
  for (let j = 1; j <= 5; j++) expect((1 + 2.2) * at(j)).toBeCloseTo(at(j - 1) + 2.2 * at(j + 1), 9);
  expect(recovery).toBeCloseTo(1 - c[4] / 10, 12);
});

describe("flotation", () => {
  test("a bank of many cells tends to plug flow, Klimpel's bank to its batch test", () => {
    expect(bankRecovery(0.5, 8, 1e6)).toBeCloseTo(1 - Math.exp(-4), 5);
    expect(klimpelRecovery(0.5, 8, 100_000)).toBeCloseTo(klimpelRecovery(0.5, 8, 0), 4);
  });
  test("Klimpel's bank is the mean of banks over rates from 0 to k_max", () => {
    let sum = 0;
    for (let i = 0; i < 10_000; i++) sum += bankRecovery((0.9 * (i + 0.5)) / 10_000, 6, 4);
    expect(klimpelRecovery(0.9, 6, 4)).toBeCloseTo(sum / 10_000, 6);
  });
});

test("a mill without breakage gives its feed, with endless breakage all to the finest", () => {
  const sizes = [38, 75, 150, 300];
  const feed = Float64Array.of(1, 2, 3, 4);
  const appearance = austinAppearance(sizes, 0.5, 0.7, 3.5);
  expect([...perfectMixingMill(feed, new Float64Array(4), appearance)]).toEqual([1, 2, 3, 4]);
  const fine = perfectMixingMill(feed, new Float64Array(4).fill(1e12), appearance);
  expect(fine[0]).toBeCloseTo(10, 6);
});

test("Clark's curve is one half at BV50 and rises", () => {
  expect(clarkBreakthrough(1.0000026, 83, 10_600, 56.3, 56.3)).toBeCloseTo(0.5, 9);
  expect(clarkBreakthrough(1.5, 1e-3, 600, 50, 80)).toBeGreaterThan(clarkBreakthrough(1.5, 1e-3, 600, 50, 40));
});

test("at n = 2 Clark's curve is Thomas' for a bed that holds BV50 bed volumes of the feed", () => {
  // Bed of 20 L, 50 mg/L at 40 L/h: half an hour of contact; kT EBCT/BV50 BV = k c₀ V/Q.
  const rate = 0.02;
  const thomasK = (rate * 1800) / 300 / ((50 * 20) / 40);
  for (const bv of [100, 250, 300, 340, 500])
    expect(clarkBreakthrough(2, rate, 1800, 300, bv)).toBeCloseTo(
      thomasBreakthrough(thomasK, 300 * 20 * 50, 50, bv * 20, 40),
      12,
    );
});

test("water holds less oxygen than air, and less when warm (a public code has Henry's constant upside down)", () => {
  expect(dissolvedOxygen(0.2436, 293.15)).toBeLessThan(0.2436);
  expect(dissolvedOxygen(0.2436, 313.15)).toBeLessThan(dissolvedOxygen(0.2436, 293.15));
  expect(casasUptake(330)).toBeLessThan(casasUptake(310));
});

test("Monod: the closed form agrees with Euler steps of dS/dt = −μ X/Y", () => {
  let [s, x, t] = [0.1, 0.002, 0];
  while (s > 0.005) {
    const growth = (0.11 * s * x) / (0.015 + s);
    x += 1e-3 * growth;
    s -= (1e-3 * growth) / 0.25;
    t += 1e-3;
  }
  expect(monodBatchH(0.11, 0.015, 0.25, 0.1, 0.002, 0.005)).toBeCloseTo(t, 1);
});

test("a mineral library's printed example of Bond's energy, 9.26 kWh/t, does not follow from Bond's formula", () => {
  expect(bondEnergyKwhPerT(12, 10_000, 150)).toBeCloseTo(8.597959, 5);
});

test("Whiten's curve runs through one half at the cut and stays finite for boulders", () => {
  expect(whitenEfficiency(1, 2.5)).toBeCloseTo(0.5, 12);
  expect(whitenEfficiency(1e6, 4)).toBe(1);
});

test("assays that contradict one another are refused, not turned into a negative recovery", () => {
  expect(() => twoProductFormula(0.45, 22, 0.6)).toThrow("between");
});

test("splitting a leach tank in two never loses conversion, and no acid means no leach", () => {
  const spec = (tanks: number, volume: number, acid: number) => ({
    tanks,
    tankVolumeL: volume,
    oxides: [
      {
        name: "CaO",
        feedMolPerH: 10,
        acidOrder: 0.5,
        rateMolPerKgH: 0.5,
        molarMassKgPerMol: 0.056,
        acidPerMol: 2,
        waterPerMol: 1,
      },
    ],
    inertKgPerH: 20,
    solidDensityKgPerL: 2.4,
    waterKgPerH: 200,
    waterKgPerMol: 0.018,
    acidMolPerH: acid,
    sulfateMolPerH: acid / 2,
  });
  const one = tankLeach(spec(1, 400, 20));
  const two = tankLeach(spec(2, 200, 20));
  expect(two[1].conversion[0]).toBeGreaterThan(one[0].conversion[0]);
  expect(tankLeach(spec(1, 400, 0))[0].conversion[0]).toBe(0);
});
