import type { Issue, RunManifest } from "@relode/core/evidence";
import type { ScreeningOptions, ScreeningResult } from "@relode/core/supply";

/** What a finished run hands over: the numbers, what was found wrong in the data, and what repeats the run. */
export interface ScreeningOutcome {
  readonly result: ScreeningResult;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

export type JobStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export interface JobProgress {
  /** Share of the work that is done, 0-1. */
  readonly fraction: number;
  /** What is being computed, in words. */
  readonly stage: string;
}

/** Why a run failed, in words for the person who asked for it. */
export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly issues: readonly Issue[];
}

export interface ScreeningJob {
  readonly id: string;
  readonly status: JobStatus;
  readonly options: ScreeningOptions;
  readonly progress: JobProgress;
  readonly error?: JobError;
}

/** The queue holds as many runs as it may; the caller waits or cancels one. */
export class QueueFullError extends Error {
  readonly code = "jobs.queue-full";
  readonly limit: number;
  constructor(limit: number) {
    super(`${limit} runs are waiting already, which is the limit; wait for one to finish or cancel one`);
    this.name = "QueueFullError";
    this.limit = limit;
  }
}

/** The run was stopped on request; nothing is kept of it. */
export class JobCancelledError extends Error {
  readonly code = "jobs.cancelled";
  constructor() {
    super("the run was cancelled");
    this.name = "JobCancelledError";
  }
}

/** A worker thread ended before its work was done. */
export class WorkerCrashError extends Error {
  readonly code = "jobs.worker-crashed";
  constructor(reason: string) {
    super(
      `a worker thread stopped before the run was finished (${reason}); run it again, with fewer draws if memory is short`,
    );
    this.name = "WorkerCrashError";
  }
}
