import { type EvidenceGrade, weakerGrade } from "../../evidence/estimate.ts";

/** 1: burnt or released on site; 2: power and heat bought; 3: everything else up and down the chain. */
export type EmissionScope = 1 | 2 | 3;

/** An emission factor with where it comes from. */
export interface EmissionFactor {
  readonly kgCo2ePerUnit: number;
  readonly unit: string;
  readonly source: string;
  readonly evidence: EvidenceGrade;
}

/** Something done in a year that emits, or that avoids another's emission. */
export interface EmittingActivity {
  readonly name: string;
  readonly scope: EmissionScope;
  /** In the unit of the factor, a year. */
  readonly amount: number;
  readonly factor: EmissionFactor;
  /** True for a burden that others no longer bear (mining avoided, acid drainage ended): never netted off. */
  readonly isAvoided?: boolean;
}

/** Emissions of a year, t CO2e. */
export interface EmissionInventory {
  readonly byScope: Readonly<Record<EmissionScope, number>>;
  readonly total: number;
  /** Kept apart: a claim about a world without the project. */
  readonly avoided: number;
  readonly lines: readonly {
    readonly name: string;
    readonly scope: EmissionScope;
    readonly tonnes: number;
    readonly isAvoided: boolean;
    readonly source: string;
  }[];
  /** The weakest grade of a factor used. */
  readonly evidence: EvidenceGrade;
}

/**
 * Greenhouse gases of a year by scope; avoided burdens stand apart and are not subtracted.
 * @throws {RangeError} a negative amount or factor, or a factor without a source
 * @see WRI and WBCSD (2004), The Greenhouse Gas Protocol, revised edition; ISO 14067
 */
export function emissionInventory(activities: readonly EmittingActivity[]): EmissionInventory {
  const byScope: Record<EmissionScope, number> = { 1: 0, 2: 0, 3: 0 };
  let avoided = 0;
  let evidence: EvidenceGrade = "A";
  const lines = activities.map(({ name, scope, amount, factor, isAvoided = false }) => {
    if (!(amount >= 0 && Number.isFinite(amount)))
      throw new RangeError(`${name}: amount must be 0 or more, got ${amount}; mark what is avoided by isAvoided`);
    if (!(factor.kgCo2ePerUnit >= 0))
      throw new RangeError(`${name}: factor must be 0 or more, got ${factor.kgCo2ePerUnit}`);
    if (factor.source.trim() === "") throw new RangeError(`${name}: the emission factor has no source; name it`);
    const tonnes = (amount * factor.kgCo2ePerUnit) / 1000;
    if (isAvoided) avoided += tonnes;
    else byScope[scope] += tonnes;
    evidence = weakerGrade(evidence, factor.evidence);
    return { name, scope, tonnes, isAvoided, source: factor.source };
  });
  return { byScope, total: byScope[1] + byScope[2] + byScope[3], avoided, lines, evidence };
}

/** A product that shares a burden. */
export interface BurdenedProduct {
  readonly name: string;
  readonly kg: number;
  readonly value: number;
}

/** Burden per product by both keys; each column sums to the whole. */
export interface BurdenShare {
  readonly name: string;
  readonly byMass: number;
  readonly byValue: number;
  readonly perKgByMass: number;
  readonly perKgByValue: number;
}

/**
 * Shares a burden over products by mass and by value: both are shown, since the choice can move a figure tenfold for a rich
 * by-product.
 * @throws {RangeError} no product, or masses or values that sum to 0
 * @see ISO 14044 (2006), section 4.3.4
 */
export function allocateBurden(burden: number, products: readonly BurdenedProduct[]): BurdenShare[] {
  const kg = products.reduce((sum, product) => sum + product.kg, 0);
  const value = products.reduce((sum, product) => sum + product.value, 0);
  if (!(kg > 0 && value > 0)) throw new RangeError(`products must have mass and value, got ${kg} kg worth ${value}`);
  return products.map((product) => ({
    name: product.name,
    byMass: (burden * product.kg) / kg,
    byValue: (burden * product.value) / value,
    perKgByMass: burden / kg,
    perKgByValue: product.kg > 0 ? (burden * product.value) / value / product.kg : 0,
  }));
}

/** Burden over a lifetime: construction once, streams for as long as the plant runs. kg CO2e. */
export function lifetimeBurden(of: {
  readonly construction: readonly { readonly quantityKg: number; readonly kgCo2ePerKg: number }[];
  readonly streams: readonly { readonly kgPerHour: number; readonly kgCo2ePerKg: number }[];
  readonly lifetimeYears: number;
  readonly hoursPerYear: number;
  /** Share of those hours, 0-1. */
  readonly uptime: number;
}): { readonly total: number; readonly perYear: number; readonly perDay: number } {
  if (!(of.lifetimeYears > 0)) throw new RangeError(`lifetime must exceed 0 years, got ${of.lifetimeYears}`);
  const once = of.construction.reduce((sum, item) => sum + item.quantityKg * item.kgCo2ePerKg, 0);
  const hours = of.lifetimeYears * of.hoursPerYear * of.uptime;
  const total = once + of.streams.reduce((sum, stream) => sum + stream.kgPerHour * stream.kgCo2ePerKg, 0) * hours;
  const perYear = total / of.lifetimeYears;
  return { total, perYear, perDay: perYear / 365 };
}

const ipcc = "IPCC (2006) Guidelines vol. 2, table 1.4 (default effective factors, CO2 only); recalled, not re-read";
const fuel = (kgPerGj: number): EmissionFactor => ({ kgCo2ePerUnit: kgPerGj, unit: "GJ", source: ipcc, evidence: "C" });
const stoichiometry = (kgPerKg: number, words: string): EmissionFactor => ({
  kgCo2ePerUnit: kgPerKg,
  unit: "kg",
  source: `stoichiometry: ${words}`,
  evidence: "B",
});

/** Factors that do not depend on a place: fuels by energy, and CO2 that a reaction releases. Power and reagents need the user's own. */
export const knownFactors: Readonly<Record<string, EmissionFactor>> = {
  diesel: fuel(74.1),
  naturalGas: fuel(56.1),
  fuelOil: fuel(77.4),
  liquefiedPetroleumGas: fuel(63.1),
  bituminousCoal: fuel(94.6),
  limestoneDissolved: stoichiometry(0.4397, "CaCO3 + 2 H+ gives CO2, 44.009/100.086"),
  limeBurnt: stoichiometry(0.7848, "CaCO3 gives CaO + CO2, 44.009/56.077, without fuel"),
  sodaAshDissolved: stoichiometry(0.4152, "Na2CO3 + 2 H+ gives CO2, 44.009/105.988"),
};
