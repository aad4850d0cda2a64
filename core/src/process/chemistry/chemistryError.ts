import type { Issue } from "../../evidence/issue.ts";
import { nearestNames } from "../../evidence/nearestNames.ts";

/** A composition that cannot be computed with: what is unknown, missing or contradictory, as issues. */
export class ChemistryInputError extends Error {
  readonly code = "chemistry.input";
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map((issue) => `${issue.path}: ${issue.message}`).join("; "));
    this.name = "ChemistryInputError";
    this.issues = issues;
  }
}

/** An equilibrium that was not reached: which balance is off by how much, and the best state met. */
export class EquilibriumError extends Error {
  readonly code = "chemistry.no-equilibrium";
  /** Component, phase or equation with the largest residual. */
  readonly culprit: string;
  readonly residual: number;
  readonly iterations: number;
  /** pH, pe and ionic strength where the search stopped: to look at, not to use. */
  readonly best: { readonly pH: number; readonly pe: number; readonly ionicStrengthMolal: number };
  constructor(
    message: string,
    culprit: string,
    residual: number,
    iterations: number,
    best: { pH: number; pe: number; ionicStrengthMolal: number },
  ) {
    super(message);
    this.name = "EquilibriumError";
    this.culprit = culprit;
    this.residual = residual;
    this.iterations = iterations;
    this.best = best;
  }
}

/** One issue that stops a computation. */
export function inputError(path: string, code: string, message: string): ChemistryInputError {
  return new ChemistryInputError([{ path, code, severity: "error", message }]);
}

/** "; did you mean Fe or F?" or nothing. */
export function suggestion(wanted: string, names: Iterable<string>): string {
  const near = nearestNames(wanted, names);
  return near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
}
