import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { readAssays } from "./assayTable.ts";
import { cutDepths } from "./compositeRuns.ts";
import { type CompositeOptions, compositeSamples, defaultComposites } from "./compositeSamples.ts";
import { domainPieces } from "./domainPieces.ts";
import { readLithology } from "./lithologyTable.ts";
import { replaceCensored } from "./replaceCensored.ts";

const samples = (rows: readonly string[]) =>
  readAssays(`hole,from,to,density,Cu_ppm\n${rows.join("\n")}`, "a.csv", { unit: "m" });
const log = (rows: readonly string[]) => readLithology(`hole,from,to,code\n${rows.join("\n")}`, "l.csv", { unit: "m" });

function composites(
  rows: readonly string[],
  options: Partial<CompositeOptions>,
  logRows: readonly string[] | null = null,
) {
  const assay = samples(rows);
  const pieces = domainPieces(assay, logRows === null ? null : log(logRows));
  const made = compositeSamples(pieces, assay.variables, { ...defaultComposites, ...options }, assay.dryDensityTPerM3);
  const copper = made.variables[0];
  return {
    pieces,
    made,
    copper,
    table: made.hole.map((hole, i) => [hole, made.domain[i], made.fromM[i], made.toM[i], copper?.gradePpm[i]]),
  };
}

describe("where a run is cut", () => {
  it.each([
    ["keep", [0, 2, 4, 5]],
    ["merge", [0, 2, 4, 5]],
    ["distribute", [0, 5 / 3, 10 / 3, 5]],
  ] as const)("5 m by 2 m, rest of half a length, by %s", (rule, expected) => {
    cutDepths(0, 5, 2, rule, 0.5).forEach((depth, i) => expect(depth).toBeCloseTo(expected[i] ?? Number.NaN, 12));
  });
  it("a rest shorter than the least share is merged", () =>
    expect(cutDepths(0, 4.9, 2, "merge", 0.5)).toEqual([0, 2, 4.9]));
  it("and kept by keep", () => expect(cutDepths(0, 4.9, 2, "keep", 0.5)).toEqual([0, 2, 4, 4.9]));
  it("a run shorter than the length is one composite by every rule", () => {
    for (const rule of ["keep", "merge", "distribute"] as const)
      expect(cutDepths(3, 3.4, 2, rule, 0.5)).toEqual([3, 3.4]);
  });
  it("a run of whole lengths has no rest although thirds are not exact", () =>
    expect(cutDepths(0, 0.1 * 3, 0.1, "keep", 0.5)).toHaveLength(4));
});

