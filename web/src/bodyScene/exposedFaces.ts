/** Numbers that describe one face: block i, j, k at its low corner, blocks along its two sides, and direction 0 to 5. */
export const faceNumbers = 6;

/** Directions: axis times two, plus one for the side of greater coordinates. */
export type Count = readonly [number, number, number];

/** A list of faces that grows. */
class FaceList {
  array = new Float32Array(1024 * faceNumbers);
  used = 0;

  add(at: Readonly<Record<0 | 1 | 2, number>>, width: number, height: number, direction: number): void {
    if (this.used + faceNumbers > this.array.length) {
      const larger = new Float32Array(this.array.length * 2);
      larger.set(this.array);
      this.array = larger;
    }
    const { array, used } = this;
    array[used] = at[0];
    array[used + 1] = at[1];
    array[used + 2] = at[2];
    array[used + 3] = width;
    array[used + 4] = height;
    array[used + 5] = direction;
    this.used += faceNumbers;
  }
}

/**
 * Faces between blocks that are shown and blocks that are not, merged to rectangles as large as rows allow (greedy): the skin of
 * the model. Along axis a a face lies in the plane of axes u = a + 1 and v = a + 2 (cyclic); its sides are blocks along u and v.
 *
 * @param count blocks along x, y, z; x runs fastest
 * @param shown 1 for each block that is shown, else 0
 * @returns `faceNumbers` numbers a face
 * @see Lysenko (2012), Meshing in a Minecraft game, 0fps.net, for the merging
 */
export function exposedFaces(count: Count, shown: Uint8Array): Float32Array {
  const list = new FaceList();
  for (let axis = 0; axis < 3; axis++) {
    const plane = planeOf(count, axis);
    for (let layer = 0; layer < count[axis]; layer++) {
      const isFirst = layer === 0;
      const isLast = layer === count[axis] - 1;
      if (maskLayer(plane, shown, layer, isFirst ? 0 : -1, false)) mergeMask(plane, layer, 2 * axis, list);
      if (maskLayer(plane, shown, layer, isLast ? 0 : 1, false)) mergeMask(plane, layer, 2 * axis + 1, list);
    }
  }
  return list.array.slice(0, list.used);
}

/**
 * Faces that a section lays open: of blocks in one layer whose neighbour on that side is shown too, so that the skin has none there.
 *
 * @param side 1 for the side of greater coordinates, −1 for the other
 */
export function sectionFaces(
  count: Count,
  shown: Uint8Array,
  axis: 0 | 1 | 2,
  layer: number,
  side: 1 | -1,
): Float32Array {
  const next = layer + side;
  if (next < 0 || next >= count[axis]) return new Float32Array(0);
  const list = new FaceList();
  const plane = planeOf(count, axis);
  if (maskLayer(plane, shown, layer, side, true)) mergeMask(plane, layer, 2 * axis + (side > 0 ? 1 : 0), list);
  return list.array.slice(0, list.used);
}

interface Plane {
  readonly axis: number;
  readonly u: number;
  readonly v: number;
  readonly nu: number;
  readonly nv: number;
  readonly strideA: number;
  readonly strideU: number;
  readonly strideV: number;
  readonly mask: Uint8Array;
}

function planeOf(count: Count, axis: number): Plane {
  const strides = [1, count[0], count[0] * count[1]];
  const u = (axis + 1) % 3;
  const v = (axis + 2) % 3;
  const [nu, nv] = [count[u] ?? 1, count[v] ?? 1];
  return {
    axis,
    u,
    v,
    nu,
    nv,
    strideA: strides[axis] ?? 1,
    strideU: strides[u] ?? 1,
    strideV: strides[v] ?? 1,
    mask: new Uint8Array(nu * nv),
  };
}

/**
 * Marks the blocks of a layer that have a face. True where there is one.
 * @param side −1 or 1; 0 where the grid ends and every shown block has one
 * @param neighbour whether the neighbour must be shown (a section) or hidden (the skin)
 */
function maskLayer(plane: Plane, shown: Uint8Array, layer: number, side: -1 | 0 | 1, neighbour: boolean): boolean {
  const { nu, nv, strideA, strideU, strideV, mask } = plane;
  const wanted = neighbour ? 1 : 0;
  const step = side * strideA;
  let any = 0;
  for (let b = 0; b < nv; b++) {
    let block = layer * strideA + b * strideV;
    let cell = b * nu;
    for (let a = 0; a < nu; a++) {
      const has = shown[block] === 1 && (side === 0 || shown[block + step] === wanted) ? 1 : 0;
      mask[cell++] = has;
      any |= has;
      block += strideU;
    }
  }
  return any === 1;
}

/** Cuts the marked cells into rectangles and empties the mask. */
function mergeMask({ axis, u, v, nu, nv, mask }: Plane, layer: number, direction: number, list: FaceList): void {
  const at: [number, number, number] = [0, 0, 0];
  at[axis] = layer;
  for (let b = 0; b < nv; b++)
    for (let a = 0; a < nu; a++) {
      if (mask[b * nu + a] === 0) continue;
      let width = 1;
      while (a + width < nu && mask[b * nu + a + width] === 1) width++;
      let height = 1;
      while (b + height < nv && isFull(mask, (b + height) * nu + a, width)) height++;
      for (let row = 0; row < height; row++) mask.fill(0, (b + row) * nu + a, (b + row) * nu + a + width);
      at[u] = a;
      at[v] = b;
      list.add(at, width, height, direction);
      a += width - 1;
    }
}

function isFull(mask: Uint8Array, from: number, width: number): boolean {
  for (let i = from; i < from + width; i++) if (mask[i] === 0) return false;
  return true;
}

/** Whole numbers a vertex: block i, j, k of its face, the face's two sides, and direction times four plus corner. */
export const vertexNumbers = 6;

/** Faces as the graphics card takes them: four corners each, counter-clockwise from 0 to 3, and two triangles. */
export interface FaceMesh {
  readonly vertices: Uint16Array<ArrayBuffer>;
  readonly index: Uint32Array<ArrayBuffer>;
}

/**
 * Corners and triangles of faces. Written out rather than drawn as instances: cards and software renderers are slow at instances of
 * four vertices (measured: 40 times in software).
 */
export function faceMesh(faces: Float32Array): FaceMesh {
  const count = faces.length / faceNumbers;
  const vertices = new Uint16Array(4 * vertexNumbers * count);
  const index = new Uint32Array(6 * count);
  for (let f = 0, at = 0; f < count; f++) {
    const from = f * faceNumbers;
    const direction = faces[from + 5] ?? 0;
    for (let corner = 0; corner < 4; corner++) {
      for (let n = 0; n < 5; n++) vertices[at++] = faces[from + n] ?? 0;
      vertices[at++] = 4 * direction + corner;
    }
    const first = 4 * f;
    const to = 6 * f;
    index[to] = index[to + 3] = first;
    index[to + 1] = first + 1;
    index[to + 2] = index[to + 4] = first + 2;
    index[to + 5] = first + 3;
  }
  return { vertices, index };
}
