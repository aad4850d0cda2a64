import { describe, expect, test } from "vitest";
import { claimChecks } from "./claimChecks.ts";
import { judgeClaims } from "./claims.ts";
import { exampleInputs, exampleMarket, exampleMine, exampleOptions, examplePrior, figureOf } from "./fixture.ts";
import type { ScreeningResult } from "./result.ts";
import { screen } from "./screen.ts";

/** A run of one mine with 1 Mt of ore; germanium at a given mean and grade of evidence, imports of 0.02 t. */
function run(meanPpm: number, evidence: "C" | "D"): ScreeningResult {
  const inputs = exampleInputs({
    mines: [exampleMine()],
    priors: [examplePrior("Ge", meanPpm, 1.5, { evidence })],
    markets: [exampleMarket("Ge", { importsT: figureOf(0.02) })],
  });
  return screen(inputs, exampleOptions({ draws: 500, elements: ["Ge"] })).result;
}
const verdictOf = (result: ScreeningResult, id: string) =>
  judgeClaims(result).find((verdict) => verdict.id === id)?.verdict;

describe("germanium: less than 1 % recovery removes imports (K26)", () => {
  test("holds at 5 t of waste against 0.02 t of imports, and fails at 1 t", () => {
    expect(verdictOf(run(5, "C"), "K26")).toBe("reproduced");
    expect(verdictOf(run(1, "C"), "K26")).toBe("not reproduced");
  });
  test("is not testable on judged rock alone, whichever way the number falls", () => {
    expect(verdictOf(run(5, "D"), "K26")).toBe("not testable without CMiO");
    expect(verdictOf(run(1, "D"), "K26")).toBe("not testable without CMiO");
  });
  test("stays not testable on grade D when a run has samples, but none of this element", () => {
    expect(verdictOf({ ...run(1, "D"), geochemistry: "cmio" }, "K26")).toBe("not testable without CMiO");
  });
});

test("elements that were not computed, and figures not published, make a claim not testable", () => {
  const result = run(5, "C");
  for (const id of ["K22a", "K23", "K24", "K25", "K27", "K30", "K31", "K33"])
    expect(verdictOf(result, id), id).toBe("not testable");
  const empty = { ...result, elements: [] };
  for (const { id, verdict, got } of judgeClaims(empty)) {
    expect(got, id).not.toBe("");
    expect(got, id).not.toMatch(/NaN|undefined|Infinity/);
    if (!["K20", "K21", "K29", "K32"].includes(id)) expect(verdict, id).toBe("not testable");
  }
});

test("platinum and palladium: unmet and below the bounds where the waste is poor, neither where it is rich", () => {
  const of = (ppm: number) => {
    const inputs = exampleInputs({
      priors: [examplePrior("Pt", ppm, 1.5), examplePrior("Pd", ppm, 1.5)],
      crust: ["Pt", "Pd"].map((element) => ({ ...exampleInputs().crust[0], element })),
      markets: [exampleMarket("Pt"), exampleMarket("Pd")],
    });
    return screen(inputs, exampleOptions({ draws: 500 })).result;
  };
  expect(["K22a", "K33"].map((id) => verdictOf(of(1), id))).toEqual(["reproduced", "reproduced"]);
  expect(["K22a", "K33"].map((id) => verdictOf(of(900), id))).toEqual(["not reproduced", "not reproduced"]);
});

test("every claim has its own name, a source, an expectation, and its strength", () => {
  const ids = claimChecks.map((check) => check.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => /^K(2[0-9]|3[0-3])/.test(id))).toHaveLength(ids.length);
  for (const check of claimChecks)
    for (const text of [check.statement, check.expected, check.source]) expect(text).not.toBe("");
  expect(claimChecks.filter((check) => check.strength === "hard").map((check) => check.id)).toEqual([
    "K22a",
    "K26",
    "K27",
    "K33",
  ]);
});

test("the number of mines, of elements and the ore are inputs of ours and test nothing", () => {
  const result = run(5, "C");
  for (const id of ["K20", "K21", "K32"]) expect(verdictOf(result, id), id).toBe("not testable");
  expect(judgeClaims(result).find((claim) => claim.id === "K20")?.explanation).toMatch(/^An input of ours, no test/);
});
