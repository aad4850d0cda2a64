import type { ResourceDocument, ResourceTotal } from "@relode/core/resource";
import { type Html, html, htmlTable, nothing } from "./html.ts";
import { coverageWords } from "./promisedCoverage.ts";
import { band, figure } from "./resourceFigure.ts";

/** Tonnes and metal of the body and of its domains, with their intervals. */
export function totalsBody({ totals, realisations }: ResourceDocument): Html {
  const note =
    realisations > 0
      ? html`<p>Median of ${String(realisations)} realisations, with their P5 and P95 in brackets: ${coverageWords(realisations)}. Variogram, mean and sill of each domain are drawn anew, so their doubt is in the interval; a bias of laboratory, sampling or density is not. On synthetic ponds with known truth, errors of the metal in single domains were 0.6 to 1.5 times the stated spread, 1 being right (docs/resource.md). Tonnes are dry and in place unless a row says wet: wet tonnes are the same material with its water, and are never added to dry ones; no recovery, loss or dilution is applied. Source: the run itself, from the files listed at the end.</p>`
      : html`<p>No realisations were asked for, so no interval can be given.</p>`;
  const table = (rows: readonly ResourceTotal[], caption: string) =>
    htmlTable(
      caption,
      [
        {
          head: "Quantity",
          cell: ({ quantity, variable }) =>
            `${quantity}${variable === null ? "" : `, ${variable.replace("_ppm", "")}`}`,
        },
        { head: "Unit", cell: ({ unit }) => unit },
        { head: "Median (P5 – P95)", align: "right", cell: ({ interval }) => band(interval) },
        { head: "Mean", align: "right", cell: ({ interval }) => figure(interval.mean) },
        { head: "Kriged model", align: "right", cell: ({ estimate }) => figure(estimate) },
      ],
      rows,
    );
  const names = [...new Set(totals.map(({ of }) => of))];
  return html`${note}${names.map((name) =>
    table(
      totals.filter(({ of }) => of === name),
      name === "body" ? "The whole body" : `Domain: ${name}`,
    ),
  )}`;
}

/** Totals and blocks of a synthetic body held against its known truth. */
export function truthBody({ truth }: ResourceDocument): Html {
  if (truth === null) return nothing;
  return html`<p><strong>${String(truth.covered)} of ${String(truth.compared)}</strong> totals of the synthetic body lie within their P5–P95; ${figure(0.9 * truth.compared, 3)} are expected if the intervals are right. The totals are correlated, so one pond says little: see docs/resource.md for the count over many. The truth was read after the estimate and changed nothing in it.</p>
${htmlTable(
  "Totals against their truth",
  [
    { head: "Quantity", cell: ({ what }) => what },
    { head: "Unit", cell: ({ unit }) => unit },
    { head: "Truth", align: "right", cell: ({ truth: value }) => figure(value) },
    { head: "Median (P5 – P95)", align: "right", cell: ({ interval }) => band(interval) },
    {
      head: "Error of the mean",
      unit: "%",
      align: "right",
      cell: ({ relativeError }) => figure(100 * relativeError, 2),
    },
    { head: "Covered", cell: ({ isCovered }) => (isCovered ? "yes" : "no") },
  ],
  truth.rows,
)}${htmlTable(
  "Blocks against their truth",
  [
    { head: "Variable", cell: ({ variable }) => variable },
    { head: "Blocks", align: "right", cell: ({ blocks }) => String(blocks) },
    {
      head: "Within P5–P95",
      unit: "%, 90 is right",
      align: "right",
      cell: ({ shareCovered }) => figure(100 * shareCovered, 3),
    },
    { head: "Mean error", unit: "ppm", align: "right", cell: ({ meanErrorPpm }) => figure(meanErrorPpm, 3) },
    {
      head: "RMS error",
      unit: "ppm",
      align: "right",
      cell: ({ rootMeanSquaredErrorPpm }) => figure(rootMeanSquaredErrorPpm, 3),
    },
    { head: "Correlation", align: "right", cell: ({ correlation }) => figure(correlation, 3) },
  ],
  truth.blocks,
)}`;
}

/** Tonnage, grade and metal above each cut-off. */
export function curveBody({ gradeTonnage }: ResourceDocument): Html {
  return html`${gradeTonnage.map(({ variable, points }) =>
    htmlTable(
      `At or above a cut-off of ${variable.replace("_ppm", "")}`,
      [
        { head: "Cut-off", unit: "ppm", align: "right", cell: ({ cutoffPpm }) => figure(cutoffPpm) },
        {
          head: "Dry tonnes",
          unit: "t, median (P5 – P95)",
          align: "right",
          cell: ({ massDryTonnes }) => band(massDryTonnes),
        },
        {
          head: "Mean grade",
          unit: "ppm, median (P5 – P95)",
          align: "right",
          cell: ({ meanGradePpm }) => band(meanGradePpm),
        },
        { head: "Metal", unit: "t, median (P5 – P95)", align: "right", cell: ({ metalTonnes }) => band(metalTonnes) },
        { head: "Kriged model", unit: "t dry", align: "right", cell: ({ naive }) => figure(naive?.massDryTonnes) },
      ],
      points,
    ),
  )}`;
}

/** What the column of value assumes. */
export function valueBody({ value }: ResourceDocument): Html {
  if (value === null) return nothing;
  return html`<p>The column of value is net revenue of a dry tonne before mining and processing, from mean grades and:</p><ul>${value.assumptions.map((line) => html`<li>${line}</li>`)}</ul><p>None of these has an interval: they are assumptions of the project file. Run <code>relode resource optimise</code> to see what pays at other prices.</p>`;
}
