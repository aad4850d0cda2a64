import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { dispatchPower, type PowerSystem } from "@relode/core/process";
import { linearProgramSolver } from "./linearProgram.ts";

const solve = await linearProgramSolver();
const hours = 6;
const each = (value: number) => Array<number>(hours).fill(value);

describe("dispatch", () => {
  test("without a battery the cost is the price times what the sun does not cover", () => {
    const found = dispatchPower(
      { loadMW: each(8), renewableMW: [0, 5, 10, 10, 2, 0], grid: { buyUsdPerMWh: [10, 20, 30, 40, 50, 60] } },
      solve,
    );
    expect(found.costUsd).toBeCloseTo(8 * 10 + 3 * 20 + 6 * 50 + 8 * 60, 6);
    expect(found.curtailedMWh).toBeCloseTo(4, 6);
    expect(found.marginalUsdPerMWh[0]).toBeCloseTo(10, 6);
  });
  test("a perfect battery moves the cheapest hour to the dearest, as far as it holds", () => {
    const battery = { energyMWh: 5, powerMW: 5, oneWayEfficiency: 1, startMWh: 0 };
    const found = dispatchPower(
      { loadMW: each(8), renewableMW: each(0), grid: { buyUsdPerMWh: [10, 50, 50, 50, 50, 90] }, battery },
      solve,
    );
    expect(found.costUsd).toBeCloseTo(8 * (10 + 4 * 50 + 90) - 5 * (90 - 10), 6);
  });
  test("a load that cannot be served is refused with what would help", () => {
    expect(() =>
      dispatchPower(
        { loadMW: each(8), renewableMW: each(1), diesel: { powerMW: 2, costUsdPerMWh: 300, co2KgPerMWh: 700 } },
        solve,
      ),
    ).toThrow(
      "the load cannot be served in every hour; raise the grid limit, the diesel or the battery, or price unserved load",
    );
  });
  test("selling dearer than buying is refused by its hour", () => {
    const grid = { buyUsdPerMWh: each(10), sellUsdPerMWh: [0, 0, 11, 0, 0, 0] };
    expect(() => dispatchPower({ loadMW: each(1), renewableMW: each(0), grid }, solve)).toThrow(
      "hour 2: power sells at 11 and buys at 10",
    );
  });
  property.prop(
    [
      fc.array(
        fc.record({
          load: fc.integer({ min: 0, max: 20 }),
          sun: fc.integer({ min: 0, max: 25 }),
          price: fc.integer({ min: 1, max: 200 }),
        }),
        { minLength: 2, maxLength: 20 },
      ),
    ],
    { numRuns: 30 },
  )("every hour balances, the battery keeps its bounds, and having one never costs more", (day) => {
    const system: PowerSystem = {
      loadMW: day.map(({ load }) => load),
      renewableMW: day.map(({ sun }) => sun),
      grid: { buyUsdPerMWh: day.map(({ price }) => price) },
    };
    const battery = { energyMWh: 12, powerMW: 4, oneWayEfficiency: 0.9, startMWh: 3 };
    const found = dispatchPower({ ...system, battery }, solve);
    let stored = 3;
    day.forEach(({ load, sun }, t) => {
      const supply = found.gridMW[t] + sun - found.curtailedMW[t] + found.dischargeMW[t] - found.chargeMW[t];
      expect(supply).toBeCloseTo(load, 6);
      stored += 0.9 * found.chargeMW[t] - found.dischargeMW[t] / 0.9;
      expect(found.storedMWh[t]).toBeCloseTo(stored, 6);
      expect(stored).toBeGreaterThan(-1e-6);
      expect(stored).toBeLessThan(12 + 1e-6);
    });
    expect(stored).toBeGreaterThan(3 - 1e-6);
    expect(found.costUsd).toBeLessThanOrEqual(dispatchPower(system, solve).costUsd + 1e-6);
  });
});
