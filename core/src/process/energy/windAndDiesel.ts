/** Power curve of a turbine: speeds ascending, power at each; linear between, 0 outside. */
export interface PowerCurve {
  readonly speedMPerS: readonly number[];
  /** Fraction of rated power, 0-1. */
  readonly fraction: readonly number[];
}

/**
 * Wind speed at another height by the power law: v = v_ref (h / h_ref)^α.
 * @param shear α, about 1/7 over open land
 * @throws {RangeError} a height not above 0
 * @see Manwell, McGowan and Rogers (2009), Wind Energy Explained, 2nd ed., section 2.3
 */
export function windAtHeightMPerS(speedMPerS: number, fromM: number, toM: number, shear = 1 / 7): number {
  if (!(fromM > 0 && toM > 0)) throw new RangeError(`heights must exceed 0 m, got ${fromM} and ${toM}`);
  return speedMPerS * (toM / fromM) ** shear;
}

/**
 * Cubic curve between cut-in and rated speed: (v³ − v_in³)/(v_r³ − v_in³), 1 to cut-out, else 0.
 * @throws {RangeError} speeds that do not ascend
 * @see Manwell et al. (2009), section 2.5
 */
export function cubicTurbineFraction(
  speedMPerS: number,
  turbine: { readonly cutInMPerS: number; readonly ratedMPerS: number; readonly cutOutMPerS: number },
): number {
  const { cutInMPerS, ratedMPerS, cutOutMPerS } = turbine;
  if (!(cutInMPerS >= 0 && cutInMPerS < ratedMPerS && ratedMPerS < cutOutMPerS))
    throw new RangeError(`cut-in ${cutInMPerS}, rated ${ratedMPerS}, cut-out ${cutOutMPerS} m/s must ascend`);
  if (!(speedMPerS >= cutInMPerS) || speedMPerS > cutOutMPerS) return 0;
  if (speedMPerS >= ratedMPerS) return 1;
  return (speedMPerS ** 3 - cutInMPerS ** 3) / (ratedMPerS ** 3 - cutInMPerS ** 3);
}

/** Fraction of rated power from a curve of the maker. @throws {RangeError} lengths that disagree or speeds that do not ascend */
export function powerCurveFraction(curve: PowerCurve, speedMPerS: number): number {
  const { speedMPerS: speeds, fraction } = curve;
  if (speeds.length !== fraction.length || speeds.length < 2)
    throw new RangeError(
      `a power curve needs as many speeds as powers, two at least; got ${speeds.length} and ${fraction.length}`,
    );
  for (let i = 1; i < speeds.length; i++)
    if (!(speeds[i] > speeds[i - 1])) throw new RangeError(`speed ${i + 1} of the power curve does not ascend`);
  if (!(speedMPerS >= speeds[0]) || speedMPerS > speeds[speeds.length - 1]) return 0;
  const above = Math.max(
    1,
    speeds.findIndex((speed) => speed >= speedMPerS),
  );
  const share = (speedMPerS - speeds[above - 1]) / (speeds[above] - speeds[above - 1]);
  return fraction[above - 1] + share * (fraction[above] - fraction[above - 1]);
}

/**
 * Diesel burnt by a generator in an hour, litres: F = a P_rated + b P; no fuel when off.
 * @param a no-load litres per hour and kW rated, @param b litres per kWh
 * @throws {RangeError} power above the rating or negative
 * @see Skarstein and Uhlen (1989), Design considerations with respect to long-term diesel saving in wind/diesel plants, Wind
 *   Engineering 13, 72-87 (0.08415 and 0.246)
 */
export function dieselLitresPerHour(powerKw: number, ratedKw: number, a = 0.08415, b = 0.246): number {
  if (!(powerKw >= 0 && powerKw <= ratedKw))
    throw new RangeError(`power of the generator must lie in 0-${ratedKw} kW, got ${powerKw}`);
  return powerKw === 0 ? 0 : a * ratedKw + b * powerKw;
}
