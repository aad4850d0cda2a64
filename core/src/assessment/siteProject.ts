import { distributionMean } from "../numerics/distribution.ts";
import type { Project } from "../economics/project.ts";
import { readProject } from "../economics/readProject.ts";
import type { AccountCost } from "../economics/readCapital.ts";
import type { Issue } from "../evidence/issue.ts";
import type { BlockRoute } from "../matching/routeBlocks.ts";
import type { Site } from "./site.ts";
import type { YearlyOre } from "./yearlyOre.ts";

/** Product terms as the economics of the site states them, read before the body is dug. */
export interface SiteProducts {
  /** A project of one year and one tonne: its products, terms and uncertain quantities hold, its feed does not. */
  readonly terms: Project | null;
  readonly issues: readonly Issue[];
}

/** The economics of a site as a document with a feed. */
function documentOf(site: Site, feedTonnes: readonly number[], gradePpm: Readonly<Record<string, number>>): unknown {
  const given = site.economics;
  const schedule = (typeof given.schedule === "object" && given.schedule !== null ? given.schedule : {}) as Record<
    string,
    unknown
  >;
  const products = Array.isArray(given.products)
    ? given.products.map((product: unknown) =>
        typeof product === "object" && product !== null && !Array.isArray(product)
          ? { ...product, recovery: 1 }
          : product,
      )
    : given.products;
  return {
    ...given,
    schema: "relode.economics/1",
    name: site.name,
    declared: site.declared,
    schedule: {
      buildYears: schedule.buildYears ?? 2,
      operatingYears: feedTonnes.length,
      feedTonnesPerYear: feedTonnes,
    },
    feed: { gradePpm },
    products,
  };
}

const barred = /^(grade|recovery)\.|^feed$/;

/** Reads the terms; refuses what the body and the routes already say. */
export function siteProducts(site: Site, name: string, accounts: readonly AccountCost[]): SiteProducts {
  const own: Issue[] = [];
  const fault = (path: string, message: string) =>
    own.push({ path: `${name}.economics.${path}`, code: "assess.twice", severity: "error", message });
  if (site.economics.feed !== undefined) fault("feed", "comes from the resource; remove it");
  for (const key of ["feedTonnesPerYear", "operatingYears", "rampUp"])
    if (
      typeof site.economics.schedule === "object" &&
      site.economics.schedule !== null &&
      key in site.economics.schedule
    )
      fault(`schedule.${key}`, "comes from the mining sequence; keep buildYears only");
  if (Array.isArray(site.economics.uncertain))
    for (const line of site.economics.uncertain as readonly { key?: unknown }[])
      if (typeof line?.key === "string" && barred.test(line.key))
        fault(`uncertain ${line.key}`, "is drawn by the resource or the routes; remove it");
  const grades = Object.fromEntries([...site.elements.keys()].map((element) => [element, 1]));
  const { project, issues } = readProject(documentOf(site, [1], grades), `${name}.economics`, accounts);
  const elements = project?.products.map(({ element }) => element) ?? [];
  for (const element of elements)
    if (elements.indexOf(element) !== elements.lastIndexOf(element))
      fault("products", `${element} is sold in two products; an assessment sells each element in one`);
  return { terms: own.length > 0 ? null : project, issues: [...issues, ...own] };
}

/** How each route values a ppm of each element, at expected recovery and first price, after charges by weight. */
export function blockRoutes(site: Site, terms: Project): readonly BlockRoute[] {
  return site.routes.map(({ id, recovery, costPerTonne, mostPpm }) => {
    const usdPerTPpm: Record<string, number> = {};
    for (const element of site.elements.keys()) usdPerTPpm[element] = 0;
    for (const product of terms.products) {
      const yielded = recovery.get(product.element);
      if (yielded === undefined) continue;
      const price =
        product.offtakeShare * product.offtakePrice +
        (1 - product.offtakeShare) * Math.max(product.priceFloor, product.price[0]);
      const charges =
        (product.treatmentPerTonne + product.freightPerTonne + product.penaltyPerTonne) /
          product.gradeInProduct /
          1000 +
        product.payable * product.refiningPerKg;
      const perKg = product.formPerElement * (product.payable * (price + product.productionCredit) - charges);
      const perElement = terms.operating.reduce(
        (sum, line) => sum + (terms.products[line.product] === product ? line.perKgProduct : 0),
        0,
      );
      usdPerTPpm[product.element] = (distributionMean(yielded) * (perKg - perElement * product.formPerElement)) / 1000;
    }
    return { id, usdPerTPpm, costUsdPerT: distributionMean(costPerTonne), mostPpm: Object.fromEntries(mostPpm) };
  });
}

/** The project with the feed that the sequence gives, on average, so that its base case is the mean of the site. */
export function siteProject(site: Site, ore: YearlyOre, name: string, accounts: readonly AccountCost[]): Project {
  const mean = (values: Float64Array, year: number) => {
    let sum = 0;
    for (let k = 0; k < ore.realisations; k++) sum += values[year * ore.realisations + k];
    return sum / ore.realisations;
  };
  const feed = Array.from({ length: ore.years }, (_, year) => mean(ore.dugTonnes, year));
  const total = feed.reduce((sum, tonnes) => sum + tonnes, 0);
  const grades: Record<string, number> = {};
  for (const element of site.elements.keys()) {
    let won = 0;
    site.routes.forEach((route, at) => {
      const share = route.recovery.get(element);
      const metal = ore.routedMetalT[at].get(element);
      if (share === undefined || metal === undefined) return;
      for (let year = 0; year < ore.years; year++) won += distributionMean(share) * mean(metal, year);
    });
    // A product that nobody wins still needs a grade above 0 to be read.
    grades[element] = Math.max(1e-9, (won / total) * 1e6);
  }
  const { project, issues } = readProject(documentOf(site, feed, grades), `${name}.economics`, accounts);
  if (project === null) throw new RangeError(`${name}.economics: ${issues[0]?.path} ${issues[0]?.message}`);
  return project;
}
