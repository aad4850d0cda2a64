/** One expected value of a reference case beside what the public functions give. */
export interface ValidationRow {
  readonly caseId: string;
  readonly key: string;
  /** As text, with 7 significant digits; `-` where nothing was computed; the error's message where the function refused. */
  readonly got: string;
  readonly expected: string;
  /** The bound that was applied, e.g. `rel 1e-6 or abs 0.01`; empty for words and where nothing was compared. */
  readonly tolerance: string;
  readonly outcome: "pass" | "fail" | "not covered";
}
