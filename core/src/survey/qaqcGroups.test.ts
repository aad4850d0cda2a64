import { expect, test } from "vitest";
import { type ControlGroup, controlGroups, type ControlRules } from "./qaqcGroups.ts";
import { type ControlOptions, readControls } from "./qaqcTable.ts";

const header = "kind,sample,substance,original_ppm,result_ppm,certified_ppm,sd_ppm";
const judged = (lines: readonly string[], rules: ControlRules = {}, options: ControlOptions = {}, head = header) => {
  const table = readControls(`${[head, ...lines].join("\n")}\n`, "q.csv", options);
  const { groups, issues } = controlGroups(table.rows, "q.csv", rules);
  const codes = [...table.issues, ...issues].filter(({ code }) => !/guessed|no-controls|few-/.test(code));
  return { groups, codes: codes.map(({ code, row }) => (row === null ? code : `${code} ${row}`)) };
};
const duplicate = (groups: readonly ControlGroup[]) => {
  const group = groups.find(({ kind }) => kind === "duplicate");
  if (group?.kind !== "duplicate") throw new Error("no duplicates");
  return group;
};

test("rows part by kind, substance and name of the standard, in the order of the table", () => {
  const { groups } = judged([
    "standard,S1,Co,,100,100,2",
    "Field Duplicate,1,Co,10,12,,",
    "standard,S2,Co,,50,50,1",
    "blank,2,Co,30,<5,,",
    "standard,S1,Co,,101,100,2",
    "standard,S1,Ni,,10,10,1",
  ]);
  expect(groups.map((g) => `${g.kind} ${g.substance} ${g.kind === "standard" ? g.name : ""} ${g.rows.length}`)).toEqual(
    ["standard Co S1 2", "duplicate Co  1", "standard Co S2 1", "blank Co  1", "standard Ni S1 1"],
  );
});

test("per cent and ppb in the name of a column become ppm; a column without a unit needs one declared", () => {
  const head = "kind,sample,substance,original_pct,result_pct,certified_ppb,sd_ppb";
  const { groups } = judged(["standard,S,Cu,,1.02,10000000,100000"], {}, {}, head);
  const [standard] = groups;
  // 1.02 % = 10,200 ppm; 10,000,000 ppb = 10,000 ppm; z = 200/100.
  expect(standard.kind === "standard" && [standard.chart.meanPpm, standard.chart.z[0]]).toEqual([10_200, 2]);
  expect(judged(["blank,1,Co,2,3"], {}, {}, "kind,sample,substance,original,result").codes).toEqual([
    "qaqc.unit-unknown 1",
    "qaqc.unit-unknown 1",
  ]);
  expect(
    judged(["pulp-duplicate,1,Co,2,4"], {}, { unit: "pct" }, "kind,sample,substance,original,result").groups[0].rows[0]
      .resultPpm,
  ).toBe(40_000);
});

test("average CV and its band: 400 pairs of 10 % relative error give 10 %, and the band holds the 90 % of chi-square", () => {
  // |a - b|/(a + b) √2 = 0.1 for every pair, so CV is exactly 0.1. χ² of 400 at 0.95 is 447.63, at 0.05 is 354.64 (tables).
  const half = 0.1 / Math.SQRT2;
  const lines = Array.from({ length: 400 }, () => `pulp-duplicate,1,Co,${100 * (1 + half)},${100 * (1 - half)},,`);
  const { coefficientOfVariation, coefficientOfVariationBand } = duplicate(judged(lines).groups).duplicates;
  expect(coefficientOfVariation).toBeCloseTo(0.1, 12);
  expect(coefficientOfVariationBand[0]).toBeCloseTo(0.1 * Math.sqrt(400 / 447.63), 5);
  expect(coefficientOfVariationBand[1]).toBeCloseTo(0.1 * Math.sqrt(400 / 354.64), 5);
});

test("a pair with an assay below detection tells of the limit and not of the sampling, so it is left out and counted", () => {
  const group = duplicate(judged(["field-duplicate,1,Co,<5,50,,", "field-duplicate,2,Co,100,100,,"]).groups);
  expect([group.belowDetection, group.duplicates.pairs, group.duplicates.medianHard]).toEqual([1, 1, 0]);
});

test("what cannot be judged is said and nothing is made of it", () => {
  expect(judged(["umpire,1,Co,1,2,,"])).toEqual({ groups: [], codes: ["qaqc.kind-unknown 2"] });
  expect(judged(["blank,1,Co,1,abc,,"])).toEqual({ groups: [], codes: ["qaqc.unreadable 2"] });
  expect(judged(["blank,1,Co,1,2,,"])).toEqual({ groups: [], codes: ["qaqc.no-limit 2"] });
  expect(judged(["standard,S,Co,,2,,"])).toEqual({ groups: [], codes: ["qaqc.no-certificate 2"] });
  expect(judged(["standard,S,Co,,2,2,0.1", "standard,S,Co,,2,3,0.1"])).toEqual({
    groups: [],
    codes: ["qaqc.certificate-differs 3"],
  });
});

test("limits, certificates and accepted differences may be declared instead", () => {
  const rules: ControlRules = {
    detectionLimitPpm: new Map([["Co", 1]]),
    certificates: new Map([["S Co", { certifiedPpm: 10, sdPpm: 1 }]]),
    accepted: { field: { hard: 0.6, share: 0.5 } },
    blankTimes: 3,
  };
  const { groups } = judged(["blank,1,Co,90,3.5,,", "standard,S,Co,,14,,", "field-duplicate,1,Co,10,30,,"], rules);
  expect(groups.map((g) => [g.kind, g.verdict])).toEqual([
    ["blank", "doubtful"],
    ["standard", "failed"],
    ["duplicate", "doubtful"],
  ]);
  const [blank] = groups;
  expect(blank.kind === "blank" && blank.blanks.boundPpm).toBe(3);
  expect(duplicate(groups).duplicates.shareWithin).toBe(1);
});

test("a substance with duplicates alone is told what it lacks", () => {
  const { rows } = readControls(`${header}\npulp-duplicate,1,Co,1,2,,\n`, "q.csv");
  expect(controlGroups(rows, "q.csv").issues.find(({ code }) => code === "qaqc.no-controls")?.message).toBe(
    "Co has no blanks and no standards; contamination (blanks), accuracy (standards) and precision (duplicates) each need their own samples",
  );
});
