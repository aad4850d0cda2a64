/** Triangles of points on the ground: corner numbers packed three by three. */
export type Triangles = Int32Array;

/** Topology is decided on coordinates shifted by this share of the extent, so that no four points lie on one circle. */
const shift = 1e-7;

/** A number in [-0.5, 0.5) that depends on i alone. */
function scattered(i: number): number {
  let h = Math.imul(i + 1, 0x9e3779b1) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) >>> 0;
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32 - 0.5;
}

interface Circle {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly x: number;
  readonly y: number;
  readonly radius2: number;
}

/**
 * Delaunay triangulation by insertion in order of east, closing triangles whose circle the sweep has passed. Points that
 * repeat must be merged before. Time grows as n^1.5 for evenly spread points: 10,000 points in about a second.
 *
 * @param eastM and northM, n each, finite, no two points equal
 * @throws {RangeError} fewer than three points, a coordinate that is not finite, or all points on one line
 * @see Bowyer (1981) and Watson (1981), The Computer Journal 24, 162-166 and 167-172; Bourke (1989), Triangulate (sweep)
 */
export function triangulate(eastM: Float64Array, northM: Float64Array): Triangles {
  const n = eastM.length;
  if (n < 3 || northM.length !== n)
    throw new RangeError(`a triangulation needs three points or more, got ${n} and ${northM.length}`);
  let [west, east, south, north] = [eastM[0], eastM[0], northM[0], northM[0]];
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(eastM[i]) || !Number.isFinite(northM[i]))
      throw new RangeError(`point ${i} must be finite, got ${eastM[i]}, ${northM[i]}`);
    [west, east] = [Math.min(west, eastM[i]), Math.max(east, eastM[i])];
    [south, north] = [Math.min(south, northM[i]), Math.max(north, northM[i])];
  }
  const extent = Math.max(east - west, north - south);
  // Unit square about the middle, then three far corners around it.
  const x = new Float64Array(n + 3);
  const y = new Float64Array(n + 3);
  for (let i = 0; i < n; i++) {
    x[i] = (eastM[i] - (west + east) / 2) / extent + shift * scattered(2 * i);
    y[i] = (northM[i] - (south + north) / 2) / extent + shift * scattered(2 * i + 1);
  }
  const far = 1e3;
  x.set([-far, far, 0], n);
  y.set([-far, -far, far], n);
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => x[i] - x[j]);
  let open: Circle[] = [circle(x, y, n, n + 1, n + 2)];
  const closed: Circle[] = [];
  for (const p of order) {
    const edges = new Map<number, [number, number]>();
    const toggle = (i: number, j: number) => {
      const key = Math.min(i, j) * (n + 3) + Math.max(i, j);
      if (!edges.delete(key)) edges.set(key, [i, j]);
    };
    const kept: Circle[] = [];
    for (const triangle of open) {
      const dx = x[p] - triangle.x;
      const dy = y[p] - triangle.y;
      if (dx > 0 && dx * dx > triangle.radius2) closed.push(triangle);
      else if (dx * dx + dy * dy > triangle.radius2) kept.push(triangle);
      else {
        toggle(triangle.a, triangle.b);
        toggle(triangle.b, triangle.c);
        toggle(triangle.c, triangle.a);
      }
    }
    for (const [i, j] of edges.values()) kept.push(circle(x, y, i, j, p));
    open = kept;
  }
  const corners: number[] = [];
  for (const { a, b, c } of closed.concat(open)) {
    const twice = (eastM[b] - eastM[a]) * (northM[c] - northM[a]) - (eastM[c] - eastM[a]) * (northM[b] - northM[a]);
    if (a < n && b < n && c < n && Math.abs(twice) > 1e-12 * extent * extent) corners.push(a, b, c);
  }
  if (corners.length === 0) throw new RangeError(`all ${n} points lie on one line; a surface needs points off it`);
  return Int32Array.from(corners);
}

function circle(x: Float64Array, y: Float64Array, a: number, b: number, c: number): Circle {
  const [bx, by, cx, cy] = [x[b] - x[a], y[b] - y[a], x[c] - x[a], y[c] - y[a]];
  const d = 2 * (bx * cy - by * cx);
  const [b2, c2] = [bx * bx + by * by, cx * cx + cy * cy];
  const ux = (cy * b2 - by * c2) / d;
  const uy = (bx * c2 - cx * b2) / d;
  return { a, b, c, x: x[a] + ux, y: y[a] + uy, radius2: ux * ux + uy * uy };
}
