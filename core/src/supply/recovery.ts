import type { Mine } from "../datasets/usMetalMines/mine.ts";
import type { UnpublishedRecovery } from "./inputs.ts";

const lanthanides = new Set(["La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"]);

/** Symbols of the 14 lanthanides that occur in ore (no Pm), in order of atomic number. */
export const lanthanideSymbols: readonly string[] = [...lanthanides];

/** What is known of an element's recovery at a mine. */
export interface KnownRecovery {
  /** Fraction recovered, 0-1, where published; NaN otherwise. */
  readonly fraction: number;
  /** t a year made where only the amount is published; NaN otherwise. It is taken from what the ore holds. */
  readonly amountT: number;
  /** Made, but neither amount nor fraction is public. */
  readonly isUnpublished: boolean;
  /** t a year as published, for display; null = made, amount not public; undefined = none known. */
  readonly publishedT: number | null | undefined;
}

/**
 * Recovery of an element at a mine from the published fraction, else the amount. A recovery of total rare-earth oxide
 * (TREO) stands for each lanthanide and yttrium. Streams with own recoveries are weighted by the metal in their feed.
 * Iron of pellet plants is given by amount only: their head grade and recovery count magnetite iron, not all iron.
 */
export function knownRecovery(mine: Mine, element: string): KnownRecovery {
  const publishedT = published(mine, element);
  const streamT = streamAmountT(mine, element);
  const isPelletIron = element === "Fe" && mine.processRoute === "pellet plant";
  const fraction = isPelletIron ? Number.NaN : fractionOf(mine, element);
  if (!Number.isNaN(fraction)) return { fraction, amountT: Number.NaN, isUnpublished: false, publishedT };
  if (typeof publishedT === "number") return { fraction, amountT: publishedT, isUnpublished: false, publishedT };
  if (publishedT === undefined && streamT > 0) return { fraction, amountT: streamT, isUnpublished: false, publishedT };
  return { fraction, amountT: Number.NaN, isUnpublished: publishedT === null, publishedT };
}

/** t a year recovered in the streams that give both grade and recovery; 0 where none does. */
function streamAmountT(mine: Mine, element: string): number {
  let amountT = 0;
  for (const stream of mine.streams)
    amountT += stream.oreT * (stream.gradesPpm[element] ?? 0) * (stream.recoveries[element] ?? 0) * 1e-6;
  return amountT;
}

/** The published knowledge under a chosen reading of unpublished amounts. */
export function readUnpublished(known: KnownRecovery, reading: UnpublishedRecovery): KnownRecovery {
  if (!known.isUnpublished || reading === "interval") return known;
  return { ...known, fraction: reading === "all" ? 1 : Number.NaN, isUnpublished: false };
}

function published(mine: Mine, element: string): number | null | undefined {
  if (element in mine.mainProductsT) return mine.mainProductsT[element];
  return mine.byproductsT[element];
}

function fractionOf(mine: Mine, element: string): number {
  const own = mine.recoveries[element];
  if (own !== undefined) return own;
  const group = mine.recoveries["TREO"];
  if (group !== undefined && (lanthanides.has(element) || element === "Y")) return group;
  let feed = 0;
  let recovered = 0;
  for (const stream of mine.streams) {
    const grade = stream.gradesPpm[element];
    const recovery = stream.recoveries[element];
    // A stream without its own figures leaves the fraction of the whole unknown: the amount is used then.
    if (grade === undefined || recovery === undefined) return Number.NaN;
    feed += stream.oreT * grade;
    recovered += stream.oreT * grade * recovery;
  }
  return feed > 0 ? recovered / feed : Number.NaN;
}
