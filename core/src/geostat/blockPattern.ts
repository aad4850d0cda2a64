import type { AxesM } from "./ellipsoid.ts";

/** Volume an estimate speaks of: a box along the axes, seen through a pattern of points. */
export interface BlockSpec {
  readonly sizeM: AxesM;
  /** Points along x, y, z; for `gauss` 1 to 5. */
  readonly points: readonly [number, number, number];
  /** `regular`: centres of equal cells (GSLIB); `gauss`: Gauss-Legendre points with their weights (gstat: 4 by 4). */
  readonly rule: "regular" | "gauss";
}

/** Points of a block relative to its centre, with weights that sum to one. */
export interface BlockPattern {
  readonly offsetsM: Float64Array;
  readonly weights: Float64Array;
}

/**
 * @throws {RangeError} a size is not above 0, or the counts lie out of bounds (4,096 points in all)
 * @see Deutsch and Journel (1998), GSLIB, section IV.1.4; Carr and Palmer (1993), Mathematical Geology 25, 81-97 (Gauss)
 */
export function blockPattern({ sizeM, points, rule }: BlockSpec): BlockPattern {
  if (!sizeM.every((size) => size > 0 && Number.isFinite(size)))
    throw new RangeError(
      `block: sizes must exceed 0 m, got ${sizeM.join(", ")}; use 1 m and one point in a flat study`,
    );
  if (!points.every((count) => Number.isInteger(count) && count >= 1 && count <= (rule === "gauss" ? 5 : 64)))
    throw new RangeError(
      `block: points along an axis must be whole, 1 to ${rule === "gauss" ? 5 : 64}, got ${points.join(", ")}`,
    );
  const total = points[0] * points[1] * points[2];
  if (total > 4096) throw new RangeError(`block: ${total} points, limit 4096; use fewer`);
  const axes = points.map((count, axis) => axisRule(count, sizeM[axis], rule));
  const offsetsM = new Float64Array(3 * total);
  const weights = new Float64Array(total);
  let at = 0;
  for (const [z, wz] of axes[2])
    for (const [y, wy] of axes[1])
      for (const [x, wx] of axes[0]) {
        offsetsM.set([x, y, z], 3 * at);
        weights[at++] = wx * wy * wz;
      }
  return { offsetsM, weights };
}

function axisRule(count: number, sizeM: number, rule: BlockSpec["rule"]): readonly (readonly [number, number])[] {
  if (rule === "regular")
    return Array.from({ length: count }, (_, i) => [((i + 0.5) / count - 0.5) * sizeM, 1 / count] as const);
  return gaussLegendre(count).map(([x, w]) => [(x * sizeM) / 2, w / 2] as const);
}

/** Nodes on (−1, 1) and weights summing to 2: Newton's method on the Legendre polynomial. */
function gaussLegendre(n: number): readonly (readonly [number, number])[] {
  return Array.from({ length: n }, (_, i) => {
    let x = Math.cos((Math.PI * (n - i - 0.25)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 50; step++) {
      let p0 = 1;
      let p1 = x;
      for (let k = 2; k <= n; k++) [p0, p1] = [p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k];
      slope = (n * (x * p1 - p0)) / (x * x - 1);
      const change = p1 / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    return [x, 2 / ((1 - x * x) * slope * slope)] as const;
  });
}
