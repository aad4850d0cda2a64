import { countByVerdict } from "./claimsText.ts";
import type { ReportDocument, ReportedVerdict } from "./document.ts";
import { gradeMark } from "./evidenceHtml.ts";
import { countText, integerText, isShown, numberText } from "./figures.ts";
import { type Html, html, htmlTable, nothing, type Section } from "./html.ts";
import { evidenceGrades, evidenceMeaning } from "../plot/evidenceColour.ts";
import { counted, issuesByCode } from "./notes.ts";
import type { SourceNumbers } from "./sourceNumbers.ts";

/** Published statements beside our results, reproduced or not. */
export function claimsSection({ verdicts }: ReportDocument): Section {
  const title = "Published claims beside our results";
  if (verdicts === undefined || verdicts.length === 0)
    return { id: "claims", title, body: html`<p class="none">This run was not compared with published claims.</p>` };
  const counts = countByVerdict(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  return {
    id: "claims",
    title,
    body: html`<p>${String(verdicts.length)} statements of the published study of US by-products, in our words, each held against this run: ${counts.join(", ")}. A claim that is not reproduced is not thereby wrong: the explanation says what differs.</p>${verdicts.map(claim)}`,
  };
}

function claim(verdict: ReportedVerdict): Html {
  return html`<article class="claim"><h3><span class="verdict">${verdict.verdict}</span>${verdict.statement}</h3><dl><dt>Expected</dt><dd>${verdict.expected}</dd><dt>Got</dt><dd>${verdict.got}</dd><dt>Strength of the test</dt><dd>${verdict.strength}</dd><dt>Why</dt><dd>${verdict.explanation}</dd><dt>Source (${verdict.id})</dt><dd>${verdict.source}</dd></dl></article>`;
}

/** Tables that went in with citation and licence, then the numbered sources of single figures. */
export function dataSection({ sources: tables }: ReportDocument, numbers: SourceNumbers): Section {
  const given = tables ?? [];
  return {
    id: "data",
    title: "Data and licences",
    body: html`${
      given.length === 0
        ? html`<p class="none">No description of the input tables came with this result; their names and checksums stand under Manifest.</p>`
        : htmlTable(
            "Tables that went in",
            [
              {
                head: "Table",
                cell: (table) =>
                  html`${table.title} <span class="q">${table.edition}, ${counted(table.rows, "row")}</span>`,
                wraps: true,
              },
              { head: "Citation", cell: (table) => table.citation, wraps: true },
              { head: "Licence", cell: (table) => table.licence, wraps: true },
              { head: "Beware", cell: (table) => table.caveats.join(" "), wraps: true },
            ],
            given,
          )
    }
<h3>Sources of single figures</h3>${
      numbers.list.length === 0
        ? html`<p class="none">No source is named.</p>`
        : html`<ol class="sources">${numbers.list.map((source) => html`<li>${source}</li>`)}</ol>`
    }`,
  };
}

/** How it was computed and what had to be assumed. */
export function methodSection({ result }: ReportDocument): Section {
  const grades = evidenceGrades.map((grade) => html`<li>${gradeMark(grade)} ${evidenceMeaning[grade]}</li>`);
  const samples =
    result.geochemistry === "cmio"
      ? html`<li>Ore samples of the mine’s deposit type are resampled by deposit and weighed against the prior by the number of deposits that each rests on.</li>`
      : html`<li>No ore samples are used in this run.</li>`;
  return {
    id: "methods",
    title: "Methods and assumptions",
    body: html`<ol>
<li><strong>Mass.</strong> Unrecovered mass = ore × concentration × (1 − recovery), or less the amount sold where only that is published; in each of ${countText(result.draws)} draws, for each mine and element, then summed.</li>
<li><strong>Ore tonnage</strong> follows a two-piece triangular law between the judged low and high of the mine table, with its mean at the mid value. It is a judged range, not a confidence interval.</li>
<li><strong>Concentration.</strong> The best evidence first: the mine’s own head grade; its published recovery figures; a mass ratio to the head grade of the carrying metal; the prior of its deposit type (lognormal; bounded by pure metal for major elements). Where a type has no statistics, those of its group, environment or average crust stand in and are marked.</li>
${samples}
<li><strong>Shared doubt.</strong> The uncertainty of a prior is split into doubt about the element in all deposit types, doubt about the deposit type, and the departure of the single mine. The first two are drawn once for all mines that share them.</li>
<li><strong>Recovery that is not published</strong> may be anything from none to all.</li>
<li><strong>Thresholds.</strong> Needed recovery = market figure / unrecovered mass, per draw. Market figures are taken as exact; marks for withheld figures are not replaced by numbers.</li>
<li><strong>Value</strong> is gross: no cost, no loss in processing, no effect of added supply on the price.</li>
<li><strong>Not counted:</strong> waste rock, old tailings, mines that do not treat ore, and whether the elements can be recovered with known processes.</li>
</ol>
${censoringTable(result.censoring)}<h3>Grades of evidence</h3><ul>${grades}</ul><p>A sum keeps the weakest grade in it; the mix says how much of the expected mass rests on each.</p>`,
  };
}

const shownCensored = 60;

/** What the treatment of values below detection does to the mean of each pool of samples. */
function censoringTable(censoring: ReportDocument["result"]["censoring"]): Html {
  const all = censoring.filter((pool) => pool.belowDetection > 0);
  if (all.length === 0) return nothing;
  const shown = [...all]
    .sort((a, b) => b.belowDetection / b.analysed - a.belowDetection / a.analysed)
    .slice(0, shownCensored);
  return html`<h3>Values below detection</h3><p>A value below detection is somewhere between zero and its limit. The mean of each pool of samples under five treatments, ppm of dry ore; where they differ much, the data do not decide. ${all.length > shown.length ? `The ${shown.length} pools with the largest censored share of ${countText(all.length)}.` : ""}</p>
${htmlTable(
  "Mean concentration of a pool by treatment of values below detection, ppm",
  [
    { head: "Element", cell: (pool) => pool.element },
    { head: "Pool of samples", cell: (pool) => pool.pool, wraps: true },
    { head: "Analysed", unit: "samples", cell: (pool) => countText(pool.analysed), align: "right" },
    { head: "Below", unit: "detection", cell: (pool) => countText(pool.belowDetection), align: "right" },
    { head: "Used", unit: "imputed", cell: (pool) => numberText(pool.imputedMeanPpm), align: "right" },
    { head: "Kaplan–", unit: "Meier", cell: (pool) => numberText(pool.kaplanMeierMeanPpm), align: "right" },
    { head: "At zero", cell: (pool) => numberText(pool.zeroMeanPpm), align: "right" },
    { head: "At half", unit: "the limit", cell: (pool) => numberText(pool.halfLimitMeanPpm), align: "right" },
    { head: "At limit", cell: (pool) => numberText(pool.limitMeanPpm), align: "right" },
    { head: "Method", cell: (pool) => pool.method, wraps: true },
  ],
  shown,
)}`;
}

const shownIssues = 100;

/** What was found in the data, grouped, then one by one as far as a page can carry. */
export function issuesSection({ issues }: ReportDocument): Section {
  if (issues.length === 0)
    return {
      id: "issues",
      title: "Findings in the data",
      body: html`<p class="none">No finding in the input data.</p>`,
    };
  const order = ["error", "warning", "info"];
  const sorted = [...issues].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return {
    id: "issues",
    title: "Findings in the data",
    body: html`<p>Rows with an error are left out; rows with a warning are used and the finding travels with them. Nothing is repaired silently.</p>
${htmlTable(
  "By kind",
  [
    { head: "Code", cell: (group) => group.code },
    { head: "Severity", cell: (group) => group.severity },
    { head: "Count", cell: (group) => numberText(group.count, 9), align: "right" },
    { head: "First at", cell: (group) => group.first.path, wraps: true },
  ],
  issuesByCode(issues),
)}
${htmlTable(
  issues.length > shownIssues ? `The first ${shownIssues} of ${issues.length} findings` : "One by one",
  [
    { head: "Where", cell: (issue) => issue.path, wraps: true },
    { head: "Severity", cell: (issue) => issue.severity },
    { head: "What", cell: (issue) => issue.message, wraps: true },
  ],
  sorted.slice(0, shownIssues),
)}`,
  };
}

/** What repeats the run. */
export function manifestSection({ manifest }: ReportDocument): Section {
  const facts: (readonly [string, string])[] = [
    ["Software", `Relode ${manifest.version}`],
    ["Command", manifest.command],
    ["Seed", integerText(manifest.seed)],
    ["Finished", manifest.finishedAt],
    ["Time taken", isShown(manifest.elapsedSeconds) ? `${numberText(manifest.elapsedSeconds)} s` : "not stated"],
    ...Object.entries(manifest.parameters).map(([name, value]) => [name, parameterText(value)] as const),
  ];
  return {
    id: "manifest",
    title: "Manifest",
    body: html`<p>The same version, seed, inputs and parameters give the same figures to the last digit.</p>
<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${
  manifest.inputs.length === 0
    ? nothing
    : htmlTable(
        "Inputs",
        [
          { head: "Input", cell: (input) => input.name, wraps: true },
          { head: "Edition", cell: (input) => input.edition ?? "–", wraps: true },
          { head: "SHA-256", cell: (input) => html`<span class="sha">${input.sha256}</span>`, wraps: true },
        ],
        manifest.inputs,
      )
}`,
  };
}

function parameterText(value: unknown): string {
  if (value === null || value === undefined) return "not set";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "not set";
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_key, part: unknown) => (part === null ? "not set" : part));
}
