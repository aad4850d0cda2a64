/**
 * Clark's breakthrough curve, c/c₀ = [1 + (2^(n−1) − 1) e^(kT EBCT (n−1)/BV50 (BV50 − BV))]^(−1/(n−1)). The Freundlich n is often
 * so close to 1 that the plain form is all rounding: written with expm1 and log1p.
 *
 * @param rate kT per second times bed volumes as fitted
 * @param contactS empty-bed contact time
 * @see Clark (1987), Evaluating the cost and performance of field-scale granular activated carbon systems, Environ. Sci. Technol. 21, 573-580
 */
export function clarkBreakthrough(n: number, rate: number, contactS: number, bv50: number, bv: number): number {
  const m = n - 1;
  if (!(m > 0)) throw new RangeError(`Clark: n must be above 1, got ${n}`);
  if (!(bv50 > 0)) throw new RangeError(`Clark: BV50 must be above 0, got ${bv50}`);
  const growth = Math.expm1(m * Math.LN2) * Math.exp(((rate * contactS * m) / bv50) * (bv50 - bv));
  return Math.exp(-Math.log1p(growth) / m);
}

/**
 * Thomas' breakthrough curve, c/c₀ = 1/(1 + exp(k (q m − c₀ V)/Q)).
 * @param rateLPerMgH k
 * @param capacityMg q m, what the bed holds at exhaustion
 * @see Thomas (1944), Heterogeneous ion exchange in a flowing system, J. Am. Chem. Soc. 66, 1664-1666
 */
export function thomasBreakthrough(
  rateLPerMgH: number,
  capacityMg: number,
  feedMgPerL: number,
  throughputL: number,
  flowLPerH: number,
): number {
  return 1 / (1 + Math.exp((rateLPerMgH * (capacityMg - feedMgPerL * throughputL)) / flowLPerH));
}

/**
 * Mean of a breakthrough curve c/c₀ from nothing to `end` (bed volumes, litres, hours), by Simpson's rule on 400 intervals: what passes
 * a column in a cycle as a share of what is fed.
 */
export function meanBreakthrough(curve: (at: number) => number, end: number): number {
  if (!(end > 0)) return curve(0);
  const n = 400;
  let sum = curve(0) + curve(end);
  for (let k = 1; k < n; k++) sum += (k % 2 === 1 ? 4 : 2) * curve((k * end) / n);
  return Math.min(1, Math.max(0, sum / (3 * n)));
}

/** Langmuir isotherm, q = q_max b c/(1 + b c). */
export function langmuirLoading(capacity: number, affinity: number, concentration: number): number {
  return (capacity * affinity * concentration) / (1 + affinity * concentration);
}

/** Freundlich isotherm, q = K c^(1/n). */
export function freundlichLoading(k: number, n: number, concentration: number): number {
  return concentration > 0 ? k * concentration ** (1 / n) : 0;
}

/** Columns of a fixed bed under a constant-pattern front. */
export interface IonExchangeColumns {
  readonly flowM3PerS: number;
  readonly feedKgPerM3: number;
  readonly molarMassKgPerMol: number;
  readonly charge: number;
  readonly serviceBvPerH: number;
  /** Langmuir coefficient: 1/selectivity as WaterTAP writes it; below 1 favourable. */
  readonly langmuir: number;
  readonly capacityEqPerKg: number;
  readonly bedDepthM: number;
  readonly columns: number;
  /** Time over the stoichiometric time at which service ends; 1 is the centre of the front. */
  readonly dimensionlessTime: number;
  readonly resinDiameterM: number;
  readonly bulkDensityKgPerM3: number;
  readonly porosity: number;
  readonly viscosityM2PerS: number;
  readonly diffusivityM2PerS: number;
  readonly backwashMPerH: number;
  readonly regenerationS: number;
  readonly backwashS: number;
  readonly rinseBedVolumes: number;
  readonly serviceToRegenerationFlow: number;
  readonly pumpEfficiency: number;
}

/** Usual strong-base or strong-acid gel resin in water at 20-25 °C. @see WaterTAP, ion exchange 0D; Perry's Handbook, section 16 */
export const usualColumn = {
  resinDiameterM: 7e-4,
  bulkDensityKgPerM3: 700,
  porosity: 0.5,
  viscosityM2PerS: 1e-6,
  diffusivityM2PerS: 9.2e-10,
  backwashMPerH: 5,
  regenerationS: 1800,
  backwashS: 600,
  rinseBedVolumes: 5,
  serviceToRegenerationFlow: 3,
  pumpEfficiency: 0.8,
} as const;

