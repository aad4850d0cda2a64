import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { JobCancelledError, WorkerCrashError } from "./screeningJob.ts";
import { type ScreeningTask, screeningHand, type TeamMember } from "./screeningTask.ts";
import { type ThreadAnswer, unpackError } from "./threadMessage.ts";

/** Members that share the work of one run, and how they are let go. */
export interface ScreeningTeam {
  readonly members: readonly [TeamMember, ...TeamMember[]];
  /** True where the members need the realisations in shared memory. */
  readonly isThreaded: boolean;
  /** Ends the threads, in the middle of a task too. */
  readonly dismiss: () => Promise<void>;
}

/**
 * The built worker: beside this file in the built package, in `dist` when run from the sources.
 * Null where it has not been built, so the caller works on its own thread.
 */
export function builtWorker(name = "screeningWorker"): URL | null {
  const isSource = import.meta.url.endsWith(".ts");
  const url = new URL(isSource ? `../../dist/${name}.mjs` : `./${name}.mjs`, import.meta.url);
  return existsSync(url) ? url : null;
}

/** A team of one: this thread, which breathes between tasks so that timers and requests get their turn. */
export function inlineTeam(signal: AbortSignal): ScreeningTeam {
  const hand = screeningHand();
  const member: TeamMember = {
    do: async (task) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new JobCancelledError();
      return hand(task) as never;
    },
  };
  return { members: [member], isThreaded: false, dismiss: async () => undefined };
}

/** Worker threads that start from `entry`; when one of them breaks, its task fails with WorkerCrashError. */
export function threadTeam(entry: URL, threads: number, signal: AbortSignal): ScreeningTeam {
  const workers = Array.from({ length: threads }, () => new Worker(entry));
  const members = workers.map((worker) => threadMember(worker, signal));
  const dismiss = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  return { members: members as unknown as [TeamMember, ...TeamMember[]], isThreaded: true, dismiss };
}

function threadMember(worker: Worker, signal: AbortSignal): TeamMember {
  let waiting: { resolve: (answer: unknown) => void; reject: (error: Error) => void } | null = null;
  let broken: Error | null = null;
  const end = (error: Error) => {
    broken ??= error;
    waiting?.reject(broken);
    waiting = null;
  };
  worker.on("message", (message: ThreadAnswer) => {
    const asked = waiting;
    waiting = null;
    if (message.ok) asked?.resolve(message.answer);
    else asked?.reject(unpackError(message));
  });
  worker.on("error", (error: unknown) =>
    end(new WorkerCrashError(error instanceof Error ? error.message : String(error))),
  );
  worker.on("exit", (code) => end(new WorkerCrashError(`exit code ${code}`)));
  signal.addEventListener("abort", () => end(new JobCancelledError()), { once: true });
  return {
    do: (task: ScreeningTask) =>
      new Promise((resolve, reject) => {
        if (broken !== null || signal.aborted) return reject(broken ?? new JobCancelledError());
        waiting = { resolve: resolve as (answer: unknown) => void, reject };
        worker.postMessage(task, []);
      }),
  };
}
