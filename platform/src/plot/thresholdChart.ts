import { whisker } from "./intervalChart.ts";
import { formatPct } from "./format.ts";
import { axisHeightPx, bottomAxis, logScale } from "./scale.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** Recovery, as a fraction of what is discarded, that would equal imports; infinite where nothing is there to recover. */
export interface ThresholdRow {
  readonly label: string;
  readonly recovery: { readonly p05: number; readonly p50: number; readonly p95: number };
}

const rowPx = 22;
const topPx = 22;

/**
 * Recovery that would replace imports, one row an element, on a logarithmic axis; beyond 100 % the ground is shaded,
 * because no plant recovers more than there is. The axis is cut at 0.01 % and 10,000 %.
 */
export function thresholdChart(rows: readonly ThresholdRow[], options: PlotOptions): string {
  const { widthPx } = options;
  const labelPx = Math.min(150, widthPx * 0.3);
  const bottom = topPx + rows.length * rowPx;
  const ends = rows.flatMap(({ recovery }) =>
    [recovery.p05, recovery.p95].filter((value) => value >= 1e-4 && value <= 100),
  );
  const scale = logScale(
    [...ends, 0.1, 10],
    [labelPx + 10, widthPx - (widthPx >= 620 ? 70 : 14)],
    widthPx < 480 ? 5 : 8,
  );
  const full = scale.toPx(1);
  const right = scale.toPx(scale.domain[1]);
  const ground =
    element("rect", {
      x: full,
      y: topPx,
      width: right - full,
      height: bottom - topPx,
      fill: colour.imports,
      "fill-opacity": 0.09,
    }) +
    text(widthPx < 480 ? "not enough" : "more than there is", (full + right) / 2, 14, {
      "text-anchor": "middle",
      "font-size": 11,
      fill: colour.imports,
    });
  const axis = bottomAxis(
    scale,
    topPx,
    bottom,
    "Recovery that would equal imports, % of discarded mass (log)",
    (value) => formatPct(value),
  );
  const marks = rows.map(({ label, recovery }, i) => {
    const y = topPx + (i + 0.5) * rowPx;
    const drawn = Number.isFinite(recovery.p05)
      ? whisker(scale.toPx(recovery.p05), scale.toPx(recovery.p95), y) +
        element("circle", { cx: scale.toPx(recovery.p50), cy: y, r: 4, fill: colour.accent, stroke: colour.surface })
      : text("nothing to recover", full + 4, y + 4, { "font-size": 11, fill: colour.muted });
    const value =
      widthPx >= 620
        ? text(formatPct(recovery.p50), widthPx, y + 4, { "text-anchor": "end", "font-size": 11, fill: colour.muted })
        : "";
    return titled(
      `${label}: ${formatPct(recovery.p50)} (5–95 %: ${formatPct(recovery.p05)} – ${formatPct(recovery.p95)})`,
      text(fitText(label, labelPx), labelPx, y + 4, { "text-anchor": "end" }) + drawn + value,
    );
  });
  const line = element("line", {
    x1: full,
    x2: full,
    y1: topPx,
    y2: bottom,
    stroke: colour.imports,
    "stroke-width": 1.5,
  });
  return svgDocument(options, bottom + axisHeightPx, [ground, axis, line, ...marks]);
}
