import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { elementToMineral, mineralColumns, mineralSystem } from "./elementToMineral.ts";
import { column, rowOfBlocks } from "./fixture.ts";

const elements = ["Si", "Al", "K", "Ca", "Fe", "S", "Cu"].map((element) => ({
  element,
  relativeError: 0.01,
  leastErrorPpm: 1,
}));
const system = mineralSystem(
  ["quartz", "muscovite", "calcite", "pyrite", "chalcopyrite"].map((name) => ({ name })),
  elements,
);
const assaysOf = (fractions: readonly number[]) =>
  elements.map(
    (_, row) => 1e6 * fractions.reduce((sum, fraction, at) => sum + fraction * system.fractions[row * 5 + at], 0),
  );

describe("element to mineral", () => {
  test("chalcopyrite is 34.6 % copper, 30.4 % iron and 34.9 % sulfur by mass", () => {
    const at = (symbol: string) => system.fractions[elements.findIndex(({ element }) => element === symbol) * 5 + 4];
    expect([at("Cu"), at("Fe"), at("S")].map((fraction) => Number((100 * fraction).toFixed(1)))).toEqual([
      34.6, 30.4, 34.9,
    ]);
  });
  property.prop([fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 })])(
    "assays made from minerals give these minerals back, and the rest as unassigned",
    (parts) => {
      const sum = parts.reduce((total, part) => total + part, 0);
      const mixed = parts.map((part) => part / sum);
      const estimate = elementToMineral(system, assaysOf(mixed.slice(0, 5)));
      estimate.fractions.forEach((fraction, at) => expect(fraction).toBeCloseTo(mixed[at], 6));
      expect(estimate.unassigned).toBeCloseTo(mixed[5], 6);
      expect(estimate.misfit).toBeLessThan(1e-3);
    },
  );
  test("sulfur without iron fits badly, and the misfit says so", () => {
    const assays = assaysOf([0.6, 0.2, 0.1, 0.1, 0]);
    assays[4] = 0;
    expect(elementToMineral(system, assays).misfit).toBeGreaterThan(5);
  });
  test("the standard error of calcite is that of calcium over its share in calcite", () => {
    const estimate = elementToMineral(system, assaysOf([0.5, 0.2, 0.1, 0.05, 0.05]));
    expect(estimate.standardErrors[2]).toBeCloseTo(0.01 * 0.1, 5);
  });
  test("an element that was not assayed in a sample is left out", () => {
    const assays = assaysOf([0.5, 0.2, 0.1, 0.05, 0.05]);
    assays[0] = Number.NaN;
    const { fractions, residualsPpm } = elementToMineral(system, assays);
    expect(fractions[3]).toBeCloseTo(0.05, 6);
    expect(residualsPpm[0]).toBeNaN();
  });
  test("pyrite and marcasite cannot be told apart, and both are named", () => {
    const twins = mineralSystem([{ name: "pyrite" }, { name: "marcasite" }, { name: "quartz" }], elements);
    expect(twins.ambiguous).toEqual([
      { mineral: "pyrite", resembles: ["marcasite"] },
      { mineral: "marcasite", resembles: ["pyrite"] },
    ]);
    expect(system.ambiguous).toEqual([]);
  });
  test("cobalt carried in pyrite enters by the microprobe's mass fractions", () => {
    const coPyrite = mineralSystem(
      [{ name: "Co-pyrite", massFractions: { Fe: 0.46, S: 0.53, Co: 0.01 } }],
      [{ element: "S" }, { element: "Co" }],
    );
    expect(elementToMineral(coPyrite, [53_000, 1000]).fractions[0]).toBeCloseTo(0.1, 6);
  });
  test("blocks carry a column a mineral, in every realisation", () => {
    const whole = [0.5, 0.2, 0.1, 0.05, 0.05];
    const poor = [0.9, 0.05, 0, 0.01, 0];
    const model = rowOfBlocks(
      2,
      elements.map(({ element }, row) =>
        column(element, "ppm", [assaysOf(whole)[row], Number.NaN, assaysOf(poor)[row], Number.NaN], 2),
      ),
    );
    const columns = mineralColumns(
      model,
      system,
      elements.map(({ element }) => element),
    );
    const pyrite = columns.find(({ name }) => name === "mineral_pyrite");
    expect(pyrite?.values[0]).toBeCloseTo(0.05, 6);
    expect(pyrite?.values[2]).toBeCloseTo(0.01, 6);
    expect(pyrite?.values[1]).toBeNaN();
  });
  test.each([
    ["an unknown mineral", () => mineralSystem([{ name: "kryptonite" }], elements), "not in Relode's table"],
    [
      "too many minerals",
      () => mineralSystem([{ name: "quartz" }, { name: "pyrite" }, { name: "calcite" }], [{ element: "Si" }]),
      "at most one more",
    ],
    [
      "an element twice",
      () => mineralSystem([{ name: "quartz" }], [{ element: "Si" }, { element: "Si" }]),
      "assayed twice",
    ],
    ["a negative assay", () => elementToMineral(system, [-1, 0, 0, 0, 0, 0, 0]), "at least 0"],
    ["too few assays", () => elementToMineral(system, [1]), "as many assays"],
  ])("%s is refused", (_what, work, words) => {
    expect(work).toThrow(words);
  });
});
