import type { Issue } from "../../evidence/issue.ts";
import { studentQuantile } from "./studentQuantile.ts";

/** A fitted parameter with 95 % limits by two ways. */
export interface FittedParameter {
  readonly value: number;
  /** By profile likelihood: where the least sum of squares with this parameter held rises by t² s². May be infinite: the data set no bound. */
  readonly low: number;
  readonly high: number;
  /** Linearised: value ± t × standard error from the slopes at the optimum. */
  readonly linearLow: number;
  readonly linearHigh: number;
}

/**
 * Standard errors of least-squares parameters from the slopes of the model at the optimum, s² (JᵀJ)⁻¹, by central differences.
 * @param model values at the data for parameters p
 * @param squares least sum of squares
 * @returns one a parameter; NaN with no freedom left or where the slopes determine nothing
 * @see Bates and Watts (1988), Nonlinear Regression Analysis and Its Applications, sect. 2.3
 */
export function linearErrors(
  model: (p: readonly number[]) => readonly number[],
  at: readonly number[],
  squares: number,
): number[] {
  const slopes = at.map((value, i) => {
    const h = 1e-5 * Math.max(Math.abs(value), 1e-9);
    const moved = (by: number) => model(at.map((other, j) => (j === i ? other + by : other)));
    const [up, down] = [moved(h), moved(-h)];
    return up.map((one, k) => (one - down[k]) / (2 * h));
  });
  const n = slopes[0]?.length ?? 0;
  const freedom = n - at.length;
  if (freedom < 1) return at.map(() => Number.NaN);
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const variance = squares / freedom;
  if (at.length === 1) return [Math.sqrt(variance / dot(slopes[0], slopes[0]))];
  const [aa, ab, bb] = [dot(slopes[0], slopes[0]), dot(slopes[0], slopes[1]), dot(slopes[1], slopes[1])];
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-14 * aa * bb)) return at.map(() => Number.NaN);
  return [Math.sqrt((variance * bb) / determinant), Math.sqrt((variance * aa) / determinant)];
}

/** Joins both limits of a parameter; `freedom` is that of the fit. */
export function parameterWith(
  value: number,
  [low, high]: readonly [number, number],
  error: number,
  freedom: number,
): FittedParameter {
  const half = freedom > 0 ? studentQuantile(freedom) * error : Number.NaN;
  return { value, low, high, linearLow: value - half, linearHigh: value + half };
}

/** Departure of the ends, over the half-width of the linear limits, from which the linear ones mislead. */
const misleading = 0.25;

/** A warning where profile and linearised limits part: the sum of squares is no parabola there, and the profile is the one to use. */
export function limitsIssue(what: string, unit: string, fitted: FittedParameter): Issue[] {
  const { low, high, linearLow, linearHigh } = fitted;
  const half = (linearHigh - linearLow) / 2;
  // Exact data have no spread to speak of.
  if (!(half > 1e-9 * Math.abs(fitted.value))) return [];
  const apart = Math.max(Math.abs(low - linearLow), Math.abs(high - linearHigh)) / half;
  if (!(apart > misleading)) return [];
  const words = (a: number, b: number) => `${shown(a)} to ${shown(b)}`;
  return [
    {
      path: "",
      code: "fit.limits-differ",
      severity: "warning",
      message: `${what}: 95 % limits by profile likelihood are ${words(low, high)} ${unit}, linearised ${words(linearLow, linearHigh)}; the fit is not linear there, use the profile${Number.isFinite(low) && Number.isFinite(high) ? "" : ": the data do not bound it on one side"}`,
    },
  ];
}

function shown(value: number): string {
  if (Number.isFinite(value)) return String(Number(value.toPrecision(4)));
  return value > 0 ? "no upper bound" : "no lower bound";
}
