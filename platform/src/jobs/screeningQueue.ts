import { DataError, type RunManifest } from "@relode/core/evidence";
import type { ScreeningOptions } from "@relode/core/supply";
import type { ResultStore } from "./resultStore.ts";
import {
  JobCancelledError,
  type JobError,
  type ScreeningJob,
  type ScreeningOutcome,
  QueueFullError,
} from "./screeningJob.ts";
import { screeningKey } from "./screeningKey.ts";

export type Run = (
  options: ScreeningOptions,
  signal: AbortSignal,
  onProgress: (fraction: number, stage: string) => void,
) => Promise<ScreeningOutcome>;

export interface QueueSettings {
  readonly run: Run;
  readonly store: ResultStore;
  /** Tables that a run reads; they are part of its identifier. */
  readonly inputs: RunManifest["inputs"];
  readonly version: string;
  /** Runs that may wait while another one works. */
  readonly maxQueued?: number;
}

const maxRemembered = 200;

/** Screenings one after another, each using all threads; what is finished is kept in the store. */
export class ScreeningQueue {
  readonly #settings: QueueSettings;
  readonly #maxQueued: number;
  readonly #jobs = new Map<string, ScreeningJob>();
  readonly #waiting: string[] = [];
  readonly #listeners = new Map<string, Set<(job: ScreeningJob) => void>>();
  readonly #recent = new Map<string, ScreeningOutcome>();
  #active: { id: string; abort: AbortController; finished: Promise<void> } | null = null;
  #defaultId: string | null = null;
  #closed = false;

  constructor(settings: QueueSettings) {
    this.#settings = settings;
    this.#maxQueued = settings.maxQueued ?? 8;
    for (const { id, options } of settings.store.runs())
      this.#jobs.set(id, { id, status: "done", options, progress: { fraction: 1, stage: "stored" } });
  }

