import { Worker } from "node:worker_threads";
import { WorkerCrashError } from "./screeningJob.ts";
import { type ThreadAnswer, unpackError } from "./threadMessage.ts";

/** One that does tasks, one after the other, on this thread or another. */
export interface Member<Task> {
  readonly ask: (task: Task) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** This thread, one task after the other; it breathes before each, so that timers and requests get their turn. */
export function inlineMember<Task>(hand: (task: Task) => unknown): Member<Task> {
  let last: Promise<unknown> = Promise.resolve();
  const ask = (task: Task) => {
    const done = last
      .catch(() => undefined)
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => hand(task));
    last = done;
    return done;
  };
  return { ask, end: async () => undefined };
}

/**
 * A worker thread, which answers its messages in the order in which they were sent, each with a `ThreadAnswer`.
 * An answer is an error where the task's was, or a WorkerCrashError when the thread ends by itself.
 */
export function threadMember<Task>(entry: URL): Member<Task> {
  const worker = new Worker(entry);
  const waiting: { resolve: (answer: unknown) => void; reject: (error: Error) => void }[] = [];
  let broken: Error | null = null;
  const end = (error: Error) => {
    broken ??= error;
    for (const { reject } of waiting.splice(0)) reject(broken);
  };
  worker.on("message", (message: ThreadAnswer) => {
    const asked = waiting.shift();
    if (message.ok) asked?.resolve(message.answer);
    else asked?.reject(unpackError(message));
  });
  worker.on("error", (error: unknown) =>
    end(new WorkerCrashError(error instanceof Error ? error.message : String(error))),
  );
  worker.on("exit", (code) => end(new WorkerCrashError(`exit code ${code}`)));
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(broken);
        waiting.push({ resolve, reject });
        worker.postMessage(task, []);
      }),
    end: () => worker.terminate(),
  };
}
