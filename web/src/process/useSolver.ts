import type { FlowsheetDocument } from "@relode/core/process";
import { useCallback, useEffect, useRef, useState } from "react";
import type { SolveAnswer, SweepPoint, SweepQuestion } from "../processWork/processWork.ts";
import type { ProcessReply, ProcessRequest } from "../processWork/processWorker.ts";
import type { Case } from "./useCases.ts";

/** What is known of a case: the latest answer, and the last that converged. */
export interface CaseResult {
  readonly latest: SolveAnswer | null;
  readonly latestOf: FlowsheetDocument | null;
  readonly good: SolveAnswer | null;
  readonly goodOf: FlowsheetDocument | null;
  readonly broken: string | null;
}

const noResult: CaseResult = { latest: null, latestOf: null, good: null, goodOf: null, broken: null };

/** A worker that answers one request after another. */
class ProcessBench {
  readonly #worker = new Worker(new URL("../processWork/processWorker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, (reply: ProcessReply) => void>();
  #nextId = 1;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<ProcessReply>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    });
    this.#worker.addEventListener("error", (event) => {
      for (const [id, resolve] of this.#waiting)
        resolve({ id, kind: "broken", message: event.message || "the worker failed" });
      this.#waiting.clear();
    });
  }

  solve(caseId: string, document: FlowsheetDocument): Promise<ProcessReply> {
    return this.#ask({ id: this.#nextId++, kind: "solve", caseId, document });
  }

  sweep(question: SweepQuestion): Promise<ProcessReply> {
    return this.#ask({ id: this.#nextId++, kind: "sweep", question });
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(request: ProcessRequest): Promise<ProcessReply> {
    return new Promise((resolve) => {
      this.#waiting.set(request.id, resolve);
      this.#worker.postMessage(request);
    });
  }
}

/** Solves every open case whose flowsheet changed, one after another, newest state only; places of units do not count. */
export function useSolver(cases: readonly Case[]) {
  const [bench, setBench] = useState<ProcessBench | null>(null);
  const [results, setResults] = useState<ReadonlyMap<string, CaseResult>>(new Map());
  const [isWorking, setWorking] = useState(false);
  const asked = useRef(new Map<string, FlowsheetDocument>());
  const wanted = useRef(cases);
  wanted.current = cases;
  const isBusy = useRef(false);
  useEffect(() => {
    const opened = new ProcessBench();
    asked.current = new Map();
    isBusy.current = false;
    setBench(opened);
    return () => {
      setBench(null);
      opened.close();
    };
  }, []);
  const work = useCallback(async (on: ProcessBench) => {
    if (isBusy.current) return;
    const next = () => wanted.current.find(({ id, sheet }) => asked.current.get(id) !== sheet.document);
    isBusy.current = true;
    for (let one = next(); one !== undefined; one = next()) {
      const { id } = one;
      const { document } = one.sheet;
      asked.current.set(id, document);
      setWorking(true);
      const reply = await on.solve(id, document);
      setResults((old) => new Map(old).set(id, taken(old.get(id) ?? noResult, reply, document)));
    }
    setWorking(false);
    isBusy.current = false;
  }, []);
  useEffect(() => {
    if (bench === null) return;
    const timer = setTimeout(() => void work(bench), 120);
    return () => clearTimeout(timer);
  }, [bench, cases, work]);
  const sweep = useCallback(
    async (question: SweepQuestion): Promise<readonly SweepPoint[]> => {
      if (bench === null) throw new Error("the solver is not ready yet; try again");
      const reply = await bench.sweep(question);
      if (reply.kind === "swept") return reply.points;
      throw new Error(reply.kind === "broken" ? reply.message : "the solver gave another answer");
    },
    [bench],
  );
  const resultOf = useCallback((id: string): CaseResult => results.get(id) ?? noResult, [results]);
  return { resultOf, isWorking, sweep };
}

function taken(old: CaseResult, reply: ProcessReply, document: FlowsheetDocument): CaseResult {
  if (reply.kind === "broken") return { ...old, broken: reply.message, latestOf: document };
  if (reply.kind !== "solved") return old;
  const { answer } = reply;
  const good = answer.status === "converged" ? { good: answer, goodOf: document } : {};
  return { ...old, latest: answer, latestOf: document, broken: null, ...good };
}
