import { eliminate } from "./newtonStep.ts";
import { type EquilibriumProblem, type Iterate, lnSaturation, type PhaseUnknown } from "./problem.ts";

const mostIterations = 150;
/** Longest move of a ln activity in one iteration. */
const longestMove = 25;

/** Amounts of the phases and their distances from saturation, all above nought inside the search. */
export interface Interior {
  readonly amount: Float64Array; // mol left of each phase; for a phase without bound: formed, of either sign
  readonly under: Float64Array; // s of SI + s − t = 0: ln units below saturation
  readonly over: Float64Array; // t: above saturation, of a phase that may only dissolve
  readonly most: Float64Array; // upper bound of the amount
  /** Moles of a phase that the matter there could make: its barrier is μ times this. */
  readonly capacity: Float64Array;
  readonly si: Float64Array;
}

/** A gas or reagent without bound holds its saturation; its amount may have either sign. */
export function isEquality(phase: PhaseUnknown): boolean {
  return phase.isReagent || phase.available === Number.POSITIVE_INFINITY;
}

/** All matter there is, with that of the phases that can dissolve. */
export function matter({ totals, phases }: EquilibriumProblem): Float64Array {
  const b = totals.slice();
  for (const phase of phases)
    if (!isEquality(phase))
      phase.massColumn.forEach((c, e) => {
        b[c] += phase.available * phase.massCoefficient[e];
      });
  return b;
}

/** Follows x s = μ to its end at fixed coefficients; true when every balance closes to 1e-6 of its terms. */
export function interiorPath(
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
      const index = lnSaturation(phase, la);
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
