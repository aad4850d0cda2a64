import type { Project } from "../economics/project.ts";
import { keyWords, projectKeys } from "../economics/projectKeys.ts";
import type { EvidenceGrade, Interval } from "../evidence/estimate.ts";
import { bandOf } from "../resource/band.ts";
import type { PartialBand, Returns } from "./assess.ts";
import type { Figures } from "./figureList.ts";
import type { Site } from "./site.ts";
import type { SiteDraws } from "./siteDraws.ts";

const flat = (value: number): Interval => ({ mean: value, p05: value, p50: value, p95: value });

/**
 * Everything that the economics of the site file assumes, as inputs: what is nothing is left out, what is drawn has its band.
 * @returns their ids, for what is computed from them
 */
export function moneyFigures(
  project: Project,
  site: Site,
  draws: SiteDraws,
  figures: Figures,
  money: string,
): readonly string[] {
  const evidence: EvidenceGrade = site.declared === "synthetic" ? "S" : "D";
  const ids: string[] = [];
  const add = (id: string, name: string, unit: string, interval: Interval, key: string, isGiven = true) => {
    if (!isGiven) return;
    ids.push(id);
    figures.input({ id, stage: "money", name, unit, interval, evidence, source: `economics.${key} of the site file` });
  };
  const capital = project.capital.reduce((sum, line) => sum + line.cost, 0);
  const lines = project.capital.map((line) => `${line.name} (${line.method})`).join(", ");
  add("capital", "capital before its own uncertainty", money, flat(capital), `capital: ${lines};`);
  add(
    "sustaining",
    "sustaining capital",
    `${money} a year`,
    flat(project.sustainingPerYear),
    "sustainingPerYear",
    project.sustainingPerYear > 0,
  );
  project.operating.forEach((line, at) => {
    add(`operating.${at}`, line.name, `${money} a year`, flat(line.perYear), "operating", line.perYear > 0);
    const isPerTonne = line.perTonneFeed > 0;
    add(`operating.${at}.tonne`, line.name, `${money}/t dry`, flat(line.perTonneFeed), "operating", isPerTonne);
  });
  for (const product of project.products) {
    const { name, priceModel } = product;
    const path = priceModel === null ? ", constant" : ", then paths that return to their long-run price";
    add(
      `price.${name}`,
      `price of ${name} in the first year`,
      `${money}/kg`,
      flat(product.price[0]),
      `products${path};`,
    );
    add(`payable.${name}`, `share of the price paid for ${name}`, "fraction", flat(product.payable), "products");
    const charges = product.treatmentPerTonne + product.freightPerTonne + product.penaltyPerTonne;
    add(
      `charges.${name}`,
      `treatment, freight and penalties of ${name}`,
      `${money}/t shipped`,
      flat(charges),
      "products",
      charges > 0,
    );
    add(
      `floor.${name}`,
      `price floor of ${name}`,
      `${money}/kg`,
      flat(product.priceFloor),
      "products",
      product.priceFloor > 0,
    );
    const credit = product.productionCredit;
    add(`credit.${name}`, `production credit of ${name}`, `${money}/kg`, flat(credit), "products", credit > 0);
  }
  const keys = projectKeys(project);
  for (const { key } of project.uncertain) {
    const drawn = draws.quantities.find(({ name }) => name === key);
    if (drawn !== undefined)
      add(`drawn.${key}`, `${keyWords(key)}, as drawn`, keys.get(key)?.unit ?? "", bandOf(drawn.values), "uncertain");
  }
  fiscalFigures(project, money, add);
  return ids;
}

type Add = (id: string, name: string, unit: string, interval: Interval, key: string, isGiven?: boolean) => void;

function fiscalFigures(project: Project, money: string, add: Add): void {
  const { closure, grant, depreciation, loan } = project;
  add("terms.rate", `discount rate, ${project.basis}`, "a year", flat(project.discountRate), "terms");
  add("terms.inflation", "inflation", "a year", flat(project.inflation), "terms");
  add("terms.build", "years of building", "years", flat(project.buildYears), "schedule");
  const rule = `; depreciation ${depreciation.method}${"years" in depreciation ? ` over ${depreciation.years} years` : ""}`;
  add("fiscal.tax", `income tax${rule}`, "fraction", flat(project.taxRate), "fiscal");
  project.royalties.forEach(({ rate, basis }, at) =>
    add(`fiscal.royalty.${at}`, `royalty on ${basis} value`, "fraction", flat(rate), "fiscal.royalties", rate > 0),
  );
  add("closure.cost", `closure, over ${closure.years} years`, money, flat(closure.cost), "closure", closure.cost > 0);
  add(
    "closure.fee",
    "fee of the closure bond",
    "of its cost a year",
    flat(closure.suretyFee),
    "closure",
    closure.suretyFee > 0,
  );
  add(
    "closure.cash",
    "share of the closure bond in cash",
    "fraction",
    flat(closure.cashShare),
    "closure",
    closure.cashShare > 0,
  );
  add(
    "working",
    "working capital",
    "days of operating cost",
    flat(project.workingCapitalDays),
    "workingCapitalDays",
    project.workingCapitalDays > 0,
  );
  const perTonne = project.remediationCreditPerTonne;
  add(
    "credit.tonne",
    "credit for what is cleaned up",
    `${money}/t dry dug`,
    flat(perTonne),
    "remediationCredit",
    perTonne > 0,
  );
  const perYear = project.remediationCreditPerYear;
  add("credit.year", "credit for cleaning up", `${money} a year`, flat(perYear), "remediationCredit", perYear > 0);
  add("grant", `grant in year ${grant.year}`, money, flat(grant.amount), "incentives.grant", grant.amount > 0);
  const share = project.productionCreditShareOfCost;
  add("credit.cost", "production credit, share of operating cost", "fraction", flat(share), "incentives", share > 0);
  if (loan !== null) {
    add("loan.share", `loan, share of capital, ${loan.years} years`, "fraction", flat(loan.share), "loan");
    add("loan.rate", "interest of the loan, nominal", "a year", flat(loan.rate), "loan");
  }
}

/** Rate of return, payback, break-even and the value without support; what no realisation has is not shown as a number. */
export function returnFigures(returns: Returns, figures: Figures, money: string): void {
  const partial = (id: string, name: string, unit: string, { interval, having, of }: PartialBand, lacking: string) => {
    if (interval === null) return;
    const how = `cash flow in constant money after tax; of the ${having} of ${of} realisations that have one (${lacking})`;
    figures.result("decision", id, name, unit, interval, ["npv"], how);
  };
  partial(
    "irr",
    "internal rate of return, real",
    "a year",
    returns.internalRate,
    "the rate above which value is lost; the others have none, or several, and must be judged by value",
  );
  partial(
    "payback",
    "payback from the end of project year 0",
    "years",
    returns.paybackYears,
    "the others never pay back",
  );
  const factor = returns.breakEvenPriceFactor;
  if (factor !== null)
    figures.result(
      "decision",
      "breakEven",
      "factor on all prices at which the mean value is nothing",
      "factor",
      flat(factor),
      ["npv"],
      "bisection on the mean over the realisations: one number, with no band of its own",
    );
  if (returns.npvWithoutSupport !== null)
    figures.result(
      "decision",
      "npv.plain",
      "net present value without credits, grants and price floors",
      money,
      returns.npvWithoutSupport,
      ["npv"],
      "the same realisations with every support of the site file taken away",
    );
}