  /** All runs known, oldest first. */
  list(): ScreeningJob[] {
    return [...this.#jobs.values()];
  }

  /** A run by identifier; `default` names the run made at start. */
  get(id: string): ScreeningJob | undefined {
    return this.#jobs.get(id === "default" ? (this.#defaultId ?? id) : id);
  }

  /**
   * Asks for a run. One of the same content that waits, works or is done is returned as it is; a failed or
   * cancelled one starts again.
   * @throws {QueueFullError} as many runs wait as may
   */
  submit(options: ScreeningOptions, isDefault = false): ScreeningJob {
    const id = screeningKey(options, this.#settings.inputs, this.#settings.version);
    if (isDefault) this.#defaultId = id;
    const known = this.#jobs.get(id);
    if (known && known.status !== "failed" && known.status !== "cancelled") return known;
    if (this.#waiting.length >= this.#maxQueued) throw new QueueFullError(this.#maxQueued);
    this.#jobs.delete(id);
    const job: ScreeningJob = { id, status: "queued", options, progress: { fraction: 0, stage: "waiting" } };
    this.#jobs.set(id, job);
    this.#waiting.push(id);
    this.#forget();
    this.#next();
    return this.#jobs.get(id) ?? job;
  }

  /** Takes over an outcome computed elsewhere as that of the default run, and stores it. */
  async accept(options: ScreeningOptions, outcome: ScreeningOutcome): Promise<ScreeningJob> {
    const id = screeningKey(options, this.#settings.inputs, this.#settings.version);
    this.#defaultId = id;
    this.#remember(id, outcome);
    const stage = await this.#keep(id, options, outcome);
    return this.#update({ id, status: "done", options, progress: { fraction: 1, stage } });
  }

  /** Stops a run that waits or works; one that has ended stays as it is. Undefined where the identifier is unknown. */
  cancel(id: string): ScreeningJob | undefined {
    const job = this.get(id);
    if (job === undefined) return undefined;
    if (job.status === "queued") {
      this.#waiting.splice(this.#waiting.indexOf(job.id), 1);
      return this.#update({ ...job, status: "cancelled" });
    }
    if (job.status === "running" && this.#active?.id === job.id) {
      this.#active.abort.abort();
      return this.#update({ ...job, status: "cancelled" });
    }
    return job;
  }

  /** Result of a run that is done, from memory or from the store; null where there is none. */
  async outcome(id: string): Promise<ScreeningOutcome | null> {
    const job = this.get(id);
    if (job?.status !== "done") return null;
    const recent = this.#recent.get(job.id);
    if (recent) return recent;
    const stored = await this.#settings.store.load(job.id);
    if (stored) this.#remember(job.id, stored);
    else if (this.#jobs.get(job.id)?.status === "done") this.#jobs.delete(job.id);
    return stored;
  }

  /** Calls back at every change of a run until the returned function is called. */
  subscribe(asked: string, listener: (job: ScreeningJob) => void): () => void {
    const id = this.get(asked)?.id ?? asked;
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  /** Cancels everything and waits until the working run has let go of its threads. */
  async close(): Promise<void> {
    this.#closed = true;
    const active = this.#active;
    for (let id = this.#waiting[0]; id !== undefined; id = this.#waiting[0]) this.cancel(id);
    if (active) {
      this.cancel(active.id);
      await active.finished;
    }
  }

  #next(): void {
    if (this.#active !== null || this.#closed) return;
    const id = this.#waiting.shift();
    const job = id === undefined ? undefined : this.#jobs.get(id);
    if (job === undefined) return;
    const abort = new AbortController();
    this.#update({ ...job, status: "running", progress: { fraction: 0, stage: "starting" } });
    const finished = this.#work(job, abort.signal).finally(() => {
      this.#active = null;
      this.#next();
    });
    this.#active = { id: job.id, abort, finished };
  }

  async #work({ id, options }: ScreeningJob, signal: AbortSignal): Promise<void> {
    const settle = (change: Partial<ScreeningJob>) => {
      const job = this.#jobs.get(id);
      if (job !== undefined && !signal.aborted) this.#update({ ...job, ...change });
    };
    // Started in a later turn, so that whoever asked is answered before the work begins.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      if (signal.aborted) return;
      const outcome = await this.#settings.run(options, signal, (fraction, stage) =>
        settle({ progress: { fraction: Math.min(1, Math.max(0, fraction)), stage } }),
      );
      if (signal.aborted) return;
      this.#remember(id, outcome);
      settle({ status: "done", progress: { fraction: 1, stage: await this.#keep(id, options, outcome) } });
    } catch (error) {
      if (!(error instanceof JobCancelledError)) settle({ status: "failed", error: jobError(error) });
      else settle({ status: "cancelled" });
    }
  }

  /** A run that cannot be stored (disk full, folder read-only) still counts: it is served from memory and says so. */
  async #keep(id: string, options: ScreeningOptions, outcome: ScreeningOutcome): Promise<string> {
    try {
      const run = { id, options, finishedAt: outcome.manifest.finishedAt };
      await this.#settings.store.save(run, outcome, new Set(this.#defaultId === null ? [] : [this.#defaultId]));
      return "done";
    } catch (error) {
      return `done, but not stored: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #update(job: ScreeningJob): ScreeningJob {
    this.#jobs.set(job.id, job);
    for (const listener of this.#listeners.get(job.id) ?? []) listener(job);
    return job;
  }

  #remember(id: string, outcome: ScreeningOutcome): void {
    this.#recent.delete(id);
    this.#recent.set(id, outcome);
    for (const old of this.#recent.keys()) if (this.#recent.size > 4) this.#recent.delete(old);
  }

  #forget(): void {
    for (const { id, status } of this.list()) {
      if (this.#jobs.size <= maxRemembered) return;
      if (status !== "queued" && status !== "running" && id !== this.#defaultId) this.#jobs.delete(id);
    }
  }
}

function jobError(error: unknown): JobError {
  const issues = error instanceof DataError ? error.issues : [];
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "jobs.failed";
  return { code, message: error instanceof Error ? error.message : String(error), issues };
}
