import * as THREE from "three";
import type { Count } from "./exposedFaces.ts";
import { entryOf, pickBlock, type Section, type Triple } from "./pickBlock.ts";
import { pickHole } from "./pickHole.ts";

/** What is meant by a place on the picture: a hole, or else a block (−1 for none). */
export interface Pointed {
  readonly index: number;
  readonly hole: string | null;
}

/** What is drawn, as far as it can be pointed at. */
export interface Drawn {
  readonly camera: THREE.OrthographicCamera;
  /** From block numbers to the scene. */
  readonly toWorld: THREE.Matrix4;
  readonly count: Count;
  /** Null where blocks are hidden. */
  readonly shown: Uint8Array | null;
  readonly section: Section;
  readonly holes: readonly { readonly hole: string; readonly path: readonly Triple[] }[];
  /** Thickness of a hole, by which its trace stands out of a face. */
  readonly thicknessM: number;
  /** Place of a point on the map in the scene. */
  readonly local: (at: Triple) => Triple;
}

/** How far from a hole's trace a click still means it. */
const holeReachPx = 7;

/**
 * What stands at a place of the picture: a hole whose trace is near and not behind the blocks, else the first block.
 * @param at,size pixels from the upper left corner, and of the whole picture
 */
export function pointedAt(
  [px, py]: readonly [number, number],
  [widthPx, heightPx]: readonly [number, number],
  { camera, toWorld, count, shown, section, holes, thicknessM, local }: Drawn,
): Pointed {
  const [x, y] = [(px / widthPx) * 2 - 1, 1 - (py / heightPx) * 2];
  const toBlocks = toWorld.clone().invert();
  const near = new THREE.Vector3(x, y, -1).unproject(camera).applyMatrix4(toBlocks);
  const far = new THREE.Vector3(x, y, 1).unproject(camera).applyMatrix4(toBlocks);
  const direction = far.sub(near).normalize();
  const ray = [
    [near.x, near.y, near.z],
    [direction.x, direction.y, direction.z],
  ] as const;
  const index = shown === null ? -1 : pickBlock(count, shown, section, ...ray);
  let farthest = Number.POSITIVE_INFINITY;
  if (index >= 0) {
    const met = near.clone().addScaledVector(direction, entryOf(count, index, ...ray));
    farthest = met.applyMatrix4(toWorld).project(camera).z + thicknessM / camera.far;
  }
  const drawn = holes.map(({ hole, path }) => ({
    hole,
    path: path.map((place) => {
      const at = new THREE.Vector3(...local(place)).project(camera);
      return { x: ((at.x + 1) / 2) * widthPx, y: ((1 - at.y) / 2) * heightPx, depth: at.z };
    }),
  }));
  return { index, hole: pickHole(drawn, [px, py], holeReachPx, farthest) };
}
