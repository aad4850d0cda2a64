import { convexStart } from "./convexStart.ts";
import { EquilibriumError } from "./chemistryError.ts";
import type { EquilibriumProblem, Iterate, Solution } from "./problem.ts";
import { phasesInPlay } from "./phaseSet.ts";
import { solveEquilibrium } from "./solve.ts";

/**
 * Solves from the given start; where that fails, from other starts (acid, neutral, alkaline; reduced, oxidised) with shorter
 * steps.
 * @throws {EquilibriumError} none of them leads to an equilibrium
 */
export function runSolver(
  problem: EquilibriumProblem,
  begin: () => Iterate,
  maxIterations: number,
  isCold = false,
): { iterate: Iterate; solution: Solution } {
  const { system, balances } = problem;
  const canMove = (c: number) => c >= 0 && balances[c] !== "fixed";
  let spent = 0;
  let best: { iterate: Iterate; solution: Solution } | null = null;
  for (const { pH, pe, step, isConvex } of attempts) {
    const iterate = begin();
    if (pH !== null && canMove(1)) iterate.lnActivity[1] = -pH * Math.LN10;
    if (pe !== null && canMove(system.electron)) iterate.lnActivity[system.electron] = -pe * Math.LN10;
    if (isCold || step < 5) calm(problem, iterate);
    if (isConvex) convexStart(problem, iterate);
    const most = step >= 5 ? Math.min(maxIterations, hopeful) : step < 4 ? 2 * maxIterations : maxIterations;
    const solution = solveEquilibrium(problem, iterate, most, step);
    spent += solution.iterations;
    if (solution.converged) return { iterate, solution: { ...solution, iterations: spent } };
    if (best === null || solution.residual < best.solution.residual) best = { iterate, solution };
  }
  const { iterate, solution } = best ?? { iterate: begin(), solution: null };
  const pH = -iterate.lnActivity[1] / Math.LN10;
  const pe = system.electron < 0 ? Number.NaN : -iterate.lnActivity[system.electron] / Math.LN10;
  const culprit = solution?.worst ?? "unknown";
  const residual = solution?.residual ?? Number.NaN;
  const inPlay = phasesInPlay(problem.phases, iterate);
  throw new EquilibriumError(
    `no equilibrium found: the balance of ${culprit} is off by ${residual.toExponential(1)} (relative) after ${spent} iterations` +
      `${inPlay.length > 0 ? ` with ${inPlay.join(", ")} present` : ""}; last pH ${pH.toFixed(2)}. ` +
      `Check the amounts, or whether the phases and fixed values can hold together`,
    culprit,
    residual,
    spent,
    { pH, pe, ionicStrengthMolal: Math.exp(iterate.lnIonicStrength) },
  );
}

/** Iterations of the first attempt: one that gets there at all needs no more. */
const hopeful = 100;

const attempts: readonly { pH: number | null; pe: number | null; step: number; isConvex?: boolean }[] = [
  { pH: null, pe: null, step: 5 },
  { pH: null, pe: null, step: 4, isConvex: true },
  { pH: null, pe: null, step: 1, isConvex: true },
  { pH: null, pe: null, step: 1.5 },
  { pH: 7, pe: 4, step: 2 },
  { pH: 3, pe: 10, step: 2 },
  { pH: 11, pe: 0, step: 2 },
  { pH: 7, pe: -4, step: 1 },
  { pH: 1, pe: 14, step: 1 },
  { pH: 5, pe: 8, step: 0.5 },
];

/**
 * Brings a rough start within reach of Newton: each component in turn moves by its own Newton step of ln P − ln N, with
 * coefficients of one and no phases, first where a balance is most in excess. Without it, a strong complex of two components
 * that are both far too active makes their equations parallel.
 */
function calm(problem: EquilibriumProblem, x: Iterate): void {
  const { system, lnK, balances, totals, siteTotals } = problem;
  const { start, column, coefficient, kind, sites, siteComponent, charge } = system;
  const C = system.components.length;
  const la = x.lnActivity;
  const plus = new Float64Array(C);
  const minus = new Float64Array(C);
  const slopePlus = new Float64Array(C);
  const slopeMinus = new Float64Array(C);
  for (let sweep = 0; sweep < 40 + 10 * C; sweep++) {
    plus.fill(0);
    minus.fill(0);
    slopePlus.fill(0);
    slopeMinus.fill(0);
    for (let i = 0; i < lnK.length; i++) {
      let ln = lnK[i];
      for (let e = start[i]; e < start[i + 1]; e++) ln += coefficient[e] * la[column[e]];
      if (kind[i] === 0) ln += x.lnWater;
      else ln += Math.log(Math.max(siteTotals[siteComponent[i]], 1e-300) / sites[i]) - charge[i] * x.potential;
      const n = Math.exp(Math.min(ln, 600));
      for (let e = start[i]; e < start[i + 1]; e++) {
        const c = column[e];
        const nu = coefficient[e];
        if (nu > 0) {
          plus[c] += nu * n;
          slopePlus[c] += nu * nu * n;
        } else {
          minus[c] -= nu * n;
          slopeMinus[c] += nu * nu * n;
        }
      }
    }
    let worst = 0;
    let at = -1;
    let move = 0;
    for (let c = 1; c < C; c++) {
      if (balances[c] !== "mass" && balances[c] !== "alkalinity") continue;
      const P = plus[c] + Math.max(0, -totals[c]);
      const N = minus[c] + Math.max(0, totals[c]);
      if (!(P > 0 && N > 0)) continue;
      const off = Math.log(P / N);
      // Too little is no harm; too much is. Protons and electrons run both ways.
      const isTwoSided = c === 1 || c === system.electron;
      const size = isTwoSided ? Math.abs(off) / 4 : off;
      if (size <= Math.max(worst, isTwoSided ? 2 : 1)) continue;
      const slope = slopePlus[c] / P + slopeMinus[c] / N;
      if (!(slope > 0)) continue;
      worst = size;
      at = c;
      move = -off / slope;
    }
    if (at < 0) return;
    la[at] += Math.max(-60, Math.min(60, move));
  }
}
