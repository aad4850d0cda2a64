import { correlatedDraws } from "../numerics/correlatedDraws.ts";
import { type Distribution, distributionMean } from "../numerics/distribution.ts";
import { projectPaths } from "../economics/monteCarlo.ts";
import type { Project } from "../economics/project.ts";
import { projectKeys } from "../economics/projectKeys.ts";
import type { Site } from "./site.ts";

/** Sources of doubt that can be frozen one by one. */
export const doubts = ["resource", "recovery", "operating cost", "capital", "price", "other"] as const;
export type Doubt = (typeof doubts)[number];

/** Realisation k of everything that is not the body. */
export interface SiteDraws {
  readonly realisations: number;
  readonly quantities: readonly {
    readonly name: string;
    readonly doubt: Doubt;
    readonly mean: number;
    readonly values: Float64Array;
  }[];
  /** Value of a quantity in a realisation; its mean where its doubt is frozen. */
  readonly value: (name: string, realisation: number, frozen: ReadonlySet<Doubt>) => number;
  readonly paths: readonly Float64Array[] | null;
  /** Mean over realisations of the paths, for a frozen price. */
  readonly meanPaths: readonly Float64Array[] | null;
}

/**
 * Draws recoveries, costs, intensities and the economics' own uncertain quantities, realisation by realisation, and price paths. The body's
 * realisation k goes with realisation k of all of them.
 * @throws {RangeError} as `correlatedDraws` does
 */
export function siteDraws(site: Site, project: Project, years: number, realisations: number): SiteDraws {
  const asked: { name: string; doubt: Doubt; distribution: Distribution }[] = [
    { name: "mining.cost", doubt: "operating cost", distribution: site.mining.costPerTonne },
  ];
  for (const route of site.routes) {
    for (const [element, distribution] of route.recovery)
      asked.push({ name: `${route.id}.recovery.${element}`, doubt: "recovery", distribution });
    asked.push({ name: `${route.id}.cost`, doubt: "operating cost", distribution: route.costPerTonne });
    const rates = { power: route.powerKwhPerTonne, water: route.waterM3PerTonne, co2: route.co2KgPerTonne };
    for (const [name, distribution] of Object.entries(rates))
      if (distribution !== null) asked.push({ name: `${route.id}.${name}`, doubt: "other", distribution });
    for (const [name, distribution] of route.reagents)
      asked.push({ name: `${route.id}.reagent.${name}`, doubt: "other", distribution });
  }
  for (const { key, distribution } of project.uncertain) asked.push({ name: key, doubt: doubtOf(key), distribution });
  const correlations = project.correlations.filter(
    ({ a, b }) => asked.some(({ name }) => name === a) && asked.some(({ name }) => name === b),
  );
  const columns = correlatedDraws(asked, correlations, realisations, site.seed);
  const quantities = asked.map(({ name, doubt, distribution }, at) => ({
    name,
    doubt,
    mean: distributionMean(distribution),
    values: columns[at],
  }));
  const byName = new Map(quantities.map((quantity) => [quantity.name, quantity]));
  const paths = projectPaths(project, years, realisations, site.seed);
  return {
    realisations,
    quantities,
    value: (name, realisation, frozen) => {
      const quantity = byName.get(name);
      if (quantity === undefined) throw new RangeError(`assessment: ${name} was not drawn`);
      return frozen.has(quantity.doubt) ? quantity.mean : quantity.values[realisation];
    },
    paths,
    meanPaths: paths === null ? null : paths.map((path) => meanOf(path, realisations)),
  };
}

function meanOf(path: Float64Array, realisations: number): Float64Array {
  const out = new Float64Array(path.length);
  for (let start = 0; start < path.length; start += realisations) {
    const mean = path.subarray(start, start + realisations).reduce((sum, price) => sum + price, 0) / realisations;
    out.fill(mean, start, start + realisations);
  }
  return out;
}

function doubtOf(key: string): Doubt {
  if (key.startsWith("price.")) return "price";
  if (key.startsWith("recovery.")) return "recovery";
  if (key === "capital") return "capital";
  return key === "operating" ? "operating cost" : "other";
}

/** Keys of the economics' own uncertain quantities, with how each enters. */
export function projectSetters(project: Project) {
  const keys = projectKeys(project);
  return project.uncertain.map(({ key }) => {
    const known = keys.get(key);
    if (known === undefined)
      throw new RangeError(`assessment: the economics has no quantity ${key}; it has ${[...keys.keys()].join(", ")}`);
    return known;
  });
}
