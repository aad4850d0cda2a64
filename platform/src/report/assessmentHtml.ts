import { type AssessedSite, type Figure, notAssessed, stages } from "@relode/core/assessment";
import type { Interval, RunManifest } from "@relode/core/evidence";
import { evidenceMeaning } from "../plot/evidenceColour.ts";
import type { AssessmentPicture } from "./assessmentPictures.ts";
import { type Html, html, htmlFigure, htmlTable, nothing, type Section } from "./html.ts";
import { reportStyle } from "./reportStyle.ts";

function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  return new Intl.NumberFormat("en-GB", { maximumSignificantDigits: digits }).format(value);
}

const band = ({ p05, p95 }: Interval) => (p05 === p95 ? "taken as known" : `${figure(p05)} – ${figure(p95)}`);

/** Headings of the stages, as a reader walks them. */
const stageTitles: Readonly<Record<(typeof stages)[number], string>> = {
  body: "What is in the body",
  mining: "How it is dug, and what pays its way",
  route: "What the route takes and gives",
  products: "What is recovered",
  "water and energy": "Water, energy, reagents, emissions",
  money: "Money: what was assumed",
  decision: "What it comes to",
};

/**
 * The whole assessment as one printable page without anything from elsewhere. Each number names the numbers that it was made from, and
 * those their sources; what has no model is told as not assessed.
 */
