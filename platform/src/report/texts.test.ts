import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { claimsText } from "./claimsText.ts";
import { elementText } from "./elementText.ts";
import { elementResult, fixtureDocument, fixtureResult, mineResult } from "./fixture.ts";
import { emptied, withNumbers } from "./hostileDocument.ts";
import { mineText } from "./mineText.ts";
import { summaryText } from "./summaryText.ts";
import { elementsReplacedAt, floodingElements, rockReading, tellingElements } from "./telling.ts";
import { textTable, wrapped } from "./terminalText.ts";
import { UnknownSubjectError } from "./unknownSubject.ts";

const machineWords = /\bNaN\b|\bundefined\b|\bInfinity\b|\bnull\b|\[object/;
const verdicts = fixtureDocument.verdicts ?? [];
const longest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));
const escapeSequence = String.fromCharCode(27);

describe("the summary", () => {
  test("fits 80 columns and shows the five figures that matter of each element", () => {
    const text = summaryText(fixtureDocument, 80);
    expect(longest(text)).toBeLessThanOrEqual(80);
    expect(text).toMatch(/Co +23 kt \(12–46\) +14 kt +3 kt +14 \(6\.5–26\) +B25 D75/);
  });

  test("uses the room that it is given", () => {
    const text = summaryText(fixtureDocument, 160);
    expect(longest(text)).toBeLessThanOrEqual(160);
    expect(text).toMatch(/Co +Element Co .* USD 460 million \(230–920\) +Mine m1 70 %/);
  });

  test("counts how many imports a recovery replaces, by the median and by the 95th percentile", () => {
    // Ge needs 2.5 % (at most 4.4 %), Co 14 % (26 %), Pt more than all, Te has no published imports.
    expect(elementsReplacedAt(fixtureResult, 0.01)).toEqual({ published: 3, byMedian: 0, by95: 0 });
    expect(elementsReplacedAt(fixtureResult, 0.1)).toEqual({ published: 3, byMedian: 1, by95: 1 });
    expect(elementsReplacedAt(fixtureResult, 0.2)).toEqual({ published: 3, byMedian: 2, by95: 1 });
    expect(elementsReplacedAt(fixtureResult, 0.9)).toEqual({ published: 3, byMedian: 2, by95: 2 });
  });

  test("says which imports cannot be replaced and which are not published", () => {
    const text = summaryText(fixtureDocument, 400);
    expect(text).toContain("Imports exceed all that is discarded (by the median): Pt.");
    expect(text).toContain("No imports published as a number, so no recovery is given: Te.");
  });

  test("has no colour unless asked for", () => {
    expect(summaryText(fixtureDocument, 80)).not.toContain(escapeSequence);
    expect(summaryText(fixtureDocument, 80, { colour: true })).toContain(`${escapeSequence}[1m`);
  });

  test("a name cannot colour the screen or move the cursor", () => {
    const hostile = mineResult("m3", { name: `${escapeSequence}[2J${escapeSequence}[31mGotcha\u202e` });
    const document = { ...fixtureDocument, result: { ...fixtureResult, mines: [hostile] } };
    expect(summaryText(document, 80)).not.toContain(escapeSequence);
    expect(mineText(document, "m3")).not.toContain(escapeSequence);
    expect(summaryText(document, 80)).not.toContain("\u202e");
  });
});

describe("one element, one mine, the claims", () => {
  test("an element's text names its market marks, thresholds, mines and sources", () => {
    const text = elementText(fixtureDocument, "Te");
    for (const part of ["withheld (W)", "Mine m1, Arizona", "element, in all deposit types", "- invented for tests"])
      expect(text).toContain(part);
    expect(longest(text)).toBeLessThanOrEqual(80);
  });

  test("a mine's text tells a recovery that is published, not public and unknown apart", () => {
    const text = mineText(fixtureDocument, "m1", 100);
    expect(text).toMatch(/Co .* none known/);
    expect(text).toMatch(/Ge .* not public/);
    expect(text).toMatch(/Te .* 3 t/);
  });

  test("an unknown element or mine is an error with a permanent code and what there is", () => {
    expect(() => elementText(fixtureDocument, "Xx")).toThrow(UnknownSubjectError);
    expect(() => elementText(fixtureDocument, "Xx")).toThrow(/Co, Ge, Pt, Te/);
    expect(() => mineText(fixtureDocument, "nowhere")).toThrow(/m1, m2/);
  });

  test("claims are counted by verdict and each stands with its reason", () => {
    const text = claimsText(verdicts, 80);
    expect(text).toMatch(/not reproduced +1/);
    expect(text).toMatch(/why +priors alone/);
    expect(claimsText([], 80)).not.toMatch(machineWords);
  });
});

