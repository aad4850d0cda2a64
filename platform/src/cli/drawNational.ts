import {
  createDrawCache,
  createStore,
  drawMine,
  mineOrder,
  prepareScreening,
  type ScreeningInputs,
  type ScreeningOptions,
} from "@relode/core/supply";
import { checkMemory, memoryLimitBytes } from "../jobs/memoryNeed.ts";
import { JobCancelledError } from "../jobs/screeningJob.ts";
import { progressBar } from "./terminal/progressBar.ts";

/**
 * Realisations of all mines, kept for a question that the finished screening does not hold. On this thread, with a bar
 * on standard error; Ctrl-C stops it between two mines.
 *
 * @throws {DataError} options or inputs that cannot be used
 * @throws {MemoryError} the realisations would not fit
 * @throws {JobCancelledError} interrupted
 */
export async function drawNational(inputs: ScreeningInputs, options: ScreeningOptions) {
  const { plan, issues } = prepareScreening(inputs, options);
  checkMemory(plan, 1, memoryLimitBytes());
  const store = createStore(plan);
  const cache = createDrawCache(plan);
  const order = mineOrder(plan);
  const bar = progressBar(process.stderr, "screening");
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  process.once("SIGINT", stop);
  try {
    for (const [drawn, m] of order.entries()) {
      bar.update(drawn / order.length, "drawing mines");
      await new Promise((resolve) => setImmediate(resolve));
      if (isStopped) throw new JobCancelledError();
      drawMine(plan, m, store, cache);
    }
    bar.finish(true);
  } finally {
    process.removeListener("SIGINT", stop);
    bar.finish(false);
  }
  return { plan, issues, store };
}
