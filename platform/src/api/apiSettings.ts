import type { DatasetSource } from "@relode/core/evidence";
import type { ClaimVerdict, ScreeningInputs, ScreeningOptions, ScreeningResult } from "@relode/core/supply";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import type { ScreeningQueue } from "../jobs/screeningQueue.ts";
import type { DownloadFile } from "./requestSchemas.ts";

/** One published table: where it comes from and how its text is read. */
export interface ServedDataset {
  readonly source: DatasetSource;
  /** The whole `data.csv`. */
  readonly readText: () => Promise<string> | string;
}

export interface Download {
  readonly type: string;
  readonly body: string | Uint8Array;
}

export interface ApiSettings {
  readonly version: string;
  readonly queue: ScreeningQueue;
  readonly inputs: ScreeningInputs;
  readonly defaultOptions: ScreeningOptions;
  readonly datasets: readonly ServedDataset[];
  /** Published statements of the study held against a result. */
  readonly verdicts: (result: ScreeningResult) => readonly ClaimVerdict[];
  readonly download: (file: DownloadFile, outcome: ScreeningOutcome) => Download;
  /** Holds one folder for each estimated body. */
  readonly resourceFolder: string;
  /** Holds one folder for each assessed site. */
  readonly siteFolder: string;
  /** Built web app; null serves the API alone. */
  readonly webFolder: string | null;
  /** Address that the server listens on. */
  readonly boundHost: string;
  /** Further names in `Host` headers that are this server. */
  readonly allowedHosts: readonly string[];
  /** One origin whose pages may use the API; null = none but our own. */
  readonly corsOrigin: string | null;
  /** Requests a minute from one address: all, and new runs. */
  readonly requestsPerMinute: number;
  readonly runsPerMinute: number;
  /** Told about errors inside the server; the caller of the API is not. */
  readonly onError: (error: unknown, requestId: string) => void;
}
