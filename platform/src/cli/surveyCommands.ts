import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { type CsvRow, DataError, type Issue } from "@relode/core/evidence";
import {
  compositeSamples,
  compositesCsv,
  type DrillholeTables,
  cuttingCurve,
  decileAnalysis,
  domainPieces,
  type DrillIssue,
  holePaths,
  issuesCsv,
  metalAtRisk,
  metalInRichest,
  pathsCsv,
  probabilityPlot,
  qualityReport,
  type QualityReport,
  readAssays,
  readCollars,
  readLithology,
  readSurveyProject,
  readSurveys,
  samplesCsv,
  type SurveyProject,
  weightedGrades,
} from "@relode/core/survey";
import { readUserFile } from "../files/userTableBytes.ts";
import { sampleTableLimits } from "../files/userTableLimits.ts";
import { textTable } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues, terminalWidth } from "./print.ts";
import { writeResult } from "./writeResult.ts";

interface Flags {
  readonly out?: string;
  readonly json?: boolean;
}

interface Input {
  readonly name: string;
  readonly sha256: string;
}

/** A campaign as read from its files, with the findings of the readers of files. */
interface Campaign {
  readonly project: SurveyProject;
  readonly tables: DrillholeTables;
  readonly report: QualityReport;
  readonly inputs: readonly Input[];
  readonly fileIssues: readonly Issue[];
}

/** What a verb makes: files to write and the object to print. */
interface Made {
  readonly result: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
  readonly files: readonly (readonly [name: string, body: string])[];
}

/** `relode survey`: drillhole tables checked, laid out in space, composited. */
export function addSurvey(program: Command): void {
  const survey = program
    .command("survey")
    .description("drillholes: check collar, survey, assay and log tables; desurvey; composite");
  addVerb(survey, "check", "every check a geologist does by hand: findings by code and by hole", check);
  addVerb(survey, "desurvey", "paths of the holes and positions of the samples", desurveyed);
  addVerb(survey, "composite", "composites by length and domain, with the evidence for a top cut", composited);
}

function addVerb(survey: Command, verb: string, description: string, make: (campaign: Campaign) => Made): void {
  survey
    .command(verb)
    .argument("<config>", "project file (JSON): tables, units, signs; see docs/survey.md")
    .description(description)
    .option("--out <folder>", "write the tables there")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(async (config: string, flags: Flags) => {
      const startedMs = performance.now();
      const folder = flags.out === undefined ? null : outputFolder(flags.out);
      const campaign = await openCampaign(config);
      const made = make(campaign);
      const issues = [...campaign.fileIssues, ...made.issues];
      if (folder !== null)
        for (const [name, body] of made.files) {
          await writeResult(join(folder, name), body);
          say(`wrote ${join(folder, name)}`);
        }
      if (flags.json) {
        const manifest = commandManifest({
          command: `survey ${verb}`,
          seed: null,
          inputs: campaign.inputs,
          parameters: { config: basename(config) },
          startedMs,
        });
        printJson({ result: made.result, issues, manifest });
      } else {
        tell(campaign.report, made.result);
        sayIssues(
          issues.filter(({ severity }) => severity === "error"),
          12,
        );
      }
      if (issues.some(({ severity }) => severity === "error")) process.exitCode = 1;
    });
}

async function openCampaign(config: string): Promise<Campaign> {
  const bytes = await readUserFile(config, 4 * 1024 * 1024);
  const name = basename(config);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8")) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(`${name} is not JSON: ${reason}`, []);
  }
  const { project, issues } = readSurveyProject(json, name);
  if (project === null) throw new DataError(`${name} cannot be used as a project`, issues);
  const inputs: Input[] = [{ name, sha256: sha256(bytes) }];
  const fileIssues: Issue[] = [];
  const open = async (file: string): Promise<CsvRow[]> => {
    const table = await openTable(resolve(dirname(config), file));
    inputs.push({ name: file, sha256: table.sha256 });
    fileIssues.push(...table.issues);
    return table.records;
  };
  const { collar, survey, assay, lithology } = project;
  const tables: DrillholeTables = {
    collar: readCollars(await open(collar.file), basename(collar.file), collar),
    survey: survey === null ? null : readSurveys(await open(survey.file), basename(survey.file), survey),
    assay: assay === null ? null : readAssays(await open(assay.file), basename(assay.file), assay),
    lithology:
      lithology === null ? null : readLithology(await open(lithology.file), basename(lithology.file), lithology),
  };
  return { project, tables, report: qualityReport(tables, project.checks), inputs, fileIssues };
}

