import type { Issue, RunManifest } from "@relode/core/evidence";
import type { FlowsheetRisk, OutcomeBand } from "@relode/core/process";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { gradeMark } from "./evidenceHtml.ts";
import { type Html, html, htmlFigure, htmlTable, nothing } from "./html.ts";
import { rankPicture, recoveryPicture, toldRecoveries, widestRanks } from "./processRiskPictures.ts";
import { resultPage } from "./resultPage.ts";

/** Everything that `process risk` found, and the files written beside the page. */
export interface ProcessRiskReport {
  readonly risk: FlowsheetRisk;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
  readonly files: readonly string[];
}

/** The spread of a flowsheet's results as a printable page: bands, pictures, where the spread comes from, what was drawn. */
export function processRiskHtml({ risk, issues, manifest, files }: ProcessRiskReport): string {
  return resultPage({
    kicker: "Flowsheet: risk",
    title: risk.name,
    intro: `${risk.draws} draws: ${risk.solved} solved (${risk.solvedCold} of them only from nothing), ${risk.failed} not.`,
    warning: html`<strong>Modelled.</strong> No figure on this page is a measurement. The weakest grade of evidence among the laws is ${risk.evidence}. The bands are those of the figures declared uncertain; the form of the models is taken as true.`,
    sections: [
      { id: "recoveries", title: "Recoveries", body: recoveryBody(risk) },
      { id: "use", title: "Reagents, power, heat and streams", body: useBody(risk) },
      { id: "shares", title: "Where the spread comes from", body: sharesBody(risk) },
      { id: "drawn", title: "What was drawn", body: drawnBody(risk) },
    ],
    issues,
    manifest,
    method: [
      "Uncertain figures are drawn together by a Gaussian copula and the flowsheet is solved anew for each draw. Shares of ranks are squared standardised coefficients of a regression of ranks on the same draws; where they explain less than 70 % the result is not monotone in its figures, and Sobol shares (--sobol) are to be trusted instead. Equations and sources: docs/process.md.",
    ],
    files,
  });
}

function bandTable(caption: string, rows: readonly OutcomeBand[], scale = 1, unit?: string): Html {
  const number = (of: (one: OutcomeBand) => number) => (one: OutcomeBand) => formatQuantity(scale * of(one));
  return htmlTable(
    caption,
    [
      { head: "Result", cell: ({ what }) => what, wraps: true },
      { head: "Unit", cell: (one) => unit ?? one.unit },
      { head: "Base", align: "right", cell: number(({ base }) => base) },
      { head: "P5", align: "right", cell: number(({ p05 }) => p05) },
      { head: "P50", align: "right", cell: number(({ p50 }) => p50) },
      { head: "P95", align: "right", cell: number(({ p95 }) => p95) },
      {
        head: "Mean",
        unit: "± one standard error",
        align: "right",
        cell: (one) => `${formatQuantity(scale * one.mean)} ± ${formatQuantity(scale * one.standardError)}`,
      },
    ],
    rows,
  );
}

function recoveryBody(risk: FlowsheetRisk): Html {
  const isDrawn = recoveryPicture(risk, 680) !== null;
  return html`${
    isDrawn
      ? htmlFigure(
          `Share of what enters, by outlet, the widest bands first: P5 to P95 of ${risk.solved} draws, median, and the value at the figures of the file.`,
          (widthPx) => recoveryPicture(risk, widthPx) ?? "",
        )
      : nothing
  }${bandTable("Share of what enters, by outlet", toldRecoveries(risk), 100, "%")}`;
}

function useBody({ outcomes }: FlowsheetRisk): Html {
  return html`${bandTable(
    "Reagents, power and heat",
    outcomes.filter(({ kind }) => kind === "reagent" || kind === "duty"),
  )}${bandTable(
    "Streams",
    outcomes.filter(({ kind, id }) => kind === "stream" && id.endsWith(".totalTPerH")),
  )}<p>Flows of components, grades of products and results of units, each with its band, are in outcomes.csv.</p>`;
}

