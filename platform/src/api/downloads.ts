import type { DatasetSource } from "@relode/core/evidence";
import { judgeClaims } from "@relode/core/supply";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import type { StateRings } from "../report/document.ts";
import { elementsCsv, elementsParquet } from "../report/elementsTable.ts";
import { mineElementsCsv, mineElementsParquet } from "../report/mineElementsTable.ts";
import { minesCsv } from "../report/minesTable.ts";
import { reportHtml } from "../report/reportHtml.ts";
import type { Download } from "./apiSettings.ts";
import type { DownloadFile } from "./requestSchemas.ts";

const csv = "text/csv; charset=utf-8; header=present";
const parquet = "application/vnd.apache.parquet";

const kept = new WeakMap<ScreeningOutcome, Map<DownloadFile, Download>>();

/**
 * A result as a file, made once per outcome.
 * @param sources tables with citations, for the report
 * @param states outlines of the states for the report's map; without them it has no map
 */
export function downloadOf(
  file: DownloadFile,
  outcome: ScreeningOutcome,
  sources: readonly DatasetSource[],
  states?: StateRings,
): Download {
  const files = kept.get(outcome) ?? new Map<DownloadFile, Download>();
  kept.set(outcome, files);
  const made = files.get(file) ?? makeDownload(file, outcome, sources, states);
  files.set(file, made);
  return made;
}

function makeDownload(
  file: DownloadFile,
  outcome: ScreeningOutcome,
  sources: readonly DatasetSource[],
  states: StateRings | undefined,
): Download {
  const { result } = outcome;
  switch (file) {
    case "elements.csv":
      return { type: csv, body: elementsCsv(result) };
    case "mines.csv":
      return { type: csv, body: minesCsv(result) };
    case "mine_elements.csv":
      return { type: csv, body: mineElementsCsv(result) };
    case "elements.parquet":
      return { type: parquet, body: elementsParquet(result) };
    case "mine_elements.parquet":
      return { type: parquet, body: mineElementsParquet(result) };
    default: {
      const verdicts = judgeClaims(result);
      const body = reportHtml({ ...outcome, verdicts, sources, ...(states ? { states } : {}) });
      return { type: "text/html; charset=utf-8", body };
    }
  }
}
