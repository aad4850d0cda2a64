import type { ElementResult, MineResult } from "../api/documents.ts";
import type { MapMeasure, MapSearch } from "../app/search.ts";

/** A mine with the number that sizes its circle. */
export interface MineMark {
  readonly mine: MineResult;
  /** In the unit of the measure; null where it cannot be told. */
  readonly value: number | null;
  /** Share of the national total of the element, 0-1. */
  readonly share: number;
}

export const measureNames: Readonly<Record<MapMeasure, { readonly name: string; readonly unit: string }>> = {
  mass: { name: "Mass", unit: "t/yr" },
  value: { name: "Gross value", unit: "USD/yr" },
  imports: { name: "Share of imports", unit: "% of imports" },
};

const kgPerTonne = 1000;

/** Expected mass, gross value or share of imports of one element at each mine, largest first. */
export function mineMarks(mines: readonly MineResult[], element: ElementResult, measure: MapMeasure): MineMark[] {
  const shares = new Map(element.topMines.map((mine) => [mine.id, mine.share]));
  const imports = element.importsT.value;
  const factor =
    measure === "mass"
      ? 1
      : measure === "value"
        ? scaleOf(element.usdPerKg, kgPerTonne)
        : imports !== null && imports > 0
          ? 100 / imports
          : null;
  return mines
    .map((mine) => {
      const share = shares.get(mine.id) ?? 0;
      return { mine, share, value: factor === null ? null : share * element.unrecoveredT.mean * factor };
    })
    .sort((a, b) => b.share - a.share);
}

function scaleOf(price: number | null, factor: number): number | null {
  return price === null ? null : price * factor;
}

/** Mines that pass the filters of the address. */
export function filterMines(mines: readonly MineResult[], search: MapSearch): MineResult[] {
  return mines.filter(
    (mine) =>
      (search.class === undefined || mine.mineClass === search.class) &&
      (search.state === undefined || mine.state === search.state) &&
      (search.product === undefined || mine.products.includes(search.product)),
  );
}

/** Distinct words of a list in alphabetical order. */
export function distinct(words: Iterable<string>): string[] {
  return [...new Set(words)].sort((a, b) => a.localeCompare(b, "en"));
}

/** Families of main products on the map: fills that keep apart for colour-blind readers, after Okabe and Ito (2008). */
export const mineFamilies = [
  { name: "Copper", fill: "#d55e00", match: /^(copper|Cu)$/i },
  { name: "Gold, silver", fill: "#e6a700", match: /^(gold|silver|Au|Ag)$/i },
  { name: "Iron", fill: "#0072b2", match: /^(iron|Fe)$/i },
  { name: "Zinc, lead", fill: "#009e73", match: /^(zinc|lead|Zn|Pb)$/i },
  { name: "Other", fill: "#a04d8a", match: /./ },
] as const;

/** Fill of a mine by its main commodity. */
export function mineFill(mainCommodity: string): string {
  return mineFamilies.find(({ match }) => match.test(mainCommodity))?.fill ?? "#a04d8a";
}
