/** Direct current from irradiance and cell temperature: P = G/1000 P₀ (1 + γ (T − 25)); never below 0.
 * @param irradianceWPerM2 in the plane of the array, 0 or more
 * @param ratedPower P₀ at 1000 W/m² and 25 °C; the result has its unit
 * @param gammaPerC change of power per °C, about −0.003 to −0.005
 * @throws {RangeError} negative irradiance or rated power
 * @see Dobos (2014), PVWatts version 5 manual, NREL/TP-6A20-62641
 */
export function pvDirectPower(
  irradianceWPerM2: number,
  cellTemperatureC: number,
  ratedPower: number,
  gammaPerC: number,
): number {
  if (!(irradianceWPerM2 >= 0)) throw new RangeError(`irradiance must be 0 W/m2 or more, got ${irradianceWPerM2}`);
  if (!(ratedPower >= 0)) throw new RangeError(`rated power must be 0 or more, got ${ratedPower}`);
  return Math.max(0, (irradianceWPerM2 / 1000) * ratedPower * (1 + gammaPerC * (cellTemperatureC - 25)));
}

/** Joint loss of independent losses, per cent: 100 (1 − Π(1 − Lᵢ/100)). @throws {RangeError} a loss outside 0-100 @see Dobos (2014) */
export function jointLossPct(lossesPct: ArrayLike<number>): number {
  let kept = 1;
  for (let i = 0; i < lossesPct.length; i++) {
    if (!(lossesPct[i] >= 0 && lossesPct[i] <= 100))
      throw new RangeError(`loss ${i + 1} must lie in 0-100 %, got ${lossesPct[i]}`);
    kept *= 1 - lossesPct[i] / 100;
  }
  return 100 * (1 - kept);
}

/** Soiling 2, shading 3, snow 0, mismatch 2, wiring 2, connections 0.5, degradation 1.5, nameplate 1, age 0, availability 3 per cent. @see Dobos (2014), table 3 */
export const pvWattsLossesPct: readonly number[] = [2, 3, 0, 2, 2, 0.5, 1.5, 1, 0, 3];

/**
 * Alternating current of an inverter: P = min(η_nom/0.9637 (−0.0162 ζ − 0.0059/ζ + 0.9858) P_dc, η_nom P_dc0), ζ = P_dc/P_dc0.
 * @param directPower P_dc; @param directRating P_dc0, the direct power at which the rating is reached, same unit
 * @throws {RangeError} rating not above 0, efficiency outside 0-1
 * @see Dobos (2014), PVWatts version 5 manual, section 9
 */
export function inverterPower(directPower: number, directRating: number, nominalEfficiency = 0.96): number {
  if (!(directRating > 0)) throw new RangeError(`inverter rating must exceed 0, got ${directRating}`);
  if (!(nominalEfficiency > 0 && nominalEfficiency <= 1))
    throw new RangeError(`inverter efficiency must lie in 0-1, got ${nominalEfficiency}`);
  if (!(directPower > 0)) return 0;
  const load = directPower / directRating;
  const efficiency = (nominalEfficiency / 0.9637) * (-0.0162 * load - 0.0059 / load + 0.9858);
  return Math.max(0, Math.min(efficiency * directPower, nominalEfficiency * directRating));
}

/**
 * Temperature of a cell: T = T_air + G/(u₀ + u₁ v).
 * @param u0 W/(m² K), @param u1 W s/(m³ K); defaults of open-rack crystalline silicon
 * @see Faiman (2008), Assessing the outdoor operating temperature of photovoltaic modules, Progress in Photovoltaics 16, 307-315
 */
export function faimanCellTemperatureC(
  irradianceWPerM2: number,
  airTemperatureC: number,
  windMPerS: number,
  u0 = 25,
  u1 = 6.84,
): number {
  if (!(windMPerS >= 0)) throw new RangeError(`wind speed must be 0 m/s or more, got ${windMPerS}`);
  return airTemperatureC + irradianceWPerM2 / (u0 + u1 * windMPerS);
}

/** An array with its inverter. */
export interface PvPlant {
  readonly directRatedMW: number;
  readonly gammaPerC: number;
  readonly lossPct: number;
  /** Direct power at which the inverter clips. */
  readonly inverterDirectMW: number;
  readonly inverterEfficiency: number;
}

/** Alternating power, MW, hour by hour: Faiman temperature, direct power, losses, inverter. The three columns have one length. */
export function pvHourlyMW(
  plant: PvPlant,
  irradianceWPerM2: Float64Array,
  airTemperatureC: Float64Array,
  windMPerS: Float64Array,
): Float64Array {
  if (airTemperatureC.length !== irradianceWPerM2.length || windMPerS.length !== irradianceWPerM2.length)
    throw new RangeError(
      `irradiance has ${irradianceWPerM2.length} hours, temperature ${airTemperatureC.length}, wind ${windMPerS.length}; give as many of each`,
    );
  return irradianceWPerM2.map((g, hour) => {
    const cell = faimanCellTemperatureC(g, airTemperatureC[hour], windMPerS[hour]);
    const direct = pvDirectPower(g, cell, plant.directRatedMW, plant.gammaPerC) * (1 - plant.lossPct / 100);
    return inverterPower(direct, plant.inverterDirectMW, plant.inverterEfficiency);
  });
}
