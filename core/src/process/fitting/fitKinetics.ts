import type { Issue } from "../../evidence/issue.ts";
import { type FittedParameter, limitsIssue, linearErrors, parameterWith } from "./limits.ts";
import { studentQuantile } from "./studentQuantile.ts";
import { type CoreControl, coreControls, coreConversion, coreTime, gasConstant } from "../equations/kinetics.ts";

/** One measurement of a batch leach. */
export interface LeachPoint {
  readonly timeH: number;
  readonly temperatureC: number;
  readonly conversion: number;
}

/** Rate constant of one temperature. */
export interface FittedRate {
  readonly temperatureC: number;
  /** 1/τ in 1/h. */
  readonly ratePerH: number;
  /** 95 % limits by profile likelihood. */
  readonly low: number;
  readonly high: number;
  /** The same linearised at the optimum. */
  readonly linearLow: number;
  readonly linearHigh: number;
  readonly points: number;
}

/** One law fitted to all temperatures. */
export interface KineticFit {
  readonly control: CoreControl;
  readonly rates: readonly FittedRate[];
  /** Root mean square of conversion residuals. */
  readonly rmse: number;
  /**
   * Rate at the mean temperature and activation energy fitted to all tests at once, with limits by profile likelihood and linearised; null with
   * one temperature.
   */
  readonly joint: {
    readonly temperatureC: number;
    readonly ratePerH: FittedParameter;
    readonly activationKjPerMol: FittedParameter;
    readonly rmse: number;
  } | null;
  /** From the line of ln rate on 1/T through the rates of single temperatures; null with one temperature. */
  readonly activationKjPerMol: number | null;
  readonly activationLow: number | null;
  readonly activationHigh: number | null;
}

/**
 * Fits shrinking-core laws to batch tests: for each law and temperature the rate 1/τ that makes Σ (X − X(t/τ))² least, with 95 % limits by
 * the rise of that sum (profile likelihood), then ln rate against 1/T for Ea with t limits; and rate and Ea of all temperatures at once, where the
 * profile of Ea needs no straight line and weighs every test as it is. Best law first. Issues: `fit.points` (too few), `fit.range`, `fit.activation`
 * (below 5 or above 150 kJ/mol), `fit.mechanism` (Ea contradicts the law), `fit.limits-differ` (profile and linearised limits part).
 * @see Bates and Watts (1988), Nonlinear Regression Analysis and Its Applications, ch. 6 (profiles)
 */
