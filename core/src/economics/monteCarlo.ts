import type { Interval } from "../evidence/estimate.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";
import { correlatedDraws, type DrawMethod } from "../numerics/correlatedDraws.ts";
import type { ProductLine, Project } from "./project.ts";
import { baseFactors, compileProject } from "./projectKernel.ts";
import { projectKeys } from "./projectKeys.ts";
import { pricePaths } from "./priceModel.ts";

/** Net present values of K realisations and their cumulative cash. */
export interface MonteCarloResult {
  readonly realisations: number;
  readonly seed: number;
  /** Realisation k; constant money of year 0. */
  readonly npv: Float64Array;
  readonly interval: Interval;
  readonly sd: number;
  /** Standard error of the mean from this many realisations. */
  readonly standardError: number;
  /** Share of realisations in which money is lost. */
  readonly chanceOfLoss: number;
  /** Cumulative present value by project year: percentiles over the realisations. */
  readonly fan: readonly { readonly year: number; readonly p05: number; readonly p50: number; readonly p95: number }[];
  /** Values drawn, by key; realisation k of each belongs together. */
  readonly drawn: ReadonlyMap<string, Float64Array>;
  /** Values beyond what means something (a recovery above 1), held at the bound, by key. */
  readonly heldAtBound: ReadonlyMap<string, number>;
}

/**
 * K realisations of a project: uncertain quantities by a Gaussian copula, prices by their path models where products have one.
 * Realisation k of a column given (a grade from the resource) goes with realisation k of everything else.
 * @throws {RangeError} see `correlatedDraws` and `pricePaths`
 */
export function monteCarlo(
  project: Project,
  realisations: number,
  seed: number,
  method: DrawMethod = "stream",
): MonteCarloResult {
  const keys = projectKeys(project);
  const quantities = project.uncertain.map(({ key, distribution }) => ({ name: key, distribution }));
  const ofDraws = project.correlations.filter(({ a, b }) => !isPathPair(project, a, b));
  const columns = correlatedDraws(quantities, ofDraws, realisations, seed, method);
  const kernel = compileProject(project);
  const paths = projectPaths(project, kernel.years, realisations, seed);
  const held = new Map<string, number>();
  const setters = project.uncertain.map(({ key }) => keys.get(key));
  const factors = baseFactors(project);
  const npv = new Float64Array(realisations);
  const cumulative = Array.from({ length: kernel.years }, () => new Float64Array(realisations));
  for (let k = 0; k < realisations; k++) {
    setters.forEach((known, i) => {
      if (known === undefined) throw new RangeError(`no quantity ${project.uncertain[i].key}`);
      let value = columns[i][k];
      if (value > known.most) {
        held.set(known.key, (held.get(known.key) ?? 0) + 1);
        value = known.most;
      }
      known.set(factors, value);
    });
    npv[k] = kernel.run(factors, paths === null ? null : { paths, realisations, realisation: k, offsetYears: 0 });
    const growth = 1 + kernel.nominalRate(factors);
    let [sum, discount] = [0, 1];
    for (let t = 0; t < kernel.years; t++) {
      sum += kernel.table.netCash[t] * discount;
      discount /= growth;
      cumulative[t][k] = sum;
    }
  }
  const mean = npv.reduce((sum, value) => sum + value, 0) / realisations;
  const variance = npv.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, realisations - 1);
  const [p05, p50, p95] = quantilesInPlace(Float64Array.from(npv), [0.05, 0.5, 0.95]);
  return {
    realisations,
    seed,
    npv,
    interval: { mean, p05, p50, p95 },
    sd: Math.sqrt(variance),
    standardError: Math.sqrt(variance / realisations),
    chanceOfLoss: npv.reduce((count, value) => count + (value < 0 ? 1 : 0), 0) / realisations,
    fan: cumulative.map((values, year) => {
      const [low, middle, high] = quantilesInPlace(values, [0.05, 0.5, 0.95]);
      return { year, p05: low, p50: middle, p95: high };
    }),
    drawn: new Map(project.uncertain.map(({ key }, i) => [key, columns[i]])),
    heldAtBound: held,
  };
}

/** Both names are products whose prices follow a path: their correlation is one of shocks, not of draws. */
function isPathPair(project: Project, a: string, b: string): boolean {
  const hasPath = (key: string) =>
    project.products.some((product) => product.priceModel !== null && key === `path.${product.name}`);
  return hasPath(a) && hasPath(b);
}

/** Price paths of all products; null where none has a model. A product without one keeps its deck. */
export function projectPaths(
  project: Project,
  years: number,
  realisations: number,
  seed: number,
  extraYears = 0,
): Float64Array[] | null {
  const modelled = project.products.filter((product) => product.priceModel !== null);
  if (modelled.length === 0) return null;
  const correlation = new Float64Array(modelled.length ** 2);
  modelled.forEach((one, i) =>
    modelled.forEach((other, j) => {
      const pair = project.correlations.find(
        ({ a, b }) =>
          (a === `path.${one.name}` && b === `path.${other.name}`) ||
          (b === `path.${one.name}` && a === `path.${other.name}`),
      );
      correlation[i * modelled.length + j] = i === j ? 1 : (pair?.correlation ?? 0);
    }),
  );
  const span = years + extraYears;
  const found = pricePaths(
    modelled.map((product) => ({
      name: product.name,
      startPrice: product.price[0],
      model: product.priceModel ?? neverUsed(product),
    })),
    correlation,
    span,
    realisations,
    seed,
  );
  return project.products.map((product) => {
    const at = modelled.indexOf(product);
    if (at >= 0) return found[at];
    const deck = new Float64Array(span * realisations);
    for (let t = 0; t < span; t++) {
      const operating = Math.max(0, t - project.buildYears);
      deck.fill(product.price[Math.min(operating, product.price.length - 1)], t * realisations, (t + 1) * realisations);
    }
    return deck;
  });
}

function neverUsed(product: ProductLine): never {
  throw new RangeError(`product ${product.name} has no price model`);
}
