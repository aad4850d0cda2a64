import type { EvidenceGrade } from "../evidence/estimate.ts";
import type { JudgedRange } from "./oreTonnage.ts";
import type { SamplePool } from "./samplePool.ts";

export interface PlannedMine {
  readonly id: string;
  readonly oreT: JudgedRange;
  /** Index into `pools`; -1 where the mine has no stratum of samples. */
  readonly pool: number;
}

/** What is told of a cell beside its numbers. */
export interface CellNote {
  readonly evidence: EvidenceGrade;
  readonly basis: string;
  readonly source: string;
  readonly depositTypeUsed: string;
  /** t a year as published; null = made, amount not public; undefined = none known. */
  readonly publishedT: number | null | undefined;
}

/**
 * A screening worked out to the last number that a draw needs: plain arrays over cells, so it travels to a thread.
 * Cell (mine m, element e) has index m E + e.
 */
export interface ScreeningPlan {
  readonly seed: number;
  readonly draws: number;
  readonly elements: readonly string[];
  readonly mines: readonly PlannedMine[];
  /** Names of the shared type-level streams. */
  readonly typeKeys: readonly string[];
  /** Cell arrays. `location`: of ln(ppm) or its logit; -Infinity where no concentration is known. */
  readonly location: Float64Array;
  readonly isBounded: Uint8Array;
  readonly sdElement: Float64Array;
  readonly sdType: Float64Array;
  readonly sdMine: Float64Array;
  /** Index into `typeKeys`. */
  readonly typeKey: Int32Array;
  /** Expected grade of the law, ppm; 0 where none is known. */
  readonly meanPpm: Float64Array;
  /** Fraction kept in the waste: 1 - recovery where a fraction is published, else 1. */
  readonly keptFraction: Float64Array;
  /** t a year taken out where only the amount is published, else 0. */
  readonly recoveredT: Float64Array;
  /** t a year that the ore held at least: what was sold over the best recovery that the route can reach; 0 where unknown. */
  readonly leastContainedT: Float64Array;
  /** 1 where the recovery is unpublished and drawn between nothing and all. */
  readonly isUnpublished: Uint8Array;
  /** 1 where only the amount recovered is known: the ore held at least that much, so the grade is drawn given it. */
  readonly isConditioned: Uint8Array;
  /** Probability that a realisation takes the samples' grade, 0-1. */
  readonly sampleWeight: Float64Array;
  /** Part of the unrecovered mass that leaves in the concentrate of its carrying metal, 0-1. */
  readonly concentrateShare: Float64Array;
  /** Part of what does not, that leaves by mill tailings, 0-1; the rest stays in leach residue. */
  readonly millShare: Float64Array;
  /** For cells with unpublished recovery: index of their row in the store of contained mass; -1 elsewhere. */
  readonly containedRow: Int32Array;
  readonly containedRows: number;
  /** USD per kg of element in the edition, by element; NaN where it has no price. */
  readonly usdPerKg: Float64Array;
  /** 1 where the element counts as a by-product of the mine: priced, not a main product, not rock-forming. */
  readonly isByproduct: Uint8Array;
  readonly pools: readonly SamplePool[];
  readonly notes: readonly CellNote[];
}

/** Realisations of one run. Each mine writes its own part only, so mines may be drawn in any order on any thread. */
export interface DrawStore {
  /** M x E x K, t a year not recovered. */
  readonly unrecoveredT: Float32Array;
  /** M x K, t of ore a year. */
  readonly oreT: Float64Array;
  /** Rows x K, t a year contained, for cells whose recovery is unpublished. */
  readonly containedT: Float32Array;
  /** M x E: realisations that would have held less than the mine sold, had the grade not been drawn given that amount. */
  readonly raised: Uint32Array;
}

/** Room for a plan's realisations, in shared memory where the host has it and `shared` asks for it. */
export function createStore(plan: ScreeningPlan, shared = false): DrawStore {
  const cells = plan.mines.length * plan.elements.length;
  const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return {
    unrecoveredT: new Float32Array(room(cells * plan.draws * 4)),
    oreT: new Float64Array(room(plan.mines.length * plan.draws * 8)),
    containedT: new Float32Array(room(Math.max(1, plan.containedRows) * plan.draws * 4)),
    raised: new Uint32Array(room(cells * 4)),
  };
}

/** One line of the national result: an element, or a group summed realisation by realisation. */
export interface ElementGroup {
  readonly symbol: string;
  /** Indices into `plan.elements`. */
  readonly members: readonly number[];
}
