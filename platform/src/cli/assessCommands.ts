import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { type AssessedSite, notAssessed, stages } from "@relode/core/assessment";
import { examplePond, jsonText, type ResourceHoles, type ResourceSurfaces, truthJson } from "@relode/core/resource";
import { assessSite } from "../jobs/assessSite.ts";
import { openResourceInputs } from "../jobs/resourceInputs.ts";
import { holesOf, surfacesOf } from "../jobs/resourceGeometry.ts";
import { runResource } from "../jobs/resourceRun.ts";
import { assessmentDocument } from "../report/assessmentDocument.ts";
import { assessmentHtml } from "../report/assessmentHtml.ts";
import { assessmentPictures } from "../report/assessmentPictures.ts";
import { csvText } from "../report/csvText.ts";
import { textTable } from "../report/terminalText.ts";
import { withoutVariables } from "../plot/svg.ts";
import { commandManifest } from "./commandManifest.ts";
import { exampleSiteFile } from "./exampleFiles.ts";
import { print, printJson, say, sayIssues, terminalWidth } from "./print.ts";
import { wholeFolder, writeReport } from "./resourceOutput.ts";
import { progressBar } from "./terminal/progressBar.ts";
import { UsageError } from "./usageError.ts";

interface Flags {
  readonly out?: string;
  readonly json?: boolean;
}

/** `relode assess`: one site from assay to decision. */
export function addAssess(program: Command): void {
  program
    .command("assess")
    .argument(
      "<site>",
      "SITE.json (docs/assessment.md), or the word example: makes pond, resource and site under --out",
    )
    .description(
      "one site from assay to decision: what is won, what it costs and earns, how sure, what to measure next",
    )
    .option("--out <folder>", "write tables, pictures and the report there; a folder that is not there yet")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(run);
}

async function run(site: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const bar = progressBar(process.stderr, "assess");
  let isComplete = false;
  try {
    const onProgress: Progress = (done, stage) => bar.update(done, stage);
    const assessed = await (site === "example"
      ? example(flags, onProgress, startedMs)
      : ofFile(site, flags, onProgress, startedMs));
    isComplete = true;
    bar.finish(true);
    if (flags.json === true)
      return printJson({
        result: assessmentDocument(assessed),
        issues: assessed.issues,
        manifest: manifestOf(assessed, site, startedMs),
      });
    sayIssues(assessed.issues);
    tell(assessed);
    if (flags.out !== undefined) say(`written: ${flags.out}`);
  } finally {
    if (!isComplete) bar.finish(false);
  }
}

type Progress = (done: number, stage: string) => void;

async function ofFile(site: string, flags: Flags, onProgress: Progress, startedMs: number): Promise<AssessedSite> {
  if (flags.out === undefined) return assessSite(site, onProgress);
  return wholeFolder(flags.out, async (folder) => {
    const assessed = await assessSite(site, onProgress);
    await writeAssessment(folder, assessed, site, startedMs);
    return assessed;
  });
}

/** The synthetic pond from drilling to decision, all below one folder. */
async function example(flags: Flags, onProgress: Progress, startedMs: number): Promise<AssessedSite> {
  if (flags.out === undefined)
    throw new UsageError("usage.no-folder", "the example needs --out, a folder that is not there yet");
  return wholeFolder(flags.out, async (folder) => {
    const pond = join(folder, "pond");
    await mkdir(pond);
    const { files, truth } = examplePond(1);
    for (const [name, text] of files) await writeFile(join(pond, name), text);
    await writeFile(join(pond, "truth.json"), truthJson(truth));
    const resource = join(folder, "resource");
    await mkdir(resource);
    const inputs = await openResourceInputs(join(pond, "project.json"));
    const manifest = () =>
      commandManifest({
        command: "assess example",
        seed: inputs.project.seed,
        inputs: inputs.inputs,
        parameters: {},
        startedMs,
      });
    const made = await runResource(inputs, {
      folder: resource,
      manifest,
      onProgress: (done, stage) => onProgress(0.8 * done, stage),
    });
    await writeReport(resource, {
      document: made.document,
      column: (name) => made.columns.get(name),
      holes: JSON.parse(jsonText(holesOf(made.body))) as ResourceHoles,
      surfaces: JSON.parse(jsonText(surfacesOf(made.body))) as ResourceSurfaces,
    });
    const site = join(folder, "site.json");
    await copyFile(exampleSiteFile(), site);
    const assessed = await assessSite(site, (done, stage) => onProgress(0.8 + 0.2 * done, stage));
    const out = join(folder, "assessment");
    await mkdir(out);
    await writeAssessment(out, assessed, site, startedMs);
    return assessed;
  });
}

function manifestOf(assessed: AssessedSite, site: string, startedMs: number) {
  const { seed } = assessed.assessment.site;
  return commandManifest({
    command: "assess",
    seed,
    inputs: assessed.inputs,
    parameters: { site: basename(site) },
    startedMs,
  });
}

