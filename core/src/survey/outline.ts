/** A closed ring on the ground, corners in order either way round, metres; the last joins the first. */
export interface Outline {
  readonly eastM: Float64Array;
  readonly northM: Float64Array;
}

/** True for a point inside the ring (even-odd rule). @see Shimrat (1962), Algorithm 112, Communications of the ACM 5, 434 */
export function isInside({ eastM, northM }: Outline, east: number, north: number): boolean {
  let inside = false;
  for (let i = 0, j = eastM.length - 1; i < eastM.length; j = i++) {
    if (northM[i] > north === northM[j] > north) continue;
    if (east < ((eastM[j] - eastM[i]) * (north - northM[i])) / (northM[j] - northM[i]) + eastM[i]) inside = !inside;
  }
  return inside;
}

/** Area of the ring, m². @throws {RangeError} fewer than three corners or lengths that differ */
export function outlineAreaM2({ eastM, northM }: Outline): number {
  if (eastM.length !== northM.length || eastM.length < 3)
    throw new RangeError(`an outline needs three corners or more, got ${eastM.length} and ${northM.length}`);
  let twice = 0;
  // Relative to a corner, so that large coordinates do not cancel.
  for (let i = 0, j = eastM.length - 1; i < eastM.length; j = i++)
    twice += (eastM[j] - eastM[0]) * (northM[i] - northM[0]) - (eastM[i] - eastM[0]) * (northM[j] - northM[0]);
  return Math.abs(twice) / 2;
}
