import { molesPerKgWater } from "./activity.ts";
import { eliminate } from "./newtonStep.ts";
import type { EquilibriumProblem, Iterate } from "./problem.ts";

/** Rounds in which activity coefficients follow the composition. */
const mostRounds = 10;
const mostIterations = 150;
/** Largest ionic strength (mol/kgw) at which coefficients are taken; beyond it the models mean nothing. */
const mostIonicStrength = 12;
/** Longest move of a ln activity in one iteration. */
const longestMove = 25;

/** Amounts of the phases and their distances from saturation, all above nought inside the search. */
interface Interior {
  readonly amount: Float64Array; // mol left of each phase; for a phase without bound: formed, of either sign
  readonly under: Float64Array; // s of SI + s − t = 0: ln units below saturation
  readonly over: Float64Array; // t: above saturation, of a phase that may only dissolve
  readonly most: Float64Array; // upper bound of the amount
  /** Moles of a phase that the matter there could make: its barrier is μ times this. */
  readonly capacity: Float64Array;
  readonly si: Float64Array;
}

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

/** All matter there is, with that of the phases that can dissolve. */
function matter({ totals, phases }: EquilibriumProblem): Float64Array {
  const b = totals.slice();
  for (const phase of phases)
    if (!isEquality(phase))
      phase.massColumn.forEach((c, e) => {
        b[c] += phase.available * phase.massCoefficient[e];
      });
  return b;
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
    let si = phase.offset;
    for (let e = 0; e < phase.siColumn.length; e++) si += phase.siCoefficient[e] * x.lnActivity[phase.siColumn[e]];
    interior.under[p] = Math.max(2, -si);
    interior.amount[p] = phase.mayForm ? interior.capacity[p] / interior.under[p] : phase.available / 2;
    interior.over[p] = Math.max(2, si);
  });
}

const isEquality = (phase: EquilibriumProblem["phases"][number]) =>
  phase.isReagent || phase.available === Number.POSITIVE_INFINITY;

function ionicStrengthOf({ system }: EquilibriumProblem, moles: Float64Array, x: Iterate): number {
  let sum = 0;
  for (let i = 0; i < moles.length; i++)
    if (system.kind[i] === 0) sum += system.charge[i] * system.charge[i] * moles[i];
  return sum / (2 * Math.exp(x.lnWater));
}

