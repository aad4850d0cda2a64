import type { ElementResult } from "../api/documents.ts";
import type { MapMeasure } from "../app/search.ts";
import { figureWords, formatQuantity } from "../parts/words.ts";

/** One mine's value in words with its unit, or why there is none. */
export function measureWords(value: number | null, measure: MapMeasure, element: ElementResult): string {
  if (value === null)
    return measure === "value" ? "no price published" : `imports: ${figureWords(element.importsT, "t")}`;
  if (measure === "value") return `$${formatQuantity(value)}/yr`;
  return measure === "mass" ? `${formatQuantity(value)} t/yr` : `${formatQuantity(value)} %`;
}
