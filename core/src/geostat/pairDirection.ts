/** Pairs that count for a direction: within angles of it and within bandwidths of the line through the tail (GSLIB). */
export interface PairDirection {
  /** Degrees clockwise from north (+y). */
  readonly azimuthDeg: number;
  /** Above 90 every azimuth counts. */
  readonly azimuthToleranceDeg: number;
  /** Largest horizontal distance from the line; default no limit. */
  readonly bandwidthM?: number;
  /** Degrees, negative is down; default 0. */
  readonly dipDeg?: number;
  /** Default 90: every dip counts. */
  readonly dipToleranceDeg?: number;
  readonly verticalBandwidthM?: number;
}

/** Every pair, whatever its direction. */
export const everyDirection: PairDirection = { azimuthDeg: 0, azimuthToleranceDeg: 91 };

/** A direction prepared for the inner loop. */
export interface PreparedDirection {
  readonly isOmnidirectional: boolean;
  /** 1 or −1 when a pair counts, by the side of the tail on which the head lies; 0 when it does not. */
  readonly side: (dxM: number, dyM: number, dzM: number, hM: number) => -1 | 0 | 1;
}

/**
 * @throws {RangeError} an angle or bandwidth is out of bounds
 * @see Deutsch and Journel (1998), GSLIB, section III.1 and program gamv
 */
export function prepareDirection(direction: PairDirection): PreparedDirection {
  const { azimuthDeg, azimuthToleranceDeg, dipDeg = 0, dipToleranceDeg = 90 } = direction;
  const { bandwidthM = Number.POSITIVE_INFINITY, verticalBandwidthM = Number.POSITIVE_INFINITY } = direction;
  if (!Number.isFinite(azimuthDeg) || !(Math.abs(dipDeg) <= 90))
    throw new RangeError(
      `direction: azimuth must be finite and dip in −90–90 degrees, got ${azimuthDeg} and ${dipDeg}`,
    );
  if (!(azimuthToleranceDeg > 0 && dipToleranceDeg > 0 && bandwidthM > 0 && verticalBandwidthM > 0))
    throw new RangeError("direction: tolerances and bandwidths must exceed 0");
  const radians = Math.PI / 180;
  const east = Math.sin(azimuthDeg * radians);
  const north = Math.cos(azimuthDeg * radians);
  const level = Math.cos(dipDeg * radians);
  const up = Math.sin(dipDeg * radians);
  const leastAzimuth = azimuthToleranceDeg > 90 ? -1 : Math.cos(azimuthToleranceDeg * radians);
  const leastDip = dipToleranceDeg >= 90 ? -1 : Math.cos(dipToleranceDeg * radians);
  const hasNoLimit = leastAzimuth < 0 && leastDip < 0 && bandwidthM + verticalBandwidthM === Number.POSITIVE_INFINITY;
  const side: PreparedDirection["side"] = (dxM, dyM, dzM, hM) => {
    const horizontal = Math.sqrt(dxM * dxM + dyM * dyM);
    // A vertical pair has no azimuth: it passes and the dip decides.
    const cosAzimuth = horizontal < 1e-10 * hM ? 1 : (dxM * east + dyM * north) / horizontal;
    if (Math.abs(cosAzimuth) < leastAzimuth) return 0;
    if (Math.abs(east * dyM - north * dxM) > bandwidthM) return 0;
    const along = cosAzimuth < 0 ? -horizontal : horizontal;
    const cosDip = (along * level + dzM * up) / hM;
    if (Math.abs(cosDip) < leastDip) return 0;
    if (Math.abs(level * dzM - up * along) > verticalBandwidthM) return 0;
    return cosDip < 0 ? -1 : 1;
  };
  return { isOmnidirectional: hasNoLimit, side: hasNoLimit ? () => 1 : side };
}
