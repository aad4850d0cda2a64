import { distributionQuantile } from "../numerics/distribution.ts";
import { type SobolShare, sobolShares } from "../numerics/sobolShares.ts";
import type { Project } from "./project.ts";
import { baseFactors, compileProject } from "./projectKernel.ts";
import { projectPaths } from "./monteCarlo.ts";
import { allPaths, factorsWith, projectKeys } from "./projectKeys.ts";

/** Value of a project when one quantity alone is put low and high. */
export interface TornadoSwing {
  readonly key: string;
  readonly unit: string;
  readonly lowInput: number;
  readonly highInput: number;
  readonly npvAtLow: number;
  readonly npvAtHigh: number;
}

/**
 * Swings of the value: each uncertain quantity at its 10 and 90 % quantile, the others at the base; where none is declared
 * every quantity by ± 20 %. Widest first.
 */
export function tornadoSwings(project: Project): TornadoSwing[] {
  const keys = projectKeys(project);
  const kernel = compileProject(project);
  const declared = project.uncertain.map(({ key, distribution }) => ({
    key,
    low: distributionQuantile(distribution, 0.1),
    high: distributionQuantile(distribution, 0.9),
  }));
  const rows =
    declared.length > 0
      ? declared
      : [...keys.values()].map(({ key, base, most }) => ({ key, low: 0.8 * base, high: Math.min(most, 1.2 * base) }));
  return rows
    .map(({ key, low, high }) => ({
      key,
      unit: keys.get(key)?.unit ?? "",
      lowInput: low,
      highInput: high,
      npvAtLow: kernel.run(factorsWith(project, [[key, low]])),
      npvAtHigh: kernel.run(factorsWith(project, [[key, high]])),
    }))
    .toSorted((a, b) => Math.abs(b.npvAtHigh - b.npvAtLow) - Math.abs(a.npvAtHigh - a.npvAtLow));
}

/** Price paths tried as one factor in the Sobol shares. */
const sobolPaths = 4096;

/**
 * Sobol shares of a project's value over its uncertain quantities, taken as independent (correlations are left out). Where products have price
 * models the paths of all of them together are one factor more, `price paths`: a drawn number picks one of 4,096 whole paths (the shocks of
 * products stay correlated), in place of the deck.
 * @see Iooss and Ribatet (2009), Reliability Engineering and System Safety 94, 1194-1204 (a trigger for a function as input)
 */
export function projectSobolShares(project: Project, n: number, seed: number): SobolShare[] {
  const keys = projectKeys(project);
  const kernel = compileProject(project);
  const factors = baseFactors(project);
  const paths = projectPaths(project, kernel.years, sobolPaths, seed);
  const quantile = project.uncertain.map(({ distribution }) => {
    if (distribution.kind !== "column") return (u: number) => distributionQuantile(distribution, u);
    const sorted = Float64Array.from(distribution.values).sort();
    return (u: number) => sorted[Math.min(sorted.length - 1, Math.floor(u * sorted.length))];
  });
  const d = project.uncertain.length;
  return sobolShares(
    [...project.uncertain.map(({ key }) => key), ...(paths === null ? [] : [allPaths])],
    (u) => {
      project.uncertain.forEach(({ key }, i) => {
        const known = keys.get(key);
        known?.set(factors, Math.min(known.most, quantile[i](u[i])));
      });
      if (paths === null) return kernel.run(factors);
      const realisation = Math.min(sobolPaths - 1, Math.floor(u[d] * sobolPaths));
      return kernel.run(factors, { paths, realisations: sobolPaths, realisation, offsetYears: 0 });
    },
    n,
    seed,
  );
}

/** Share of the paths about a quantile whose mean price stands for it. */
const window = 0.02;

/**
 * Swing of the value with the price path of one product: over whole paths, the other products at the deck and all else at the base, the
 * 10 and 90 % quantiles of the value, and the mean price over the operating years of the paths about each. Products without price model have none.
 * @param realisations paths, at least 100
 * @param factors where all else stands, see `factorsWith`
 * @throws {RangeError} fewer paths
 */
