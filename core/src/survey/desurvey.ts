/**
 * How the path runs between stations. `minimum-curvature`: a circular arc tangent to both directions.
 * `balanced-tangential`: half the length along each direction. `tangential`: the direction of the upper station holds
 * until the next (straight segments, as mining packages draw them).
 */
export type DesurveyMethod = "minimum-curvature" | "balanced-tangential" | "tangential";

/** Path of one hole: stations packed, axes east, north, up. */
export interface HolePath {
  readonly hole: string;
  readonly method: DesurveyMethod;
  /** Station depths, ascending, the first 0. */
  readonly depthM: Float64Array;
  /** Positions, packed x0 y0 z0 x1 …, metres east, north, elevation. */
  readonly xyzM: Float64Array;
  /** Unit tangents, packed likewise. */
  readonly tangent: Float64Array;
  /** True where the hole has no survey and is taken as vertical. */
  readonly isAssumedVertical: boolean;
}

/** The two directions of a segment are opposite: no arc joins them. */
export class OppositeDirectionsError extends Error {
  readonly code = "survey.opposite-directions";
  constructor(hole: string, depthM: number) {
    super(
      `hole ${hole}, ${depthM} m: the station points back along the one above it, no arc joins them; correct azimuth or dip`,
    );
    this.name = "OppositeDirectionsError";
  }
}

const radians = Math.PI / 180;

/** Unit vector (east, north, up) of an azimuth clockwise from north and a dip positive down, both in degrees. */
export function direction(azimuthDeg: number, dipDownDeg: number): [number, number, number] {
  const horizontal = Math.cos(dipDownDeg * radians);
  return [
    horizontal * Math.sin(azimuthDeg * radians),
    horizontal * Math.cos(azimuthDeg * radians),
    -Math.sin(dipDownDeg * radians),
  ];
}

/** Angle between unit vectors at `i` and `j` of a packed array, radians: 2 asin(|a − b|/2), exact for small angles. */
export function doglegRadians(tangent: ArrayLike<number>, i: number, j: number): number {
  const dx = tangent[3 * i] - tangent[3 * j];
  const dy = tangent[3 * i + 1] - tangent[3 * j + 1];
  const dz = tangent[3 * i + 2] - tangent[3 * j + 2];
  return 2 * Math.asin(Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2));
}

/**
 * Ratio factor of the minimum curvature method, RF = (2/β) tan(β/2); by its series below 0.02 rad.
 * @param beta dogleg angle in radians, in [0, π)
 * @see Taylor and Mason (1972), A systematic approach to well surveying calculations, SPE Journal 12, 474-488
 */
export function ratioFactor(beta: number): number {
  if (beta < 0.02) return 1 + (beta * beta) / 12 + beta ** 4 / 120;
  return (2 / beta) * Math.tan(beta / 2);
}

/**
 * Path of a hole from its mouth and its orientation stations. Above the first station the hole runs straight along that
 * station's direction, below the last along the last one's. Without stations it is vertical and flagged.
 * Minimum curvature: Δ = (L/2)(t₁ + t₂) RF. Balanced tangential: the same with RF = 1. Tangential: Δ = L t₁.
 *
 * @param collarM east, north, elevation of the mouth, metres
 * @param depthM station depths, strictly ascending, at least 0
 * @param azimuthDeg from grid north, clockwise
 * @param dipDownDeg below the horizontal positive, in [-90, 90]
 * @throws {RangeError} lengths differ, a number is not finite, depths do not ascend or a dip lies outside [-90, 90]
 * @throws {OppositeDirectionsError} minimum curvature between opposite directions
 * @see Sawaryn and Thorogood (2005), A compendium of directional calculations based on the minimum curvature method,
 *   SPE Drilling & Completion 20, 24-36
 */
export function desurvey(
  hole: string,
  collarM: readonly [number, number, number],
  depthM: ArrayLike<number>,
  azimuthDeg: ArrayLike<number>,
  dipDownDeg: ArrayLike<number>,
  method: DesurveyMethod = "minimum-curvature",
): HolePath {
  checkStations(hole, collarM, depthM, azimuthDeg, dipDownDeg);
  const isAssumedVertical = depthM.length === 0;
  const skip = isAssumedVertical || depthM[0] > 0 ? 1 : 0;
  const n = depthM.length + skip;
  const depths = new Float64Array(n);
  const tangent = new Float64Array(3 * n);
  const xyzM = new Float64Array(3 * n);
  for (let i = 0; i < n; i++) {
    const station = Math.max(0, i - skip);
    if (i >= skip) depths[i] = depthM[station];
    tangent.set(isAssumedVertical ? [0, 0, -1] : direction(azimuthDeg[station], dipDownDeg[station]), 3 * i);
  }
  xyzM.set(collarM);
  const path = { hole, method, depthM: depths, xyzM, tangent, isAssumedVertical };
  const target = new Float64Array(3);
  for (let i = 1; i < n; i++) {
    if (method === "minimum-curvature" && doglegRadians(tangent, i - 1, i) > Math.PI - 1e-6)
      throw new OppositeDirectionsError(hole, depths[i]);
    alongSegment(path, i - 1, depths[i] - depths[i - 1], target);
    xyzM.set(target, 3 * i);
  }
  return path;
}

