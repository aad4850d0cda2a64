import type { RotatedGrid } from "@relode/core/resource";

/** A body in the list. */
export interface BodyEntry {
  readonly id: string;
  readonly name: string;
  readonly declared: "synthetic" | "real" | "unknown";
  readonly blocks: number;
  readonly realisations: number;
  /** Checksum of its document, by which a site names the very run it was assessed on. */
  readonly sha256?: string | null;
  /** Why it cannot be shown; null where it can. */
  readonly issue: string | null;
}

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

export interface BodyColumn {
  readonly name: string;
  readonly unit: string;
  readonly support: string;
  readonly kind: ColumnKind;
  readonly variable: string | null;
  readonly note: string;
}

/** The parts of `resource.json` whose form is settled; what the readers in `readBody.ts` look at is left unknown here. */
export interface BodyDocument {
  readonly name: string;
  readonly declared: "synthetic" | "real";
  readonly crs?: { readonly epsg: number | null; readonly note: string };
  readonly grid: RotatedGrid;
  readonly blocks: number;
  readonly realisations: number;
  readonly seed?: number;
  readonly columns: readonly BodyColumn[];
  readonly variables: readonly { readonly name: string; readonly unit: string }[];
  readonly domains?: readonly { readonly code: number; readonly name: string }[];
  readonly totals?: unknown;
  readonly variograms?: unknown;
  readonly gradeTonnage?: unknown;
  readonly swaths?: unknown;
  readonly validation?: unknown;
  readonly classification?: unknown;
  readonly truth?: unknown;
  readonly issues?: unknown;
  readonly manifest?: unknown;
}

export type Position = readonly [number, number, number];

export interface Composite {
  readonly hole: string;
  readonly fromM: number;
  readonly toM: number;
  readonly at: Position;
  readonly values: Readonly<Record<string, number | null>>;
  /** Name or code of its domain, where the run says it. */
  readonly domain?: number | string | null;
  /** Height over the surface that its layers follow, where the run says it. */
  readonly layerM?: number | null;
}

export interface BodyHoles {
  readonly holes: readonly { readonly hole: string; readonly collar: Position; readonly path: readonly Position[] }[];
  readonly composites: readonly Composite[];
}

export interface BodySurface {
  readonly name: string;
  readonly grid: {
    readonly origin: readonly [number, number];
    readonly spacing: readonly [number, number];
    readonly count: readonly [number, number];
    /** Turns the grid about its origin, clockwise from north; absent = 0. */
    readonly azimuthDeg?: number;
  };
  readonly z: readonly (number | null)[];
}

/** What stands in one block and behind it. */
export interface BlockAnswer {
  readonly index: number;
  readonly ijk: Position;
  readonly centreM: Position;
  readonly sizeM: Position;
  readonly values: readonly {
    readonly name: string;
    readonly unit: string;
    readonly kind: ColumnKind;
    readonly variable: string | null;
    readonly value: number | null;
    readonly note: string;
  }[];
  readonly realisations: {
    readonly variable: string;
    readonly unit: string;
    readonly count: number;
    readonly mean: number | null;
    readonly p05: number | null;
    readonly p50: number | null;
    readonly p95: number | null;
  } | null;
  readonly estimate: {
    readonly variable: string;
    readonly unit: string;
    readonly method: string;
    readonly value: number | null;
    readonly variance: number | null;
    readonly stored: number | null;
    readonly samples: readonly {
      readonly hole: string;
      readonly fromM: number;
      readonly toM: number;
      readonly at: Position;
      readonly value: number;
      readonly weight: number;
      readonly distanceM: number;
    }[];
  } | null;
  readonly whyNot: string | null;
}
