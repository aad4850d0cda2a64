import { readFileSync } from "node:fs";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { atomicWeightsGPerMol } from "./atomicWeights.ts";
import { BasisError, streamBasis } from "./basis.ts";
import { FormulaError, molarMassGPerMol, readFormula } from "./formula.ts";
import { minerals } from "./minerals.ts";
import { componentKgPerH, elementMolPerH, emptyStream, mixStreams, phaseM3PerH, splitStream } from "./stream.ts";

test("atomic weights are those of Relode's table of elements", () => {
  const csv = readFileSync(new URL("../../datasets/elements/data.csv", import.meta.url), "utf8");
  for (const line of csv.trim().split(/\r?\n/).slice(1)) {
    const [symbol, , , weight] = line.split(",");
    expect(atomicWeightsGPerMol.get(symbol)).toBe(Number(weight));
  }
});

describe("formulas", () => {
  test.each([
    ["Al2(C2O4)3·10H2O", { Al: 2, C: 6, O: 22, H: 20 }, 0],
    ["SO4-2", { S: 1, O: 4 }, -2],
    ["Fe0.9S", { Fe: 0.9, S: 1 }, 0],
    ["UO2^2+", { U: 1, O: 2 }, 2],
    ["H+", { H: 1 }, 1],
    ["2H2O", { H: 4, O: 2 }, 0],
    ["Mg3(Si4O10)(OH)2", { Mg: 3, Si: 4, O: 12, H: 2 }, 0],
  ])("%s", (text, atoms, charge) => {
    const read = readFormula(text);
    expect(Object.fromEntries(read.atoms)).toEqual(atoms);
    expect(read.charge).toBe(charge);
  });
  test.each(["", "al2O3", "Xx2", "Al2(SO4", "Al2)3", "H".repeat(300), "42", "H2O)"])("%s is refused", (text) => {
    expect(() => readFormula(text)).toThrow(FormulaError);
  });
  test("gypsum weighs 172.17 g/mol (CRC Handbook)", () =>
    expect(molarMassGPerMol(readFormula("CaSO4·2H2O"))).toBeCloseTo(172.17, 1));
  test("every mineral's formula can be read and is neutral", () => {
    for (const { formula } of minerals.values()) expect(readFormula(formula).charge).toBe(0);
  });
});

const basis = streamBasis(
  [
    { id: "quartz", phase: "solid" },
    { id: "locked", phase: "solid", mixture: { quartz: 0.4, pyrite: 0.6 } },
    { id: "H2O", phase: "aqueous" },
    { id: "SO4", phase: "aqueous", formula: "SO4-2" },
    { id: "O2", phase: "gas" },
  ],
  [38, 150],
);

test("a locked particle holds its minerals by mass: 0.6 kg of pyrite hold 0.6 / 119.97 kmol of iron", () => {
  const iron = basis.components[1].molPerKg.get("Fe") ?? 0;
  expect(iron).toBeCloseTo(600 / 119.975, 3);
});

const flows = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
  minLength: basis.slots,
  maxLength: basis.slots,
});

property.prop([flows, flows, fc.double({ min: 0, max: 1, noNaN: true })])(
  "mixing and splitting keep every element and the charge to 1e-12",
  (a, b, share) => {
    const one = { ...emptyStream(basis), kgPerH: Float64Array.from(a) };
    const two = { ...emptyStream(basis), kgPerH: Float64Array.from(b) };
    const parts = splitStream(mixStreams(basis, [one, two]), () => share);
    const sums = [one, two].map(elementMolPerH);
    const [first, second] = parts.map(elementMolPerH);
    for (const [e, flow] of first.entries()) {
      const whole = sums[0][e] + sums[1][e];
      expect(Math.abs(flow + second[e] - whole)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(whole)));
    }
    for (const part of parts) expect(Math.min(...part.kgPerH)).toBeGreaterThanOrEqual(0);
  },
);

test("volumes: solids by their density, water at 1 kg/L, solutes none", () => {
  const stream = emptyStream(basis);
  stream.kgPerH.set([1000, 1650, 0, 0, 500, 90, 0]);
  expect(phaseM3PerH(stream, "solid")).toBeCloseTo(1, 12);
  expect(phaseM3PerH(stream, "aqueous")).toBeCloseTo(0.5, 12);
  expect(componentKgPerH(stream, "quartz")).toBe(2650);
  expect(componentKgPerH(stream, "nothing")).toBe(0);
});

test.each([
  [[], "empty"],
  [
    [
      { id: "quartz", phase: "solid" as const },
      { id: "quartz", phase: "solid" as const },
    ],
    "twice",
  ],
  [[{ id: "?", phase: "solid" as const }], "formula"],
  [[{ id: "mix", phase: "solid" as const, mixture: { quartz: 0.5 } }], "sum to 1"],
])("a list of components that cannot be used is refused: %#", (list, word) => {
  expect(() => streamBasis(list)).toThrow(BasisError);
  expect(() => streamBasis(list)).toThrow(word);
});
