import {
  type GridColumns,
  GridKriging,
  type KrigingSpec,
  type RegularGrid,
  type SampleSet,
} from "@relode/core/geostat";

/**
 * What a thread is asked: first what to krige, then, part after part, to take strips and later runs of blocks from a counter that all
 * threads share until none is left.
 */
export type KrigingTask =
  | { readonly kind: "open"; readonly samples: SampleSet; readonly grid: RegularGrid; readonly spec: KrigingSpec }
  | ({ readonly kind: "fill" | "finish" } & KrigingPart);

/** Consecutive layers of a grid, their columns in shared memory. */
export interface KrigingPart {
  readonly firstLayer: number;
  readonly layers: number;
  readonly columns: GridColumns;
  /** One number: the next strip or run that nobody has taken. */
  readonly taken: Int32Array;
}

/** How a task ended on one thread. */
export interface KrigingAnswer {
  /** Blocks that the kernel left to `finish`. */
  readonly left: number;
  /** The run of blocks that could not be solved, and why; runs before it were all taken by then. */
  readonly failedRun: number | null;
  readonly error: unknown;
}

/** Blocks of one run of `finish`. */
const runBlocks = 1024;

/** Does the tasks one after the other on the thread that calls it. `pause` is awaited between strips. */
export function krigingHand(pause?: () => Promise<void>): (task: KrigingTask) => Promise<KrigingAnswer> {
  let kriging: GridKriging | null = null;
  return async (task) => {
    if (task.kind === "open") {
      kriging = new GridKriging(task.samples, task.grid, task.spec);
      return { left: 0, failedRun: null, error: null };
    }
    if (kriging === null) throw new Error("a grid must be opened before its parts are asked for");
    return task.kind === "fill" ? fill(kriging, task, pause) : finish(kriging, task, pause);
  };
}

async function fill(kriging: GridKriging, part: KrigingPart, pause?: () => Promise<void>): Promise<KrigingAnswer> {
  const { stripsInLayer, layerBlocks } = kriging.cut;
  let left = 0;
  for (;;) {
    const strip = Atomics.add(part.taken, 0, 1);
    if (strip >= part.layers * stripsInLayer) return { left, failedRun: null, error: null };
    await pause?.();
    const layer = part.firstLayer + Math.floor(strip / stripsInLayer);
    left += kriging.fillStrip(layer, strip % stripsInLayer, part.columns, part.firstLayer * layerBlocks);
  }
}

async function finish(kriging: GridKriging, part: KrigingPart, pause?: () => Promise<void>): Promise<KrigingAnswer> {
  const first = part.firstLayer * kriging.cut.layerBlocks;
  const end = Math.min(first + part.layers * kriging.cut.layerBlocks, kriging.cut.blocks);
  for (;;) {
    const run = Atomics.add(part.taken, 0, 1);
    const from = first + run * runBlocks;
    if (from >= end) return { left: 0, failedRun: null, error: null };
    await pause?.();
    try {
      kriging.finish(from, Math.min(runBlocks, end - from), part.columns, first);
    } catch (error) {
      // Nobody takes another run: what is left is not needed any more.
      Atomics.store(part.taken, 0, 2 ** 30);
      return { left: 0, failedRun: run, error };
    }
  }
}
