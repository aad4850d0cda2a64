import type { Interval } from "../../evidence/estimate.ts";
import type { Issue } from "../../evidence/issue.ts";
import type { RunManifest } from "../../evidence/manifest.ts";
import type { Product } from "../blockValue.ts";
import type { ClassEvidence, ResourceClass } from "../classification.ts";
import type { GradeTonnagePoint } from "../gradeTonnage.ts";
import type { RotatedGrid } from "../rotatedGrid.ts";
import type { AutoVariogram } from "./autoVariogram.ts";
import type { BlockTruth, TruthRow } from "./truthCheck.ts";

export type ColumnKind =
  | "estimate"
  | "variance"
  | "slope"
  | "mean"
  | "p05"
  | "p50"
  | "p95"
  | "probability"
  | "density"
  | "moisture"
  | "domain"
  | "class"
  | "count"
  | "depth"
  | "value"
  | "other";

export interface ResourceColumn {
  readonly name: string;
  readonly unit: string;
  readonly support: "block" | "point";
  readonly kind: ColumnKind;
  readonly variable: string | null;
  readonly note: string;
}

export interface ResourceTotal {
  /** `body` or the name of a domain. */
  readonly of: string;
  readonly quantity: string;
  readonly variable: string | null;
  readonly unit: string;
  readonly interval: Interval;
  /** The same from the kriged model; null where it has none. */
  readonly estimate: number | null;
}

export interface ResourceVariogram {
  readonly domain: string;
  readonly variable: string;
  /** `grade` for kriging, `normal score factor` for simulation. */
  readonly of: string;
  readonly samples: number;
  readonly holes: number;
  readonly mean: number;
  readonly variance: number;
  readonly topCutPpm: number | null;
  readonly samplesCut: number;
  readonly variogram: AutoVariogram;
}

export interface ResourceCurve {
  readonly variable: string;
  readonly unit: string;
  readonly points: readonly GradeTonnagePoint[];
}

export interface ResourceSwath {
  readonly variable: string;
  readonly axis: "x" | "y" | "z";
  readonly slices: readonly {
    readonly fromM: number;
    readonly toM: number;
    readonly samples: number;
    readonly dataMean: number;
    readonly estimateMean: number;
    readonly realisationMean: Interval | null;
  }[];
}

export interface ResourceValidation {
  readonly domain: string;
  readonly variable: string;
  readonly unit: string;
  readonly folds: number;
  readonly n: number;
  readonly meanError: number;
  readonly rootMeanSquaredError: number;
  readonly correlation: number;
  readonly meanSquaredDeviationRatio: number;
  readonly accuracy: readonly { readonly stated: number; readonly found: number }[];
  /** At most 500 pairs of truth and estimate for the picture. */
  readonly pairs: readonly (readonly [trueValue: number, estimate: number])[];
}

export interface ResourceClasses {
  readonly rule: string;
  readonly basis: string;
  readonly classes: readonly {
    readonly class: ResourceClass;
    readonly blocks: number;
    readonly massDryTonnes: number;
    readonly meanGrade: Readonly<Record<string, number>>;
  }[];
  readonly evidence: readonly ClassEvidence[];
}

export interface ResourceTruth {
  readonly note: string;
  readonly rows: readonly TruthRow[];
  readonly blocks: readonly BlockTruth[];
  readonly covered: number;
  readonly compared: number;
}

export interface ResourceQuality {
  readonly kind: string;
  readonly substance: string;
  readonly n: number;
  readonly verdict: string;
}

/** `resource.json`: all that a run found, as the report, the API and the assessment read it. */
export interface ResourceDocument {
  readonly schema: "relode.resource/1";
  readonly name: string;
  readonly declared: "synthetic" | "real";
  readonly note: string;
  readonly crs: { readonly epsg: number | null; readonly note: string };
  readonly grid: RotatedGrid;
  readonly blocks: number;
  readonly blocksInBody: number;
  readonly realisations: number;
  readonly seed: number;
  readonly columns: readonly ResourceColumn[];
  readonly variables: readonly { readonly name: string; readonly unit: string }[];
  readonly domains: readonly {
    readonly code: number;
    readonly name: string;
    readonly samples: number;
    readonly holes: number;
    readonly volumeM3: number;
    readonly layers: string;
    readonly contactHoles: number;
    readonly search: { readonly radiiM: readonly number[]; readonly maxSamples: number; readonly minSamples: number };
  }[];
  readonly body: {
    readonly volumeM3: number;
    readonly volumeSigmaM3: number;
    readonly holes: number;
    readonly spacingM: number;
    readonly compositeM: number;
    readonly baseCheck: { readonly holes: number; readonly meanM: number; readonly sdM: number } | null;
  };
  readonly methods: Readonly<Record<string, string>>;
  readonly totals: readonly ResourceTotal[];
  readonly variograms: readonly ResourceVariogram[];
  readonly gradeTonnage: readonly ResourceCurve[];
  readonly swaths: readonly ResourceSwath[];
  readonly validation: readonly ResourceValidation[];
  readonly quality: readonly ResourceQuality[];
  readonly classification: ResourceClasses | null;
  readonly value: {
    readonly assumptions: readonly string[];
    readonly terms: {
      readonly products: readonly Product[];
      readonly deductionsUsdPerT: number;
      readonly costUsdPerT: number;
      readonly moneyYear: number;
    };
  } | null;
  readonly truth: ResourceTruth | null;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

/** `holes.json`. */
export interface ResourceHoles {
  readonly holes: readonly {
    readonly hole: string;
    readonly collar: readonly number[];
    readonly path: readonly (readonly number[])[];
  }[];
  readonly composites: readonly {
    readonly hole: string;
    readonly fromM: number;
    readonly toM: number;
    readonly at: readonly number[];
    /** Code of the domain, null outside all. */
    readonly domain: number | null;
    /** Height above the surface that the layers of its domain follow, metres; null outside the body, absent in older runs. */
    readonly layerM?: number | null;
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

/** `surfaces.json`; nodes run along the axes of the grid, which `azimuthDeg` turns about its origin. */
export interface ResourceSurfaces {
  readonly surfaces: readonly {
    readonly name: string;
    readonly grid: {
      readonly origin: readonly number[];
      readonly spacing: readonly number[];
      readonly count: readonly number[];
      readonly azimuthDeg: number;
    };
    readonly z: readonly (number | null)[];
  }[];
}

/** JSON text of a document: numbers that are not finite become null, typed arrays lists. */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(
    value,
    (_, item: unknown) => {
      if (typeof item === "number" && !Number.isFinite(item)) return null;
      return ArrayBuffer.isView(item) ? Array.from(item as Float64Array) : item;
    },
    indent,
  );
}
