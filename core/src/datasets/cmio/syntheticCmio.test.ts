import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCmioFields } from "./cmioFields.ts";
import type { OreSamples } from "./oreSamples.ts";
import { createCmioReader } from "./readCmio.ts";
import { syntheticCmio } from "./syntheticCmio.ts";
import { syntheticTruth } from "./syntheticTruth.ts";

const { fields } = readCmioFields(readFileSync(new URL("./fields/data.csv", import.meta.url), "utf8"));
const rows = 8000;
const reader = createCmioReader({ fields });
for (const line of syntheticCmio({ fields, rows, seed: 7 })) reader.push(line);
const read = reader.finish();
const samples = read.samples as OreSamples;

/** ln grades above detection of an element, by deposit of a type. */
function lnGrades(type: string, element: string): number[][] {
  const column = samples.elements.indexOf(element);
  const byDeposit = new Map<number, number[]>();
  for (let i = 0; i < samples.deposit.length; i++) {
    const at = i * samples.elements.length + column;
    const deposit = samples.deposit[i];
    if (samples.deposits[deposit].type !== type || Number.isNaN(samples.ppm[at]) || samples.belowDetection[at] === 1)
      continue;
    byDeposit.set(deposit, [...(byDeposit.get(deposit) ?? []), Math.log(samples.ppm[at])]);
  }
  return [...byDeposit.values()].filter((values) => values.length > 1);
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const sumSquares = (values: readonly number[]) => values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0);

const within = (got: number, share: number) => Math.abs(got - share * rows) < 4 * Math.sqrt(rows * share * (1 - share));

describe("the synthetic table", () => {
  test("has 341 columns in every line, header included", () => {
    for (const line of syntheticCmio({ fields, rows: 20 })) {
      const bare = line.replace(/"(?:[^"]|"")*"/g, "");
      expect(bare.split(",").length).toBe(341);
    }
  });

  test("is read without error, counts every row, and is marked synthetic", () => {
    expect(samples.synthetic).toBe(true);
    expect(samples.filter.rowsRead).toBe(rows);
    expect(read.issues.filter((issue) => issue.severity === "error")).toEqual([]);
    expect(
      samples.deposits.every(
        (deposit) => deposit.uid.startsWith("SYNTHETIC.") && deposit.name.startsWith("Synthetic "),
      ),
    ).toBe(true);
  });

  test("the same seed gives the same lines, and a longer table begins with the shorter one", () => {
    const short = [...syntheticCmio({ fields, rows: 30, seed: 3 })];
    expect([...syntheticCmio({ fields, rows: 60, seed: 3 })].slice(0, 31)).toEqual(short);
    expect([...syntheticCmio({ fields, rows: 30, seed: 4 })]).not.toEqual(short);
  });

  test("row shares are those of the truth, within four standard errors", () => {
    const { leftOut } = samples.filter;
    expect(within(leftOut["relation: host rock"], 0.1)).toBe(true);
    expect(within(leftOut["relation: unknown"], 0.15)).toBe(true);
    expect(within(samples.filter.rowsKept, 0.6 * (0.93 + 0.02))).toBe(true);
  });

  // Copper lies far above every detection limit here, so plain means and variances estimate the truth.
  test("the within-deposit spread of copper in porphyry ore is found again", () => {
    const groups = lnGrades("Porphyry copper-molybdenum", "Cu");
    const degrees = groups.reduce((sum, values) => sum + values.length - 1, 0);
    const sd = Math.sqrt(groups.reduce((sum, values) => sum + sumSquares(values), 0) / degrees);
    expect(degrees).toBeGreaterThan(200);
    expect(Math.abs(sd - 0.7)).toBeLessThan((4 * 0.7) / Math.sqrt(2 * degrees));
  });

  test("median and between-deposit spread of copper in porphyry ore are found again", () => {
    const means = lnGrades("Porphyry copper-molybdenum", "Cu")
      .filter((values) => values.length >= 4)
      .map(mean);
    const n = means.length;
    const model = syntheticTruth.types[0].elements.get("Cu");
    expect(n).toBeGreaterThan(12);
    expect(Math.abs(mean(means) - Math.log(model?.medianPpm ?? 0))).toBeLessThan((4 * 0.68) / Math.sqrt(n));
    // sd of a deposit mean: between 0.6 plus at most 0.7 / sqrt(4) from sampling
    const sd = Math.sqrt(sumSquares(means) / (n - 1));
    expect(sd).toBeGreaterThan(0.6 * (1 - 4 / Math.sqrt(2 * n)));
    expect(sd).toBeLessThan(Math.hypot(0.6, 0.7 / Math.sqrt(4)) * (1 + 4 / Math.sqrt(2 * n)));
  });

  test("deposits are sampled unequally and part of the cells lies below detection", () => {
    const counts = new Map<number, number>();
    for (const deposit of samples.deposit) counts.set(deposit, (counts.get(deposit) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(sorted[0]).toBeGreaterThan(5 * sorted[Math.floor(sorted.length / 2)]);
    const below = samples.belowDetection.reduce((sum, flag) => sum + flag, 0);
    const analysed = samples.ppm.reduce((sum, ppm) => sum + (Number.isNaN(ppm) ? 0 : 1), 0);
    expect(below / analysed).toBeGreaterThan(0.03);
    expect(below / analysed).toBeLessThan(0.6);
  });

  test("a number of rows below zero or broken is refused", () => {
    expect(() => [...syntheticCmio({ fields, rows: -1 })]).toThrow("rows must be a whole number of 0 or more, got -1");
  });
});
