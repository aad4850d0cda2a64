import { formatPct, formatTick } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale, logScale } from "./scale.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** A percentile band at one recovery. */
export interface CurvePoint {
  /** Fraction of the discarded mass, 0-1. */
  readonly recovery: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

export interface CurveOptions extends PlotOptions {
  /** Quantity and unit of the upright axis, e.g. `Net import reliance, %`. */
  readonly yTitle: string;
  /** Level drawn across, e.g. 0 for "no net imports". */
  readonly level?: { readonly value: number; readonly label: string };
  /** Recovery marked by an upright line. */
  readonly markRecovery?: number;
  /** Bounds of the upright axis; found from the points when absent. */
  readonly yDomain?: readonly [number, number];
}

const heightPx = 260;
const topPx = 26;
const leftPx = 52;

/** A quantity against recovery (logarithmic axis): median line within its 5-95 % band. Points at recovery 0 are left out. */
export function curve(points: readonly CurvePoint[], options: CurveOptions): string {
  const shown = points.filter((point) => point.recovery > 0).sort((a, b) => a.recovery - b.recovery);
  const { widthPx } = options;
  const bottom = heightPx - axisHeightPx;
  const x = logScale(
    shown.map((point) => point.recovery),
    [leftPx, widthPx - 18],
    widthPx < 480 ? 4 : 7,
  );
  const [low, high] = options.yDomain ?? domainOf(shown, options.level?.value);
  const y = linearScale(low, high, [bottom, topPx], 5);
  const grid = y.ticks.map(
    (tick) =>
      element("line", { x1: leftPx, x2: widthPx - 18, y1: y.toPx(tick), y2: y.toPx(tick), stroke: colour.grid }) +
      text(formatTick(tick), leftPx - 6, y.toPx(tick) + 4, {
        "text-anchor": "end",
        "font-size": 11,
        fill: colour.muted,
      }),
  );
  const at = (point: CurvePoint, value: number) => `${x.toPx(point.recovery).toFixed(1)} ${y.toPx(value).toFixed(1)}`;
  const upper = shown.map((point) => at(point, point.p95));
  const lower = shown.map((point) => at(point, point.p05)).reverse();
  const median = shown.map((point) => at(point, point.p50));
  const parts = [
    text(options.yTitle, 0, 12, { "font-size": 11, fill: colour.muted }),
    bottomAxis(x, topPx, bottom, "Recovery of the discarded mass (log scale)", (value) => formatPct(value)),
    ...grid,
  ];
  if (shown.length > 1) {
    parts.push(
      element("path", { d: `M${[...upper, ...lower].join("L")}Z`, fill: colour.accentSoft, "fill-opacity": 0.7 }),
    );
    parts.push(
      element("path", { d: `M${median.join("L")}`, fill: "none", stroke: colour.accent, "stroke-width": 2.5 }),
    );
  }
  if (options.level) parts.push(levelLine(options.level, y.toPx, widthPx));
  if (options.markRecovery !== undefined && options.markRecovery > 0) {
    const px = x.toPx(options.markRecovery);
    parts.push(
      titled(
        `Recovery ${formatPct(options.markRecovery)}`,
        element("line", { x1: px, x2: px, y1: topPx, y2: bottom, stroke: colour.ink, "stroke-dasharray": "3 3" }),
      ),
    );
  }
  return svgDocument(options, heightPx, parts);
}

function levelLine(level: { value: number; label: string }, toPx: (value: number) => number, widthPx: number): string {
  const y = toPx(level.value);
  return (
    element("line", { x1: leftPx, x2: widthPx - 18, y1: y, y2: y, stroke: colour.imports, "stroke-width": 1.5 }) +
    text(level.label, widthPx - 20, y - 5, { "text-anchor": "end", "font-size": 11, fill: colour.imports })
  );
}

function domainOf(points: readonly CurvePoint[], level: number | undefined): [number, number] {
  const values = points.flatMap((point) => [point.p05, point.p95]).filter(Number.isFinite);
  if (level !== undefined) values.push(level);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return high > low ? [low, high] : [low, low + 1];
}
