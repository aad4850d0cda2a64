import { Worker } from "node:worker_threads";
import {
  cutGrid,
  type GridColumns,
  type GridPart,
  type KrigingResult,
  type KrigingSpec,
  type RegularGrid,
  type SampleSet,
  statusCounts,
} from "@relode/core/geostat";
import { type KrigingAnswer, krigingHand, type KrigingTask } from "./krigingTask.ts";
import { WorkerCrashError } from "./screeningJob.ts";
import { builtWorker } from "./screeningTeam.ts";
import { type ThreadAnswer, unpackError } from "./threadMessage.ts";

export interface KrigingTeamOptions {
  /** Threads to share the blocks; 0 and 1 work on this one. */
  readonly threads: number;
  /** Entry of the worker; default the built one. Where there is none, this thread works. */
  readonly worker?: URL | null;
}

/**
 * Kriging of a grid on threads, in parts of whole layers, at least `partBlocks` blocks each: memory does not grow with the grid.
 * The work is cut by the grid alone, so the bits do not depend on the number of threads. The columns, in shared memory, are written
 * over by the next part; leaving the loop early ends the threads.
 * @throws what `krigeGrid` throws, for the same block; WorkerCrashError when a thread ends by itself
 */
export async function* krigeGridPartsOnThreads(
  samples: SampleSet,
  grid: RegularGrid,
  spec: KrigingSpec,
  partBlocks: number,
  { threads, worker = builtWorker("krigingWorker") }: KrigingTeamOptions,
): AsyncGenerator<GridPart> {
  // Cuts the grid as the members will, and refuses what is not usable before any thread starts.
  const cut = cutGrid(samples, grid, spec);
  const layers = Math.max(1, Math.ceil(partBlocks / cut.layerBlocks));
  const columns = sharedColumns(Math.min(cut.blocks, layers * cut.layerBlocks));
  const isThreaded = worker !== null && threads > 1;
  const members = Array.from({ length: isThreaded ? threads : 1 }, () =>
    isThreaded ? threadMember(worker) : inlineMember(),
  );
  try {
    await askAll(members, { kind: "open", samples: isThreaded ? sharedSamples(samples) : samples, grid, spec });
    for (let firstLayer = 0; firstLayer < cut.layers; firstLayer += layers) {
      const part = { firstLayer, layers: Math.min(layers, cut.layers - firstLayer), columns };
      const counter = () => new Int32Array(new SharedArrayBuffer(4));
      const filled = await askAll(members, { kind: "fill", ...part, taken: counter() });
      if (filled.some(({ left }) => left > 0))
        throwFirst(await askAll(members, { kind: "finish", ...part, taken: counter() }));
      const first = firstLayer * cut.layerBlocks;
      yield { first, count: Math.min(part.layers * cut.layerBlocks, cut.blocks - first), columns };
    }
  } finally {
    await Promise.all(members.map((member) => member.end()));
  }
}

/** Kriging of every block of a grid on threads: the bits of `krigeGrid`, in shared memory. @throws as `krigeGridPartsOnThreads` does */
export async function krigeGridOnThreads(
  samples: SampleSet,
  grid: RegularGrid,
  spec: KrigingSpec,
  options: KrigingTeamOptions,
): Promise<KrigingResult> {
  for await (const { columns } of krigeGridPartsOnThreads(samples, grid, spec, Number.MAX_SAFE_INTEGER, options))
    return { ...columns, ...statusCounts(columns.status), weights: null };
  throw new RangeError("grid: no blocks");
}

function sharedColumns(blocks: number): GridColumns {
  const doubles = () => new Float64Array(new SharedArrayBuffer(8 * blocks));
  const used = new Int32Array(new SharedArrayBuffer(4 * blocks));
  const status = new Uint8Array(new SharedArrayBuffer(blocks));
  return { estimate: doubles(), variance: doubles(), slope: doubles(), used, status };
}

/** The samples where all threads see them, so that none gets a copy of its own. */
function sharedSamples(samples: SampleSet): SampleSet {
  const shared = (from: Float64Array) => {
    const to = new Float64Array(new SharedArrayBuffer(from.byteLength));
    to.set(from);
    return to;
  };
  return { ...samples, xyzM: shared(samples.xyzM), values: shared(samples.values) };
}

const askAll = (members: readonly Member[], task: KrigingTask) => Promise.all(members.map(({ ask }) => ask(task)));

/** Runs are taken in the order of the grid, so the lowest that failed is the one that a single thread would have met. */
function throwFirst(answers: readonly KrigingAnswer[]): void {
  const failed = answers.filter(({ failedRun }) => failedRun !== null);
  failed.sort((a, b) => (a.failedRun ?? 0) - (b.failedRun ?? 0));
  if (failed.length > 0) throw failed[0].error;
}

interface Member {
  readonly ask: (task: KrigingTask) => Promise<KrigingAnswer>;
  readonly end: () => Promise<unknown>;
}

/** This thread, which breathes between strips so that timers and requests get their turn. */
function inlineMember(): Member {
  return { ask: krigingHand(() => new Promise((resolve) => setImmediate(resolve))), end: async () => undefined };
}

/** A worker thread: one question at a time. */
function threadMember(entry: URL): Member {
  const worker = new Worker(entry);
  let waiting: { resolve: (answer: KrigingAnswer) => void; reject: (error: Error) => void } | null = null;
  let broken: Error | null = null;
  const end = (error: Error) => {
    broken ??= error;
    waiting?.reject(broken);
    waiting = null;
  };
  worker.on("message", (message: ThreadAnswer) => {
    const asked = waiting;
    waiting = null;
    if (!message.ok) return asked?.reject(unpackError(message));
    const answer = message.answer as KrigingAnswer;
    const packed = answer.error as (ThreadAnswer & { ok: false }) | null;
    asked?.resolve({ ...answer, error: packed === null ? null : unpackError(packed) });
  });
  worker.on("error", (error: unknown) =>
    end(new WorkerCrashError(error instanceof Error ? error.message : String(error))),
  );
  worker.on("exit", (code) => end(new WorkerCrashError(`exit code ${code}`)));
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(broken);
        waiting = { resolve, reject };
        worker.postMessage(task, []);
      }),
    end: () => worker.terminate(),
  };
}
