/**
 * Grade of evidence, best first: A measured here, B published, C recalled with citation,
 * D modelled fallback (crustal abundance times a judged class), S synthetic.
 */
export type EvidenceGrade = "A" | "B" | "C" | "D" | "S";

const order = "ABCDS";

/** The weaker of two grades: what is computed from estimates keeps the weakest grade. */
export function weakerGrade(a: EvidenceGrade, b: EvidenceGrade): EvidenceGrade {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** Mean and percentiles of one uncertain quantity; all in the unit that the owning field names. */
export interface Interval {
  readonly mean: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

/** A value with its unit, spread, grade of evidence and sources. */
export interface Estimate extends Interval {
  readonly unit: string;
  readonly evidence: EvidenceGrade;
  readonly sources: readonly string[];
}