/**
 * Position at a depth along the hole; beyond the last station the hole runs on straight.
 * On an arc of dogleg β and length L, r(s) = r₁ + (L/β)(sin φ t₁ + (1 − cos φ) m), φ = βs/L, m the unit vector in the
 * plane of the arc across t₁, which meets the ratio factor formula at s = L.
 *
 * @param target receives east, north, elevation at `offset`; metres
 * @throws {RangeError} the depth is negative or not finite
 */
export function positionAt(path: HolePath, depthM: number, target: Float64Array, offset = 0): void {
  if (!(depthM >= 0 && depthM < Number.POSITIVE_INFINITY))
    throw new RangeError(`hole ${path.hole}: depth must be finite and at least 0 m, got ${depthM}`);
  const { depthM: depths } = path;
  let low = 0;
  let high = depths.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (depths[middle] <= depthM) low = middle;
    else high = middle - 1;
  }
  alongSegment(path, low, depthM - depths[low], target, offset);
}

function alongSegment(path: HolePath, i: number, sM: number, target: Float64Array, offset = 0): void {
  const { depthM, xyzM, tangent, method } = path;
  const isLast = i + 1 >= depthM.length;
  const lengthM = isLast ? 0 : depthM[i + 1] - depthM[i];
  let alongFirst = sM;
  let alongSecond = 0;
  if (!isLast && method === "balanced-tangential") {
    alongFirst = Math.min(sM, lengthM / 2);
    alongSecond = sM - alongFirst;
  } else if (!isLast && method === "minimum-curvature") {
    const beta = doglegRadians(tangent, i, i + 1);
    if (beta < 1e-4) {
      // Chord of a nearly straight arc, t(s) turning evenly; the error is of order sβ², below 1e-8 of s.
      alongSecond = (sM * sM) / (2 * lengthM);
      alongFirst = sM - alongSecond;
    } else {
      const phi = (beta * sM) / lengthM;
      const radiusM = lengthM / beta;
      const across = 2 * Math.sin(phi / 2) ** 2; // 1 - cos φ without cancellation
      alongSecond = (radiusM * across) / Math.sin(beta);
      alongFirst = radiusM * Math.sin(phi) - alongSecond * Math.cos(beta);
    }
  }
  for (let axis = 0; axis < 3; axis++)
    target[offset + axis] =
      xyzM[3 * i + axis] +
      alongFirst * tangent[3 * i + axis] +
      (alongSecond === 0 ? 0 : alongSecond * tangent[3 * i + 3 + axis]);
}

function checkStations(
  hole: string,
  collarM: readonly number[],
  depthM: ArrayLike<number>,
  azimuthDeg: ArrayLike<number>,
  dipDownDeg: ArrayLike<number>,
): void {
  if (depthM.length !== azimuthDeg.length || depthM.length !== dipDownDeg.length)
    throw new RangeError(
      `hole ${hole}: ${depthM.length} depths need as many azimuths and dips, got ${azimuthDeg.length} and ${dipDownDeg.length}`,
    );
  if (!collarM.every(Number.isFinite))
    throw new RangeError(`hole ${hole}: collar must be finite, got ${collarM.join(", ")}`);
  for (let i = 0; i < depthM.length; i++) {
    if (!Number.isFinite(azimuthDeg[i]) || !Number.isFinite(depthM[i]))
      throw new RangeError(
        `hole ${hole}: station ${i} must be finite, got depth ${depthM[i]} m, azimuth ${azimuthDeg[i]}`,
      );
    if (!(dipDownDeg[i] >= -90 && dipDownDeg[i] <= 90))
      throw new RangeError(`hole ${hole}, ${depthM[i]} m: dip must lie in -90 to 90 degrees, got ${dipDownDeg[i]}`);
    if (depthM[i] < 0 || (i > 0 && depthM[i] <= depthM[i - 1]))
      throw new RangeError(
        `hole ${hole}: station depths must ascend from 0 m or more, got ${depthM[i - 1] ?? "none"} then ${depthM[i]}`,
      );
  }
}