function sharesBody(risk: FlowsheetRisk): Html {
  const what = new Map(risk.outcomes.map(({ id, what: words }) => [id, words]));
  const rows = widestRanks(risk, 12).flatMap(({ outcome, explained, shares }) =>
    shares
      .filter(({ share }, at) => at === 0 || (at < 3 && share >= 0.01))
      .map((share) => ({ outcome, explained, share })),
  );
  return html`<p>Shares of the variance of ranks, from the same draws, with the sign of the effect; the results with the largest relative spread first. They have no standard error of their own: two shares that differ by less than some hundredths are alike.</p>${widestRanks(
    risk,
  ).map((rank) =>
    htmlFigure(
      `${what.get(rank.outcome) ?? rank.outcome}: ${formatPct(rank.explained)} of the variance of ranks is explained.`,
      (widthPx) => rankPicture(risk, rank, widthPx),
    ),
  )}${htmlTable(
    "Rank shares",
    [
      { head: "Result", cell: ({ outcome }) => what.get(outcome) ?? outcome, wraps: true },
      { head: "Figure", cell: ({ share }) => share.key, wraps: true },
      { head: "Effect", cell: ({ share }) => (share.coefficient < 0 ? "lowers" : "raises") },
      { head: "Share", align: "right", cell: ({ share }) => formatPct(share.share) },
      { head: "Explained in all", align: "right", cell: ({ explained }) => formatPct(explained) },
    ],
    rows,
  )}${sobolTable(risk, what)}`;
}

function sobolTable({ sobol }: FlowsheetRisk, what: ReadonlyMap<string, string>): Html {
  if (sobol === null) return html`<p class="none">Sobol shares: not asked for (--sobol).</p>`;
  const value = (one: number, error: number) => `${one.toFixed(2)} ± ${error.toFixed(2)}`;
  return htmlTable(
    `Sobol shares of variance from ${sobol.runs} runs, figures taken as independent`,
    [
      { head: "Result", cell: ({ outcome }) => what.get(outcome) ?? outcome, wraps: true },
      { head: "Figure", cell: ({ share }) => share.key, wraps: true },
      {
        head: "First",
        unit: "± one standard error",
        align: "right",
        cell: ({ share }) => value(share.first, share.firstError),
      },
      {
        head: "Total",
        unit: "± one standard error",
        align: "right",
        cell: ({ share }) => value(share.total, share.totalError),
      },
    ],
    sobol.outcomes.flatMap(({ outcome, shares }) =>
      shares
        .filter(({ total }) => total >= 0.01)
        .toSorted((a, b) => b.total - a.total)
        .slice(0, 3)
        .map((share) => ({ outcome, share })),
    ),
  );
}

function drawnBody({ quantities, correlations }: FlowsheetRisk): Html {
  return html`${htmlTable(
    "Figures drawn",
    [
      { head: "Figure", cell: ({ name }) => name, wraps: true },
      { head: "Unit", cell: ({ unit }) => unit, wraps: true },
      { head: "Base", align: "right", cell: ({ base }) => formatQuantity(base) },
      { head: "P5", align: "right", cell: ({ drawn }) => formatQuantity(drawn.p05) },
      { head: "P95", align: "right", cell: ({ drawn }) => formatQuantity(drawn.p95) },
      { head: "Law", cell: ({ law }) => law, wraps: true },
      { head: "Grade", cell: ({ grade }) => gradeMark(grade) },
      { head: "Source", cell: ({ source }) => source || "not given by the file", wraps: true },
    ],
    quantities,
  )}${
    correlations.length === 0
      ? html`<p>No correlations are declared: figures are drawn independently.</p>`
      : htmlTable(
          "Correlations declared",
          [
            { head: "Of", cell: ({ a }) => a },
            { head: "With", cell: ({ b }) => b },
            { head: "Correlation", align: "right", cell: ({ correlation }) => correlation.toFixed(2) },
          ],
          correlations,
        )
  }`;
}
