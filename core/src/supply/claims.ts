import { claimChecks, type ClaimCheck, type Holds } from "./claimChecks.ts";
import type { ScreeningResult } from "./result.ts";

export type Verdict = "reproduced" | "not reproduced" | "inconclusive" | "not testable without CMiO" | "not testable";

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

/** Mean share, over the elements concerned, of mass that rests on grade D (crust times a class) or S (invented samples). */
function modelledShare(result: ScreeningResult, elements: readonly string[]): number {
  if (elements.length === 0) return 0;
  const shares = elements.map((symbol) => {
    const mix = result.elements.find((element) => element.symbol === symbol)?.evidenceMix;
    return mix ? mix.D + mix.S : 1;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function verdictOf(result: ScreeningResult, check: ClaimCheck, holds: Holds): Verdict {
  if (holds === null) return "not testable";
  const isSynthetic = result.elements.some((element) => element.evidenceMix.S > 0);
  if (isSynthetic || check.needsSamples(result) || modelledShare(result, check.restsOn) > rockOnlyShare)
    return "not testable without CMiO";
  if (holds === "straddles") return "inconclusive";
  return holds ? "reproduced" : "not reproduced";
}

/**
 * Judges every published claim by a run. A claim about ore chemistry whose elements rest to more than 90 % on grade D
 * (crust times a judged class) or on invented samples is not testable without measured ones, whichever way the number
 * falls; one whose band cuts the 5-95 % interval is inconclusive; an input of the model is no test of it.
 * Nothing is fitted to make a claim pass.
 */
export function judgeClaims(result: ScreeningResult): ClaimVerdict[] {
  return claimChecks.map((check) => {
    const { holds, got, explanation } = check.evaluate(result);
    const share = modelledShare(result, check.restsOn);
    const basis =
      check.restsOn.length > 0
        ? ` ${(100 * share).toFixed(0)} % of the mass concerned is grade D (crust times a judged class) or S (invented).`
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
