/** One published statement on a tailings or waste body; figures as published, null where not stated. */
export interface TailingsCase {
  readonly site: string;
  readonly country: string;
  /** Element symbol or product. */
  readonly quantity: string;
  /** t, or t a year for a mill. */
  readonly massT: number | null;
  /** In `gradeUnit`. */
  readonly grade: number | null;
  readonly gradeUnit: string;
  /** In `unit`. */
  readonly reported: number | null;
  /** Computed from mass and grade, in `unit`. */
  readonly recomputed: number | null;
  readonly unit: string;
  readonly facts: string;
  readonly source: string;
  readonly confidence: "high" | "medium" | "low";
}
