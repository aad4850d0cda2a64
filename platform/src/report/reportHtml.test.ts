import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { fixtureDocument, fixtureResult } from "./fixture.ts";
import { emptied, withNumbers } from "./hostileDocument.ts";
import { reportHtml } from "./reportHtml.ts";
import { runs } from "./sourceNumbers.ts";

/** What a reader sees: the page without style, tags and hidden titles. */
function visible(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("\u00a0", " ")
    .replaceAll(/\s+/g, " ");
}

const machineWords = /\bNaN\b|\bundefined\b|\bInfinity\b|\bnull\b|\[object/;

describe("the printable report", () => {
  const page = reportHtml(fixtureDocument);

  test("loads nothing: no script, no link element, no picture file, no import, no url()", () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<object|<embed|@import|url\(|\ssrc=|\shref="(?!#)/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test("is set for A4", () => {
    expect(page).toContain("@page{size:A4");
  });

  test("every entry of the contents leads to a section with a heading", () => {
    const targets = [...page.matchAll(/<a href="#([^"]+)"/g)].map((match) => match[1]);
    expect(targets).toHaveLength(13);
    for (const target of targets) {
      expect(page).toContain(`<section id="${target}"`);
      expect(page).toContain(`<h2 id="${target}-title">`);
    }
  });

  test("names of others are text, not markup", () => {
    expect(page).not.toContain("<script>alert(1)");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("Nobody (2025), https://example.org/mines");
    expect(page).toContain("column &lt;b&gt; is not known");
  });

  test("a figure stands with its unit, range, grade of evidence and source number", () => {
    const words = visible(page);
    // 23,000 t with half and double as percentiles; sources 1 and 2 of the list.
    expect(words).toMatch(/Co Element Co .*?23 kt \(12–46\).*? D .*? 1, 2 /);
    expect(words).toContain("14 (6.5–26)");
    expect(words).toContain("withheld (W)");
  });

  test("says what repeats the run", () => {
    const words = visible(page);
    for (const part of ["Relode 0.1.0", "relode supply screen", "a".repeat(64), "2025-11-21T12:00:00.000Z", "not set"])
      expect(words).toContain(part);
  });

  test("a published claim stands beside the result, and censored pools with every treatment", () => {
    expect(visible(page)).toContain("Te Skarn 40 30 0.4 0.5 0.2 0.6 1 log-normal imputation");
    expect(visible(page)).toContain("not reproduced Recovering a tenth of the cobalt would replace imports");
  });

  test("synthetic samples are declared at the top", () => {
    const [first] = fixtureResult.elements;
    if (first === undefined) throw new Error("the fixture has no element");
    const synthetic = { ...first, evidence: "S" as const, evidenceMix: { A: 0, B: 0, C: 0, D: 0.5, S: 0.5 } };
    const words = visible(reportHtml({ ...fixtureDocument, result: { ...fixtureResult, elements: [synthetic] } }));
    expect(words.indexOf("Synthetic samples.")).toBeGreaterThan(0);
    expect(words.indexOf("Synthetic samples.")).toBeLessThan(words.indexOf("What was asked"));
    expect(visible(page)).not.toContain("Synthetic samples.");
  });

  test("an emptied result and one without elements or mines still read as sentences", () => {
    for (const result of [emptied(fixtureResult), { ...fixtureResult, elements: [], mines: [] }]) {
      const { issues, manifest } = fixtureDocument;
      const words = visible(reportHtml({ result, issues: [], manifest: { ...manifest, inputs: [], seed: null } }));
      expect(words).not.toMatch(machineWords);
      expect(words).toContain("This run was not compared with published claims.");
      expect(issues).toHaveLength(2);
    }
  });

  test.prop([
    fc.array(
      fc.oneof(
        fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0),
        fc.double({ noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      ),
      { minLength: 7, maxLength: 40 },
    ),
  ])("no number, however broken, shows a word of the machine or breaks a chart", (numbers) => {
    let i = 0;
    const broken = withNumbers(fixtureDocument, () => numbers[i++ % numbers.length] ?? null);
    const draft = reportHtml(broken);
    expect(visible(draft)).not.toMatch(machineWords);
    expect(draft).not.toMatch(
      /(?:\b(?:x|y|x1|x2|y1|y2|cx|cy|r|d|width|height|points)="[^"]*)(?:NaN|Infinity|undefined)/,
    );
  });
});

test("numbers of sources are written as runs", () => {
  expect(runs([3, 1, 4, 5, 9, 8])).toBe("1, 3–5, 8, 9");
  expect(runs([])).toBe("–");
});
