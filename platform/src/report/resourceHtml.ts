import type { Interval } from "@relode/core/evidence";
import type { ResourceDocument, ResourceTotal } from "@relode/core/resource";
import { type Html, html, htmlFigure, htmlTable, nothing, type Section } from "./html.ts";
import { coverageWords } from "./promisedCoverage.ts";
import { reportStyle } from "./reportStyle.ts";
import type { ResourcePicture } from "./resourcePicture.ts";
import { type FoundPlan, resourcePlanSections } from "./resourcePlanSections.ts";

/** A number with four significant digits, thousands parted; an en dash where there is none. */
function figure(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return new Intl.NumberFormat("en-GB", { maximumSignificantDigits: digits }).format(value);
}

function band({ p05, p50, p95 }: Interval): string {
  return Number.isFinite(p50) ? `${figure(p50)} (${figure(p05)} – ${figure(p95)})` : "–";
}

/**
 * The whole resource as one printable page, with the plans made on it: no script, font, picture or style from elsewhere. Every number has a unit, an
 * interval or the words why not, and a source.
 */
export function resourceHtml(
  document: ResourceDocument,
  pictures: readonly ResourcePicture[],
  plans: readonly FoundPlan[] = [],
): string {
  const draw = (pattern: RegExp): Html[] =>
    pictures.filter(({ name }) => pattern.test(name)).map((picture) => htmlFigure(picture.caption, picture.draw));
  const sections: Section[] = [
    { id: "resource", title: "What is there", body: totalsBody(document) },
    ...(document.truth === null ? [] : [{ id: "truth", title: "Held against the truth", body: truthBody(document) }]),
    { id: "body", title: "Body, domains and samples", body: html`${bodyBody(document)}${draw(/^plan|^section/)}` },
    {
      id: "variograms",
      title: "Variograms and histograms",
      body: html`${variogramBody(document)}${draw(/^variogram|^histogram|^probability/)}`,
    },
    { id: "curves", title: "Tonnage above a cut-off", body: html`${curveBody(document)}${draw(/^grade-tonnage/)}` },
    {
      id: "validation",
      title: "Can the estimate be trusted?",
      body: html`${validationBody(document)}${draw(/^cross|^accuracy|^swath/)}`,
    },
    { id: "classes", title: "Proposal of classes", body: classBody(document) },
    ...(document.value === null ? [] : [{ id: "value", title: "Value: what was assumed", body: valueBody(document) }]),
    ...resourcePlanSections(plans),
    { id: "quality", title: "Quality control and findings in the data", body: qualityBody(document) },
    { id: "method", title: "Method and what repeats the run", body: methodBody(document) },
  ];
  const { manifest } = document;
  const warning =
    document.declared === "synthetic"
      ? html`<p class="warn"><strong>Synthetic data.</strong> The project declares its data synthetic: nothing on this page was measured anywhere. ${document.note}</p>`
      : nothing;
  const page = html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Relode ${manifest.version}"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${document.name}: resource</title><style>${{ html: reportStyle }}</style></head>
<body><header><p class="kicker">Relode · Resource estimate</p><h1>${document.name}</h1>
<p class="run">${String(document.blocksInBody)} blocks of ${document.grid.sizeM.join(" × ")} m in the body, ${String(document.realisations)} realisations, seed ${String(document.seed)}; coordinates: ${document.crs.epsg === null ? document.crs.note : `EPSG:${document.crs.epsg}`}; finished ${manifest.finishedAt.slice(0, 10)}.</p>
${warning}
<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav></header>
<main>${sections.map(
    (
      { id, title, body },
      i,
    ) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title"><span class="n">${String(i + 1)}</span>${title}</h2>
${body}</section>
`,
  )}</main>
<footer><p>Computed by Relode ${manifest.version} (Apache-2.0). An estimate is no statement under a reporting code: a competent person decides on classes and signs.</p></footer></body></html>
`;
  return page.html;
}

function totalsBody({ totals, realisations }: ResourceDocument): Html {
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

function truthBody({ truth }: ResourceDocument): Html {
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

function bodyBody({ body, domains }: ResourceDocument): Html {
  const check =
    body.baseCheck === null
      ? "No hole logs natural ground, so the base surface could not be checked."
      : `In ${body.baseCheck.holes} holes the logged base lies ${figure(body.baseCheck.meanM, 2)} m from the surface on average (sd ${figure(body.baseCheck.sdM, 2)} m).`;
  return html`<p>Volume between the surfaces: ${figure(body.volumeM3)} m³, standard error ${figure(body.volumeSigmaM3, 2)} m³ from the declared errors of the two surfaces. ${check} Median spacing of ${String(body.holes)} holes: ${figure(body.spacingM, 3)} m.</p>
${htmlTable(
  "Domains",
  [
    { head: "Domain", cell: ({ name }) => name },
    { head: "Composites", align: "right", cell: ({ samples }) => String(samples) },
    { head: "Holes", align: "right", cell: ({ holes }) => String(holes) },
    { head: "Volume", unit: "m³", align: "right", cell: ({ volumeM3 }) => figure(volumeM3) },
    { head: "Layers follow", cell: ({ layers }) => layers },
    {
      head: "Search radii",
      unit: "m",
      align: "right",
      cell: ({ search }) => search.radiiM.map((r) => figure(r, 3)).join(" × "),
    },
    {
      head: "Holes in its lower contact",
      align: "right",
      cell: ({ contactHoles }) => (contactHoles > 0 ? String(contactHoles) : "–"),
    },
  ],
  domains,
)}`;
}

function variogramBody({ variograms }: ResourceDocument): Html {
  return htmlTable(
    "Models, with the verdict on each",
    [
      { head: "Domain", cell: ({ domain }) => domain },
      { head: "Of", cell: ({ variable, of }) => `${variable}, ${of}`, wraps: true },
      {
        head: "Nugget",
        unit: "share of the variance",
        align: "right",
        cell: ({ variogram: { model } }) =>
          figure(model.nugget / (model.nugget + model.structures.reduce((sum, s) => sum + s.sill, 0)), 2),
      },
      {
        head: "Structures",
        unit: "share; range along × across, m",
        cell: ({ variogram: { model }, variance }) =>
          model.structures
            .map(
              (s) =>
                `${s.type} ${figure(s.sill / variance, 2)}; ${figure(s.rangesM[0], 3)} × ${figure(s.rangesM[2], 2)}`,
            )
            .join(" + "),
        wraps: true,
      },
      {
        head: "Top cut",
        unit: "ppm",
        align: "right",
        cell: ({ topCutPpm, samplesCut }) => (topCutPpm === null ? "none" : `${figure(topCutPpm)} (${samplesCut} cut)`),
      },
      {
        head: "Verdict",
        cell: ({ variogram: { verdict, doubts } }) =>
          doubts.length === 0 ? verdict : `${verdict}: ${doubts.join("; ")}`,
        wraps: true,
      },
    ],
    variograms,
  );
}

function curveBody({ gradeTonnage }: ResourceDocument): Html {
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

function validationBody({ validation }: ResourceDocument): Html {
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

function classBody({ classification }: ResourceDocument): Html {
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

function valueBody({ value }: ResourceDocument): Html {
  if (value === null) return nothing;
  return html`<p>The column of value is net revenue of a dry tonne before mining and processing, from mean grades and:</p><ul>${value.assumptions.map((line) => html`<li>${line}</li>`)}</ul><p>None of these has an interval: they are assumptions of the project file. Run <code>relode resource optimise</code> to see what pays at other prices.</p>`;
}

function qualityBody({ quality, issues }: ResourceDocument): Html {
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

function methodBody({ methods, manifest, columns }: ResourceDocument): Html {
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