/** The readers of workbooks and Parquet are loaded only where such a table is opened. */
const openTable = async (path: string) =>
  (await import("../files/userTable.ts")).openUserTable(path, { limits: sampleTableLimits, dates: "text" });

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
function check({ report, tables, project }: Campaign): Made {
  const { issues, byCode, byHole, holes, holesWithoutFindings } = report;
  const result = {
    epsg: tables.collar.epsg,
    holes,
    holesWithoutFindings,
    stations: tables.survey?.hole.length ?? 0,
    intervals: tables.assay?.hole.length ?? 0,
    logged: tables.lithology?.hole.length ?? 0,
    substances:
      tables.assay?.variables.map(({ column, substance, fileUnit }) => ({ column, substance, fileUnit })) ?? [],
    byCode,
    byHole,
  };
  return {
    result,
    issues,
    files: [
      ["issues.csv", issuesCsv(issues)],
      ["quality.json", `${JSON.stringify({ ...result, method: project.method }, null, 2)}\n`],
    ],
  };
}

function desurveyed({ report, tables, project }: Campaign): Made {
  const { paths, issues } = holePaths(tables, project.method, report.stations);
  const vertical = [...paths.values()].filter(({ isAssumedVertical }) => isAssumedVertical).map(({ hole }) => hole);
  const files: [string, string][] = [["paths.csv", pathsCsv(paths)]];
  if (tables.assay !== null) files.push(["samples.csv", samplesCsv(tables.assay, paths)]);
  const result = {
    method: project.method,
    epsg: tables.collar.epsg,
    holes: paths.size,
    assumedVertical: vertical,
    byCode: report.byCode,
  };
  return { result, issues: [...report.issues, ...issues], files };
}

function composited({ report, tables, project }: Campaign): Made {
  if (tables.assay === null || tables.assay.hole.length === 0)
    throw new DataError(
      "composites need an assay table; declare it under assay and check it by `relode survey check`",
      report.issues.filter(({ severity }) => severity === "error"),
    );
  const { paths, issues } = holePaths(tables, project.method, report.stations);
  const pieces = domainPieces(tables.assay, tables.lithology);
  const composites = compositeSamples(pieces, tables.assay.variables, project.composite, tables.assay.dryDensityTPerM3);
  const topCut = composites.variables.map((variable) => topCutEvidence(variable));
  const all: (Issue | DrillIssue)[] = [...report.issues, ...issues, ...pieces.issues];
  const result = {
    options: project.composite,
    composites: composites.hole.length,
    substances: topCut,
    byCode: report.byCode,
  };
  const body = JSON.stringify(
    topCut,
    (_, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value),
    1,
  );
  return {
    result,
    issues: all,
    files: [
      ["composites.csv", compositesCsv(composites, paths)],
      ["top-cut.json", `${body}\n`],
    ],
  };
}

const periodSamples = 100;

function topCutEvidence({
  substance,
  gradePpm,
  weight,
  censoredApplied,
}: ReturnType<typeof compositeSamples>["variables"][number]) {
  const n = gradePpm.reduce((count, grade, i) => count + (Number.isNaN(grade) || !(weight[i] > 0) ? 0 : 1), 0);
  if (n < 10)
    return {
      substance,
      composites: n,
      censoredApplied,
      note: "fewer than 10 measured composites: no evidence for a cut",
    };
  const grades = weightedGrades(gradePpm, weight);
  const { probability, normalScore } = probabilityPlot(grades);
  const caps = [0.9, 0.95, 0.975, 0.99, 0.995, 0.999].map(
    (p) => grades.gradePpm[Math.min(n - 1, Math.floor(p * n))] ?? 0,
  );
  const step = Math.max(1, Math.floor(n / 500));
  const points = Array.from(grades.gradePpm, (grade, i) => ({
    gradePpm: grade,
    probability: probability[i],
    normalScore: normalScore[i],
  }));
  return {
    substance,
    composites: n,
    censoredApplied,
    deciles: decileAnalysis(grades),
    cuttingCurve: cuttingCurve(
      grades,
      [...new Set(caps)].filter((cap) => cap > 0),
    ),
    richest: metalInRichest(grades, [1, 2, 5, 10, 20, 50]),
    atRisk: metalAtRisk(grades, { samplesPerPeriod: periodSamples, assurance: 0.8, realisations: 2000, seed: 1 }),
    // At most about 500 points of a plot, the richest 50 always among them.
    probabilityPlot: points.filter((_point, i) => i % step === 0 || i >= n - 50),
  };
}

function tell(report: QualityReport, result: Readonly<Record<string, unknown>>): void {
  const count = (key: string) => (typeof result[key] === "number" ? ` ${key} ${result[key]};` : "");
  print(
    `holes ${report.holes}, without findings ${report.holesWithoutFindings};${count("stations")}${count("intervals")}${count("composites")}`,
  );
  print(
    textTable(
      [
        { rank: 1, head: "severity", value: (row) => row.severity },
        { rank: 1, head: "code", value: (row) => row.code },
        { rank: 1, head: "findings", align: "right", value: (row) => String(row.count) },
        { rank: 1, head: "holes", align: "right", value: (row) => String(row.holes) },
      ],
      report.byCode,
      terminalWidth(),
    ).join("\n"),
  );
}
