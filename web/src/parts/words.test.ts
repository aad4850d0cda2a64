import { expect, test } from "vitest";
import { csvText } from "./saveFile.ts";
import { countWords, editionName, figureWords } from "./words.ts";

const figure = (printed: string, value: number | null = null, lower: number | null = null) => ({
  printed,
  value,
  lower,
  upper: null,
});

test.each([
  [figure("W"), "t", "W (withheld)"],
  [figure("NA"), "t", "NA (not available)"],
  [figure("E"), "%", "E (net exporter)"],
  [figure(""), "t", "no figure"],
  [figure(">50", null, 50), "%", ">50 %"],
  [figure("3,390", 3390), "t", "3,390 t"],
])("a published figure %j in %s reads %s", (printed, unit, words) => {
  expect(figureWords(printed, unit)).toBe(words);
});

test("an edition is named with its publisher and year", () => {
  expect(editionName("mcs2026")).toBe("USGS MCS 2026");
});

test("cells with commas and quotes are quoted, formulas disarmed, what is not finite left blank", () => {
  const rows = [
    ['a,"b"', 1.5, null],
    ["=1+1", Number.POSITIVE_INFINITY, -2],
  ];
  expect(csvText({ columns: ["x", "y", "z"], rows })).toBe('x,y,z\r\n"a,""b""",1.5,\r\n\'=1+1,,-2');
});

test("a count and a temperature have their thousands separated", () => {
  expect(countWords(1534)).toBe("1,534");
  expect(countWords(1056.83, 1)).toBe("1,056.8");
  expect(countWords(25, 1)).toBe("25.0");
});
