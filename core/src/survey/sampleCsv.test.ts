import { expect, it } from "vitest";
import { readAssays } from "./assayTable.ts";
import { desurvey } from "./desurvey.ts";
import { drillIssue } from "./drillIssue.ts";
import { issuesCsv, pathsCsv, samplesCsv } from "./sampleCsv.ts";

it("samples carry the position of their middles, an empty cell where not measured, and a flag where a column has limits", () => {
  const assay = readAssays("hole,from,to,Cu_ppm,Zn_ppm\nA,0,2,<5,\nA,2,4,7,9\nZ,0,1,1,1", "a.csv", { unit: "m" });
  const paths = new Map([["A", desurvey("A", [10, 20, 30], [0], [0], [90])]]);
  expect(samplesCsv(assay, paths)).toBe(
    "hole,fromM,toM,eastM,northM,elevationM,Cu_ppm,Cu_isBelowDetection,Zn_ppm\n" +
      "A,0,2,10,20,29,5,1,\nA,2,4,10,20,27,7,0,9\nZ,0,1,,,,1,0,1\n",
  );
});

it("a hole whose name a spreadsheet would run, and one with a comma and a quote, come out harmless", () => {
  const paths = new Map(["=1+1", 'a,"b"', "-12"].map((hole) => [hole, desurvey(hole, [0, 0, 0], [], [], [])]));
  const names = pathsCsv(paths)
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/,0,0,0,0,0,0,-1,true$/, ""));
  expect(names).toEqual(["'=1+1", '"a,""b"""', "-12"]);
});

it("an issue is one row with its place, value and bound", () => {
  const issue = drillIssue({
    file: "a.csv",
    code: "x.y",
    severity: "error",
    row: 3,
    hole: "A",
    fromM: 1,
    toM: 2.5,
    value: 7,
    bound: 5,
    what: "7 is more than 5",
    remedy: "check it",
  });
  expect(issuesCsv([issue])).toBe(
    "severity,code,file,row,column,hole,fromM,toM,value,bound,message\nerror,x.y,a.csv,3,,A,1,2.5,7,5,7 is more than 5; check it\n",
  );
});
