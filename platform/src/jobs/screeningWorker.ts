import { parentPort } from "node:worker_threads";
import { type ScreeningTask, screeningHand } from "./screeningTask.ts";
import { packError, type ThreadAnswer } from "./threadMessage.ts";

// Entry of a worker thread: does one task for each message and answers it. Ending the thread is the caller's matter.
const port = parentPort;
if (port === null) throw new Error("this file is the entry of a worker thread and does nothing by itself");
const hand = screeningHand();
port.on("message", (task: ScreeningTask) => {
  let answer: ThreadAnswer;
  try {
    answer = { ok: true, answer: hand(task) };
  } catch (error) {
    answer = packError(error);
  }
  port.postMessage(answer);
});
