/** Properties of water that the activity models and the diffuse layer need. */
export interface WaterProperties {
  readonly relativePermittivity: number;
  readonly densityKgPerL: number;
  /** Debye-Hückel A for decimal logarithms, (kg/mol)^½. */
  readonly debyeHuckelA: number;
  /** Debye-Hückel B, (kg/mol)^½ per ångström. */
  readonly debyeHuckelB: number;
}

/**
 * Density of pure water at one atmosphere, kg/L, 0-100 °C.
 * @see Kell (1975), J. Chem. Eng. Data 20, 97-105
 */
export function waterDensityKgPerL(temperatureC: number): number {
  const t = temperatureC;
  const top =
    999.83952 + t * (16.945176 + t * (-7.9870401e-3 + t * (-46.170461e-6 + t * (105.56302e-9 - t * 280.54253e-12))));
  return top / (1 + 16.87985e-3 * t) / 1000;
}

/**
 * Permittivity after Bradley and Pitzer and the Debye-Hückel constants that follow: A = 1.82483e6 ρ^½ (εT)^−3/2,
 * B = 50.2916 (ρ/(εT))^½ per ångström, at one atmosphere.
 * @param temperatureK 273-373 K
 * @see Bradley and Pitzer (1979), J. Phys. Chem. 83, 1599-1603
 */
export function waterProperties(temperatureK: number): WaterProperties {
  const at1000Bar = 342.79 * Math.exp(-5.0866e-3 * temperatureK + 9.469e-7 * temperatureK ** 2);
  const c = -2.0525 + 3115.9 / (-182.89 + temperatureK);
  const b = -8032.5 + 4.2142e6 / temperatureK + 2.1417 * temperatureK;
  const relativePermittivity = at1000Bar + c * Math.log((b + 1.01325) / (b + 1000));
  const densityKgPerL = waterDensityKgPerL(temperatureK - 273.15);
  const product = relativePermittivity * temperatureK;
  return {
    relativePermittivity,
    densityKgPerL,
    debyeHuckelA: (1.82483e6 * Math.sqrt(densityKgPerL)) / product ** 1.5,
    debyeHuckelB: 50.2916 * Math.sqrt(densityKgPerL / product),
  };
}
