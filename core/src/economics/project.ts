import type { DepreciationRule } from "./depreciation.ts";
import type { PairCorrelation } from "../numerics/correlatedDraws.ts";
import type { Distribution } from "../numerics/distribution.ts";
import type { PriceModel } from "./priceModel.ts";

/** Money spent before or during operation, constant money of the project's year. */
export interface CapitalLine {
  readonly name: string;
  /** How it was found: `given`, `scaled`, `camm`, `lang`, `accounts`. */
  readonly method: string;
  readonly cost: number;
  /** Share by project year, year 0 first; sums to 1. */
  readonly spread: readonly number[];
}

/** Yearly cost: amounts add up. Constant money. */
export interface OperatingLine {
  readonly name: string;
  readonly perYear: number;
  readonly perTonneFeed: number;
  /** Per kg of contained product; with `product`. */
  readonly perKgProduct: number;
  readonly product: number;
}

/** What is sold: one payable element (or oxide) in a concentrate, precipitate, oxide, metal or precursor. */
export interface ProductLine {
  readonly name: string;
  readonly element: string;
  readonly stage: string;
  /** Fraction of the element in the feed, 0-1. */
  readonly recovery: number;
  /** Mass of what is priced in one mass of element: 1 where the price is for the element, 1.271 for CoO. */
  readonly formPerElement: number;
  /** Per kg of what is priced; one a project year, constant money. */
  readonly price: readonly number[];
  /** Fraction paid, 0-1. */
  readonly payable: number;
  /** Per dry tonne of product shipped. */
  readonly treatmentPerTonne: number;
  /** Per kg payable. */
  readonly refiningPerKg: number;
  readonly freightPerTonne: number;
  /** Fraction of what is priced in the product shipped, 0-1. */
  readonly gradeInProduct: number;
  /** Sum of penalties, per dry tonne shipped. */
  readonly penaltyPerTonne: number;
  /** Share of the output sold at a fixed price. */
  readonly offtakeShare: number;
  readonly offtakePrice: number;
  readonly priceFloor: number;
  /** Per kg paid for. */
  readonly productionCredit: number;
  readonly priceModel: PriceModel | null;
}

export interface RoyaltyTerms {
  readonly rate: number;
  /** `gross`: of payable value; `net`: of payable value less treatment, refining, freight; `profit`: of operating profit above 0. */
  readonly basis: "gross" | "net" | "profit";
}

/** A quantity that varies: its key and how. Keys: see `projectKeys`. */
export interface UncertainKey {
  readonly key: string;
  readonly distribution: Distribution;
}

/** A project as evaluated. Money in one currency, constant money of `moneyYear` unless said otherwise. */
export interface Project {
  readonly name: string;
  readonly declared: "real" | "synthetic";
  readonly currency: string;
  readonly moneyYear: number;
  readonly discountRate: number;
  readonly basis: "real" | "nominal";
  readonly inflation: number;
  readonly buildYears: number;
  /** Dry tonnes by operating year. */
  readonly feedTonnes: readonly number[];
  /** By element. */
  readonly gradePpm: ReadonlyMap<string, number>;
  readonly capital: readonly CapitalLine[];
  /** Per operating year. */
  readonly sustainingPerYear: number;
  readonly operating: readonly OperatingLine[];
  readonly products: readonly ProductLine[];
  readonly royalties: readonly RoyaltyTerms[];
  readonly taxRate: number;
  readonly lossYears: number;
  readonly lossShareLimit: number;
  readonly depletionRate: number;
  readonly depreciation: DepreciationRule;
  readonly loan: { readonly share: number; readonly rate: number; readonly years: number } | null;
  readonly workingCapitalDays: number;
  readonly closure: {
    readonly cost: number;
    readonly years: number;
    /** Yearly fee of a surety, as a fraction of the bonded cost. */
    readonly suretyFee: number;
    /** Share of the cost laid down in cash in year 0 and returned after closure. */
    readonly cashShare: number;
    readonly interest: number;
  };
  readonly remediationCreditPerTonne: number;
  readonly remediationCreditPerYear: number;
  readonly grant: { readonly amount: number; readonly year: number };
  readonly productionCreditShareOfCost: number;
  readonly uncertain: readonly UncertainKey[];
  readonly correlations: readonly PairCorrelation[];
}
