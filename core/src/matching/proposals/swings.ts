import type { Prices } from "../proposeRoutes.ts";
import type { Assumption, Banded, Overrides } from "./assumption.ts";
import { type ProposalMoney, revenueUsdPerT } from "./economics.ts";
import type { Performance } from "./performance.ts";
import { ProposalError } from "./proposalError.ts";
import type { SolvedDraft } from "./solveProposal.ts";

/** What one assumption moves, from its low to its high end, all others at their likely values and the plant as sized. */
export interface Swing {
  readonly assumption: Assumption;
  /** Recovery by element at the low and at the high end. */
  readonly recovery: Readonly<Record<string, readonly [atLow: number, atHigh: number]>>;
  /** Margin in USD/t at the ends; null without a price. */
  readonly margin: readonly [atLow: number, atHigh: number] | null;
  /** Set where the flowsheet does not solve at an end. */
  readonly unsolved: string | null;
}

interface Moved {
  readonly recovery: Readonly<Record<string, number>>;
  readonly marginUsdPerT: number | null;
}

/**
 * Moves each assumption to its ends and solves again. The band of a figure is the likely value less (plus) the root of the sum of squares
 * of the falls (rises): assumptions are taken as independent, their effects as adding up. It is no percentile: the ranges are not.
 * Grades move the margin in proportion and recoveries not at all, so they are reckoned and not solved.
 */
export function swingsOf(
  solved: SolvedDraft,
  prices: Prices,
  base: Performance,
  money: ProposalMoney,
  solveWith: (overrides: Overrides) => Moved,
  tPerH: number,
): {
  readonly recovery: Readonly<Record<string, Banded>>;
  readonly margin: Banded | null;
  readonly swings: readonly Swing[];
} {
  const swings: Swing[] = [];
  for (const assumption of solved.assumptions) {
    if (!(assumption.high > assumption.low)) continue;
    swings.push(
      assumption.key.startsWith("grade ")
        ? gradeSwing(assumption, solved, prices, base, money, tPerH)
        : solvedSwing(assumption, base, money, solveWith),
    );
  }
  const recovery = Object.fromEntries(
    Object.entries(base.recovery).map(([element, value]) => {
      const band = bandOf(
        value,
        swings.map((swing) => swing.recovery[element] ?? [value, value]),
      );
      return [element, { ...band, low: Math.max(0, band.low), high: Math.min(1, band.high) }];
    }),
  );
  const margin =
    money.marginUsdPerT === null
      ? null
      : bandOf(
          money.marginUsdPerT,
          swings.map((swing) => swing.margin ?? [0, 0]),
        );
  return { recovery, margin, swings: swings.sort((a, b) => reach(b) - reach(a)) };
}

function gradeSwing(
  assumption: Assumption,
  solved: SolvedDraft,
  prices: Prices,
  base: Performance,
  money: ProposalMoney,
  tPerH: number,
): Swing {
  const recovery = Object.fromEntries(
    Object.entries(base.recovery).map(([name, value]) => [name, [value, value] as const]),
  );
  const { marginUsdPerT } = money;
  if (marginUsdPerT === null) return { assumption, recovery, margin: null, unsolved: null };
  const likely = new Map(solved.assumptions.map(({ key, value }) => [key, value]));
  const revenue = (ppm: number) =>
    revenueUsdPerT(
      base,
      solved.products,
      prices,
      (name) => (`grade ${name}` === assumption.key ? ppm : (likely.get(`grade ${name}`) ?? 0)),
      tPerH,
    );
  const now = revenue(assumption.value);
  const at = (ppm: number) => marginUsdPerT + revenue(ppm) - now;
  return { assumption, recovery, margin: [at(assumption.low), at(assumption.high)], unsolved: null };
}

function solvedSwing(
  assumption: Assumption,
  base: Performance,
  money: ProposalMoney,
  solveWith: (overrides: Overrides) => Moved,
): Swing {
  const reasons: string[] = [];
  const at = (value: number): Moved => {
    try {
      return solveWith(new Map([[assumption.key, value]]));
    } catch (error) {
      if (!(error instanceof ProposalError)) throw error;
      reasons.push(`${assumption.says} at ${value} ${assumption.unit}: ${error.message}`);
      return { recovery: base.recovery, marginUsdPerT: money.marginUsdPerT };
    }
  };
  const [low, high] = [at(assumption.low), at(assumption.high)];
  return {
    assumption,
    recovery: Object.fromEntries(
      Object.entries(base.recovery).map(([element, value]) => [
        element,
        [low.recovery[element] ?? value, high.recovery[element] ?? value] as const,
      ]),
    ),
    margin: low.marginUsdPerT === null || high.marginUsdPerT === null ? null : [low.marginUsdPerT, high.marginUsdPerT],
    unsolved: reasons[0] ?? null,
  };
}

function bandOf(value: number, ends: readonly (readonly [number, number])[]): Banded {
  let [down, up] = [0, 0];
  for (const pair of ends) {
    down += Math.max(0, value - Math.min(...pair)) ** 2;
    up += Math.max(0, Math.max(...pair) - value) ** 2;
  }
  return { value, low: value - Math.sqrt(down), high: value + Math.sqrt(up) };
}

/** How much an assumption moves the margin, or without prices the recoveries. */
function reach({ margin, recovery }: Swing): number {
  if (margin !== null) return Math.abs(margin[1] - margin[0]);
  return Object.values(recovery).reduce((sum, [low, high]) => sum + Math.abs(high - low), 0);
}