/**
 * Sizes and performance of fixed-bed columns: constant-pattern solution for a Langmuir exchange
 * (ln c − La ln(1 − c))/(1 − La) + 1 = N (T − 1), with the Sherwood number 2.4 ε^0.66 Re^0.34 Sc^0.33, the bed's expansion and pressure
 * drop for an acrylic resin at 20 °C, and pumping energy over a cycle.
 * @see WaterTAP ion exchange 0D (equations); Inamuddin and Luqman (2012), Ion Exchange Technology I, ch. 1; MWH (2012), ch. 16
 */
export function ionExchangeColumns(c: IonExchangeColumns) {
  const bedVolumeM3 = (c.flowM3PerS * 3600) / c.serviceBvPerH / c.columns;
  const areaM2 = bedVolumeM3 / c.bedDepthM;
  const velocityMPerS = c.flowM3PerS / c.columns / areaM2;
  const reynolds = (velocityMPerS * c.resinDiameterM) / c.viscosityM2PerS;
  const schmidt = c.viscosityM2PerS / c.diffusivityM2PerS;
  const sherwood = 2.4 * c.porosity ** 0.66 * reynolds ** 0.34 * schmidt ** 0.33;
  const filmMPerS = (sherwood * c.diffusivityM2PerS) / c.resinDiameterM;
  const surfacePerM = (6 * (1 - c.porosity)) / c.resinDiameterM;
  const transferUnits = (filmMPerS * surfacePerM * c.bedDepthM) / velocityMPerS;
  const normalised = constantPattern(c.langmuir, transferUnits * (c.dimensionlessTime - 1));
  const loading = normalised / (normalised + c.langmuir * (1 - normalised));
  const capacityEqPerKg = c.capacityEqPerKg * loading;
  const feedEqPerM3 = (c.feedKgPerM3 / c.molarMassKgPerMol) * c.charge;
  const partitionRatio = (capacityEqPerKg * c.bulkDensityKgPerM3) / feedEqPerM3;
  const breakthroughS = ((partitionRatio * c.dimensionlessTime + c.porosity) * c.bedDepthM) / velocityMPerS;
  const rate = (surfacePerM * filmMPerS) / c.bulkDensityKgPerM3;
  const expansion = -0.0123 + 0.102 * c.backwashMPerH - 0.00135 * c.backwashMPerH ** 2;
  const removedMol = (capacityEqPerKg * c.bulkDensityKgPerM3 * bedVolumeM3 * c.columns) / c.charge;
  const fedMol = (c.flowM3PerS * feedEqPerM3 * breakthroughS) / c.charge;
  const velocityMPerH = velocityMPerS * 3600;
  const pressurePa = (0.609 + 0.173 * velocityMPerH + 8.28e-4 * velocityMPerH ** 2) * c.bedDepthM * 6894.757;
  const pumpKw = (flowM3PerS: number) => (pressurePa * flowM3PerS) / c.pumpEfficiency / 1000;
  const rinseS = (c.rinseBedVolumes * c.bedDepthM * c.porosity) / velocityMPerS;
  const cycleS = breakthroughS + c.regenerationS + c.backwashS + rinseS;
  const energyKj =
    pumpKw(c.flowM3PerS) * (breakthroughS + rinseS) +
    pumpKw(c.flowM3PerS / c.serviceToRegenerationFlow) * c.regenerationS +
    pumpKw((c.backwashMPerH / 3600) * areaM2 * c.columns) * c.backwashS;
  return {
    normalised,
    columnHeightM: c.bedDepthM * (1 + expansion) + 1,
    columnDiameterM: Math.sqrt((4 * areaM2) / Math.PI),
    breakthroughS,
    velocityMPerS,
    reynolds,
    schmidt,
    sherwood,
    equilibriumCapacityEqPerKg: capacityEqPerKg,
    unusedCapacityEqPerKg: c.capacityEqPerKg - capacityEqPerKg,
    removedMol,
    transferUnits,
    partitionRatio,
    filmMPerS,
    expansion,
    separationFactor: 1 / c.langmuir,
    rateM3PerKgS: rate,
    transferUnitM: velocityMPerS / (c.bulkDensityKgPerM3 * rate),
    outKgPerS: (Math.max(0, fedMol - removedMol) * c.molarMassKgPerMol) / breakthroughS,
    energyKwhPerM3: energyKj / cycleS / (c.flowM3PerS * 3600),
    pressurePa,
  };
}

/** c of the constant pattern at a position left of or right of its centre, by bisection. */
function constantPattern(langmuir: number, position: number): number {
  const at = (c: number) =>
    Math.abs(langmuir - 1) < 1e-9
      ? Math.log(c / (1 - c)) + 1 - position // the limit keeps only the sign that bisection needs
      : (Math.log(c) - langmuir * Math.log1p(-c)) / (1 - langmuir) + 1 - position;
  let [low, high] = [1e-15, 1 - 1e-15];
  const rises = at(high) > at(low);
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (at(middle) < 0 === rises) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
