/** Production of one commodity by one country in one year. */
export interface WorldProduction {
  readonly element: string;
  readonly commodity: string;
  /** mine, refinery, smelter or primary. */
  readonly stage: string;
  readonly country: string;
  readonly year: number;
  readonly unit: string;
  /** In `unit`; null where withheld, not available or small. */
  readonly amount: number | null;
  readonly printed: string;
}
