import * as THREE from "three";
import { type ColourMap, colourAt, placeOf } from "./colourScale.ts";
import type { Triple } from "./pickBlock.ts";

/** One piece of a hole, relative to the scene's centre. */
export interface Segment {
  readonly from: Triple;
  readonly to: Triple;
  /** NaN = no measurement: drawn thin and grey. */
  readonly value: number;
}

/** Drill holes as instanced tubes, one a segment, coloured by value. */
export class HoleTubes {
  readonly object: THREE.InstancedMesh;
  readonly #segments: readonly Segment[];
  readonly #radiusM: number;

  /** @param radiusM radius of a measured segment; unmeasured ones take a third */
  constructor(segments: readonly Segment[], radiusM: number) {
    this.#segments = segments;
    this.#radiusM = radiusM;
    const tube = new THREE.CylinderGeometry(1, 1, 1, 10, 1, false);
    this.object = new THREE.InstancedMesh(tube, new THREE.MeshLambertMaterial(), segments.length);
    this.object.frustumCulled = false;
  }

  /**
   * Lays the tubes out. The scene is stretched upwards by the exaggeration, so positions are stretched here and not by a parent:
   * tubes stay round.
   */
  place(exaggeration: number): void {
    const matrix = new THREE.Matrix4();
    const [up, turn, size] = [new THREE.Vector3(0, 1, 0), new THREE.Quaternion(), new THREE.Vector3()];
    for (const [s, { from, to, value }] of this.#segments.entries()) {
      const a = new THREE.Vector3(from[0], from[1], from[2] * exaggeration);
      const b = new THREE.Vector3(to[0], to[1], to[2] * exaggeration);
      const along = b.clone().sub(a);
      const length = Math.max(1e-6, along.length());
      turn.setFromUnitVectors(up, along.divideScalar(length));
      const radius = Number.isNaN(value) ? this.#radiusM / 3 : this.#radiusM;
      matrix.compose(a.add(b).multiplyScalar(0.5), turn, size.set(radius, length, radius));
      this.object.setMatrixAt(s, matrix);
    }
    this.object.instanceMatrix.needsUpdate = true;
  }

  colour(map: ColourMap, range: readonly [number, number], isLog: boolean): void {
    const colour = new THREE.Color();
    for (const [s, { value }] of this.#segments.entries()) {
      const [r, g, b] = Number.isNaN(value) ? [130, 130, 130] : colourAt(map, placeOf(value, range, isLog));
      this.object.setColorAt(s, colour.setRGB(r / 255, g / 255, b / 255, THREE.SRGBColorSpace));
    }
    if (this.object.instanceColor) this.object.instanceColor.needsUpdate = true;
  }

  dispose(): void {
    this.object.geometry.dispose();
    (this.object.material as THREE.Material).dispose();
    this.object.dispose();
  }
}
