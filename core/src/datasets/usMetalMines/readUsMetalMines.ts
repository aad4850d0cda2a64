import type { CsvRow } from "../../evidence/csv.ts";
import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable, type TableRow } from "../../evidence/table.ts";
import { type AmountRule, readAmounts, readNumbers } from "../amounts.ts";
import { checkUnique, type RowReport, rowReport } from "../rowReport.ts";
import type { Mine, MineStream, OreBasis } from "./mine.ts";

const optionalText = { kind: "text", optionalColumn: true } as const;
const optionalJson = { kind: "json", optionalColumn: true } as const;
const oreRule = { kind: "number", required: true, min: 0, max: 1e10, unit: "t/a" } as const;

const rules: ColumnRules = {
  id: { kind: "text", required: true },
  name: { kind: "text", required: true },
  operator: optionalText,
  state: optionalText,
  lon: { kind: "number", required: true, min: -180, max: 180, unit: "deg" },
  lat: { kind: "number", required: true, min: -90, max: 90, unit: "deg" },
  coordinateSource: optionalText,
  mainCommodity: { kind: "text", required: true },
  mineClass: optionalText,
  depositType: { kind: "text", required: true },
  depositTypeSecondary: optionalText,
  priorVariant: optionalText,
  processRoute: optionalText,
  referenceYear: optionalText,
  statusByYear: optionalText,
  counted: { kind: "choice", choices: ["0", "1"], optionalColumn: true },
  oreLowT: oreRule,
  oreMidT: oreRule,
  oreHighT: oreRule,
  oreBasis: { kind: "choice", required: true, choices: ["A", "B", "C", "D"] },
  headGradesPpm: optionalJson,
  mainProductsT: optionalJson,
  byproductsT: optionalJson,
  recoveries: optionalJson,
  streams: optionalJson,
  method: optionalText,
  source: { kind: "text", required: true },
  note: optionalText,
};

const grade: AmountRule = { unit: "ppm", max: 1e6, also: ["TREO"] };
const product: AmountRule = { unit: "t/a", max: 1e10, nullable: true, also: ["TREO", "pellets"] };
const recovery: AmountRule = { unit: "(fraction)", max: 1, also: ["TREO"] };

/**
 * Reads a table of mines. Required columns: id, name, lon, lat, mainCommodity, depositType, oreLowT, oreMidT, oreHighT,
 * oreBasis, source. All others may be absent; `counted` is then 1. Beyond the rules of single cells: ids are unique
 * (`dataset.duplicate`), oreLowT <= oreMidT <= oreHighT (`mine.ore-order`), grades lie in 0-1,000,000 ppm and recoveries
 * in 0-1 by element (`dataset.amount-range`), grades sum to at most 1,000,000 ppm (`mine.grade-sum`), streams are lists
 * of {route, oreT, gradesPpm, recoveries} (`mine.stream`), streams sum to oreMidT within 2 % (`mine.stream-sum`, warning).
 * Rows with an error are left out.
 *
 * @param csv the whole file, UTF-8 decoded, or its records (first the header) as a spreadsheet gives them
 */
export function readUsMetalMines(
  csv: string | readonly CsvRow[],
  name = "data.csv",
): { rows: Mine[]; issues: Issue[] } {
  const table = readTable(csv, name, rules);
  const issues = [...table.issues];
  const rows: Mine[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    checkUnique(seen, row.text("id"), row, "id", report);
    const mine = toMine(row, report);
    checkOre(mine, report);
    if (report.sound()) rows.push(mine);
  }
  return { rows, issues };
}

function toMine(row: TableRow, report: RowReport): Mine {
  const text = row.text;
  return {
    id: text("id"),
    name: text("name"),
    operator: text("operator"),
    state: text("state"),
    lon: row.number("lon"),
    lat: row.number("lat"),
    coordinateSource: text("coordinateSource"),
    mainCommodity: text("mainCommodity"),
    mineClass: text("mineClass"),
    depositType: text("depositType"),
    depositTypeSecondary: text("depositTypeSecondary") === "" ? null : text("depositTypeSecondary"),
    priorVariant: text("priorVariant"),
    processRoute: text("processRoute"),
    referenceYear: text("referenceYear"),
    statusByYear: text("statusByYear"),
    counted: text("counted") !== "0",
    oreT: { low: row.number("oreLowT"), mid: row.number("oreMidT"), high: row.number("oreHighT") },
    oreBasis: text("oreBasis") as OreBasis,
    headGradesPpm: readNumbers(row, "headGradesPpm", grade, report),
    mainProductsT: readAmounts(row.json("mainProductsT"), "mainProductsT", product, report),
    byproductsT: readAmounts(row.json("byproductsT"), "byproductsT", product, report),
    recoveries: readNumbers(row, "recoveries", recovery, report),
    streams: toStreams(row.json("streams"), report),
    method: text("method"),
    source: text("source"),
    note: text("note"),
  };
}

function toStreams(found: unknown, report: RowReport): MineStream[] {
  if (found === undefined) return [];
  const wrong = (what: string) =>
    report.add("streams", "mine.stream", `${what}; a list of {route, oreT, gradesPpm, recoveries} is required`);
  if (!Array.isArray(found)) {
    wrong("the cell holds no list");
    return [];
  }
  return found.flatMap((item: unknown, i): MineStream[] => {
    const stream = (typeof item === "object" && item !== null ? item : {}) as Record<string, unknown>;
    const { route, oreT } = stream;
    if (typeof route !== "string" || route === "") wrong(`stream ${i + 1} has no route`);
    else if (typeof oreT !== "number" || !(oreT >= 0 && oreT <= 1e10))
      wrong(`stream ${i + 1} has no oreT of 0 t/a or more`);
    else
      return [
        {
          route,
          oreT,
          gradesPpm: readAmounts(stream["gradesPpm"], "streams", grade, report) as Record<string, number>,
          recoveries: readAmounts(stream["recoveries"], "streams", recovery, report) as Record<string, number>,
        },
      ];
    return [];
  });
}

function checkOre(mine: Mine, report: RowReport) {
  const { low, mid, high } = mine.oreT;
  if (!(low <= mid && mid <= high))
    report.add("oreMidT", "mine.ore-order", `ore must satisfy low <= mid <= high, got ${low}, ${mid}, ${high} t/a`);
  const { TREO: _group, ...single } = mine.headGradesPpm;
  const sumPpm = Object.values(single).reduce((sum, ppm) => sum + ppm, 0);
  if (sumPpm > 1e6)
    report.add("headGradesPpm", "mine.grade-sum", `head grades sum to ${sumPpm} ppm, limit 1000000; check the unit`);
  if (mine.streams.length === 0) return;
  const streamsT = mine.streams.reduce((sum, stream) => sum + stream.oreT, 0);
  if (Math.abs(streamsT - mid) > 0.02 * mid)
    report.add(
      "streams",
      "mine.stream-sum",
      `streams sum to ${streamsT} t/a, oreMidT is ${mid} t/a; they should agree within 2 %`,
      "warning",
    );
}
