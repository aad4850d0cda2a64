/** One published statement of the US by-product study, in our own words, with where it was read. */
export interface StudyClaim {
  readonly id: string;
  readonly topic: string;
  readonly object: string;
  readonly operator: string;
  readonly value: number | null;
  readonly unit: string;
  readonly meaning: string;
  readonly sourceKind: string;
  readonly source: string;
  readonly confidence: string;
}

/** One check of `screeningClaims`: an identity, a reproduction band or a comparator. */
export interface AcceptanceCheck {
  readonly id: string;
  readonly group: "identity" | "reproduction" | "comparator";
  readonly check: string;
  readonly expected: string;
  readonly tolerance: string;
  readonly strength: string;
  readonly reason: string;
}
