import { formatQuantity, formatTick } from "./format.ts";
import { linearScale } from "./scale.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** Cash of one year, in the unit of the axis. */
export interface CashFlowYear {
  readonly year: number;
  readonly netCash: number;
  /** Sum of net cash up to this year. */
  readonly cumulative: number;
}

export interface CashFlowOptions extends PlotOptions {
  /** Quantity and unit, e.g. `Net cash, million USD of 2023`. */
  readonly yTitle: string;
  readonly unit: string;
}

const heightPx = 280;
const topPx = 28;
const leftPx = 58;
const bottomPx = 40;

/** Net cash by year as bars and its running sum as a line. @throws {RangeError} no year */
export function cashFlowBars(years: readonly CashFlowYear[], options: CashFlowOptions): string {
  if (years.length === 0) throw new RangeError("a cash flow needs one year at least, got none");
  const { widthPx } = options;
  const values = years.flatMap(({ netCash, cumulative }) => [netCash, cumulative, 0]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = (high - low || 1) * 0.05;
  const bottom = heightPx - bottomPx;
  const y = linearScale(low - pad, high + pad, [bottom, topPx], 6);
  const step = (widthPx - leftPx - 12) / years.length;
  const x = (i: number) => leftPx + (i + 0.5) * step;
  const zero = y.toPx(0);
  const grid = y.ticks.map(
    (tick) =>
      element("line", { x1: leftPx, x2: widthPx - 12, y1: y.toPx(tick), y2: y.toPx(tick), stroke: colour.grid }) +
      text(formatTick(tick), leftPx - 6, y.toPx(tick) + 4, {
        "text-anchor": "end",
        "font-size": 11,
        fill: colour.muted,
      }),
  );
  const bars = years.map(({ year, netCash, cumulative }, i) => {
    const at = y.toPx(netCash);
    return titled(
      `Year ${year}: net cash ${formatQuantity(netCash)} ${options.unit}, running sum ${formatQuantity(cumulative)} ${options.unit}`,
      element("rect", {
        x: x(i) - step * 0.35,
        width: step * 0.7,
        y: Math.min(at, zero),
        height: Math.abs(at - zero),
        fill: netCash < 0 ? colour.imports : colour.accent,
      }),
    );
  });
  const line = years.map(({ cumulative }, i) => `${x(i).toFixed(1)} ${y.toPx(cumulative).toFixed(1)}`).join("L");
  const every = Math.max(1, Math.ceil(years.length / (widthPx / 40)));
  const labels = years
    .filter((_, i) => i % every === 0)
    .map(({ year }, i) =>
      text(String(year), x(i * every), bottom + 15, { "text-anchor": "middle", "font-size": 11, fill: colour.muted }),
    );
  return svgDocument(options, heightPx, [
    text(options.yTitle, 0, 12, { "font-size": 11, fill: colour.muted }),
    ...grid,
    ...bars,
    element("line", { x1: leftPx, x2: widthPx - 12, y1: zero, y2: zero, stroke: colour.muted }),
    element("path", {
      d: `M${line}`,
      fill: "none",
      stroke: colour.ink,
      "stroke-width": 1.5,
      "stroke-dasharray": "5 3",
    }),
    ...labels,
    text("Project year (0 is the first year of building); dashed: running sum", widthPx - 12, bottom + 32, {
      "text-anchor": "end",
      "font-size": 11,
      fill: colour.muted,
    }),
  ]);
}
