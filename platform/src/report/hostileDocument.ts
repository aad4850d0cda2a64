import type { ScreeningResult } from "@relode/core/supply";

/**
 * A copy of a document in which every number is replaced by what `replace` gives, in order of appearance; for tests that no
 * figure, however broken, shows a word of the machine.
 */
export function withNumbers<T>(document: T, replace: () => number | null): T {
  const copy = (value: unknown): unknown => {
    if (typeof value === "number") return replace();
    if (Array.isArray(value)) return value.map(copy);
    if (value !== null && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
    return value;
  };
  return copy(document) as T;
}

/** A result in which everything that may be null is null and every list is empty. */
export function emptied(result: ScreeningResult): ScreeningResult {
  return {
    ...result,
    elements: result.elements.map((element) => ({
      ...element,
      recoveryToReplaceImports: null,
      recoveryToReplaceNetImports: null,
      recoveryToMeetConsumption: null,
      relianceAfter: [],
      grossValueUsd: null,
      usdPerKg: null,
      concentration: null,
      onCriticalLists: [],
      topMines: [],
      byMineClass: [],
      byState: [],
      sources: [],
      importsT: { value: null, printed: "", lower: null, upper: null },
    })),
    mines: result.mines.map((mine) => ({
      ...mine,
      elements: {},
      products: [],
      streams: [],
      mainProductValueUsd: null,
      sources: "",
      note: "",
    })),
  };
}
