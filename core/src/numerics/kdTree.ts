const leafSize = 16;
const deepest = 64;
/** The distance to a cell is summed in another order than that to a point: a tie must not be lost to the last bit. */
const roundingSlack = 1 + 1e-14;

/**
 * Points in three dimensions, sorted so that the nearest few are found without looking at most of the others:
 * expected time O(log n + k) a query. Ties in distance go to the lower index, so the answer never depends on the tree.
 * State: the sorted copy of the points and scratch space, so one tree serves one thread.
 * @see Friedman, Bentley and Finkel (1977), ACM Transactions on Mathematical Software 3, 209-226; Arya and Mount (1993),
 *   Algorithms for fast vector quantization (incremental distance to the cell)
 */
export class KdTree {
  readonly size: number;
  readonly #points: Float64Array;
  readonly #index: Int32Array;
  readonly #splitAxis: Uint8Array;
  readonly #splitAt: Float64Array;
  readonly #stackNode = new Int32Array(3 * deepest);
  readonly #stackReal = new Float64Array(4 * deepest);

  /**
   * @param points packed x₀ y₀ z₀ x₁ …, length 3n, finite
   * @throws {RangeError} the length is no multiple of 3
   */
  constructor(points: Float64Array) {
    if (points.length % 3 !== 0) throw new RangeError(`packed points need 3 numbers each, got ${points.length} in all`);
    const n = points.length / 3;
    this.size = n;
    this.#index = Int32Array.from({ length: n }, (_, i) => i);
    let nodes = 1;
    for (let m = n; m > leafSize; m = (m + 1) >> 1) nodes = 2 * nodes + 1;
    this.#splitAxis = new Uint8Array(nodes);
    this.#splitAt = new Float64Array(nodes);
    this.#split(points, 0, 0, n);
    this.#points = new Float64Array(3 * n);
    for (let i = 0; i < n; i++)
      for (let axis = 0; axis < 3; axis++) this.#points[3 * i + axis] = points[3 * this.#index[i] + axis];
  }

