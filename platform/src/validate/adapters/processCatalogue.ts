import type { CategoryAdapter } from "./adapter.ts";
import { processComminution } from "./processComminution.ts";
import { processElectrowinning, processHeap, processIonExchange } from "./processExchange.ts";
import { processExtraction } from "./processExtraction.ts";
import { processFlotation, processFlowsheets } from "./processFlowsheet.ts";
import { processLeaching } from "./processLeaching.ts";
import { processMixed } from "./processMixed.ts";
import { processMembranes, processPrecipitation, processSolidLiquid } from "./processSeparation.ts";

/** Unit operations and flowsheets. */
export const processAdapters: readonly CategoryAdapter[] = [
  processComminution,
  processLeaching,
  processExtraction,
  processSolidLiquid,
  processPrecipitation,
  processMembranes,
  processIonExchange,
  processElectrowinning,
  processHeap,
  processMixed,
  processFlotation,
  processFlowsheets,
];
