import { formatTick } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale, logScale, type Scale } from "./scale.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text } from "./svg.ts";

/** One thing drawn between two axes. Points whose numbers are not finite are left out. */
export interface XySeries {
  readonly kind: "line" | "dots" | "band" | "bars";
  readonly label: string;
  readonly colour: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** `band`: the upper edge, `y` being the lower; `bars`: the right edges, `x` being the left ones. */
  readonly other?: readonly number[];
  readonly isDashed?: boolean;
}

export interface XyOptions extends PlotOptions {
  readonly heightPx: number;
  /** Quantity and unit. */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xLog?: boolean;
  /** Bounds of an axis; found from the series where absent. */
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  /** Draws the line y = x. */
  readonly hasDiagonal?: boolean;
}

const leftPx = 58;
const rightPx = 14;

/** Lines, dots, bands and bars over two axes with a legend. Colours must be told apart without hue alone: kinds and dashes differ. */
export function xyChart(series: readonly XySeries[], options: XyOptions): string {
  const { widthPx, heightPx } = options;
  const legend = series.filter(({ label }) => label !== "");
  const topPx = 22 + 15 * Math.ceil(legend.length / 2);
  const bottom = heightPx - axisHeightPx;
  const xs = series.flatMap(({ kind, x, other }) => (kind === "bars" ? [...x, ...(other ?? [])] : x));
  const ys = series.flatMap(({ kind, y, other }) => (kind === "band" ? [...y, ...(other ?? [])] : y));
  const rangePx = [leftPx, widthPx - rightPx] as const;
  const x = options.xLog
    ? logScale(xs, rangePx, 5)
    : linearScale(...domain(xs, options.xDomain), rangePx, widthPx < 400 ? 4 : 6);
  const y = linearScale(...domain(ys, options.yDomain), [bottom, topPx], 5);
  const parts = [
    text(options.yTitle, 0, 12, { "font-size": 11, fill: colour.muted }),
    bottomAxis(x, topPx, bottom, options.xTitle),
    ...y.ticks.map(
      (tick) =>
        element("line", {
          x1: leftPx,
          x2: widthPx - rightPx,
          y1: y.toPx(tick),
          y2: y.toPx(tick),
          stroke: colour.grid,
        }) +
        text(formatTick(tick), leftPx - 6, y.toPx(tick) + 4, {
          "text-anchor": "end",
          "font-size": 11,
          fill: colour.muted,
        }),
    ),
    ...series.map((one) => drawn(one, x, y, bottom)),
  ];
  if (options.hasDiagonal) {
    const [low, high] = [Math.max(x.domain[0], y.domain[0]), Math.min(x.domain[1], y.domain[1])];
    parts.push(
      element("line", {
        x1: x.toPx(low),
        y1: y.toPx(low),
        x2: x.toPx(high),
        y2: y.toPx(high),
        stroke: colour.ink,
        "stroke-dasharray": "4 3",
      }),
    );
  }
  for (const [i, { kind, label, colour: fill, isDashed }] of legend.entries()) {
    const [px, py] = [leftPx + (i % 2) * ((widthPx - leftPx) / 2), 26 + 15 * Math.floor(i / 2)];
    parts.push(
      mark(kind, px, py, fill, isDashed === true),
      text(fitText(label, (widthPx - leftPx) / 2 - 26, 11), px + 22, py + 4, { "font-size": 11 }),
    );
  }
  return svgDocument(options, heightPx, parts);
}

function domain(values: readonly number[], given?: readonly [number, number]): [number, number] {
  if (given !== undefined) return [given[0], given[1]];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (!Number.isFinite(low)) return [0, 1];
  if (low > 0 && low < 0.5 * high) low = 0;
  return high > low ? [low, high + 0.03 * (high - low)] : [low - 1, high + 1];
}

function mark(kind: XySeries["kind"], x: number, y: number, fill: string, isDashed: boolean): string {
  if (kind === "dots") return element("circle", { cx: x + 8, cy: y, r: 3, fill });
  if (kind === "line")
    return element("line", {
      x1: x,
      x2: x + 16,
      y1: y,
      y2: y,
      stroke: fill,
      "stroke-width": 2,
      "stroke-dasharray": isDashed ? "5 3" : undefined,
    });
  return element("rect", { x, y: y - 4, width: 16, height: 8, fill, "fill-opacity": 0.6 });
}

function drawn(
  { kind, colour: fill, x: xs, y: ys, other, isDashed }: XySeries,
  x: Scale,
  y: Scale,
  bottom: number,
): string {
  const at = Array.from(xs.keys()).filter((i) => Number.isFinite(xs[i]) && Number.isFinite(ys[i]));
  const point = (i: number, value: number) => `${x.toPx(xs[i]).toFixed(1)} ${y.toPx(value).toFixed(1)}`;
  if (at.length === 0) return "";
  if (kind === "dots")
    return at
      .map((i) => element("circle", { cx: x.toPx(xs[i]), cy: y.toPx(ys[i]), r: 2.2, fill, "fill-opacity": 0.55 }))
      .join("");
  if (kind === "bars")
    return at
      .map((i) => {
        const [from, to] = [x.toPx(xs[i]), x.toPx(other?.[i] ?? xs[i])];
        return element("rect", {
          x: from,
          y: y.toPx(ys[i]),
          width: Math.max(0.5, to - from - 1),
          height: bottom - y.toPx(ys[i]),
          fill,
          "fill-opacity": 0.8,
        });
      })
      .join("");
  if (kind === "band") {
    const shown = at.filter((i) => Number.isFinite(other?.[i]));
    const edge = [
      ...shown.map((i) => point(i, ys[i])),
      ...shown.toReversed().map((i) => point(i, other?.[i] ?? ys[i])),
    ];
    return shown.length < 2 ? "" : element("path", { d: `M${edge.join("L")}Z`, fill, "fill-opacity": 0.35 });
  }
  return element("path", {
    d: `M${at.map((i) => point(i, ys[i])).join("L")}`,
    fill: "none",
    stroke: fill,
    "stroke-width": 2,
    "stroke-dasharray": isDashed ? "5 3" : undefined,
  });
}
