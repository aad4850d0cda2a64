import { claimChecks, type ClaimCheck } from "./claimChecks.ts";
import type { ScreeningResult } from "./result.ts";

export type Verdict = "reproduced" | "not reproduced" | "not testable without CMiO" | "not testable";

/** A published statement of the US by-product study beside what this run gives. */
export interface ClaimVerdict {
  readonly id: string;
  /** The statement, in our words. */
  readonly statement: string;
  readonly expected: string;
  /** What this run gives, with its interval. */
  readonly got: string;
  readonly verdict: Verdict;
  readonly strength: "hard" | "soft";
  readonly explanation: string;
  readonly source: string;
}

/** Above this share of mass from crust times a judged class, a figure is tonnes of rock and no test of ore chemistry. */
const rockOnlyShare = 0.9;

/** Share of the summed mass of the elements concerned that rests on grade D. */
function modelledShare(result: ScreeningResult, elements: readonly string[]): number {
  if (elements.length === 0) return 0;
  const shares = elements.map(
    (symbol) => result.elements.find((element) => element.symbol === symbol)?.evidenceMix.D ?? 1,
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function verdictOf(result: ScreeningResult, check: ClaimCheck, holds: boolean | null): Verdict {
  if (holds === null) return "not testable";
  const isRockOnly = result.geochemistry === "priors" && modelledShare(result, check.restsOn) > rockOnlyShare;
  return isRockOnly ? "not testable without CMiO" : holds ? "reproduced" : "not reproduced";
}

/**
 * Judges every published claim by a run. A claim about ore chemistry whose elements rest to more than 90 % on grade D
 * (crust times a judged class) is not testable without measured samples, whichever way the number falls.
 * Nothing is fitted to make a claim pass.
 */
export function judgeClaims(result: ScreeningResult): ClaimVerdict[] {
  return claimChecks.map((check) => {
    const { holds, got, explanation } = check.evaluate(result);
    const share = modelledShare(result, check.restsOn);
    const basis =
      check.restsOn.length > 0
        ? ` ${(100 * share).toFixed(0)} % of the mass concerned is grade D (crust times a judged class).`
        : "";
    return {
      id: check.id,
      statement: check.statement,
      expected: check.expected,
      got,
      verdict: verdictOf(result, check, holds),
      strength: check.strength,
      explanation: explanation + basis,
      source: check.source,
    };
  });
}
