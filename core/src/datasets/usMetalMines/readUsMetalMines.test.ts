import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readDepositTypes } from "../depositTypes/readDepositTypes.ts";
import { readOreGeochemistryPriors } from "../oreGeochemistryPriors/readOreGeochemistryPriors.ts";
import { readUsMetalMines } from "./readUsMetalMines.ts";

const text = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const mines = readUsMetalMines(text("./data.csv")).rows;
const priors = readOreGeochemistryPriors(text("../oreGeochemistryPriors/data.csv")).rows;
const types = new Set(readDepositTypes(text("../depositTypes/data.csv")).rows.map((row) => row.type));

test("every deposit type of mines and priors is a name of the CMMI classification", () => {
  for (const mine of mines) expect(types, mine.id).toContain(mine.depositType);
  for (const mine of mines) if (mine.depositTypeSecondary !== null) expect(types).toContain(mine.depositTypeSecondary);
  for (const prior of priors) expect(types).toContain(prior.depositType);
});

test("every prior variant that a mine names exists under its deposit type and is no evidence-only variant", () => {
  const variants = new Set(priors.map((prior) => `${prior.depositType} | ${prior.variant}`));
  const named = mines.filter((mine) => mine.priorVariant !== "");
  expect(named).toHaveLength(12);
  for (const mine of named) {
    expect(variants).toContain(`${mine.depositType} | ${mine.priorVariant}`);
    expect(mine.priorVariant).not.toMatch(/^EVIDENCE ONLY/);
  }
});

test("70 mines are counted, 67 of them with new ore, 917 Mt a year in all", () => {
  const counted = mines.filter((mine) => mine.counted);
  expect(counted).toHaveLength(70);
  expect(counted.filter((mine) => mine.oreT.mid > 0)).toHaveLength(67);
  expect(counted.reduce((sum, mine) => sum + mine.oreT.mid, 0) / 1e6).toBeCloseTo(917, 0);
});

// Teck and USGS: Ge leaves Red Dog in zinc concentrate in an amount that nobody publishes
test("germanium of Red Dog is recovered in an unpublished amount, which is null and not zero", () =>
  expect(mines.find((mine) => mine.id === "red-dog")?.byproductsT["Ge"]).toBeNull());

// Lundin Mining 2019: 13,494 t Ni in concentrate
test("ore x grade x recovery of Eagle gives its reported nickel", () => {
  const eagle = mines.find((mine) => mine.id === "eagle");
  const nickelT = (eagle?.oreT.mid ?? 0) * (eagle?.headGradesPpm["Ni"] ?? 0) * 1e-6 * (eagle?.recoveries["Ni"] ?? 0);
  expect(Math.abs(nickelT / 13_494 - 1)).toBeLessThan(0.001);
});

test("the priors cover 25 deposit types with all 70 elements each", () => {
  const whole = new Map<string, Set<string>>();
  for (const prior of priors)
    if (prior.variant === "")
      whole.set(prior.depositType, (whole.get(prior.depositType) ?? new Set()).add(prior.element));
  expect([...whole.values()].filter((elements) => elements.size === 70)).toHaveLength(25);
});
