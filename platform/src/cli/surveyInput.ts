import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import { type CsvRow, DataError, type Issue } from "@relode/core/evidence";
import {
  type DrillholeTables,
  qualityReport,
  type QualityReport,
  readAssays,
  readCollars,
  readLithology,
  readSurveyProject,
  readSurveys,
  type SurveyProject,
} from "@relode/core/survey";
import { parseJson } from "../files/jsonFile.ts";
import { readUserFile } from "../files/userTableBytes.ts";
import { sampleTableLimits } from "../files/userTableLimits.ts";

export interface SurveyInputFile {
  readonly name: string;
  readonly sha256: string;
}

/** A campaign as read from its files, with the findings of the readers of files. */
export interface Campaign {
  readonly project: SurveyProject;
  readonly tables: DrillholeTables;
  readonly report: QualityReport;
  readonly inputs: readonly SurveyInputFile[];
  readonly fileIssues: readonly Issue[];
}

/** A project or configuration, parsed, with the way to the files it names. */
export interface SurveyConfig {
  readonly name: string;
  readonly json: unknown;
  readonly input: SurveyInputFile;
  readonly place: (file: string) => string;
}

const mostConfigBytes = 4 * 1024 * 1024;

/** Reads a project file. @throws {UserTableError | DataError} it cannot be read, or is no JSON: with line and column */
export async function openConfig(path: string): Promise<SurveyConfig> {
  const bytes = await readUserFile(path, mostConfigBytes, "a project or configuration in JSON");
  const name = basename(path);
  const folder = dirname(path);
  return {
    name,
    json: parseJson(bytes.toString("utf8"), name),
    input: { name, sha256: createHash("sha256").update(bytes).digest("hex") },
    place: (file) => resolve(folder, file),
  };
}

/** A value as a JSON object; null where it is none. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/**
 * Reads a drillhole project and its tables. A resource project is taken by its `drillholes`.
 * @throws {UserTableError | DataError} a file cannot be read or the project cannot be used
 */
export async function openCampaign(path: string): Promise<Campaign> {
  const { name, json, input, place } = await openConfig(path);
  const root = objectOf(json);
  const isResource = root !== null && root["drillholes"] !== undefined && root["collar"] === undefined;
  const { project, issues } = readSurveyProject(
    isResource ? root["drillholes"] : json,
    isResource ? `${name}, drillholes` : name,
  );
  if (project === null) throw new DataError(`${name} cannot be used as a project`, issues);
  const inputs: SurveyInputFile[] = [input];
  const fileIssues: Issue[] = [];
  const unread: string[] = [];
  const open = async ({ file, sheet }: { file: string; sheet?: string }): Promise<CsvRow[]> => {
    const table = await openSampleTable(place(file), sheet);
    inputs.push({ name: file, sha256: table.sha256 });
    fileIssues.push(...table.issues);
    if (table.issues.some(({ severity }) => severity === "error") && table.records.length === 0) unread.push(file);
    return table.records;
  };
  const { collar, survey, assay, lithology } = project;
  const named = ({ file, sheet }: { file: string; sheet?: string }) =>
    sheet === undefined ? basename(file) : `${basename(file)}, sheet ${sheet}`;
  const tables: DrillholeTables = {
    collar: readCollars(await open(collar), named(collar), collar),
    survey: survey === null ? null : readSurveys(await open(survey), named(survey), survey),
    assay: assay === null ? null : readAssays(await open(assay), named(assay), assay),
    lithology: lithology === null ? null : readLithology(await open(lithology), named(lithology), lithology),
  };
  // A file that cannot be split into a table has said so; what the empty table lacks would only bury that.
  if (unread.length > 0) throw new DataError(`${unread.join(", ")} cannot be read as a table`, fileIssues);
  return { project, tables, report: qualityReport(tables, project.checks), inputs, fileIssues };
}

/** A table of samples: the readers of workbooks and Parquet are loaded only where such a table is opened. */
export async function openSampleTable(path: string, sheet?: string) {
  const { openUserTable } = await import("../files/userTable.ts");
  return openUserTable(path, {
    limits: sampleTableLimits,
    dates: "text",
    ...(sheet === undefined ? {} : { sheet }),
  });
}
