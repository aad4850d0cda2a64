import type { Interval } from "@relode/core/evidence";
import type { ElementResult } from "../api/documents.ts";

/** What applies to both scenarios. */
export interface Assumptions {
  /** Fraction of the discarded mass, 0-1. */
  readonly recovery: number;
  /** Imports as a multiple of the published. */
  readonly demand: number;
  /** Prices as a multiple of the edition's. */
  readonly price: number;
}

/** One element in one scenario. */
export interface Side {
  readonly discardedT: Interval;
  /** Share of (scaled) imports that the recovered median covers, 0-1 and above; null where imports are not published. */
  readonly importsCovered: number | null;
  /** USD a year, expected, of the recovered mass; null without a price. */
  readonly valueUsd: number | null;
}

export interface CompareRow {
  readonly symbol: string;
  readonly name: string;
  readonly a: Side;
  readonly b: Side;
  /** Expected discarded mass of B over A. */
  readonly ratio: number;
}

/** Elements that both scenarios hold, with recovery, demand and price applied; largest imports covered in A first. */
export function compareElements(
  a: readonly ElementResult[],
  b: readonly ElementResult[],
  assumptions: Assumptions,
): CompareRow[] {
  const others = new Map(b.map((element) => [element.symbol, element]));
  return a
    .flatMap((element) => {
      const other = others.get(element.symbol);
      if (other === undefined) return [];
      const ratio = element.unrecoveredT.mean > 0 ? other.unrecoveredT.mean / element.unrecoveredT.mean : Number.NaN;
      return [
        {
          symbol: element.symbol,
          name: element.name,
          a: side(element, assumptions),
          b: side(other, assumptions),
          ratio,
        },
      ];
    })
    .sort((x, y) => (y.a.importsCovered ?? -1) - (x.a.importsCovered ?? -1));
}

function side(element: ElementResult, { recovery, demand, price }: Assumptions): Side {
  const imports = element.importsT.value;
  return {
    discardedT: element.unrecoveredT,
    importsCovered: imports !== null && imports > 0 ? (recovery * element.unrecoveredT.p50) / (imports * demand) : null,
    valueUsd: element.grossValueUsd === null ? null : element.grossValueUsd.mean * recovery * price,
  };
}
