import { depreciationShares } from "./depreciation.ts";
import { incomeTax } from "./incomeTax.ts";
import { capitalRecoveryFactor, netPresentValue, nominalRate } from "./presentValue.ts";
import type { Project } from "./project.ts";

/** What one run departs from the base by: factors on it, 1 for the base; one entry a product where a list. */
export interface ProjectFactors {
  readonly price: Float64Array;
  readonly recovery: Float64Array;
  readonly grade: Float64Array;
  feed: number;
  capital: number;
  operating: number;
  closure: number;
  /** In place of the project's discount rate, on its basis; null for the project's. */
  discountRate: number | null;
}

/** Prices by product, year and realisation that stand in for the deck: paths[product][(offset + year) × K + k]. */
export interface PathChoice {
  readonly paths: readonly Float64Array[];
  readonly realisations: number;
  readonly realisation: number;
  /** Path year that is project year 0; later for a deferred start. */
  readonly offsetYears: number;
}

/**
 * What is dug and won year by year in each realisation, in place of the project's feed, grade and recovery: from a mining sequence and
 * its routes. Entry year × realisations + realisation, operating years from 0 on.
 */
export interface YearlyOre {
  readonly realisations: number;
  readonly realisation: number;
  readonly feedTonnes: Float64Array;
  /** By product, kg of its element won before factors. */
  readonly elementKg: readonly Float64Array[];
  /** Cost of the year beside the project's own lines, constant money. */
  readonly operating: Float64Array;
}

/** What a decision changes from an operating year on (0 is the first). */
export interface ProjectChange {
  readonly fromYear: number;
  readonly feedFactor: number;
  readonly operatingFactor: number;
  readonly revenueFactor: number;
  /** Spent in the year before, constant money. */
  readonly capital: number;
  /** True when operation ends with the year before: closure follows at once. */
  readonly stops: boolean;
  /** Received on stopping, constant money. */
  readonly salvage: number;
}

/** Lines of the annual table, money of the day; costs positive, `netCash` signed. One entry a project year. */
export const tableLines = [
  "feedTonnes",
  "revenue",
  "sellingCharges",
  "operating",
  "royalty",
  "remediationCredit",
  "productionCredit",
  "grant",
  "capital",
  "sustaining",
  "closure",
  "workingCapital",
  "depreciation",
  "interest",
  "taxableIncome",
  "tax",
  "loanDrawn",
  "loanRepaid",
  "netCash",
] as const;
export type TableLine = (typeof tableLines)[number];
export type ProjectTable = Readonly<Record<TableLine, Float64Array>>;

/** A project made ready to run many times; every run overwrites the tables. */
export interface ProjectKernel {
  readonly years: number;
  readonly buildYears: number;
  readonly operatingYears: number;
  readonly table: ProjectTable;
  /** By product, kg of what is priced, by project year. */
  readonly productKg: readonly Float64Array[];
  /** By product, payable value of the day, by project year. */
  readonly productValue: readonly Float64Array[];
  /** Runs the project; several changes act together, their factors multiplied. @returns net present value at the nominal rate, constant money of year 0 */
  readonly run: (
    factors: ProjectFactors,
    path?: PathChoice | null,
    change?: ProjectChange | readonly ProjectChange[] | null,
    ore?: YearlyOre | null,
  ) => number;
  readonly nominalRate: (factors: ProjectFactors) => number;
}

const unchanged: readonly ProjectChange[] = [];

function changesOf(change: ProjectChange | readonly ProjectChange[] | null): readonly ProjectChange[] {
  if (change === null) return unchanged;
  return "fromYear" in change ? [change] : change;
}

/** The base: every factor 1. */
export function baseFactors(project: Project): ProjectFactors {
  const ones = () => new Float64Array(project.products.length).fill(1);
  return {
    price: ones(),
    recovery: ones(),
    grade: ones(),
    feed: 1,
    capital: 1,
    operating: 1,
    closure: 1,
    discountRate: null,
  };
}

/**
 * Annual cash flow of a project, money of the day throughout: each year
 * revenue − charges − operating − royalty + credits + grant − capital − sustaining − closure − working capital − tax + loan − its service.
 * Capital is depreciated from the first operating year, sustaining from its own year; what is left is written off in the last
 * operating year. Credits for production and a grant bear no tax; a grant reduces the depreciable cost. Interest during building is
 * added to the loan. Closure after the last operating year finds no income to be set against: its tax relief is lost, as for a
 * company with one mine.
 * @see Torries (1998), Evaluating Mineral Projects: Applications and Misconceptions, SME, ch. 2-4
 */
