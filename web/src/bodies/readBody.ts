import type { CovarianceModel } from "@relode/core/geostat";
import type { BodyDocument } from "./bodyDocuments.ts";

/** Null stands for a number that is not finite. */
type Maybe = number | null;

export interface Band {
  readonly mean: Maybe;
  readonly p05: Maybe;
  readonly p50: Maybe;
  readonly p95: Maybe;
}

interface Point {
  readonly massDryTonnes: Maybe;
  readonly meanGradePpm: Maybe;
  readonly metalTonnes: Maybe;
}

export interface GradeCurve {
  readonly variable: string;
  readonly unit: string;
  readonly points: readonly {
    readonly cutoffPpm: number;
    readonly massDryTonnes: Band;
    readonly meanGradePpm: Band;
    readonly metalTonnes: Band;
    readonly realisationsWithOre?: number;
    readonly naive: Point | null;
  }[];
}

export interface BodySwath {
  readonly variable: string;
  readonly axis: "x" | "y" | "z";
  readonly slices: readonly {
    readonly fromM: number;
    readonly toM: number;
    readonly samples: number;
    readonly dataMean: Maybe;
    readonly estimateMean: Maybe;
    readonly realisationMean: Band | null;
  }[];
}

export interface BodyValidation {
  readonly domain: string;
  readonly variable: string;
  readonly unit: string;
  readonly folds: number;
  readonly n: number;
  readonly meanError: Maybe;
  readonly rootMeanSquaredError: Maybe;
  readonly correlation: Maybe;
  readonly meanSquaredDeviationRatio: Maybe;
  readonly accuracy: readonly { readonly stated: number; readonly found: Maybe }[];
  readonly pairs: readonly (readonly [trueValue: number, estimate: number])[];
}

export interface BodyClasses {
  readonly rule: string;
  readonly basis: string;
  readonly classes: readonly {
    readonly class: string;
    readonly blocks: number;
    readonly massDryTonnes: Maybe;
    readonly meanGrade: Readonly<Record<string, Maybe>>;
  }[];
  readonly evidence: readonly {
    readonly class: string;
    readonly measure: string;
    readonly unit: string;
    readonly blocks: number;
    readonly least: Maybe;
    readonly mean: Maybe;
    readonly greatest: Maybe;
  }[];
}

export interface BodyTruth {
  readonly note: string;
  readonly rows: readonly {
    readonly what: string;
    readonly unit: string;
    readonly truth: number;
    readonly interval: Band;
    readonly isCovered: boolean;
    readonly relativeError: Maybe;
  }[];
  readonly blocks: readonly {
    readonly variable: string;
    readonly blocks: number;
    readonly shareCovered: Maybe;
    readonly meanErrorPpm: Maybe;
    readonly rootMeanSquaredErrorPpm: Maybe;
    readonly correlation: Maybe;
  }[];
  readonly covered: number;
  readonly compared: number;
}

export interface BodyTotal {
  readonly of: string;
  readonly quantity: string;
  readonly variable: string | null;
  readonly unit: string;
  readonly interval: Band;
  readonly estimate: Maybe;
}

export interface BodyVariogram {
  readonly domain: string;
  readonly variable: string;
  /** `grade` for kriging, another word for simulation. */
  readonly of: string;
  readonly samples: number;
  readonly variogram: {
    readonly model: CovarianceModel;
    readonly verdict: string;
    readonly doubts: readonly string[];
  };
}

export interface BodyIssue {
  readonly path: string;
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
}

/** A list in the document; empty where a run has none. */
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An object in the document; null where a run has none. */
function object(value: unknown): object | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}

export const totalsOf = ({ totals }: BodyDocument) => list(totals) as readonly BodyTotal[];
export const curvesOf = ({ gradeTonnage }: BodyDocument) => list(gradeTonnage) as readonly GradeCurve[];
export const swathsOf = ({ swaths }: BodyDocument) => list(swaths) as readonly BodySwath[];
export const validationOf = ({ validation }: BodyDocument) => list(validation) as readonly BodyValidation[];
export const variogramsOf = ({ variograms }: BodyDocument) => list(variograms) as readonly BodyVariogram[];
export const classesOf = ({ classification }: BodyDocument) => object(classification) as BodyClasses | null;
export const truthOf = ({ truth }: BodyDocument) => object(truth) as BodyTruth | null;
export const issuesOf = ({ issues }: BodyDocument) => list(issues) as readonly BodyIssue[];
