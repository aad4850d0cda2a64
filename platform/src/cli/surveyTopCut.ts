import { DataError, type Issue } from "@relode/core/evidence";
import {
  type CapCandidate,
  capCandidates,
  type Composites,
  compositeSamples,
  compositesCsv,
  cuttingCurve,
  decileAnalysis,
  domainPieces,
  holePaths,
  metalAtRisk,
  metalInRichest,
  probabilityPlot,
  weightedGrades,
} from "@relode/core/survey";
import { csvText } from "../report/csvText.ts";
import { html, htmlTable } from "../report/html.ts";
import { textTable } from "../report/terminalText.ts";
import { terminalWidth } from "./print.ts";
import { type Campaign, openCampaign } from "./surveyInput.ts";
import type { SurveyMade } from "./surveyMade.ts";
import { figure, figures, pictureFiles, surveyPage } from "./surveyPage.ts";
import { type TopCutGroup, topCutPictures } from "./surveyTopCutPictures.ts";

/** JSON text with typed arrays as lists and numbers that are not finite as null. */
export function arraysAsLists(value: unknown): string {
  return JSON.stringify(
    value,
    (_, one: unknown) =>
      ArrayBuffer.isView(one)
        ? [...(one as Float64Array)]
        : typeof one === "number" && !Number.isFinite(one)
          ? null
          : one,
    1,
  );
}

const periodSamples = 100;

