import { colour, element, text } from "./svg.ts";
import { formatTick } from "./format.ts";

/** Maps a quantity to pixels; values outside the domain are drawn at its edge. */
export interface Scale {
  readonly toPx: (value: number) => number;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/**
 * Linear axis with ticks at 1, 2 or 5 times a power of ten.
 * @param rangePx first and last pixel
 * @throws {RangeError} the domain is empty or not finite
 */
export function linearScale(low: number, high: number, rangePx: readonly [number, number], maxTicks = 6): Scale {
  if (!(high > low && Number.isFinite(high - low)))
    throw new RangeError(`a linear axis needs low < high, got ${low} to ${high}`);
  const raw = (high - low) / Math.max(1, maxTicks);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw * (1 - 1e-9)) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  const toPx = (value: number) =>
    rangePx[0] + ((clamp(value, low, high) - low) / (high - low)) * (rangePx[1] - rangePx[0]);
  return { toPx, domain: [low, high], ticks };
}

/**
 * Logarithmic axis that ends on powers of ten; ticks at the decades, thinned to `maxTicks`.
 * @param values what must fit; those that are not positive and finite are left out; none gives 1 to 10
 */
export function logScale(values: Iterable<number>, rangePx: readonly [number, number], maxTicks = 8): Scale {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (!(value > 0 && Number.isFinite(value))) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === 0) [low, high] = [1, 10];
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
  const step = Math.ceil((last - first + 1) / maxTicks);
  const ticks: number[] = [];
  for (let decade = first; decade <= last; decade += step) ticks.push(Number(`1e${decade}`));
  const toPx = (value: number) => {
    const decade = value > 0 ? clamp(Math.log10(value), first, last) : first;
    return rangePx[0] + ((decade - first) / (last - first)) * (rangePx[1] - rangePx[0]);
  };
  return { toPx, domain: [10 ** first, 10 ** last], ticks };
}

/** Horizontal axis under a plot: grid lines, tick labels, and a title with quantity and unit. */
export function bottomAxis(
  scale: Scale,
  top: number,
  bottom: number,
  title: string,
  label: (value: number) => string = formatTick,
): string {
  const [low, high] = scale.domain;
  const left = scale.toPx(low);
  const right = scale.toPx(high);
  const parts = scale.ticks.map((tick) => {
    const x = scale.toPx(tick);
    return (
      element("line", { x1: x, x2: x, y1: top, y2: bottom, stroke: colour.grid }) +
      text(label(tick), x, bottom + 15, { "text-anchor": "middle", "font-size": 11, fill: colour.muted })
    );
  });
  parts.push(element("line", { x1: left, x2: right, y1: bottom, y2: bottom, stroke: colour.muted }));
  parts.push(text(title, right, bottom + 32, { "text-anchor": "end", "font-size": 11, fill: colour.muted }));
  return parts.join("");
}

/** Pixels that `bottomAxis` needs below the plot. */
export const axisHeightPx = 40;

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
