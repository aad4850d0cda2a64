import { parentPort } from "node:worker_threads";
import { type SimulationTask, simulationHand } from "./simulationTask.ts";
import { packError, type ThreadAnswer } from "./threadMessage.ts";

// Entry of a worker thread: answers each message with the realisations that it asks for, handed over without a copy.
const port = parentPort;
if (port === null) throw new Error("this file is the entry of a worker thread and does nothing by itself");
const hand = simulationHand();
port.on("message", (task: SimulationTask) => {
  let answer: ThreadAnswer;
  const moved: ArrayBuffer[] = [];
  try {
    const fields = hand(task);
    if (fields !== null) moved.push(fields.buffer as ArrayBuffer);
    answer = { ok: true, answer: fields };
  } catch (error) {
    answer = packError(error);
  }
  port.postMessage(answer, moved);
});
