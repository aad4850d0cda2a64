import type { ScreeningInputs, ScreeningOptions, ScreeningResult } from "../api/documents.ts";
import { drawnWhatIf } from "./drawnWhatIf.ts";
import { shareWhatIf } from "./shareWhatIf.ts";
import type { WhatIf, WorkerReply, WorkerRequest } from "./whatIf.ts";

/** First message: what to work on. `inputs` null = only the run's ranges are at hand. */
export interface WorkerStart {
  readonly kind: "start";
  readonly result: ScreeningResult;
  readonly inputs: ScreeningInputs | null;
  readonly options: ScreeningOptions;
}

let result: ScreeningResult | null = null;
let whatIf: WhatIf | null = null;

const reply = (message: WorkerReply) => self.postMessage(message);

async function start(message: WorkerStart): Promise<void> {
  result = message.result;
  whatIf = shareWhatIf(result);
  reply({ kind: "ready", method: whatIf.method });
  // Samples are not sent to the browser, so realisations of a CMiO run cannot be drawn here.
  if (message.inputs !== null && message.options.geochemistry === "priors") {
    try {
      await settled();
      whatIf = await drawnWhatIf(message.inputs, message.options, nextTask);
      reply({ kind: "ready", method: whatIf.method });
    } catch (error) {
      reply({ kind: "failed", id: null, message: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Preparing takes a few tenths of a second at a stretch: the first questions are answered before. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200));
}

/** Lets messages that have come in meanwhile be answered first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function answer(message: WorkerRequest): void {
  if (whatIf === null || result === null) return;
  const { id } = message;
  const { method } = whatIf;
  if (message.kind === "national") {
    const chosen = message.mines === null ? null : new Set(message.mines);
    reply({ kind: "national", id, method, answer: whatIf.national(chosen) });
    return;
  }
  const element = result.elements.find((item) => item.symbol === message.symbol);
  if (element === undefined) {
    reply({ kind: "failed", id, message: `${message.symbol} is not among the elements of this run` });
    return;
  }
  reply({ kind: "recover", id, method, answer: whatIf.recover(element, message.recoveries) });
}

self.addEventListener("message", (event: MessageEvent<WorkerStart | WorkerRequest>) => {
  const message = event.data;
  try {
    if (message.kind === "start") void start(message);
    else answer(message);
  } catch (error) {
    reply({
      kind: "failed",
      id: message.kind === "start" ? null : message.id,
      message: error instanceof Error ? error.message : String(error),
    });
  }
});
