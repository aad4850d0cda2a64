import type { Band } from "../bodies/readBody.ts";

export type PlanName = "schedule" | "next-hole" | "drill-spacing" | "optimise" | "probability" | "minerals";

/** A plan in the list of a body. */
export interface PlanEntry {
  readonly plan: PlanName;
  readonly command: string;
  readonly isMade: boolean;
  readonly columns: readonly string[];
  readonly issue: string | null;
}

/** A plan as its command left it. */
export interface Plan<R> {
  readonly result: R;
  readonly manifest: {
    readonly finishedAt?: string;
    readonly version?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
  } | null;
  /** False where the body was estimated again afterwards. */
  readonly isOfThisRun: boolean | null;
}

interface Row {
  readonly group: number;
  readonly dryTonnes: Band;
  readonly metals: readonly { readonly name: string; readonly metalT: Band; readonly meanGradePpm: Band }[];
}

export interface ScheduledDirection {
  readonly azimuthDeg: number;
  readonly rule: string;
  readonly years: readonly (Row & { readonly valueMillionUsd: Band | null })[];
  readonly discountedMetalT: Band;
  readonly discountedValueMillionUsd: Band | null;
  readonly shortOfBest: Band;
  readonly bestShare: number;
}

export interface ScheduleResult {
  readonly comparedBy: string;
  /** Azimuth of the best direction, degrees. */
  readonly best: number;
  readonly directions: readonly ScheduledDirection[];
  readonly lifts: readonly (Row & { readonly topM: number; readonly bottomM: number })[];
  readonly realisations: number;
  readonly notes: readonly string[];
}

export interface ProposedHole {
  readonly i: number;
  readonly j: number;
  readonly x: number;
  readonly y: number;
  /** USD, with the standard error of the number of realisations. */
  readonly worth: number;
  readonly standardError: number;
  /** Share of the variance of the decision's worth that the hole explains. */
  readonly explains: number;
}

export interface NextHoleResult {
  readonly holes: readonly ProposedHole[];
  readonly perfectUsd: number;
  readonly units: readonly {
    readonly name: string;
    readonly dryTonnes: number;
    readonly meanMillionUsd: number;
    readonly pays: number;
  }[];
  readonly holeCostUsd: number | null;
  readonly costUsdPerT: number;
  readonly assumptions: readonly string[];
  readonly notes: readonly string[];
}

export interface SpacingResult {
  readonly variable: string;
  readonly domain: string;
  readonly heightM: number;
  readonly rows: readonly {
    readonly spacingM: number;
    readonly volume: string;
    readonly relativeError: number;
    readonly standardError: number;
    readonly bias: number;
    readonly holesPerPanel: number;
  }[];
  readonly notes: readonly string[];
}

export interface SelectionResult {
  readonly moneyYear: number;
  readonly costUsdPerT: number;
  readonly assumptions: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface ProbabilityResult {
  readonly variable: string;
  readonly realisations: number;
  readonly rows: readonly {
    readonly cutoffPpm: number;
    readonly expectedTonnes: number;
    readonly tonnesAt50: number;
    readonly tonnesAt80: number;
  }[];
  readonly notes: readonly string[];
}

export interface MineralsResult {
  readonly minerals: readonly { readonly mineral: string; readonly dryTonnes: Band; readonly massPct: Band }[];
  readonly ambiguous: readonly { readonly mineral: string; readonly resembles: readonly string[] }[];
  readonly poorShare: number;
  readonly source: string;
  readonly notes: readonly string[];
}

export interface PlanResults {
  readonly schedule: ScheduleResult;
  readonly "next-hole": NextHoleResult;
  readonly "drill-spacing": SpacingResult;
  readonly optimise: SelectionResult;
  readonly probability: ProbabilityResult;
  readonly minerals: MineralsResult;
}

/** How many of the best places are drawn: the others tell much the same. */
export const drawnProposals = 5;

/** The best places for a hole, none that is expected to be worth nothing. */
export function bestPlaces({ holes }: NextHoleResult, most: number = drawnProposals): readonly ProposedHole[] {
  return holes
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, most);
}

/** The best of some hundred places lies two to three standard errors high by chance alone. */
export function isAboveNoise({ worth, standardError }: ProposedHole): boolean {
  return worth > 3 * standardError;
}

/** A column of a plan's table in words. */
export function planColumnWords(plan: PlanName, column: string): string {
  const year = /^year_azimuth_(.+)$/.exec(column)?.[1];
  if (plan === "schedule" && year !== undefined) return `Year of mining, face moving to ${year}°`;
  const chance = /^(.+?)_at_least_(.+)$/.exec(column);
  if (plan === "probability" && chance)
    return `Probability of ${(chance[1] ?? "").replace(/_ppm$/, "")} at or above ${chance[2]} ppm`;
  if (column === "breakEvenPriceFactor") return "Price factor at which the block pays";
  if (column === "mineral_misfit_mean") return "Misfit of the minerals to the assays";
  const mineral = /^(?:mineral_)?(.+)_(mean|p05|p95)$/.exec(column);
  if (plan === "minerals" && mineral)
    return `${mineral[1]}, mass fraction, ${{ mean: "mean", p05: "P5", p95: "P95" }[mineral[2] as "mean"]}`;
  return column;
}
