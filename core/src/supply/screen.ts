import type { Issue } from "../evidence/issue.ts";
import { assembleScreening, elementGroups, raisedIssues } from "./assembleScreening.ts";
import { createDrawCache, drawMine, mineOrder } from "./drawMine.ts";
import type { ScreeningInputs, ScreeningOptions } from "./inputs.ts";
import { createStore } from "./plan.ts";
import { prepareScreening } from "./prepareScreening.ts";
import type { ScreeningResult } from "./result.ts";
import { summariseElement } from "./summarise.ts";
import { type MineSummary, summariseMine } from "./summariseMine.ts";

/** Told how far a run is: fraction 0-1 and the stage in words. */
export type Progress = (fraction: number, stage: string) => void;

/** Part of the work that drawing is; the rest sums and ranks. */
const drawingShare = 0.8;

/**
 * The national by-product screening on one thread: ore x concentration x what is not recovered, for every mine and element,
 * realisation by realisation.
 * @throws {DataError} options or inputs that cannot be used
 * @see docs/screening.md
 */
export function screen(
  inputs: ScreeningInputs,
  options: ScreeningOptions,
  onProgress: Progress = () => {},
): { result: ScreeningResult; issues: Issue[] } {
  const { plan, issues } = prepareScreening(inputs, options);
  const store = createStore(plan);
  const cache = createDrawCache(plan);
  const summaries: MineSummary[] = [];
  mineOrder(plan).forEach((m, done) => {
    drawMine(plan, m, store, cache);
    summaries[m] = summariseMine(plan, m, store);
    onProgress((drawingShare * (done + 1)) / plan.mines.length, "drawing mines");
  });
  const groups = elementGroups(plan);
  const elementSummaries = groups.map((group, g) => {
    onProgress(drawingShare + ((1 - drawingShare) * g) / groups.length, "summing elements");
    return summariseElement(plan, group.members, store);
  });
  const result = assembleScreening(plan, elementSummaries, summaries, inputs, options);
  onProgress(1, "done");
  return { result, issues: [...issues, ...raisedIssues(plan, store.raised)] };
}
