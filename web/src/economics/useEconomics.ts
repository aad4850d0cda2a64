import { useEffect, useRef, useState } from "react";
import type { WorkAnswer, WorkQuestion, WorkReply } from "./economicsWorker.ts";

/** A worker that holds one document; `ask` gives its answers as promises. */
export class EconomicsDesk {
  readonly #worker = new Worker(new URL("./economicsWorker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  #nextId = 1;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<WorkReply>) => {
      const asked = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("error" in data) asked?.reject(new Error(data.error));
      else asked?.resolve(data.answer);
    });
    this.#worker.addEventListener("error", (event) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message || "the worker failed"));
      this.#waiting.clear();
    });
  }

  ask<Q extends WorkQuestion>(question: Q): Promise<WorkAnswer<Q["kind"]>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (answer) => resolve(answer as WorkAnswer<Q["kind"]>), reject });
      this.#worker.postMessage({ id, question });
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}

/** One worker for as long as the page stands. */
export function useDesk(): EconomicsDesk | null {
  const [desk, setDesk] = useState<EconomicsDesk | null>(null);
  useEffect(() => {
    const opened = new EconomicsDesk();
    setDesk(opened);
    return () => opened.close();
  }, []);
  return desk;
}

export interface Asked<T> {
  readonly answer: T | null;
  readonly error: string | null;
}

/**
 * Asks whenever the question changes; one at a time, the newest next, so that a slider never runs ahead of its answers.
 * @param about changes with the document: an answer about another one is dropped
 */
export function useWork<Q extends WorkQuestion>(
  desk: EconomicsDesk | null,
  about: number,
  question: Q | null,
  restMs: number,
): Asked<WorkAnswer<Q["kind"]>> {
  type Found = Asked<WorkAnswer<Q["kind"]>> & { readonly about: number };
  const [found, setFound] = useState<Found>({ answer: null, error: null, about });
  const key = question === null ? "" : JSON.stringify(question);
  const state = useRef({ isBusy: false, next: "", about });
  useEffect(() => {
    if (desk === null || key === "") return;
    const now = state.current;
    const go = () => {
      if (now.isBusy || now.next === "") return;
      const asked = JSON.parse(now.next) as Q;
      const of = now.about;
      now.isBusy = true;
      now.next = "";
      const done = (answer: WorkAnswer<Q["kind"]> | null, error: string | null) => {
        now.isBusy = false;
        if (of === now.about) setFound((old) => ({ answer: error === null ? answer : old.answer, error, about: of }));
        go();
      };
      desk.ask(asked).then(
        (answer) => done(answer, null),
        (error: unknown) => done(null, error instanceof Error ? error.message : String(error)),
      );
    };
    const timer = setTimeout(() => {
      now.about = about;
      now.next = key;
      go();
    }, restMs);
    return () => clearTimeout(timer);
  }, [desk, about, key, restMs]);
  return found.about === about ? found : { answer: null, error: null };
}