export function compileProject(project: Project): ProjectKernel {
  const { buildYears: built, products, inflation } = project;
  const operatingYears = project.feedTonnes.length;
  const years = built + operatingYears + project.closure.years;
  const table = Object.fromEntries(tableLines.map((line) => [line, new Float64Array(years)])) as Record<
    TableLine,
    Float64Array
  >;
  const productKg = products.map(() => new Float64Array(years));
  const productValue = products.map(() => new Float64Array(years));
  const price = Float64Array.from({ length: years }, (_, t) => (1 + inflation) ** t);
  const initial = Float64Array.from({ length: years }, (_, t) =>
    project.capital.reduce((sum, line) => sum + line.cost * (line.spread[t] ?? 0), 0),
  );
  const grade = products.map(({ element }) => (project.gradePpm.get(element) ?? 0) / 1000);
  const deck = products.map((product) =>
    Float64Array.from(
      { length: operatingYears },
      (_, o) => product.price[Math.min(o, product.price.length - 1)] ?? Number.NaN,
    ),
  );
  const fixedOperating = project.operating.reduce((sum, line) => sum + line.perYear, 0);
  const perTonne = project.operating.reduce((sum, line) => sum + line.perTonneFeed, 0);
  const perKg = products.map((_, p) =>
    project.operating.reduce((sum, line) => sum + (line.product === p ? line.perKgProduct : 0), 0),
  );
  const shares = depreciationShares(project.depreciation);
  const rateOf = (factors: ProjectFactors) => {
    const rate = factors.discountRate ?? project.discountRate;
    return project.basis === "real" ? nominalRate(rate, inflation) : rate;
  };

  const run: ProjectKernel["run"] = (factors, path = null, change = null, ore = null) => {
    for (const line of tableLines) table[line].fill(0);
    const changes = changesOf(change);
    let stop: ProjectChange | null = null;
    for (const one of changes) if (one.stops && (stop === null || one.fromYear < stop.fromYear)) stop = one;
    const last = stop === null ? operatingYears : Math.min(operatingYears, stop.fromYear);
    let opexBefore = 0;
    for (let t = 0; t < years; t++) {
      const o = t - built;
      const p = price[t];
      table.capital[t] = initial[t] * factors.capital * p;
      let [feedFactor, operatingFactor, revenueFactor] = [1, 1, 1];
      for (const one of changes) {
        const from = Math.min(operatingYears, one.fromYear);
        if (o === from - 1 && !one.stops) table.capital[t] += one.capital * p;
        if (o < from) continue;
        feedFactor *= one.feedFactor;
        operatingFactor *= one.operatingFactor;
        revenueFactor *= one.revenueFactor;
      }
      if (t === project.grant.year) table.grant[t] = project.grant.amount * p;
      if (o < 0 || o >= last) {
        table.workingCapital[t] = -opexBefore * (project.workingCapitalDays / 365);
        opexBefore = 0;
        for (let q = 0; q < products.length; q++) productKg[q][t] = productValue[q][t] = 0;
        continue;
      }
      const oreAt = ore === null ? 0 : o * ore.realisations + ore.realisation;
      const dug = ore === null ? project.feedTonnes[o] : ore.feedTonnes[oreAt];
      const share = factors.feed * feedFactor;
      const feed = dug * share;
      table.feedTonnes[t] = feed;
      let [gross, charges, credit, byProduct] = [0, 0, 0, 0];
      for (let q = 0; q < products.length; q++) {
        const product = products[q];
        const recovery = Math.min(1, product.recovery * factors.recovery[q]);
        const kg =
          ore === null
            ? feed * grade[q] * factors.grade[q] * recovery * product.formPerElement
            : ore.elementKg[q][oreAt] * share * factors.grade[q] * factors.recovery[q] * product.formPerElement;
        const quoted =
          path === null ? deck[q][o] : path.paths[q][(path.offsetYears + t) * path.realisations + path.realisation];
        const market = Math.max(product.priceFloor, quoted * factors.price[q] * revenueFactor);
        const paid = product.offtakeShare * product.offtakePrice + (1 - product.offtakeShare) * market;
        const payable = kg * product.payable;
        const shipped = kg / product.gradeInProduct / 1000;
        productKg[q][t] = kg;
        productValue[q][t] = payable * paid * p;
        gross += payable * paid;
        charges +=
          shipped * (product.treatmentPerTonne + product.freightPerTonne + product.penaltyPerTonne) +
          payable * product.refiningPerKg;
        credit += payable * product.productionCredit;
        byProduct += kg * perKg[q];
      }
      const opex =
        (fixedOperating + perTonne * feed + byProduct + (ore === null ? 0 : ore.operating[oreAt] * share)) *
        factors.operating *
        operatingFactor;
      table.revenue[t] = gross * p;
      table.sellingCharges[t] = charges * p;
      table.operating[t] = opex * p;
      table.productionCredit[t] = (credit + project.productionCreditShareOfCost * opex) * p;
      table.remediationCredit[t] = (project.remediationCreditPerYear + project.remediationCreditPerTonne * feed) * p;
      table.sustaining[t] = project.sustainingPerYear * factors.capital * p;
      for (const { rate, basis } of project.royalties) {
        const of = basis === "gross" ? gross : basis === "net" ? gross - charges : gross - charges - opex;
        table.royalty[t] += rate * Math.max(0, of) * p;
      }
      table.workingCapital[t] = (opex * p - opexBefore) * (project.workingCapitalDays / 365);
      opexBefore = opex * p;
    }
    closureLines(last, factors, stop);
    loanLines(last);
    taxLines(last);
    for (let t = 0; t < years; t++)
      table.netCash[t] =
        table.revenue[t] -
        table.sellingCharges[t] -
        table.operating[t] -
        table.royalty[t] +
        table.remediationCredit[t] +
        table.productionCredit[t] +
        table.grant[t] -
        table.capital[t] -
        table.sustaining[t] -
        table.closure[t] -
        table.workingCapital[t] -
        table.tax[t] +
        table.loanDrawn[t] -
        table.loanRepaid[t] -
        table.interest[t];
    return netPresentValue(table.netCash, rateOf(factors));
  };

  /** Closure, the fees of its bond, cash laid down and returned, and what a stopped project is sold for. */
  function closureLines(last: number, factors: ProjectFactors, stop: ProjectChange | null): void {
    const { closure } = project;
    const cost = closure.cost * factors.closure;
    const end = built + last;
    for (let c = 0; c < closure.years; c++) table.closure[end + c] += (cost / closure.years) * price[end + c];
    for (let t = 0; t < end; t++) table.closure[t] += closure.suretyFee * (1 - closure.cashShare) * cost * price[t];
    if (closure.cashShare > 0) {
      const back = Math.min(years - 1, end + closure.years - 1);
      table.closure[0] += closure.cashShare * cost;
      table.closure[back] -= closure.cashShare * cost * (1 + closure.interest) ** back;
    }
    if (stop !== null) table.closure[Math.min(end, years - 1)] -= stop.salvage * price[Math.min(end, years - 1)];
  }

  function loanLines(last: number): void {
    const { loan } = project;
    if (loan === null || last === 0) return;
    let owed = 0;
    for (let t = 0; t < built; t++) {
      table.loanDrawn[t] = loan.share * table.capital[t];
      owed = owed * (1 + loan.rate) + table.loanDrawn[t];
    }
    const term = Math.min(loan.years, last);
    const payment = owed * capitalRecoveryFactor(loan.rate, term);
    for (let k = 0; k < term; k++) {
      const interest = owed * loan.rate;
      table.interest[built + k] = interest;
      table.loanRepaid[built + k] = payment - interest;
      owed -= payment - interest;
    }
  }

  function taxLines(last: number): void {
    const end = built + last;
    if (last > 0) {
      let base = 0;
      for (let t = 0; t < built; t++) base += table.capital[t] - table.grant[t];
      depreciate(Math.max(0, base), built, end);
      for (let t = built; t < end; t++) {
        const spent = table.sustaining[t] + table.capital[t];
        if (spent > 0) depreciate(spent, t, end);
      }
    }
    for (let t = 0; t < years; t++) {
      const income =
        table.revenue[t] -
        table.sellingCharges[t] -
        table.operating[t] -
        table.royalty[t] +
        table.remediationCredit[t] -
        table.closure[t] -
        table.depreciation[t] -
        table.interest[t];
      const depletion =
        project.depletionRate > 0 ? Math.max(0, Math.min(project.depletionRate * table.revenue[t], 0.5 * income)) : 0;
      table.taxableIncome[t] = income - depletion;
    }
    if (project.taxRate > 0)
      table.tax.set(
        incomeTax(table.taxableIncome, {
          rate: project.taxRate,
          lossYears: project.lossYears,
          lossShareLimit: project.lossShareLimit,
        }).tax,
      );
  }

  function depreciate(cost: number, from: number, end: number): void {
    let left = cost;
    for (let k = 0; k < shares.length && from + k < end; k++) {
      table.depreciation[from + k] += shares[k] * cost;
      left -= shares[k] * cost;
    }
    table.depreciation[end - 1] += left;
  }

  return { years, buildYears: built, operatingYears, table, productKg, productValue, run, nominalRate: rateOf };
}