/** Follows x s = μ to its end at fixed coefficients; true when every balance closes to 1e-6 of its terms. */
function interiorPath(
  problem: EquilibriumProblem,
  x: Iterate,
  interior: Interior,
  moles: Float64Array,
  firstMu: number,
): boolean {
  const { system, lnK, balances, phases, gases, siteTotals, activity } = problem;
  const { start, column, coefficient, kind, sites, siteComponent, charge, species } = system;
  const C = system.components.length;
  const P = phases.length;
  const { amount, under, over, most, si, capacity } = interior;
  const la = x.lnActivity;
  const equalities = phases.flatMap((phase, p) => (isEquality(phase) ? [p] : []));
  const order = C + equalities.length;
  const matrix = new Float64Array(order * order);
  const right = new Float64Array(order);
  const residual = new Float64Array(C);
  const scale = new Float64Array(C);
  const theta = new Float64Array(P);
  const push = new Float64Array(P);
  const change = new Float64Array(P);
  const gasMol = new Float64Array(gases.length);
  const b = matter(problem);
  const water = Math.exp(x.lnWater);
  // No species can hold more of an element than there is; water and electrons set no bound.
  const lnMost = Float64Array.from(species, (_, i) => {
    let least = 20 * water;
    for (let e = start[i]; e < start[i + 1]; e++)
      if (column[e] > 1 && column[e] !== system.electron && coefficient[e] > 0 && balances[column[e]] === "mass")
        least = Math.min(least, (2 * Math.max(b[column[e]], 1e-30)) / coefficient[e]);
    return Math.log(least);
  });
  const lnMole = new Float64Array(species.length);
  const largest = new Float64Array(C).fill(1);
  for (let e = 0; e < column.length; e++) largest[column[e]] = Math.max(largest[column[e]], coefficient[e]);
  let mu = firstMu;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    residual.fill(0);
    scale.fill(1e-300);
    matrix.fill(0);
    right.fill(0);
    for (let i = 0; i < species.length; i++) {
      let ln = lnK[i] - activity.lnGamma[i];
      for (let e = start[i]; e < start[i + 1]; e++) ln += coefficient[e] * la[column[e]];
      if (kind[i] === 0) ln += x.lnWater;
      else ln += Math.log(Math.max(siteTotals[siteComponent[i]], 1e-300) / sites[i]) - charge[i] * x.potential;
      lnMole[i] = ln;
      const n = Math.exp(Math.min(ln, 600));
      moles[i] = n;
      for (let e = start[i]; e < start[i + 1]; e++) {
        const c = column[e];
        const f = coefficient[e] * n;
        residual[c] += f;
        scale[c] += Math.abs(f);
        for (let k = start[i]; k < start[i + 1]; k++) matrix[c * order + column[k]] += f * coefficient[k];
      }
    }
    for (let g = 0; g < gases.length; g++) {
      const gas = gases[g];
      let ln = gas.offset;
      for (let e = 0; e < gas.column.length; e++) ln += gas.coefficient[e] * la[gas.column[e]];
      gasMol[g] = Math.exp(Math.min(ln, 600));
      for (let e = 0; e < gas.column.length; e++) {
        const f = gas.coefficient[e] * gasMol[g];
        residual[gas.column[e]] += f;
        scale[gas.column[e]] += Math.abs(f);
        for (let k = 0; k < gas.column.length; k++)
          matrix[gas.column[e] * order + gas.column[k]] += f * gas.coefficient[k];
      }
    }
    for (let c = 0; c < C; c++) {
      residual[c] -= b[c];
      scale[c] += Math.abs(b[c]);
    }
    let gap = 0;
    for (let p = 0; p < P; p++) {
      const phase = phases[p];
      let index = phase.offset;
      for (let e = 0; e < phase.siColumn.length; e++) index += phase.siCoefficient[e] * la[phase.siColumn[e]];
      si[p] = index;
      for (let e = 0; e < phase.massColumn.length; e++) {
        const f = phase.massCoefficient[e] * amount[p];
        residual[phase.massColumn[e]] += f;
        scale[phase.massColumn[e]] += Math.abs(f);
      }
      if (isEquality(phase)) {
        gap = Math.max(gap, Math.abs(index));
        continue;
      }
      const upper = most[p] - amount[p];
      const isBox = Number.isFinite(upper);
      theta[p] = under[p] / amount[p] + (isBox ? over[p] / upper : 0);
      push[p] = (index + (mu * capacity[p]) / amount[p] - (isBox ? (mu * capacity[p]) / upper : 0)) / theta[p];
      gap = Math.max(gap, Math.abs(index + under[p] - (isBox ? over[p] : 0)));
      for (let e = 0; e < phase.massColumn.length; e++) {
        const c = phase.massColumn[e];
        right[c] -= phase.massCoefficient[e] * push[p];
        const f = phase.massCoefficient[e] / theta[p];
        for (let k = 0; k < phase.siColumn.length; k++)
          matrix[c * order + phase.siColumn[k]] += f * phase.siCoefficient[k];
      }
    }
    // A component far too scarce has a row of nothing but rounding: it climbs by itself first, which lowers the sum too.
    let isLifted = false;
    for (let c = 2; c < C; c++) {
      if (balances[c] !== "mass" || c === system.electron || !(b[c] > 0)) continue;
      const held = residual[c] + b[c];
      if (held > 0.01 * b[c]) continue;
      la[c] += Math.min(longestMove, Math.log(b[c] / Math.max(held, 1e-300)) / largest[c]);
      isLifted = true;
    }
    if (isLifted) continue;
    let worst = 0;
    for (let c = 1; c < C; c++) {
      if (balances[c] === "fixed") {
        for (let k = 0; k < order; k++) matrix[c * order + k] = 0;
        matrix[c * order + c] = 1;
        right[c] = 0;
        continue;
      }
      if (balances[c] !== "mass") {
        specialRow(problem, moles, la, matrix, right, order, c);
        worst = Math.max(worst, Math.abs(right[c]));
        continue;
      }
      const size = 1 / scale[c];
      worst = Math.max(worst, Math.abs(residual[c]) * size);
      right[c] = (right[c] - residual[c]) * size;
      for (let k = 0; k < order; k++) matrix[c * order + k] *= size;
    }
    // Water stays as it is.
    for (let k = 0; k < order; k++) matrix[k] = 0;
    matrix[0] = 1;
    right[0] = 0;
    equalities.forEach((p, j) => {
      const phase = phases[p];
      const at = C + j;
      for (let e = 0; e < phase.massColumn.length; e++) {
        const c = phase.massColumn[e];
        if (c > 0 && balances[c] === "mass") matrix[c * order + at] += phase.massCoefficient[e] / scale[c];
      }
      for (let e = 0; e < phase.siColumn.length; e++)
        if (phase.siColumn[e] > 0) matrix[at * order + phase.siColumn[e]] += phase.siCoefficient[e];
      right[at] = -si[p];
    });
    if (worst < 1e-7 && gap < 1e-6 && mu < 1e-13) return true;
    eliminate(matrix, right, order);
    let step = 1;
    for (let c = 1; c < C; c++) {
      if (!Number.isFinite(right[c])) return false;
      step = Math.min(step, longestMove / Math.abs(right[c]));
    }
    for (let i = 0; i < species.length; i++) {
      let growth = 0;
      for (let e = start[i]; e < start[i + 1]; e++) growth += coefficient[e] * right[column[e]];
      const room = Math.max(1.5, lnMost[i] - lnMole[i]);
      if (growth * step > room) step = room / growth;
    }
    for (let p = 0; p < P; p++) {
      const phase = phases[p];
      if (isEquality(phase)) continue;
      let along = 0;
      for (let e = 0; e < phase.siColumn.length; e++)
        if (phase.siColumn[e] > 0) along += phase.siCoefficient[e] * right[phase.siColumn[e]];
      const upper = most[p] - amount[p];
      const isBox = Number.isFinite(upper);
      change[p] = push[p] + along / theta[p];
      const ds = (mu * capacity[p]) / amount[p] - under[p] - (under[p] / amount[p]) * change[p];
      if (change[p] < 0) step = Math.min(step, (-0.95 * amount[p]) / change[p]);
      if (ds < 0) step = Math.min(step, (-0.95 * under[p]) / ds);
      if (isBox) {
        const dt = (mu * capacity[p]) / upper - over[p] + (over[p] / upper) * change[p];
        if (change[p] > 0) step = Math.min(step, (0.95 * upper) / change[p]);
        if (dt < 0) step = Math.min(step, (-0.95 * over[p]) / dt);
      }
    }
    if (!(step > 0)) return false;
    for (let c = 1; c < C; c++) la[c] += step * right[c];
    equalities.forEach((p, j) => {
      amount[p] += step * right[C + j];
    });
    for (let p = 0; p < P; p++) {
      if (isEquality(phases[p])) continue;
      const upper = most[p] - amount[p];
      under[p] += step * ((mu * capacity[p]) / amount[p] - under[p] - (under[p] / amount[p]) * change[p]);
      if (Number.isFinite(upper))
        over[p] += step * ((mu * capacity[p]) / upper - over[p] + (over[p] / upper) * change[p]);
      amount[p] += step * change[p];
    }
    if (step > 0.3) mu = Math.max(1e-14, mu * (step > 0.9 ? 0.1 : 0.3));
  }
  return false;
}

