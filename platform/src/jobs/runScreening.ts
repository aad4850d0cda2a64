import type { RunManifest } from "@relode/core/evidence";
import {
  createStore,
  type ElementSummary,
  elementGroups,
  type MineSummary,
  mineOrder,
  type Progress,
  type ScreeningInputs,
  type ScreeningOptions,
} from "@relode/core/supply";
import { checkMemory, memoryLimitBytes } from "./memoryNeed.ts";
import { JobCancelledError, type ScreeningOutcome } from "./screeningJob.ts";
import { builtWorker, inlineTeam, type ScreeningTeam, threadTeam } from "./screeningTeam.ts";
import type { TeamMember } from "./screeningTask.ts";

export interface ScreeningRun {
  readonly inputs: ScreeningInputs;
  readonly options: ScreeningOptions;
  /** Worker threads; 0 works on the calling thread, in steps. */
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: Progress;
  /** For the manifest: tables read with their checksums, software version, and the command that asked. */
  readonly tables: RunManifest["inputs"];
  readonly version: string;
  readonly command: string;
  /** Built entry of the worker threads; found by itself where not given. */
  readonly workerEntry?: URL | null;
}

const drawingShare = 0.8;

/**
 * Runs a screening on worker threads. The numbers do not depend on how many: every mine has its own streams of draws,
 * and sums run in mine order. Aborting the signal ends the threads at once.
 *
 * @throws {DataError} options or inputs that cannot be used
 * @throws {JobCancelledError} the signal was aborted
 * @throws {WorkerCrashError} a thread broke
 * @throws {MemoryError} the realisations would not fit
 */
export async function runScreening(run: ScreeningRun): Promise<ScreeningOutcome> {
  const startedMs = performance.now();
  const signal = run.signal ?? new AbortController().signal;
  if (signal.aborted) throw new JobCancelledError();
  const entry = run.workerEntry === undefined ? builtWorker() : run.workerEntry;
  const team = run.threads > 0 && entry !== null ? threadTeam(entry, run.threads, signal) : inlineTeam(signal);
  try {
    const { result, issues } = await work(team, run);
    const manifest: RunManifest = {
      software: "relode",
      version: run.version,
      command: run.command,
      seed: run.options.seed,
      inputs: run.tables,
      parameters: { ...run.options },
      finishedAt: new Date().toISOString(),
      elapsedSeconds: (performance.now() - startedMs) / 1000,
    };
    return { result, issues, manifest };
  } finally {
    await team.dismiss();
  }
}

async function work({ members, isThreaded }: ScreeningTeam, { inputs, options, onProgress }: ScreeningRun) {
  const [first] = members;
  onProgress?.(0, "preparing");
  const { plan, issues } = await first.do({ kind: "prepare", inputs, options });
  checkMemory(plan, members.length, memoryLimitBytes());
  const store = createStore(plan, isThreaded);
  await Promise.all(members.map((member) => member.do({ kind: "open", plan, store })));

  const mines: MineSummary[] = [];
  const order = mineOrder(plan);
  // Neighbours in the order share draws, so a member takes a stretch of it at a time.
  const stretch = Math.max(1, Math.ceil(order.length / (members.length * 4)));
  let drawn = 0;
  await shareOut(members, order, stretch, async (member, mine) => {
    mines[mine] = await member.do({ kind: "draw", mine });
    onProgress?.((drawingShare * ++drawn) / order.length, "drawing mines");
  });

  const elements: ElementSummary[] = [];
  const groups = elementGroups(plan).map((_, group) => group);
  let summed = 0;
  await shareOut(members, groups, 1, async (member, group) => {
    elements[group] = await member.do({ kind: "sum", group });
    onProgress?.(drawingShare + ((1 - drawingShare) * ++summed) / (groups.length + 1), "summing elements");
  });

  const assembled = await first.do({ kind: "assemble", inputs, options, elements, mines });
  onProgress?.(1, "done");
  return { result: assembled.result, issues: [...issues, ...assembled.issues] };
}

/** Members take stretches of the items until none is left; the first error ends it. */
async function shareOut(
  members: readonly TeamMember[],
  items: readonly number[],
  stretch: number,
  doOne: (member: TeamMember, item: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    members.map(async (member) => {
      while (next < items.length) {
        const mine = items.slice(next, next + stretch);
        next += stretch;
        for (const item of mine) await doOne(member, item);
      }
    }),
  );
}
