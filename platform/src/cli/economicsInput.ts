import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { readEquipmentAccounts } from "@relode/core/datasets";
import { type AccountCost, type Project, readProject } from "@relode/core/economics";
import { DataError, type Issue } from "@relode/core/evidence";
import { datasetsFolder } from "../files/datasetFiles.ts";
import { openUserTable } from "../files/userTable.ts";
import { parseJson } from "../files/jsonFile.ts";
import { readUserFile } from "../files/userTableBytes.ts";

/** A project document with what it names. */
export interface EconomicsInput {
  readonly document: unknown;
  readonly name: string;
  readonly project: Project;
  readonly accounts: readonly AccountCost[];
  readonly issues: readonly Issue[];
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
}

const mostBytes = 64 * 1024 * 1024;

/**
 * Reads ECONOMICS.json. An uncertain quantity of kind `column` may name `file` and `column` of a table beside it: its rows are the
 * realisations, in order.
 * @throws {DataError | UserTableError} the document or a table cannot be used
 */
export async function openEconomics(path: string): Promise<EconomicsInput> {
  const bytes = await readUserFile(path, mostBytes, "an economics project in JSON");
  const name = basename(path);
  const inputs = [{ name, sha256: sha256(bytes) }];
  const document = parseJson(bytes.toString("utf8"), name);
  const issues: Issue[] = [];
  await fillColumns(document, dirname(path), name, inputs, issues);
  const accounts = await shippedAccounts();
  const read = readProject(document, name, accounts);
  issues.push(...read.issues);
  if (read.project === null || issues.some(({ severity }) => severity === "error")) {
    const errors = issues.filter(({ severity }) => severity === "error").length;
    throw new DataError(
      `${name} has ${errors} ${errors === 1 ? "error" : "errors"}; correct what is listed and try again`,
      issues,
    );
  }
  return { document, name, project: read.project, accounts, issues, inputs };
}

/** A finding about the document that stops everything. */
export function refusedDocument(name: string, code: string, message: string): DataError {
  return new DataError(`${name}: ${message}`, [{ path: name, code, severity: "error", message }]);
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

async function fillColumns(
  document: unknown,
  folder: string,
  name: string,
  inputs: { name: string; sha256: string }[],
  issues: Issue[],
): Promise<void> {
  if (!isFields(document) || !Array.isArray(document["uncertain"])) return;
  for (const [i, line] of document["uncertain"].entries()) {
    if (!isFields(line) || line["kind"] !== "column" || typeof line["file"] !== "string") continue;
    const table = await openUserTable(resolve(folder, line["file"]));
    inputs.push({ name: line["file"], sha256: table.sha256 });
    const [header, ...rows] = table.records;
    const column = typeof line["column"] === "string" ? line["column"] : "";
    const at = header?.cells.findIndex((cell) => cell.trim() === column) ?? -1;
    if (at < 0)
      issues.push({
        path: `${name}.uncertain[${i}].column`,
        code: "economics.no-column",
        severity: "error",
        message: `${line["file"]} has no column "${column}"; it has ${header?.cells.slice(0, 20).join(", ") ?? "none"}`,
      });
    line["values"] = rows.map((row) => {
      const cell = (row.cells[at] ?? "").trim();
      return cell === "" ? null : Number(cell);
    });
    delete line["file"];
    delete line["column"];
  }
}

async function shippedAccounts(): Promise<AccountCost[]> {
  return readEquipmentAccounts(await readFile(join(datasetsFolder(), "equipmentAccounts", "data.csv"), "utf8")).rows;
}
