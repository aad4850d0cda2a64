import { distributionQuantile } from "../numerics/distribution.ts";
import { type SobolShare, sobolShares } from "../numerics/sobolShares.ts";
import type { Project } from "./project.ts";
import { baseFactors, compileProject } from "./projectKernel.ts";
import { factorsWith, projectKeys } from "./projectKeys.ts";

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

/** Sobol shares of a project's value over its uncertain quantities, taken as independent (correlations are left out). */
export function projectSobolShares(project: Project, n: number, seed: number): SobolShare[] {
  const keys = projectKeys(project);
  const kernel = compileProject(project);
  const factors = baseFactors(project);
  const quantile = project.uncertain.map(({ distribution }) => {
    if (distribution.kind !== "column") return (u: number) => distributionQuantile(distribution, u);
    const sorted = Float64Array.from(distribution.values).sort();
    return (u: number) => sorted[Math.min(sorted.length - 1, Math.floor(u * sorted.length))];
  });
  return sobolShares(
    project.uncertain.map(({ key }) => key),
    (u) => {
      project.uncertain.forEach(({ key }, i) => {
        const known = keys.get(key);
        known?.set(factors, Math.min(known.most, quantile[i](u[i])));
      });
      return kernel.run(factors);
    },
    n,
    seed,
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

/** A root of a function between two ends of different sign; null where they have the same. */
export function rootBetween(f: (x: number) => number, from: number, to: number): number | null {
  let [low, high] = [from, to];
  const atLow = f(low);
  if (atLow === 0) return low;
  if (!(atLow * f(high) < 0)) return null;
  for (let i = 0; i < 100; i++) {
    const middle = 0.5 * (low + high);
    if (f(middle) > 0 === atLow > 0) low = middle;
    else high = middle;
    if (high - low < 1e-13 * Math.abs(high)) break;
  }
  return 0.5 * (low + high);
}
