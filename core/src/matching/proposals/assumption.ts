/** Where an assumed number comes from, best first. */
export type AssumptionGrade = "waste file" | "published" | "judged" | "design";

/** A number that a proposed flowsheet rests on, with the range over which it may lie. */
export interface Assumption {
  readonly key: string;
  readonly says: string;
  readonly unit: string;
  readonly low: number;
  readonly value: number;
  readonly high: number;
  /**
   * `waste file`: stated with the waste; `published`: from the study named; `judged`: our reading of the literature named;
   * `design`: a choice of the engineer, not an unknown: it has no range.
   */
  readonly grade: AssumptionGrade;
  readonly source: string;
}

/** A figure of a solved proposal that sizes a unit of it, e.g. the volume of tanks after a flotation. */
export interface Sizing {
  readonly key: string;
  readonly measure: (report: import("../../process/flowsheet/flowsheetReport.ts").FlowsheetReport) => number;
}

/** Values put in place of those assumed, by key. */
export type Overrides = ReadonlyMap<string, number>;

/** A figure with the band that its assumptions give. */
export interface Banded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
