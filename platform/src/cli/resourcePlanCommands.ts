import type { Command } from "commander";
import { addResourceNextHole } from "./resourcePlanHole.ts";
import { addResourceMinerals } from "./resourcePlanMinerals.ts";
import { addResourceProbability } from "./resourcePlanProbability.ts";
import { addResourceRecoverable } from "./resourcePlanRecoverable.ts";
import { addResourceSchedule } from "./resourcePlanSchedule.ts";
import { addResourceDrillSpacing } from "./resourcePlanSpacing.ts";

/** Planning on a finished resource run. */
export function addResourcePlan(resource: Command): void {
  addResourceSchedule(resource);
  addResourceNextHole(resource);
  addResourceDrillSpacing(resource);
  addResourceMinerals(resource);
  addResourceProbability(resource);
  addResourceRecoverable(resource);
}
