import type { KdTree } from "../numerics/kdTree.ts";

/** Half width of the ball that one list of candidates serves, as a share of the distance to the last sample taken. */
const ballShare = 0.12;
/** The triangle inequality is used on rounded distances. */
const slack = 1 + 1e-9;

/**
 * Nearest samples with a limit for each hole, for places that follow each other closely, as blocks of a column or a row do. The samples taken
 * at a place c lie within D of it; those of any place within ρ of c then lie within D + ρ of that place, since the samples
 * of c are themselves a choice that keeps the limits: all stand in the list of samples within D + 2ρ of c. The list is made once, kept in
 * order of distance, and put in order again for each place, where few entries move. The answer is that of a search
 * from the beginning: the nearest first, equal distances by index. State: the list, so one search serves one thread.
 */
export class NearbySearch {
  readonly #tree: KdTree;
  readonly #points: Float64Array;
  readonly #holes: Int32Array;
  readonly #radius2: number;
  readonly #perHole: number;
  readonly #index: Int32Array;
  readonly #distance2: Float64Array;
  /** Candidates of the list: number of the sample, its hole among those of the list, its place, its distance now. */
  #id = new Int32Array(0);
  #slot = new Int32Array(0);
  #xyz = new Float64Array(0);
  #d2 = new Float64Array(0);
  #order = new Int32Array(0);
  #taken = new Int32Array(0);
  #count = 0;
  #x = Number.NaN;
  #y = Number.NaN;
  #z = Number.NaN;
  #ball2 = -1;
  #hasList = false;

  /**
   * @param tree of `points`
   * @param points packed positions in the space of the search
   * @param holes number of the hole of each
   * @param radius2 squared distance up to and including which a sample counts
   */
  constructor(tree: KdTree, points: Float64Array, holes: Int32Array, radius2: number, perHole: number) {
    this.#tree = tree;
    this.#points = points;
    this.#holes = holes;
    this.#radius2 = radius2;
    this.#perHole = perHole;
    this.#index = new Int32Array(tree.size);
    this.#distance2 = new Float64Array(tree.size);
  }

  /** Number of samples written to `found`; −1 where the list does not serve the place: search anew, then `remember`. */
  find(x: number, y: number, z: number, found: Int32Array): number {
    const [dx, dy, dz] = [x - this.#x, y - this.#y, z - this.#z];
    if (!(dx * dx + dy * dy + dz * dz <= this.#ball2)) return -1;
    if (!this.#hasList) this.#makeList();
    const xyz = this.#xyz;
    const d2 = this.#d2;
    const count = this.#count;
    for (let i = 0, at = 0; i < count; i++, at += 3) {
      const a = xyz[at] - x;
      const b = xyz[at + 1] - y;
      const c = xyz[at + 2] - z;
      d2[i] = a * a + b * b + c * c;
    }
    this.#sort();
    return this.#pick(found);
  }

  /** Notes a place and the samples that a search from the beginning took there. */
  remember(x: number, y: number, z: number, found: Int32Array, taken: number): void {
    const p = this.#points;
    const at = 3 * found[taken - 1];
    const reach2 =
      taken === found.length
        ? (p[at] - x) * (p[at] - x) + (p[at + 1] - y) * (p[at + 1] - y) + (p[at + 2] - z) * (p[at + 2] - z)
        : this.#radius2;
    this.#x = x;
    this.#y = y;
    this.#z = z;
    this.#ball2 = ballShare * ballShare * reach2;
    this.#hasList = false;
  }

  #makeList(): void {
    const reach = slack * (1 + 2 * ballShare) * (Math.sqrt(this.#ball2) / ballShare);
    // Room is made for every sample: lists differ in length by little.
    if (this.#id.length === 0) {
      const n = this.#tree.size;
      this.#id = new Int32Array(n);
      this.#slot = new Int32Array(n);
      this.#xyz = new Float64Array(3 * n);
      this.#d2 = new Float64Array(n);
      this.#order = new Int32Array(n);
    }
    const { size } = this.#tree;
    const count = this.#tree.nearest(this.#x, this.#y, this.#z, size, reach * reach, this.#index, this.#distance2);
    const slots = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      const id = this.#index[i];
      const hole = this.#holes[id];
      const slot = slots.get(hole) ?? slots.size;
      slots.set(hole, slot);
      this.#id[i] = id;
      this.#slot[i] = slot;
      this.#order[i] = i;
      for (let a = 0; a < 3; a++) this.#xyz[3 * i + a] = this.#points[3 * id + a];
    }
    this.#count = count;
    this.#taken = new Int32Array(slots.size);
    this.#hasList = true;
  }

  /** By insertion: next to nothing to do where the last place was near. */
  #sort(): void {
    const order = this.#order;
    const d2 = this.#d2;
    const id = this.#id;
    for (let i = 1; i < this.#count; i++) {
      const one = order[i];
      const d = d2[one];
      let j = i - 1;
      for (; j >= 0; j--) {
        const other = order[j];
        if (d2[other] < d || (d2[other] === d && id[other] < id[one])) break;
        order[j + 1] = other;
      }
      order[j + 1] = one;
    }
  }

  #pick(found: Int32Array): number {
    const taken = this.#taken;
    taken.fill(0);
    let n = 0;
    for (let i = 0; i < this.#count && n < found.length; i++) {
      const one = this.#order[i];
      if (this.#d2[one] > this.#radius2) break;
      const slot = this.#slot[one];
      if (taken[slot] >= this.#perHole) continue;
      taken[slot]++;
      found[n++] = this.#id[one];
    }
    return n;
  }
}
