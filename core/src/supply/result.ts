import type { ElementCensoring } from "./samplePool.ts";
import type { EvidenceGrade, Interval } from "../evidence/estimate.ts";

/** Percentiles of a derived fraction, e.g. the recovery that replaces imports. Infinite where nothing is there to recover. */
export interface Percentiles {
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

/** A published market figure: a number, or the mark that stands where the publisher gave none. */
export interface Figure {
  /** t of element a year (or the unit the field names); null where withheld, not available or only bounded. */
  readonly value: number | null;
  /** As printed: `3,390`, `W`, `NA`, `>50`, `E`. Empty when the source has no such row. */
  readonly printed: string;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Share of a national total's expected mass by grade of evidence of its concentration; sums to 1. */
export type EvidenceMix = Readonly<Record<EvidenceGrade, number>>;

export interface MineShare {
  readonly id: string;
  /** Share of the expected national unrecovered mass, 0-1. */
  readonly share: number;
  /** Share of the variance of the national total that comes with this mine, cov(T, Tm)/var(T); sums to 1 over all mines. */
  readonly varianceShare: number;
  /** Share of the variance of the national total removed by learning this mine's discarded mass exactly, corr(T, Tm) squared. */
  readonly samplingValue: number;
}

export interface KeyShare {
  readonly key: string;
  readonly share: number;
}

/** First-order share of variance by quantity; the rest is interaction. */
export interface VarianceByQuantity {
  readonly ore: number;
  readonly elementDoubt: number;
  readonly depositType: number;
  readonly mineGrade: number;
  readonly recovery: number;
  readonly interaction: number;
}

/** Net import reliance after recovering a fraction of what is discarded, per cent, from imports less recovered mass. */
export interface RelianceAfter {
  readonly recovery: number;
  readonly recoveredT: Interval;
  /** Per cent of apparent consumption; null where consumption is not published. */
  readonly netImportReliancePct: Percentiles | null;
  /** Share of gross imports replaced, 0-1 and above; null where imports are not published. */
  readonly importsReplaced: Percentiles | null;
}

export interface ElementResult {
  readonly symbol: string;
  readonly name: string;
  /** t of element a year in ore processed. */
  readonly containedT: Interval;
  /** t of element a year not recovered by the mine or its smelter. */
  readonly unrecoveredT: Interval;
  /**
   * Unrecovered by where it goes, expected t a year: with the concentrate of a carrying metal (leaves the mine, not counted
   * as recovered by anyone), mill tailings, leach residue.
   */
  readonly unrecoveredByStreamT: { readonly concentrate: number; readonly mill: number; readonly leach: number };
  /** Unrecovered mean if every unpublished recovery were zero, and if it were everything. */
  readonly unpublishedBoundsT: { readonly noneRecovered: number; readonly allRecovered: number };
  /** t a year if all ore were average upper crust: how much is just rock mass. */
  readonly crustOnlyT: number;
  /** Weakest grade of evidence in the sum, and the mix by mass. */
  readonly evidence: EvidenceGrade;
  readonly evidenceMix: EvidenceMix;
  /** Weight of measured samples against the prior, mass-weighted over mines, 0-1. */
  readonly sampleWeight: number;
  readonly importsT: Figure;
  readonly exportsT: Figure;
  readonly netImportsT: Figure;
  readonly consumptionT: Figure;
  readonly netImportReliancePct: Figure;
  readonly marketForm: string;
  readonly marketBasisNote: string;
  readonly usdPerKg: number | null;
  readonly priceForm: string;
  /** Fraction of the unrecovered mass that equals gross imports; null where imports are not published as a number. */
  readonly recoveryToReplaceImports: Percentiles | null;
  readonly recoveryToReplaceNetImports: Percentiles | null;
  readonly recoveryToMeetConsumption: Percentiles | null;
  readonly relianceAfter: readonly RelianceAfter[];
  /** USD a year, gross, of the unrecovered mass at the edition's price; null without a price. */
  readonly grossValueUsd: Interval | null;
  readonly evEquivalentMillion?: { readonly model: string; readonly kgPerVehicle: number; readonly million: Interval };
  readonly onCriticalLists: readonly string[];
  /** HHI of world mine or refinery production by country, 0-10,000; null without a table. */
  readonly concentration: {
    readonly hhi: number;
    readonly largestCountry: string;
    readonly largestShare: number;
    readonly hhiUpper: number;
    readonly basis: string;
  } | null;
  readonly topMines: readonly MineShare[];
  readonly byMineClass: readonly KeyShare[];
  readonly byState: readonly KeyShare[];
  readonly varianceByQuantity: VarianceByQuantity;
  readonly sources: readonly string[];
}

export interface MineElementResult {
  readonly containedT: Interval;
  readonly unrecoveredT: Interval;
  readonly gradePpm: Interval;
  readonly evidence: EvidenceGrade;
  /** How the concentration was found: `head grade`, `ratio to Zn`, `prior`, `prior (fall-back: group Skarn)`, `samples`. */
  readonly basis: string;
  readonly sampleWeight: number;
  /** Published amount recovered, t a year; null = recovered, amount not public; absent = none known. */
  readonly recoveredT?: number | null;
  readonly source: string;
}

export interface MineResult {
  readonly id: string;
  readonly name: string;
  readonly operator: string;
  readonly state: string;
  readonly lon: number;
  readonly lat: number;
  readonly mineClass: string;
  readonly mainCommodity: string;
  readonly depositType: string;
  /** Type whose statistics stand in, when the mine's own type has none. */
  readonly depositTypeUsed: string;
  readonly processRoute: string;
  readonly referenceYear: string;
  readonly oreBasis: "A" | "B" | "C" | "D";
  readonly oreT: Interval;
  readonly streams: readonly { readonly route: string; readonly kind: "mill" | "leach"; readonly oreT: number }[];
  readonly products: readonly string[];
  readonly elements: Readonly<Record<string, MineElementResult>>;
  /** USD a year of published main products at the edition's prices; null without a price. */
  readonly mainProductValueUsd: number | null;
  /** Gross USD a year of everything unrecovered that has a price, and at 1, 10 and 90 % recovery. */
  readonly byproductValueUsd: {
    readonly all: Interval;
    readonly at1Pct: number;
    readonly at10Pct: number;
    readonly at90Pct: number;
  };
  readonly method: string;
  readonly sources: string;
  readonly note: string;
}

export interface ScreeningTotals {
  readonly mines: number;
  readonly elements: number;
  readonly oreT: Interval;
  readonly mainProductValueUsd: number;
  /** Gross, at list prices, whatever the market takes: an upper bound that no market would pay. */
  readonly byproductValueUsd: Interval;
  /**
   * The same mass with each element counted only up to what the country uses in a year (apparent consumption, else gross
   * imports): all unrecovered elements with a price and a published need, rock-forming ones left out.
   */
  readonly valueWithinNeedUsd: Interval;
  readonly minesWhere10PctBeatsMain: number;
  readonly minesWithBothValues: number;
}

export interface ScreeningResult {
  readonly elements: readonly ElementResult[];
  readonly mines: readonly MineResult[];
  readonly totals: ScreeningTotals;
  readonly geochemistry: "priors" | "cmio";
  readonly edition: string;
  readonly draws: number;
  /** What below-detection values do to each pool's mean; empty with priors alone. */
  readonly censoring: readonly ElementCensoring[];
}
