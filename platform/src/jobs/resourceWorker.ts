import { parentPort } from "node:worker_threads";
import { handedOver, resourceHand, type ResourceTask } from "./resourceTask.ts";
import { packError, type ThreadAnswer } from "./threadMessage.ts";

// Entry of a worker thread of a resource run: answers each message, arrays handed over without a copy.
const port = parentPort;
if (port === null) throw new Error("this file is the entry of a worker thread and does nothing by itself");
const hand = resourceHand();
port.on("message", (task: ResourceTask) => {
  let message: ThreadAnswer;
  let moved: ArrayBuffer[] = [];
  try {
    const answer = hand(task);
    moved = handedOver(task.kind, answer);
    message = { ok: true, answer };
  } catch (error) {
    message = packError(error);
  }
  port.postMessage(message, moved);
});