describe("hand-made holes", () => {
  it("a composite is the length-weighted mean of what it crosses", () => {
    // 0-2: 1 m at 10, 1 m of the 3 m at 40
    expect(composites(["A,0,1,2,10", "A,1,4,2,40"], { lengthM: 2 }).table).toEqual([
      ["A", "", 0, 2, 25],
      ["A", "", 2, 4, 40],
    ]);
  });
  it("weighted by density the heavy metre counts more: (1·2·10 + 1·3·40)/(2 + 3) = 28", () => {
    expect(composites(["A,0,1,2,10", "A,1,2,3,40"], { lengthM: 2, density: { fallbackTPerM3: null } }).table).toEqual([
      ["A", "", 0, 2, 28],
    ]);
  });
  it("a missing density is refused, or takes the declared one", () => {
    const rows = ["A,0,1,,10", "A,1,2,3,40"];
    expect(() => composites(rows, { density: { fallbackTPerM3: null } })).toThrow(
      "hole A, 0 m: no density was measured and none is declared; give density.fallbackTPerM3 or weight by length",
    );
    expect(composites(rows, { density: { fallbackTPerM3: 3 } }).table).toEqual([["A", "", 0, 2, 25]]);
  });
  it("a sample across a contact gives each domain its part, and no composite mixes domains", () => {
    expect(composites(["A,0,2,2,10", "A,2,4,2,40"], { lengthM: 2 }, ["A,0,3,beach", "A,3,4,slimes"]).table).toEqual([
      ["A", "beach", 0, 2, 10],
      ["A", "beach", 2, 3, 40],
      ["A", "slimes", 3, 4, 40],
    ]);
  });
  it("what is not logged keeps the empty domain", () => {
    expect(composites(["A,0,4,2,10"], { lengthM: 4 }, ["A,1,2,beach"]).table.map((row) => row.slice(1, 4))).toEqual([
      ["", 0, 1],
      ["beach", 1, 2],
      ["", 2, 4],
    ]);
  });
  it("an unmeasured metre does not dilute: the grade is of the measured part and its share is told", () => {
    const { table, copper } = composites(["A,0,1,2,10", "A,1,2,2,"], { lengthM: 2 });
    expect(table).toEqual([["A", "", 0, 2, 10]]);
    expect(copper?.measuredShare[0]).toBe(0.5);
  });
  it("a composite measured over too little is not measured", () => {
    expect(composites(["A,0,0.5,2,10", "A,0.5,2,2,"], { lengthM: 2 }).table[0]?.[4]).toBeNaN();
  });
  it("only the declared rule counts the unmeasured as barren", () => {
    expect(composites(["A,0,1,2,10", "A,1,2,2,"], { lengthM: 2, notMeasured: "as-zero" }).table).toEqual([
      ["A", "", 0, 2, 5],
    ]);
  });
  it("a gap ends a run: no composite spans metres without samples", () => {
    expect(composites(["A,0,1,2,10", "A,3,4,2,40"], { lengthM: 4 }).table).toEqual([
      ["A", "", 0, 1, 10],
      ["A", "", 3, 4, 40],
    ]);
  });
  it("a sample that overlaps is left out and told, so that no metal is counted twice", () => {
    const { pieces, table } = composites(["A,0,2,2,10", "A,1,3,2,40"], { lengthM: 2 });
    expect(table).toEqual([["A", "", 0, 2, 10]]);
    expect(pieces.issues.map(({ code, message }) => [code, message])).toEqual([
      ["composite.overlap-left-out", "overlaps the samples above by 1 m; the sample is left out; correct its depths"],
    ]);
  });
  it.each([
    ["zero", 5],
    ["half-limit", 6],
    ["limit", 7],
  ] as const)("a cell <4 beside a 10 by the rule %s gives %d", (censored, expected) => {
    const { table, copper } = composites(["A,0,1,2,10", "A,1,2,2,<4"], { lengthM: 2, censored });
    expect(table).toEqual([["A", "", 0, 2, expected]]);
    expect(copper?.censoredShare[0]).toBe(0.5);
  });
  it("regression falls back to half the limit where it may not be trusted, and says so", () => {
    const variable = samples(["A,0,1,2,10", "A,1,2,2,<4"]).variables[0];
    if (variable === undefined) throw new Error("no variable");
    expect(replaceCensored(variable, "regression").applied).toBe("half-limit");
  });
  it.each([
    [{ lengthM: 0 }, "composite length must be finite and above 0.001 m, got 0"],
    [{ leastShare: 2 }, "least share of a residual must lie in 0-1, got 2"],
    [{ leastMeasuredShare: -1 }, "least measured share must lie in 0-1, got -1"],
    [{ gapM: Number.NaN }, "bridged gap must be at least 0 m, got NaN"],
  ])("the option %j is refused", (option, message) => {
    expect(() => composites(["A,0,1,2,10"], option)).toThrow(new RangeError(message));
  });
});

const interval = fc.record({
  lengthM: fc.integer({ min: 1, max: 400 }).map((n) => n / 100),
  gapM: fc.constantFrom(0, 0, 0, 1.5),
  ppm: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true }), { nil: null, freq: 4 }),
  density: fc.integer({ min: 10, max: 40 }).map((n) => n / 10),
  code: fc.constantFrom("beach", "slimes"),
});

test.prop([
  fc.array(interval, { minLength: 1, maxLength: 25 }),
  fc.integer({ min: 20, max: 700 }).map((n) => n / 100),
  fc.constantFrom("merge" as const, "keep" as const, "distribute" as const),
  fc.boolean(),
])(
  "metal × length (or × density) and measured metres are conserved by every residual rule",
  (intervals, lengthM, residual, isDense) => {
    let depth = 0;
    const rows: string[] = [];
    const codes: string[] = [];
    let [metal, weight] = [0, 0];
    for (const { lengthM: metres, gapM, ppm, density, code } of intervals) {
      const from = depth + gapM;
      depth = from + metres;
      rows.push(`A,${from},${depth},${density},${ppm ?? ""}`);
      // The contact lies inside the sample, so that it must be cut.
      codes.push(`A,${from + 0.3 * metres},${depth},${code}`);
      if (ppm === null) continue;
      const w = metres * (isDense ? density : 1);
      weight += w;
      metal += w * ppm;
    }
    const { copper, made } = composites(
      rows,
      { lengthM, residual, leastMeasuredShare: 0, density: isDense ? { fallbackTPerM3: null } : null },
      codes,
    );
    let [gotMetal, gotWeight] = [0, 0];
    copper?.weight.forEach((w, i) => {
      gotWeight += w;
      if (w > 0) gotMetal += w * (copper.gradePpm[i] ?? 0);
    });
    expect(Math.abs(gotWeight - weight)).toBeLessThan(1e-5 * (1 + weight));
    expect(Math.abs(gotMetal - metal)).toBeLessThan(1e-5 * (1 + metal) + 1e-2);
    for (let i = 1; i < made.hole.length; i++) expect(made.fromM[i]).toBeGreaterThanOrEqual(made.toM[i - 1] - 1e-9);
  },
);
