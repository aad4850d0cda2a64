/** Molar masses in g/mol to six digits (CRC Handbook, 97th ed.). */
const mass = {
  sio2: 60.0843,
  al2o3: 101.9613,
  na2o: 61.9789,
  naoh: 39.9971,
  co2: 44.0095,
  cao: 56.0774,
  mgo: 40.3044,
} as const;

/** A geopolymer mix: a reactive solid with caustic soda and sodium silicate. */
export interface GeopolymerMix {
  readonly solidKg: number;
  readonly silicaPct: number;
  readonly aluminaPct: number;
  /** Share of silica and alumina that dissolves. */
  readonly reactiveFraction: number;
  readonly causticKg: number;
  readonly silicateKg: number;
  readonly silicateSilicaPct: number;
  readonly silicateSodaPct: number;
}

/**
 * Molar ratios Si/Al and Na/Al of the reactive part with its activator. Strength is published highest near Si/Al 2 and Na/Al 1.
 * @see Duxson et al. (2007), Geopolymer technology: the current state of the art, J. Mater. Sci. 42, 2917-2933
 */
export function geopolymerRatios(mix: GeopolymerMix): { siliconToAluminium: number; sodiumToAluminium: number } {
  const active = (mix.solidKg * mix.reactiveFraction) / 100;
  const aluminium = (2 * active * mix.aluminaPct) / mass.al2o3;
  const silicon = (active * mix.silicaPct + (mix.silicateKg * mix.silicateSilicaPct) / 100) / mass.sio2;
  const sodium = mix.causticKg / mass.naoh + (2 * mix.silicateKg * mix.silicateSodaPct) / 100 / mass.na2o;
  return { siliconToAluminium: silicon / aluminium, sodiumToAluminium: sodium / aluminium };
}

/**
 * Theoretical uptake of CO₂ in kg per tonne, 10 (CaO M_CO2/M_CaO + MgO M_CO2/M_MgO), of oxides in per cent that are not carbonate.
 * @see Huijgen and Comans (2003), Carbon dioxide sequestration by mineral carbonation, ECN-C--03-016
 */
export function carbonationKgPerT(limePct: number, magnesiaPct: number): number {
  return 10 * ((limePct * mass.co2) / mass.cao + (magnesiaPct * mass.co2) / mass.mgo);
}
