/** Where progress goes: `process.stderr` fits. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface ProgressBar {
  /** Shows how far the work is; what never goes back on a screen is kept at its furthest. */
  update(fraction: number, stage: string): void;
  /** Closes the line. Says 100 % when the work is complete; `complete = false` leaves the last state standing. */
  finish(complete?: boolean): void;
}

const defaultColumns = 80;
const longestBar = 30;
const lineStepPct = 10;

/**
 * Progress of one piece of work: a bar that redraws its line on a terminal, elsewhere (a log, a pipe) a plain line
 * at the start and every 10 %.
 *
 * @param output written to; results never go there
 * @param title what is being done, e.g. `screening`
 */
export function progressBar(output: ProgressOutput, title: string): ProgressBar {
  return output.isTTY ? drawnBar(output, title) : loggedLines(output, title);
}

/** Whole per cent done, rounded down so that 100 % means the end; NaN counts as nothing done. */
export function wholePct(fraction: number): number {
  if (!(fraction > 0)) return 0;
  return Math.min(100, Math.floor(fraction * 100 + 1e-9));
}

/** One line of the bar, never wider than the terminal: `screening ████░░░░  50 % drawing grades`. */
export function barLine(title: string, pct: number, stage: string, columns: number): string {
  const percentage = `${String(pct).padStart(3)} %`;
  // The last column stays free: a terminal wraps when it is written.
  const free = columns - 1 - title.length - percentage.length - 3;
  const width = Math.max(0, Math.min(longestBar, free - Math.min(stage.length, 20)));
  const filled = Math.floor((pct * width) / 100);
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  return [title, bar, percentage, stage]
    .filter((part) => part !== "")
    .join(" ")
    .slice(0, Math.max(0, columns - 1));
}

function drawnBar(output: ProgressOutput, title: string): ProgressBar {
  let furthestPct = 0;
  let lastStage = "";
  let drawn = "";
  let isFinished = false;
  const draw = () => {
    const line = barLine(title, furthestPct, lastStage, output.columns ?? defaultColumns);
    if (line === drawn) return;
    drawn = line;
    output.write(`\r\u001b[2K${line}`);
  };
  return {
    update(fraction, stage) {
      if (isFinished) return;
      furthestPct = Math.max(furthestPct, wholePct(fraction));
      lastStage = stage;
      draw();
    },
    finish(complete = true) {
      if (isFinished) return;
      isFinished = true;
      if (complete) {
        furthestPct = 100;
        lastStage = "done";
        draw();
      }
      if (drawn !== "") output.write("\n");
    },
  };
}

function loggedLines(output: ProgressOutput, title: string): ProgressBar {
  let writtenPct = -1;
  let isFinished = false;
  const write = (pct: number, stage: string) => {
    const step = pct - (pct % lineStepPct);
    if (step <= writtenPct) return;
    writtenPct = step;
    output.write(`${title}: ${step} %${stage === "" ? "" : `, ${stage}`}\n`);
  };
  return {
    update(fraction, stage) {
      if (!isFinished) write(wholePct(fraction), stage);
    },
    finish(complete = true) {
      if (!isFinished && complete) write(100, "done");
      isFinished = true;
    },
  };
}