/** Evidence for a top cut of one column of composites, as `relode survey composite` writes it. */
export function compositeEvidence({
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

export interface TopCutFlags {
  readonly substance?: string;
  readonly caps?: readonly number[];
  readonly samplesPerPeriod: number;
  readonly assurance: number;
  readonly seed: number;
}

const realisations = 2000;

/**
 * `relode survey topcut`: composites by domain, candidates for a top cut with what each costs, metal at risk, pictures.
 * @throws {UserTableError | DataError} files or project that cannot be used
 */
export async function topCutMade(path: string, flags: TopCutFlags): Promise<SurveyMade> {
  const campaign = await openCampaign(path);
  const { composites, issues, paths } = compositesOf(campaign);
  const wanted = composites.variables.filter(
    ({ substance }) => flags.substance === undefined || substance === flags.substance,
  );
  if (wanted.length === 0)
    throw new DataError(
      `no assays of ${flags.substance ?? "anything"}; the table has ${composites.variables.map(({ substance }) => substance).join(", ")}`,
      issues,
    );
  const few: Issue[] = [];
  const groups = wanted.flatMap((variable) => groupsOf(composites, variable, flags, few));
  const all = [...campaign.fileIssues, ...issues, ...few];
  const pictures = groups.flatMap((group) => topCutPictures(group));
  const result = {
    composites: composites.hole.length,
    options: campaign.project.composite,
    samplesPerPeriod: flags.samplesPerPeriod,
    assurance: flags.assurance,
    realisations,
    groups: groups.map(({ grades: _grades, ...rest }) => rest),
  };
  const lines = groups.flatMap((group) => group.candidates.map((candidate) => ({ group, candidate })));
  return {
    result,
    text: textTable(columns, lines, terminalWidth()).join("\n"),
    issues: all,
    files: [
      ["top-cut.json", `${arraysAsLists(result)}\n`],
      ["top-cut.csv", candidatesCsv(lines)],
      ["composites.csv", compositesCsv(composites, paths)],
      ["top-cut.html", page(groups, flags)],
      ...pictureFiles(pictures),
    ],
    inputs: campaign.inputs,
    parameters: {
      substance: flags.substance ?? null,
      caps: flags.caps?.join(",") ?? null,
      samplesPerPeriod: flags.samplesPerPeriod,
      assurance: flags.assurance,
    },
    seed: flags.seed,
  };
}

function compositesOf({ tables, project, report }: Campaign) {
  const errors = report.issues.filter(({ severity }) => severity === "error");
  if (tables.assay === null || tables.assay.hole.length === 0)
    throw new DataError("a top cut needs an assay table; declare it under assay", errors);
  const { paths, issues } = holePaths(tables, project.method, report.stations);
  const pieces = domainPieces(tables.assay, tables.lithology);
  const composites = compositeSamples(pieces, tables.assay.variables, project.composite, tables.assay.dryDensityTPerM3);
  const all: Issue[] = [...report.issues, ...issues, ...pieces.issues];
  return { composites, paths, issues: all };
}

function groupsOf(
  composites: Composites,
  { substance, gradePpm, weight }: Composites["variables"][number],
  { caps = [], samplesPerPeriod, assurance, seed }: TopCutFlags,
  few: Issue[],
): TopCutGroup[] {
  const domains = [...new Set(composites.domain)].sort();
  return domains.flatMap((domain) => {
    const at = Array.from(gradePpm.keys()).filter(
      (i) => composites.domain[i] === domain && !Number.isNaN(gradePpm[i]) && weight[i] > 0,
    );
    if (at.length < 10) {
      few.push({
        path: domain === "" ? substance : `${substance}, domain ${domain}`,
        code: "survey.few-composites",
        severity: "warning",
        message: `${at.length} measured composites, at least 10 are needed for evidence on a cut; no candidate is given`,
      });
      return [];
    }
    const grades = weightedGrades(
      at.map((i) => gradePpm[i]),
      at.map((i) => weight[i]),
    );
    const atRisk = metalAtRisk(grades, { samplesPerPeriod, assurance, realisations, seed });
    const candidates = capCandidates(grades, [
      { capPpm: atRisk.capPpm, reason: `metal at risk (${100 * assurance} % of periods of ${samplesPerPeriod})` },
      ...caps.map((capPpm) => ({ capPpm, reason: "asked for" })),
    ]);
    return [{ substance, domain, composites: at.length, grades, candidates, atRisk, deciles: decileAnalysis(grades) }];
  });
}

interface Line {
  readonly group: TopCutGroup;
  readonly candidate: CapCandidate;
}

const capText = (capPpm: number) => (Number.isFinite(capPpm) ? figure(capPpm) : "uncut");
const columns = [
  { rank: 1, head: "substance", value: ({ group }: Line) => group.substance },
  { rank: 1, head: "domain", value: ({ group }: Line) => group.domain || "all" },
  { rank: 1, head: "cap ppm", align: "right" as const, value: ({ candidate }: Line) => capText(candidate.capPpm) },
  { rank: 1, head: "cut", align: "right" as const, value: ({ candidate }: Line) => String(candidate.samplesCut) },
  {
    rank: 1,
    head: "mean ppm",
    align: "right" as const,
    value: ({ candidate }: Line) => `${figure(candidate.meanPpm)} ± ${figure(candidate.meanSigmaPpm, 2)}`,
  },
  {
    rank: 1,
    head: "CV",
    align: "right" as const,
    value: ({ candidate }: Line) => figure(candidate.coefficientOfVariation, 3),
  },
  {
    rank: 1,
    head: "metal removed",
    align: "right" as const,
    value: ({ candidate }: Line) => `${(100 * candidate.metalRemoved).toFixed(2)} %`,
  },
  { rank: 1, head: "why", value: ({ candidate }: Line) => candidate.reason },
];

function candidatesCsv(lines: readonly Line[]): string {
  return csvText(
    [
      "substance",
      "domain",
      "composites",
      "cap_ppm",
      "reason",
      "composites_cut",
      "mean_ppm",
      "mean_se_ppm",
      "cv",
      "metal_removed_pct",
    ],
    lines.map(({ group, candidate }) => [
      group.substance,
      group.domain,
      group.composites,
      Number.isFinite(candidate.capPpm) ? candidate.capPpm : "uncut",
      candidate.reason,
      candidate.samplesCut,
      candidate.meanPpm,
      candidate.meanSigmaPpm,
      candidate.coefficientOfVariation,
      100 * candidate.metalRemoved,
    ]),
  );
}

function page(groups: readonly TopCutGroup[], { samplesPerPeriod, assurance }: TopCutFlags): string {
  return surveyPage(
    "Top cut",
    "Evidence for a top cut",
    "Composites in ppm (g/t dry). No cut is applied or preferred: the choice is the geologist's. Standard errors and the metal at risk take composites as independent; grades that cluster carry more risk than is said here.",
    groups.map((group, i) => ({
      id: `g${i + 1}`,
      title: `${group.substance}${group.domain === "" ? "" : `, ${group.domain}`}`,
      body: html`<p>${group.composites} composites. ${
        group.deciles.reasons.length === 0
          ? "Parrish's decile rules indicate no cut."
          : `Parrish's decile rules indicate a cut: ${group.deciles.reasons.join("; ")}.`
      } Metal at risk: with ${100 * assurance} % assurance a period of ${samplesPerPeriod} composites reaches ${figure(group.atRisk.assuredPpm)} ppm of the mean ${figure(group.atRisk.meanPpm)} ppm; ${(100 * group.atRisk.shareAtRisk).toFixed(1)} % of the metal may be missed.</p>
${htmlTable(
  "Candidates",
  columns.slice(2).map(({ head, value, ...rest }) => ({
    head,
    cell: value,
    ...("align" in rest ? { align: "right" as const } : { wraps: true }),
  })),
  group.candidates.map((candidate) => ({ group, candidate })),
)}${figures(topCutPictures(group))}`,
    })),
  );
}
