import type { CovarianceModel, SearchSpec } from "@relode/core/geostat";
import {
  type BenchDirection,
  type BenchSamples,
  type CheckAnswer,
  checkBench,
  type ExperimentalAnswer,
  experimentalOf,
  type FitAnswer,
  fitBench,
} from "./variogramWork.ts";

export type BenchRequest =
  | { readonly kind: "samples"; readonly samples: BenchSamples }
  | { readonly kind: "experimental"; readonly id: number; readonly directions: readonly BenchDirection[] }
  | {
      readonly kind: "fit";
      readonly id: number;
      readonly start: CovarianceModel;
      readonly experimental: ExperimentalAnswer;
    }
  | { readonly kind: "check"; readonly id: number; readonly model: CovarianceModel; readonly search: SearchSpec };

export type BenchReply =
  | { readonly kind: "experimental"; readonly id: number; readonly answer: ExperimentalAnswer }
  | { readonly kind: "fit"; readonly id: number; readonly answer: FitAnswer }
  | { readonly kind: "check"; readonly id: number; readonly answer: CheckAnswer }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };

let samples: BenchSamples | null = null;

function answer(request: BenchRequest): BenchReply | null {
  if (request.kind === "samples") {
    samples = request.samples;
    return null;
  }
  const { id } = request;
  if (samples === null) return { kind: "failed", id, message: "no samples have arrived" };
  try {
    if (request.kind === "experimental")
      return { kind: "experimental", id, answer: experimentalOf(samples, request.directions) };
    if (request.kind === "fit") return { kind: "fit", id, answer: fitBench(request.start, request.experimental) };
    return { kind: "check", id, answer: checkBench(samples, request.model, request.search) };
  } catch (error) {
    return { kind: "failed", id, message: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener("message", ({ data }: MessageEvent<BenchRequest>) => {
  const reply = answer(data);
  if (reply !== null) self.postMessage(reply);
});
