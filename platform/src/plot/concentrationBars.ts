import { formatPct, formatQuantity } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale } from "./scale.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** Concentration of world production of one element. */
export interface ConcentrationRow {
  readonly label: string;
  /** Herfindahl-Hirschman index, 0-10,000, over the named countries. */
  readonly hhi: number;
  /** The same if all that the table lumps as "other" were one country. */
  readonly hhiUpper: number;
  readonly largestCountry: string;
  /** 0-1. */
  readonly largestShare: number;
  /** Mine, refinery or smelter. */
  readonly basis: string;
}

const rowPx = 30;
const topPx = 22;

/** Above this index a market counts as highly concentrated (US Department of Justice and FTC, Merger Guidelines 2023, section 2.1). */
export const highlyConcentratedHhi = 1800;

/** World concentration by country: bar to the index, thin line on to its upper bound, largest producer in words. */
export function concentrationBars(rows: readonly ConcentrationRow[], options: PlotOptions): string {
  const { widthPx } = options;
  const labelPx = rows.every((row) => row.label.length <= 3) ? 34 : Math.min(120, widthPx * 0.24);
  const bottom = topPx + rows.length * rowPx;
  const scale = linearScale(0, 10_000, [labelPx + 8, widthPx - 20], widthPx < 480 ? 4 : 8);
  const limit = scale.toPx(highlyConcentratedHhi);
  const bars = rows.map((row, i) => {
    const y = topPx + (i + 0.5) * rowPx;
    const end = scale.toPx(row.hhi);
    const upper = scale.toPx(row.hhiUpper);
    const words = `${row.largestCountry} ${formatPct(row.largestShare)}`;
    const fitsInside = end - scale.toPx(0) > words.length * 6.6 + 12;
    return titled(
      `${row.label}: HHI ${formatQuantity(row.hhi)} to ${formatQuantity(row.hhiUpper)} (${row.basis}); largest: ${words}`,
      text(fitText(row.label, labelPx), labelPx, y + 4, { "text-anchor": "end" }) +
        element("rect", { x: scale.toPx(0), y: y - 9, width: end - scale.toPx(0), height: 18, fill: colour.accent }) +
        element("line", { x1: end, x2: upper, y1: y, y2: y, stroke: colour.accent, "stroke-width": 2 }) +
        text(words, fitsInside ? scale.toPx(0) + 6 : Math.max(end, upper) + 6, y + 4, {
          "font-size": 11,
          fill: fitsInside ? colour.surface : colour.ink,
        }),
    );
  });
  const mark =
    element("line", {
      x1: limit,
      x2: limit,
      y1: topPx - 4,
      y2: bottom,
      stroke: colour.imports,
      "stroke-dasharray": "4 3",
    }) + text("highly concentrated above 1,800", limit + 4, 12, { "font-size": 11, fill: colour.imports });
  const axis = bottomAxis(
    scale,
    topPx,
    bottom,
    widthPx < 480 ? "HHI by country" : "Herfindahl-Hirschman index by country, 0–10,000",
  );
  return svgDocument(options, bottom + axisHeightPx, [axis, ...bars, mark]);
}