  #split(points: Float64Array, node: number, from: number, to: number): void {
    if (to - from <= leafSize) return;
    const axis = widestAxis(points, this.#index, from, to);
    const middle = (from + to) >>> 1;
    selectMedian(points, axis, this.#index, from, to, middle);
    this.#splitAxis[node] = axis;
    this.#splitAt[node] = points[3 * this.#index[middle] + axis];
    this.#split(points, 2 * node + 1, from, middle);
    this.#split(points, 2 * node + 2, middle, to);
  }

  /**
   * The nearest points to (x, y, z), nearest first, equal distances by index.
   * @param most at most so many are found
   * @param maxDistance2 squared distance up to and including which a point counts
   * @param foundIndex receives the indices; length at least min(most, size)
   * @param foundDistance2 receives the squared distances; same length
   * @returns how many were found
   */
  nearest(
    x: number,
    y: number,
    z: number,
    most: number,
    maxDistance2: number,
    foundIndex: Int32Array,
    foundDistance2: Float64Array,
  ): number {
    const points = this.#points;
    const index = this.#index;
    const nodes = this.#stackNode;
    const reals = this.#stackReal;
    const limit = Math.min(most, this.size);
    if (limit < 1) return 0;
    let count = 0;
    let bound = maxDistance2;
    let top = 1;
    nodes[0] = 0;
    nodes[1] = 0;
    nodes[2] = this.size;
    reals.fill(0, 0, 4);
    while (top > 0) {
      top--;
      const distance2 = reals[4 * top];
      if (distance2 > bound * roundingSlack) continue;
      let node = nodes[3 * top];
      let from = nodes[3 * top + 1];
      let to = nodes[3 * top + 2];
      const offX = reals[4 * top + 1];
      const offY = reals[4 * top + 2];
      const offZ = reals[4 * top + 3];
      while (to - from > leafSize) {
        const axis = this.#splitAxis[node];
        const off = (axis === 0 ? x : axis === 1 ? y : z) - this.#splitAt[node];
        const old = axis === 0 ? offX : axis === 1 ? offY : offZ;
        const middle = (from + to) >>> 1;
        const beyond2 = distance2 - old * old + off * off;
        const isLeft = off < 0;
        if (beyond2 <= bound * roundingSlack) {
          nodes[3 * top] = isLeft ? 2 * node + 2 : 2 * node + 1;
          nodes[3 * top + 1] = isLeft ? middle : from;
          nodes[3 * top + 2] = isLeft ? to : middle;
          reals[4 * top] = beyond2;
          reals[4 * top + 1] = axis === 0 ? off : offX;
          reals[4 * top + 2] = axis === 1 ? off : offY;
          reals[4 * top + 3] = axis === 2 ? off : offZ;
          top++;
        }
        if (isLeft) {
          node = 2 * node + 1;
          to = middle;
        } else {
          node = 2 * node + 2;
          from = middle;
        }
      }
      for (let i = from; i < to; i++) {
        const dx = points[3 * i] - x;
        const dy = points[3 * i + 1] - y;
        const dz = points[3 * i + 2] - z;
        const d2 = dx * dx + dy * dy + dz * dz;
        if (d2 > bound) continue;
        const id = index[i];
        if (count < limit) {
          siftUp(foundDistance2, foundIndex, count++, d2, id);
          if (count === limit) bound = foundDistance2[0];
        } else if (d2 < foundDistance2[0] || id < foundIndex[0]) {
          siftDown(foundDistance2, foundIndex, count, d2, id);
          bound = foundDistance2[0];
        }
      }
    }
    for (let end = count - 1; end > 0; end--) {
      const d2 = foundDistance2[end];
      const id = foundIndex[end];
      foundDistance2[end] = foundDistance2[0];
      foundIndex[end] = foundIndex[0];
      siftDown(foundDistance2, foundIndex, end, d2, id);
    }
    return count;
  }
}

/** Puts an entry into a heap whose root is the farthest; `at` is the first free place. */
function siftUp(distance2: Float64Array, index: Int32Array, at: number, d2: number, id: number): void {
  let i = at;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (distance2[parent] > d2 || (distance2[parent] === d2 && index[parent] > id)) break;
    distance2[i] = distance2[parent];
    index[i] = index[parent];
    i = parent;
  }
  distance2[i] = d2;
  index[i] = id;
}

/** Replaces the root of the heap of `count` entries. */
function siftDown(distance2: Float64Array, index: Int32Array, count: number, d2: number, id: number): void {
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= count) break;
    const right = child + 1;
    if (
      right < count &&
      (distance2[right] > distance2[child] || (distance2[right] === distance2[child] && index[right] > index[child]))
    )
      child = right;
    if (distance2[child] < d2 || (distance2[child] === d2 && index[child] < id)) break;
    distance2[i] = distance2[child];
    index[i] = index[child];
    i = child;
  }
  distance2[i] = d2;
  index[i] = id;
}

function widestAxis(points: Float64Array, index: Int32Array, from: number, to: number): number {
  let widest = 0;
  let width = -1;
  for (let axis = 0; axis < 3; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) {
      const c = points[3 * index[i] + axis];
      if (c < low) low = c;
      if (c > high) high = c;
    }
    if (high - low > width) {
      width = high - low;
      widest = axis;
    }
  }
  return widest;
}

/** Hoare's selection: afterwards no coordinate before `middle` is above, none after it below. Ties stop both scans. */
function selectMedian(
  points: Float64Array,
  axis: number,
  index: Int32Array,
  from: number,
  to: number,
  middle: number,
): void {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = points[3 * index[(low + high) >>> 1] + axis];
    let i = low;
    let j = high;
    while (i <= j) {
      while (points[3 * index[i] + axis] < pivot) i++;
      while (points[3 * index[j] + axis] > pivot) j--;
      if (i <= j) {
        const held = index[i];
        index[i++] = index[j];
        index[j--] = held;
      }
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
