import { parentPort } from "node:worker_threads";
import { krigingHand, type KrigingTask } from "./krigingTask.ts";
import { packError, type ThreadAnswer } from "./threadMessage.ts";

// Entry of a worker thread: takes its share of each part of a grid; the columns are in shared memory, so the answers are short.
const port = parentPort;
if (port === null) throw new Error("this file is the entry of a worker thread and does nothing by itself");
const hand = krigingHand();
port.on("message", async (task: KrigingTask) => {
  let message: ThreadAnswer;
  try {
    const answer = await hand(task);
    const error = answer.failedRun === null ? null : packError(answer.error);
    message = { ok: true, answer: { ...answer, error } };
  } catch (error) {
    message = packError(error);
  }
  port.postMessage(message, []);
});
