import type { ScreeningInputs, ScreeningOptions } from "@relode/core/supply";
import { runScreening } from "../jobs/runScreening.ts";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import { checkElements } from "./chosenElements.ts";
import type { ScreeningFlags } from "./screeningFlags.ts";
import { inputChoice, optionsOf } from "./screeningFlags.ts";
import { gatherInputs, type GatheredInputs } from "./screeningInputs.ts";
import { progressBar } from "./terminal/progressBar.ts";
import { softwareVersion } from "./version.ts";

type Narrow = (
  inputs: ScreeningInputs,
  options: ScreeningOptions,
) => { inputs: ScreeningInputs; options: ScreeningOptions };

/** Runs a screening as the flags say, with a bar on standard error; Ctrl-C stops it. */
export async function runWithProgress(
  flags: ScreeningFlags,
  command: string,
  narrow: Narrow = (inputs, options) => ({ inputs, options }),
): Promise<{ outcome: ScreeningOutcome; gathered: GatheredInputs }> {
  const gathered = await gatherInputs(inputChoice(flags));
  const { inputs, options } = narrow(gathered.inputs, optionsOf(flags));
  checkElements(inputs, options.elements);
  return { outcome: await runGathered(gathered, inputs, options, flags.threads, command), gathered };
}

/** The same for inputs already gathered. */
export async function runGathered(
  gathered: GatheredInputs,
  inputs: ScreeningInputs,
  options: ScreeningOptions,
  threads: number,
  command: string,
): Promise<ScreeningOutcome> {
  const bar = progressBar(process.stderr, "screening");
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once("SIGINT", stop);
  let isComplete = false;
  try {
    const outcome = await runScreening({
      inputs,
      options,
      threads,
      signal: abort.signal,
      onProgress: (fraction, stage) => bar.update(fraction, stage),
      tables: gathered.tables,
      version: softwareVersion(),
      command,
    });
    isComplete = true;
    return { ...outcome, issues: [...gathered.issues, ...outcome.issues] };
  } finally {
    process.removeListener("SIGINT", stop);
    bar.finish(isComplete);
  }
}