/** Equations of charge, alkalinity or a phase's saturation in place of a component's own balance, relative to their terms. */
function specialRow(
  problem: EquilibriumProblem,
  moles: Float64Array,
  la: Float64Array,
  matrix: Float64Array,
  right: Float64Array,
  order: number,
  c: number,
): void {
  const { system, balances, totals } = problem;
  const { start, column, coefficient, kind, charge } = system;
  const row = c * order;
  for (let k = 0; k < order; k++) matrix[row + k] = 0;
  if (balances[c] === "phase") {
    const held = problem.balancePhases.get(c);
    let si = held?.offset ?? 0;
    held?.siColumn.forEach((k, e) => {
      si += held.siCoefficient[e] * la[k];
      if (k > 0) matrix[row + k] += held.siCoefficient[e];
    });
    right[c] = -si;
    return;
  }
  const isCharge = balances[c] === "charge";
  let sum = isCharge ? 0 : -totals[c];
  let size = isCharge ? 0 : Math.abs(totals[c]);
  for (let i = 0; i < moles.length; i++) {
    if (kind[i] === 1) continue;
    const q = isCharge ? charge[i] : (problem.alkalinity?.[i] ?? 0);
    if (q === 0) continue;
    sum += q * moles[i];
    size += Math.abs(q * moles[i]);
    for (let e = start[i]; e < start[i + 1]; e++) matrix[row + column[e]] += q * moles[i] * coefficient[e];
  }
  const inverse = 1 / (size || 1);
  for (let k = 0; k < order; k++) matrix[row + k] *= inverse;
  right[c] = -sum * inverse;
}
