import type { Issue } from "@relode/core/evidence";
import { DataError } from "@relode/core/evidence";
import {
  compositeSamples,
  compositesCsv,
  domainPieces,
  holePaths,
  issuesCsv,
  pathsCsv,
  samplesCsv,
} from "@relode/core/survey";
import { textTable } from "../report/terminalText.ts";
import { terminalWidth } from "./print.ts";
import type { Campaign } from "./surveyInput.ts";
import type { SurveyMade } from "./surveyMade.ts";
import { arraysAsLists, compositeEvidence } from "./surveyTopCut.ts";

type Made = Pick<SurveyMade, "result" | "issues" | "files">;

/** Every finding by code and by hole. */
export function checked({ report, tables, project }: Campaign): Made {
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

/** Paths of the holes and positions of the samples. */
export function desurveyed({ report, tables, project }: Campaign): Made {
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

/** Composites with the evidence for a top cut. */
export function composited({ report, tables, project }: Campaign): Made {
  if (tables.assay === null || tables.assay.hole.length === 0)
    throw new DataError(
      "composites need an assay table; declare it under assay and check it by `relode survey check`",
      report.issues.filter(({ severity }) => severity === "error"),
    );
  const { paths, issues } = holePaths(tables, project.method, report.stations);
  const pieces = domainPieces(tables.assay, tables.lithology);
  const composites = compositeSamples(pieces, tables.assay.variables, project.composite, tables.assay.dryDensityTPerM3);
  const topCut = composites.variables.map((variable) => compositeEvidence(variable));
  const all: Issue[] = [...report.issues, ...issues, ...pieces.issues];
  const result = {
    options: project.composite,
    composites: composites.hole.length,
    substances: topCut,
    byCode: report.byCode,
  };
  return {
    result,
    issues: all,
    files: [
      ["composites.csv", compositesCsv(composites, paths)],
      ["top-cut.json", `${arraysAsLists(topCut)}\n`],
    ],
  };
}

/** Counts and findings of a campaign by code, for people. */
export function campaignText({ report }: Campaign, result: Readonly<Record<string, unknown>>): string {
  const count = (key: string) => (typeof result[key] === "number" ? ` ${key} ${result[key]};` : "");
  return [
    `holes ${report.holes}, without findings ${report.holesWithoutFindings};${count("stations")}${count("intervals")}${count("composites")}`,
    ...textTable(
      [
        { rank: 1, head: "severity", value: (row) => row.severity },
        { rank: 1, head: "code", value: (row) => row.code },
        { rank: 1, head: "findings", align: "right", value: (row) => String(row.count) },
        { rank: 1, head: "holes", align: "right", value: (row) => String(row.holes) },
      ],
      report.byCode,
      terminalWidth(),
    ),
  ].join("\n");
}
