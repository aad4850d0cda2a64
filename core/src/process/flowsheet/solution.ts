import type { Issue } from "../../evidence/issue.ts";
import type { Stream } from "../streams/stream.ts";
import type { Duties } from "../unitOps/unitOp.ts";
import type { QuasiNewton } from "./quasiNewton.ts";

/** Where a solve ended. */
export type SolveStatus = "converged" | "stalled" | "failed";

/** A flow as stream and component, for messages. */
export interface FlowName {
  readonly stream: string;
  readonly component: string;
}

/** A Jacobian of the torn flows of one section and what its unknowns are. */
export interface KnownJacobian {
  readonly layout: string;
  readonly newton: QuasiNewton;
}

/** What lets the next solve of the same flowsheet begin near its end. */
export interface WarmStart {
  /** Torn streams by id. */
  readonly tears: ReadonlyMap<string, Stream>;
  /** What is known of the Jacobian of each section, by its number. */
  readonly jacobians: ReadonlyMap<number, KnownJacobian>;
}

/** A solved flowsheet, or the best state reached. */
export interface FlowsheetSolution {
  readonly status: SolveStatus;
  readonly streams: ReadonlyMap<string, Stream>;
  readonly duties: ReadonlyMap<string, Duties>;
  /** Runs through the units of recycles, polish included. */
  readonly passes: number;
  /** Largest change of a torn flow over the flow itself at the end. */
  readonly residual: number;
  /** Where that is. */
  readonly worst: FlowName | null;
  readonly tears: readonly string[];
  readonly issues: readonly Issue[];
  readonly warm: WarmStart;
}

export interface SolveOptions {
  readonly warm?: WarmStart;
  /** Feeds that take the place of the document's, by id of the stream. */
  readonly feeds?: ReadonlyMap<string, Stream>;
}
