import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { allocateBurden, emissionInventory, knownFactors, lifetimeBurden } from "./emissions.ts";
import { inverterPower, jointLossPct, pvHourlyMW } from "./photovoltaics.ts";
import { heatKwhPerT, reagentUse } from "./reagentLoop.ts";
import { bleedForLimit, steadyBuildUp, waterBalance, type WaterLoop } from "./waterLoop.ts";
import { cubicTurbineFraction, dieselLitresPerHour, powerCurveFraction, windAtHeightMPerS } from "./windAndDiesel.ts";

/** A pond that neither gains nor loses: fresh water replaces what leaves. */
function steadyLoop(loadKgPerMonth: number, bleedM3: number, months: number): WaterLoop {
  return {
    pond: { startM3: 1000, leastM3: 1000, mostM3: 5000, areaM2: 0, panFactor: 0.7, seepageM3PerMonth: 40 },
    catchment: { areaM2: 0, runoff: 0 },
    plant: {
      demandM3: Array<number>(months).fill(500),
      entrainedM3: Array<number>(months).fill(60),
      withFeedM3: Array<number>(months).fill(0),
      mostReuse: 1,
    },
    rainMm: Array<number>(months).fill(0),
    panEvaporationMm: Array<number>(months).fill(0),
    bleedM3: Array<number>(months).fill(bleedM3),
    impurities: [{ name: "SO4", startMgPerL: 200, freshMgPerL: 0, loadKgPerMonth, limitMgPerL: 2000 }],
  };
}

