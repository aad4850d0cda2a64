import type { ResourceDocument } from "@relode/core/resource";
import { type Html, html, htmlFigure, nothing, type Section } from "./html.ts";
import { reportStyle } from "./reportStyle.ts";
import { bodyBody, variogramBody } from "./resourceBodySections.ts";
import type { ResourcePicture } from "./resourcePicture.ts";
import { type FoundPlan, resourcePlanSections } from "./resourcePlanSections.ts";
import { curveBody, totalsBody, truthBody, valueBody } from "./resourceTotalSections.ts";
import { classBody, methodBody, qualityBody, validationBody } from "./resourceTrustSections.ts";

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