export function fitLeachKinetics(points: readonly LeachPoint[]): { fits: KineticFit[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const report = (code: string, message: string, severity: Issue["severity"] = "warning", path = "") =>
    issues.push({ path, code, severity, message });
  const sound = points.filter(({ timeH, temperatureC, conversion }, i) => {
    const isSound = timeH > 0 && conversion >= 0 && conversion <= 1 && temperatureC > -273.15 && Number.isFinite(timeH);
    if (!isSound && timeH !== 0)
      report(
        "fit.range",
        `time must be above 0 h and conversion a fraction from 0 to 1, got ${timeH} h, ${conversion}`,
        "error",
        `row ${i + 1}`,
      );
    return isSound;
  });
  const temperatures = [...new Set(sound.map(({ temperatureC }) => temperatureC))].sort((a, b) => a - b);
  if (sound.length < 3)
    report("fit.points", `${sound.length} points with time above 0, at least 3 are needed`, "error");
  if (issues.some(({ severity }) => severity === "error")) return { fits: [], issues };
  const fits = coreControls.map((control) => fitOne(control, sound, temperatures)).sort((a, b) => a.rmse - b.rmse);
  const best = fits[0];
  const energy = best.activationKjPerMol;
  if (energy !== null) {
    if (energy < 5 || energy > 150)
      report(
        "fit.activation",
        `activation energy ${energy.toFixed(1)} kJ/mol is implausible for a leach (5 to 150); check temperatures, times and the law`,
      );
    else if (best.control === "reaction" && energy < 30)
      report(
        "fit.mechanism",
        `${energy.toFixed(1)} kJ/mol is low for surface reaction (40-100, Levenspiel 1999); diffusion may control`,
      );
    else if (best.control === "product-layer" && energy > 40)
      report(
        "fit.mechanism",
        `${energy.toFixed(1)} kJ/mol is high for diffusion (5-20, Levenspiel 1999); reaction may control`,
      );
  }
  if (best.joint !== null) issues.push(...limitsIssue("activation energy", "kJ/mol", best.joint.activationKjPerMol));
  for (const { temperatureC, ratePerH, ...ends } of best.rates)
    issues.push(...limitsIssue(`rate at ${temperatureC} °C`, "1/h", { value: ratePerH, ...ends }));
  if (fits.length > 1 && fits[1].rmse < 1.1 * best.rmse)
    report(
      "fit.mechanism",
      `${best.control} and ${fits[1].control} fit alike (rmse ${best.rmse.toPrecision(3)} and ${fits[1].rmse.toPrecision(3)}); tests at other sizes tell them apart`,
    );
  return { fits, issues };
}

function fitOne(control: CoreControl, points: readonly LeachPoint[], temperatures: readonly number[]): KineticFit {
  let squares = 0;
  const rates = temperatures.map((temperatureC): FittedRate => {
    const own = points.filter((point) => point.temperatureC === temperatureC);
    const sum = (lnRate: number) =>
      own.reduce((total, p) => total + (p.conversion - coreConversion(control, p.timeH * Math.exp(lnRate))) ** 2, 0);
    const starts = own
      .filter((p) => p.conversion > 0)
      .map((p) => Math.log(coreTime(control, Math.min(0.999, p.conversion)) / p.timeH));
    const [low, high] = starts.length === 0 ? [-20, 0] : [Math.min(...starts) - 1, Math.max(...starts) + 1];
    const at = leastAt(sum, low, high);
    const least = sum(at);
    squares += least;
    const free = own.length - 1;
    const level = free > 0 ? least * (1 + studentQuantile(free) ** 2 / free) : Number.POSITIVE_INFINITY;
    return {
      temperatureC,
      ratePerH: Math.exp(at),
      low: free > 0 ? Math.exp(crossing(sum, level, at, -1)) : Number.NaN,
      high: free > 0 ? Math.exp(crossing(sum, level, at, 1)) : Number.NaN,
      ...linearEnds(control, own, Math.exp(at), least),
      points: own.length,
    };
  });
  return {
    control,
    rates,
    rmse: Math.sqrt(squares / points.length),
    joint: jointFit(control, points, rates),
    ...arrhenius(rates),
  };
}

function linearEnds(control: CoreControl, own: readonly LeachPoint[], rate: number, squares: number) {
  const model = ([k]: readonly number[]) => own.map(({ timeH }) => coreConversion(control, timeH * k));
  const [error] = linearErrors(model, [rate], squares);
  const { linearLow, linearHigh } = parameterWith(rate, [Number.NaN, Number.NaN], error, own.length - 1);
  return { linearLow, linearHigh };
}

/** Scan and refinements of a search within a search, where the sum has one valley. */
const coarse = [10, 34] as const;

/** Activation energies searched, kJ/mol: well beyond what any leach has, so that an implausible one shows itself. */
const searchedKj = [-150, 450] as const;

/** Rate at the mean of 1/T and activation energy, fitted to the tests of all temperatures together. */
function jointFit(
  control: CoreControl,
  points: readonly LeachPoint[],
  rates: readonly FittedRate[],
): KineticFit["joint"] {
  if (rates.length < 2) return null;
  const inverse = points.map(({ temperatureC }) => 1 / (temperatureC + 273.15));
  const centre = inverse.reduce((sum, value) => sum + value, 0) / inverse.length;
  const model = (lnRate: number, energyKj: number) =>
    points.map(({ timeH }, i) =>
      coreConversion(control, timeH * Math.exp(lnRate - ((1000 * energyKj) / gasConstant) * (inverse[i] - centre))),
    );
  const squares = (lnRate: number, energyKj: number) =>
    model(lnRate, energyKj).reduce((sum, value, i) => sum + (points[i].conversion - value) ** 2, 0);
  const logs = rates.map(({ ratePerH }) => Math.log(ratePerH));
  const [from, to] = [Math.min(...logs) - 2, Math.max(...logs) + 2];
  const bestRate = (energyKj: number) => leastAt((lnRate) => squares(lnRate, energyKj), from, to, ...coarse);
  const ofEnergy = (energyKj: number) => squares(bestRate(energyKj), energyKj);
  const energy = leastAt(ofEnergy, ...searchedKj, 60, 40);
  const lnRate = bestRate(energy);
  const least = squares(lnRate, energy);
  const freedom = points.length - 2;
  const level = freedom > 0 ? least * (1 + studentQuantile(freedom) ** 2 / freedom) : Number.POSITIVE_INFINITY;
  const ofRate = (ln: number) => {
    const around = (kj: number) => squares(ln, kj);
    return around(leastAt(around, energy - 60, energy + 60, ...coarse));
  };
  // In tens of kJ, so that the search for an end begins small and ends beyond any energy.
  const energyEnds = ([-1, 1] as const).map(
    (side) => 10 * crossing((tens) => ofEnergy(10 * tens), level, energy / 10, side, 30),
  );
  const rateEnds = ([-1, 1] as const).map((side) => Math.exp(crossing(ofRate, level, lnRate, side, 30)));
  const rate = Math.exp(lnRate);
  const [rateError, energyError] = linearErrors(([k, kj]) => model(Math.log(k), kj), [rate, energy], least);
  return {
    temperatureC: 1 / centre - 273.15,
    ratePerH: parameterWith(rate, [rateEnds[0], rateEnds[1]], rateError, freedom),
    activationKjPerMol: parameterWith(energy, [energyEnds[0], energyEnds[1]], energyError, freedom),
    rmse: Math.sqrt(least / points.length),
  };
}

function arrhenius(
  rates: readonly FittedRate[],
): Pick<KineticFit, "activationKjPerMol" | "activationLow" | "activationHigh"> {
  if (rates.length < 2) return { activationKjPerMol: null, activationLow: null, activationHigh: null };
  const x = rates.map(({ temperatureC }) => 1 / (temperatureC + 273.15));
  const y = rates.map(({ ratePerH }) => Math.log(ratePerH));
  const line = straightLine(x, y);
  const energy = (-line.slope * gasConstant) / 1000;
  const half = rates.length > 2 ? (studentQuantile(rates.length - 2) * line.slopeError * gasConstant) / 1000 : null;
  return {
    activationKjPerMol: energy,
    activationLow: half === null ? null : energy - half,
    activationHigh: half === null ? null : energy + half,
  };
}

/** Least-squares line with the standard error of its slope. */
export function straightLine(
  x: readonly number[],
  y: readonly number[],
): { slope: number; intercept: number; slopeError: number } {
  const n = x.length;
  const [mx, my] = [x, y].map((values) => values.reduce((a, b) => a + b, 0) / n);
  const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  const slope = x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) / sxx;
  const intercept = my - slope * mx;
  const rest = y.reduce((sum, value, i) => sum + (value - intercept - slope * x[i]) ** 2, 0);
  return { slope, intercept, slopeError: n > 2 ? Math.sqrt(rest / (n - 2) / sxx) : Number.NaN };
}

