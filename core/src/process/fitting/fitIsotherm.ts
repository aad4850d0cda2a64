import type { Issue } from "../../evidence/issue.ts";
import { crossing, leastAt, straightLine } from "./fitKinetics.ts";
import { type FittedParameter, limitsIssue, linearErrors, parameterWith } from "./limits.ts";
import { studentQuantile } from "./studentQuantile.ts";

/** One equilibrium: concentration left and load taken, in the units of the test. */
export interface IsothermPoint {
  readonly concentration: number;
  readonly load: number;
}

/** A fitted isotherm with 95 % limits. */
export interface IsothermFit {
  readonly form: "langmuir" | "freundlich" | "linear";
  readonly parameters: Readonly<Record<string, FittedParameter>>;
  readonly rmse: number;
}

/**
 * Fits q = q_max b c/(1 + b c), q = K c^(1/n) and q = Kd c by least squares in the load. The nonlinear parameter is searched, the linear one follows
 * in closed form; limits of each parameter by profile likelihood, with the linearised ones beside. Best first.
 * Issues: `fit.points`, `fit.range`, `fit.no-plateau` (Langmuir capacity beyond what was measured), `fit.limits-differ`.
 */
export function fitIsotherm(points: readonly IsothermPoint[]): { fits: IsothermFit[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const bad = points.findIndex(
    ({ concentration, load }) => !(concentration > 0 && load >= 0 && Number.isFinite(concentration + load)),
  );
  if (bad >= 0)
    issues.push({
      path: `row ${bad + 1}`,
      code: "fit.range",
      severity: "error",
      message: `concentration must be above 0 and load not negative, got ${points[bad].concentration} and ${points[bad].load}`,
    });
  if (points.length < 3)
    issues.push({
      path: "",
      code: "fit.points",
      severity: "error",
      message: `${points.length} points, at least 3 are needed`,
    });
  if (issues.length > 0) return { fits: [], issues };
  const fits = [shaped("langmuir", points), shaped("freundlich", points), linear(points)].sort(
    (a, b) => a.rmse - b.rmse,
  );
  const most = Math.max(...points.map(({ load }) => load));
  const capacity = fits.find(({ form }) => form === "langmuir")?.parameters["capacity"]?.value ?? 0;
  if (fits[0].form === "langmuir" && capacity > 1.5 * most)
    issues.push({
      path: "",
      code: "fit.no-plateau",
      severity: "warning",
      message: `the fitted capacity ${capacity.toPrecision(3)} is beyond the highest load measured, ${most.toPrecision(3)}: the plateau was not reached; test at higher concentrations`,
    });
  for (const [name, parameter] of Object.entries(fits[0].parameters))
    issues.push(...limitsIssue(`${fits[0].form}, ${name}`, "", parameter));
  return { fits, issues };
}

/** Langmuir over ln b, or Freundlich over the exponent: the factor before the shape is linear. */
function shaped(form: "langmuir" | "freundlich", points: readonly IsothermPoint[]): IsothermFit {
  const shape = (parameter: number, c: number) => {
    if (form === "freundlich") return c ** Math.exp(parameter);
    const b = Math.exp(parameter);
    return (b * c) / (1 + b * c);
  };
  const factor = (parameter: number) => {
    let [top, bottom] = [0, 0];
    for (const { concentration, load } of points) {
      const value = shape(parameter, concentration);
      top += value * load;
      bottom += value * value;
    }
    return bottom > 0 ? top / bottom : 0;
  };
  const sum = (parameter: number) => {
    const f = factor(parameter);
    return points.reduce(
      (total, { concentration, load }) => total + (load - f * shape(parameter, concentration)) ** 2,
      0,
    );
  };
  const concentrations = points.map(({ concentration }) => concentration);
  const range: [number, number] =
    form === "freundlich"
      ? [Math.log(0.05), Math.log(3)]
      : [-Math.log(Math.max(...concentrations)) - 7, -Math.log(Math.min(...concentrations)) + 7];
  const at = leastAt(sum, ...range);
  const least = sum(at);
  const free = points.length - 2;
  const level = least * (1 + studentQuantile(free) ** 2 / free);
  const ends = [crossing(sum, level, at, -1), crossing(sum, level, at, 1)];
  // Profile of the factor: with it held, the shape that fits best.
  const value = factor(at);
  const ofFactor = (ln: number) => {
    const f = Math.exp(ln);
    const squares = (parameter: number) =>
      points.reduce((total, { concentration, load }) => total + (load - f * shape(parameter, concentration)) ** 2, 0);
    return squares(leastAt(squares, ...range));
  };
  const factorEnds = ([-1, 1] as const).map((side) => Math.exp(crossing(ofFactor, level, Math.log(value), side)));
  const natural = ([f, p]: readonly number[]) =>
    points.map(({ concentration }) =>
      form === "freundlich" ? f * concentration ** (1 / p) : (f * p * concentration) / (1 + p * concentration),
    );
  const second = form === "freundlich" ? Math.exp(-at) : Math.exp(at);
  const [factorError, secondError] = linearErrors(natural, [value, second], least);
  const secondEnds: readonly [number, number] =
    form === "freundlich" ? [Math.exp(-ends[1]), Math.exp(-ends[0])] : [Math.exp(ends[0]), Math.exp(ends[1])];
  const amount = parameterWith(value, [factorEnds[0], factorEnds[1]], factorError, free);
  const shapeParameter = parameterWith(second, secondEnds, secondError, free);
  return {
    form,
    parameters: form === "langmuir" ? { capacity: amount, affinity: shapeParameter } : { k: amount, n: shapeParameter },
    rmse: Math.sqrt(least / points.length),
  };
}

function linear(points: readonly IsothermPoint[]): IsothermFit {
  let [top, bottom] = [0, 0];
  for (const { concentration, load } of points) {
    top += concentration * load;
    bottom += concentration ** 2;
  }
  const value = top / bottom;
  const squares = points.reduce((total, { concentration, load }) => total + (load - value * concentration) ** 2, 0);
  const half = studentQuantile(points.length - 1) * Math.sqrt(squares / (points.length - 1) / bottom);
  return {
    form: "linear",
    // A straight line: profile and linearised limits are one.
    parameters: {
      kd: { value, low: value - half, high: value + half, linearLow: value - half, linearHigh: value + half },
    },
    rmse: Math.sqrt(squares / points.length),
  };
}

/** Distribution against pH from batch shakes: log10 D = a + s pH with 95 % limits of the slope. */
export function fitDistribution(points: readonly { readonly pH: number; readonly distribution: number }[]) {
  const usable = points.filter(({ distribution }) => distribution > 0);
  if (usable.length < 3) throw new RangeError(`${usable.length} points with D above 0, at least 3 are needed`);
  const line = straightLine(
    usable.map(({ pH }) => pH),
    usable.map(({ distribution }) => Math.log10(distribution)),
  );
  const half = studentQuantile(usable.length - 2) * line.slopeError;
  return { slope: line.slope, slopeLow: line.slope - half, slopeHigh: line.slope + half, intercept: line.intercept };
}
