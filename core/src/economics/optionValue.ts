import { normalDistribution } from "../numerics/normal.ts";

/** The right, not the duty, to spend `strike` for a project worth `value`. One unit of money; rates continuous, per year. */
export interface DeferralOption {
  /** Present value of the project's cash flows once built. */
  readonly value: number;
  /** Capital. */
  readonly strike: number;
  readonly riskFreeRate: number;
  /** Cash yield lost by waiting, as a rate on the value. */
  readonly payoutRate: number;
  /** Standard deviation of the yearly log change of value. */
  readonly volatility: number;
  readonly years: number;
}

/**
 * Worth of deciding at the end of the term only: V e^(−qT) Φ(d₁) − K e^(−rT) Φ(d₂).
 * @throws {RangeError} value, strike, volatility or years not above 0
 * @see Black and Scholes (1973), J. Political Economy 81, 637; Merton (1973), Bell J. Economics 4, 141
 */
export function blackScholesCall(option: DeferralOption): number {
  const { value, strike, riskFreeRate: r, payoutRate: q, volatility, years } = checked(option);
  const spread = volatility * Math.sqrt(years);
  const d1 = (Math.log(value / strike) + (r - q + 0.5 * volatility * volatility) * years) / spread;
  return (
    value * Math.exp(-q * years) * normalDistribution(d1) -
    strike * Math.exp(-r * years) * normalDistribution(d1 - spread)
  );
}

/**
 * Worth of the right on a binomial tree; American (exercise at any step) unless said otherwise.
 * u = e^(σ√Δt), d = 1/u, p = (e^((r−q)Δt) − d)/(u − d).
 * @param steps whole, 1 to 20,000
 * @param kind "call" to invest for the strike; "put" to give up the project for the strike (salvage)
 * @throws {RangeError} steps, or a probability outside 0-1: take more steps
 * @see Cox, Ross and Rubinstein (1979), J. Financial Economics 7, 229-263
 */
export function binomialOption(
  option: DeferralOption,
  steps: number,
  kind: "call" | "put" = "call",
  exercise: "American" | "European" = "American",
): number {
  const { value, strike, riskFreeRate: r, payoutRate: q, volatility, years } = checked(option);
  if (!Number.isInteger(steps) || steps < 1 || steps > 20_000)
    throw new RangeError(`steps of the tree must be a whole number from 1 to 20000, got ${steps}`);
  const dt = years / steps;
  const up = Math.exp(volatility * Math.sqrt(dt));
  const p = (Math.exp((r - q) * dt) - 1 / up) / (up - 1 / up);
  if (!(p >= 0 && p <= 1))
    throw new RangeError(`the tree's probability is ${p.toFixed(3)}, outside 0-1; take more than ${steps} steps`);
  const discount = Math.exp(-r * dt);
  const sign = kind === "call" ? 1 : -1;
  const payoff = (i: number, step: number) => Math.max(0, sign * (value * up ** (2 * i - step) - strike));
  const worth = Float64Array.from({ length: steps + 1 }, (_, i) => payoff(i, steps));
  for (let step = steps - 1; step >= 0; step--)
    for (let i = 0; i <= step; i++) {
      const held = discount * (p * worth[i + 1] + (1 - p) * worth[i]);
      worth[i] = exercise === "American" ? Math.max(held, payoff(i, step)) : held;
    }
  return worth[0];
}

function checked(option: DeferralOption): DeferralOption {
  for (const [name, amount] of Object.entries({
    value: option.value,
    strike: option.strike,
    volatility: option.volatility,
    years: option.years,
  }))
    if (!(amount > 0 && Number.isFinite(amount)))
      throw new RangeError(`${name} of an option must be finite and above 0, got ${amount}`);
  return option;
}
