import { netPresentValue } from "./presentValue.ts";

/** Every internal rate of return of a cash flow. */
export interface InternalRates {
  /** Fractions per year, ascending, above −1; a rate where the value only touches zero stands once. */
  readonly rates: readonly number[];
  /** Changes of sign in the cash flow: by Descartes' rule there are at most as many rates above −1. */
  readonly signChanges: number;
  /** What to think of them. */
  readonly verdict: "one rate" | "no rate" | "several rates: judge by net present value, not by a rate";
}

/** Most years that are solved: the divided derivatives of longer ones lose their digits. */
export const maxYears = 400;

/**
 * All internal rates of return: the r > −1 with Σ Cₜ (1 + r)⁻ᵗ = 0. One change of sign is bisected; with more, the real roots of
 * the polynomial are isolated between those of its derivatives (Rolle), from the highest derivative down, in x = 1/(1+r) on
 * (0, 1] for r ≥ 0 and in y = 1 + r on (0, 1) for r < 0, so that no power overflows. Roots at which the value touches zero
 * within rounding are kept.
 * @param cashFlow one amount a year, finite; outflows negative
 * @throws {RangeError} an amount that is not finite, or more than 400 years
 * @see Brealey, Myers and Allen, Principles of Corporate Finance, ch. 5 (pitfalls of the rate of return); Rolle's theorem
 */
export function internalRates(cashFlow: ArrayLike<number>): InternalRates {
  const flow = trimmed(cashFlow);
  const signChanges = countSignChanges(flow);
  const rates = signChanges === 0 ? [] : signChanges === 1 ? [onlyRate(flow)] : severalRates(flow);
  const verdict =
    rates.length === 0
      ? "no rate"
      : rates.length === 1
        ? "one rate"
        : "several rates: judge by net present value, not by a rate";
  return { rates, signChanges, verdict };
}

/**
 * Of the internal rates those above which value is lost: the net present value falls through nothing there. Closure at the end of a mine adds a
 * root, usually below nothing, at which a higher rate turns a loss into a gain: it is a root, and no return.
 */
export function losingRates(cashFlow: ArrayLike<number>, rates: readonly number[]): number[] {
  return rates.filter((rate) => netPresentValue(cashFlow, rate + 1e-6 * (1 + rate)) < 0);
}

/** Amounts without zeros before the first and after the last; scaled to a largest of 1. */
function trimmed(cashFlow: ArrayLike<number>): number[] {
  const flow = Array.from(cashFlow);
  const wrong = flow.findIndex((amount) => !Number.isFinite(amount));
  if (wrong >= 0) throw new RangeError(`cash flow of year ${wrong} must be finite, got ${flow[wrong]}`);
  while (flow.length > 0 && flow.at(-1) === 0) flow.pop();
  while (flow.length > 0 && flow[0] === 0) flow.shift();
  if (flow.length > maxYears + 1) throw new RangeError(`${flow.length - 1} years of cash flow, limit ${maxYears}`);
  const largest = flow.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0);
  return flow.map((amount) => amount / largest);
}

function countSignChanges(flow: readonly number[]): number {
  let changes = 0;
  let last = 0;
  for (const amount of flow) {
    if (amount === 0) continue;
    if (last !== 0 && amount > 0 !== last > 0) changes++;
    last = amount;
  }
  return changes;
}

/** The one rate of a flow with one change of sign, by bisection of log(1 + r); it exists always. */
function onlyRate(flow: readonly number[]): number {
  const value = (logGrowth: number) => scaledValue(flow, Math.exp(logGrowth));
  const atHigh = flow[0];
  let high = 1;
  while (high < 700 && value(high) > 0 !== atHigh > 0) high *= 2;
  let low = -1;
  while (low > -700 && value(low) > 0 === atHigh > 0) low *= 2;
  for (let i = 0; i < 200; i++) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    if (value(middle) > 0 === atHigh > 0) high = middle;
    else low = middle;
  }
  return Math.expm1(0.5 * (low + high));
}

/** A value with the sign of the net present value, finite for every growth 1 + r > 0. */
function scaledValue(flow: readonly number[], growth: number): number {
  if (growth >= 1) return netPresentValue(flow, growth - 1);
  let sum = 0;
  for (const amount of flow) sum = sum * growth + amount;
  return sum;
}

function severalRates(flow: readonly number[]): number[] {
  const falling = rootsInUnit(flow).map((x) => 1 / x - 1);
  const rising = rootsInUnit(flow.toReversed())
    .filter((y) => y < 1 - 1e-9)
    .map((y) => y - 1);
  return [...rising, ...falling].toSorted((a, b) => a - b);
}

/** Roots in (0, 1] of Σ cₖ xᵏ, c as given, ascending. */
function rootsInUnit(coefficients: readonly number[]): number[] {
  const family: number[][] = [[...coefficients]];
  for (let current = family[0]; current.length > 2; ) {
    // p' scaled to a largest coefficient of 1: the factorials would overflow.
    const derivative = current.slice(1).map((c, k) => c * (k + 1));
    const largest = derivative.reduce((most, c) => Math.max(most, Math.abs(c)), 0);
    current = derivative.map((c) => c / (largest || 1));
    family.push(current);
  }
  let roots: number[] = [];
  for (const polynomial of family.toReversed()) roots = rootsBetween(polynomial, roots);
  return roots.filter((x) => x > 1e-300);
}

/** Roots of a polynomial in (0, 1] given those of its derivative there: at most one lies between two neighbours. */
function rootsBetween(c: readonly number[], critical: readonly number[]): number[] {
  const marks = [0, ...critical.filter((x) => x > 0 && x < 1), 1];
  const roots: number[] = [];
  const add = (x: number) => {
    if (roots.length === 0 || x - (roots.at(-1) ?? 0) > 1e-9) roots.push(x);
  };
  const signs = marks.map((x) => signAt(c, x));
  marks.forEach((x, i) => {
    if (i > 0 && signs[i - 1] * signs[i] < 0) add(bisect(c, marks[i - 1], x, signs[i]));
    if (x > 0 && signs[i] === 0) add(x);
  });
  return roots;
}

/** Sign of the polynomial at x in [0, 1]; 0 where the value is within its rounding error. */
function signAt(c: readonly number[], x: number): number {
  let value = 0;
  let size = 0;
  for (let k = c.length - 1; k >= 0; k--) {
    value = value * x + c[k];
    size = size * x + Math.abs(c[k]);
  }
  return Math.abs(value) <= 4 * c.length * 2.3e-16 * size ? 0 : Math.sign(value);
}

function bisect(c: readonly number[], from: number, to: number, signAtTo: number): number {
  let low = from;
  let high = to;
  for (let i = 0; i < 200; i++) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    let value = 0;
    for (let k = c.length - 1; k >= 0; k--) value = value * middle + c[k];
    if (value > 0 === signAtTo > 0) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}
