import { formatTick } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale } from "./scale.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** Rectangles coloured by a value: a plan or a section through a block model. */
export interface CellMap {
  /** Left, lower, width, height in metres, and the value; NaN is not drawn. */
  readonly cells: readonly (readonly [x: number, y: number, width: number, height: number, value: number])[];
  readonly lines: readonly {
    readonly label: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly isDashed?: boolean;
  }[];
  readonly dots: readonly { readonly label: string; readonly x: number; readonly y: number; readonly value?: number }[];
}

export interface CellMapOptions extends PlotOptions {
  readonly xTitle: string;
  readonly yTitle: string;
  /** Name and unit of the value. */
  readonly valueTitle: string;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly valueDomain: readonly [number, number];
  /** How much larger the upright axis is drawn; told in the picture where it is not 1. */
  readonly exaggeration: number;
}

const leftPx = 62;
const rightPx = 14;

/** Colours from dark blue over green to yellow, in even steps of lightness: told apart by colour-blind readers and in grey. */
const ramp = ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"];

/** Colour of a share 0-1 along the ramp. @see Smith and van der Walt (2015), viridis (CC0) */
export function rampColour(share: number): string {
  const at = Math.min(0.9999, Math.max(0, share)) * (ramp.length - 1);
  const [low, part] = [Math.floor(at), at - Math.floor(at)];
  const channel = (i: number) => {
    const [a, b] = [ramp[low], ramp[low + 1]].map((hex) => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16));
    return Math.round(a + (b - a) * part)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

/** Draws the map with both axes in metres and a bar of the colours. */
export function cellMap(map: CellMap, options: CellMapOptions): string {
  const { widthPx, xDomain, yDomain, valueDomain, exaggeration } = options;
  const inner = widthPx - leftPx - rightPx;
  const perM = inner / (xDomain[1] - xDomain[0]);
  const topPx = 46;
  const bottom = topPx + Math.max(40, perM * exaggeration * (yDomain[1] - yDomain[0]));
  const x = linearScale(xDomain[0], xDomain[1], [leftPx, widthPx - rightPx], 6);
  const y = linearScale(yDomain[0], yDomain[1], [bottom, topPx], 5);
  const share = (value: number) => (value - valueDomain[0]) / (valueDomain[1] - valueDomain[0] || 1);
  const cells = map.cells
    .filter(([, , , , value]) => Number.isFinite(value))
    .map(([left, low, width, height, value]) => {
      const [x0, y0] = [x.toPx(left), y.toPx(low + height)];
      return element("rect", {
        x: x0,
        y: y0,
        width: x.toPx(left + width) - x0 + 0.3,
        height: y.toPx(low) - y0 + 0.3,
        fill: rampColour(share(value)),
      });
    });
  const lines = map.lines.map(({ label, x: xs, y: ys, isDashed }) => {
    const points = xs.map((value, i) =>
      Number.isFinite(ys[i]) ? `${x.toPx(value).toFixed(1)} ${y.toPx(ys[i]).toFixed(1)}` : "",
    );
    // A gap in the line where a point is missing.
    const d = points
      .map((point, i) => (point === "" ? "" : `${i === 0 || points[i - 1] === "" ? "M" : "L"}${point}`))
      .join("");
    return titled(
      label,
      element("path", {
        d,
        fill: "none",
        stroke: colour.ink,
        "stroke-width": 1.3,
        "stroke-dasharray": isDashed ? "4 3" : undefined,
      }),
    );
  });
  const dots = map.dots.map(({ label, x: px, y: py, value }) =>
    titled(
      label,
      element("circle", {
        cx: x.toPx(px),
        cy: y.toPx(py),
        r: value === undefined ? 3 : 2.6,
        fill: value === undefined ? colour.ink : rampColour(share(value)),
        stroke: colour.surface,
        "stroke-width": 0.8,
      }),
    ),
  );
  const axis = y.ticks.map((tick) =>
    text(formatTick(tick), leftPx - 6, y.toPx(tick) + 4, { "text-anchor": "end", "font-size": 11, fill: colour.muted }),
  );
  const yTitle = exaggeration === 1 ? options.yTitle : `${options.yTitle}, drawn ${exaggeration} times as high`;
  return svgDocument(options, bottom + axisHeightPx, [
    text(yTitle, 0, 12, { "font-size": 11, fill: colour.muted }),
    ...bar(options, share),
    bottomAxis(x, topPx, bottom, options.xTitle, (value) => String(value)),
    ...cells,
    ...lines,
    ...dots,
    ...axis,
  ]);
}

function bar({ widthPx, valueTitle, valueDomain }: CellMapOptions, share: (value: number) => number): string[] {
  const [low, high] = valueDomain;
  const width = Math.min(220, widthPx * 0.4);
  const left = leftPx;
  const steps = 24;
  const parts = Array.from({ length: steps }, (_, i) =>
    element("rect", {
      x: left + (i * width) / steps,
      y: 22,
      width: width / steps + 0.5,
      height: 8,
      fill: rampColour(share(low + ((high - low) * (i + 0.5)) / steps)),
    }),
  );
  const label = (value: number, px: number, anchor: string) =>
    text(formatTick(Number(value.toPrecision(3))), px, 41, {
      "font-size": 10,
      "text-anchor": anchor,
      fill: colour.muted,
    });
  return [
    ...parts,
    label(low, left, "start"),
    label(high, left + width, "end"),
    text(valueTitle, left + width + 8, 30, { "font-size": 11, fill: colour.muted }),
  ];
}
