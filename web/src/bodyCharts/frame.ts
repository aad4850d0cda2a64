import { formatTick } from "../../../platform/src/plot/format.ts";
import { bottomAxis, linearScale, type Scale } from "../../../platform/src/plot/scale.ts";
import { colour, element, text } from "../../../platform/src/plot/svg.ts";

export const plotHeightPx = 270;
const leftPx = 56;
const topPx = 26;
const bottomPx = 226;

export interface PlotFrame {
  readonly x: Scale;
  readonly y: Scale;
  readonly parts: string[];
}

/** Axes with quantity and unit, grid lines, and the scales to draw with. */
export function plotFrame(
  widthPx: number,
  [xLow, xHigh]: readonly [number, number],
  [yLow, yHigh]: readonly [number, number],
  xTitle: string,
  yTitle: string,
): PlotFrame {
  const x = linearScale(xLow, xHigh > xLow ? xHigh : xLow + 1, [leftPx, widthPx - 16], widthPx < 420 ? 4 : 7);
  const y = linearScale(yLow, yHigh > yLow ? yHigh : yLow + 1, [bottomPx, topPx], 5);
  const parts = [text(yTitle, 0, 12, { "font-size": 11, fill: colour.muted }), bottomAxis(x, topPx, bottomPx, xTitle)];
  for (const tick of y.ticks) {
    const at = y.toPx(tick);
    parts.push(element("line", { x1: leftPx, x2: widthPx - 16, y1: at, y2: at, stroke: colour.grid }));
    parts.push(
      text(formatTick(tick), leftPx - 6, at + 4, { "text-anchor": "end", "font-size": 11, fill: colour.muted }),
    );
  }
  return { x, y, parts };
}

export type Place = readonly [x: number, y: number];

const at = ({ x, y }: PlotFrame, [a, b]: Place) => `${x.toPx(a).toFixed(1)} ${y.toPx(b).toFixed(1)}`;

/** A line through the places that are numbers; gaps stay gaps. */
export function line(
  frame: PlotFrame,
  places: readonly Place[],
  attributes: Readonly<Record<string, string | number>>,
): string {
  const runs: Place[][] = [[]];
  for (const place of places) {
    if (Number.isFinite(place[0]) && Number.isFinite(place[1])) runs.at(-1)?.push(place);
    else runs.push([]);
  }
  return runs
    .filter((run) => run.length > 1)
    .map((run) =>
      element("path", { d: `M${run.map((place) => at(frame, place)).join("L")}`, fill: "none", ...attributes }),
    )
    .join("");
}

/** The area between two curves over the same places. */
export function band(frame: PlotFrame, rows: readonly { x: number; low: number; high: number }[]): string {
  const shown = rows.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  if (shown.length < 2) return "";
  const upper = shown.map(({ x, high }) => at(frame, [x, high]));
  const lower = shown.map(({ x, low }) => at(frame, [x, low])).reverse();
  return element("path", { d: `M${[...upper, ...lower].join("L")}Z`, fill: colour.accentSoft, "fill-opacity": 0.7 });
}

/** An upright line with words, e.g. the cut-off. */
export function mark(frame: PlotFrame, x: number, words: string): string {
  const px = frame.x.toPx(x);
  const isRight = px > (frame.x.toPx(frame.x.domain[0]) + frame.x.toPx(frame.x.domain[1])) / 2;
  return (
    element("line", { x1: px, x2: px, y1: topPx, y2: bottomPx, stroke: colour.ink, "stroke-dasharray": "4 3" }) +
    text(words, px + (isRight ? -5 : 5), topPx + 10, { "font-size": 11, "text-anchor": isRight ? "end" : "start" })
  );
}

/** Words for the lines of a chart, in a row under its title. */
export function key(
  widthPx: number,
  entries: readonly {
    readonly words: string;
    readonly stroke: string;
    readonly dash?: string;
    readonly isDot?: boolean;
  }[],
): string {
  let x = widthPx - 16;
  const parts: string[] = [];
  for (const { words, stroke, dash, isDot } of [...entries].reverse()) {
    x -= words.length * 5.9;
    parts.push(text(words, x, 12, { "font-size": 11, fill: colour.muted }));
    x -= 24;
    parts.push(
      isDot
        ? element("circle", { cx: x + 12, cy: 8, r: 3.5, fill: stroke })
        : element("line", {
            x1: x + 2,
            x2: x + 20,
            y1: 8,
            y2: 8,
            stroke,
            "stroke-width": 2.5,
            ...(dash ? { "stroke-dasharray": dash } : {}),
          }),
    );
    x -= 10;
  }
  return parts.join("");
}
