import type { EvidenceGrade } from "../../evidence/estimate.ts";

/** Lognormal prior of one element in the ore of one deposit type, ppm of dry ore. */
export interface OrePrior {
  readonly depositType: string;
  readonly group: string;
  /** Empty for the type as a whole; otherwise a subset of the type that departs from it. */
  readonly variant: string;
  readonly element: string;
  readonly medianPpm: number;
  /** Geometric standard deviation, 1 or more. */
  readonly gsd: number;
  readonly meanPpm: number;
  /** computed; computed, censored fit; assumed. */
  readonly gsdBasis: string;
  /** Number of `nUnit`; NaN when none. */
  readonly n: number;
  /** deposits, drill intervals, drill samples, mine-years...; empty when none. */
  readonly nUnit: string;
  readonly whatItIs: string;
  readonly evidence: EvidenceGrade;
  readonly source: string;
  readonly usFit: string;
  /** Element whose head grade carries this one; empty when none. */
  readonly scalesWith: string;
  /** Mass ratio to that element; NaN when none. */
  readonly ratioToHost: number;
  readonly note: string;
}
