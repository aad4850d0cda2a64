import * as THREE from "three";
import type { Triple } from "./pickBlock.ts";

/** A block chosen on the picture, with the samples behind its estimate. */
export interface PickedBlock {
  readonly index: number;
  readonly samples: readonly { readonly at: Triple; readonly weight: number }[];
}

const red = 0xff2d55;
const blue = 0x2d6bff;

/** Marks of what is chosen: a frame about a block with lines to its samples, a line along a hole. They shine through. */
export class PickedMarks {
  readonly object = new THREE.Group();

  /**
   * Draws the marks anew.
   * @param toWorld from block numbers to the scene
   * @param local place of a point in the scene
   */
  show(
    block: PickedBlock | null,
    hole: readonly Triple[] | null,
    count: Triple,
    toWorld: THREE.Matrix4,
    local: (at: Triple) => Triple,
  ): void {
    this.dispose();
    if (block !== null) this.#frame(block, count, toWorld, local);
    if (hole !== null && hole.length > 1) {
      const places = hole.map(local);
      const pairs = places.slice(1).flatMap((to, i) => [...(places[i] ?? to), ...to]);
      this.#lines(pairs, { color: red });
    }
  }

  #frame({ index, samples }: PickedBlock, [nx, ny]: Triple, toWorld: THREE.Matrix4, local: (at: Triple) => Triple) {
    const cell = [index % nx, Math.floor(index / nx) % ny, Math.floor(index / (nx * ny))] as const;
    const box = new THREE.LineSegments(
      new THREE.EdgesGeometry(new THREE.BoxGeometry(1.02, 1.02, 1.02)),
      new THREE.LineBasicMaterial({ color: red, depthTest: false }),
    );
    box.matrixAutoUpdate = false;
    box.matrix.copy(toWorld);
    box.matrix.multiply(new THREE.Matrix4().makeTranslation(cell[0] + 0.5, cell[1] + 0.5, cell[2] + 0.5));
    box.renderOrder = 5;
    this.object.add(box);
    const middle = new THREE.Vector3(0, 0, 0).applyMatrix4(box.matrix);
    const points: number[] = [];
    const colours: number[] = [];
    const most = Math.max(1e-9, ...samples.map(({ weight }) => Math.abs(weight)));
    for (const { at, weight } of samples) {
      points.push(middle.x, middle.y, middle.z, ...local(at));
      const strength = 0.25 + 0.75 * (Math.abs(weight) / most);
      const colour = new THREE.Color(weight < 0 ? blue : red).lerp(new THREE.Color(0xbbbbbb), 1 - strength);
      colours.push(colour.r, colour.g, colour.b, colour.r, colour.g, colour.b);
    }
    this.#lines(points, { vertexColors: true }, colours);
  }

  #lines(points: readonly number[], look: THREE.LineBasicMaterialParameters, colours?: readonly number[]): void {
    const lines = new THREE.LineSegments(
      new THREE.BufferGeometry(),
      new THREE.LineBasicMaterial({ ...look, depthTest: false }),
    );
    lines.geometry.setAttribute("position", new THREE.Float32BufferAttribute(points, 3));
    if (colours) lines.geometry.setAttribute("color", new THREE.Float32BufferAttribute(colours, 3));
    lines.frustumCulled = false;
    lines.renderOrder = 5;
    this.object.add(lines);
  }

  dispose(): void {
    for (const mark of this.object.children as THREE.LineSegments[]) {
      mark.geometry.dispose();
      (mark.material as THREE.Material).dispose();
    }
    this.object.clear();
  }
}
