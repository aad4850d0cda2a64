import type { ReportDocument } from "./document.ts";
import { elementSection, thresholdSection } from "./elementSections.ts";
import { headlineSection, questionSection, rockSection } from "./headlineSections.ts";
import { html, nothing } from "./html.ts";
import { mineSection, samplingSection, spreadSection } from "./mineSections.ts";
import { claimsSection, dataSection, issuesSection, manifestSection, methodSection } from "./provenanceSections.ts";
import { reportStyle } from "./reportStyle.ts";
import { sourceNumbers } from "./sourceNumbers.ts";
import { countText, integerText } from "./figures.ts";

/**
 * The whole screening as one printable page: no script, no font, picture or style from elsewhere.
 * It reads on a phone, on a desk and on A4; every figure carries unit, range, grade of evidence and source.
 *
 * @param document result, findings and manifest; with verdicts, table descriptions and state outlines where at hand
 */
export function reportHtml(document: ReportDocument): string {
  const { result, manifest } = document;
  const numbers = sourceNumbers(result);
  const sections = [
    questionSection(document),
    headlineSection(document),
    rockSection(document, numbers),
    elementSection(document, numbers),
    thresholdSection(document, numbers),
    mineSection(document, numbers),
    spreadSection(document, numbers),
    samplingSection(document),
    claimsSection(document),
    dataSection(document, numbers),
    methodSection(document),
    issuesSection(document),
    manifestSection(document),
  ];
  const title = "What US metal mines dig up and do not recover";
  const isSynthetic = result.elements.some((element) => element.evidenceMix.S > 0);
  const page = html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Relode ${manifest.version}"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>${{ html: reportStyle }}</style></head>
<body><header><p class="kicker">Relode · National by-product screening</p><h1>${title}</h1>
<p class="run">Relode ${manifest.version}; ${result.geochemistry === "priors" ? "concentrations from priors" : "concentrations from ore samples and priors"}; market edition ${result.edition}; ${countText(result.draws)} draws, seed ${integerText(manifest.seed)}; finished ${manifest.finishedAt.slice(0, 10)}.</p>
${isSynthetic ? html`<p class="warn"><strong>Synthetic samples.</strong> This run used generated ore samples (evidence S). It shows that the method works; no figure here is a finding.</p>` : nothing}
<nav aria-label="Contents"><ol>${sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}</ol></nav></header>
<main>${sections.map(
    (
      section,
      i,
    ) => html`<section id="${section.id}" aria-labelledby="${section.id}-title"><h2 id="${section.id}-title"><span class="n">${String(i + 1)}</span>${section.title}</h2>
${section.body}</section>
`,
  )}</main>
<footer><p>Computed by Relode ${manifest.version} (Apache-2.0). Modelled figures are modelled: they guide where to sample, they do not replace a sample.</p></footer></body></html>
`;
  return page.html;
}
