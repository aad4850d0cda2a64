import type { DatasetSource, Issue, RunManifest } from "@relode/core/evidence";
import type { ElementResult, MineElementResult, MineResult, ScreeningResult } from "../../../core/src/supply/result.ts";
import type { ScreeningOptions } from "../../../core/src/supply/inputs.ts";

export type { DatasetSource, Issue, RunManifest } from "@relode/core/evidence";
export type {
  ElementResult,
  Figure,
  MineElementResult,
  MineResult,
  Percentiles,
  ScreeningResult,
} from "../../../core/src/supply/result.ts";
export type { ScreeningInputs, ScreeningOptions } from "../../../core/src/supply/inputs.ts";

export interface Health {
  readonly status: string;
  readonly version: string;
}

export type RunStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export interface RunProgress {
  readonly fraction: number;
  readonly stage: string;
}

export interface ScreeningRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly progress: RunProgress;
  readonly options: ScreeningOptions;
  readonly error?: string | { readonly message?: string; readonly detail?: string; readonly title?: string };
}

export interface ScreeningAnswer {
  readonly result: ScreeningResult;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

export interface ElementAnswer {
  readonly element: ElementResult;
  readonly mines: readonly ({ readonly id: string; readonly name: string } & MineElementResult)[];
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

export interface MineAnswer {
  readonly mine: MineResult;
  readonly manifest: RunManifest;
}

export interface ClaimVerdict {
  readonly id: string;
  readonly statement: string;
  readonly expected: string;
  readonly got: string;
  readonly verdict: "reproduced" | "not reproduced" | "inconclusive" | "not testable without CMiO" | "not testable";
  readonly strength: string;
  readonly explanation: string;
  readonly source: string;
}

export interface DatasetRows {
  readonly columns: readonly (string | { readonly name: string })[];
  readonly rows: readonly (readonly string[])[];
  readonly total: number;
}

export type Dataset = DatasetSource;
