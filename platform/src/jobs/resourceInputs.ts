import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import { type CsvRow, DataError, type Issue } from "@relode/core/evidence";
import { readResourceProject, type ResourceProject } from "@relode/core/resource";
import {
  type DrillholeTables,
  qualityReport,
  type QualityReport,
  readAssays,
  readCollars,
  readLithology,
  readSurveys,
  type SurfaceGrid,
} from "@relode/core/survey";
import { parseJson } from "../files/jsonFile.ts";
import { openSurface } from "../files/surfaceFile.ts";
import { openUserTable } from "../files/userTable.ts";
import { readUserFile } from "../files/userTableBytes.ts";
import { sampleTableLimits } from "../files/userTableLimits.ts";

/** Everything a resource run reads, with checksums and findings. */
export interface ResourceInputs {
  readonly project: ResourceProject;
  readonly tables: DrillholeTables;
  readonly report: QualityReport;
  readonly surfaces: ReadonlyMap<string, SurfaceGrid>;
  /** Records of the quality control table; null where none is declared. */
  readonly qaqc: readonly CsvRow[] | null;
  readonly truth: unknown;
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly issues: readonly Issue[];
}

const mostTruthBytes = 512 * 1024 * 1024;

/**
 * Reads a project file and every file it names. All findings are gathered before it stops.
 * Codes beside those of the readers: `json.*`, `resource.file` (a file that cannot be read), `resource.truth`.
 * @throws {DataError} the project or a table cannot be used
 * @throws {UserTableError} the project file itself is not there
 */
export async function openResourceInputs(config: string): Promise<ResourceInputs> {
  const name = basename(config);
  const bytes = await readUserFile(config, 4 * 1024 * 1024, "a resource project in JSON");
  const read = readResourceProject(parseJson(bytes.toString("utf8"), name), name);
  if (read.project === null) throw refused(`${name} cannot be used as a resource project`, read.issues);
  const { project } = read;
  const inputs = [{ name, sha256: sha256(bytes) }];
  const issues: Issue[] = [...read.issues];
  const place = (file: string) => resolve(dirname(config), file);
  const unread = new Set<string>();
  const failed = (file: string, error: unknown) => {
    unread.add(file);
    const message = error instanceof Error ? error.message : String(error);
    issues.push({ path: file, code: "resource.file", severity: "error", message });
  };
  const open = async ({ file, sheet }: { file: string; sheet?: string }): Promise<readonly CsvRow[]> => {
    try {
      const options = sheet === undefined ? {} : { sheet };
      const table = await openUserTable(place(file), { limits: sampleTableLimits, dates: "text", ...options });
      inputs.push({ name: file, sha256: table.sha256 });
      issues.push(...table.issues);
      return table.records;
    } catch (error) {
      failed(file, error);
      return [];
    }
  };
  const { collar, survey, assay, lithology } = project.drillholes;
  const tables: DrillholeTables = {
    collar: readCollars(await open(collar), collar.file, collar),
    survey: survey === null ? null : readSurveys(await open(survey), survey.file, survey),
    assay: assay === null ? null : readAssays(await open(assay), assay.file, assay),
    lithology: lithology === null ? null : readLithology(await open(lithology), lithology.file, lithology),
  };
  const surfaces = new Map<string, SurfaceGrid>();
  for (const spec of project.surfaces) {
    try {
      const found = await openSurface(place(spec.file), { ...spec, epsg: project.crs.epsg });
      inputs.push({ name: spec.file, sha256: found.sha256 });
      issues.push(...found.issues);
      if (found.surface !== null) surfaces.set(spec.name, found.surface);
    } catch (error) {
      failed(spec.file, error);
    }
  }
  const qaqc = project.qaqc === null ? null : await open(project.qaqc);
  const truth = project.truth === null ? null : await openTruth(place(project.truth), project.truth, inputs, issues);
  // A file that cannot be read has said so; what the empty table lacks would only bury that.
  if (issues.some(({ code }) => code === "resource.file"))
    throw refused(
      "a file of the project cannot be read",
      issues.filter(
        ({ severity, code, path }) => severity === "error" && !(code === "table.empty" && unread.has(path)),
      ),
    );
  const report = qualityReport(tables, project.drillholes.checks);
  issues.push(...report.issues);
  if (issues.some(({ severity }) => severity === "error")) throw refused("the project's data cannot be used", issues);
  return { project, tables, report, surfaces, qaqc, truth, inputs, issues };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function refused(what: string, issues: readonly Issue[]): DataError {
  const errors = issues.filter(({ severity }) => severity === "error");
  return new DataError(`${what}: ${errors.length} ${errors.length === 1 ? "error" : "errors"}`, errors);
}

async function openTruth(
  path: string,
  file: string,
  inputs: { name: string; sha256: string }[],
  issues: Issue[],
): Promise<unknown> {
  try {
    const bytes = await readUserFile(path, mostTruthBytes, "a JSON file");
    inputs.push({ name: file, sha256: sha256(bytes) });
    return parseJson(bytes.toString("utf8"), file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    issues.push({
      path: file,
      code: "resource.truth",
      severity: "warning",
      message: `the truth is not compared: ${message}`,
    });
    return null;
  }
}