describe("what is chosen and how it is read", () => {
  test("elements on most lists come in first, shown by needed recovery", () => {
    const onTwo = elementResult("Ni", 100, 90, { onCriticalLists: ["US-2022", "EU-CRM-2024"] });
    const onNone = elementResult("Fe", 1e6, 1, { onCriticalLists: [] });
    const result = { ...fixtureResult, elements: [onNone, ...fixtureResult.elements, onTwo] };
    expect(tellingElements(result, 3).map((element) => element.symbol)).toEqual(["Ge", "Co", "Ni"]);
  });

  test("a mass is read against the crust line by its 5th to 95th percentile", () => {
    const published = { A: 0, B: 0.6, C: 0, D: 0.4, S: 0 };
    const judged = { A: 0, B: 0.4, C: 0, D: 0.6, S: 0 };
    expect(rockReading(elementResult("A", 100, 1, { crustOnlyT: 49, evidenceMix: published }))).toBe("more than rock");
    expect(rockReading(elementResult("A", 100, 1, { crustOnlyT: 49, evidenceMix: judged }))).toBe(
      "more than rock by judged classes alone",
    );
    expect(rockReading(elementResult("A", 100, 1, { crustOnlyT: 51 }))).toBe("like average rock");
    expect(rockReading(elementResult("A", 100, 1, { crustOnlyT: 201 }))).toBe("less than rock");
  });

  test("a mass above ten times imports is named as one that no price survives", () => {
    expect(
      floodingElements(fixtureResult, 5).map(({ element, timesImports }) => [element.symbol, timesImports]),
    ).toEqual([["Ge", 45]]);
  });
});

describe("tables and lines", () => {
  test("columns of the highest rank give way first", () => {
    const columns = [
      { head: "a", value: () => "aaaa", rank: 0 },
      { head: "b", value: () => "bbbb", rank: 2 },
      { head: "c", value: () => "cccc", rank: 1 },
    ];
    expect(textTable(columns, [0], 16)[2]).toBe("aaaa  bbbb  cccc");
    expect(textTable(columns, [0], 15)[2]).toBe("aaaa  cccc");
  });

  test.prop([fc.string(), fc.integer({ min: 20, max: 120 })])(
    "no wrapped line is longer than asked",
    (words, width) => {
      for (const line of wrapped(words, width, "  ")) expect(line.length).toBeLessThanOrEqual(width);
    },
  );

  test.prop([
    fc.array(
      fc.oneof(fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0), fc.double()),
      { minLength: 7, maxLength: 40 },
    ),
    fc.integer({ min: 40, max: 200 }),
  ])("no number, however broken, shows a word of the machine or widens a line", (numbers, width) => {
    let i = 0;
    const broken = withNumbers(fixtureDocument, () => numbers[i++ % numbers.length] ?? null);
    const texts = [summaryText(broken, width), elementText(broken, "Co", width), mineText(broken, "m1", width)];
    for (const text of texts) expect(text).not.toMatch(machineWords);
    if (width >= 80) for (const text of texts) expect(longest(text)).toBeLessThanOrEqual(width);
  });

  test("an emptied result still reads", () => {
    const document = { ...fixtureDocument, result: emptied(fixtureResult) };
    for (const text of [summaryText(document, 80), elementText(document, "Co"), mineText(document, "m1")]) {
      expect(text).not.toMatch(machineWords);
      expect(longest(text)).toBeLessThanOrEqual(80);
    }
  });
});
