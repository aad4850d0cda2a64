import { describe, expect, it } from "vitest";
import { readAssays } from "./assayTable.ts";
import { checkOutlierGrades } from "./checkOutlierGrades.ts";

/** 99 samples of 100 ppm over 1 m each and one of another grade and length. */
const found = (grade: number, lengthM: number, samples = 99) => {
  const rows = Array.from({ length: samples }, (_, i) => `A,${i},${i + 1},100`);
  const text = ["hole,from,to,Co_ppm", ...rows, `B,2,${2 + lengthM},${grade}`].join("\n");
  return checkOutlierGrades(readAssays(text, "assay.csv", { unit: "m" })).map(({ path, message }) => [path, message]);
};

describe("a sample that carries the metal of all", () => {
  it("is told by hole, depth, value, share and remedy", () => {
    // 560000 of 560000 + 99 x 100
    expect(found(560_000, 1)).toEqual([
      [
        `assay.csv, row 101, hole B, 2-3 m, column Co_ppm`,
        "560000 ppm Co holds 98 % of the Co of all 100 samples by grade times length, 5600 times their 99th percentile; check the certificate and correct the cell, or limit the grade with topCutPpm",
      ],
    ]);
  });

  it("is told from a fifth of the metal on, weighted by length", () => {
    // 2470 / (2470 + 9900) = 0.1997, 2480 / 12380 = 0.2003; half the length halves it
    expect(found(2470, 1)).toEqual([]);
    expect(found(2480, 1)).toHaveLength(1);
    expect(found(2480, 0.5)).toEqual([]);
  });

  it("is told above 50 times the 99th percentile, however short", () => {
    expect(found(5001, 0.1)[0][1]).toContain("holds 4.8 %");
    expect(found(4999, 0.1)).toEqual([]);
  });

  it("is not looked for in fewer than 20 samples", () => expect(found(560_000, 1, 18)).toEqual([]));
});
