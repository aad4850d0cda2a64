import * as THREE from "three";
import type { Bounds } from "./sceneBounds.ts";

/** Half of the width and height that a box takes on the screen, in metres. */
export function halfSizes(
  { low, high, centre }: Bounds,
  exaggeration: number,
  camera: THREE.Camera,
): readonly [number, number] {
  let [halfX, halfY] = [1, 1];
  const middle = new THREE.Vector3().applyMatrix4(camera.matrixWorldInverse);
  for (let c = 0; c < 8; c++) {
    const [x, y, z] = [c & 1 ? high[0] : low[0], c & 2 ? high[1] : low[1], c & 4 ? high[2] : low[2]];
    const at = new THREE.Vector3(x - centre[0], y - centre[1], (z - centre[2]) * exaggeration);
    at.applyMatrix4(camera.matrixWorldInverse);
    halfX = Math.max(halfX, Math.abs(at.x - middle.x));
    halfY = Math.max(halfY, Math.abs(at.y - middle.y));
  }
  return [halfX, halfY];
}
