import { KdTree } from "../numerics/kdTree.ts";
import { type RegularGrid, blockCount } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

/** A corner of a polygon in the map, metres. */
export type MapPointM = readonly [x: number, y: number];

export interface PolygonalDeclustering {
  /** Weights that sum to the number of samples. */
  readonly weights: Float64Array;
  /** Area (m²) or volume (m³) nearest to each sample. */
  readonly sizes: Float64Array;
  readonly mean: number;
}

const mostPolygonSamples = 50_000;

/**
 * Polygonal declustering in the plane: a sample weighs the exact area inside the boundary that lies nearest to it (its Voronoi
 * polygon). The boundary is cut by the bisector with one neighbour after another, nearest first, until the next lies farther than
 * twice the farthest corner left. Samples of one place share their polygon. The mean answers to the boundary: draw it where the body
 * ends, since samples at the rim own all that lies beyond them.
 *
 * @param boundary corners in order, at least 3, not crossing itself; may be concave. Samples outside still own what is nearest to them.
 * @throws {RangeError} no samples, more than 50,000, a boundary without area, or heights that differ (use `declusterVolumes`)
 * @see Isaaks and Srivastava (1989), ch. 10; Sutherland and Hodgman (1974), Communications of the ACM 17, 32-42 (clipping)
 */
export function declusterPolygons(samples: SampleSet, boundary: readonly MapPointM[]): PolygonalDeclustering {
  checkSamples(samples);
  const { xyzM } = samples;
  const n = samples.values.length;
  if (n === 0 || n > mostPolygonSamples)
    throw new RangeError(`polygonal declustering: 1 to ${mostPolygonSamples} samples, got ${n}`);
  if (boundary.length < 3 || !boundary.every((corner) => corner.every(Number.isFinite)))
    throw new RangeError(`boundary: needs 3 corners or more with finite coordinates, got ${boundary.length}`);
  if (!(polygonAreaM2(boundary) > 0))
    throw new RangeError("boundary: its area is 0 m2; give corners in order around it");
  for (let i = 0; i < n; i++)
    if (xyzM[3 * i + 2] !== xyzM[2])
      throw new RangeError("polygonal declustering: heights differ; use volumes on a grid for samples in space");
  const tree = new KdTree(xyzM);
  const sizes = new Float64Array(n);
  const ties = coincident(xyzM);
  for (let i = 0; i < n; i++) sizes[i] = polygonAreaM2(voronoi(i, xyzM, tree, boundary)) / ties[i];
  return weighted(samples, sizes, "the boundary");
}

/**
 * Nearest-neighbour volumes: every node of a fine grid counts for the sample nearest to it, in 2D or 3D.
 * @param isInside which nodes belong to the body; absent, all
 * @param farthestM nodes farther from every sample do not count; default no limit
 * @param verticalFactor heights count so many times when distances are compared (layers); default 1
 * @throws {RangeError} no samples, grid or limits out of bounds, or no node counts
 * @see Isaaks and Srivastava (1989), ch. 10; Chilès and Delfiner (2012), section 2.2
 */
export function declusterVolumes(
  samples: SampleSet,
  grid: RegularGrid,
  options: {
    readonly isInside?: (xM: number, yM: number, zM: number) => boolean;
    readonly farthestM?: number;
    readonly verticalFactor?: number;
  } = {},
): PolygonalDeclustering {
  checkSamples(samples);
  const { isInside = () => true, farthestM = Number.POSITIVE_INFINITY, verticalFactor = 1 } = options;
  const n = samples.values.length;
  if (n === 0) throw new RangeError("volumes: no samples");
  if (!(farthestM > 0) || !(verticalFactor > 0 && Number.isFinite(verticalFactor)))
    throw new RangeError(`volumes: distance and vertical factor must exceed 0, got ${farthestM} and ${verticalFactor}`);
  blockCount(grid);
  const scaled = samples.xyzM.map((c, k) => (k % 3 === 2 ? c * verticalFactor : c));
  const tree = new KdTree(scaled);
  const ties = coincident(scaled);
  const firsts = new Float64Array(n);
  const [index, d2] = [new Int32Array(1), new Float64Array(1)];
  const [nx, ny, nz] = grid.count;
  const at = (axis: 0 | 1 | 2, k: number) => grid.firstCentreM[axis] + k * grid.sizeM[axis];
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        const [x, y, z] = [at(0, i), at(1, j), at(2, k)];
        if (!isInside(x, y, z)) continue;
        if (tree.nearest(x, y, z * verticalFactor, 1, farthestM * farthestM, index, d2) === 1) firsts[index[0]]++;
      }
  const node = grid.sizeM[0] * grid.sizeM[1] * grid.sizeM[2];
  // Of samples at one place the first is found; they share.
  const shared = new Map<string, number>();
  const key = (i: number) => scaled.subarray(3 * i, 3 * i + 3).join();
  for (let i = 0; i < n; i++) if (ties[i] > 1) shared.set(key(i), (shared.get(key(i)) ?? 0) + firsts[i]);
  const sizes = firsts.map((count, i) => (ties[i] > 1 ? (shared.get(key(i)) ?? 0) / ties[i] : count) * node);
  return weighted(samples, sizes, "the grid");
}

