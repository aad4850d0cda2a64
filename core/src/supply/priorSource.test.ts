import { describe, expect, test } from "vitest";
import { exampleMine, examplePrior, typeFar, typeOne, typeTwo } from "./fixture.ts";
import { depositsBehind, gradeModelOf, PriorTable } from "./priorSource.ts";

const types = [typeOne, typeTwo, typeFar];

describe("how many deposits stand behind a row", () => {
  test.each([
    [12, "deposits", 12],
    [4, "sample groups", 4],
    [30, "mine-years, 5 mines", 5],
    [30, "mine-years, 1 mine", 1],
    [250, "drill samples", 1],
    [Number.NaN, "", 0],
  ])("%d %s are %d", (n, nUnit, deposits) => {
    expect(depositsBehind(examplePrior("Ge", 5, 2, { n, nUnit }))).toBe(deposits);
  });
});

describe("the log-variance of a row is split by what shares it", () => {
  const parts = (evidence: "A" | "B" | "C" | "D", changes = {}) =>
    gradeModelOf(examplePrior("Ge", 5, 3, { evidence, ...changes }), "prior", "Type one");
  const whole = Math.log(3) ** 2;

  test.each(["B", "C"] as const)("grade %s: half the type's, half the mine's", (evidence) => {
    const { sdElement, sdType, sdMine } = parts(evidence);
    expect(sdElement).toBe(0);
    expect(sdType ** 2).toBeCloseTo(whole / 2, 12);
    expect(sdMine ** 2).toBeCloseTo(whole / 2, 12);
  });
  test("grade D: a quarter common to all types, since one person judged them all", () => {
    const { sdElement, sdType, sdMine } = parts("D");
    expect([sdElement ** 2, sdType ** 2, sdMine ** 2].map((part) => part / whole)).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.5, 12),
      expect.closeTo(0.25, 12),
    ]);
  });
  test("grade A of J deposits: the next mine departs by s, the type's mean by s/√J", () => {
    const { sdElement, sdType, sdMine, priorDeposits } = parts("A", { n: 16, nUnit: "deposits" });
    expect([sdElement, sdMine, sdType]).toEqual([0, Math.log(3), Math.log(3) / 4]);
    expect(priorDeposits).toBe(16);
  });
  test("grade A of one deposit knows nothing between deposits and takes a factor of two", () => {
    const { sdMine, sdType } = parts("A", { n: 900, nUnit: "drill samples" });
    expect([sdMine, sdType]).toEqual([Math.LN2, Math.LN2]);
  });
});

describe("fall-back", () => {
  const table = new PriorTable(
    [
      examplePrior("Ge", 5, 2),
      examplePrior("Ge", 9, 2, { variant: "rich" }),
      examplePrior("Ge", 700, 2, { variant: "EVIDENCE ONLY: concentrate" }),
      examplePrior("In", 1, 2, { depositType: typeTwo.type }),
      examplePrior("Co", 40, 2, { depositType: typeTwo.type, evidence: "B" }),
      examplePrior("Te", 8, 2, { depositType: typeFar.type, evidence: "D" }),
    ],
    types,
  );
  test("the type's own row is used, the mine's variant before it, and no row that is evidence only", () => {
    expect(table.gradeModel(exampleMine(), "Ge")).toMatchObject({ meanPpm: 5, basis: "prior" });
    expect(table.gradeModel(exampleMine({ priorVariant: "rich" }), "Ge")).toMatchObject({
      meanPpm: 9,
      basis: "prior, rich",
    });
    expect(table.row(typeOne.type, "EVIDENCE ONLY: concentrate", "Ge")?.meanPpm).toBe(5);
  });
  test("then the secondary type, and the basis says so", () => {
    expect(table.gradeModel(exampleMine({ depositTypeSecondary: typeTwo.type }), "In")).toMatchObject({
      meanPpm: 1,
      basis: "prior (fall-back: secondary type Type two)",
      depositTypeUsed: "Type two",
    });
  });
  test("then the group, then the environment, flagged and graded D", () => {
    expect(table.gradeModel(exampleMine(), "Co")).toMatchObject({
      basis: "prior (fall-back: group Group, 1 type)",
      evidence: "D",
      depositTypeUsed: "group Group",
    });
    expect(table.gradeModel(exampleMine(), "Te")).toMatchObject({
      basis: "prior (fall-back: environment Environment, 1 type)",
      evidence: "D",
    });
  });
  test("nothing in reach gives nothing", () => {
    expect(table.gradeModel(exampleMine(), "Os")).toBeUndefined();
    expect(table.gradeModel(exampleMine({ depositType: "Unheard of" }), "Ge")).toBeUndefined();
  });
});

test("a pool takes the median of its types and adds their spread, at most a factor of 3, to the mine's own", () => {
  const pool = new PriorTable(
    [
      examplePrior("Ge", 1, 2, { depositType: typeTwo.type }),
      examplePrior("Ge", 100, 2, { depositType: "Type three" }),
    ],
    [...types, { ...typeTwo, type: "Type three" }],
  ).gradeModel(exampleMine(), "Ge");
  expect(pool?.meanPpm).toBeCloseTo(10, 12);
  // Half of ln(2)² is each type's own mine part; the types stand ln(10) to either side of the middle, which the bound cuts to ln(3).
  expect((pool?.sdMine ?? 0) ** 2).toBeCloseTo(0.5 * Math.LN2 ** 2 + Math.log(3) ** 2, 12);
});
