import { type InternalRates, internalRates } from "./internalRates.ts";
import { netPresentValue, nominalRate, paybackYears, realRate } from "./presentValue.ts";
import type { Project } from "./project.ts";
import { baseFactors, compileProject, type ProjectFactors, type TableLine, tableLines } from "./projectKernel.ts";

/** Cost of a product spread over what is made of it, before income tax, constant money per kg of what is priced. */
export interface LevelisedCost {
  readonly product: string;
  /** All costs less the value of the other products, over this product. */
  readonly withCoProductCredit: number;
  /** Its share of costs by value. */
  readonly allocatedByValue: number;
  /** Its share of costs by mass of what is priced. */
  readonly allocatedByMass: number;
  readonly presentKg: number;
}

/** A project evaluated once. Money of `currency`; the table in money of the day, the values in constant money of year 0. */
export interface ProjectEvaluation {
  readonly years: readonly number[];
  readonly table: Readonly<Record<TableLine, readonly number[]>>;
  /** Net cash by year in constant money. */
  readonly realNetCash: readonly number[];
  /** Consistent value: money of the day at the nominal rate, or constant money at the real rate: the same by Fisher's equation. */
  readonly npv: number;
  readonly nominalRate: number;
  readonly realRate: number;
  /** Cash of the day discounted at the real rate, as some studies quote: inflation counted as profit. Not a value. */
  readonly npvOfNominalCashAtRealRate: number;
  readonly nominalIrr: InternalRates;
  readonly realIrr: InternalRates;
  /** From the start of year 1, constant money; null when never. */
  readonly paybackYears: number | null;
  readonly discountedPaybackYears: number | null;
  readonly levelised: readonly LevelisedCost[];
  readonly productTonnes: Readonly<Record<string, number>>;
}

/** Evaluates a project at given factors (the base where left out): annual table, values, rates, payback, levelised costs. */
export function evaluateProject(project: Project, factors: ProjectFactors = baseFactors(project)): ProjectEvaluation {
  const kernel = compileProject(project);
  const npv = kernel.run(factors);
  const nominal = kernel.nominalRate(factors);
  const real = realRate(nominal, project.inflation);
  const { netCash } = kernel.table;
  const realNetCash = netCash.map((cash, t) => cash / (1 + project.inflation) ** t);
  const discounted = netCash.map((cash, t) => cash / (1 + nominal) ** t);
  return {
    years: Array.from({ length: kernel.years }, (_, t) => t),
    table: Object.fromEntries(tableLines.map((line) => [line, [...kernel.table[line]]])) as Record<TableLine, number[]>,
    realNetCash: [...realNetCash],
    npv,
    nominalRate: nominal,
    realRate: real,
    npvOfNominalCashAtRealRate: netPresentValue(netCash, real),
    nominalIrr: internalRates(netCash),
    realIrr: internalRates(realNetCash),
    paybackYears: paybackYears(realNetCash),
    discountedPaybackYears: paybackYears(discounted),
    levelised: levelisedCosts(project, kernel, nominal),
    productTonnes: Object.fromEntries(
      project.products.map(({ name }, q) => [name, kernel.productKg[q].reduce((sum, kg) => sum + kg, 0) / 1000]),
    ),
  };
}

function levelisedCosts(project: Project, kernel: ReturnType<typeof compileProject>, nominal: number): LevelisedCost[] {
  const { table, productKg, productValue } = kernel;
  const real = realRate(nominal, project.inflation);
  const costs = table.netCash.map(
    (_, t) =>
      table.sellingCharges[t] +
      table.operating[t] +
      table.royalty[t] +
      table.capital[t] +
      table.sustaining[t] +
      table.closure[t] +
      table.workingCapital[t] -
      table.remediationCredit[t] -
      table.productionCredit[t] -
      table.grant[t],
  );
  const cost = netPresentValue(costs, nominal);
  // Kilograms are no money: they are discounted at the real rate, so that the cost comes in constant money.
  const kg = productKg.map((series) => netPresentValue(series, real));
  const value = productValue.map((series) => netPresentValue(series, nominal));
  const total = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);
  return project.products.map(({ name }, q) => ({
    product: name,
    withCoProductCredit: (cost - (total(value) - value[q])) / kg[q],
    allocatedByValue: (cost * value[q]) / total(value) / kg[q],
    allocatedByMass: cost / total(kg),
    presentKg: kg[q],
  }));
}

/** Nominal discount rate of a project. */
export function projectNominalRate(project: Project): number {
  return project.basis === "real" ? nominalRate(project.discountRate, project.inflation) : project.discountRate;
}
