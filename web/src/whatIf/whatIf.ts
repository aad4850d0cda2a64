import type { Interval } from "@relode/core/evidence";
import type { ElementResult, Percentiles } from "../api/documents.ts";

/** Totals over a choice of mines. */
export interface NationalAnswer {
  /** How many mines were added up. */
  readonly mines: number;
  readonly oreT: Interval;
  /** USD a year, gross, of all that is unrecovered and has a price. */
  readonly byproductValueUsd: Interval;
  /** By symbol, t a year. */
  readonly unrecoveredT: Readonly<Record<string, Interval>>;
}

/** One element at one recovery. */
export interface RecoveryAnswer {
  readonly recovery: number;
  readonly recoveredT: Interval;
  readonly importsReplaced: Percentiles | null;
  readonly reliancePct: Percentiles | null;
  /** Share of realisations in which the recovered mass reaches imports, 0-1; null where imports are not published. */
  readonly chanceOfReplacingImports: number | null;
  readonly valueUsd: Interval | null;
}

/** Answers of the what-if; built on realisations where they can be drawn in the browser, else scaled from the run's own ranges. */
export interface WhatIf {
  readonly method: string;
  national(mines: ReadonlySet<string> | null): NationalAnswer;
  recover(element: ElementResult, recoveries: readonly number[]): readonly RecoveryAnswer[];
}

/** An interval times a factor of 0 or more. */
export function scaled(interval: Interval, factor: number): Interval {
  return {
    mean: interval.mean * factor,
    p05: interval.p05 * factor,
    p50: interval.p50 * factor,
    p95: interval.p95 * factor,
  };
}

export type WorkerRequest =
  | { readonly kind: "national"; readonly id: number; readonly mines: readonly string[] | null }
  | { readonly kind: "recover"; readonly id: number; readonly symbol: string; readonly recoveries: readonly number[] };

export type WorkerReply =
  | { readonly kind: "national"; readonly id: number; readonly method: string; readonly answer: NationalAnswer }
  | {
      readonly kind: "recover";
      readonly id: number;
      readonly method: string;
      readonly answer: readonly RecoveryAnswer[];
    }
  | { readonly kind: "ready"; readonly method: string }
  | { readonly kind: "failed"; readonly id: number | null; readonly message: string };
