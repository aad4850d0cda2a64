import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { coreConversion } from "../equations/kinetics.ts";
import { fitDistribution, fitIsotherm } from "./fitIsotherm.ts";
import { fitLeachKinetics, studentQuantile } from "./fitKinetics.ts";
import { reconcile } from "./reconcile.ts";

/** Exact tests of a law: rate 0.2/h at 50 °C with 60 kJ/mol. */
const tests = (control: "reaction" | "product-layer", energyKj: number) =>
  [30, 50, 70].flatMap((temperatureC) =>
    [0.5, 1, 1.5, 2, 3].map((timeH) => {
      const rate = 0.2 * Math.exp((-energyKj * 1000 * (1 / (temperatureC + 273.15) - 1 / 323.15)) / 8.314462618);
      return { timeH, temperatureC, conversion: coreConversion(control, rate * timeH) };
    }),
  );

describe("batch leach tests", () => {
  test("exact data of surface reaction give back law, rate and activation energy", () => {
    const { fits, issues } = fitLeachKinetics(tests("reaction", 60));
    expect(fits[0].control).toBe("reaction");
    expect(fits[0].rates[1].ratePerH).toBeCloseTo(0.2, 6);
    expect(fits[0].activationKjPerMol).toBeCloseTo(60, 3);
    expect(issues).toEqual([]);
  });
  test("an activation energy of 2 or 200 kJ/mol is questioned", () => {
    for (const energy of [2, 200])
      expect(fitLeachKinetics(tests("reaction", energy)).issues.map(({ code }) => code)).toContain("fit.activation");
  });
  test("limits hold the true rate and grow with scatter", () => {
    const scattered = (size: number) =>
      tests("reaction", 60).map((p, i) => ({
        ...p,
        conversion: Math.min(1, Math.max(0, p.conversion + size * (i % 2 === 0 ? 1 : -1))),
      }));
    const width = (size: number) => {
      const rate = fitLeachKinetics(scattered(size)).fits.find(({ control }) => control === "reaction")?.rates[1];
      expect(rate?.low).toBeLessThan(0.2);
      expect(rate?.high).toBeGreaterThan(0.2);
      return (rate?.high ?? 0) - (rate?.low ?? 0);
    };
    expect(width(0.02)).toBeGreaterThan(1.8 * width(0.01));
  });
  test("a percentage in place of a fraction is an error with its row", () => {
    const { fits, issues } = fitLeachKinetics([{ timeH: 1, temperatureC: 25, conversion: 40 }]);
    expect([fits.length, issues[0].code, issues[0].path]).toEqual([0, "fit.range", "row 1"]);
  });
});

test("exact Langmuir and Freundlich data give back their constants", () => {
  const c = [0.1, 0.3, 1, 3, 10];
  const langmuir = fitIsotherm(c.map((x) => ({ concentration: x, load: (50 * 0.7 * x) / (1 + 0.7 * x) }))).fits[0];
  expect([
    langmuir.form,
    langmuir.parameters["capacity"].value.toFixed(3),
    langmuir.parameters["affinity"].value.toFixed(4),
  ]).toEqual(["langmuir", "50.000", "0.7000"]);
  const freundlich = fitIsotherm(c.map((x) => ({ concentration: x, load: 4 * x ** 0.4 }))).fits[0];
  expect([freundlich.form, freundlich.parameters["n"].value.toFixed(3)]).toEqual(["freundlich", "2.500"]);
});

test("log D against pH gives back slope and intercept", () => {
  const fit = fitDistribution([1, 1.5, 2, 2.5].map((pH) => ({ pH, distribution: 10 ** (3 * pH - 4) })));
  expect([fit.slope, fit.intercept].map((v) => Number(v.toFixed(9)))).toEqual([3, -4]);
});

test("Student's t agrees with printed tables (Abramowitz and Stegun, table 26.10)", () => {
  for (const [freedom, t] of [
    [1, 12.706],
    [4, 2.776],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
  ])
    expect(studentQuantile(freedom)).toBeCloseTo(t, 2);
});

const flows = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 4, maxLength: 4 });
property.prop([flows, flows])("reconciled flows close the balances and never gain variance", (y, s) => {
  const sd = Float64Array.from(s, (value) => value / 20);
  const rows = [Float64Array.of(1, 1, -1, 0), Float64Array.of(0, -1, 1, -1)];
  const fit = reconcile(Float64Array.from(y), sd, [...rows, Float64Array.of(1, 0, 0, -1)]);
  for (const row of rows) expect(Math.abs(row.reduce((sum, a, i) => sum + a * fit.values[i], 0))).toBeLessThan(1e-7);
  expect(fit.redundancy).toBe(2);
  for (const [i, value] of fit.sd.entries()) expect(value).toBeLessThanOrEqual(sd[i] * (1 + 1e-9));
});
