import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { coreConversion } from "../equations/kinetics.ts";
import { fitDistribution, fitIsotherm } from "./fitIsotherm.ts";
import { fitLeachKinetics } from "./fitKinetics.ts";
import { reconcile } from "./reconcile.ts";
import { studentQuantile } from "./studentQuantile.ts";

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

describe("limits by profile likelihood beside the linearised", () => {
  /**
   * Puromycin data, treated enzyme: Bates and Watts (1988), table A1.3 and sect. 2.2; standard errors 6.947 and 0.008281 as printed for the
   * Michaelis-Menten fit, the same form as Langmuir's with 1/K as affinity.
   */
  const concentration = [0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.1, 1.1];
  const rate = [76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200];
  const { fits } = fitIsotherm(concentration.map((c, i) => ({ concentration: c, load: rate[i] })));
  const langmuir = fits.find(({ form }) => form === "langmuir");
  test("the estimates are 212.7 and 1/0.06412, the linear limit that of the printed standard error 6.947", () => {
    expect(langmuir?.parameters["capacity"].value).toBeCloseTo(212.7, 1);
    expect(1 / (langmuir?.parameters["affinity"].value ?? 0)).toBeCloseTo(0.06412, 5);
    const { linearHigh, value } = langmuir?.parameters["capacity"] ?? { linearHigh: 0, value: 0 };
    // t of 10 degrees of freedom: 2.2281 (Abramowitz and Stegun, table 26.10).
    expect((linearHigh - value) / 2.2281).toBeCloseTo(6.947, 2);
  });
  test("profile limits are those of R 4's confint on nls: capacity 197.302 to 229.290, K 0.0469252 to 0.0861600", () => {
    const capacity = langmuir?.parameters["capacity"];
    const affinity = langmuir?.parameters["affinity"];
    const found = [capacity?.low, capacity?.high, 1 / (affinity?.high ?? 0), 1 / (affinity?.low ?? 0)];
    [197.302, 229.29, 0.0469252, 0.08616].forEach((end, i) => expect((found[i] ?? 0) / end).toBeCloseTo(1, 3));
  });
  test("a profile does not depend on how the parameter is written: the ends of 1/K are those found by bisection in K", () => {
    const squares = (k: number) => {
      const x = concentration.map((c) => c / (k + c));
      const v = x.reduce((sum, value, i) => sum + value * rate[i], 0) / x.reduce((sum, value) => sum + value ** 2, 0);
      return x.reduce((sum, value, i) => sum + (rate[i] - v * value) ** 2, 0);
    };
    const level = squares(0.0641213) * (1 + 2.228139 ** 2 / 10);
    const end = (inside: number, outside: number) => {
      let [a, b] = [inside, outside];
      for (let i = 0; i < 60; i++) {
        const middle = (a + b) / 2;
        if (squares(middle) < level) a = middle;
        else b = middle;
      }
      return 1 / a;
    };
    const affinity = langmuir?.parameters["affinity"];
    expect((affinity?.low ?? 0) / end(0.0641, 0.2)).toBeCloseTo(1, 3);
    expect((affinity?.high ?? 0) / end(0.0641, 0.01)).toBeCloseTo(1, 3);
  });
  test("where the plateau was not reached the profile is far from symmetric, and a warning says to use it", () => {
    const c = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    const noise = [0.02, -0.03, 0.01, 0.03, -0.02, 0];
    const { fits: found, issues } = fitIsotherm(
      c.map((x, i) => ({ concentration: x, load: (10 * 0.8 * x) / (1 + 0.8 * x) + 3 * noise[i] })),
    );
    const langmuirFit = found.find(({ form }) => form === "langmuir");
    const capacity = langmuirFit?.parameters["capacity"];
    expect((capacity?.high ?? 0) - (capacity?.value ?? 0)).toBeGreaterThan(
      2 * ((capacity?.value ?? 0) - (capacity?.low ?? 0)),
    );
    if (found[0].form === "langmuir") expect(issues.map(({ code }) => code)).toContain("fit.limits-differ");
  });
  test("activation energy of all temperatures at once: exact data give it back, scattered data bracket it by both ways", () => {
    const exact = fitLeachKinetics(tests("reaction", 60)).fits[0].joint;
    expect(exact?.activationKjPerMol.value).toBeCloseTo(60, 3);
    const scattered = tests("reaction", 60).map((p, i) => ({
      ...p,
      conversion: Math.min(1, p.conversion + 0.01 * (i % 2 === 0 ? 1 : -1)),
    }));
    const joint = fitLeachKinetics(scattered).fits.find(({ control }) => control === "reaction")?.joint;
    const energy = joint?.activationKjPerMol;
    expect(energy?.low).toBeLessThan(60);
    expect(energy?.high).toBeGreaterThan(60);
    // Little scatter: the sum of squares is nearly a parabola, and both ways agree.
    const half = ((energy?.linearHigh ?? 0) - (energy?.linearLow ?? 0)) / 2;
    expect(Math.abs((energy?.low ?? 0) - (energy?.linearLow ?? 0))).toBeLessThan(0.25 * half);
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
