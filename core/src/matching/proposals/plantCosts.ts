import { growingAnnuity } from "../../economics/presentValue.ts";
import { scaledCost } from "../../economics/scaledCost.ts";
import type { PlantFamily } from "./routeTemplate.ts";

/** A price with its source; one figure, no forecast. */
export interface ReagentCost {
  readonly usdPerKg: number;
  readonly source: string;
}

const table = "Relode table reagentPrices (2017-2023 money)";
const bulk = "judged bulk price delivered, within a factor of two";

/** Reagents by the names that proposals use. */
export const reagentCosts: Readonly<Record<string, ReagentCost>> = {
  "sulfuric acid": { usdPerKg: 0.128, source: table },
  "hydrochloric acid": { usdPerKg: 0.25, source: table },
  "oxalic acid": { usdPerKg: 1, source: table },
  lime: { usdPerKg: 0.15, source: table },
  DEHPA: { usdPerKg: 15, source: table },
  kerosene: { usdPerKg: 0.87, source: `${table}: 2.699 USD per US gallon at 0.82 kg/L` },
  limestone: { usdPerKg: 0.04, source: bulk },
  magnesia: { usdPerKg: 0.5, source: bulk },
  soda: { usdPerKg: 0.3, source: bulk },
  tannin: { usdPerKg: 3, source: bulk },
  "sodium cyanide": { usdPerKg: 2.5, source: bulk },
  oxime: { usdPerKg: 15, source: bulk },
  coal: { usdPerKg: 0.15, source: bulk },
  oxygen: { usdPerKg: 0.1, source: bulk },
  "ammonium sulfate": { usdPerKg: 0.2, source: bulk },
  "magnesium sulfate": { usdPerKg: 0.25, source: bulk },
  ammonia: { usdPerKg: 0.79, source: table },
  "sodium hydroxide": { usdPerKg: 0.35, source: table },
  "sodium sulfate": { usdPerKg: 0.15, source: bulk },
  "sulfur dioxide": { usdPerKg: 0.3, source: bulk },
  carbonate: { usdPerKg: 0.4, source: bulk },
  flocculant: { usdPerKg: 3.5, source: bulk },
  "collector and frother": { usdPerKg: 3, source: bulk },
};

export const powerUsdPerKwh = 0.0804;
/** 0.00386 USD per US gallon. */
export const waterUsdPerM3 = 1.02;
export const utilitySource = table;

interface FamilyCost {
  /** Capital of a plant of one million tonnes (or m³) a year, USD: low, likely, high. */
  readonly capitalAtMillion: readonly [number, number, number];
  readonly source: string;
  /** People at 100 t/h, all shifts; grows with the fourth root of size. */
  readonly people: number;
}

const studies = "Relode table projectIntensities, brought to 1 Mt/a with exponent 0.6";

/** Capital and crew by family of plant. AUD are taken at 0.75 USD. */
export const familyCosts: Readonly<Record<PlantFamily, FamilyCost>> = {
  flotation: { capitalAtMillion: [24e6, 41e6, 128e6], people: 60, source: `${studies}: Cleveland, Mogale, Manono` },
  heap: { capitalAtMillion: [12e6, 25e6, 50e6], people: 50, source: "judged: usual heap leaches" },
  leach: { capitalAtMillion: [60e6, 80e6, 101e6], people: 90, source: `${studies}: Mount Morgan, Rentails` },
  refined: {
    capitalAtMillion: [52e6, 184e6, 728e6],
    people: 120,
    source: `${studies}: Kentucky, Phalaborwa, Chvaletice`,
  },
  refinery: {
    capitalAtMillion: [184e6, 524e6, 728e6],
    people: 100,
    source: `${studies}: Phalaborwa, Kasese, Chvaletice`,
  },
  water: { capitalAtMillion: [0.7e6, 2e6, 5e6], people: 12, source: "judged: lime plants, by million m³ a year" },
};

/** Six-tenths exponent of capital. */
export const capitalExponent = 0.6;
const usdPerPerson = 50_000;
const ofCapitalPerYear = 0.04;

/** Capital of a part of a plant, USD. @param tonnesPerYear through it, above 0 */
export function sectionCapitalUsd(family: PlantFamily, tonnesPerYear: number): readonly [number, number, number] {
  const [low, value, high] = familyCosts[family].capitalAtMillion.map((cost) =>
    scaledCost({ cost, capacity: 1e6 }, Math.max(1, tonnesPerYear), capitalExponent),
  );
  return [low, value, high];
}

/** Crew, maintenance, insurance and tax on plant by the year, USD: 4 % of capital and people by the fourth root of size. */
export function fixedUsdPerYear(families: readonly PlantFamily[], tPerH: number, capitalUsd: number): number {
  const people = Math.max(...families.map((family) => familyCosts[family].people)) * (tPerH / 100) ** 0.25;
  return people * usdPerPerson + ofCapitalPerYear * capitalUsd;
}

/** Net present value before tax, USD: equal years at year end, capital at once. */
export function screeningNpvUsd(capitalUsd: number, cashUsdPerYear: number, years: number, rate: number): number {
  return cashUsdPerYear * growingAnnuity(rate, 0, years) - capitalUsd;
}
