import { molesPerKgWater } from "./activity.ts";
import { type Interior, interiorPath, isEquality, matter } from "./interiorPath.ts";
import { type EquilibriumProblem, type Iterate, lnSaturation } from "./problem.ts";

/** Rounds in which activity coefficients follow the composition. */
const mostRounds = 10;
/** Largest ionic strength (mol/kgw) at which coefficients are taken; beyond it the models mean nothing. */
const mostIonicStrength = 12;

/**
 * A start from which Newton's method needs no luck: with the activity coefficients and the mass of water held, equilibrium is a
 * convex problem in the ln activities λ, min Σ nᵢ(λ) − λ·b subject to SI(λ) ≤ 0, whose multipliers are the moles of the phases.
 * All phases begin in play, and an interior path x s = μ with μ → 0 tells the present from the absent; a phase of 1e-12 mol and
 * a sludge of moles are alike to it. Coefficients follow in a few rounds.
 *
 * @param x start; ln activities, ionic strength, moles and set of phases are replaced by those found
 * @returns whether the path came to its end; where not, x holds the last state, still a fair start
 * @see Wright (1997), Primal-Dual Interior-Point Methods, ch. 1; Leal et al. (2017), Pure Appl. Chem. 89, 597 (complementarity)
 */
export function convexStart(problem: EquilibriumProblem, x: Iterate): boolean {
  const { activity, phases } = problem;
  const P = phases.length;
  const interior: Interior = {
    amount: new Float64Array(P),
    under: new Float64Array(P),
    over: new Float64Array(P).fill(1),
    capacity: new Float64Array(P).fill(1),
    most: Float64Array.from(phases, (phase) => (phase.mayForm ? Number.POSITIVE_INFINITY : phase.available)),
    si: new Float64Array(P),
  };
  beginInside(problem, x, interior);
  const moles = new Float64Array(problem.system.species.length);
  let isThrough = false;
  let strength = Math.min(mostIonicStrength, Math.exp(x.lnIonicStrength));
  const molality = new Float64Array(moles.length);
  for (let round = 0; round < mostRounds; round++) {
    x.lnActivity[0] = activity.update(strength, molality);
    isThrough = interiorPath(problem, x, interior, moles, round === 0 ? 1 : 1e-3);
    const found = ionicStrengthOf(problem, moles, x);
    for (let i = 0; i < moles.length; i++)
      molality[i] = problem.system.kind[i] === 0 ? moles[i] / Math.exp(x.lnWater) : 0;
    const next = Math.min(mostIonicStrength, Math.max(1e-8, Math.sqrt(found * strength)));
    const isSettled = Math.abs(Math.log(next / strength)) < 0.02 && !moveWater(problem, x, interior, moles);
    strength = next;
    if (isSettled && round > 0) break;
  }
  x.lnIonicStrength = Math.log(strength);
  phases.forEach((phase, p) => {
    const isIn = isEquality(phase) || interior.amount[p] > interior.capacity[p] * interior.under[p];
    const isFull = !phase.mayForm && interior.over[p] > interior.most[p] - interior.amount[p];
    x.active[p] = isIn && !isFull ? 1 : 0;
    x.phaseMol[p] = isEquality(phase)
      ? interior.amount[p]
      : (isFull ? interior.most[p] : isIn ? interior.amount[p] : 0) - phase.available;
  });
  return isThrough;
}

/** Brings the mass of water to its own balance (hydrates bind and free it), by at most a factor of two; true where it moved. */
function moveWater(problem: EquilibriumProblem, x: Iterate, { amount }: Interior, moles: Float64Array): boolean {
  const { system, phases } = problem;
  if (problem.balances[0] !== "mass") return false;
  let left = matter(problem)[0];
  phases.forEach((phase, p) => {
    phase.massColumn.forEach((c, e) => {
      if (c === 0) left -= phase.massCoefficient[e] * amount[p];
    });
  });
  for (let i = 0; i < moles.length; i++)
    for (let e = system.start[i]; e < system.start[i + 1]; e++)
      if (system.column[e] === 0) left -= system.coefficient[e] * moles[i];
  const before = Math.exp(x.lnWater);
  const next = Math.min(2 * before, Math.max(before / 2, left / molesPerKgWater));
  x.lnWater = Math.log(next);
  return Math.abs(next / before - 1) > 0.02;
}

/** Each phase begins with half of what could be there, as far below saturation as the start has it. */
function beginInside(problem: EquilibriumProblem, x: Iterate, interior: Interior): void {
  const { phases, system, balances } = problem;
  const b = matter(problem);
  phases.forEach((phase, p) => {
    if (isEquality(phase)) return;
    let capacity = Number.POSITIVE_INFINITY;
    phase.massColumn.forEach((c, e) => {
      const isMatter = c > 1 && c !== system.electron && balances[c] === "mass" && phase.massCoefficient[e] > 0;
      if (isMatter) capacity = Math.min(capacity, Math.max(b[c], 1e-30) / phase.massCoefficient[e]);
    });
    interior.capacity[p] = Number.isFinite(capacity)
      ? Math.max(capacity, phase.available, 1e-30)
      : Math.max(phase.available, 1);
    const si = lnSaturation(phase, x.lnActivity);
    interior.under[p] = Math.max(2, -si);
    interior.amount[p] = phase.mayForm ? interior.capacity[p] / interior.under[p] : phase.available / 2;
    interior.over[p] = Math.max(2, si);
  });
}

function ionicStrengthOf({ system }: EquilibriumProblem, moles: Float64Array, x: Iterate): number {
  let sum = 0;
  for (let i = 0; i < moles.length; i++)
    if (system.kind[i] === 0) sum += system.charge[i] * system.charge[i] * moles[i];
  return sum / (2 * Math.exp(x.lnWater));
}