describe("water", () => {
  test("impurity builds up as the closed form says, month by month", () => {
    const found = waterBalance(steadyLoop(150, 50, 120));
    found.months.forEach(({ month, mgPerL }) =>
      expect(mgPerL[0]).toBeCloseTo(steadyBuildUp(200, 150, 1000, 150, month), 6),
    );
    expect(found.months.at(-1)?.mgPerL[0]).toBeCloseTo(1000, 2); // 150 kg in 150 m3
  });
  test("the bleed found for a limit holds it in the long run", () => {
    const bleed = bleedForLimit(300, 2000, 40, 60);
    expect(bleed).toBe(50);
    expect(waterBalance(steadyLoop(300, bleed, 300)).months.at(-1)?.mgPerL[0]).toBeCloseTo(2000, 2);
    expect(bleedForLimit(10, 2000, 40, 60)).toBe(0);
  });
  test("a limit that is passed is told with the month and the remedy", () => {
    expect(waterBalance(steadyLoop(600, 50, 60)).warnings[0]).toMatch(
      /SO4 passes 2000 mg\/L in month \d+ .*raise the bleed/,
    );
  });
  test("rain on pond and land in m3: 100 mm on 1000 m2 and half of 2000 m2 is 200 m3; too much spills", () => {
    const loop = steadyLoop(0, 0, 1);
    const wet = {
      ...loop,
      rainMm: [100],
      pond: { ...loop.pond, areaM2: 1000, mostM3: 1050 },
      catchment: { areaM2: 2000, runoff: 0.5 },
    };
    const [month] = waterBalance(wet).months;
    expect(month.rainM3).toBeCloseTo(200, 9);
    expect(month.spillM3).toBeCloseTo(50, 9); // 1000 + 200 - 40 - 60 - 1050
  });
  property.prop([
    fc.array(
      fc.record({
        rain: fc.double({ min: 0, max: 400, noNaN: true }),
        pan: fc.double({ min: 0, max: 300, noNaN: true }),
        bleed: fc.double({ min: 0, max: 900, noNaN: true }),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  ])("water and impurity balances close whatever the weather", (weather) => {
    const loop = steadyLoop(120, 0, weather.length);
    const found = waterBalance({
      ...loop,
      pond: { ...loop.pond, areaM2: 3000 },
      rainMm: weather.map(({ rain }) => rain),
      panEvaporationMm: weather.map(({ pan }) => pan),
      bleedM3: weather.map(({ bleed }) => bleed),
    });
    expect(found.closure).toBeLessThan(1e-9);
    expect(found.months.every(({ pondM3, mgPerL }) => pondM3 >= -1e-9 && mgPerL[0] >= 0)).toBe(true);
  });
  test("a loop without an outlet is refused, and a month too few is named", () => {
    expect(() => steadyBuildUp(0, 1, 100, 0, 1)).toThrow("a closed loop without an outlet has no end");
    expect(() => waterBalance({ ...steadyLoop(1, 1, 2), bleedM3: [1] })).toThrow(
      "bleedM3 has 1 months, rainMm 2; give as many",
    );
  });
});

describe("reagents and heat", () => {
  test("of a reagent that returns 90 % and regenerates 95 % with 2 % bled, 16.21 % is bought", () => {
    const found = reagentUse({
      useKgPerT: 10,
      returned: 0.9,
      regenerated: 0.95,
      bled: 0.02,
      freshUsdPerKg: 1,
      regenerationUsdPerKg: 0.1,
      impurityPerKg: 0.01,
    });
    expect(found.freshKgPerT).toBeCloseTo(1.621, 3);
    expect(found.costUsdPerT).toBeCloseTo(1.621 + 0.9, 3);
    // Impurity by following one kilogram round and round.
    let sum = 0;
    for (let pass = 1; pass < 400; pass++) sum += 0.01 * 0.8379 ** pass;
    expect(found.impurity).toBeCloseTo(sum, 9);
  });
  test("a tonne of water by 60 K takes 69.7 kWh", () =>
    expect(heatKwhPerT(1000, 4.18, 60, 0, 1)).toBeCloseTo(69.67, 2));
});

describe("emissions", () => {
  const factor = { kgCo2ePerUnit: 2, unit: "kg", source: "x", evidence: "B" } as const;
  test("avoided burdens stand apart and scopes add up", () => {
    const found = emissionInventory([
      { name: "a", scope: 1, amount: 1000, factor },
      { name: "b", scope: 3, amount: 500, factor: { ...factor, evidence: "D" } },
      { name: "c", scope: 3, amount: 4000, factor, isAvoided: true },
    ]);
    expect([found.byScope[1], found.byScope[2], found.byScope[3], found.total, found.avoided]).toEqual([2, 0, 1, 3, 8]);
    expect(found.evidence).toBe("D");
  });
  test("a factor without a source and a negative amount are refused", () => {
    expect(() => emissionInventory([{ name: "a", scope: 1, amount: 1, factor: { ...factor, source: " " } }])).toThrow(
      "a: the emission factor has no source; name it",
    );
    expect(() => emissionInventory([{ name: "a", scope: 1, amount: -1, factor }])).toThrow(
      "mark what is avoided by isAvoided",
    );
  });
  property.prop([
    fc.array(
      fc.record({
        kg: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        value: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  ])("both allocations give back the whole", (list) => {
    const shares = allocateBurden(
      77,
      list.map((one, i) => ({ ...one, name: String(i) })),
    );
    expect(shares.reduce((sum, one) => sum + one.byMass, 0)).toBeCloseTo(77, 8);
    expect(shares.reduce((sum, one) => sum + one.byValue, 0)).toBeCloseTo(77, 8);
  });
  test("QSDsan's small system: 87,602,000 kg over ten years", () => {
    const found = lifetimeBurden({
      construction: [{ quantityKg: 1000, kgCo2ePerKg: 2 }],
      streams: [{ kgPerHour: 1000, kgCo2ePerKg: 1 }],
      lifetimeYears: 10,
      hoursPerYear: 8760,
      uptime: 1,
    });
    expect(found.total).toBe(87_602_000);
    expect(found.perDay).toBeCloseTo(24_000.548, 3);
  });
  test("CO2 of limestone is its mole in its mass", () => {
    expect(knownFactors["limestoneDissolved"]?.kgCo2ePerUnit).toBeCloseTo(
      (12.011 + 2 * 15.999) / (40.078 + 12.011 + 3 * 15.999),
      4,
    );
  });
});

describe("sun, wind, diesel", () => {
  test("losses join as what is kept multiplies", () => expect(jointLossPct([50, 50])).toBe(75));
  test("an inverter clips at its rating and gives nothing from nothing", () => {
    expect(inverterPower(500, 100, 0.96)).toBe(96);
    expect(inverterPower(0, 100)).toBe(0);
  });
  test("night gives no power and a warmer day less", () => {
    const plant = { directRatedMW: 10, gammaPerC: -0.004, lossPct: 14, inverterDirectMW: 10, inverterEfficiency: 0.96 };
    const [night, cool, warm] = pvHourlyMW(
      plant,
      Float64Array.of(0, 800, 800),
      Float64Array.of(10, 10, 40),
      Float64Array.of(2, 2, 2),
    );
    expect(night).toBe(0);
    expect(warm).toBeLessThan(cool);
  });
  test("a cubic turbine: half way in v3 is half its power, none below or above", () => {
    const turbine = { cutInMPerS: 3, ratedMPerS: 12, cutOutMPerS: 25 };
    expect(cubicTurbineFraction(((27 + 1728) / 2) ** (1 / 3), turbine)).toBeCloseTo(0.5, 12);
    expect([2.9, 12, 25, 25.1].map((v) => cubicTurbineFraction(v, turbine))).toEqual([0, 1, 1, 0]);
  });
  test("a maker's curve is met at its points and between them", () => {
    const curve = { speedMPerS: [3, 6, 12], fraction: [0, 0.25, 1] };
    expect([2, 3, 6, 9, 12, 13].map((v) => powerCurveFraction(curve, v))).toEqual([0, 0, 0.25, 0.625, 1, 0]);
    expect(windAtHeightMPerS(5, 10, 10)).toBe(5);
  });
  test("a 100 kW generator at full load burns 33.0 litres an hour (Skarstein and Uhlen 1989)", () => {
    expect(dieselLitresPerHour(100, 100)).toBeCloseTo(33.015, 3);
  });
});
