import { KdTree } from "../numerics/kdTree.ts";
import { type AnglesDeg, type AxesM, ellipsoidTransform, lowestCorner, transformed } from "./ellipsoid.ts";
import { NearbySearch } from "./nearbySearch.ts";

/** Which samples take part in the estimate of a place. */
export interface SearchSpec {
  /** Ellipsoid: a sample counts when its scaled distance is at most the first radius. */
  readonly radiiM: AxesM;
  readonly anglesDeg?: AnglesDeg;
  readonly maxSamples: number;
  /** With fewer the place is not estimated. Default 1. */
  readonly minSamples?: number;
  /** Samples taken in each of the eight octants of the unrotated axes, nearest first, before `maxSamples` applies. */
  readonly maxPerOctant?: number;
  /** Samples taken from one hole, nearest first; needs the samples' hole numbers. */
  readonly maxPerHole?: number;
}

/**
 * Finds the nearest samples in the ellipsoid's own distance by a k-d tree, then applies the limits nearest first. Equal
 * distances go by sample index. State: scratch space, so one search serves one thread; results stand in `found`.
 * @see Deutsch and Journel (1998), GSLIB, 2nd ed., section II.4 and subroutine srchsupr
 */
export class NeighbourSearch {
  /** Sample indices of the last call, nearest first. */
  readonly found: Int32Array;
  readonly #tree: KdTree;
  readonly #matrix: Float64Array;
  readonly #originM: Float64Array;
  readonly #xyzM: Float64Array;
  readonly #radius2: number;
  readonly #spec: SearchSpec;
  readonly #holes: Int32Array | null;
  readonly #groups: Int32Array | null;
  readonly #candidate: Int32Array;
  readonly #candidateD2: Float64Array;
  readonly #octantCount = new Int32Array(8);
  readonly #holeCount = new Map<number, number>();
  /** Where only the samples of a hole are limited. */
  readonly #nearby: NearbySearch | null;

  /**
   * @param xyzM packed sample positions
   * @param holes hole number of each sample, or null
   * @param groups group of each sample for leaving out, or null
   * @throws {RangeError} a radius or count out of bounds, or a limit per hole without hole numbers
   */
  constructor(xyzM: Float64Array, spec: SearchSpec, holes: Int32Array | null, groups: Int32Array | null) {
    checkSearch(spec, holes);
    const n = xyzM.length / 3;
    const [r0, r1, r2] = spec.radiiM;
    // In metres along the major axis: an unrotated sphere then keeps whole distances exact at the limit.
    this.#matrix = ellipsoidTransform(spec.anglesDeg ?? [0, 0, 0], [1, r1 / r0, r2 / r0]);
    this.#originM = lowestCorner(xyzM);
    const points = transformed(this.#matrix, xyzM, this.#originM);
    this.#tree = new KdTree(points);
    this.#xyzM = xyzM;
    this.#radius2 = r0 * r0;
    this.#spec = spec;
    this.#holes = holes;
    this.#groups = groups;
    this.found = new Int32Array(Math.min(n, spec.maxSamples));
    const isFiltered = spec.maxPerOctant !== undefined || spec.maxPerHole !== undefined || groups !== null;
    this.#candidate = isFiltered ? new Int32Array(n) : this.found;
    this.#candidateD2 = new Float64Array(this.#candidate.length);
    this.#nearby =
      holes !== null && spec.maxPerHole !== undefined && spec.maxPerOctant === undefined && groups === null && n > 0
        ? new NearbySearch(this.#tree, points, holes, this.#radius2, spec.maxPerHole)
        : null;
  }

  /**
   * @param leftOut samples of this group do not count; −1 for none
   * @returns number of samples in `found`
   */
  find(xM: number, yM: number, zM: number, leftOut = -1): number {
    const m = this.#matrix;
    const dx = xM - this.#originM[0];
    const dy = yM - this.#originM[1];
    const dz = zM - this.#originM[2];
    const x = m[0] * dx + m[1] * dy + m[2] * dz;
    const y = m[3] * dx + m[4] * dy + m[5] * dz;
    const z = m[6] * dx + m[7] * dy + m[8] * dz;
    const most = this.#spec.maxSamples;
    if (this.#candidate === this.found)
      return this.#tree.nearest(x, y, z, most, this.#radius2, this.found, this.#candidateD2);
    const near = this.#nearby?.find(x, y, z, this.found) ?? -1;
    if (near >= 0) return near;
    // The limits pick from the nearest so many; when they leave too few, twice as many are looked at.
    for (let wanted = most + 1; ; wanted *= 2) {
      const limit = Math.min(wanted, this.#candidate.length);
      const seen = this.#tree.nearest(x, y, z, limit, this.#radius2, this.#candidate, this.#candidateD2);
      const taken = this.#pick(seen, xM, yM, zM, leftOut);
      if (taken === this.found.length || seen < limit || limit === this.#candidate.length) {
        this.#nearby?.remember(x, y, z, this.found, taken);
        return taken;
      }
    }
  }

  #pick(seen: number, xM: number, yM: number, zM: number, leftOut: number): number {
    const perOctant = this.#spec.maxPerOctant ?? Number.POSITIVE_INFINITY;
    const perHole = this.#spec.maxPerHole ?? Number.POSITIVE_INFINITY;
    this.#octantCount.fill(0);
    this.#holeCount.clear();
    let taken = 0;
    for (let k = 0; k < seen && taken < this.found.length; k++) {
      const i = this.#candidate[k];
      if (leftOut >= 0 && this.#groups !== null && this.#groups[i] === leftOut) continue;
      const octant = octantOf(this.#xyzM[3 * i] - xM, this.#xyzM[3 * i + 1] - yM, this.#xyzM[3 * i + 2] - zM);
      if (this.#octantCount[octant] >= perOctant) continue;
      if (this.#holes !== null && perHole < Number.POSITIVE_INFINITY) {
        const held = this.#holeCount.get(this.#holes[i]) ?? 0;
        if (held >= perHole) continue;
        this.#holeCount.set(this.#holes[i], held + 1);
      }
      this.#octantCount[octant]++;
      this.found[taken++] = i;
    }
    return taken;
  }
}

/** Octant 0–7 of a separation from the target; samples on a boundary plane go where GSLIB puts them. */
export function octantOf(dx: number, dy: number, dz: number): number {
  const below = dz < 0 ? 4 : 0;
  if (dx <= 0 && dy > 0) return below;
  if (dx > 0 && dy >= 0) return below + 1;
  if (dx < 0 && dy <= 0) return below + 2;
  return below + 3;
}

function checkSearch(spec: SearchSpec, holes: Int32Array | null): void {
  const { maxSamples, minSamples = 1, maxPerOctant = 1, maxPerHole = 1 } = spec;
  for (const [name, value] of Object.entries({ maxSamples, minSamples, maxPerOctant, maxPerHole }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`search: ${name} must be a whole number from 1 on, got ${value}`);
  if (maxSamples > 1000)
    throw new RangeError(`search: maxSamples is ${maxSamples}, limit 1000; leave the search out to use all samples`);
  if (minSamples > maxSamples)
    throw new RangeError(
      `search: minSamples ${minSamples} exceeds maxSamples ${maxSamples}; no place would be estimated`,
    );
  if (spec.maxPerHole !== undefined && holes === null)
    throw new RangeError("search: maxPerHole needs the hole number of each sample");
}
