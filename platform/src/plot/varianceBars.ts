import { shareBars } from "./shareBars.ts";
import type { PlotOptions } from "./svg.ts";

/** First-order shares of the variance of one total by what is uncertain; they sum to 1 with the interaction. */
export interface VarianceShares {
  readonly ore: number;
  readonly elementDoubt: number;
  readonly depositType: number;
  readonly mineGrade: number;
  readonly recovery: number;
  readonly interaction: number;
}

const names: readonly (readonly [keyof VarianceShares, string, string])[] = [
  ["ore", "Ore tonnage", "How much ore is processed"],
  ["elementDoubt", "Element, everywhere", "Doubt about the element that all deposit types share"],
  ["depositType", "Deposit type", "Typical grade of each deposit type"],
  ["mineGrade", "Single mine", "How a mine departs from its deposit type"],
  ["recovery", "Recovery", "How much is recovered already"],
  ["interaction", "Interaction", "What only moves in combination"],
];

/** Which quantity the spread of a total comes from, largest first, interaction last. */
export function varianceBars(shares: VarianceShares, options: PlotOptions): string {
  const rows = names.map(([key, label, note]) => ({ key, label, note, share: shares[key] }));
  const first = rows.filter((row) => row.key !== "interaction").sort((a, b) => b.share - a.share);
  const last = rows.filter((row) => row.key === "interaction");
  return shareBars([...first, ...last], options);
}
