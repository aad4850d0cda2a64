import { describe, expect, it } from "vitest";
import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import { blankStatistics } from "./qaqcBlanks.ts";
import { acceptedHard, duplicateStatistics } from "./qaqcDuplicates.ts";
import { controlChart } from "./qaqcStandards.ts";
import { thompsonHowarth } from "./thompsonHowarth.ts";

const rows = (n: number) => Int32Array.from({ length: n }, (_, i) => i + 2);
const told = (issues: readonly { severity: string; code: string; path: string; message: string }[]) =>
  issues.map(({ severity, code, path, message }) => `${severity} ${code} | ${path} | ${message}`);

describe("duplicates", () => {
  const pairs = (a: number[], b: number[]) => ({
    file: "d.csv",
    row: rows(a.length),
    kind: "pulp" as const,
    originalPpm: Float64Array.from(a),
    duplicatePpm: Float64Array.from(b),
  });

  it("half absolute relative difference is |a - b|/(a + b); pairs of zeros and unmeasured ones say nothing", () => {
    const found = duplicateStatistics(pairs([10, 30, 0, 5], [30, 10, 0, Number.NaN]));
    expect([...found.hard]).toEqual([0.5, 0.5]);
    // √(2/2 · (0.25 + 0.25))
    expect(found.coefficientOfVariation).toBeCloseTo(Math.sqrt(0.5), 12);
    expect([found.pairs, found.relativeBias, found.biasT]).toEqual([2, 0, 0]);
  });

  it("far pairs, poor precision and too few pairs are told", () => {
    expect(told(duplicateStatistics(pairs([10, 30], [30, 31])).issues)).toEqual([
      "info qaqc.duplicate-far | d.csv, row 2 | 10 and 30 ppm, half absolute relative difference 50 %, bound 10 %; look for a swap, or a coarse grain",
      "warning qaqc.few-duplicates | d.csv | 2 usable pulp pairs, at least 20 are needed for a statement; insert more duplicates",
      "warning qaqc.duplicates-imprecise | d.csv | 50 % of 2 pulp pairs keep 10 %, bound 90 %; take larger samples or grind finer before splitting",
    ]);
  });

  it("duplicates 2 % above their originals are biased", () => {
    const a = Array.from({ length: 30 }, (_, i) => 100 + i);
    const b = a.map((value) => value * 1.02);
    const found = duplicateStatistics(pairs(a, b));
    expect(found.relativeBias).toBeCloseTo(0.02, 12);
    // Differences 2, 2.02 … 2.58: mean 2.29, standard error 0.02 · √(30·31/12)/√30 = 0.032146
    expect(found.biasT).toBeCloseTo(2.29 / (0.02 * Math.sqrt((30 * 31) / 12 / 30)), 6);
    expect(found.issues.map(({ code }) => code)).toEqual(["qaqc.duplicates-biased"]);
  });

  it("acceptance loosens from pulp to field", () =>
    expect([acceptedHard.pulp.hard, acceptedHard.coarse.hard, acceptedHard.field.hard]).toEqual([0.1, 0.2, 0.3]));
  it("a negative assay is refused", () =>
    expect(() => duplicateStatistics(pairs([-1], [1]))).toThrow(
      "pair 0: assays must be finite and at least 0 ppm, got -1 and 1",
    ));
});

describe("Thompson and Howarth", () => {
  it("recovers a precision of 2 ppm + 5 % that was put into 2200 synthetic pairs", () => {
    const n = 2200;
    const [u, e, f] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    fillUniform(u, 11, "grade");
    fillNormal(e, 11, "first");
    fillNormal(f, 11, "second");
    const sd = u.map((x) => 2 + 0.05 * (100 + 900 * x));
    const found = thompsonHowarth(
      e.map((z, i) => 100 + 900 * u[i] + z * sd[i]),
      f.map((z, i) => 100 + 900 * u[i] + z * sd[i]),
    );
    expect(found.groups).toBe(200);
    // The sample median of 11 |d| lies 3 % above the true one (order statistics of the half-normal), hence the band.
    expect(found.slope).toBeGreaterThan(0.045);
    expect(found.slope).toBeLessThan(0.057);
    expect(found.precisionAt(550)).toBeCloseTo((2 * (2 + 27.5)) / 550, 1);
  });
  it("differences that grow exactly as 0.1 of the mean give slope 0.1 × 1.0484 = 0.1/(√2 · 0.67449) and no intercept", () => {
    const mean = Float64Array.from({ length: 55 }, (_, i) => 100 * (1 + Math.floor(i / 11)));
    const found = thompsonHowarth(
      mean.map((m) => m * 0.95),
      mean.map((m) => m * 1.05),
    );
    expect(found.slope).toBeCloseTo(0.1 / (Math.SQRT2 * 0.67449), 5);
    expect(found.interceptPpm).toBeCloseTo(0, 9);
    expect(found.precisionAt(300)).toBeCloseTo(0.20966, 4);
  });
  it("49 pairs are too few", () => {
    expect(() => thompsonHowarth(new Float64Array(49), new Float64Array(49))).toThrow(
      "Thompson and Howarth's method needs at least 50 pairs, got 49; use duplicateStatistics",
    );
  });
});

