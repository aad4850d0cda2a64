import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { equilibrate } from "./equilibrate.ts";
import { parseFormula } from "./formula.ts";
import { log10K } from "./logK.ts";
import { rateExpression } from "./rateExpression.ts";
import { readConstantsJson } from "./readConstantsJson.ts";
import { readPhreeqcDatabase } from "./readPhreeqcDatabase.ts";

const weights = new Map([
  ["H", 1.008],
  ["O", 15.999],
  ["C", 12.011],
  ["Ca", 40.078],
  ["Na", 22.99],
  ["Cl", 35.45],
]);
// Made for this test in the file's grammar: continuation, comments, semicolons, kcal, options with and without a dash.
const small = `
SOLUTION_MASTER_SPECIES   # element species alk gfw
H   H+    -1.0  H  1.008
O   H2O   0     O  16.0
Ca  Ca+2  0     Ca 40.08
C(+4) CO3-2 2.0 CO3
C   CO3-2 2.0   CO3 12.0111
Na  Na+   0     Na 22.99
Cl  Cl-   0     Cl 35.45
SOLUTION_SPECIES
H+ = H+ ; -gamma 9.0 0.0
H2O = H2O
Ca++ = Ca++
CO3-- = CO3--
Na+ = Na+
Cl- = Cl-
H2O = OH- + H+
  log_k -14.0 ; delta_h 13.362 \\
  kcal
CO3-2 + H+ = HCO3- ; log_k 10.329 ; -delta_h -14.9 kJ
PHASES
Calcite  # a note
  CaCO3 = CO3-2 + Ca+2
  log_k -8.48
  -analytical_expression -171.9065 -0.077993 2839.319 71.595
  -Vm 36.9
RATES
Calcite
-start
10 rate = 1 = 2 + 3
-end
EXCHANGE_MASTER_SPECIES
X X-
EXCHANGE_SPECIES
X- = X-
Ca+2 + 2X- = CaX2 ; log_k 0.8
`;

