/** Grade of the ore tonnage: A reported for the reference year, B another year, C arithmetic on sourced inputs, D assumed or recalled. */
export type OreBasis = "A" | "B" | "C" | "D";

export interface MineStream {
  readonly route: string;
  readonly oreT: number;
  /** Head grade by element, ppm of dry ore. */
  readonly gradesPpm: Readonly<Record<string, number>>;
  /** Recovery by element, 0-1. */
  readonly recoveries: Readonly<Record<string, number>>;
}

/** One mine or integrated complex in its reference year. */
export interface Mine {
  readonly id: string;
  readonly name: string;
  readonly operator: string;
  readonly state: string;
  /** WGS84 degrees. */
  readonly lon: number;
  readonly lat: number;
  readonly coordinateSource: string;
  readonly mainCommodity: string;
  readonly mineClass: string;
  /** Name in the CMMI deposit classification. */
  readonly depositType: string;
  readonly depositTypeSecondary: string | null;
  /** Variant of the ore-geochemistry priors that describes this mine; empty for the type as a whole. */
  readonly priorVariant: string;
  readonly processRoute: string;
  readonly referenceYear: string;
  readonly statusByYear: string;
  /** Counted in national totals. */
  readonly counted: boolean;
  /** Ore to mill or pad, t a year: judged plausible range, not a confidence interval. */
  readonly oreT: { readonly low: number; readonly mid: number; readonly high: number };
  readonly oreBasis: OreBasis;
  /** Head grade by element, ppm of dry ore. */
  readonly headGradesPpm: Readonly<Record<string, number>>;
  /** Metal made, t a year by element (or `TREO`, `pellets`); null = made, amount not public. */
  readonly mainProductsT: Readonly<Record<string, number | null>>;
  readonly byproductsT: Readonly<Record<string, number | null>>;
  /** Recovery by element, 0-1. */
  readonly recoveries: Readonly<Record<string, number>>;
  /** Streams where mill and leach are separate; empty where the mine is one stream. */
  readonly streams: readonly MineStream[];
  readonly method: string;
  readonly source: string;
  readonly note: string;
}
