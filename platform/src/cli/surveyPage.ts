import { type Html, html, htmlFigure, type Section } from "../report/html.ts";
import { reportStyle } from "../report/reportStyle.ts";
import { softwareVersion } from "./version.ts";

/** A picture with its words; drawn at the width of its place. */
export interface SurveyPicture {
  readonly name: string;
  readonly caption: string;
  readonly draw: (widthPx: number) => string;
}

/** Pictures as files of an output folder. */
export function pictureFiles(pictures: readonly SurveyPicture[]): [string, string][] {
  return pictures.map(({ name, draw }) => [`pictures/${name}.svg`, draw(680)]);
}

/** Pictures as figures of a page. */
export function figures(pictures: readonly SurveyPicture[]): Html[] {
  return pictures.map(({ caption, draw }) => htmlFigure(caption, draw));
}

/** One printable page without script, font or picture from elsewhere. */
export function surveyPage(kicker: string, title: string, intro: string, sections: readonly Section[]): string {
  const page = html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Relode ${softwareVersion()}"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>${{ html: reportStyle }}</style></head>
<body><header><p class="kicker">Relode · ${kicker}</p><h1>${title}</h1><p class="run">${intro}</p>
<nav aria-label="Contents"><ol>${sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}</ol></nav></header>
<main>${sections.map(
    ({ id, title: head, body }, i) =>
      html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title"><span class="n">${String(i + 1)}</span>${head}</h2>
${body}</section>
`,
  )}</main>
<footer><p>Computed by Relode ${softwareVersion()} (Apache-2.0) from the files named above.</p></footer></body></html>
`;
  return page.html;
}

/** A number with four significant digits for a page; an en dash where there is none. */
export function figure(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return new Intl.NumberFormat("en-GB", { maximumSignificantDigits: digits }).format(value);
}

/** Words as part of a file name. */
export function fileWord(words: string): string {
  return words.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "all";
}
