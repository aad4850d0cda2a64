import type { Issue, RunManifest } from "@relode/core/evidence";
import { losingRates, type Project, type ProjectEvaluation, type ScenarioValue } from "@relode/core/economics";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { basisSection, moneyOf, projectIntro, projectWarning } from "./economicsBasis.ts";
import { cashFlowPicture } from "./economicsPictures.ts";
import { annualLines, lineAt, millions } from "./economicsText.ts";
import { type Html, html, htmlFigure, htmlTable, type Section } from "./html.ts";
import { keyFigures, resultPage } from "./resultPage.ts";

/** Everything that `economics evaluate` found. */
export interface EvaluationReport {
  readonly project: Project;
  readonly found: ProjectEvaluation;
  readonly scenarios: readonly ScenarioValue[];
  readonly alternatives: readonly {
    readonly name: string;
    readonly npv: number;
    readonly realIrr: ProjectEvaluation["realIrr"];
    readonly paybackYears: number | null;
  }[];
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

const noBand = "one value: economics evaluate draws nothing; economics risk gives 5 to 95 %";

/** One evaluation of a project as a printable page: value, cash flow, costs, annual table and the lines that it rests on. */
export function evaluationHtml(report: EvaluationReport): string {
  const { project, found, issues, manifest } = report;
  return resultPage({
    kicker: "Economics: evaluation",
    title: project.name,
    intro: projectIntro(project),
    warning: projectWarning(project),
    sections: [
      { id: "value", title: "What the project is worth", body: valueBody(project, found) },
      {
        id: "cash",
        title: "Cash flow",
        body: html`${htmlFigure("Net cash by project year in constant money, and its running sum. One evaluation, no band.", (widthPx) => cashFlowPicture(project, found, widthPx))}${annualTable(project, found)}`,
      },
      { id: "levelised", title: "Cost of a kilogram", body: levelisedBody(project, found) },
      ...besideSections(report),
      basisSection(project),
    ],
    issues,
    manifest,
    method: [
      "Cash of the day at the nominal rate and cash of constant money at the real rate give the same value (Fisher's equation); both are computed. All roots of the cash flow above −100 % are sought, and several rates are said to be several. Equations and sources: docs/economics.md.",
    ],
    files: ["evaluation.json", "annual.csv", "cash-flow.svg"],
  });
}

const rateList = ({ rates }: ProjectEvaluation["realIrr"]) => rates.map((rate) => formatPct(rate)).join(", ") || "none";

/** What to think of several rates; nothing for one. */
function rateWords({ rates, verdict }: ProjectEvaluation["realIrr"], cash: readonly number[]): string {
  if (rates.length < 2) return "";
  const losing = losingRates(cash, rates);
  return `${verdict}${losing.length === 1 ? `; above ${formatPct(losing[0])} value is lost` : ""}; `;
}

const years = (value: number | null) => (value === null ? "never" : `${value.toFixed(1)} years`);

function valueBody(project: Project, found: ProjectEvaluation): Html {
  const money = moneyOf(project);
  return html`${keyFigures([
    { what: "Net present value", value: `${millions(found.npv)} million ${money}`, band: noBand },
    {
      what: "Rate of return, real",
      value: rateList(found.realIrr),
      band: `${rateWords(found.realIrr, found.realNetCash)}nominal ${rateList(found.nominalIrr)}; ${noBand}`,
    },
    {
      what: "Payback, from the end of year 0",
      value: years(found.paybackYears),
      band: `discounted: ${years(found.discountedPaybackYears)}; ${noBand}`,
    },
  ])}<dl class="facts"><dt>Discount rates</dt><dd>real ${formatPct(found.realRate)}, nominal ${formatPct(found.nominalRate)}: the same value either way</dd>
<dt>Often quoted instead</dt><dd>${millions(found.npvOfNominalCashAtRealRate)} million ${project.currency}: cash of the day at the real rate, which counts inflation as profit; not a value</dd></dl>`;
}

function annualTable({ currency }: Project, { years: all, table }: ProjectEvaluation): Html {
  const shown = annualLines.filter(([, line]) => all.some((t) => lineAt(table, line, t) !== 0));
  return htmlTable(
    `Annual table, million ${currency} of the day (costs positive; revenue, credits, loan and net cash are income)`,
    [
      { head: "Year", cell: (t: number) => String(t) },
      ...shown.map(([head, line]) => ({
        head: head.replace("\n", " "),
        align: "right" as const,
        cell: (t: number) =>
          line === "feedTonnes" ? (table[line][t] / 1000).toFixed(0) : millions(lineAt(table, line, t)),
      })),
    ],
    all,
  );
}

function levelisedBody(project: Project, { levelised, productTonnes }: ProjectEvaluation): Html {
  const unit = `${moneyOf(project)}/kg`;
  return html`<p>Levelised cost before income tax: all costs, discounted, over the discounted mass made. Where there are several products the answer depends on how costs are shared, so all three ways stand here. No band: ${noBand}.</p>${htmlTable(
    "Levelised cost",
    [
      { head: "Product", cell: ({ product }) => product, wraps: true },
      {
        head: "Others credited",
        unit,
        align: "right",
        cell: ({ withCoProductCredit }) => formatQuantity(withCoProductCredit),
      },
      {
        head: "Shared by value",
        unit,
        align: "right",
        cell: ({ allocatedByValue }) => formatQuantity(allocatedByValue),
      },
      { head: "Shared by mass", unit, align: "right", cell: ({ allocatedByMass }) => formatQuantity(allocatedByMass) },
      {
        head: "Made in all",
        unit: "t",
        align: "right",
        cell: ({ product }) => formatQuantity(productTonnes[product] ?? null),
      },
    ],
    levelised,
  )}`;
}

function besideSections({ project, scenarios, alternatives }: EvaluationReport): Section[] {
  if (scenarios.length === 0 && alternatives.length === 0) return [];
  const unit = `million ${moneyOf(project)}`;
  const value = { head: "Net present value", unit, align: "right" as const };
  return [
    {
      id: "beside",
      title: "Other prices, other products",
      body: html`<p>Each is one evaluation with the named lines changed and all else as in the file; no band: ${noBand}.</p>${
        scenarios.length === 0
          ? null
          : htmlTable(
              "Scenarios of price",
              [
                { head: "Scenario", cell: ({ name }) => name, wraps: true },
                {
                  head: "Sets",
                  cell: ({ values }) =>
                    Object.entries(values)
                      .map(([key, one]) => `${key} ${formatQuantity(one)}`)
                      .join(", "),
                  wraps: true,
                },
                { ...value, cell: ({ npv }) => millions(npv) },
              ],
              scenarios,
            )
      }${
        alternatives.length === 0
          ? null
          : htmlTable(
              "Alternatives along the chain of value",
              [
                { head: "Alternative", cell: ({ name }) => name, wraps: true },
                { ...value, cell: ({ npv }) => millions(npv) },
                {
                  head: "Real rates of return",
                  cell: ({ realIrr }) => rateList(realIrr),
                },
                { head: "Payback", align: "right", cell: ({ paybackYears }) => years(paybackYears) },
              ],
              alternatives,
            )
      }`,
    },
  ];
}
