import type { ScreeningResult } from "@relode/core/supply";

/** Sources of a report in order of first mention, each with the number that stands beside the figures. */
export interface SourceNumbers {
  readonly list: readonly string[];
  /** `1, 3–5` for the sources of one figure; a dash where none is named. */
  readonly cite: (sources: readonly string[]) => string;
}

/** Numbers the sources of all elements and mines. */
export function sourceNumbers(result: ScreeningResult): SourceNumbers {
  const numbers = new Map<string, number>();
  const note = (source: string) => {
    const words = source.trim();
    if (words !== "" && !numbers.has(words)) numbers.set(words, numbers.size + 1);
  };
  for (const element of result.elements) element.sources.forEach(note);
  for (const mine of result.mines) note(mine.sources);
  return {
    list: [...numbers.keys()],
    cite: (sources) => runs(sources.map((source) => numbers.get(source.trim()) ?? 0).filter((number) => number > 0)),
  };
}

/** Numbers as runs: 1, 3, 4, 5 gives `1, 3–5`. */
export function runs(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  if (sorted.length === 0) return "–";
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (j + 1 < sorted.length && sorted[j + 1] === (sorted[j] ?? 0) + 1) j++;
    const first = sorted[i];
    const last = sorted[j];
    parts.push(j === i ? `${first}` : j === i + 1 ? `${first}, ${last}` : `${first}–${last}`);
    i = j + 1;
  }
  return parts.join(", ");
}
