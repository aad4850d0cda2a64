/** GSLIB angles in degrees: azimuth clockwise from north (+y), dip (negative is down), rotation about the major axis. */
export type AnglesDeg = readonly [azimuth: number, dip: number, rotation: number];
/** Lengths along the major axis, the minor axis and the third axis, in metres. */
export type AxesM = readonly [major: number, minor: number, third: number];

/**
 * Matrix that turns an ellipsoid into the unit sphere: row k is the unit vector of axis k divided by its length. With
 * a = 90° − azimuth, b = −dip, t = rotation the axes are
 * (cos b cos a, cos b sin a, −sin b), (−cos t sin a + sin t sin b cos a, cos t cos a + sin t sin b sin a, sin t cos b),
 * (sin t sin a + cos t sin b cos a, −sin t cos a + cos t sin b sin a, cos t cos b).
 *
 * @returns nine numbers, row by row, in 1/m
 * @throws {RangeError} an angle is not finite, or a length not above 0
 * @see Deutsch and Journel (1998), GSLIB, 2nd ed., section II.3 and subroutine setrot
 */
export function ellipsoidTransform(anglesDeg: AnglesDeg, axesM: AxesM): Float64Array {
  if (!anglesDeg.every(Number.isFinite))
    throw new RangeError(`angles must be finite degrees, got ${anglesDeg.join(", ")}`);
  if (!axesM.every((length) => length > 0))
    throw new RangeError(`lengths of the axes must exceed 0 m, got ${axesM.join(", ")}; give a large one for no limit`);
  const [ca, sa] = cosineAndSine(90 - anglesDeg[0]);
  const [cb, sb] = cosineAndSine(-anglesDeg[1]);
  const [ct, st] = cosineAndSine(anglesDeg[2]);
  const rows = [
    [cb * ca, cb * sa, -sb],
    [-ct * sa + st * sb * ca, ct * ca + st * sb * sa, st * cb],
    [st * sa + ct * sb * ca, -st * ca + ct * sb * sa, ct * cb],
  ];
  return Float64Array.from(rows.flatMap((row, k) => row.map((c) => c / axesM[k])));
}

/** Exact at the multiples of 90 degrees, so that an unrotated ellipsoid keeps whole coordinates whole. */
function cosineAndSine(degrees: number): readonly [number, number] {
  const quarter = degrees / 90;
  if (Number.isInteger(quarter)) {
    const turn = ((quarter % 4) + 4) % 4;
    return [[1, 0, -1, 0][turn], [0, 1, 0, -1][turn]];
  }
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/**
 * Applies a matrix of `ellipsoidTransform` to packed positions relative to an origin.
 * @param xyzM packed positions, length 3n
 * @param originM subtracted first, so that large map coordinates cost no digits
 */
export function transformed(matrix: Float64Array, xyzM: Float64Array, originM: ArrayLike<number>): Float64Array {
  const out = new Float64Array(xyzM.length);
  for (let i = 0; i < xyzM.length; i += 3) {
    const x = xyzM[i] - originM[0];
    const y = xyzM[i + 1] - originM[1];
    const z = xyzM[i + 2] - originM[2];
    for (let k = 0; k < 3; k++) out[i + k] = matrix[3 * k] * x + matrix[3 * k + 1] * y + matrix[3 * k + 2] * z;
  }
  return out;
}

/** Lowest corner of the box around packed positions: independent of their order, whole when they are whole. */
export function lowestCorner(xyzM: Float64Array): Float64Array {
  const corner = new Float64Array(3).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < xyzM.length; i++) corner[i % 3] = Math.min(corner[i % 3], xyzM[i]);
  return corner.map((c) => (Number.isFinite(c) ? c : 0));
}
