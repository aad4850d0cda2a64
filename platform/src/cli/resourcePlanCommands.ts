import type { Command } from "commander";
import { addResourceSchedule } from "./resourcePlanSchedule.ts";

/** Planning on a finished resource run. */
export function addResourcePlan(resource: Command): void {
  addResourceSchedule(resource);
}
