import { molesPerKgWater } from "./activity.ts";
import type { EquilibriumProblem, Iterate } from "./problem.ts";
import { type LinearRoom, linearRoom, type SolverWork } from "./solverWork.ts";

/** Where the unknowns stand: components first, then ln I, the potential of a surface, and the phases in play. */
export interface Places {
  readonly mu: number;
  readonly psi: number; // −1 without a surface
  readonly firstPhase: number;
}

/** Places of the unknowns of a problem. */
export function placesOf({ system, surface }: EquilibriumProblem): Places {
  const C = system.components.length;
  return { mu: C, psi: surface === null ? -1 : C + 1, firstPhase: C + (surface === null ? 1 : 2) };
}

/** The Newton equations of an iteration: derivatives of the residuals, and the residuals with their signs turned. */
export function newtonEquations(problem: EquilibriumProblem, x: Iterate, work: SolverWork, places: Places): LinearRoom {
  const C = problem.system.components.length;
  let order = places.firstPhase;
  for (let p = 0; p < problem.phases.length; p++) if (x.active[p] === 1) order++;
  const room = linearRoom(order);
  const { matrix, right } = room;
  matrix.fill(0);
  speciesTerms(problem, x, work, places, room);
  matrix[0] += molesPerKgWater * Math.exp(x.lnWater) * work.weightP[0];
  matrix[places.mu * order + places.mu] -= 1;
  if (places.psi >= 0) {
    const q = work.relativeCharge;
    matrix[places.psi * order + places.psi] += 1;
    matrix[places.psi * order + places.mu] += q / Math.sqrt(1 + q * q);
  }
  gasTerms(problem, work, room);
  for (let c = 0; c < C; c++) {
    right[c] = -work.residual[c];
    const kind = problem.balances[c];
    if (kind === "charge" || kind === "alkalinity") specialRow(problem, work, places, room, c);
  }
  right[places.mu] = -work.muResidual;
  if (places.psi >= 0) right[places.psi] = -work.psiResidual;
  phaseTerms(problem, x, work, places, room);
  for (let c = 0; c < C; c++)
    if (problem.balances[c] === "fixed" || problem.balances[c] === "phase") heldRow(problem, room, c);
  return room;
}

/** Below this share of its row a species moves nothing, and most species are traces. */
const leastShare = 1e-13;

function speciesTerms(
  problem: EquilibriumProblem,
  x: Iterate,
  work: SolverWork,
  places: Places,
  { matrix, order }: LinearRoom,
): void {
  const { system, activity, surface } = problem;
  const { start, column, coefficient, kind, charge } = system;
  const { slope } = activity;
  const { moles, weightP, weightN, ionSum, relativeCharge } = work;
  const { mu, psi } = places;
  const perCharge =
    surface === null
      ? 0
      : -2 /
        Math.sqrt(1 + relativeCharge * relativeCharge) /
        (surface.capacity * Math.sqrt(Math.exp(x.lnIonicStrength)));
  for (let i = 0; i < moles.length; i++) {
    const n = moles[i];
    if (n === 0) continue;
    const first = start[i];
    const end = start[i + 1];
    const of = kind[i];
    for (let e = first; e < end; e++) {
      const c = column[e];
      const nu = coefficient[e];
      const f = nu * n * (nu > 0 ? weightP[c] : weightN[c]);
      if (f < leastShare && f > -leastShare) continue;
      const row = c * order;
      for (let k = first; k < end; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
      if (of === 0) {
        matrix[row] += f;
        matrix[row + mu] -= f * slope[i];
      } else {
        if (of === 1) matrix[row + mu] -= f * slope[i];
        if (of === 2 && psi >= 0) matrix[row + psi] -= f * charge[i];
      }
    }
    if (of === 0 && charge[i] !== 0) {
      const f = (charge[i] * charge[i] * n) / ionSum;
      if (f < leastShare) continue;
      const row = mu * order;
      for (let k = first; k < end; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
      matrix[row + mu] -= f * slope[i];
    }
    if (of === 2 && psi >= 0 && charge[i] !== 0) {
      const f = perCharge * charge[i] * n;
      const row = psi * order;
      for (let k = first; k < end; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
      matrix[row + psi] -= f * charge[i];
    }
  }
}

function gasTerms({ gases }: EquilibriumProblem, work: SolverWork, { matrix, order }: LinearRoom): void {
  for (let g = 0; g < gases.length; g++) {
    const gas = gases[g];
    for (let e = 0; e < gas.column.length; e++) {
      const c = gas.column[e];
      const f = gas.coefficient[e] * work.gasMol[g] * (gas.coefficient[e] > 0 ? work.weightP[c] : work.weightN[c]);
      for (let k = 0; k < gas.column.length; k++)
        if (gas.column[k] !== 0) matrix[c * order + gas.column[k]] += f * gas.coefficient[k];
    }
  }
}

function phaseTerms(
  { phases }: EquilibriumProblem,
  x: Iterate,
  { siOf, weightP }: SolverWork,
  places: Places,
  { matrix, right, order }: LinearRoom,
): void {
  let u = places.firstPhase;
  for (let p = 0; p < phases.length; p++) {
    if (x.active[p] === 0) continue;
    const phase = phases[p];
    for (let e = 0; e < phase.massColumn.length; e++) {
      const c = phase.massColumn[e];
      matrix[c * order + u] += phase.massCoefficient[e] * weightP[c];
    }
    for (let e = 0; e < phase.siColumn.length; e++)
      if (phase.siColumn[e] !== 0) matrix[u * order + phase.siColumn[e]] += phase.siCoefficient[e];
    right[u] = -siOf[p];
    u++;
  }
}

/** A row of charge or alkalinity, whose coefficients are not those of a component. */
function specialRow(
  problem: EquilibriumProblem,
  { moles, weightP, weightN }: SolverWork,
  { mu, psi }: Places,
  { matrix, order }: LinearRoom,
  c: number,
): void {
  const { start, column, coefficient, kind, charge } = problem.system;
  const { slope } = problem.activity;
  const row = c * order;
  for (let k = 0; k < order; k++) matrix[row + k] = 0;
  for (let i = 0; i < moles.length; i++) {
    if (kind[i] === 1) continue;
    const q = problem.balances[c] === "charge" ? charge[i] : (problem.alkalinity?.[i] ?? 0);
    if (q === 0) continue;
    const f = q * moles[i] * (q > 0 ? weightP[c] : weightN[c]);
    for (let k = start[i]; k < start[i + 1]; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
    if (kind[i] === 0) {
      matrix[row] += f;
      matrix[row + mu] -= f * slope[i];
    } else if (psi >= 0) matrix[row + psi] -= f * charge[i];
  }
}

/** A component whose activity is given, or held by a phase. */
function heldRow(problem: EquilibriumProblem, { matrix, order }: LinearRoom, c: number): void {
  const row = c * order;
  for (let k = 0; k < order; k++) matrix[row + k] = 0;
  const held = problem.balances[c] === "phase" ? problem.balancePhases.get(c) : undefined;
  if (held === undefined) matrix[row + c] = 1;
  else
    for (let e = 0; e < held.siColumn.length; e++)
      if (held.siColumn[e] !== 0) matrix[row + held.siColumn[e]] += held.siCoefficient[e];
}
