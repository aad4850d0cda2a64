import type { Triple } from "./pickBlock.ts";

/** Box around all that is drawn, in the world's coordinates. */
export interface Bounds {
  readonly low: Triple;
  readonly high: Triple;
  readonly centre: Triple;
  /** Half of the horizontal diagonal. */
  readonly radiusM: number;
}

/** Bounds of packed or listed positions. */
export function boundsOf(points: Iterable<Triple>): Bounds {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const point of points)
    for (const a of [0, 1, 2] as const) {
      low[a] = Math.min(low[a], point[a]);
      high[a] = Math.max(high[a], point[a]);
    }
  const centre: Triple = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
  return { low, high, centre, radiusM: Math.max(1, Math.hypot(high[0] - low[0], high[1] - low[1]) / 2) };
}

/** Round numbers from low to high, at most `most` of them. */
export function roundTicks(low: number, high: number, most: number): number[] {
  const raw = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** The largest of 1, 2 or 5 times a power of ten that is at most a length. */
export function roundBelow(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  return ([5, 2, 1].find((factor) => factor * power <= length) ?? 1) * power;
}
