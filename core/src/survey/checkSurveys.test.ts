import { expect, it } from "vitest";
import { readAssays } from "./assayTable.ts";
import { checkSurveys } from "./checkSurveys.ts";
import { readCollars } from "./collarTable.ts";
import { holePaths } from "./holePaths.ts";
import { readSurveys } from "./surveyTable.ts";

/** Two holes without declared depth: intervals of A end at 30 m, of B at 100 m. */
function campaign(stations: readonly string[]) {
  return {
    collar: readCollars("hole,x,y,z\nA,0,0,0\nB,50,0,0", "c.csv", { unit: "m" }),
    survey: readSurveys(["hole,depth,azimuth,dip", ...stations].join("\n"), "s.csv", {
      unit: "m",
      positiveDip: "down",
      azimuth: { north: "grid" },
    }),
    assay: readAssays("hole,from,to,Cu_ppm\nA,0,30,1\nB,0,100,1", "a.csv", { unit: "m" }),
    lithology: null,
  };
}
const judged = (stations: readonly string[]) => {
  const { issues, stations: used } = checkSurveys(campaign(stations));
  return [issues.map(({ code, severity, message }) => `${severity} ${code}: ${message}`), used.get("A")];
};

it("a station below the sampled part is used while the campaign drills that deep: the end of the hole is not known", () => {
  expect(judged(["A,0,0,90", "A,190,0,88"])).toEqual([
    [
      "info survey.below-intervals: station at 190 m, the intervals end at 30 m; confirm that the rest was not sampled; the station is used",
    ],
    [0, 1],
  ]);
});

it("a station more than twice as deep as any interval is not used; with a direction of its own it is a warning", () => {
  expect(judged(["A,0,0,90", "A,210,0,88"])).toEqual([
    [
      "warning survey.beyond-end: station at 210 m, the intervals end at 30 m; correct the depth or the end of the hole; the station is not used",
    ],
    [0],
  ]);
});

it("repeating the direction above it, such a station is only the mark of a list's end", () => {
  expect(judged(["A,0,0,90", "A,90000,0,90"])).toEqual([
    [
      "info survey.sentinel-depth: station at 90000 m, the intervals end at 30 m; it repeats the direction above it; it changes nothing and is not used",
    ],
    [0],
  ]);
});

it("stations are used in order of depth, whatever the order of the file", () => {
  const { stations } = checkSurveys(campaign(["A,20,0,80", "A,0,0,90", "A,10,0,85"]));
  expect(stations.get("A")).toEqual([1, 2, 0]);
});

it("two opposite directions leave the hole out and say so; the other hole stays", () => {
  const { paths, issues } = holePaths(campaign(["A,0,0,10", "A,20,180,-10"]));
  expect([...paths.keys()]).toEqual(["B"]);
  expect(issues.map(({ code, path, message }) => [code, path, message])).toEqual([
    [
      "survey.opposite-directions",
      "s.csv, hole A",
      "hole A, 20 m: the station points back along the one above it, no arc joins them; correct azimuth or dip; the hole is left out",
    ],
  ]);
});