/** Position of the least value: a coarse scan, then golden section. */
export function leastAt(f: (x: number) => number, low: number, high: number, steps = 60, refinements = 80): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= steps; i++) {
    const value = f(low + ((high - low) * i) / steps);
    if (value < least) [least, best] = [value, i];
  }
  let a = low + ((high - low) * Math.max(0, best - 1)) / steps;
  let b = low + ((high - low) * Math.min(steps, best + 1)) / steps;
  const golden = (Math.sqrt(5) - 1) / 2;
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [atC, atD] = [f(c), f(d)];
  for (let step = 0; step < refinements; step++) {
    if (atC <= atD) {
      b = d;
      [d, atD] = [c, atC];
      c = b - golden * (b - a);
      atC = f(c);
    } else {
      a = c;
      [c, atC] = [d, atD];
      d = a + golden * (b - a);
      atD = f(d);
    }
  }
  return (a + b) / 2;
}

/** Where a function with its least at `from` reaches a level, to one side; ±20 from there at most. */
export function crossing(f: (x: number) => number, level: number, from: number, side: 1 | -1, halvings = 60): number {
  let inside = from;
  let step = 1e-4;
  while (step < 20 && f(from + side * step) < level) {
    inside = from + side * step;
    step *= 2;
  }
  if (step >= 20) return side * Number.POSITIVE_INFINITY;
  let outside = from + side * step;
  for (let i = 0; i < halvings; i++) {
    const middle = (inside + outside) / 2;
    if (f(middle) < level) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}
