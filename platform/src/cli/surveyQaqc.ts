import { basename } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import { isJsonObject, ProjectFields } from "@relode/core/resource";
import {
  type ControlGroup,
  controlGroups,
  type ControlOptions,
  type ControlRules,
  type GradeUnit,
  gradeUnits,
  readControls,
} from "@relode/core/survey";
import { readUserFile } from "../files/userTableBytes.ts";
import { csvText } from "../report/csvText.ts";
import { html, htmlTable } from "../report/html.ts";
import { textTable } from "../report/terminalText.ts";
import { terminalWidth } from "./print.ts";
import { openConfig, openSampleTable, type SurveyInputFile } from "./surveyInput.ts";
import type { SurveyMade } from "./surveyMade.ts";
import { figure, figures, pictureFiles, surveyPage } from "./surveyPage.ts";
import { controlPictures } from "./surveyQaqcPictures.ts";

interface Asked {
  readonly path: string;
  readonly file: string;
  readonly sheet?: string;
  readonly options: ControlOptions;
  readonly rules: ControlRules;
  readonly inputs: readonly SurveyInputFile[];
}

/**
 * `relode survey qaqc`: a table of control samples, or a project whose `qaqc` names one with its rules; a resource project will do.
 * @throws {UserTableError | DataError} files that cannot be read
 */
export async function qaqcMade(path: string): Promise<SurveyMade> {
  const asked = await askedOf(path);
  const table = await openSampleTable(asked.path, asked.sheet);
  if (table.records.length === 0 && table.issues.some(({ severity }) => severity === "error"))
    throw new DataError(`${asked.file} cannot be read as a table`, table.issues);
  const read = readControls(table.records, asked.file, asked.options);
  const { groups, issues } = controlGroups(read.rows, asked.file, asked.rules);
  const all: Issue[] = [...table.issues, ...read.issues, ...issues];
  const lines = groups.map(summaryLine);
  const pictures = groups.flatMap(controlPictures);
  const page = surveyPage(
    "Assay quality control",
    `Quality control of ${basename(asked.file)}`,
    `${read.rows.length} control assays in ${groups.length} groups; grades in ppm (g/t dry). Limits of acceptance are conventions of practice: set them for the deposit.`,
    [
      { id: "summary", title: "Groups", body: htmlTable("Groups of control samples", pageColumns, lines) },
      ...groups.map((group, i) => ({
        id: `group-${i + 1}`,
        title: lines[i].group,
        body: html`<p>${lines[i].finding}</p>${figures(controlPictures(group))}`,
      })),
      {
        id: "findings",
        title: "Findings",
        body: htmlTable(
          "Errors and warnings",
          [
            { head: "Where", cell: (issue: Issue) => issue.path },
            { head: "Severity", cell: (issue: Issue) => issue.severity },
            { head: "What", cell: (issue: Issue) => issue.message, wraps: true },
          ],
          all.filter(({ severity }) => severity !== "info").slice(0, 500),
        ),
      },
    ],
  );
  const result = { controls: read.rows.length, groups: groups.map(groupJson) };
  return {
    result,
    text: [
      ...textTable(
        [
          { rank: 1, head: "group", value: (line: SummaryLine) => line.group },
          { rank: 1, head: "n", align: "right", value: ({ n }: SummaryLine) => String(n) },
          { rank: 1, head: "verdict", value: ({ verdict }: SummaryLine) => verdict },
        ],
        lines,
        terminalWidth(),
      ),
      "",
      ...lines.map(({ group, finding }) => `${group}: ${finding}`),
    ].join("\n"),
    issues: all,
    files: [
      ["qaqc.csv", csvText(["group", "kind", "substance", "n", "verdict", "finding"], lines.map(summaryCells))],
      ["qaqc-results.csv", resultsCsv(groups)],
      ["qaqc.json", `${JSON.stringify({ ...result, issues: all }, finite, 1)}\n`],
      ["qaqc.html", page],
      ...pictureFiles(pictures),
    ],
    inputs: [...asked.inputs, { name: asked.file, sha256: table.sha256 }],
    parameters: { file: basename(path) },
    seed: null,
  };
}

const finite = (_: string, value: unknown) =>
  ArrayBuffer.isView(value)
    ? Array.from(value as Float64Array, (one) => (Number.isFinite(one) ? one : null))
    : typeof value === "number" && !Number.isFinite(value)
      ? null
      : value;

