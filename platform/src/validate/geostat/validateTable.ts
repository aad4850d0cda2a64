import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Settings } from "@relode/core/geostat";
import { agrees, toleranceText } from "../tolerance.ts";
import type { ValidationRow } from "../validationRow.ts";
import { clusterAnswers } from "./clusterAnswers.ts";
import type { AnswerColumn, GeostatCase } from "./geostatAnswer.ts";
import { GeostatTable } from "./geostatTable.ts";
import { krigingAnswers } from "./krigingAnswers.ts";
import { meuseAnswers } from "./meuseAnswers.ts";

const mostBytes = 64 * 1024 * 1024;

/**
 * Runs one `expected_*.csv` of a geostatistics folder: a row per expected value. Null when no function is known for the table; a
 * refusal by a function is one failed row with its message.
 */
export async function validateGeostatTable(path: string): Promise<ValidationRow[] | null> {
  const folder = dirname(path);
  const caseId = `${basename(folder)}/${basename(path)}`;
  const failed = (got: string): ValidationRow[] => [
    { caseId, key: "(whole table)", got, expected: "an answer", tolerance: "", outcome: "fail" },
  ];
  try {
    const table = async (file: string) => new GeostatTable(await boundedText(join(folder, file)), file);
    const expected = await table(basename(path));
    const settings = new Settings(
      JSON.parse(await boundedText(join(folder, "settings.json")).catch(() => "{}")),
      "settings",
    );
    const name = basename(path).replace(/^expected_|\.csv$/g, "");
    const from: GeostatCase = { settings, data: await table("data.csv"), expected, name };
    const needsScores = name.startsWith("gamv_") || name.startsWith("sgs_");
    const scores = needsScores ? await table("expected_nscore.csv") : null;
    const columns = krigingAnswers(from) ?? clusterAnswers(from, () => scores ?? expected) ?? meuseAnswers(from);
    return columns === null ? null : columns.flatMap((column) => rowsOf(column, expected, caseId));
  } catch (refusal) {
    return failed(`refused: ${refusal instanceof Error ? refusal.message.slice(0, 200) : String(refusal)}`);
  }
}

async function boundedText(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > mostBytes) throw new RangeError(`${basename(path)} has ${size} bytes, limit ${mostBytes}`);
  return readFile(path, "utf8");
}

function rowsOf(answer: AnswerColumn, expected: GeostatTable, caseId: string): ValidationRow[] {
  const wanted = expected.column(answer.column);
  const rows: ValidationRow[] = [];
  for (let row = 0; row < wanted.length; row++) {
    if (answer.skip?.(row) === true) continue;
    const tolerance = typeof answer.tolerance === "function" ? answer.tolerance(row) : answer.tolerance;
    const got = answer.got[row] ?? Number.NaN;
    const isEmpty = Number.isNaN(wanted[row]);
    const isBelow = answer.isUpperBound === true && got >= 0 && got <= wanted[row];
    const isRight = isEmpty ? Number.isNaN(got) : isBelow || agrees(got, wanted[row], tolerance);
    rows.push({
      caseId,
      key: `${answer.column}[${row + 1}]`,
      got: shown(got),
      expected: `${answer.isUpperBound === true ? "at most " : ""}${isEmpty ? "not estimated" : shown(wanted[row])}`,
      tolerance: isEmpty ? "" : toleranceText(tolerance),
      outcome: isRight ? "pass" : "fail",
    });
  }
  return rows;
}

function shown(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(10))) : "not estimated";
}
