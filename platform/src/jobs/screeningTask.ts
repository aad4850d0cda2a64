import type { Issue } from "@relode/core/evidence";
import {
  assembleScreening,
  createDrawCache,
  type DrawCache,
  type DrawStore,
  drawMine,
  type ElementSummary,
  elementGroups,
  type MineSummary,
  prepareScreening,
  raisedIssues,
  type ScreeningInputs,
  type ScreeningOptions,
  type ScreeningPlan,
  type ScreeningResult,
  summariseElement,
  summariseMine,
} from "@relode/core/supply";

/** One piece of a screening. A team member first prepares or opens a plan, then draws mines and sums elements of it. */
export type ScreeningTask =
  | { readonly kind: "prepare"; readonly inputs: ScreeningInputs; readonly options: ScreeningOptions }
  | { readonly kind: "open"; readonly plan: ScreeningPlan; readonly store: DrawStore }
  | { readonly kind: "draw"; readonly mine: number }
  | { readonly kind: "sum"; readonly group: number }
  | {
      readonly kind: "assemble";
      readonly inputs: ScreeningInputs;
      readonly options: ScreeningOptions;
      readonly elements: readonly ElementSummary[];
      readonly mines: readonly MineSummary[];
    };

/** What each kind of task answers. */
export interface TaskAnswers {
  readonly prepare: { readonly plan: ScreeningPlan; readonly issues: readonly Issue[] };
  readonly open: null;
  readonly draw: MineSummary;
  readonly sum: ElementSummary;
  readonly assemble: { readonly result: ScreeningResult; readonly issues: readonly Issue[] };
}

/** Anything that takes tasks one after another: this thread or another one. */
export interface TeamMember {
  readonly do: <K extends ScreeningTask["kind"]>(task: ScreeningTask & { kind: K }) => Promise<TaskAnswers[K]>;
}

interface OpenPlan {
  readonly plan: ScreeningPlan;
  readonly store: DrawStore;
  readonly cache: DrawCache;
}

/**
 * A function that does tasks on the thread that calls it and keeps the open plan between them.
 * It throws what the core throws, and RangeError where no plan is open yet.
 */
export function screeningHand(): (task: ScreeningTask) => TaskAnswers[ScreeningTask["kind"]] {
  let open: OpenPlan | null = null;
  const opened = (): OpenPlan => {
    if (open === null) throw new RangeError("no screening plan is open on this thread");
    return open;
  };
  return (task) => {
    switch (task.kind) {
      case "prepare":
        return prepareScreening(task.inputs, task.options);
      case "open":
        open = { plan: task.plan, store: task.store, cache: createDrawCache(task.plan) };
        return null;
      case "draw": {
        const { plan, store, cache } = opened();
        drawMine(plan, task.mine, store, cache);
        return summariseMine(plan, task.mine, store);
      }
      case "sum": {
        const { plan, store } = opened();
        const group = elementGroups(plan)[task.group];
        if (!group) throw new RangeError(`the plan has no group of elements with number ${task.group}`);
        return summariseElement(plan, group.members, store);
      }
      default: {
        const { plan, store } = opened();
        const result = assembleScreening(plan, task.elements, task.mines, task.inputs, task.options);
        return { result, issues: raisedIssues(plan, store.raised) };
      }
    }
  };
}