async function askedOf(path: string): Promise<Asked> {
  const head = (await readUserFile(path, 512 * 1024 * 1024, "a CSV, XLSX or project file in JSON"))
    .subarray(0, 64)
    .toString("latin1")
    .trimStart();
  if (!head.replace(/^\u00ef\u00bb\u00bf/, "").startsWith("{"))
    return { path, file: basename(path), options: {}, rules: {}, inputs: [] };
  const { name, json, input, place } = await openConfig(path);
  const issues: Issue[] = [];
  const root = new ProjectFields(isJsonObject(json) ? json : {}, "", null, issues);
  const of = root.object("qaqc", [
    "file",
    "sheet",
    "unit",
    "columns",
    "accepted",
    "blankTimes",
    "detectionLimitPpm",
    "standards",
  ]);
  if (of === null) root.fault("qaqc", "missing", 'a table of control samples is needed: "qaqc": { "file": ... }');
  const file = of?.text("file") ?? "";
  const rules = of === null ? {} : rulesOf(of);
  const columns = of?.object("columns", null) ?? null;
  const options: ControlOptions = {
    ...(of?.has("unit") === true ? { unit: of.choice("unit", gradeUnits as [GradeUnit, ...GradeUnit[]]) } : {}),
    ...(columns === null
      ? {}
      : { columns: Object.fromEntries(columns.keys().map((role) => [role, columns.text(role)])) }),
  };
  const sheet = of?.has("sheet") === true ? { sheet: of.text("sheet") } : {};
  if (issues.length > 0) throw new DataError(`${name} cannot be used as a project`, issues);
  return { path: place(file), file, ...sheet, options, rules, inputs: [input] };
}

function rulesOf(of: ProjectFields): ControlRules {
  const accepted = of.object("accepted", ["field", "coarse", "pulp"]);
  const limits = of.object("detectionLimitPpm", null);
  const standards = of.object("standards", null);
  const stages = (accepted?.keys() ?? []).flatMap((stage) => {
    const one = accepted?.object(stage, ["hard", "share"]);
    return one == null
      ? []
      : [[stage, { hard: one.number("hard", null, 0, 1), share: one.number("share", 0.9, 0, 1) }]];
  });
  const certificates = (standards?.keys() ?? []).flatMap((name) => {
    const substances = standards?.object(name, null);
    return (substances?.keys() ?? []).flatMap((substance) => {
      const one = substances?.object(substance, ["certifiedPpm", "sdPpm"]);
      if (one == null) return [];
      const of2 = {
        certifiedPpm: one.number("certifiedPpm", null, 1e-9, 1e6),
        sdPpm: one.number("sdPpm", null, 1e-12, 1e6),
      };
      return [[`${name} ${substance}`, of2] as const];
    });
  });
  return {
    accepted: Object.fromEntries(stages) as ControlRules["accepted"] & object,
    ...(of.has("blankTimes") ? { blankTimes: of.number("blankTimes", 5, 1, 1000) } : {}),
    detectionLimitPpm: new Map(
      (limits?.keys() ?? []).map((name) => [name, limits?.number(name, null, 1e-9, 1e6) ?? Number.NaN]),
    ),
    certificates: new Map(certificates),
  };
}

interface SummaryLine {
  readonly group: string;
  readonly kind: string;
  readonly substance: string;
  readonly n: number;
  readonly verdict: string;
  readonly finding: string;
}

const pageColumns = [
  { head: "Group", cell: (line: SummaryLine) => line.group },
  { head: "Assays", cell: ({ n }: SummaryLine) => String(n), align: "right" as const },
  { head: "Verdict", cell: ({ verdict }: SummaryLine) => verdict },
  { head: "Finding", cell: ({ finding }: SummaryLine) => finding, wraps: true },
];

const pct = (share: number) => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "not known");

