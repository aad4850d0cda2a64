import type { Issue } from "../../evidence/issue.ts";

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

/** Up to three names that a mistyped one may mean, nearest first. */
export function nearestNames(wanted: string, names: Iterable<string>): string[] {
  const low = wanted.toLowerCase();
  const scored: [number, string][] = [];
  for (const name of names) {
    const candidate = name.toLowerCase();
    const distance = candidate.startsWith(low) || low.startsWith(candidate) ? 0.5 : editDistance(low, candidate);
    if (distance <= Math.max(2, low.length / 3)) scored.push([distance + name.length / 1000, name]);
  }
  return scored
    .sort((a, b) => a[0] - b[0])
    .slice(0, 3)
    .map(([, name]) => name);
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8) return 99;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

/** "; did you mean Fe or F?" or nothing. */
export function suggestion(wanted: string, names: Iterable<string>): string {
  const near = nearestNames(wanted, names);
  return near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
}
