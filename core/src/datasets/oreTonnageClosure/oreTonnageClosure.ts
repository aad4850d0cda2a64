/** One reported year of a mine, for the closure ore = metal / (grade x recovery). */
export interface OreTonnageClosure {
  readonly mine: string;
  readonly year: number;
  /** Element symbol, or `PGM`. */
  readonly metal: string;
  readonly metalRecoveredT: number;
  /** Mass fraction. */
  readonly headGradeFraction: number;
  /** 0-1. */
  readonly recovery: number;
  /** t a year, as the operator reported it. */
  readonly oreReportedT: number;
  /** `mill` or `heap leach`, with remarks. */
  readonly kind: string;
  readonly primarySource: string;
}
