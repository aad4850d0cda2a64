/** A published figure kept as printed; the number is null where the publisher gave none. */
export interface MarketFigure {
  /** In the unit of the field; null for W, NA, E, bounds and blanks. */
  readonly value: number | null;
  /** As printed: `3,390`, `W`, `NA`, `>50`, `<2`, `E`; empty when the source has no such row. */
  readonly printed: string;
  /** Bound where the print is `>50` or `<2`; null otherwise. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export type MarketEdition = "mcs2024" | "mcs2025" | "mcs2026";

/** US market of one element (or the group `REE`, `HREE`) in one edition of USGS Mineral Commodity Summaries. */
export interface ElementMarket {
  readonly edition: MarketEdition;
  /** Year of the figures. */
  readonly year: number;
  readonly element: string;
  /** What the tonnages count, e.g. `Li content`, `Sc2O3`, `REO equivalent`. */
  readonly form: string;
  /** Mass of element in one mass of `form`, 0-1; 1 where the form is content. */
  readonly elementFraction: number;
  readonly consumptionBasis: string;
  /** t of form a year. */
  readonly consumptionT: MarketFigure;
  readonly importsT: MarketFigure;
  readonly exportsT: MarketFigure;
  /** Per cent of apparent consumption; `E` = net exporter. */
  readonly netImportReliancePct: MarketFigure;
  /** USD per kg of contained element; NaN without a price. */
  readonly usdPerKgElement: number;
  readonly priceQuoted: string;
  readonly priceForm: string;
  readonly note: string;
}
