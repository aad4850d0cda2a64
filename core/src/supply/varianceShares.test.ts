import { describe, expect, test } from "vitest";
import { exampleInputs, exampleMine, exampleOptions, drawnStore, examplePrior } from "./fixture.ts";
import { prepareScreening } from "./prepareScreening.ts";
import { summariseElement } from "./summarise.ts";
import { varianceByQuantity } from "./varianceShares.ts";

function shares(inputs: Parameters<typeof prepareScreening>[0]) {
  const { plan } = prepareScreening(inputs, exampleOptions({ draws: 40_000, elements: ["Ge"] }));
  const summary = summariseElement(plan, [0], drawnStore(plan));
  return { shares: varianceByQuantity(plan, [0], summary), summary };
}
const sumOf = (parts: object) => Object.values(parts).reduce((sum: number, part: number) => sum + part, 0);

describe("what drives the spread of a national total", () => {
  test("a head grade known to 5 % and a tonnage known to a factor: the tonnage", () => {
    const mine = exampleMine({ headGradesPpm: { Ge: 100 }, oreT: { low: 0.2e6, mid: 1e6, high: 4e6 } });
    const { shares: found } = shares(exampleInputs({ mines: [mine] }));
    expect(found.ore).toBeGreaterThan(0.98);
    expect(sumOf(found)).toBeCloseTo(1, 9);
  });

  test("one mine of fixed tonnage and a recalled prior: type and mine in equal parts, and their product", () => {
    const { shares: found } = shares(exampleInputs());
    // Each half of s² alone gives exp(s²/2) - 1 of the whole exp(s²) - 1.
    const each = Math.expm1(Math.LN2 ** 2 / 2) / Math.expm1(Math.LN2 ** 2);
    expect(found.depositType).toBeCloseTo(each, 1);
    expect(found.mineGrade).toBeCloseTo(each, 1);
    expect(found).toMatchObject({ ore: 0, elementDoubt: 0, recovery: 0 });
    expect(found.interaction).toBeGreaterThan(0.05);
    expect(sumOf(found)).toBeCloseTo(1, 9);
  });

  test("among 40 mines of one type the mines' own grades average out and the type remains", () => {
    const mines = Array.from({ length: 40 }, (_, i) => exampleMine({ id: `mine ${i}` }));
    const { shares: found, summary } = shares(exampleInputs({ mines }));
    expect(found.depositType).toBeGreaterThan(0.9);
    // Expected first-order type part, in closed form: 200² (exp(s²/2) - 1) t².
    expect((found.depositType * summary.variance) / (200 ** 2 * Math.expm1(Math.LN2 ** 2 / 2))).toBeCloseTo(1, 1);
  });

  test("judged rows of grade D share doubt about the element over all types", () => {
    const priors = [
      examplePrior("Ge", 5, 3, { evidence: "D" }),
      examplePrior("Ge", 5, 3, { evidence: "D", depositType: "Type far" }),
    ];
    const mines = [exampleMine(), exampleMine({ id: "beta", depositType: "Type far" })];
    expect(shares(exampleInputs({ mines, priors })).shares.elementDoubt).toBeGreaterThan(0.1);
  });

  test("a metal made in an unpublished amount: the recovery, by a uniform law's twelfth", () => {
    const mine = exampleMine({ headGradesPpm: { Ge: 100 }, byproductsT: { Ge: null } });
    const { shares: found, summary } = shares(exampleInputs({ mines: [mine] }));
    expect(found.recovery).toBeGreaterThan(0.98);
    expect(summary.variance / (100 ** 2 / 12)).toBeCloseTo(1, 1);
  });

  test("no spread at all has no shares", () => {
    const mine = exampleMine({ recoveries: { Ge: 1 } });
    const { shares: found } = shares(exampleInputs({ mines: [mine] }));
    expect(sumOf(found)).toBe(0);
  });
});
