import type { Issue, RunManifest } from "@relode/core/evidence";
import { allPaths, type BreakEvenSurface, keyWords, type Project, projectKeys } from "@relode/core/economics";
import { quantilesInPlace } from "@relode/core/numerics";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { basisSection, moneyOf, projectIntro, projectWarning } from "./economicsBasis.ts";
import { fanPicture, tornadoPicture } from "./economicsPictures.ts";
import { millions, type RiskFindings, swingMeaning, usedWhen } from "./economicsText.ts";
import { type Html, html, htmlFigure, htmlTable, nothing, type Section } from "./html.ts";
import { keyFigures, resultPage } from "./resultPage.ts";

/** Everything that `economics risk` found. */
export interface EconomicsRiskReport {
  readonly project: Project;
  readonly found: RiskFindings;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

/** The risk of a project as a printable page: distribution of the value, what drives it, where it breaks even, what rights add. */
export function economicsRiskHtml({ project, found, issues, manifest }: EconomicsRiskReport): string {
  const { surface } = found;
  return resultPage({
    kicker: "Economics: risk",
    title: project.name,
    intro: projectIntro(project),
    warning: projectWarning(project),
    sections: [
      { id: "value", title: "What the project may be worth", body: valueBody(project, found) },
      { id: "drivers", title: "What drives it", body: driversBody(project, found) },
      { id: "break-even", title: "Where it breaks even", body: html`${breakEvenTable(found)}${surfaceTable(surface)}` },
      ...rightsSections(project, found),
      { id: "drawn", title: "What was drawn", body: drawnBody(project, found) },
      basisSection(project),
    ],
    issues,
    manifest,
    method: [
      "Realisations draw the uncertain quantities together by a Gaussian copula with the correlations of the file, and prices by their path models where a product has one; the band is that of what the file declares uncertain, and the form of the cash flow is taken as true. Equations and sources: docs/economics.md.",
    ],
    files: [
      "risk.json",
      "realisations.csv",
      ...(surface === null ? [] : ["break-even.csv"]),
      "tornado.svg",
      "value-fan.svg",
    ],
  });
}

const hasPaths = ({ products }: Project) => products.some(({ priceModel }) => priceModel !== null);

function valueBody(project: Project, found: RiskFindings): Html {
  const { result, base } = found;
  const { interval } = result;
  const money = `million ${moneyOf(project)}`;
  const error = Math.sqrt((result.chanceOfLoss * (1 - result.chanceOfLoss)) / result.realisations);
  return html`${keyFigures([
    {
      what: "Net present value, median",
      value: `${millions(interval.p50)} ${money}`,
      band: `5 to 95 %: ${millions(interval.p05)} to ${millions(interval.p95)}; mean ${millions(interval.mean)} ± ${millions(result.standardError)} (standard error)`,
    },
    {
      what: "Chance of a loss",
      value: formatPct(result.chanceOfLoss),
      band: `± ${formatPct(error)}, one standard error of ${result.realisations} realisations`,
    },
    {
      what: "Base case",
      value: `${millions(base)} ${money}`,
      band: "one value, all quantities as in the file: its band is that of the median beside it",
    },
  ])}${htmlFigure(
    `Cumulative present value by project year: median, with the band of 5 to 95 % over ${result.realisations} realisations.`,
    (widthPx) => fanPicture(project, found, widthPx),
  )}`;
}

function driversBody(project: Project, found: RiskFindings): Html {
  const unit = `million ${moneyOf(project)}`;
  const [low, high] = swingMeaning(project);
  return html`<p>One quantity at a time at its ${low} and its ${high}, the others at the base.${hasPaths(project) ? " A price path moves over the whole life, the other products at the deck: 10 and 90 % quantile of the value over 2,000 paths, whose mean need not be the base." : ""}</p>
${htmlFigure("Net present value when one quantity alone is low or high, widest first.", (widthPx) => tornadoPicture(project, found, widthPx))}
${htmlTable(
  "Swings",
  [
    { head: "Quantity", cell: ({ key }) => keyWords(key), wraps: true },
    { head: "Unit", cell: (row) => row.unit },
    { head: "Low", align: "right", cell: ({ lowInput }) => formatQuantity(lowInput) },
    { head: "High", align: "right", cell: ({ highInput }) => formatQuantity(highInput) },
    { head: "Value at low", unit, align: "right", cell: ({ npvAtLow }) => millions(npvAtLow) },
    { head: "Value at high", unit, align: "right", cell: ({ npvAtHigh }) => millions(npvAtHigh) },
  ],
  found.swings,
)}${
  found.sobol.length === 0
    ? html`<p class="none">Sobol shares of variance: not asked for, or nothing is declared uncertain.</p>`
    : html`<p>Sobol shares say which part of the variance of the value each quantity makes alone (first) and with its interactions (total), with quantities taken as independent${hasPaths(project) ? `; ${allPaths}: those of all products as one` : ""}. They are estimates from a finite sample: a share slightly below 0 is 0, and no standard error is computed for them.</p>${htmlTable(
        "Sobol shares of variance",
        [
          { head: "Quantity", cell: ({ key }) => keyWords(key), wraps: true },
          { head: "First", unit: "share of variance", align: "right", cell: ({ first }) => first.toFixed(2) },
          { head: "Total", unit: "share of variance", align: "right", cell: ({ total }) => total.toFixed(2) },
        ],
        found.sobol,
      )}`
}`;
}

function breakEvenTable({ breakEvens }: RiskFindings): Html {
  return html`<p>Value of each quantity alone at which the base case is worth nothing; exact for the base, so without a band.</p>${htmlTable(
    "Break-even of each quantity alone",
    [
      { head: "Quantity", cell: ({ key }) => keyWords(key), wraps: true },
      { head: "Unit", cell: (row) => row.unit },
      { head: "Base", align: "right", cell: ({ base }) => formatQuantity(base) },
      {
        head: "Breaks even at",
        align: "right",
        cell: ({ value }) => (value === null ? "no value up to 10 times it" : formatQuantity(value)),
      },
    ],
    breakEvens,
  )}`;
}

function surfaceTable(surface: BreakEvenSurface | null): Html {
  if (surface === null) return nothing;
  const { x, y, npv, breakEvenY } = surface;
  const beyond = (i: number) => (npv[0][i] > 0 ? "a gain throughout the range" : "a loss throughout the range");
  return htmlTable(
    `Break-even of ${keyWords(x.key)} and ${keyWords(y.key)} together`,
    [
      { head: keyWords(x.key), unit: x.unit, cell: (i: number) => formatQuantity(x.values[i]) },
      {
        head: `${keyWords(y.key)} that breaks even`,
        unit: y.unit,
        align: "right",
        cell: (i) => (breakEvenY[i] === null ? beyond(i) : formatQuantity(breakEvenY[i])),
      },
    ],
    [...x.values.keys()],
  );
}

function rightsSections(project: Project, { rights, together }: RiskFindings): Section[] {
  if (rights.length === 0) return [];
  const unit = `million ${moneyOf(project)}`;
  const sum = rights.reduce((total, { added }) => total + added, 0);
  const all =
    rights.length < 2
      ? nothing
      : together === null
        ? html`<p>All together: not valued, the tree of decisions is too large; give the rights fewer dates.</p>`
        : html`<p><strong>All together</strong> they add ${millions(together.added)} ± ${millions(together.standardError)} ${unit} to ${millions(together.base)} without them (${together.paths} paths; one standard error), where the sum of each alone is ${millions(sum)}. Used on the paths: ${together.used.map(({ name, share }) => `${name} ${formatPct(share)}`).join(", ")}.</p>`;
  return [
    {
      id: "rights",
      title: "What the owner's rights add",
      body: html`<p>Least-squares Monte Carlo over the price paths with all other quantities at the base, at the project's discount rate: lower bounds of what each right alone adds, not to be added up. A deferral is counted from the better of starting now and never, the others from starting now and running to plan.</p>${htmlTable(
        "Rights, each alone",
        [
          { head: "Right", cell: ({ kind, name }) => `${kind}: ${name}`, wraps: true },
          { head: "Without it", unit, align: "right", cell: ({ base }) => millions(base) },
          {
            head: "Adds",
            unit: `${unit}, ± one standard error`,
            align: "right",
            cell: ({ added, standardError }) => `${millions(added)} ± ${millions(standardError)}`,
          },
          { head: "Used", cell: (row) => usedWhen(row), wraps: true },
        ],
        rights,
      )}${all}`,
    },
  ];
}

function drawnBody(project: Project, { result }: RiskFindings): Html {
  const keys = projectKeys(project);
  const rows = [...result.drawn].map(([key, values]) => {
    const [p05, p50, p95] = quantilesInPlace(Float64Array.from(values), [0.05, 0.5, 0.95]);
    return { key, unit: keys.get(key)?.unit ?? "", base: keys.get(key)?.base ?? null, p05, p50, p95 };
  });
  const held = [...result.heldAtBound];
  return html`<p>${result.realisations} realisations, seed ${result.seed}. Prices that follow a path are drawn year by year and are not in this table.</p>${htmlTable(
    "Quantities drawn",
    [
      { head: "Quantity", cell: ({ key }) => keyWords(key), wraps: true },
      { head: "Unit", cell: ({ unit }) => unit },
      { head: "Base", align: "right", cell: ({ base }) => formatQuantity(base) },
      {
        head: "Median (P5 – P95)",
        align: "right",
        cell: ({ p05, p50, p95 }) => `${formatQuantity(p50)} (${formatQuantity(p05)} – ${formatQuantity(p95)})`,
      },
    ],
    rows,
  )}${held.map(
    ([key, count]) =>
      html`<p>${count} of ${result.realisations} values of ${keyWords(key)} lay above their bound and were held at it.</p>`,
  )}`;
}
