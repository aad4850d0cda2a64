/** A place on the screen, pixels, with its depth there: smaller is nearer. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/**
 * The hole drawn closest to a place on the screen, among those within reach and not behind what stands there.
 *
 * @param holes with their paths as they are drawn
 * @param reachPx how far from the trace a click still means it
 * @param farthest depth of what else is drawn at the place; a trace behind it cannot be meant
 * @returns its name, null where there is none
 */
export function pickHole(
  holes: readonly { readonly hole: string; readonly path: readonly ScreenPlace[] }[],
  [x, y]: readonly [number, number],
  reachPx: number,
  farthest: number,
): string | null {
  let [best, least] = [null as string | null, reachPx];
  for (const { hole, path } of holes)
    for (let i = 1; i < path.length; i++) {
      const [a, b] = [path[i - 1], path[i]];
      if (!a || !b) continue;
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const squared = dx * dx + dy * dy;
      const t = squared > 0 ? Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / squared)) : 0;
      const distance = Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
      if (distance > least || a.depth + t * (b.depth - a.depth) > farthest) continue;
      [best, least] = [hole, distance];
    }
  return best;
}
