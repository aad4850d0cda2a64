import { albersUsa } from "./albersUsa.ts";
import { formatQuantity } from "./format.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** A mine as a circle; its area is in proportion to the value. */
export interface MapMark {
  readonly label: string;
  /** WGS84 degrees. */
  readonly lon: number;
  readonly lat: number;
  readonly value: number;
  /** Fill; the accent colour when absent. */
  readonly fill?: string;
}

export interface UsMapOptions extends PlotOptions {
  /** What the circle size means, e.g. `Unrecovered cobalt, t a year`. */
  readonly sizeTitle: string;
  readonly unit: string;
  readonly maxRadiusPx?: number;
}

const mapWidth = 975;
const mapHeight = 610;

/**
 * Static map of the United States with mines as circles whose area is in proportion to a value, drawn largest first.
 * Marks without a place on the map are counted in a note, not dropped in silence.
 *
 * @param states rings in the 975 x 610 coordinates of us-atlas `states-albers-10m`
 */
export function usMap(
  states: readonly (readonly (readonly [number, number])[])[],
  marks: readonly MapMark[],
  options: UsMapOptions,
): string {
  const k = options.widthPx / mapWidth;
  const most = marks.reduce((largest, mark) => Math.max(largest, mark.value), 0) || 1;
  const maxRadius = options.maxRadiusPx ?? Math.max(10, 26 * k);
  const radius = (value: number) => Math.max(1.8, maxRadius * Math.sqrt(Math.max(0, value) / most));
  const outline = states
    .map((ring) => `M${ring.map(([x, y]) => `${(x * k).toFixed(1)},${(y * k).toFixed(1)}`).join("L")}Z`)
    .join("");
  const parts = [
    element("path", {
      d: outline || "M0 0Z",
      fill: colour.land,
      stroke: colour.border,
      "stroke-width": 0.7,
      "fill-rule": "evenodd",
    }),
  ];
  let offMap = 0;
  for (const mark of [...marks].sort((a, b) => b.value - a.value)) {
    const place = albersUsa(mark.lon, mark.lat);
    if (place === null) {
      offMap++;
      continue;
    }
    parts.push(
      titled(
        `${mark.label}: ${formatQuantity(mark.value)} ${options.unit}`,
        element("circle", {
          cx: place[0] * k,
          cy: place[1] * k,
          r: radius(mark.value),
          fill: mark.fill ?? colour.accent,
          "fill-opacity": 0.62,
          stroke: colour.surface,
          "stroke-width": 0.8,
        }),
      ),
    );
  }
  const height = mapHeight * k;
  parts.push(legend(most, radius, options, height, offMap));
  return svgDocument(options, height + 62, parts);
}

function legend(
  most: number,
  radius: (value: number) => number,
  options: UsMapOptions,
  top: number,
  offMap: number,
): string {
  const power = 10 ** Math.floor(Math.log10(most));
  const sizes = [power, power / 10, power / 100];
  const centre = top + 32;
  let x = 10;
  const circles = sizes.map((value) => {
    const r = radius(value);
    const label = formatQuantity(value);
    const drawn =
      element("circle", { cx: x + r, cy: centre, r, fill: "none", stroke: colour.muted }) +
      text(label, x + 2 * r + 5, centre + 4, { "font-size": 11, fill: colour.muted });
    x += 2 * r + 5 + label.length * 7 + 14;
    return drawn;
  });
  const note = offMap > 0 ? `; ${offMap} not on this map` : "";
  return text(`${options.sizeTitle}${note}`, 0, top + 10, { "font-size": 11, fill: colour.muted }) + circles.join("");
}
