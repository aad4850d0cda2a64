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
function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** An object in the document; null where a run has none. */
function object<T>(value: unknown): T | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as T) : null;
}

export const totalsOf = (document: BodyDocument) => list<BodyTotal>(document.totals);
export const curvesOf = (document: BodyDocument) => list<GradeCurve>(document.gradeTonnage);
export const swathsOf = (document: BodyDocument) => list<BodySwath>(document.swaths);
export const validationOf = (document: BodyDocument) => list<BodyValidation>(document.validation);
export const variogramsOf = (document: BodyDocument) => list<BodyVariogram>(document.variograms);
export const classesOf = (document: BodyDocument) => object<BodyClasses>(document.classification);
export const truthOf = (document: BodyDocument) => object<BodyTruth>(document.truth);
export const issuesOf = (document: BodyDocument) => list<BodyIssue>(document.issues);
