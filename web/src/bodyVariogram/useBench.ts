import type { CovarianceModel, SearchSpec } from "@relode/core/geostat";
import { useCallback, useEffect, useRef, useState } from "react";
import type { BenchDirection, BenchSamples, CheckAnswer, ExperimentalAnswer, FitAnswer } from "./variogramWork.ts";
import type { BenchReply, BenchRequest } from "./variogramWorker.ts";

type Question =
  | { readonly kind: "experimental"; readonly directions: readonly BenchDirection[] }
  | { readonly kind: "fit"; readonly start: CovarianceModel; readonly experimental: ExperimentalAnswer }
  | { readonly kind: "check"; readonly model: CovarianceModel; readonly search: SearchSpec };

type Answer<K extends Question["kind"]> = K extends "experimental"
  ? ExperimentalAnswer
  : K extends "fit"
    ? FitAnswer
    : CheckAnswer;

/** A worker that holds the samples; `ask` gives its answers as promises. */
class Bench {
  readonly #worker = new Worker(new URL("./variogramWorker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  #nextId = 1;

  constructor(samples: BenchSamples) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<BenchReply>) => {
      const asked = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.kind === "failed") asked?.reject(new Error(data.message));
      else asked?.resolve(data.answer);
    });
    this.#worker.addEventListener("error", (event) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message || "the worker failed"));
      this.#waiting.clear();
    });
    this.#worker.postMessage({ kind: "samples", samples } satisfies BenchRequest);
  }

  ask<Q extends Question>(question: Q): Promise<Answer<Q["kind"]>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (answer) => resolve(answer as Answer<Q["kind"]>), reject });
      this.#worker.postMessage({ ...question, id } as BenchRequest);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}

/** A worker for as long as the page shows these samples. */
export function useBench(samples: BenchSamples | null): Bench | null {
  const [bench, setBench] = useState<Bench | null>(null);
  useEffect(() => {
    if (samples === null) return;
    const opened = new Bench(samples);
    setBench(opened);
    return () => {
      setBench(null);
      opened.close();
    };
  }, [samples]);
  return bench;
}

interface Asked<T> {
  readonly answer: T | null;
  readonly error: string | null;
  readonly isWorking: boolean;
}

/** Asks again whenever the question changes, once it has rested for `restMs`; one question at a time, the newest next. */
export function useAnswer<Q extends Question>(
  bench: Bench | null,
  question: Q | null,
  restMs: number,
): Asked<Answer<Q["kind"]>> {
  const [asked, setAsked] = useState<Asked<Answer<Q["kind"]>>>({ answer: null, error: null, isWorking: false });
  const isBusy = useRef(false);
  const latest = useRef<Q | null>(null);
  const go = useCallback((on: Bench) => {
    const now = latest.current;
    if (now === null || isBusy.current) return;
    isBusy.current = true;
    latest.current = null;
    const done = (change: Partial<Asked<Answer<Q["kind"]>>>) => {
      isBusy.current = false;
      setAsked((old) => ({ ...old, error: null, ...change, isWorking: latest.current !== null }));
      go(on);
    };
    on.ask(now).then(
      (answer) => done({ answer }),
      (error: unknown) => done({ error: error instanceof Error ? error.message : String(error) }),
    );
  }, []);
  useEffect(() => {
    if (bench === null || question === null) return;
    setAsked((old) => (old.isWorking ? old : { ...old, isWorking: true }));
    const timer = setTimeout(() => {
      latest.current = question;
      go(bench);
    }, restMs);
    return () => clearTimeout(timer);
  }, [bench, question, restMs, go]);
  useEffect(() => {
    isBusy.current = false;
    latest.current = null;
  }, [bench]);
  return asked;
}
