import { formatQuantity } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale } from "./scale.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** A result when one quantity alone is put low and high, all in the unit of the axis. */
export interface TornadoRow {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  /** What the quantity itself is at either end, with its unit: `0.55 to 0.78 fraction`; a second line under the label. */
  readonly range?: string;
}

export interface TornadoOptions extends PlotOptions {
  readonly base: number;
  readonly axisTitle: string;
  readonly unit: string;
  /** What low and high mean, for the legend: `at its 10 % quantile`. */
  readonly lowMeans?: string;
  readonly highMeans?: string;
}

const legendPx = 22;
const topPx = 18 + legendPx;

/** Swings of one result about its base, widest first. */
export function tornado(rows: readonly TornadoRow[], options: TornadoOptions): string {
  const { widthPx, base, unit, lowMeans = "quantity low", highMeans = "quantity high" } = options;
  const rowPx = rows.some(({ range }) => range !== undefined) ? 38 : 26;
  const sorted = [...rows].sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low));
  const labelPx = Math.min(rowPx > 26 ? 270 : 200, widthPx * 0.4);
  const ends = [base, ...rows.flatMap((row) => [row.low, row.high])];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const pad = (high - low || Math.abs(base) || 1) * 0.05;
  const scale = linearScale(low - pad, high + pad, [labelPx + 10, widthPx - 16], widthPx < 480 ? 3 : 6);
  const bottom = topPx + rows.length * rowPx;
  const at = scale.toPx(base);
  const bars = sorted.map((row, i) => {
    const y = topPx + (i + 0.5) * rowPx;
    const span = (value: number, fill: string) => {
      const x = scale.toPx(value);
      return element("rect", { x: Math.min(x, at), y: y - 8, width: Math.abs(x - at), height: 16, fill });
    };
    return titled(
      `${row.label}${row.range === undefined ? "" : ` (${row.range})`}: ${formatQuantity(row.low)} to ${formatQuantity(row.high)} ${unit}, base ${formatQuantity(base)} ${unit}`,
      text(fitText(row.label, labelPx), labelPx, row.range === undefined ? y + 4 : y - 3, { "text-anchor": "end" }) +
        (row.range === undefined
          ? ""
          : text(fitText(row.range, labelPx, 10.5), labelPx, y + 11, {
              "text-anchor": "end",
              "font-size": 10.5,
              fill: colour.muted,
            })) +
        span(row.low, colour.accentSoft) +
        span(row.high, colour.accent),
    );
  });
  const baseLine =
    element("line", { x1: at, x2: at, y1: topPx - 4, y2: bottom, stroke: colour.ink, "stroke-width": 1.5 }) +
    text(`base ${formatQuantity(base)}`, at, legendPx + 10, { "text-anchor": "middle", "font-size": 11 });
  const half = widthPx / 2;
  const key = (words: string, x: number, fill: string) =>
    element("rect", { x, y: 2, width: 12, height: 12, fill }) + text(fitText(words, half - 30), x + 17, 12);
  return svgDocument(options, bottom + axisHeightPx, [
    bottomAxis(scale, topPx, bottom, options.axisTitle),
    ...bars,
    baseLine,
    key(lowMeans, 8, colour.accentSoft),
    key(highMeans, half, colour.accent),
  ]);
}
