import { formatQuantity, formatTick } from "./format.ts";
import { bottomAxis, linearScale } from "./scale.ts";
import { colour, element, type PlotOptions, svgDocument, text } from "./svg.ts";

/** Percentiles of a running value at one year. */
export interface FanYear {
  readonly year: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

const heightPx = 280;
const topPx = 28;
const leftPx = 58;

/** Cumulative present value by year: median within its 5-95 % band, the zero line across. @throws {RangeError} fewer than two years */
export function valueFan(years: readonly FanYear[], options: PlotOptions & { readonly yTitle: string }): string {
  if (years.length < 2) throw new RangeError(`a fan needs two years at least, got ${years.length}`);
  const { widthPx } = options;
  const values = years.flatMap(({ p05, p95 }) => [p05, p95, 0]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = (high - low || 1) * 0.05;
  const bottom = heightPx - 40;
  const y = linearScale(low - pad, high + pad, [bottom, topPx], 6);
  const x = linearScale(years[0].year, years[years.length - 1].year, [leftPx, widthPx - 16], 8);
  const at = (year: number, value: number) => `${x.toPx(year).toFixed(1)} ${y.toPx(value).toFixed(1)}`;
  const upper = years.map(({ year, p95 }) => at(year, p95));
  const lower = years.map(({ year, p05 }) => at(year, p05)).toReversed();
  const end = years[years.length - 1];
  const grid = y.ticks.map(
    (tick) =>
      element("line", { x1: leftPx, x2: widthPx - 16, y1: y.toPx(tick), y2: y.toPx(tick), stroke: colour.grid }) +
      text(formatTick(tick), leftPx - 6, y.toPx(tick) + 4, {
        "text-anchor": "end",
        "font-size": 11,
        fill: colour.muted,
      }),
  );
  return svgDocument(options, heightPx, [
    text(options.yTitle, 0, 12, { "font-size": 11, fill: colour.muted }),
    bottomAxis(x, topPx, bottom, "Project year", (year) => String(year)),
    ...grid,
    element("path", { d: `M${[...upper, ...lower].join("L")}Z`, fill: colour.accentSoft, "fill-opacity": 0.7 }),
    element("line", { x1: leftPx, x2: widthPx - 16, y1: y.toPx(0), y2: y.toPx(0), stroke: colour.ink }),
    element("path", {
      d: `M${years.map(({ year, p50 }) => at(year, p50)).join("L")}`,
      fill: "none",
      stroke: colour.accent,
      "stroke-width": 2,
    }),
    text(
      `median ${formatQuantity(end.p50)}, 5–95 % ${formatQuantity(end.p05)} to ${formatQuantity(end.p95)}`,
      widthPx - 16,
      12,
      {
        "text-anchor": "end",
        "font-size": 11,
      },
    ),
  ]);
}
