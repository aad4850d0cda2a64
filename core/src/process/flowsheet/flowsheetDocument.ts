import type { ComponentSpec } from "../streams/component.ts";

/** The form that is written; older ones are carried over by `migrateFlowsheet`. */
export const flowsheetSchema = "relode.flowsheet/1";

/** One end of a stream. */
export interface StreamEnd {
  readonly unit: string;
  readonly port: string;
}

/** What enters the flowsheet with a stream; the parts add up. */
export interface FeedSpec {
  /** kg/h by component. */
  readonly kgPerH?: Readonly<Record<string, number>>;
  readonly solids?: { readonly kgPerH: number; readonly massFraction: Readonly<Record<string, number>> };
  /** Litres of the phase (its carrier at the carrier's density) and what is dissolved in them. */
  readonly aqueous?: LiquidSpec;
  readonly organic?: LiquidSpec;
  readonly gas?: { readonly molPerH: number; readonly moleFraction: Readonly<Record<string, number>> };
  /** Share of solids in each size class, finest first; one list for all, or one by component. */
  readonly sizeFraction?: readonly number[] | Readonly<Record<string, readonly number[]>>;
  readonly temperatureC?: number;
  readonly pressureKPa?: number;
  /** Who measured it, or `assumed`. */
  readonly measuredBy?: string;
}

export interface LiquidSpec {
  readonly litresPerH: number;
  readonly mgPerL?: Readonly<Record<string, number>>;
  readonly molPerL?: Readonly<Record<string, number>>;
  /** Which carrier makes the volume; default: the only one of the phase. */
  readonly carrier?: string;
}

export interface UnitSpec {
  readonly id: string;
  readonly kind: string;
  readonly parameters?: unknown;
  /** Laws by path of parameter, read by `readUncertainty`. */
  readonly uncertainty?: unknown;
  readonly note?: string;
}

export interface StreamSpec {
  readonly id: string;
  readonly from?: StreamEnd | null;
  readonly to?: StreamEnd | null;
  readonly feed?: FeedSpec;
  /** Laws by path into the feed, read by `readUncertainty`. */
  readonly uncertainty?: unknown;
  readonly note?: string;
}

/** A measured flow, for reconciliation and comparison. */
export interface MeasurementSpec {
  readonly stream: string;
  /** A component, an element as `element:Nd`, or `total`. */
  readonly what: string;
  readonly kgPerH: number;
  readonly sdKgPerH: number;
  readonly source?: string;
}

export interface SolverSpec {
  /** Largest change of a torn flow over the flow itself; default 1e-10. */
  readonly tolerance?: number;
  readonly maxPasses?: number;
  /** Streams to tear; default: chosen. */
  readonly tears?: readonly string[];
}

/** A flowsheet as its file says it. */
export interface FlowsheetDocument {
  readonly schema: typeof flowsheetSchema;
  readonly name: string;
  readonly description?: string;
  readonly sources?: readonly string[];
  readonly components: readonly ComponentSpec[];
  readonly sizeClassesUm?: readonly number[];
  readonly units: readonly UnitSpec[];
  readonly streams: readonly StreamSpec[];
  readonly solver?: SolverSpec;
  readonly measurements?: readonly MeasurementSpec[];
  /** Of uncertain quantities, in pairs; read by `readUncertainty`. */
  readonly correlations?: unknown;
}

/** Bounds on a file, so that a hostile one is refused and not worked on. */
export const flowsheetLimits = {
  units: 5000,
  streams: 20_000,
  ports: 100_000,
  idLength: 100,
  amounts: 20_000_000,
  /** Largest amount of a feed: a thousand million tonnes an hour is beyond any plant, and sums of it stay exact enough. */
  feedKgPerH: 1e12,
} as const;