export function assessmentHtml(
  assessed: AssessedSite,
  pictures: readonly AssessmentPicture[],
  manifest: RunManifest,
): string {
  const { assessment, figures, truth } = assessed;
  const { site, ore } = assessment;
  const draw = (pattern: RegExp): Html[] =>
    pictures
      .filter(({ name }) => pattern.test(name))
      .map(({ caption, draw: picture }) => htmlFigure(caption, (widthPx) => picture({ widthPx })));
  const pictureOf: Readonly<Record<string, RegExp>> = { products: /^won/, decision: /^value|^cash/ };
  const sections: Section[] = [
    { id: "summary", title: "In short", body: summary(assessed) },
    ...stages.map((stage) => ({
      id: `stage-${stage.replaceAll(" ", "-")}`,
      title: stageTitles[stage],
      body: html`${stage === "mining" ? html`<p>${ore.sequence.rule}. Blocks go to a route where their expected value pays it; the whole body is moved.</p>` : nothing}${figureTable(
        figures.filter((one) => one.stage === stage),
        `Figures of the stage ${stage}`,
      )}${pictureOf[stage] === undefined ? nothing : draw(pictureOf[stage])}`,
    })),
    {
      id: "doubts",
      title: "What the doubt comes from, and what to measure next",
      body: html`${doubtBody(assessed)}${draw(/^doubts/)}`,
    },
    ...(truth === null
      ? []
      : [{ id: "truth", title: "Held against the truth", body: truthBody(truth, ore.realisations) }]),
    { id: "not-assessed", title: "Not assessed", body: notAssessedBody(assessed) },
    { id: "sources", title: "Sources and what repeats the run", body: sourcesBody(assessed, manifest) },
  ];
  const warning =
    site.declared === "synthetic"
      ? html`<p class="warn"><strong>Synthetic.</strong> The body, its yields, costs and prices are invented: nothing on this page was measured anywhere.</p>`
      : nothing;
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Relode ${manifest.version}"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${site.name}: assessment</title><style>${{ html: reportStyle }} tr:target{background:#fff3c4}</style></head>
<body><header><p class="kicker">Relode · Assessment of a site</p><h1>${site.name}</h1>
<p class="run">${String(ore.realisations)} realisations, seed ${String(site.seed)}; finished ${manifest.finishedAt.slice(0, 10)}.</p>
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
<footer><p>Computed by Relode ${manifest.version} (Apache-2.0). No statement under a reporting code, no offer and no permit.</p></footer></body></html>
`.html;
}

function summary({ assessment, figures }: AssessedSite): Html {
  const { npv, project, chanceOfLoss, doubts, measurements, ore } = assessment;
  const money = `${project.currency} of ${project.moneyYear}`;
  const won = figures.filter(({ id }) => id.startsWith("won."));
  const key = (name: string, value: string, note: string) =>
    html`<div><dt>${name}</dt><dd><span class="v">${value}</span><span class="i">${note}</span></dd></div>`;
  const best = measurements
    .filter(({ isWorthIt }) => isWorthIt)
    .toSorted((a, b) => b.worth - b.cost - (a.worth - a.cost))[0];
  return html`<dl class="keys">${key("Net present value, mean", `${figure(npv.mean / 1e6)} million`, `${money}; P5–P95 ${figure(npv.p05 / 1e6)} to ${figure(npv.p95 / 1e6)} million`)}
${key("Chance that money is lost", `${Math.round(100 * chanceOfLoss)} %`, `share of ${ore.realisations} realisations`)}
${returnKeys(assessment).map(([name, value, note]) => key(name, value, note))}
${won.map((one) => key(one.name, `${figure(one.interval.mean)} t`, `P5–P95 ${band(one.interval)} t`))}</dl>
<p>${npv.mean < 0 ? "On these assumptions the project is worth less than it costs: as it stands one would not build it." : chanceOfLoss > 0.3 ? "On these assumptions the project is worth more than it costs on average, but loses money in many realisations." : "On these assumptions the project is worth more than it costs."} Every figure below names what it was made from, down to the line of a file; what is taken as known has no band because the site file gives none.</p>
<p>The spread comes most from <strong>${doubts[0].doubt}</strong> (${String(Math.round(100 * doubts[0].removed))} % of the variance goes when it is frozen). ${best === undefined ? "No measurement listed in the site file is worth its cost for the decision to build or not." : `Next to measure: ${best.name}, worth ${figure(best.worth)} against a cost of ${figure(best.cost)} ${money}.`}</p>
<p>Stability, acid, law and consent are <a href="#not-assessed">not assessed</a>: that is not the same as fine. P5–P95 is the range from the 5th to the 95th percentile over the realisations.</p>`;
}

/** Rate, payback, break-even and the value without support, in the words of an investor. */
function returnKeys({ returns, project }: AssessedSite["assessment"]): [string, string, string][] {
  const { internalRate, paybackYears, breakEvenPriceFactor, npvWithoutSupport } = returns;
  const partial = ({ having, of }: { having: number; of: number }) => `${having} of ${of} realisations have one`;
  const pct = (value: number) => `${figure(100 * value)} %`;
  return [
    [
      "Rate of return, real, median",
      internalRate.interval === null ? "none" : pct(internalRate.interval.p50),
      internalRate.interval === null
        ? "no realisation has one"
        : `P5–P95 ${pct(internalRate.interval.p05)} to ${pct(internalRate.interval.p95)}; ${partial(internalRate)}`,
    ],
    [
      "Payback, median",
      paybackYears.interval === null ? "never" : `${figure(paybackYears.interval.p50)} years`,
      paybackYears.interval === null
        ? "in no realisation"
        : `from the end of year 0; ${paybackYears.having} of ${paybackYears.of} realisations pay back`,
    ],
    [
      "Prices at which it breaks even",
      breakEvenPriceFactor === null ? "none" : `× ${breakEvenPriceFactor.toFixed(2)}`,
      breakEvenPriceFactor === null
        ? "no factor between 0.02 and 20 on all prices does"
        : "factor on all prices that makes the mean value nothing",
    ],
    ...(npvWithoutSupport === null
      ? []
      : [
          [
            "Value without credits and grants",
            `${figure(npvWithoutSupport.mean / 1e6)} million`,
            `${project.currency} of ${project.moneyYear}, mean: the support of the site file is not certain`,
          ] as [string, string, string],
        ]),
  ];
}

function figureTable(figures: readonly Figure[], caption: string): Html {
  if (figures.length === 0) return html`<p class="none">No number: the site file gives none.</p>`;
  const rows = figures.map(
    ({ id, name, unit, interval, evidence, from, how, source }) =>
      html`<tr id="f-${id}"><th scope="row" class="w">${name}</th><td class="r">${figure(interval.mean)}</td><td class="r">${band(interval)}</td><td>${unit}</td><td><abbr title="${evidenceMeaning[evidence]}">${evidence}</abbr></td><td class="w">${how === "input" ? source : how}${from.length === 0 ? nothing : html` — from ${from.map((one, at) => html`${at > 0 ? ", " : ""}<a href="#f-${one}">${one}</a>`)}`}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr><th scope="col">Quantity</th><th scope="col" class="r">Mean</th><th scope="col" class="r">P5 – P95</th><th scope="col">Unit</th><th scope="col">Evidence</th><th scope="col">Where it comes from</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function doubtBody({ assessment }: AssessedSite): Html {
  const money = assessment.project.currency;
  const doubts = htmlTable(
    "Sources of doubt",
    [
      { head: "Source", cell: ({ doubt }) => doubt },
      {
        head: "Removed",
        unit: "% of variance",
        align: "right",
        cell: ({ removed }) => figure(Math.round(1000 * removed) / 10),
      },
      {
        head: "Alone",
        unit: "% of variance",
        align: "right",
        cell: ({ alone }) => figure(Math.round(1000 * alone) / 10),
      },
      { head: "Worth of knowing", unit: money, align: "right", cell: ({ worthOfKnowing }) => figure(worthOfKnowing) },
    ],
    assessment.doubts,
  );
  const measurements = htmlTable(
    "Measurements that could be bought",
    [
      { head: "Measurement", cell: ({ name }) => name },
      { head: "Bears on", cell: ({ of }) => of },
      { head: "Worth", unit: money, align: "right", cell: ({ worth }) => figure(worth) },
      { head: "Cost", unit: money, align: "right", cell: ({ cost }) => figure(cost) },
      { head: "Verdict", cell: ({ isWorthIt }) => (isWorthIt ? "worth its cost" : "not worth it for this decision") },
    ],
    assessment.measurements,
  );
  return html`<p>Removed: share of the variance of the value that goes when the source is frozen at its mean, the others drawn. Alone: its variance with all others frozen. Worth of knowing: what the expected value gains if the source were known before deciding to build or to walk away; a measurement settles the share of it that the site file states (a judgement). The decision looked at is this one only: a measurement may be needed for design or permit all the same.</p>${doubts}${measurements}`;
}

function truthBody(truth: NonNullable<AssessedSite["truth"]>, realisations: number): Html {
  const covered = truth.filter(({ isCovered }) => isCovered).length;
  return html`<p>The body is synthetic, so its truth is known. ${String(covered)} of ${String(truth.length)} intervals (P5–P95) cover it; an interval from ${String(realisations)} realisations promises ${figure((0.9 * (realisations - 1)) / (realisations + 1), 2)} of them over many bodies, and figures of one body go up and down together. Nothing was tuned to it.</p>${htmlTable(
    "Truth and interval",
    [
      { head: "Quantity", cell: ({ what }) => what },
      { head: "Truth", align: "right", cell: ({ truth: value }) => figure(value, 4) },
      {
        head: "P5 – P95",
        align: "right",
        cell: ({ interval }) => `${figure(interval.p05, 4)} – ${figure(interval.p95, 4)}`,
      },
      { head: "Unit", cell: ({ unit }) => unit },
      { head: "Covered", cell: ({ isCovered }) => (isCovered ? "yes" : "no") },
    ],
    truth,
  )}`;
}

function notAssessedBody({ silent }: AssessedSite): Html {
  const rows = [
    ...notAssessed,
    ...silent.map((words) => ({ what: words.split(":")[0], why: words.slice(words.indexOf(":") + 2) })),
  ];
  return html`<p>What follows may decide more than any number above. It stands here because no model or record of it is in this report, not because it is in order.</p>${htmlTable(
    "Not assessed",
    [
      { head: "What", wraps: true, cell: ({ what }) => what },
      { head: "Why", wraps: true, cell: ({ why }) => why },
    ],
    rows,
  )}`;
}

function sourcesBody({ inputs, issues }: AssessedSite, manifest: RunManifest): Html {
  return html`${htmlTable(
    "Files",
    [
      { head: "File", cell: ({ name }) => name },
      { head: "SHA-256", wraps: true, cell: ({ sha256 }) => sha256 },
    ],
    inputs,
  )}${htmlTable(
    "Findings in the files",
    [
      { head: "Where", wraps: true, cell: ({ path }) => path },
      { head: "Finding", wraps: true, cell: ({ message }) => message },
    ],
    issues,
  )}<p>Evidence: A measured here, B published, C recalled with citation, D modelled or judged, S synthetic. A result carries the weakest grade of what it was made from. Software: relode ${manifest.version}; command: ${manifest.command}; seed ${String(manifest.seed ?? "none")}; ${manifest.elapsedSeconds.toFixed(1)} s.</p>`;
}
