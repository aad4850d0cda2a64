import type { ResourceDocument } from "@relode/core/resource";
import { type Html, html, htmlTable } from "./html.ts";
import { figure } from "./resourceFigure.ts";

/** Whole holes left out and estimated from the others. */
export function validationBody({ validation }: ResourceDocument): Html {
  return htmlTable(
    "Whole holes left out and estimated from the others",
    [
      { head: "Domain", cell: ({ domain }) => domain },
      { head: "Variable", cell: ({ variable }) => variable },
      { head: "Composites", align: "right", cell: ({ n }) => String(n) },
      { head: "Mean error", align: "right", cell: ({ meanError, unit }) => `${figure(meanError, 3)} ${unit}` },
      {
        head: "RMS error",
        align: "right",
        cell: ({ rootMeanSquaredError, unit }) => `${figure(rootMeanSquaredError, 3)} ${unit}`,
      },
      { head: "Correlation", align: "right", cell: ({ correlation }) => figure(correlation, 2) },
      {
        head: "Error² over kriging variance",
        unit: "1 is right",
        align: "right",
        cell: ({ meanSquaredDeviationRatio }) => figure(meanSquaredDeviationRatio, 3),
      },
      {
        head: "Within the 90 % interval",
        unit: "%",
        align: "right",
        cell: ({ accuracy }) => figure(100 * (accuracy[8]?.found ?? Number.NaN), 3),
      },
    ],
    validation,
  );
}

/** Classes that the project's own rule proposes, and what the rule saw. */
export function classBody({ classification }: ResourceDocument): Html {
  if (classification === null) return html`<p>No classes are proposed.</p>`;
  const grades = Object.keys(classification.classes[0]?.meanGrade ?? {});
  return html`<p>Rule: ${classification.rule}. Limits: ${classification.basis}. A proposal: the competent person decides, and looks at continuity, data quality and economic prospects, which no rule sees.</p>
${htmlTable(
  "Tonnes by proposed class",
  [
    { head: "Class", cell: (row) => row.class },
    { head: "Blocks", align: "right", cell: ({ blocks }) => String(blocks) },
    {
      head: "Kriged dry tonnes",
      unit: "t; for intervals see the whole body",
      align: "right",
      cell: ({ massDryTonnes }) => figure(massDryTonnes),
    },
    ...grades.map((name) => ({
      head: name.replace("_ppm", ""),
      unit: "ppm",
      align: "right" as const,
      cell: (row: (typeof classification.classes)[number]) => figure(row.meanGrade[name]),
    })),
  ],
  classification.classes,
)}${htmlTable(
  "What the rule saw",
  [
    { head: "Class", cell: (row) => row.class },
    { head: "Measure", cell: ({ measure }) => measure, wraps: true },
    { head: "Unit", cell: ({ unit }) => unit },
    { head: "Least", align: "right", cell: ({ least }) => figure(least, 3) },
    { head: "Mean", align: "right", cell: ({ mean }) => figure(mean, 3) },
    { head: "Greatest", align: "right", cell: ({ greatest }) => figure(greatest, 3) },
  ],
  classification.evidence,
)}`;
}

/** Control samples and findings in the data. */
export function qualityBody({ quality, issues }: ResourceDocument): Html {
  return html`${htmlTable(
    "Control samples of the laboratory",
    [
      { head: "Kind", cell: ({ kind }) => kind },
      { head: "Substance", cell: ({ substance }) => substance },
      { head: "Results", align: "right", cell: ({ n }) => String(n) },
      { head: "Verdict", cell: ({ verdict }) => verdict, wraps: true },
    ],
    quality,
  )}${htmlTable(
    "Findings (errors and warnings; notes are in the JSON)",
    [
      { head: "Severity", cell: ({ severity }) => severity },
      { head: "Code", cell: ({ code }) => code },
      { head: "Where", cell: ({ path }) => path, wraps: true },
      { head: "What", cell: ({ message }) => message, wraps: true },
    ],
    issues.filter(({ severity }) => severity !== "info").slice(0, 200),
  )}`;
}

/** Methods, files read and columns written. */
export function methodBody({ methods, manifest, columns }: ResourceDocument): Html {
  return html`<dl class="facts">${Object.entries(methods).map(([what, how]) => html`<dt>${what}</dt><dd>${how}</dd>`)}</dl>
${htmlTable(
  "Files read",
  [
    { head: "File", cell: ({ name }) => name },
    { head: "SHA-256", cell: ({ sha256 }) => html`<span class="sha">${sha256}</span>`, wraps: true },
  ],
  manifest.inputs,
)}${htmlTable(
  "Columns of the block table",
  [
    { head: "Column", cell: ({ name }) => name },
    { head: "Unit", cell: ({ unit }) => unit },
    { head: "What", cell: ({ note }) => note, wraps: true },
  ],
  columns,
)}`;
}
