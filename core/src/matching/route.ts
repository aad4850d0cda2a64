import type { Requirement } from "./requirement.ts";
import type { Host, WasteType } from "./wasteProfile.ts";

/** Recovery of an element by a route from the share that sits in hosts which the route opens. */
export interface RouteTarget {
  readonly elements: readonly string[];
  readonly hosts: readonly Host[];
  /** Fractions, 0-1: a triangular prior. */
  readonly recovery: { readonly low: number; readonly mode: number; readonly high: number };
  /** `published`: from a study named in the source; `judged`: our reading of the literature named, a prior and no measurement. */
  readonly evidence: "published" | "judged";
  readonly source: string;
}

/** Operating cost of published studies of the same family, USD per dry tonne of feed. */
export interface CostRange {
  readonly lowUsdPerT: number;
  readonly highUsdPerT: number;
  readonly source: string;
}

/** A way to treat a waste, from feed to product. */
export interface Route {
  readonly id: string;
  readonly name: string;
  readonly wasteTypes: readonly WasteType[];
  /** Unit operations in order, by the kinds of the process catalogue where there is one. */
  readonly steps: readonly string[];
  readonly product: string;
  readonly targets: readonly RouteTarget[];
  readonly requirements: readonly Requirement[];
  /** Readiness on the usual scale of 1 to 9, for waste of this kind. */
  readonly readiness: number;
  readonly cost: CostRange;
  /** What is left, and what must be looked after. */
  readonly leaves: string;
  readonly whenNot: string;
}

const studies =
  "ten published studies of tailings projects, 1999-2022 (Relode table projectIntensities): operating cost of the family, not of this site";

/** Cost families as the published studies fall into them. */
export const costFamilies = {
  flotation: { lowUsdPerT: 5, highUsdPerT: 20, source: studies },
  leach: { lowUsdPerT: 25, highUsdPerT: 40, source: studies },
  refinery: { lowUsdPerT: 100, highUsdPerT: 210, source: studies },
} as const satisfies Record<string, CostRange>;
