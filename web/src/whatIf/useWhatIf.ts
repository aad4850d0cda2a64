import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { inputsQuery, runQuery, summaryQuery } from "../api/queries.ts";
import { type NationalAnswer, type RecoveryAnswer, type WorkerReply, type WorkerRequest } from "./whatIf.ts";
import type { WorkerStart } from "./worker.ts";

interface Session {
  readonly key: string;
  readonly worker: Worker;
  /** How often the worker has said that it is ready: 0 not yet, 1 with the run's ranges, 2 with realisations. */
  ready: number;
}

/** A worker and what it stands on; a new object when that changes, so that questions are asked again. */
interface Ready {
  readonly session: Session;
  readonly stage: number;
}

/** One worker for the whole app: the drawn realisations outlive the page that asked for them. */
let session: Session | null = null;

function openSession(key: string, start: WorkerStart): Session {
  if (session?.key === key) return session;
  session?.worker.terminate();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const opened: Session = { key, worker, ready: 0 };
  worker.addEventListener("message", (event: MessageEvent<WorkerReply>) => {
    if (event.data.kind === "ready") opened.ready++;
  });
  worker.postMessage(start);
  session = opened;
  return opened;
}

/** An answer of the worker with the time from question to answer. */
export interface Timed<T> {
  readonly answer: T;
  readonly method: string;
  /** ms from sending the question to having the answer in the page. */
  readonly elapsedMs: number;
}

type Question =
  | { readonly kind: "national"; readonly mines: readonly string[] | null }
  | { readonly kind: "recover"; readonly symbol: string; readonly recoveries: readonly number[] };

/** The worker for a run; null until it can answer. */
function useSession(run: string): Ready | null {
  const summary = useQuery(summaryQuery(run));
  const state = useQuery(runQuery(run));
  const inputs = useQuery({ ...inputsQuery, retry: false });
  const [ready, setReady] = useState<Ready | null>(() =>
    session !== null && session.ready > 0 && session.key.startsWith(`${run}:`)
      ? { session, stage: session.ready }
      : null,
  );
  const result = summary.data?.result;
  const options = state.data?.options;
  const isSettled = inputs.isSuccess || inputs.isError;
  useEffect(() => {
    if (!result || !options || !isSettled) return;
    const tables = inputs.data ?? null;
    const key = `${run}:${tables === null ? "ranges" : "draws"}`;
    const opened = openSession(key, { kind: "start", result, inputs: tables, options });
    setReady(opened.ready > 0 ? { session: opened, stage: opened.ready } : null);
    const listen = (event: MessageEvent<WorkerReply>) => {
      if (event.data.kind === "ready") setReady({ session: opened, stage: opened.ready });
    };
    opened.worker.addEventListener("message", listen);
    return () => opened.worker.removeEventListener("message", listen);
  }, [run, result, options, isSettled, inputs.data]);
  return ready;
}

let nextId = 1;

function useQuestion<T extends WorkerReply & { answer: unknown }>(
  run: string,
  question: Question | null,
): Timed<T["answer"]> | null {
  const open = useSession(run);
  const [timed, setTimed] = useState<Timed<T["answer"]> | null>(null);
  const key = question === null ? "" : JSON.stringify(question);
  const latest = useRef(0);
  useEffect(() => {
    if (open === null || key === "") return;
    const id = nextId++;
    latest.current = id;
    const startedMs = performance.now();
    const listen = (event: MessageEvent<WorkerReply>) => {
      const message = event.data;
      if (message.kind === "ready" || message.kind === "failed" || message.id !== id) return;
      open.session.worker.removeEventListener("message", listen);
      if (latest.current === id)
        setTimed({
          answer: message.answer as T["answer"],
          method: message.method,
          elapsedMs: performance.now() - startedMs,
        });
    };
    open.session.worker.addEventListener("message", listen);
    open.session.worker.postMessage({ ...(JSON.parse(key) as Question), id } satisfies WorkerRequest);
    return () => open.session.worker.removeEventListener("message", listen);
  }, [open, key]);
  return timed;
}

/** Totals over a choice of mines, from the worker. Null until the first answer. */
export function useNational(run: string, mines: readonly string[] | null): Timed<NationalAnswer> | null {
  return useQuestion<Extract<WorkerReply, { kind: "national" }>>(run, { kind: "national", mines });
}

/** One element at several recoveries, from the worker. Null until the first answer. */
export function useRecovery(
  run: string,
  symbol: string,
  recoveries: readonly number[],
): Timed<readonly RecoveryAnswer[]> | null {
  return useQuestion<Extract<WorkerReply, { kind: "recover" }>>(run, { kind: "recover", symbol, recoveries });
}
