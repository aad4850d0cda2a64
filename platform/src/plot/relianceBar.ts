import { whisker } from "./intervalChart.ts";
import { formatQuantity } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale } from "./scale.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

export interface PercentilesPct {
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

/** Net import reliance in per cent of apparent consumption, now and after recovery. */
export interface Reliance {
  /** Published figure; null where withheld or only bounded. */
  readonly nowPct: number | null;
  /** What stands where the figure is missing, e.g. `W (withheld)` or `>50 %`. */
  readonly nowPrinted: string;
  /** Lower bound where the publisher gives only that. */
  readonly nowLowerPct: number | null;
  readonly afterPct: PercentilesPct | null;
}

/**
 * Net import reliance on an axis from net exporter (left of zero) to all imported (100 %):
 * the published figure as an upright mark, the reliance after recovery as median and 5-95 % range.
 * Values below -100 % are drawn at the edge.
 */
export function relianceBar(reliance: Reliance, options: PlotOptions): string {
  const { widthPx } = options;
  const { nowPct, afterPct } = reliance;
  const lowest = Math.min(0, afterPct?.p05 ?? 0, nowPct ?? 0);
  const low = lowest < -50 ? -100 : lowest < 0 ? -50 : 0;
  const scale = linearScale(low, 100, [12, widthPx - 18], widthPx < 480 ? 4 : 8);
  const top = 24;
  const bottom = 62;
  const y = 43;
  const parts = [bottomAxis(scale, top, bottom, axisTitle(widthPx), (value) => `${formatQuantity(value)} %`)];
  const zero = scale.toPx(0);
  parts.push(element("rect", { x: zero, y: y - 9, width: scale.toPx(100) - zero, height: 18, fill: colour.grid }));
  if (reliance.nowLowerPct !== null && nowPct === null)
    parts.push(bound(scale.toPx(reliance.nowLowerPct), scale.toPx(100), y));
  if (afterPct !== null) parts.push(after(afterPct, scale.toPx, y));
  if (nowPct !== null) parts.push(now(scale.toPx(nowPct), nowPct, y, widthPx));
  else
    parts.push(
      text(`Published: ${reliance.nowPrinted || "no figure"}`, 12, 14, { fill: colour.imports, "font-weight": 600 }),
    );
  return svgDocument(options, bottom + axisHeightPx, parts);
}

function axisTitle(widthPx: number): string {
  return widthPx < 480
    ? "Net import reliance, % of consumption"
    : "Net import reliance, % of apparent consumption (below 0: net exporter)";
}

function bound(from: number, to: number, y: number): string {
  return element("rect", {
    x: from,
    y: y - 9,
    width: to - from,
    height: 18,
    fill: colour.imports,
    "fill-opacity": 0.25,
  });
}

function after(pct: PercentilesPct, toPx: (value: number) => number, y: number): string {
  const words = `After recovery: ${formatQuantity(pct.p50)} % (5–95 %: ${formatQuantity(pct.p05)} to ${formatQuantity(pct.p95)} %)`;
  return titled(
    words,
    element("rect", {
      x: toPx(pct.p05),
      y: y - 9,
      width: Math.max(1, toPx(pct.p95) - toPx(pct.p05)),
      height: 18,
      fill: colour.accentSoft,
    }) +
      whisker(toPx(pct.p05), toPx(pct.p95), y) +
      element("circle", { cx: toPx(pct.p50), cy: y, r: 5, fill: colour.accent, stroke: colour.surface }),
  );
}

function now(x: number, pct: number, y: number, widthPx: number): string {
  const anchor = x > widthPx * 0.7 ? "end" : x < widthPx * 0.3 ? "start" : "middle";
  return titled(
    `Published net import reliance: ${formatQuantity(pct)} %`,
    element("line", { x1: x, x2: x, y1: y - 14, y2: y + 14, stroke: colour.imports, "stroke-width": 3 }) +
      text(`Published: ${formatQuantity(pct)} %`, x, 14, {
        "text-anchor": anchor,
        fill: colour.imports,
        "font-weight": 600,
      }),
  );
}
