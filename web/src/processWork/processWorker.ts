import type { FlowsheetDocument } from "@relode/core/process";
import { ProcessSolver, type SolveAnswer, type SweepPoint, type SweepQuestion, sweep } from "./processWork.ts";

export type ProcessRequest =
  | { readonly id: number; readonly kind: "solve"; readonly caseId: string; readonly document: FlowsheetDocument }
  | { readonly id: number; readonly kind: "sweep"; readonly question: SweepQuestion };

export type ProcessReply =
  | { readonly id: number; readonly kind: "solved"; readonly answer: SolveAnswer }
  | { readonly id: number; readonly kind: "swept"; readonly points: readonly SweepPoint[] }
  | { readonly id: number; readonly kind: "broken"; readonly message: string };

const solver = new ProcessSolver();

self.addEventListener("message", ({ data }: MessageEvent<ProcessRequest>) => {
  self.postMessage(answer(data));
});

function answer(request: ProcessRequest): ProcessReply {
  const { id } = request;
  try {
    return request.kind === "solve"
      ? { id, kind: "solved", answer: solver.solve(request.caseId, request.document) }
      : { id, kind: "swept", points: sweep(request.question) };
  } catch (error) {
    return { id, kind: "broken", message: error instanceof Error ? error.message : String(error) };
  }
}
