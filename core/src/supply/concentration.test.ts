import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { WorldProduction } from "../datasets/worldProduction/worldProduction.ts";
import { supplyConcentration } from "./concentration.ts";

const row = (country: string, amount: number | null, changes: Partial<WorldProduction> = {}): WorldProduction => ({
  element: "Ge",
  commodity: "Germanium",
  stage: "mine",
  country,
  year: 2024,
  unit: "t",
  amount,
  printed: "",
  ...changes,
});

test("shares of 30, 30, 20 and 20 per cent give the 2,600 of the Department of Justice's example", () => {
  const found = supplyConcentration([row("a", 30), row("b", 30), row("c", 20), row("d", 20)], "Ge");
  expect(found?.hhi).toBeCloseTo(2600, 9);
  expect(found?.hhiUpper).toBeCloseTo(2600, 9);
});

test.prop([fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 20 })])(
  "of n countries the index lies from 10,000/n to 10,000, whatever the unit",
  (amounts) => {
    const of = (scale: number) =>
      supplyConcentration(
        amounts.map((amount, i) => row(`country ${i}`, amount * scale)),
        "Ge",
      )?.hhi ?? Number.NaN;
    expect(of(1)).toBeGreaterThanOrEqual((1e4 / amounts.length) * (1 - 1e-12));
    expect(of(1)).toBeLessThanOrEqual(1e4 * (1 + 1e-12));
    expect(of(1000) / of(1)).toBeCloseTo(1, 9);
  },
);

describe("what counts", () => {
  it("other countries as many small ones, or, at most, as one", () => {
    const found = supplyConcentration([row("a", 50), row("b", 30), row("Other countries", 20)], "Ge");
    expect(found).toMatchObject({ hhi: 3400, hhiUpper: 3800, largestCountry: "a", largestShare: 0.5 });
  });
  it("a world total above the rows, which lowers every share", () => {
    const found = supplyConcentration([row("a", 60), row("b", 20), row("World total (rounded)", 100)], "Ge");
    expect(found).toMatchObject({ hhi: 4000, hhiUpper: 4400, largestShare: 0.6 });
  });
  it("mine production of 2024 before refinery production and before estimates of 2025", () => {
    const found = supplyConcentration(
      [
        row("a", 90, { stage: "refinery" }),
        row("b", 10, { stage: "refinery" }),
        row("a", 80, { year: 2025 }),
        row("b", 20, { year: 2025 }),
        row("a", 50),
        row("b", 50),
      ],
      "Ge",
    );
    expect(found).toMatchObject({ hhi: 5000, basis: "Germanium, mine production 2024" });
  });
  it("the next stage where the first has withheld amounts only", () => {
    const found = supplyConcentration(
      [row("a", null), row("b", null), row("a", 1, { stage: "refinery" }), row("b", 1, { stage: "refinery" })],
      "Ge",
    );
    expect(found).toMatchObject({ hhi: 5000, basis: "Germanium, refinery production 2024" });
  });
  it("nothing for one country, another element, or no rows", () => {
    expect(supplyConcentration([row("a", 1)], "Ge")).toBeUndefined();
    expect(supplyConcentration([row("a", 1), row("b", 1)], "Ga")).toBeUndefined();
    expect(supplyConcentration([], "Ge")).toBeUndefined();
  });
});
