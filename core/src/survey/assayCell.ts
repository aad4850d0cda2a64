/** What an assay cell says; limits and values in the unit of the file. */
export type AssayCell =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "below"; readonly limit: number }
  /** `>10000`: at least that much. */
  | { readonly kind: "above"; readonly limit: number }
  | { readonly kind: "not-measured"; readonly reason: "blank" | "word" | "sentinel" }
  /** Below detection without a limit anywhere. */
  | { readonly kind: "no-limit" }
  | { readonly kind: "unreadable" };

export interface AssayCellRule {
  /** How a negative number is meant: minus the detection limit, or an error. */
  readonly negative: "detection-limit" | "error";
  /** Limit for words such as `BDL`, and for negative codes such as -1 where `negativeIsCode`; null where not declared. */
  readonly detectionLimit: number | null;
  /** True: a negative number is a mere flag and the declared limit counts, not its size. */
  readonly negativeIsCode: boolean;
  /** Numbers that mean "not measured". */
  readonly sentinels: readonly number[];
}

/** Numbers that databases write for "no value"; declared per file, these are the usual ones. */
export const usualSentinels: readonly number[] = [-9, -99, -999, -9999, -99999, -999.25, -888, -777, 1e30, 1e31];

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const notMeasuredWords = /^(na|n\/a|n\.a\.?|ns|nss|is|lnr|null|nan|-|--|\*|not assayed|not analysed|no sample)$/i;
const belowWords = /^(bdl|<dl|<lod|<loq|nd|n\.d\.?|b\.d\.?l?\.?|tr|trace|below detection)$/i;

/** Reads one cell of an assay column; nothing is converted or repaired. */
export function readAssayCell(text: string, rule: AssayCellRule): AssayCell {
  const cell = text.trim();
  if (cell === "") return { kind: "not-measured", reason: "blank" };
  const sign = cell[0];
  if (sign === "<" || sign === ">") {
    const limit = cell.slice(1).replace(/^=/, "").trim();
    const number = Number(limit);
    if (!decimal.test(limit) || !(number > 0) || !Number.isFinite(number))
      return belowWords.test(cell) ? belowByDeclaration(rule) : { kind: "unreadable" };
    return { kind: sign === "<" ? "below" : "above", limit: number };
  }
  if (notMeasuredWords.test(cell)) return { kind: "not-measured", reason: "word" };
  if (belowWords.test(cell)) return belowByDeclaration(rule);
  if (!decimal.test(cell)) return { kind: "unreadable" };
  const value = Number(cell);
  if (!Number.isFinite(value)) return { kind: "unreadable" };
  if (rule.sentinels.includes(value)) return { kind: "not-measured", reason: "sentinel" };
  if (value >= 0) return { kind: "value", value };
  if (rule.negative === "error") return { kind: "unreadable" };
  return rule.negativeIsCode ? belowByDeclaration(rule) : { kind: "below", limit: -value };
}

function belowByDeclaration({ detectionLimit }: AssayCellRule): AssayCell {
  return detectionLimit === null ? { kind: "no-limit" } : { kind: "below", limit: detectionLimit };
}
