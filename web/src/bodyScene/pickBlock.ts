import type { Count } from "./exposedFaces.ts";

export type Triple = readonly [number, number, number];

/** Blocks that a section leaves: from (included) to (excluded), along each axis. */
export interface Section {
  readonly from: Triple;
  readonly to: Triple;
}

/**
 * First shown block along a ray, by stepping from block to block.
 *
 * @param origin,direction of the ray, in blocks from the grid's corner; the direction need not be of length 1
 * @returns index of the block, −1 where the ray meets none
 * @see Amanatides and Woo (1987), A fast voxel traversal algorithm for ray tracing, Eurographics 87, 3-10
 */
export function pickBlock(
  count: Count,
  shown: Uint8Array,
  { from, to }: Section,
  origin: Triple,
  direction: Triple,
): number {
  let [enter, leave] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let a = 0; a < 3; a++) {
    const [o, d] = [origin[a] ?? 0, direction[a] ?? 0];
    const [low, high] = [from[a] ?? 0, to[a] ?? 0];
    if (Math.abs(d) < 1e-12) {
      if (o < low || o >= high) return -1;
      continue;
    }
    const [t0, t1] = [(low - o) / d, (high - o) / d];
    enter = Math.max(enter, Math.min(t0, t1));
    leave = Math.min(leave, Math.max(t0, t1));
  }
  if (!(enter < leave) || !Number.isFinite(enter)) return -1;
  const cell = [0, 0, 0];
  const step = [0, 0, 0];
  const next = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const gap = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let a = 0; a < 3; a++) {
    const [o, d] = [origin[a] ?? 0, direction[a] ?? 0];
    const at = o + d * enter;
    cell[a] = Math.min((to[a] ?? 1) - 1, Math.max(from[a] ?? 0, Math.floor(at + Math.sign(d) * 1e-9)));
    if (Math.abs(d) < 1e-12) continue;
    step[a] = Math.sign(d);
    const face = (cell[a] ?? 0) + (d > 0 ? 1 : 0);
    next[a] = (face - o) / d;
    gap[a] = Math.abs(1 / d);
  }
  for (;;) {
    const [i = 0, j = 0, k = 0] = cell;
    const index = i + count[0] * (j + count[1] * k);
    if (shown[index] === 1) return index;
    const a =
      (next[0] ?? 0) <= (next[1] ?? 0)
        ? (next[0] ?? 0) <= (next[2] ?? 0)
          ? 0
          : 2
        : (next[1] ?? 0) <= (next[2] ?? 0)
          ? 1
          : 2;
    cell[a] = (cell[a] ?? 0) + (step[a] ?? 0);
    next[a] = (next[a] ?? 0) + (gap[a] ?? 0);
    if ((cell[a] ?? 0) < (from[a] ?? 0) || (cell[a] ?? 0) >= (to[a] ?? 0)) return -1;
  }
}

/**
 * Where a ray enters a block, in steps of its direction; with the index from `pickBlock` it is what the eye meets first.
 * @param origin,direction of the ray, in blocks from the grid's corner
 */
export function entryOf(count: Count, index: number, origin: Triple, direction: Triple): number {
  const [nx, ny] = count;
  const cell = [index % nx, Math.floor(index / nx) % ny, Math.floor(index / (nx * ny))];
  let enter = Number.NEGATIVE_INFINITY;
  for (let a = 0; a < 3; a++) {
    const d = direction[a] ?? 0;
    if (Math.abs(d) < 1e-12) continue;
    const low = ((cell[a] ?? 0) - (origin[a] ?? 0)) / d;
    enter = Math.max(enter, Math.min(low, low + 1 / d));
  }
  return enter;
}