function summaryLine(group: ControlGroup): SummaryLine {
  const { substance, verdict } = group;
  const line = { kind: group.kind, substance, verdict };
  if (group.kind === "blank") {
    const { n, failed, boundPpm, carryOver } = group.blanks;
    const carried = Number.isNaN(carryOver)
      ? ""
      : `; the failed ones hold ${pct(carryOver)} of the sample before (median)`;
    return {
      ...line,
      group: `blank ${substance}`,
      n,
      finding: `${failed} of ${n} above ${figure(boundPpm)} ppm${carried}`,
    };
  }
  if (group.kind === "standard") {
    const { n, relativeBias, biasT, sdPpm, mark, meanPpm } = group.chart;
    const count = (of: string) => mark.filter((one) => one === of).length;
    const error = sdPpm / Math.sqrt(n) / group.certifiedPpm;
    return {
      ...line,
      group: `standard ${group.name} ${substance}`,
      n,
      finding: `${count("failed")} failed, ${count("warning")} beyond 2 sd; mean ${figure(meanPpm)} of certified ${figure(group.certifiedPpm)} ppm: bias ${pct(relativeBias)} ± ${pct(error)} (standard error, t ${figure(biasT, 2)})`,
    };
  }
  const d = group.duplicates;
  const [low, high] = d.coefficientOfVariationBand;
  const left = group.belowDetection > 0 ? `; ${group.belowDetection} below detection left out` : "";
  const practical = group.precision?.practicalDetectionPpm ?? Number.NaN;
  const line2 = Number.isNaN(practical) ? "" : `; practical detection ${figure(practical, 3)} ppm (Thompson-Howarth)`;
  return {
    ...line,
    group: `${group.stage} duplicate ${substance}`,
    n: d.pairs,
    finding: `${pct(d.shareWithin)} of pairs keep HARD ${pct(group.accepted.hard)} (asked ${pct(group.accepted.share)}); average CV ${pct(d.coefficientOfVariation)} (P5-P95 ${pct(low)}-${pct(high)}); bias ${pct(d.relativeBias)}, t ${figure(d.biasT, 2)}${left}${line2}`,
  };
}

const summaryCells = ({ group, kind, substance, n, verdict, finding }: SummaryLine) => [
  group,
  kind,
  substance,
  String(n),
  verdict,
  finding,
];

/** Every control assay with what it was judged by. */
function resultsCsv(groups: readonly ControlGroup[]): string {
  const number = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(10))) : "");
  const rows = groups.flatMap((group) =>
    group.rows.map((row, i) => {
      const { originalPpm: a, resultPpm: b } = row;
      const isPair = group.kind === "duplicate" && !row.isBelow && !row.isOriginalBelow && a + b > 0;
      const hard = isPair ? Math.abs(a - b) / (a + b) : Number.NaN;
      const mark =
        group.kind === "standard"
          ? group.chart.mark[i]
          : group.kind === "blank"
            ? !row.isBelow && b > group.blanks.boundPpm
              ? "failed"
              : "in"
            : !isPair
              ? "not-used"
              : hard <= group.accepted.hard
                ? "in"
                : "far";
      return [
        String(row.row),
        row.kind,
        row.sample,
        row.substance,
        `${row.isOriginalBelow ? "<" : ""}${number(a)}`,
        `${row.isBelow ? "<" : ""}${number(b)}`,
        group.kind === "standard" ? number(group.chart.z[i]) : "",
        number(hard),
        number(Math.SQRT2 * hard),
        mark,
      ];
    }),
  );
  return csvText(["row", "kind", "sample", "substance", "original_ppm", "result_ppm", "z", "hard", "cv", "mark"], rows);
}

/** The numbers of a group without its rows, which stand in qaqc-results.csv. */
function groupJson(group: ControlGroup): Readonly<Record<string, unknown>> {
  const { kind, substance, verdict, rows } = group;
  const base = { kind, substance, verdict, rows: rows.length };
  if (group.kind === "blank") {
    const { issues: _, ...statistics } = group.blanks;
    return { ...base, detectionLimitPpm: group.detectionLimitPpm, ...statistics };
  }
  if (group.kind === "standard") {
    const { issues: _, mark, z: _z, ...statistics } = group.chart;
    const count = (of: string) => mark.filter((one) => one === of).length;
    return { ...base, name: group.name, ...statistics, failed: count("failed"), warnings: count("warning") };
  }
  const { issues: _, hard: _h, ...statistics } = group.duplicates;
  const { stage, accepted, belowDetection, precision } = group;
  return {
    ...base,
    stage,
    accepted,
    belowDetection,
    ...statistics,
    thompsonHowarth:
      precision === null
        ? null
        : {
            interceptPpm: precision.interceptPpm,
            slope: precision.slope,
            practicalDetectionPpm: precision.practicalDetectionPpm,
          },
  };
}