describe("standards", () => {
  const chart = (results: number[]) =>
    controlChart({
      file: "s.csv",
      row: rows(results.length),
      name: "CRM-1",
      certifiedPpm: 100,
      sdPpm: 2,
      resultPpm: Float64Array.from(results),
    });

  it("2 and 3 standard deviations mark warning and failure, twice beyond 2 on one side fails", () => {
    const found = chart([100, 104.5, 99, 95, 95.5, 105, 95, 107, Number.NaN, 100]);
    expect(found.mark).toEqual([
      "in",
      "warning",
      "in",
      "warning",
      "failed",
      "warning",
      "warning",
      "failed",
      "not-measured",
      "in",
    ]);
    expect(found.lines).toEqual({ centrePpm: 100, warningPpm: [96, 104], failurePpm: [94, 106] });
    expect(told(found.issues).filter((line) => line.startsWith("error"))).toEqual([
      "error qaqc.standard-two-in-row | s.csv, row 6 | standard CRM-1, 95.5 ppm: 2.25 sd from the certified 100 ppm, the second in a row beyond 2 on one side; have the batch around it analysed again",
      "error qaqc.standard-failed | s.csv, row 9 | standard CRM-1, 107 ppm: 3.5 sd from the certified 100 ppm, bound 3; have the batch around it analysed again",
    ]);
  });
  it("eight in a row above the certified value are a run, told once", () => {
    expect(told(chart([99, ...new Array(10).fill(101)]).issues)).toEqual([
      "warning qaqc.standard-run | s.csv, row 10 | standard CRM-1, 101 ppm: 8 results in a row lie above the certified 100 ppm; the instrument drifts or is biased",
    ]);
  });
  it("a mean 6 % high is a bias", () => {
    const found = chart([105, 107, 106, 106]);
    expect(found.relativeBias).toBeCloseTo(0.06, 12);
    expect(told(found.issues).at(-1)).toBe(
      "warning qaqc.standard-biased | s.csv | standard CRM-1: mean of 4 results 106 ppm differs by 6 % from the certified 100 ppm, bound 5 %; ask the laboratory; do not correct assays by it",
    );
  });
  it("a result 48 sd away is probably mislabelled", () => {
    expect(chart([4]).issues.map(({ code }) => code)).toContain("qaqc.standard-mislabelled");
  });
  it("a standard without spread is refused", () => {
    expect(() =>
      controlChart({ file: "s", row: [2], name: "X", certifiedPpm: 1, sdPpm: 0, resultPpm: Float64Array.of(1) }),
    ).toThrow("standard X: certified value and standard deviation must be positive, got 1 and 0 ppm");
  });
});

describe("blanks", () => {
  const blanks = (results: number[], below: number[], previous: number[]) =>
    blankStatistics({
      file: "b.csv",
      row: rows(results.length),
      resultPpm: Float64Array.from(results),
      isBelowDetection: Uint8Array.from(below),
      previousPpm: Float64Array.from(previous),
      detectionLimitPpm: 1,
    });

  it("a blank above five limits fails; its share of the sample before is the carry-over", () => {
    const found = blanks(
      [1, 4, 6, ...new Array(27).fill(1)],
      [1, 0, 0, ...new Array(27).fill(1)],
      [10, 10, 600, ...new Array(27).fill(10)],
    );
    expect(found).toMatchObject({ n: 30, failed: 1, carryOver: 0.01, boundPpm: 5 });
    expect(told(found.issues)).toEqual([
      "warning qaqc.blank-failed | b.csv, row 4 | blank holds 6 ppm after a sample of 600 ppm, bound 5 ppm; clean crusher and mill between samples; have the neighbours analysed again",
    ]);
  });
  it("one of ten failed is contamination, six of ten no blank", () => {
    const none = new Array(10).fill(0);
    expect(told(blanks([9, 1, 1, 1, 1, 1, 1, 1, 1, 1], none, none).issues).at(-1)).toBe(
      "error qaqc.blanks-contaminated | b.csv | 1 of 10 blanks hold more than 5 ppm, bound 5 %; the laboratory carries material over; do not use low grades from these batches",
    );
    expect(told(blanks([9, 9, 9, 9, 9, 9, 1, 1, 1, 1], none, none).issues).at(-1)).toBe(
      "warning qaqc.blank-not-barren | b.csv | 6 of 10 blanks hold more than 5 ppm, bound 50 %; the material is probably not barren; take another",
    );
  });
});
