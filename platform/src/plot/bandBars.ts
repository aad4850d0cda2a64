import { formatQuantity } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale } from "./scale.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** One quantity with its band, in the unit of the axis. */
export interface BandBar {
  readonly label: string;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
  /** At the values of the file; drawn as an upright mark. */
  readonly base: number;
}

export interface BandBarsOptions extends PlotOptions {
  /** Quantity and unit. */
  readonly axisTitle: string;
  readonly unit: string;
  /** Ends of the axis; those of the data, with a margin, when absent. */
  readonly domain?: readonly [number, number];
}

const rowPx = 24;
const topPx = 24;

/** Bars from P5 to P95 with a mark at the median and an upright line at the base, one row a quantity on one linear axis. */
export function bandBars(rows: readonly BandBar[], options: BandBarsOptions): string {
  const { widthPx, unit } = options;
  const labelPx = Math.min(230, widthPx * 0.4);
  const valuePx = widthPx >= 620 ? 140 : 0;
  const ends = rows.flatMap(({ p05, p50, p95, base }) => [p05, p50, p95, base]).filter(Number.isFinite);
  const [low, high] = options.domain ?? [Math.min(0, ...ends), Math.max(0, ...ends)];
  const top = high > low ? high : low + 1;
  const scale = linearScale(low, top, [labelPx + 10, widthPx - valuePx - 16], widthPx < 480 ? 4 : 8);
  const bottom = topPx + Math.max(1, rows.length) * rowPx;
  const bars = rows.map((row, i) => {
    const y = topPx + (i + 0.5) * rowPx;
    const [left, right] = [scale.toPx(row.p05), scale.toPx(row.p95)];
    const words = `${formatQuantity(row.p50)} (${formatQuantity(row.p05)} – ${formatQuantity(row.p95)})`;
    return titled(
      `${row.label}: median ${words} ${unit}, base ${formatQuantity(row.base)} ${unit}`,
      text(fitText(row.label, labelPx), labelPx, y + 4, { "text-anchor": "end" }) +
        element("rect", {
          x: left,
          y: y - 6,
          width: Math.max(1.5, right - left),
          height: 12,
          fill: colour.accentSoft,
        }) +
        element("circle", { cx: scale.toPx(row.p50), cy: y, r: 4, fill: colour.accent, stroke: colour.surface }) +
        upright(scale.toPx(row.base), y) +
        (valuePx === 0
          ? ""
          : text(words, widthPx, y + 4, { "text-anchor": "end", "font-size": 11, fill: colour.muted })),
    );
  });
  return svgDocument(options, bottom + axisHeightPx, [
    key(widthPx < 480 ? 0 : labelPx + 10),
    bottomAxis(scale, topPx, bottom, options.axisTitle),
    ...bars,
  ]);
}

function upright(x: number, y: number): string {
  return element("line", { x1: x, x2: x, y1: y - 8, y2: y + 8, stroke: colour.imports, "stroke-width": 2 });
}

function key(left: number): string {
  const small = { "font-size": 11, fill: colour.muted };
  return (
    element("rect", { x: left, y: 3, width: 24, height: 12, fill: colour.accentSoft }) +
    element("circle", { cx: left + 12, cy: 9, r: 4, fill: colour.accent, stroke: colour.surface }) +
    text("P5, median, P95", left + 30, 13, small) +
    upright(left + 136, 9) +
    text("base", left + 144, 13, small)
  );
}
