import type { EvidenceGrade } from "@relode/core/evidence";
import { evidenceColour, evidenceGrades, evidenceMeaning } from "./evidenceColour.ts";
import { formatPct } from "./format.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** One bar of 100 %: the share of a total's expected mass that rests on each grade of evidence, with a key below. */
export function evidenceMixBar(mix: Readonly<Record<EvidenceGrade, number>>, options: PlotOptions): string {
  const { widthPx } = options;
  const present = evidenceGrades.filter((grade) => mix[grade] > 0);
  let x = 0;
  const bar = present.map((grade) => {
    const width = mix[grade] * widthPx;
    const drawn = titled(
      `Evidence ${grade}, ${evidenceMeaning[grade]}: ${formatPct(mix[grade])}`,
      element("rect", { x, y: 0, width, height: 22, fill: evidenceColour[grade], stroke: colour.surface }),
    );
    x += width;
    return drawn;
  });
  const columns = widthPx < 420 ? 1 : 2;
  const key = present.map((grade, i) => {
    const left = (i % columns) * (widthPx / columns);
    const top = 34 + Math.floor(i / columns) * 20;
    return (
      element("rect", { x: left, y: top, width: 12, height: 12, rx: 2, fill: evidenceColour[grade] }) +
      text(`${grade}  ${evidenceMeaning[grade]}: ${formatPct(mix[grade])}`, left + 18, top + 10)
    );
  });
  return svgDocument(options, 36 + Math.ceil(Math.max(1, present.length) / columns) * 20, [...bar, ...key]);
}
