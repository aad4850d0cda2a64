import type { DatasetSource } from "@relode/core/evidence";
import { judgeClaims } from "@relode/core/supply";
import { stateOutlines } from "../report/stateOutlines.ts";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import { elementsCsv, elementsParquet } from "../report/elementsTable.ts";
import { mineElementsCsv, mineElementsParquet } from "../report/mineElementsTable.ts";
import { minesCsv } from "../report/minesTable.ts";
import { reportHtml } from "../report/reportHtml.ts";

/** The printable report of a run. */
export async function reportFor(outcome: ScreeningOutcome, sources: readonly DatasetSource[]): Promise<string> {
  return reportHtml({ ...outcome, verdicts: judgeClaims(outcome.result), sources, states: await stateOutlines() });
}

/** All files of a run by name: tables, the JSON document, the report. */
export async function resultFiles(
  outcome: ScreeningOutcome,
  sources: readonly DatasetSource[],
): Promise<[name: string, body: string | Uint8Array][]> {
  const { result } = outcome;
  return [
    ["elements.csv", elementsCsv(result)],
    ["mines.csv", minesCsv(result)],
    ["mine_elements.csv", mineElementsCsv(result)],
    ["elements.parquet", elementsParquet(result)],
    ["mine_elements.parquet", mineElementsParquet(result)],
    ["screening.json", JSON.stringify(outcome)],
    ["report.html", await reportFor(outcome, sources)],
  ];
}
