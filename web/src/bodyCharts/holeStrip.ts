import { formatQuantity, formatTick } from "../../../platform/src/plot/format.ts";
import { linearScale } from "../../../platform/src/plot/scale.ts";
import {
  colour,
  element,
  fitText,
  type PlotOptions,
  svgDocument,
  text,
  titled,
} from "../../../platform/src/plot/svg.ts";
import { categoryColours, type ColourMap, colourAt, placeOf } from "../bodyScene/colourScale.ts";

/** One composite down a hole. */
export interface StripPiece {
  readonly fromM: number;
  readonly toM: number;
  /** Null where it was not measured. */
  readonly value: number | null;
  /** Code and name of its domain; null where the run does not say. */
  readonly domain: { readonly code: number; readonly name: string } | null;
}

export interface StripScale {
  readonly map: ColourMap;
  readonly range: readonly [number, number];
  readonly isLog: boolean;
}

const topPx = 46;
const depthPx = 40;
const domainPx = 14;
const leastRowPx = 13;

/**
 * A strip down a hole: bars as long as the value and coloured as in the picture, the domain beside them, depth downwards.
 * @param depthM depth of the hole, metres
 * @param unit of the values
 */
export function holeStrip(
  pieces: readonly StripPiece[],
  depthM: number,
  name: string,
  unit: string,
  scale: StripScale,
  options: PlotOptions,
): string {
  const heightPx = Math.min(560, Math.max(200, topPx + 24 + leastRowPx * pieces.length));
  const deepest = Math.max(depthM, ...pieces.map(({ toM }) => toM), 0.1);
  const y = linearScale(0, deepest, [topPx, heightPx - 20], 8);
  const values = pieces.flatMap(({ value }) => (value === null ? [] : [value]));
  const left = depthPx + domainPx + 4;
  const x = linearScale(0, Math.max(1e-9, ...values), [left, options.widthPx - 12], 4);
  const parts = [
    text("Depth, m", 0, 12, { "font-size": 11, fill: colour.muted }),
    text(`${name}, ${unit}`, options.widthPx - 12, 12, { "text-anchor": "end", "font-size": 11, fill: colour.muted }),
  ];
  for (const tick of x.ticks)
    parts.push(
      element("line", { x1: x.toPx(tick), x2: x.toPx(tick), y1: topPx, y2: y.toPx(deepest), stroke: colour.grid }),
      text(formatTick(tick), x.toPx(tick), topPx - 6, { "text-anchor": "middle", "font-size": 11, fill: colour.muted }),
    );
  for (const tick of y.ticks)
    parts.push(
      text(formatTick(tick), depthPx - 8, y.toPx(tick) + 4, {
        "text-anchor": "end",
        "font-size": 11,
        fill: colour.muted,
      }),
    );
  for (const { fromM, toM, value, domain } of pieces) {
    const [top, bottom] = [y.toPx(fromM), y.toPx(toM)];
    const where = `${formatTick(fromM)}–${formatTick(toM)} m`;
    if (domain !== null)
      parts.push(
        titled(
          `${where}: ${domain.name}`,
          element("rect", {
            x: depthPx,
            y: top,
            width: domainPx,
            height: bottom - top,
            fill: categoryColours[domain.code % categoryColours.length],
          }),
        ),
      );
    if (value === null) continue;
    const [r, g, b] = colourAt(scale.map, placeOf(value, scale.range, scale.isLog));
    parts.push(
      titled(
        `${where}: ${formatQuantity(value)} ${unit}`,
        element("rect", {
          x: left,
          y: top + 0.5,
          width: Math.max(1, x.toPx(value) - left),
          height: Math.max(1, bottom - top - 1),
          fill: `rgb(${r},${g},${b})`,
          stroke: colour.muted,
          "stroke-width": 0.5,
        }),
      ),
    );
  }
  parts.push(
    element("line", { x1: left, x2: left, y1: topPx, y2: y.toPx(deepest), stroke: colour.muted }),
    ...domainRuns(pieces).map(({ fromM, toM, name: words }) =>
      y.toPx(toM) - y.toPx(fromM) < 16
        ? ""
        : element("line", {
            x1: depthPx,
            x2: options.widthPx - 12,
            y1: y.toPx(fromM),
            y2: y.toPx(fromM),
            stroke: colour.muted,
            "stroke-dasharray": "2 3",
          }) +
          text(fitText(words, options.widthPx - left - 20, 11), options.widthPx - 14, y.toPx(fromM) + 12, {
            "text-anchor": "end",
            "font-size": 11,
            stroke: colour.surface,
            "stroke-width": 3,
            "paint-order": "stroke",
          }),
    ),
  );
  return svgDocument(options, heightPx, parts);
}

/** Composites of one domain one below the other, taken together. */
export function domainRuns(
  pieces: readonly StripPiece[],
): readonly { readonly name: string; readonly fromM: number; readonly toM: number }[] {
  const runs: { name: string; fromM: number; toM: number }[] = [];
  for (const { domain, fromM, toM } of pieces) {
    if (domain === null) continue;
    const last = runs.at(-1);
    if (last?.name === domain.name) last.toM = toM;
    else runs.push({ name: domain.name, fromM, toM });
  }
  return runs;
}