export function pathSwings(
  project: Project,
  realisations: number,
  seed: number,
  factors = baseFactors(project),
): TornadoSwing[] {
  if (realisations < 100) throw new RangeError(`path swings need at least 100 paths, got ${realisations}`);
  const kernel = compileProject(project);
  const drawn = projectPaths(project, kernel.years, realisations, seed);
  if (drawn === null) return [];
  const deck = deckPaths(project, kernel.years);
  return project.products.flatMap((product, q) => {
    if (product.priceModel === null) return [];
    const value = new Float64Array(realisations);
    const price = new Float64Array(realisations);
    // One realisation at a time: the drawn path of this product beside the deck of the others.
    const paths = deck.map((path) => Float64Array.from(path));
    for (let k = 0; k < realisations; k++) {
      for (let t = 0; t < kernel.years; t++) paths[q][t] = drawn[q][t * realisations + k];
      value[k] = kernel.run(factors, { paths, realisations: 1, realisation: 0, offsetYears: 0 });
      for (let o = 0; o < kernel.operatingYears; o++)
        price[k] += paths[q][project.buildYears + o] / kernel.operatingYears;
    }
    const order = Array.from(value.keys()).toSorted((a, b) => value[a] - value[b]);
    const at = (share: number) => {
      const near = order.slice(
        Math.floor((share - window) * realisations),
        Math.max(1, Math.ceil((share + window) * realisations)),
      );
      const mean = (of: Float64Array) => near.reduce((sum, k) => sum + of[k], 0) / near.length;
      return { npv: value[order[Math.round(share * (realisations - 1))]], price: mean(price) };
    };
    const [low, high] = [at(0.1), at(0.9)];
    return [
      {
        key: `path.${product.name}`,
        unit: `${project.currency}/kg over the life`,
        lowInput: low.price,
        highInput: high.price,
        npvAtLow: low.npv,
        npvAtHigh: high.npv,
      },
    ];
  });
}

/** The deck as paths of one realisation. */
function deckPaths(project: Project, years: number): Float64Array[] {
  return project.products.map((product) =>
    Float64Array.from({ length: years }, (_, t) => {
      const operating = Math.max(0, t - project.buildYears);
      return product.price[Math.min(operating, product.price.length - 1)] ?? Number.NaN;
    }),
  );
}

/** Value of one quantity at which the project is worth nothing more than it costs. */
export interface BreakEven {
  readonly key: string;
  readonly unit: string;
  readonly base: number;
  /** Null where no value between 0 and ten times the base does it. */
  readonly value: number | null;
}

/** Break-even of each quantity alone, by bisection between 0 and ten times its base (or its bound). */
export function breakEvens(project: Project): BreakEven[] {
  const kernel = compileProject(project);
  return [...projectKeys(project).values()].map(({ key, unit, base, most }) => {
    const npv = (value: number) => kernel.run(factorsWith(project, [[key, value]]));
    return {
      key,
      unit,
      base,
      value: rootBetween(npv, key === "discountRate" ? 0 : 1e-6 * base, Math.min(most, 10 * base)),
    };
  });
}

/** Values over two quantities, and the line on which the project breaks even. */
export interface BreakEvenSurface {
  readonly x: { readonly key: string; readonly unit: string; readonly values: readonly number[] };
  readonly y: { readonly key: string; readonly unit: string; readonly values: readonly number[] };
  /** Row by row of y. */
  readonly npv: readonly (readonly number[])[];
  /** For each x the y at which the value is 0; null where none lies in the range of y. */
  readonly breakEvenY: readonly (number | null)[];
}

/** Net present value on a grid of two quantities and its zero line. @throws {RangeError} an unknown key or a range that does not ascend */
export function breakEvenSurface(
  project: Project,
  x: { readonly key: string; readonly from: number; readonly to: number },
  y: { readonly key: string; readonly from: number; readonly to: number },
  steps = 11,
): BreakEvenSurface {
  const keys = projectKeys(project);
  const kernel = compileProject(project);
  const axis = ({ key, from, to }: { key: string; from: number; to: number }) => {
    const known = keys.get(key);
    if (known === undefined) throw new RangeError(`no quantity ${key}; use one of ${[...keys.keys()].join(", ")}`);
    if (!(from < to)) throw new RangeError(`range of ${key} must ascend, got ${from} to ${to}`);
    const values = Array.from({ length: steps }, (_, i) => from + ((to - from) * i) / (steps - 1));
    return { key, unit: known.unit, values };
  };
  const [ax, ay] = [axis(x), axis(y)];
  const npv = (vx: number, vy: number) =>
    kernel.run(
      factorsWith(project, [
        [x.key, vx],
        [y.key, vy],
      ]),
    );
  return {
    x: ax,
    y: ay,
    npv: ay.values.map((vy) => ax.values.map((vx) => npv(vx, vy))),
    breakEvenY: ax.values.map((vx) => rootBetween((vy) => npv(vx, vy), y.from, y.to)),
  };
}

/** A root of a function between two ends of different sign by `steps` halvings; null where they have the same sign. */
export function rootBetween(f: (x: number) => number, from: number, to: number, steps = 100): number | null {
  let [low, high] = [from, to];
  const atLow = f(low);
  if (atLow === 0) return low;
  if (!(atLow * f(high) < 0)) return null;
  for (let i = 0; i < steps; i++) {
    const middle = 0.5 * (low + high);
    if (f(middle) > 0 === atLow > 0) low = middle;
    else high = middle;
    if (high - low < 1e-13 * Math.abs(high)) break;
  }
  return 0.5 * (low + high);
}
