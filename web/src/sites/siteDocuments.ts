import type { AssessedYear, DoubtShare, Figure, Measurement, Stage, TruthRow } from "@relode/core/assessment";
import type { Interval, Issue, RunManifest } from "@relode/core/evidence";

export type { Figure, Stage } from "@relode/core/assessment";

/** A site in the list. */
export interface SiteEntry {
  readonly id: string;
  readonly name: string;
  readonly declared: "synthetic" | "real" | "unknown";
  readonly money: string;
  readonly npv: Interval | null;
  readonly chanceOfLoss: number | null;
  readonly realisations: number;
  /** Why it cannot be shown; null where it can. */
  readonly issue: string | null;
}

export interface BoughtMeasurement {
  readonly name: string;
  readonly of: Measurement["of"];
  readonly worth: number;
  readonly cost: number;
  readonly isWorthIt: boolean;
}

/** `assessment.json` as the page reads it. */
export interface SiteDocument {
  readonly name: string;
  readonly declared: "synthetic" | "real";
  /** The body: its folder's name and the checksum of its document; absent in older files. */
  readonly resource?: { readonly folder: string; readonly sha256: string | null };
  /** Currency and year, e.g. `USD of 2024`. */
  readonly money: string;
  readonly realisations: number;
  readonly mining: string;
  readonly npv: Interval;
  readonly chanceOfLoss: number;
  readonly figures: readonly Figure[];
  readonly years: readonly AssessedYear[];
  readonly fan: readonly { readonly year: number; readonly p05: number; readonly p50: number; readonly p95: number }[];
  readonly doubts: readonly DoubtShare[];
  readonly measurements: readonly BoughtMeasurement[];
  /** Null for a real site. */
  readonly truth: readonly TruthRow[] | null;
  readonly silent: readonly string[];
  readonly notAssessed: readonly { readonly what: string; readonly why: string }[];
  readonly realisationsNpv: readonly number[];
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

/** The road, with the words of each stage. */
export const stageWords: readonly { readonly stage: Stage; readonly short: string; readonly title: string }[] = [
  { stage: "body", short: "Body", title: "What is in the body" },
  { stage: "mining", short: "Mining", title: "How it is dug, and what pays its way" },
  { stage: "route", short: "Route", title: "What the route takes and gives" },
  { stage: "products", short: "Products", title: "What is recovered" },
  { stage: "water and energy", short: "Water, energy", title: "Water, energy, reagents, emissions" },
  { stage: "money", short: "Money", title: "Money: what was assumed" },
  { stage: "decision", short: "Decision", title: "What it comes to" },
];

export const stageAnchor = (stage: Stage) => `stage-${stage.replaceAll(" ", "-")}`;
export const figureAnchor = (id: string) => `figure-${id}`;
