import { fillUniform } from "./drawStream.ts";

/** How one input moves one result, from its elementary effects. */
export interface MorrisEffect {
  readonly key: string;
  /** Mean of the effects: with its sign, so that effects of both signs cancel. Result per whole range of the input. */
  readonly mean: number;
  /** Mean of their sizes, μ*: how much the input matters. */
  readonly meanSize: number;
  /** Standard deviation: above about μ* the input acts in a curve or together with others. */
  readonly sd: number;
  /** Effects behind these, at most the number of trajectories. */
  readonly effects: number;
}

/** Screening of several results from the same runs. */
export interface MorrisRun {
  /** By result, then by input. */
  readonly effects: readonly (readonly MorrisEffect[])[];
  readonly runs: number;
  /** Runs that gave no result; the effects on either side of them are left out. */
  readonly runsLeftOut: number;
}

/**
 * Screening by elementary effects: trajectories through a grid of p levels in [0, 1]ᵈ, each input moved once by Δ = p/(2(p − 1)), so that r
 * trajectories take r (d + 1) runs. μ* and σ of f(x + Δ eᵢ) − f(x) over Δ.
 * @param evaluate of d numbers in [0, 1]; null where it gives no result
 * @param results how many numbers a run gives
 * @param trajectories r, 2 or more; 10 to 50 are usual
 * @param levels p, even
 * @throws {RangeError} too few trajectories, or levels that are odd or below 2
 * @see Morris (1991), Factorial sampling plans for preliminary computational experiments, Technometrics 33, 161-174; Campolongo et al. (2007),
 *   Environ. Model. Softw. 22, 1509-1518 (μ*)
 */
export function morrisScreening(
  names: readonly string[],
  evaluate: (x: Float64Array) => Float64Array | null,
  results: number,
  trajectories: number,
  seed: number,
  levels = 4,
): MorrisRun {
  if (!Number.isInteger(trajectories) || trajectories < 2)
    throw new RangeError(`trajectories must be a whole number of at least 2, got ${trajectories}`);
  if (!(Number.isInteger(levels) && levels >= 2 && levels % 2 === 0))
    throw new RangeError(`levels must be an even number of at least 2, got ${levels}`);
  const d = names.length;
  const delta = levels / (2 * (levels - 1));
  const draw = (which: string) => {
    const u = new Float64Array(trajectories * d);
    fillUniform(u, seed, `morris ${which}`);
    return u;
  };
  const [starts, order, signs] = [draw("start"), draw("order"), draw("sign")];
  const found = Array.from({ length: results }, () => names.map((): number[] => []));
  let runsLeftOut = 0;
  const run = (x: Float64Array) => {
    const value = evaluate(Float64Array.from(x));
    if (value === null) runsLeftOut++;
    return value;
  };
  for (let t = 0; t < trajectories; t++) {
    const own = (u: Float64Array, i: number) => u[t * d + i];
    // Half of the inputs begin low and go up, the others begin high and go down.
    const rises = Array.from({ length: d }, (_, i) => own(signs, i) < 0.5);
    const x = Float64Array.from({ length: d }, (_, i) => {
      const low = Math.floor(own(starts, i) * (levels / 2)) / (levels - 1);
      return rises[i] ? low : low + delta;
    });
    const turn = Array.from({ length: d }, (_, i) => i).toSorted((p, q) => own(order, p) - own(order, q) || p - q);
    let before = run(x);
    for (const i of turn) {
      x[i] += rises[i] ? delta : -delta;
      const after = run(x);
      if (before !== null && after !== null)
        for (let r = 0; r < results; r++) found[r][i].push(((after[r] - before[r]) / delta) * (rises[i] ? 1 : -1));
      before = after;
    }
  }
  return {
    effects: found.map((inputs) => names.map((key, i) => summary(key, inputs[i]))),
    runs: trajectories * (d + 1),
    runsLeftOut,
  };
}

function summary(key: string, effects: readonly number[]): MorrisEffect {
  const n = effects.length;
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / n;
  const meanSize = effects.reduce((sum, effect) => sum + Math.abs(effect), 0) / n;
  const squares = effects.reduce((sum, effect) => sum + (effect - mean) ** 2, 0);
  return { key, mean, meanSize, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN, effects: n };
}
