import type { FlowsheetRisk, OutcomeBand } from "@relode/core/process";
import { bandBars } from "../plot/bandBars.ts";
import { shareBars } from "../plot/shareBars.ts";

/** Rows of a picture; all are in the tables. */
const mostBars = 30;
const mostShares = 8;
/** Results of which the shares are drawn: those with the largest relative spread. */
const mostExplained = 6;

/** Recoveries worth a line: not nearly nothing, nearly all, water or air. */
export function toldRecoveries({ outcomes }: FlowsheetRisk): OutcomeBand[] {
  return outcomes.filter(
    ({ kind, id, base }) => kind === "recovery" && base > 0.005 && base < 0.9995 && !/^recovery\.[HON]\./.test(id),
  );
}

/** Recoveries by outlet, the widest bands first, in per cent of what enters; null where there is none. */
export function recoveryPicture(risk: FlowsheetRisk, widthPx: number): string | null {
  const rows = toldRecoveries(risk)
    .toSorted((a, b) => b.p95 - b.p05 - (a.p95 - a.p05))
    .slice(0, mostBars)
    .map(({ what, p05, p50, p95, base }) => ({
      label: what,
      p05: 100 * p05,
      p50: 100 * p50,
      p95: 100 * p95,
      base: 100 * base,
    }));
  if (rows.length === 0) return null;
  return bandBars(rows, {
    widthPx,
    title: `Recoveries of ${risk.name}`,
    desc: `Share of what enters that leaves with each outlet, modelled: P5, median and P95 of ${risk.solved} solved draws, with the value at the figures of the file`,
    axisTitle: "Recovery, % of what enters (modelled)",
    unit: "%",
    domain: [0, 100],
  });
}

/** Rows about the results with the largest relative spread, these first: there the question is asked. */
export function widest<T extends { readonly outcome: string }>(
  { outcomes }: FlowsheetRisk,
  rows: readonly T[],
  most: number,
): T[] {
  const spread = new Map(outcomes.map(({ id, sd, mean }) => [id, mean === 0 ? 0 : sd / Math.abs(mean)]));
  return rows.toSorted((a, b) => (spread.get(b.outcome) ?? 0) - (spread.get(a.outcome) ?? 0)).slice(0, most);
}

/** Results whose spread is explained, those with the largest relative spread first. */
export function widestRanks(risk: FlowsheetRisk, most = mostExplained): FlowsheetRisk["ranks"][number][] {
  return widest(risk, risk.ranks, most);
}

/** Shares of rank variance of one result by figure, strongest first. */
export function rankPicture(risk: FlowsheetRisk, rank: FlowsheetRisk["ranks"][number], widthPx: number): string {
  const what = risk.outcomes.find(({ id }) => id === rank.outcome)?.what ?? rank.outcome;
  return shareBars(
    rank.shares.slice(0, mostShares).map(({ key, coefficient, share }) => ({
      label: `${coefficient < 0 ? "−" : "+"} ${key}`,
      share,
    })),
    {
      widthPx,
      title: `Where the spread of ${what} comes from`,
      desc: `Squared rank regression coefficients of ${what}, with the sign of the effect, from ${risk.solved} solved draws`,
    },
  );
}

/** Words of a result as part of a file name. */
export const pictureWord = (words: string) => words.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "all";
