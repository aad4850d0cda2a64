import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { element, escapeXml, fitText, svgDocument, text, withoutVariables } from "./svg.ts";
import { xmlFault } from "./xmlCheck.ts";

test("the five characters that mean something in XML are escaped", () => {
  expect(escapeXml(`a<b>&"c'`)).toBe("a&lt;b&gt;&amp;&quot;c&#39;");
});

test("characters that XML 1.0 forbids are left out", () => {
  expect(escapeXml("a\u0000b\u0008c\td\ufffe")).toBe("abc\td");
});

test("numbers keep two decimals and undefined attributes are left out", () => {
  expect(element("rect", { x: 1.23456, y: 0.1 + 0.2, fill: undefined })).toBe('<rect x="1.23" y="0.3"/>');
});

test("a document carries size, viewBox, name and description", () => {
  const svg = svgDocument({ widthPx: 300, title: "A & B", desc: "<all>" }, 120, [text("5 < 6", 1, 2)]);
  expect(svg).toContain('viewBox="0 0 300 120" width="300" height="120" role="img"');
  expect(svg).toContain("<title>A &amp; B</title><desc>&lt;all&gt;</desc>");
  expect(svg).toContain(">5 &lt; 6</text>");
  expect(xmlFault(svg)).toBeNull();
});

test("a document without a size is refused", () => {
  expect(() => svgDocument({ widthPx: 0, title: "", desc: "" }, 10, [])).toThrow("positive size, got 0 x 10 px");
});

test("variables give way to their fallbacks, in attributes and lists", () => {
  expect(withoutVariables('<a fill="var(--plot-ink, #1a2530)" f="var(--plot-font, \'A\', B)"/>')).toBe(
    '<a fill="#1a2530" f="\'A\', B"/>',
  );
});

test("words are cut with an ellipsis only where they do not fit", () => {
  expect(fitText("Bingham Canyon", 200, 10)).toBe("Bingham Canyon");
  expect(fitText("Bingham Canyon", 57, 10)).toBe("Bingham C…");
});

test.prop([fc.string(), fc.string()])("whatever the words, the document stays well-formed", (title, words) => {
  expect(xmlFault(svgDocument({ widthPx: 10, title, desc: words }, 10, [text(words, 0, 0)]))).toBeNull();
});

test("the checker itself finds what is wrong", () => {
  expect(xmlFault("<a><b></a>")).toBe("</a> closes <b>");
  expect(xmlFault("<a>")).toBe("<a> is never closed");
  expect(xmlFault("<a>x & y</a>")).toContain("a bare &");
  expect(xmlFault('<a x="1" x="2"/>')).toContain("given twice");
  expect(xmlFault("<a>1 < 2</a>")).toContain("a stray <");
});