async function writeAssessment(folder: string, assessed: AssessedSite, site: string, startedMs: number): Promise<void> {
  const document = assessmentDocument(assessed);
  const manifest = manifestOf(assessed, site, startedMs);
  const pictures = assessmentPictures(assessed);
  const write = (name: string, body: string) => writeFile(join(folder, name), body);
  await write(
    "assessment.json",
    JSON.stringify({ schema: "relode.assessment/1", ...document, issues: assessed.issues, manifest }, null, 2),
  );
  await write("figures.csv", figuresCsv(assessed));
  await write("years.csv", yearsCsv(assessed));
  await mkdir(join(folder, "pictures"));
  for (const { name, draw } of pictures)
    await write(join("pictures", `${name}.svg`), withoutVariables(draw({ widthPx: 720 })));
  await write("report.html", assessmentHtml(assessed, pictures, manifest));
}

function figuresCsv({ figures }: AssessedSite): string {
  return csvText(
    ["stage", "id", "name", "unit", "mean", "p05", "p50", "p95", "evidence", "from", "how", "source"],
    figures.map(({ stage, id, name, unit, interval, evidence, from, how, source }) => [
      stage,
      id,
      name,
      unit,
      interval.mean,
      interval.p05,
      interval.p50,
      interval.p95,
      evidence,
      from.join(" "),
      how,
      source,
    ]),
  );
}

function yearsCsv({ assessment }: AssessedSite): string {
  const { years, site, project } = assessment;
  const bands = ["mean", "p05", "p50", "p95"] as const;
  const columns = [
    ["dug_t_dry", (year: (typeof years)[number]) => year.dugTonnes],
    ["treated_t_dry", (year: (typeof years)[number]) => year.treatedTonnes],
    ...[...site.elements.keys()].map(
      (element) => [`${element}_won_kg`, (year: (typeof years)[number]) => year.wonKg[element]] as const,
    ),
    ["power_MWh", (year: (typeof years)[number]) => year.powerMwh],
    ["water_m3", (year: (typeof years)[number]) => year.waterM3],
    ["co2e_t", (year: (typeof years)[number]) => year.co2T],
    [`net_cash_${project.currency}_${project.moneyYear}`, (year: (typeof years)[number]) => year.netCash],
  ] as const;
  return csvText(
    ["year", ...columns.flatMap(([name]) => bands.map((band) => `${name}_${band}`))],
    years.map((year) => [year.year, ...columns.flatMap(([, of]) => bands.map((band) => of(year)[band]))]),
  );
}

const figure = (value: number) =>
  Number.isFinite(value) ? new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 }).format(value) : "–";

/** A name short enough that the unit beside it is never dropped. */
const fitted = (name: string) => (name.length > 40 ? `${name.slice(0, 39)}…` : name);
const bandWords = ({ p05, p95 }: { readonly p05: number; readonly p95: number }) =>
  p05 === p95 ? "taken as known" : `${figure(p05)} – ${figure(p95)}`;

function tell(assessed: AssessedSite): void {
  const { assessment, figures, truth } = assessed;
  const { site, project, chanceOfLoss, realisations } = assessment;
  print(`${site.name}${site.declared === "synthetic" ? " (SYNTHETIC: no figure is a measurement)" : ""}`);
  print(`${realisations.npv.length} realisations; ${assessment.ore.sequence.rule}\n`);
  for (const stage of stages) {
    const rows = figures.filter((one) => one.stage === stage);
    if (rows.length === 0) continue;
    print(stage.toUpperCase());
    const columns = [
      { head: "quantity", rank: 0, value: (row: (typeof rows)[number]) => fitted(row.name) },
      {
        head: "mean",
        rank: 1,
        align: "right" as const,
        value: (row: (typeof rows)[number]) => figure(row.interval.mean),
      },
      { head: "unit", rank: 2, value: (row: (typeof rows)[number]) => row.unit },
      { head: "P5 – P95", rank: 3, value: (row: (typeof rows)[number]) => bandWords(row.interval) },
      { head: "evidence", rank: 4, value: (row: (typeof rows)[number]) => row.evidence },
    ];
    print(`${textTable(columns, rows, terminalWidth()).join("\n")}\n`);
  }
  print(
    `Chance that money is lost: ${Math.round(100 * chanceOfLoss)} %. What the spread comes from (share removed if it were known):`,
  );
  for (const { doubt, removed, worthOfKnowing } of assessment.doubts)
    print(
      `  ${doubt}: ${Math.round(100 * removed)} %; knowing it before deciding is worth ${figure(worthOfKnowing)} ${project.currency}`,
    );
  for (const { name, worth, cost, isWorthIt } of assessment.measurements)
    print(
      `  ${name}: worth ${figure(worth)}, costs ${figure(cost)} ${project.currency}: ${isWorthIt ? "worth it" : "not worth its cost for this decision"}`,
    );
  if (truth !== null) {
    const covered = truth.filter(({ isCovered }) => isCovered).length;
    print(
      `\nTruth of the synthetic body: ${covered} of ${truth.length} within P5–P95 (${realisations.npv.length} realisations promise ${figure((0.9 * (realisations.npv.length - 1)) / (realisations.npv.length + 1))})`,
    );
    for (const { what, unit, truth: value, interval, isCovered } of truth)
      print(
        `  ${what}: ${figure(value)} ${unit} against ${figure(interval.p05)} – ${figure(interval.p95)}: ${isCovered ? "inside" : "OUTSIDE"}`,
      );
  }
  print("\nNot assessed, which is not the same as fine:");
  for (const { what, why } of notAssessed) print(`  ${what}: ${why}`);
}
