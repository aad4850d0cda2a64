import { join } from "node:path";
import type { Command } from "commander";
import { jsonText } from "@relode/core/resource";
import { parquetTable } from "../files/parquetTable.ts";
import { resourceModel } from "../files/resourceModel.ts";
import { openResourceFolder, readResourceColumns } from "../jobs/resourceFolder.ts";
import { type RecoveredRow, recoverResource } from "../jobs/resourceRecoverable.ts";
import { colour } from "../plot/svg.ts";
import { xyChart } from "../plot/xyChart.ts";
import { csvText } from "../report/csvText.ts";
import { textTable } from "../report/terminalText.ts";
import { print, printJson, say, terminalWidth } from "./print.ts";
import { numberList } from "./resourcePlanFlags.ts";
import {
  asked,
  declaredNote,
  gradeOf,
  planFolder,
  planManifest,
  planPicturePx,
  short,
  shortBand,
  writePlan,
} from "./resourcePlanOutput.ts";
import { UsageError } from "./usageError.ts";

interface RecoverableFlags {
  readonly variable?: string;
  readonly cutoff: readonly number[];
  readonly panel: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `relode resource recoverable`: what small blocks hold above a cut-off, two ways. */
export function addResourceRecoverable(resource: Command): void {
  resource
    .command("recoverable")
    .argument("<folder>", "folder written by relode resource estimate")
    .description(
      "recoverable tonnes and grade above cut-offs in panels: uniform conditioning, localised, beside the realisations",
    )
    .requiredOption("--cutoff <list>", "ppm; several between commas", numberList(0, 1e6))
    .option("--variable <name>", "grade (default: the first)")
    .option("--panel <blocks>", "blocks along x, y, z of a panel (default: 4x4x2)", "4x4x2")
    .option("--out <folder>", "where the files go (default: the run's folder)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(run);
}

function panelOf(text: string): [number, number, number] {
  const found = /^(\d{1,4})x(\d{1,4})x(\d{1,4})$/.exec(text.trim());
  const size = (found ?? []).slice(1).map(Number);
  if (size.length !== 3 || size.some((n) => n < 1) || size.every((n) => n === 1))
    throw new UsageError(
      "usage.panel",
      `--panel ${text}: write blocks along x, y and z, e.g. 4x4x2; one block is no panel`,
    );
  return [size[0], size[1], size[2]];
}

async function run(folder: string, flags: RecoverableFlags): Promise<void> {
  const startedMs = performance.now();
  const panelBlocks = panelOf(flags.panel);
  const cutoffsPpm = flags.cutoff.toSorted((a, b) => a - b);
  const { document, holes } = await openResourceFolder(folder);
  const variable = gradeOf(document, flags.variable);
  const resource = await resourceModel(folder, [variable]);
  const names = ["domain", "massDryTonnes", variable];
  const columns = await readResourceColumns(join(folder, "blocks.parquet"), names, 0, document.blocks);
  const found = asked("recoverable", () =>
    recoverResource(document, holes, columns, resource, { variable, cutoffsPpm, panelBlocks }),
  );
  const notes = [
    `panels of ${panelBlocks.join(" x ")} blocks of ${document.grid.sizeM.join(" x ")} m; a block is what mining selects, at its true grade: what is not known when it is dug is not in it`,
    ...found.domains.map(
      ({ name, panels, smuVarianceRatio, panelVarianceRatio }) =>
        `${name}: ${panels} panels; variance of blocks ${short(smuVarianceRatio)}, of panel estimates ${short(panelVarianceRatio)} of that of composites`,
    ),
    ...found.leftOut.map((why) => `left out, ${why}`),
    `conditioning gives one number, the realisations (${resource.realisations}) an interval; localised grades are right together, each may be wrong; the kriged model is smooth and stands for comparison`,
    declaredNote(document),
  ].filter((note) => note !== "");
  const result = {
    variable,
    panelBlocks,
    realisations: resource.realisations,
    rows: found.rows,
    domains: found.domains,
    notes,
  };
  const manifest = planManifest({
    command: "resource recoverable",
    run: folder,
    sha256: resource.sha256,
    seed: document.seed,
    startedMs,
    parameters: { variable, cutoff: cutoffsPpm, panel: flags.panel },
  });
  const target = planFolder(folder, flags.out);
  const header = [
    "cutoffPpm",
    "conditionedDryTonnes",
    "conditionedGradePpm",
    ...["simulatedDryTonnes", "simulatedGradePpm"].flatMap((name) =>
      ["Mean", "P05", "P50", "P95"].map((q) => name + q),
    ),
    "krigedDryTonnes",
    "krigedGradePpm",
  ];
  await writePlan(
    target,
    new Map<string, string | Uint8Array>([
      ["recoverable.json", `${jsonText({ result, manifest }, 1)}\n`],
      ["recoverable.csv", csvText(header, found.rows.map(cellsOf))],
      [
        "recoverable-panels.csv",
        csvText(
          ["domain", "i", "j", "k", "massDryTonnes", "krigedPanelPpm", ...header],
          found.panels.flatMap(({ domain, place, massDryTonnes, gradePpm, rows }) =>
            rows.map((row) => [domain, ...place, massDryTonnes, gradePpm, ...cellsOf(row)]),
          ),
        ),
      ],
      [
        "recoverable.parquet",
        parquetTable([{ name: `${variable}_localised`, kind: "number", values: Array.from(found.localisedPpm) }]),
      ],
      ["recoverable.svg", `${curve(found.rows, variable)}\n`],
    ]),
  );
  if (flags.json) return printJson({ result, issues: [], manifest });
  print(
    textTable(
      [
        { rank: 1, head: `${variable} at least`, align: "right", value: (row) => String(row.cutoffPpm) },
        { rank: 1, head: "t dry, conditioned", align: "right", value: (row) => short(row.conditionedTonnes) },
        { rank: 1, head: "ppm", align: "right", value: (row) => short(row.conditionedGradePpm) },
        { rank: 1, head: "t dry, realisations", align: "right", value: (row) => shortBand(row.simulatedTonnes) },
        { rank: 2, head: "ppm", align: "right", value: (row) => shortBand(row.simulatedGradePpm) },
        { rank: 3, head: "t dry, kriged", align: "right", value: (row) => short(row.krigedTonnes) },
      ],
      found.rows,
      terminalWidth(),
    ).join("\n"),
  );
  for (const note of notes) print(note);
  say(`written: recoverable in ${target}`);
}

function cellsOf(row: RecoveredRow): (number | null)[] {
  const four = ({ mean, p05, p50, p95 }: RecoveredRow["simulatedTonnes"]) => [mean, p05, p50, p95];
  return [
    row.cutoffPpm,
    row.conditionedTonnes,
    row.conditionedGradePpm,
    ...four(row.simulatedTonnes),
    ...four(row.simulatedGradePpm),
    row.krigedTonnes,
    row.krigedGradePpm,
  ].map((value) => (Number.isFinite(value) ? value : null));
}

function curve(rows: readonly RecoveredRow[], variable: string): string {
  const x = rows.map(({ cutoffPpm }) => cutoffPpm);
  const mt = (of: (row: RecoveredRow) => number) => rows.map((row) => of(row) / 1e6);
  return xyChart(
    [
      {
        kind: "band",
        label: "realisations, P5-P95",
        colour: colour.accentSoft,
        x,
        y: mt(({ simulatedTonnes }) => simulatedTonnes.p05),
        other: mt(({ simulatedTonnes }) => simulatedTonnes.p95),
      },
      { kind: "dots", label: "uniform conditioning", colour: colour.accent, x, y: mt((row) => row.conditionedTonnes) },
      {
        kind: "line",
        label: "kriged, smooth",
        colour: colour.imports,
        isDashed: true,
        x,
        y: mt((row) => row.krigedTonnes),
      },
    ],
    {
      widthPx: planPicturePx,
      heightPx: 300,
      title: "Recoverable tonnes",
      desc: `Dry tonnes of small blocks at or above a cut-off of ${variable}: uniform conditioning of panels, realisations with P5-P95, and the smooth kriged model.`,
      xTitle: `cut-off, ${variable.replace("_", " ")}`,
      yTitle: "dry tonnes, Mt",
    },
  );
}