/** Area of a polygon by the shoelace formula, m². */
export function polygonAreaM2(corners: readonly MapPointM[]): number {
  let twice = 0;
  const [x0, y0] = corners[0] ?? [0, 0];
  for (let k = 0; k < corners.length; k++) {
    const [ax, ay] = corners[k];
    const [bx, by] = corners[(k + 1) % corners.length];
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return Math.abs(twice) / 2;
}

/** Convex hull of the samples in the map, anticlockwise. @see Andrew (1979), Information Processing Letters 9, 216-219 */
export function convexHull(xyzM: Float64Array): MapPointM[] {
  const points = Array.from({ length: xyzM.length / 3 }, (_, i): MapPointM => [xyzM[3 * i], xyzM[3 * i + 1]]);
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered: readonly MapPointM[]) => {
    const chain: MapPointM[] = [];
    for (const p of ordered) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(points), ...half(points.reverse())];
}

function turn(a: MapPointM, b: MapPointM, c: MapPointM): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** The boundary, cut to what is nearest to sample i. */
function voronoi(i: number, xyzM: Float64Array, tree: KdTree, boundary: readonly MapPointM[]): readonly MapPointM[] {
  const [x, y, z] = xyzM.subarray(3 * i, 3 * i + 3);
  const n = xyzM.length / 3;
  let polygon = boundary;
  let seen = 0;
  for (let wanted = 16; ; wanted = Math.min(n, 4 * wanted)) {
    const most = Math.min(wanted, n);
    const [index, d2] = [new Int32Array(most), new Float64Array(most)];
    const found = tree.nearest(x, y, z, most, Number.POSITIVE_INFINITY, index, d2);
    for (let k = seen; k < found; k++) {
      if (d2[k] === 0) continue;
      const reach = Math.max(0, ...polygon.map(([px, py]) => Math.hypot(px - x, py - y)));
      if (polygon.length === 0 || Math.sqrt(d2[k]) > 2 * reach) return polygon;
      polygon = cut(polygon, [x, y], [xyzM[3 * index[k]], xyzM[3 * index[k] + 1]]);
    }
    seen = found;
    if (found === n) return polygon;
  }
}

/** The part of a polygon that lies nearer to `own` than to `other`. */
function cut(polygon: readonly MapPointM[], own: MapPointM, other: MapPointM): MapPointM[] {
  const [mx, my] = [(own[0] + other[0]) / 2, (own[1] + other[1]) / 2];
  const side = ([x, y]: MapPointM) => (x - mx) * (other[0] - own[0]) + (y - my) * (other[1] - own[1]);
  const kept: MapPointM[] = [];
  for (let k = 0; k < polygon.length; k++) {
    const [a, b] = [polygon[k], polygon[(k + 1) % polygon.length]];
    const [sa, sb] = [side(a), side(b)];
    if (sa <= 0) kept.push(a);
    if (sa < 0 !== sb < 0 && sa !== 0 && sb !== 0) {
      const t = sa / (sa - sb);
      kept.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    }
  }
  return kept;
}

/** Number of samples at the place of each. */
function coincident(xyzM: Float64Array): Int32Array {
  const keys = Array.from({ length: xyzM.length / 3 }, (_, i) => xyzM.subarray(3 * i, 3 * i + 3).join());
  const count = new Map<string, number>();
  for (const key of keys) count.set(key, (count.get(key) ?? 0) + 1);
  return Int32Array.from(keys, (key) => count.get(key) ?? 1);
}

function weighted({ values }: SampleSet, sizes: Float64Array, where: string): PolygonalDeclustering {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!(total > 0)) throw new RangeError(`declustering: no part of ${where} is near a sample; check its coordinates`);
  const weights = sizes.map((size) => (size * values.length) / total);
  const mean = weights.reduce((sum, weight, i) => sum + weight * values[i], 0) / values.length;
  return { weights, sizes, mean };
}
