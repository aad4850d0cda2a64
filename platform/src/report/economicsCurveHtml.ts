import type { Interval, Issue, RunManifest } from "@relode/core/evidence";
import {
  type ByproductEvidence,
  type ByproductPriors,
  curveLabel,
  type CurvePoint,
  type ElementCurve,
} from "@relode/core/economics";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { curvePicture } from "./economicsPictures.ts";
import { type Html, html, htmlFigure, htmlTable } from "./html.ts";
import { resultPage } from "./resultPage.ts";

/** Everything that `economics curve` found. */
export interface EconomicsCurveReport {
  readonly curves: readonly ElementCurve[];
  readonly priors: ByproductPriors;
  readonly basis: readonly ByproductEvidence[];
  /** Edition of the prices. */
  readonly edition: string;
  readonly realisations: number;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

/** Mines listed in a table of the page; curve.csv has all. */
const mostMines = 12;

/** Modelled cost curves of by-products as a printable page. */
export function economicsCurveHtml(report: EconomicsCurveReport): string {
  const { curves, basis, edition, realisations, issues, manifest } = report;
  const drawn = curves.filter(({ points }) => points.length > 0);
  const elements = [...new Set(drawn.map(({ element }) => element))];
  return resultPage({
    kicker: "Economics: by-products of running mines",
    title: "What by-products of running mines would cost",
    intro: `${elements.length} elements, ${realisations} realisations; prices: ${edition}.`,
    warning: html`<strong>Modelled, grade of evidence D.</strong> ${curveLabel}. No mine has quoted any of these costs: they say in which decade a cost lies, not what a mine would pay.`,
    sections: [
      { id: "summary", title: "The cheapest mine of each curve", body: summaryBody(drawn) },
      {
        id: "elements",
        title: "Element by element",
        body: html`<p>${elements.map((element) => html`<a href="#element-${element}">${element}</a> `)}</p>${elements.map(
          (element) =>
            elementBody(
              element,
              drawn.filter((curve) => curve.element === element),
              basis.find((one) => one.element === element),
            ),
        )}`,
      },
      {
        id: "priors",
        title: "Where the costs come from",
        body: html`<ul>${report.priors.sources.map((source) => html`<li>${source}</li>`)}</ul><p>Discount rate ${formatPct(report.priors.discountRate)}, life ${report.priors.lifeYears} years.</p>`,
      },
    ],
    issues,
    manifest,
    method: [
      "Unit cost = capital charge and operating cost of a circuit that treats the share of the stream which the recovery asks for, over the mass recovered; incentive = what must be paid on top of the payable price, 0 or more. Mass discarded comes from the screening of mines, cost from re-mining projects. Equations and sources: docs/economics.md.",
    ],
    files: ["curve.json", "curve.csv", "a picture for each element and recovery"],
  });
}

const band = (interval: Interval | null) =>
  interval === null
    ? "no price"
    : `${formatQuantity(interval.p50)} (${formatQuantity(interval.p05)} – ${formatQuantity(interval.p95)})`;

const inBand = "median (P5 – P95)";

function summaryBody(curves: readonly ElementCurve[]): Html {
  const rows = curves.map((curve) => ({
    curve,
    cheapest: curve.points[0],
    last: curve.points[curve.points.length - 1],
  }));
  const yearly = ({ points }: ElementCurve) =>
    points.reduce((sum, { incentiveUsdPerYear }) => sum + (incentiveUsdPerYear ?? 0), 0);
  return htmlTable(
    "One line a curve",
    [
      { head: "Element", cell: ({ curve }) => curve.element },
      { head: "Recovery", align: "right", cell: ({ curve }) => formatPct(curve.recovery) },
      {
        head: "All mines",
        unit: "t a year, sum of medians",
        align: "right",
        cell: ({ last }) => formatQuantity(last.cumulativeT),
      },
      { head: "Price", unit: "USD/kg", align: "right", cell: ({ curve }) => formatQuantity(curve.priceUsdPerKg) },
      { head: "Cheapest mine", cell: ({ cheapest }) => cheapest.mineName, wraps: true },
      {
        head: "Its cost",
        unit: `USD/kg, ${inBand}`,
        align: "right",
        cell: ({ cheapest }) => band(cheapest.unitCostUsdPerKg),
      },
      {
        head: "Its incentive",
        unit: `USD/kg, ${inBand}`,
        align: "right",
        cell: ({ cheapest }) => band(cheapest.incentiveUsdPerKg),
      },
      {
        head: "Incentive, all mines",
        unit: "million USD a year, sum of medians",
        align: "right",
        cell: ({ curve }) => (curve.priceUsdPerKg === null ? "no price" : formatQuantity(yearly(curve) / 1e6)),
      },
      {
        head: "Pays in",
        unit: "of realisations",
        align: "right",
        cell: (row) => formatPct(row.cheapest.chanceThatItPays),
      },
      {
        head: "Out of reach",
        unit: "of realisations",
        align: "right",
        cell: (row) => formatPct(row.cheapest.outOfReach),
      },
    ],
    rows,
  );
}

function elementBody(element: string, curves: readonly ElementCurve[], basis: ByproductEvidence | undefined): Html {
  return html`<h3 id="element-${element}">${element}</h3>${basis === undefined ? null : basisBody(basis)}${curves.map(
    (curve) =>
      html`${htmlFigure(
        `${element} at ${formatPct(curve.recovery)} recovery: modelled unit cost, mines in order of cost; the width of a step is the median mass recovered a year, the bar its band of 5 to 95 %.`,
        (widthPx) => curvePicture(curve, widthPx),
      )}${minesTable(curve.points)}`,
  )}`;
}

function basisBody({ grade, published, parts }: ByproductEvidence): Html {
  const words =
    published === null
      ? "No published cost of winning it from mine waste is known to this project; costs are by analogy with other elements."
      : `Published for the same element from waste: ${formatQuantity(published.usdPerKg)} USD/kg, ${published.project} ${published.year}, ${published.what} (${published.source}); one number, its source gives no band.`;
  return html`<p>Grade of evidence ${grade}. ${words}</p>${htmlTable(
    "What the cost rests on",
    [
      { head: "Part", cell: ({ part }) => part },
      { head: "Grade", cell: (row) => row.grade },
      { head: "Why", cell: ({ why }) => why, wraps: true },
    ],
    parts,
  )}`;
}

function minesTable(points: readonly CurvePoint[]): Html {
  const more = points.length - mostMines;
  return html`${htmlTable(
    more > 0 ? `The ${mostMines} cheapest of ${points.length} mines` : "Mines, cheapest first",
    [
      { head: "Mine", cell: ({ mineName }) => mineName, wraps: true },
      { head: "Recovered", unit: `t a year, ${inBand}`, align: "right", cell: ({ recoveredT }) => band(recoveredT) },
      { head: "Treated", unit: "t a year", align: "right", cell: (row) => formatQuantity(row.treatedTonnes) },
      {
        head: "Capital",
        unit: "million USD, median",
        align: "right",
        cell: (row) => formatQuantity(row.capitalUsd / 1e6),
      },
      { head: "Unit cost", unit: `USD/kg, ${inBand}`, align: "right", cell: (row) => band(row.unitCostUsdPerKg) },
      { head: "Incentive", unit: `USD/kg, ${inBand}`, align: "right", cell: (row) => band(row.incentiveUsdPerKg) },
      { head: "Pays in", unit: "of realisations", align: "right", cell: (row) => formatPct(row.chanceThatItPays) },
    ],
    points.slice(0, mostMines),
  )}`;
}
