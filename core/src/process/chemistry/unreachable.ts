import { EquilibriumError, inputError } from "./chemistryError.ts";
import type { BalanceKind, EquilibriumProblem, Iterate } from "./problem.ts";
import { runSolver } from "./runSolver.ts";

/**
 * Solves an analysis whose charge is to be closed by one ion; where that fails because the ion would have to be negative, says so.
 * @throws {ChemistryInputError} `chemistry.charge-unreachable`: the ions without it are already in excess the other way
 * @throws {EquilibriumError} no speciation for another reason
 */
export function solveWithCharge(problem: EquilibriumProblem, begin: () => Iterate, maxIterations: number) {
  try {
    return runSolver(problem, begin, maxIterations, true);
  } catch (error) {
    const at = problem.balances.indexOf("charge");
    if (!(error instanceof EquilibriumError) || at < 2) throw error;
    const excessEq = chargeWithout(problem, begin, maxIterations, at);
    const ion = problem.system.components[at];
    const own = problem.system.species[problem.system.masterOf[at]]?.charge ?? 0;
    if (excessEq === null || excessEq * own < 0) throw error;
    throw inputError(
      "totals",
      "chemistry.charge-unreachable",
      `the charge cannot be closed with ${ion}: without any of it ${own > 0 ? "cations" : "anions"} are in excess by ${Math.abs(excessEq).toExponential(2)} eq already; mark an ion of the other sign, or check pH and units`,
    );
  }
}

/** Charge of the solution with next to nothing of a component, in equivalents; null where that has no answer either. */
function chargeWithout(problem: EquilibriumProblem, begin: () => Iterate, maxIterations: number, at: number) {
  const balances: BalanceKind[] = problem.balances.map((kind, c) => (c === at ? "mass" : kind));
  const totals = problem.totals.slice();
  totals[at] = 1e-12 * problem.waterKg;
  try {
    const { solution } = runSolver({ ...problem, balances, totals }, begin, maxIterations, true);
    let sum = 0;
    for (let i = 0; i < solution.moles.length; i++)
      if (problem.system.kind[i] === 0) sum += problem.system.charge[i] * solution.moles[i];
    return sum;
  } catch (error) {
    if (error instanceof EquilibriumError) return null;
    throw error;
  }
}

/**
 * Runs a solve whose pH a reagent holds; where it fails because the reagent works the other way, says so.
 *
 * @param natural pH without the reagent
 * @param reagent components of a mole of it: a base takes up protons
 * @throws {ChemistryInputError} `chemistry.wrong-reagent`: an acid asked to raise the pH, or a base to lower it, beyond what is there
 * @throws {EquilibriumError} no equilibrium for another reason
 */
export function holdingPH<T>(
  run: () => T,
  natural: () => number,
  fixPH: { readonly pH: number; readonly with: string } | undefined,
  reagent: ReadonlyMap<string, number>,
): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof EquilibriumError) || fixPH === undefined) throw error;
    const isBase = (reagent.get("H+") ?? 0) < 0;
    const pH = naturalOf(natural);
    if (pH === null || pH < fixPH.pH === isBase) throw error;
    throw inputError(
      "fixPH.with",
      "chemistry.wrong-reagent",
      `pH ${fixPH.pH} cannot be held with ${fixPH.with}: without it the pH is ${pH.toFixed(2)}, and more ${fixPH.with} would have to be taken out than there is; use ${isBase ? "an acid" : "a base"}`,
    );
  }
}

function naturalOf(natural: () => number): number | null {
  try {
    return natural();
  } catch (error) {
    if (error instanceof EquilibriumError) return null;
    throw error;
  }
}
