import type { SceneHole } from "../bodyScene/BodyScene.ts";
import type { BodyHoles, Composite, Position } from "./bodyDocuments.ts";

/** Position at a depth along a path from its start, metres; beyond its end it goes on straight. */
export function alongPath(path: readonly Position[], depthM: number): Position {
  let left = depthM;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1], path[i]];
    if (!a || !b) break;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
    if (left <= length || i === path.length - 1) {
      const t = length > 0 ? left / length : 0;
      return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
    }
    left -= length;
  }
  return path[0] ?? [0, 0, 0];
}

/** Holes with the pieces that were measured, for the scene. */
export function holePieces({ holes, composites }: BodyHoles, variable: string): SceneHole[] {
  const byHole = new Map<string, Composite[]>();
  for (const composite of composites) {
    const list = byHole.get(composite.hole);
    if (list) list.push(composite);
    else byHole.set(composite.hole, [composite]);
  }
  return holes.map(({ hole, path }) => ({
    hole,
    path,
    pieces: (byHole.get(hole) ?? []).flatMap(({ fromM, toM, values }) => {
      const value = values[variable];
      if (typeof value !== "number") return [];
      return [{ from: alongPath(path, fromM), to: alongPath(path, toM), value }];
    }),
  }));
}
