import { blockCount, type SampleSet } from "@relode/core/geostat";
import { builtWorker } from "./screeningTeam.ts";
import {
  drawnTogether,
  type ScoreScale,
  simulationHand,
  type SimulationPlan,
  type SimulationTask,
} from "./simulationTask.ts";
import { inlineMember, threadMember } from "./threadMember.ts";

export interface SimulationTeamOptions {
  /** Threads to share the realisations; 1 draws on this one. */
  readonly threads: number;
  /** Entry of the worker; default the built one. Where there is none, this thread draws. */
  readonly worker?: URL | null;
  /** Back from normal scores to values, on the threads. */
  readonly scale?: ScoreScale;
}

/** Beside the built command only: from the sources this thread draws, as a worker built earlier may speak another protocol. */
function workerEntry(): URL | null {
  return import.meta.url.endsWith(".ts") ? null : builtWorker("simulationWorker");
}

/** One realisation in grid order; `field` belongs to the receiver. */
export interface Realisation {
  readonly k: number;
  readonly field: Float64Array;
}

/**
 * Realisations 0 to `count − 1` of a simulation, in order, drawn ahead by at most two batches a thread: any number
 * can be written away without all being held. Realisation k depends on the seed and k alone: the same bits on any number of threads.
 * Leaving the loop early ends the threads.
 *
 * @throws what the method does; WorkerCrashError when a thread ends by itself
 */
export async function* simulateOnThreads(
  data: SampleSet,
  plan: SimulationPlan,
  count: number,
  { threads, worker = workerEntry(), scale }: SimulationTeamOptions,
): AsyncGenerator<Realisation> {
  const nodes = blockCount(plan.spec.grid);
  const batch = drawnTogether(plan);
  const batches = Math.ceil(count / batch);
  const members = Array.from({ length: worker === null ? 1 : Math.max(1, Math.min(threads, batches)) }, () =>
    worker === null || threads <= 1
      ? inlineMember<SimulationTask>(simulationHand())
      : threadMember<SimulationTask>(worker),
  );
  try {
    const open: SimulationTask = { kind: "open", data, plan, scale: scale ?? null };
    const opened = Promise.all(members.map((member) => member.ask(open)));
    const waiting: Promise<unknown>[] = [];
    const ask = (b: number) => {
      const first = b * batch;
      if (b >= batches) return;
      const asked = members[b % members.length].ask({ kind: "draw", first, count: Math.min(batch, count - first) });
      // Its turn to be awaited comes later; an error must not count as unheard until then.
      asked.catch(() => undefined);
      waiting.push(asked);
    };
    await opened;
    for (let b = 0; b < 2 * members.length; b++) ask(b);
    for (let b = 0; b < batches; b++) {
      const fields = ((await waiting.shift()) ?? new Float64Array(0)) as Float64Array;
      ask(b + 2 * members.length);
      for (let i = 0; i < fields.length / nodes; i++)
        yield { k: b * batch + i, field: fields.subarray(i * nodes, (i + 1) * nodes) };
    }
  } finally {
    await Promise.all(members.map((member) => member.end()));
  }
}