describe("a database in PHREEQC's format", () => {
  const database = readPhreeqcDatabase(small, "small.dat", weights);

  test("reactions, enthalpies in kcal over a continued line and expressions are read; rates are passed over with a note", () => {
    expect(database.species.get("OH-")?.logK).toEqual({ logK25: -14, deltaHKjPerMol: 13.362 * 4.184, analytic: null });
    expect(database.species.get("HCO3-")?.reaction).toEqual(
      new Map([
        ["CO3-2", 1],
        ["H+", 1],
      ]),
    );
    expect(database.masters.get("C(4)")?.species).toBe("CO3-2");
    expect(database.species.get("CaX2")?.kind).toBe("exchange");
    expect(
      log10K(database.phases.get("Calcite")?.logK ?? { logK25: 0, deltaHKjPerMol: 0, analytic: null }, 298.15),
    ).toBeCloseTo(-8.48, 2);
    expect(database.issues.map((issue) => issue.code)).toEqual(["chemistry.block-skipped"]);
  });

  test("what it holds is enough for an equilibrium: calcite in pure water is alkaline", () => {
    const water = equilibrate(database, { solution: { pH: 7, totals: {} }, phases: [{ name: "Calcite", mol: 1 }] });
    expect(water.pH).toBeGreaterThan(9.8);
    expect(water.pH).toBeLessThan(10);
  });

  test.each([
    ["SOLUTION_SPECIES\nFe+2 + H2O = FeOH+ + 2 H+\n", "chemistry.bad-reaction", "out of balance"],
    ["SOLUTION_SPECIES\nH2O = OH- + H+\n log_k many\n", "chemistry.bad-number", "has no number"],
    ["PHASES\nOdd\n CaQq2 = Ca+2 + 2 Qq-\n", "chemistry.unknown-species", "needs"],
    ["SOLUTION_SPECIES\n -gamma 3 0\n", "chemistry.bad-line", "before any reaction"],
  ])("%j is left out with an issue", (text, code, words) => {
    const found = readPhreeqcDatabase(text, "bad.dat", weights).issues;
    expect(found.map((issue) => issue.code)).toContain(code);
    expect(found.map((issue) => issue.message).join(" ")).toContain(words);
  });

  property.prop([fc.string({ maxLength: 300 }), fc.nat(small.length)], { numRuns: 200 })(
    "any text in any place is read or reported, never thrown at",
    (noise, at) => {
      const read = readPhreeqcDatabase(small.slice(0, at) + noise + small.slice(at), "noise.dat", weights);
      expect(Array.isArray(read.issues)).toBe(true);
    },
  );

  test("the constants as a JSON list give the same database", () => {
    const json = JSON.stringify({
      reactions: [
        { kind: "aqueous", reaction: "H+ = H+", log_k: 0, gamma: [9, 0] },
        { kind: "aqueous", reaction: "H2O = H2O", log_k: 0 },
        { kind: "aqueous", reaction: "Ca+2 = Ca+2", log_k: 0 },
        { kind: "aqueous", reaction: "CO3-2 = CO3-2", log_k: 0 },
        { kind: "aqueous", reaction: "H2O = OH- + H+", log_k: -14 },
        { kind: "phase", name: "Calcite", reaction: "CaCO3 = Ca+2 + CO3-2", log_k: -8.48 },
        { kind: "phase", reaction: 7 },
      ],
    });
    const listed = readConstantsJson(json, "list.json", weights);
    expect([listed.species.has("OH-"), listed.phases.has("Calcite"), listed.masters.get("Ca")?.species]).toEqual([
      true,
      true,
      "Ca+2",
    ]);
    expect(listed.issues.map((issue) => issue.code)).toEqual(["chemistry.bad-entry"]);
    expect(readConstantsJson("{", "list.json", weights).issues[0].code).toBe("chemistry.not-json");
  });
});

test.each([
  ["Ca5(PO4)3OH", { Ca: 5, P: 3, O: 13, H: 1 }, 0],
  ["CaSO4:2H2O", { Ca: 1, S: 1, O: 6, H: 4 }, 0],
  ["UO2(CO3)3-4", { U: 1, O: 11, C: 3 }, -4],
  ["Fe++", { Fe: 1 }, 2],
  ["K0.6Mg0.25Al2.3Si3.5O10(OH)2", { K: 0.6, Mg: 0.25, Al: 2.3, Si: 3.5, O: 12, H: 2 }, 0],
  ["Hfo_sOH2+", { Hfo_s: 1, O: 1, H: 2 }, 1],
])("the formula %s has its elements and its charge", (formula, elements, charge) => {
  const parsed = parseFormula(formula);
  expect(Object.fromEntries(parsed.elements)).toEqual(elements);
  expect(parsed.charge).toBe(charge);
});

test("a rate written on paper is computed as written", () => {
  const context = {
    result: {} as never,
    activity: (name: string) => (name === "OH-" ? 1e-7 : 0),
    total: (name: string) => (name === "Fe(2)" ? 1e-4 : 0),
    saturationRatio: (name: string) => (name === "O2(g)" ? 0.2 : 0),
    mol: 1,
    initialMol: 8,
    timeS: 0,
  };
  const law = rateExpression("-(2.91e-9 + 1.33e12*a(OH-)^2*P_O2)*[Fe(II)] mol/s");
  expect(law(context)).toBeCloseTo(-(2.91e-9 + 1.33e12 * 1e-14 * 0.2) * 1e-4, 12);
  expect(rateExpression("2 * (m/m0)^0.5 - 1e-3")(context)).toBeCloseTo(2 / Math.sqrt(8) - 1e-3, 12);
  expect(() => rateExpression("2 * (3")).toThrow("bracket is not closed");
  expect(() => rateExpression("process.exit()")).toThrow();
});
