import { formatQuantity } from "../../../platform/src/plot/format.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "../../../platform/src/plot/svg.ts";
import { xyChart } from "../../../platform/src/plot/xyChart.ts";
import { plotFrame, plotHeightPx } from "../bodyCharts/frame.ts";
import type { Band } from "../bodies/readBody.ts";
import type { SpacingResult } from "./planDocuments.ts";

/** One year of a schedule. */
export interface YearBar {
  readonly year: number;
  readonly band: Band;
}

/** Bars of the mean by year, each with a whisker from P5 to P95; the axis begins at 0. */
export function yearBars(rows: readonly YearBar[], yTitle: string, options: PlotOptions): string {
  const number = (value: number | null) => value ?? Number.NaN;
  const high = Math.max(1e-9, ...rows.map(({ band }) => number(band.p95)).filter(Number.isFinite));
  const last = Math.max(1, ...rows.map(({ year }) => year));
  const frame = plotFrame(options.widthPx, [0.4, last + 0.6], [0, high * 1.05], "Year of mining", yTitle);
  const widthPx = 0.7 * (frame.x.toPx(1.5) - frame.x.toPx(0.5));
  for (const { year, band } of rows) {
    const [mean, p05, p95] = [number(band.mean), number(band.p05), number(band.p95)];
    if (!Number.isFinite(mean)) continue;
    const [x, top] = [frame.x.toPx(year), frame.y.toPx(mean)];
    const bar = element("rect", {
      x: x - widthPx / 2,
      y: top,
      width: widthPx,
      height: Math.max(0, frame.y.toPx(0) - top),
      fill: colour.accentSoft,
      stroke: colour.accent,
    });
    const whisker = Number.isFinite(p05 + p95)
      ? [
          [x, x, p05, p95],
          [x - 4, x + 4, p05, p05],
          [x - 4, x + 4, p95, p95],
        ]
          .map(([x1, x2, from, to]) =>
            element("line", {
              x1,
              x2,
              y1: frame.y.toPx(from ?? 0),
              y2: frame.y.toPx(to ?? 0),
              stroke: colour.ink,
              "stroke-width": 1.4,
            }),
          )
          .join("")
      : "";
    frame.parts.push(
      titled(
        `year ${year}: ${formatQuantity(mean)} (P5 ${formatQuantity(p05)}, P95 ${formatQuantity(p95)})`,
        bar + whisker,
      ),
    );
  }
  return svgDocument(options, plotHeightPx, frame.parts);
}

/** 90 % relative error of a quarter's and a year's grade against the spacing of holes, with the error of the number of truths. */
export function spacingChart({ rows }: SpacingResult, options: PlotOptions): string {
  const volumes = [...new Set(rows.map(({ volume }) => volume))];
  const strokes = [colour.imports, colour.accent, colour.crust];
  return xyChart(
    volumes.flatMap((volume, at) => {
      const own = rows.filter((row) => row.volume === volume).toSorted((a, b) => a.spacingM - b.spacingM);
      const stroke = strokes[at % strokes.length] ?? colour.ink;
      const x = own.map(({ spacingM }) => spacingM);
      const edge = (sds: number) =>
        own.map(({ relativeError, standardError }) => 100 * Math.max(0, relativeError + sds * standardError));
      return [
        { kind: "band" as const, label: "", colour: stroke, x, y: edge(-1.645), other: edge(1.645) },
        { kind: "line" as const, label: `a ${volume}`, colour: stroke, x, y: edge(0), isDashed: at > 0 },
      ];
    }),
    { ...options, heightPx: plotHeightPx, xTitle: "Spacing of holes, m", yTitle: "90 % relative error, %" },
  );
}

/** Where in plan the proposed holes stand among those drilled, with their rank. */
export function proposalPlan(
  drilled: readonly (readonly [number, number])[],
  proposed: readonly { readonly x: number; readonly y: number; readonly words: string }[],
  outline: readonly (readonly [number, number])[],
  options: PlotOptions,
): string {
  const all = [...drilled, ...proposed.map(({ x, y }) => [x, y] as const), ...outline];
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const margin = 18;
  const scale = (options.widthPx - 2 * margin) / Math.max(1, east - west);
  const heightPx = Math.min(560, Math.max(120, (north - south) * scale + 2 * margin));
  const s = Math.min(scale, (heightPx - 2 * margin) / Math.max(1, north - south));
  const at = ([x, y]: readonly [number, number]) =>
    [margin + (x - west) * s, heightPx - margin - (y - south) * s] as const;
  const parts = [
    element("path", {
      d: `M${outline
        .map((place) =>
          at(place)
            .map((px) => px.toFixed(1))
            .join(" "),
        )
        .join("L")}Z`,
      fill: "none",
      stroke: colour.border,
    }),
    ...drilled.map((place) => {
      const [cx, cy] = at(place);
      return element("circle", { cx, cy, r: 2.6, fill: colour.muted });
    }),
    ...proposed.map(({ x, y, words }, rank) => {
      const [cx, cy] = at([x, y]);
      return titled(
        words,
        element("circle", { cx, cy, r: 9, fill: colour.imports }) +
          text(String(rank + 1), cx, cy + 4, {
            "text-anchor": "middle",
            "font-size": 11,
            "font-weight": 700,
            fill: colour.surface,
          }),
      );
    }),
    text("N ↑", options.widthPx - 8, 12, { "text-anchor": "end", "font-size": 11, fill: colour.muted }),
  ];
  return svgDocument(options, heightPx, parts);
}
