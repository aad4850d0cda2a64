import type { DatasetSource, Issue, RunManifest } from "@relode/core/evidence";
import type { ScreeningResult } from "@relode/core/supply";

/** One finished screening with what was found in the data and what repeats the run. */
export interface ScreeningDocument {
  readonly result: ScreeningResult;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

/** A published statement held against our own result. */
export interface ReportedVerdict {
  readonly id: string;
  readonly statement: string;
  readonly expected: string;
  readonly got: string;
  readonly verdict: string;
  readonly strength: string;
  readonly explanation: string;
  readonly source: string;
}

/** Rings of the states in the 975 x 610 coordinates of us-atlas, for the map. */
export type StateRings = readonly (readonly (readonly [number, number])[])[];

/** What the printable report shows; parts that are absent leave their section with a plain statement. */
export interface ReportDocument extends ScreeningDocument {
  readonly verdicts?: readonly ReportedVerdict[];
  readonly sources?: readonly DatasetSource[];
  readonly states?: StateRings;
}
