import { optimalStopping, type StoppingValue } from "./optimalStopping.ts";
import { projectPaths } from "./monteCarlo.ts";
import type { Project } from "./project.ts";
import { baseFactors, compileProject, type ProjectChange } from "./projectKernel.ts";
import { DocumentFields } from "./documentFields.ts";
import type { Issue } from "../evidence/issue.ts";

/** A right of the owner. Years of operation count from 0. */
export type ProjectRight =
  | { readonly kind: "defer"; readonly name: string; readonly upToYears: number }
  | {
      readonly kind: "expand" | "switch";
      readonly name: string;
      readonly years: readonly number[];
      readonly change: ProjectChange;
    }
  | { readonly kind: "abandon"; readonly name: string; readonly years: readonly number[]; readonly salvage: number };

/** A right and what it adds. */
export interface RightValue extends StoppingValue {
  readonly kind: ProjectRight["kind"];
  readonly name: string;
  /** Value without the right over the same price paths, all else at the base: for a deferral the better of starting now and never. */
  readonly base: number;
  /** Value with the right less value without: for a deferral against the better of starting now and never. */
  readonly added: number;
  /** Dates at which it may be used: years of waiting, or operating years. */
  readonly dates: readonly number[];
}

/**
 * Worth of rights over paths of price: to start later (or never), to expand or switch for a price, to stop early. The state at a date is the
 * payable value per tonne of feed at that date's prices. Each right alone; rights together are worth less than their sum.
 * Discounting at the project's rate is a judgement: a market would price the risk of each right apart.
 * @throws {RangeError} no product has a price model: without paths nothing is learnt and a right is worth nothing
 * @see Longstaff and Schwartz (2001); Dixit and Pindyck (1994), Investment under Uncertainty
 */
export function rightValues(
  project: Project,
  rights: readonly ProjectRight[],
  realisations: number,
  seed: number,
): RightValue[] {
  const kernel = compileProject(project);
  const mostWait = rights.reduce((most, right) => (right.kind === "defer" ? Math.max(most, right.upToYears) : most), 0);
  const paths = projectPaths(project, kernel.years, realisations, seed, mostWait);
  if (paths === null) throw new RangeError("real options need a price model of one product at least: priceModel");
  const factors = baseFactors(project);
  const nominal = kernel.nominalRate(factors);
  const realGrowth = (1 + nominal) / (1 + project.inflation);
  const npvs = (offsetYears: number, change: ProjectChange | null) =>
    Float64Array.from({ length: realisations }, (_, k) =>
      kernel.run(factors, { paths, realisations, realisation: k, offsetYears }, change),
    );
  const state = (pathYear: number) =>
    rightState(project, paths, realisations, Math.min(pathYear, kernel.years + mostWait - 1));
  const base = npvs(0, null);
  const baseMean = base.reduce((sum, value) => sum + value, 0) / realisations;
  return rights.map((right) => {
    if (right.kind === "defer") {
      const dates = Array.from({ length: right.upToYears + 1 }, (_, wait) => wait);
      const payoffs = dates.map((wait) => npvs(wait, null).map((npv) => npv / realGrowth ** wait));
      const found = optimalStopping(payoffs, dates.map(state));
      return {
        ...valueOf(found),
        kind: right.kind,
        name: right.name,
        base: Math.max(0, baseMean),
        added: found.value - Math.max(0, baseMean),
        dates,
      };
    }
    const dates = right.years.filter((year) => year < kernel.operatingYears);
    const payoffs = dates.map((fromYear) => npvs(0, changeOf(right, fromYear)).map((npv, k) => npv - base[k]));
    if (dates.length === 0)
      throw new RangeError(`right ${right.name} has no date within the ${kernel.operatingYears} operating years`);
    // A decision for an operating year is taken with the prices of the year before it.
    const found = optimalStopping(
      payoffs,
      dates.map((year) => state(project.buildYears + year - 1)),
    );
    return { ...valueOf(found), kind: right.kind, name: right.name, base: baseMean, added: found.value, dates };
  });
}

/** The value of a rule without its paths. */
function valueOf({ value, standardError, exercised }: StoppingValue): StoppingValue {
  return { value, standardError, exercised };
}

/** Payable value of a tonne of feed at the prices of a path year, path by path: what a decision knows. */
export function rightState(
  project: Project,
  paths: readonly Float64Array[],
  realisations: number,
  pathYear: number,
): Float64Array {
  return Float64Array.from({ length: realisations }, (_, k) =>
    project.products.reduce(
      (sum, product, q) =>
        sum +
        ((project.gradePpm.get(product.element) ?? 0) / 1000) *
          product.recovery *
          product.formPerElement *
          product.payable *
          paths[q][pathYear * realisations + k],
      0,
    ),
  );
}

/** What using a right in an operating year changes. */
export function changeOf(right: Exclude<ProjectRight, { readonly kind: "defer" }>, fromYear: number): ProjectChange {
  if (right.kind !== "abandon") return { ...right.change, fromYear };
  const { salvage } = right;
  return { fromYear, stops: true, salvage, feedFactor: 1, operatingFactor: 1, revenueFactor: 1, capital: 0 };
}

/**
 * Reads `options: [{ kind, name, ... }]` of a project document: defer { upToYears }, abandon { years, salvage }, expand and switch
 * { years, capital, feedFactor, operatingFactor, revenueFactor }.
 */
export function readRights(document: unknown, name: string): { rights: ProjectRight[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const root = new DocumentFields(document, name, issues);
  const rights = root.list("options", 20).map((fields): ProjectRight => {
    const kind = fields.choice("kind", ["defer", "expand", "abandon", "switch"] as const);
    const label = fields.text("name", kind);
    const factor = { min: 0, max: 100 };
    let right: ProjectRight;
    if (kind === "defer")
      right = { kind, name: label, upToYears: Math.round(fields.number("upToYears", { min: 1, max: 20 })) };
    else {
      const years = fields
        .numbers("years", { min: 0, max: 100 }, [1], 100)
        .map(Math.round)
        .toSorted((a, b) => a - b);
      right =
        kind === "abandon"
          ? { kind, name: label, years, salvage: fields.number("salvage", { min: 0 }, 0) }
          : {
              kind,
              name: label,
              years,
              change: {
                fromYear: 0,
                capital: fields.number("capital", { min: 0 }, 0),
                feedFactor: fields.number("feedFactor", factor, 1),
                operatingFactor: fields.number("operatingFactor", factor, 1),
                revenueFactor: fields.number("revenueFactor", factor, 1),
                stops: false,
                salvage: 0,
              },
            };
    }
    fields.tellUnknown();
    return right;
  });
  return { rights, issues };
}
