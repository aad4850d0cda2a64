import { createHash } from "node:crypto";
import { basename } from "node:path";
import { DataError, type Issue, readCsv } from "@relode/core/evidence";
import {
  type Flowsheet,
  prepareFlowsheet,
  readFlowsheet,
  readUncertainty,
  type Uncertainty,
} from "@relode/core/process";
import { parseJson } from "../files/jsonFile.ts";
import { readUserFile } from "../files/userTableBytes.ts";

/** Largest flowsheet file that is read. */
const mostBytes = 32 * 1024 * 1024;

export interface ProcessInput {
  readonly flowsheet: Flowsheet | null;
  /** What the file declares uncertain; nothing where it cannot be read. */
  readonly uncertainty: Uncertainty;
  readonly issues: readonly Issue[];
  readonly missing: number;
  readonly excess: number;
  readonly inputs: readonly { name: string; sha256: string }[];
}

const nothingUncertain: Uncertainty = { quantities: [], correlations: [], issues: [] };

/** Reads and connects a flowsheet file; faults of the file are issues. @throws {DataError} it is not JSON */
export async function openFlowsheet(path: string): Promise<ProcessInput> {
  const bytes = await readUserFile(path, mostBytes, "a flowsheet in JSON");
  const inputs = [{ name: basename(path), sha256: createHash("sha256").update(bytes).digest("hex") }];
  const read = readFlowsheet(parseJson(bytes.toString("utf8"), path));
  if (read.document === null) {
    const missing = read.issues.filter(({ code }) => /missing/.test(code)).length;
    return { flowsheet: null, uncertainty: nothingUncertain, issues: read.issues, missing, excess: 0, inputs };
  }
  const uncertainty = readUncertainty(read.document);
  const { flowsheet, degreesOfFreedom, issues } = prepareFlowsheet(read.document);
  return {
    flowsheet,
    uncertainty,
    issues: [...read.issues, ...issues, ...uncertainty.issues],
    ...degreesOfFreedom,
    inputs,
  };
}

/** The flowsheet, or all that forbids solving it. @throws {DataError} */
export function solvable({ flowsheet, issues }: ProcessInput, path: string): Flowsheet {
  if (flowsheet !== null) return flowsheet;
  const errors = issues.filter(({ severity }) => severity === "error").length;
  throw new DataError(`${path}: ${errors} fault${errors === 1 ? "" : "s"} forbid solving the flowsheet`, issues);
}

/** Numbers of named columns of a CSV file. @throws {DataError} a column is missing or a cell is no number */
export async function openColumns(
  path: string,
  names: readonly string[],
): Promise<{ columns: Map<string, number[]>; input: { name: string; sha256: string } }> {
  const bytes = await readUserFile(path, mostBytes, "a CSV file");
  const { rows, issues } = readCsv(bytes.toString("utf8"), basename(path));
  const all: Issue[] = [...issues];
  const report = (where: string, code: string, message: string) =>
    all.push({ path: where, code, severity: "error", message });
  const head = rows[0]?.cells.map((cell) => cell.trim()) ?? [];
  const columns = new Map<string, number[]>();
  for (const name of names) {
    const at = head.indexOf(name);
    if (at < 0) {
      report(
        basename(path),
        "fit.no-column",
        `no column ${name}; the header has ${head.slice(0, 20).join(", ") || "nothing"}`,
      );
      continue;
    }
    columns.set(
      name,
      rows.slice(1).map(({ line, cells }) => {
        const text = (cells[at] ?? "").trim();
        const value = Number(text);
        if (text === "" || !Number.isFinite(value))
          report(
            `${basename(path)}, row ${line}, column ${name}`,
            "fit.not-a-number",
            `must be a number, got ${JSON.stringify(text.slice(0, 40))}`,
          );
        return value;
      }),
    );
  }
  if (all.some(({ severity }) => severity === "error")) throw new DataError(`${path}: the table cannot be used`, all);
  return { columns, input: { name: basename(path), sha256: createHash("sha256").update(bytes).digest("hex") } };
}
