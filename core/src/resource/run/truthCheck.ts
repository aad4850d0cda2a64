import type { Interval } from "../../evidence/estimate.ts";

/** One number of a synthetic body held against its truth. */
export interface TruthRow {
  readonly what: string;
  readonly unit: string;
  readonly truth: number;
  readonly interval: Interval;
  /** Whether the truth lies within P5-P95. */
  readonly isCovered: boolean;
  /** (mean − truth)/truth. */
  readonly relativeError: number;
}

/** Blocks of a synthetic body held against their truth. */
export interface BlockTruth {
  readonly variable: string;
  readonly blocks: number;
  /** Share of blocks whose truth lies within their P5-P95; 0.9 is right. */
  readonly shareCovered: number;
  /** Tonnage-weighted: mean error, root mean square error and correlation of the estimate. */
  readonly meanErrorPpm: number;
  readonly rootMeanSquaredErrorPpm: number;
  readonly correlation: number;
}

export function truthRow(what: string, unit: string, truth: number, interval: Interval): TruthRow {
  const isCovered = truth >= interval.p05 && truth <= interval.p95;
  return { what, unit, truth, interval, isCovered, relativeError: (interval.mean - truth) / truth };
}

/** Compares estimate and band of each block with its true grade; blocks without truth or estimate are left out. */
export function blockTruth(
  variable: string,
  truth: {
    readonly massDryTonnes: readonly (number | null)[];
    readonly gradePpm: readonly (number | null)[];
  },
  columns: {
    readonly estimate: ArrayLike<number>;
    readonly p05: ArrayLike<number>;
    readonly p95: ArrayLike<number>;
  },
): BlockTruth {
  let [blocks, covered, weight, error, squares, t1, e1, t2, e2, te] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let b = 0; b < columns.estimate.length; b++) {
    const [t, m, e] = [truth.gradePpm[b] ?? null, truth.massDryTonnes[b] ?? null, columns.estimate[b]];
    if (t === null || m === null || !(m > 0) || Number.isNaN(e) || Number.isNaN(columns.p05[b])) continue;
    blocks++;
    if (t >= columns.p05[b] && t <= columns.p95[b]) covered++;
    weight += m;
    error += m * (e - t);
    squares += m * (e - t) ** 2;
    t1 += m * t;
    e1 += m * e;
    t2 += m * t * t;
    e2 += m * e * e;
    te += m * t * e;
  }
  const [mt, me] = [t1 / weight, e1 / weight];
  return {
    variable,
    blocks,
    shareCovered: covered / blocks,
    meanErrorPpm: error / weight,
    rootMeanSquaredErrorPpm: Math.sqrt(squares / weight),
    correlation: (te / weight - mt * me) / Math.sqrt((t2 / weight - mt * mt) * (e2 / weight - me * me)),
  };
}
