import { EquilibriumError } from "./chemistryError.ts";
import type { EquilibriumProblem, Iterate, Solution } from "./problem.ts";
import { phasesInPlay, solveEquilibrium } from "./solve.ts";

/**
 * Solves from the given start; where that fails, from other starts (acid, neutral, alkaline; reduced, oxidised) with shorter
 * steps.
 * @throws {EquilibriumError} none of them leads to an equilibrium
 */
export function runSolver(
  problem: EquilibriumProblem,
  begin: () => Iterate,
  maxIterations: number,
): { iterate: Iterate; solution: Solution } {
  const { system, balances } = problem;
  const canMove = (c: number) => c >= 0 && balances[c] !== "fixed";
  let spent = 0;
  let best: { iterate: Iterate; solution: Solution } | null = null;
  for (const { pH, pe, step } of attempts) {
    const iterate = begin();
    if (pH !== null && canMove(1)) iterate.lnActivity[1] = -pH * Math.LN10;
    if (pe !== null && canMove(system.electron)) iterate.lnActivity[system.electron] = -pe * Math.LN10;
    const solution = solveEquilibrium(problem, iterate, step < 4 ? 2 * maxIterations : maxIterations, step);
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

const attempts: readonly { pH: number | null; pe: number | null; step: number }[] = [
  { pH: null, pe: null, step: 5 },
  { pH: null, pe: null, step: 1.5 },
  { pH: 7, pe: 4, step: 2 },
  { pH: 3, pe: 10, step: 2 },
  { pH: 11, pe: 0, step: 2 },
  { pH: 7, pe: -4, step: 1 },
  { pH: 1, pe: 14, step: 1 },
  { pH: 5, pe: 8, step: 0.5 },
];
