import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readCrustalAbundance } from "../datasets/crustalAbundance/readCrustalAbundance.ts";
import { readDepositTypes } from "../datasets/depositTypes/readDepositTypes.ts";
import { readMineralMarket } from "../datasets/mineralMarket/readMineralMarket.ts";
import { readOreGeochemistryPriors } from "../datasets/oreGeochemistryPriors/readOreGeochemistryPriors.ts";
import { readUsMetalMines } from "../datasets/usMetalMines/readUsMetalMines.ts";
import { readWorldProduction } from "../datasets/worldProduction/readWorldProduction.ts";
import { supplyConcentration } from "./concentration.ts";
import { elementFigures, netImportReliancePct } from "./elementMarket.ts";
import { exampleInputs, exampleOptions } from "./fixture.ts";
import { prepareScreening } from "./prepareScreening.ts";
import { screen } from "./screen.ts";

const text = (id: string) => readFileSync(new URL(`../datasets/${id}/data.csv`, import.meta.url), "utf8");
const inputs = exampleInputs({
  mines: readUsMetalMines(text("usMetalMines")).rows,
  priors: readOreGeochemistryPriors(text("oreGeochemistryPriors")).rows,
  crust: readCrustalAbundance(text("crustalAbundance")).rows,
  depositTypes: readDepositTypes(text("depositTypes")).rows,
  markets: readMineralMarket(text("mineralMarket")).rows,
});
const { plan } = prepareScreening(inputs, exampleOptions({ draws: 100 }));

test("germanium at Red Dog is ratio x zinc head grade plus the rock's background", () => {
  const red = plan.mines.findIndex((mine) => mine.id === "red-dog");
  const cell = red * plan.elements.length + plan.elements.indexOf("Ge");
  expect(plan.notes[cell].basis).toBe("ratio to Zn head grade");
  // Table: ratio 1.54e-5, type medians Ge 3.638 and Zn 191,000 ppm, head grade 151,900 ppm Zn, geometric deviation
  // 5, of which the zinc grade's own 1.2 is taken away.
  const rock = 3.638 - 1.54e-5 * 191_000;
  const mean = (1.54e-5 * 151_900 + rock) * Math.exp(0.5 * (Math.log(5) ** 2 - Math.log(1.2) ** 2));
  expect(rock).toBeCloseTo(0.6966, 4);
  expect(plan.meanPpm[cell]).toBeCloseTo(mean, 9);
  expect(plan.isUnpublished[cell]).toBe(1);
});

test("every mine and element of the shipped tables has a law with a sound mean, a basis and a source", () => {
  expect(plan.mines.length).toBeGreaterThan(50);
  expect(plan.elements).toHaveLength(70);
  plan.notes.forEach((note, i) => {
    expect(plan.meanPpm[i], `cell ${i}`).toBeGreaterThan(0);
    expect(plan.meanPpm[i]).toBeLessThan(1e6);
    expect(plan.location[i]).not.toBeNaN();
    expect(note.basis).not.toBe("");
    expect(note.source).not.toBe("");
  });
});

test("no cell that falls back to other types is graded better than D", () => {
  const fallBacks = plan.notes.filter((note) => note.basis.includes("fall-back: group"));
  expect(fallBacks.filter((note) => note.evidence !== "D" && note.evidence !== "S")).toEqual([]);
});

test("the elements of one mine do not sum above its ore: expected grades stay below 1,000,000 ppm", () => {
  const width = plan.elements.length;
  plan.mines.forEach((mine, m) => {
    const sum = plan.meanPpm.subarray(m * width, (m + 1) * width).reduce((all, ppm) => all + ppm, 0);
    expect(sum, mine.id).toBeLessThan(1e6);
  });
});

test("printed net import reliance of 2023 follows from printed trade for palladium, platinum, rhenium and niobium", () => {
  for (const symbol of ["Pd", "Pt", "Re", "Nb"]) {
    const figures = elementFigures(inputs.markets, "mcs2026", symbol);
    const computed = netImportReliancePct(figures.netImportsT.value ?? Number.NaN, figures.consumptionT.value ?? 0);
    expect(Math.abs(computed - (figures.netImportReliancePct.value ?? 0)), symbol).toBeLessThan(1);
  }
  // 22,000 + 14,000 less 6,000 + 110 kg.
  expect(elementFigures(inputs.markets, "mcs2026", "Ge").netImportsT.value).toBeCloseTo(29.89, 9);
});

test("concentration of supply of every element lies between spread thin and one country", () => {
  const rows = readWorldProduction(text("worldProduction")).rows;
  const found = [...new Set(rows.map((row) => row.element))].flatMap((element) => {
    const concentration = supplyConcentration(rows, element);
    return concentration ? [{ element, ...concentration }] : [];
  });
  expect(found.length).toBeGreaterThan(20);
  for (const { element, hhi, hhiUpper, largestShare } of found) {
    expect(hhi, element).toBeGreaterThan(0);
    expect(hhiUpper, element).toBeGreaterThanOrEqual(hhi);
    expect(hhiUpper, element).toBeLessThanOrEqual(1e4);
    expect(hhi, element).toBeGreaterThanOrEqual((100 * largestShare) ** 2 * (1 - 1e-12));
  }
});

test("with the shipped tables the national totals keep the bounds of unpublished recovery and the shares of one", () => {
  const { result } = screen(inputs, exampleOptions({ draws: 200, elements: ["Ge", "Ni", "Pd"] }));
  for (const { unpublishedBoundsT, unrecoveredT, containedT, topMines, symbol } of result.elements) {
    expect(unpublishedBoundsT.allRecovered, symbol).toBeLessThanOrEqual(unrecoveredT.mean);
    expect(unpublishedBoundsT.noneRecovered, symbol).toBeGreaterThanOrEqual(unrecoveredT.mean);
    expect(containedT.mean, symbol).toBeGreaterThanOrEqual(unrecoveredT.mean);
    expect(topMines.reduce((sum, mine) => sum + mine.share, 0)).toBeCloseTo(1, 9);
  }
});
