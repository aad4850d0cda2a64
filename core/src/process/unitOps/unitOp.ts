import type { Issue } from "../../evidence/issue.ts";
import type { StreamBasis } from "../streams/basis.ts";
import type { Stream } from "../streams/stream.ts";
import type { Parameters } from "./parameters.ts";

/** A place where streams enter or leave. Several streams at one inlet are mixed; one stream leaves an outlet. */
export interface Port {
  readonly name: string;
  readonly doc: string;
  /** Inlets only: the unit runs without it. */
  readonly isOptional?: boolean;
}

/** Range in which a parameter was measured or fitted, and where that is written. */
export interface ValidityWindow {
  readonly min: number;
  readonly max: number;
  readonly source: string;
}

/** One parameter of a unit: number, list of numbers, table of numbers by name, table of records by name, or word. */
export interface ParameterSpec {
  readonly kind: "number" | "list" | "table" | "records" | "word" | "words";
  readonly unit: string;
  readonly doc: string;
  /** Hard bounds of every number in it: outside, the unit does not run. */
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only. */
  readonly isWhole?: boolean;
  readonly choices?: readonly string[];
  /** Used where the file gives none; a parameter without default must be given. */
  readonly default?: number | string | readonly number[] | readonly string[] | Readonly<Record<string, number>>;
  readonly window?: ValidityWindow;
  /** For records: the numbers and words of each. */
  readonly fields?: Readonly<Record<string, Omit<ParameterSpec, "fields">>>;
  /** Names are those of components: tables and words are held against the basis. */
  readonly namesComponents?: boolean;
}

/** What a unit draws and uses, per hour of operation. */
export interface Duties {
  /** Electric power in kW. */
  powerKw?: number;
  /** Heat to be given (positive) or taken away (negative), kW. */
  heatKw?: number;
  /** Reagents dosed inside the unit, kg/h by component: they enter the balance like a feed. */
  dosedKgPerH?: Record<string, number>;
  /** Sizes and performance worth a line: `areaM2`, `coolingKw`, `recovery.Nd`. */
  results?: Record<string, number>;
}

/** What one run of a unit gives. */
export interface UnitResult {
  readonly outlets: Readonly<Record<string, Stream>>;
  readonly duties?: Duties;
  readonly issues?: readonly Issue[];
}

/** What a unit is given. */
export interface UnitRun {
  readonly basis: StreamBasis;
  /** By port; an optional inlet without streams is empty. */
  readonly inlets: Readonly<Record<string, Stream>>;
  readonly parameters: Parameters;
  /** Kept between runs of the same unit: starting points only, never anything that changes a converged result. */
  readonly memory: Map<string, Float64Array>;
  /** Path of the unit for issues, e.g. `unit leach`. */
  readonly path: string;
}

/** A unit operation: one file, one line in the catalogue. */
export interface UnitOp {
  readonly kind: string;
  readonly group: string;
  readonly title: string;
  readonly equation: string;
  readonly assumptions: readonly string[];
  readonly notWhen: string;
  readonly validation: string;
  readonly source: string;
  readonly inlets: readonly Port[];
  readonly outlets: readonly Port[];
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  /** A feed and parameters on which the unit runs: shown in the manual and run by the conformance suite. */
  readonly example: UnitExample;
  /**
   * Computes the outlets. Elements are conserved: Σ outlets = Σ inlets (+ reagents dosed inside, which come through a port).
   * @throws {UnitError} the unit cannot run on these inlets: the message says why and what to change
   */
  readonly run: (run: UnitRun) => UnitResult;
}

/** Components, feeds by port (kg/h by component) and parameters of an example. */
export interface UnitExample {
  readonly components: readonly import("../streams/component.ts").ComponentSpec[];
  readonly sizeUm?: readonly number[];
  readonly inlets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A unit that cannot run on what reaches it. */
export class UnitError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "UnitError";
    this.code = code;
  }
}

/** A warning that travels with the result. */
export function warning(path: string, code: string, message: string): Issue {
  return { path, code, severity: "warning", message };
}
