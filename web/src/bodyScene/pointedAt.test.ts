import * as THREE from "three";
import { expect, test } from "vitest";
import type { Triple } from "./pickBlock.ts";
import { type Drawn, pointedAt } from "./pointedAt.ts";

/** Seen from above: a camera 50 m up looks straight down on 4 x 4 blocks of 1 m, 1 px = 0.1 m, north up. */
function fromAbove(changes: Partial<Drawn> = {}): Drawn {
  const camera = new THREE.OrthographicCamera(-2, 2, 2, -2, 0, 100);
  camera.up.set(0, 1, 0);
  camera.position.set(2, 2, 50);
  camera.lookAt(2, 2, 0);
  camera.updateMatrixWorld(true);
  const upright = (hole: string, x: number, top: number): Drawn["holes"][number] => ({
    hole,
    path: [
      [x, 2.5, top],
      [x, 3.5, top],
    ],
  });
  return {
    camera,
    toWorld: new THREE.Matrix4(),
    count: [4, 4, 1],
    shown: new Uint8Array(16).fill(1),
    section: { from: [0, 0, 0], to: [4, 4, 1] },
    holes: [upright("above", 0.5, 2), upright("below", 3.5, -2)],
    thicknessM: 0.1,
    local: (at: Triple) => at,
    ...changes,
  };
}

test("a place without a hole means the block there: 3.5 m east, 0.5 m north is block (3, 0)", () => {
  expect(pointedAt([35, 35], [40, 40], fromAbove())).toEqual({ index: 3, hole: null });
  expect(pointedAt([5, 35], [40, 40], fromAbove())).toEqual({ index: 0, hole: null });
});

test("a hole above the blocks is meant, one below them only where the blocks are hidden", () => {
  expect(pointedAt([6, 12], [40, 40], fromAbove())).toEqual({ index: 8, hole: "above" });
  expect(pointedAt([34, 12], [40, 40], fromAbove()).hole).toBeNull();
  expect(pointedAt([34, 12], [40, 40], fromAbove({ shown: null }))).toEqual({ index: -1, hole: "below" });
});
