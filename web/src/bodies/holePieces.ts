import { type RotatedGrid, worldOfGrid } from "@relode/core/resource";
import { isAboveNoise, type ProposedHole } from "../bodyPlans/planDocuments.ts";
import type { SceneHole } from "../bodyScene/BodyScene.ts";
import { formatQuantity } from "../parts/words.ts";
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

/** A hole that a plan proposes, drawn as a post through the whole grid that stands out of it, with what it is worth. */
export interface ProposedPost extends SceneHole {
  readonly words: string;
}

/** Posts of proposed holes, best first. */
export function proposedPieces(grid: RotatedGrid, holes: readonly ProposedHole[]): ProposedPost[] {
  const heightM = grid.count[2] * grid.sizeM[2];
  const [, , foot] = worldOfGrid(grid, [0, 0, 0]);
  return holes.map((place, at) => {
    const { x, y, worth, standardError } = place;
    const path = [
      [x, y, foot + 1.3 * heightM],
      [x, y, foot],
    ] as const;
    const hole = `proposed hole ${at + 1}`;
    const words = `${hole}: worth ${formatQuantity(worth)} ± ${formatQuantity(standardError)} USD${isAboveNoise(place) ? "" : ", not above its noise"}`;
    return { hole, path, pieces: [{ from: path[0], to: path[1], value: worth }], words };
  });
}
