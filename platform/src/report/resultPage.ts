import type { Issue, RunManifest } from "@relode/core/evidence";
import { type Html, html, htmlTable, nothing, type Section, trusted } from "./html.ts";
import { reportStyle } from "./reportStyle.ts";

/** What a printable page of one command's result is made of; the sections of findings and of the run are added. */
export interface ResultPage {
  /** What kind of result: `Economics: risk`. */
  readonly kicker: string;
  readonly title: string;
  /** One line on what was computed, in which unit and money. */
  readonly intro: string;
  /** Words in a frame above the contents: synthetic data, modelled figures. */
  readonly warning: Html | null;
  readonly sections: readonly Section[];
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
  /** Where methods are documented and what a reader must know of them, a paragraph each. */
  readonly method: readonly string[];
  /** Files written beside the page, which hold everything that its tables are cut from. */
  readonly files: readonly string[];
}

const mostIssues = 200;

/** One printable page that loads nothing: contents, numbered sections, findings in the inputs, and what repeats the run. */
export function resultPage(page: ResultPage): string {
  const { manifest } = page;
  const sections = [...page.sections, findingsSection(page.issues), runSection(page)];
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Relode ${manifest.version}"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${page.title}</title><style>${{ html: reportStyle }}</style></head>
<body><header><p class="kicker">Relode · ${page.kicker}</p><h1>${page.title}</h1><p class="run">${page.intro} Finished ${manifest.finishedAt.slice(0, 10)}${manifest.seed === null ? "" : `, seed ${manifest.seed}`}.</p>
${page.warning === null ? nothing : html`<p class="warn">${page.warning}</p>`}
<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav></header>
<main>${sections.map(
    ({ id, title, body }, i) =>
      html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title"><span class="n">${String(i + 1)}</span>${title}</h2>
${body}</section>
`,
  )}</main>
<footer><p>Computed by Relode ${manifest.version} (Apache-2.0) from the files named above.</p></footer></body></html>
`.html;
}

function findingsSection(issues: readonly Issue[]): Section {
  const more = issues.length > mostIssues ? html`<p>${issues.length - mostIssues} more are in the JSON.</p>` : nothing;
  return {
    id: "findings",
    title: "Findings in the inputs",
    body: html`${htmlTable(
      "Errors, warnings and notes",
      [
        { head: "Severity", cell: ({ severity }) => severity },
        { head: "Code", cell: ({ code }) => code },
        { head: "Where", cell: ({ path }) => path, wraps: true },
        { head: "What", cell: ({ message }) => message, wraps: true },
      ],
      issues.slice(0, mostIssues),
    )}${more}`,
  };
}

function runSection({ manifest, method, files }: ResultPage): Section {
  const parameters = Object.entries(manifest.parameters).map(
    ([name, value]) => html`<dt>${name}</dt><dd>${typeof value === "string" ? value : JSON.stringify(value)}</dd>`,
  );
  return {
    id: "run",
    title: "Method, inputs and what repeats the run",
    body: html`${method.map((words) => html`<p>${words}</p>`)}${htmlTable(
      "Files read",
      [
        { head: "File", cell: ({ name }) => name },
        { head: "Edition", cell: ({ edition }) => edition ?? "–" },
        { head: "SHA-256", cell: ({ sha256 }) => html`<span class="sha">${sha256}</span>`, wraps: true },
      ],
      manifest.inputs,
    )}<h3>Command and parameters</h3><dl class="facts"><dt>command</dt><dd>relode ${manifest.command}</dd><dt>version</dt><dd>${manifest.version}</dd><dt>seed</dt><dd>${manifest.seed === null ? "none: nothing is drawn" : String(manifest.seed)}</dd>${parameters}<dt>finished</dt><dd>${manifest.finishedAt}, after ${manifest.elapsedSeconds.toFixed(1)} s</dd><dt>files beside this page</dt><dd>${files.join(", ")}</dd></dl>`,
  };
}

/** One figure of the head of a page, with its band or the words why there is none. */
export interface KeyFigure {
  readonly what: string;
  readonly value: string;
  readonly band: string;
}

/** Figures side by side, large, each with its band below. */
export function keyFigures(keys: readonly KeyFigure[]): Html {
  return html`<dl class="keys">${keys.map(
    ({ what, value, band }) =>
      html`<div><dt>${what}</dt><dd><span class="v">${value}</span><span class="i">${band}</span></dd></div>`,
  )}</dl>`;
}

/** A picture of one width, which scrolls sideways on a phone because its words would be too small there. */
export function wideFigure(caption: string, svg: string): Html {
  return html`<figure><div class="scroll" tabindex="0" role="region" aria-label="${caption}">${trusted(svg.replace("<svg ", '<svg style="max-width:none" '))}</div><figcaption>${caption}</figcaption></figure>`;
}
