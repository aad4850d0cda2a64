import { sumAmounts } from "./amounts.ts";
import { newtonEquations, type Places, placesOf } from "./jacobian.ts";
import { eliminate } from "./newtonStep.ts";
import { revisePhases, setActivePhases } from "./phaseSet.ts";
import type { EquilibriumProblem, Iterate, Solution } from "./problem.ts";
import { findResiduals } from "./residuals.ts";
import { type SolverWork, solverWork } from "./solverWork.ts";

/** A relative balance error below this ends the iteration. */
const tolerance = 1e-10;
/** Accepted where rounding stops the iteration before. */
const acceptable = 1e-9;
/** With steps as long as these phases join several at a time. */
const eagerStep = 5;
/** Coefficients that depend on the composition follow it once the balances are this near. */
const nearEnough = 0.02;

/**
 * Newton's method for chemical equilibrium. Unknowns are ln a of the components, ln of the water mass, ln I, the surface
 * potential, and the moles of the phases present. A balance Σ ν n = T whose terms have sums P (positive) and N (negative)
 * is solved as ln P − ln N = 0 while no phase takes part in it, which is almost linear in the unknowns far from the answer,
 * and as (P − N)/½(P + N) = 0 where one does, which is linear in the moles of phases. A phase joins when supersaturated and
 * leaves when used up; phases that depend on each other are exchanged until one is used up.
 *
 * @param x start; becomes the answer or the last state reached
 * @param maxStep largest change of a ln activity in one iteration
 */
export function solveEquilibrium(
  problem: EquilibriumProblem,
  x: Iterate,
  maxIterations: number,
  maxStep: number,
): Solution {
  const work = solverWork(problem);
  const places = placesOf(problem);
  const carried = new Float64Array(x.lnActivity.length);
  const pace: Pace = { relax: 1, change: new Float64Array(work.moles.length) };
  let best = Number.POSITIVE_INFINITY;
  let stalled = 0;
  let changedPhases = -10;
  work.lastWater = x.lnActivity[0];
  setActivePhases(problem, x, work.siOf);
  const end = (converged: boolean, iterations: number): Solution => ({
    converged,
    iterations,
    residual: work.size,
    worst: work.worst,
    moles: work.moles,
    gasMol: work.gasMol,
    lnGamma: problem.activity.lnGamma,
  });

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const isFresh = updateCoefficients(problem, x, work, carried, iteration, pace);
    sumAmounts(problem, x, work);
    findResiduals(problem, x, work);
    const { size } = work;
    if (!Number.isFinite(size)) return end(false, iteration);
    if (size < best * 0.5) {
      best = size;
      stalled = 0;
    } else stalled++;
    // A step can close the balances at coefficients of the composition before it: that is no answer yet.
    const isDone = isFresh && (size < tolerance || (size < acceptable && stalled > 3));
    if (isDone || (size < 0.05 && iteration - changedPhases > 1)) {
      if (revisePhases(problem, x, work.siOf, work.toggles, isDone, maxStep >= eagerStep)) {
        changedPhases = iteration;
        best = Number.POSITIVE_INFINITY;
        stalled = 0;
        continue;
      }
      if (isDone) return end(true, iteration + 1);
    }
    const { matrix, right, order } = newtonEquations(problem, x, work, places);
    eliminate(matrix, right, order);
    if (!moveAlong(x, right, places, maxStep)) return end(false, iteration);
  }
  return end(false, maxIterations);
}

/** How much of a change of coefficients is taken at once. */
interface Pace {
  relax: number;
  /** The change of each ln γ that the composition asked for last. */
  readonly change: Float64Array;
}

/**
 * Activity coefficients of the iteration. Those of the ionic strength are new each time; those that depend on the composition
 * change between balanced states only, and take the activities of the master species with them, so that molalities stay where
 * they are. Where they swing (brines near several salts) less of each change is taken. True where they are of the state at hand.
 */
function updateCoefficients(
  problem: EquilibriumProblem,
  x: Iterate,
  work: SolverWork,
  carried: Float64Array,
  iteration: number,
  pace: Pace,
): boolean {
  const { activity, system, balances } = problem;
  const { lnGamma } = activity;
  const la = x.lnActivity;
  const ionicStrength = Math.exp(x.lnIonicStrength);
  if (!activity.isCompositional) {
    la[0] = activity.update(ionicStrength, work.molality);
    return true;
  }
  if (iteration > 0 && work.size >= nearEnough) return false;
  const { masterOf } = system;
  for (let c = 1; c < masterOf.length; c++) if (masterOf[c] >= 0) carried[c] = lnGamma[masterOf[c]];
  const waterBefore = la[0];
  la[0] = activity.update(ionicStrength, work.molality);
  if (iteration === 0) return false;
  let along = 0;
  for (let i = 0; i < lnGamma.length; i++) {
    const wanted = work.molality[i] > 1e-9 ? lnGamma[i] - work.lastGamma[i] : 0;
    along += wanted * pace.change[i];
    pace.change[i] = wanted;
  }
  // There and back again: half as much; still on the way: more.
  pace.relax = along < 0 ? Math.max(0.02, pace.relax / 2) : Math.min(1, pace.relax * 1.3);
  if (pace.relax < 1) {
    for (let i = 0; i < lnGamma.length; i++)
      lnGamma[i] = work.lastGamma[i] + pace.relax * (lnGamma[i] - work.lastGamma[i]);
    la[0] = waterBefore + pace.relax * (la[0] - waterBefore);
  }
  for (let c = 1; c < masterOf.length; c++)
    if (masterOf[c] >= 0 && balances[c] !== "fixed") la[c] += lnGamma[masterOf[c]] - carried[c];
  return true;
}

/** Takes a step no longer than allowed, in its own direction; false where there is none to take. */
function moveAlong(x: Iterate, step: Float64Array, { mu, psi, firstPhase }: Places, maxStep: number): boolean {
  const la = x.lnActivity;
  let scale = 1;
  for (let c = 1; c < la.length; c++) scale = Math.min(scale, maxStep / Math.abs(step[c]));
  scale = Math.min(scale, 1.5 / Math.abs(step[mu]), 0.7 / Math.abs(step[0]));
  if (psi >= 0) scale = Math.min(scale, 3 / Math.abs(step[psi]));
  if (!(scale > 0)) return false;
  for (let c = 1; c < la.length; c++) la[c] += scale * step[c];
  x.lnWater += scale * step[0];
  x.lnIonicStrength += scale * step[mu];
  if (psi >= 0) x.potential += scale * step[psi];
  let u = firstPhase;
  for (let p = 0; p < x.active.length; p++) if (x.active[p] === 1) x.phaseMol[p] += scale * step[u++];
  return true;
}
