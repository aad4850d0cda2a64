import type { Command } from "commander";
import { jsonText } from "@relode/core/resource";
import { parquetTable } from "../files/parquetTable.ts";
import { resourceModel } from "../files/resourceModel.ts";
import { openResourceFolder } from "../jobs/resourceFolder.ts";
import { type Schedule, scheduleBody, type ScheduledDirection } from "../jobs/resourcePlanSchedule.ts";
import { csvText } from "../report/csvText.ts";
import { textTable } from "../report/terminalText.ts";
import { print, printJson, say, terminalWidth } from "./print.ts";
import {
  asked,
  declaredNote,
  gradeOf,
  planFolder,
  planManifest,
  short,
  shortBand,
  writePlan,
} from "./resourcePlanOutput.ts";
import { scheduleBars, schedulePlan } from "./resourcePlanPictures.ts";
import { UsageError } from "./usageError.ts";
import { decimal, wholeNumber } from "./values.ts";
import { numberList } from "./resourcePlanFlags.ts";

interface ScheduleFlags {
  readonly method: string;
  readonly tonnes: number;
  readonly azimuth: readonly number[];
  readonly cut: number;
  readonly slope?: number;
  readonly lift?: number;
  readonly rampup?: readonly number[];
  readonly discount: number;
  readonly variable?: string;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `relode resource schedule`: which block when, and what each year holds. */
export function addResourceSchedule(resource: Command): void {
  resource
    .command("schedule")
    .argument("<folder>", "folder written by relode resource estimate")
    .description(
      "sequence of mining: dry tonnes and grades of each year with P5-P95, reserves by lift, directions compared",
    )
    .requiredOption("--method <method>", "hydraulic (full height, cut after cut) or dry (lift after lift from the top)")
    .requiredOption("--tonnes <t>", "dry tonnes of a year", decimal(1, 1e12))
    .option(
      "--azimuth <list>",
      "where the face moves to, degrees from north; several are compared",
      numberList(-360, 360),
      [90],
    )
    .option("--cut <m>", "width of a cut or strip, metres (default: 50)", decimal(0.001, 1e6), 50)
    .option("--slope <deg>", "steepest face, degrees; needed by hydraulic", decimal(1, 90))
    .option(
      "--lift <m>",
      "height of a lift, metres; needed by dry (table of reserves: one layer of blocks)",
      decimal(0.001, 1e4),
    )
    .option("--rampup <list>", "share of the full rate in the first years, e.g. 0.5,0.85", numberList(1e-6, 1))
    .option("--discount <rate>", "rate of a year by which directions are compared (default: 0.08)", decimal(0, 1), 0.08)
    .option("--variable <name>", "variable whose metal is compared where the run has no prices (default: the first)")
    .option("--seed <n>", "of the error of volume (default: of the run)", wholeNumber(0, 2 ** 32 - 1))
    .option("--out <folder>", "where the files go (default: the run's folder)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(schedule);
}

async function schedule(run: string, flags: ScheduleFlags): Promise<void> {
  const startedMs = performance.now();
  const { method } = flags;
  if (method !== "hydraulic" && method !== "dry")
    throw new UsageError("usage.method", `--method ${method}: must be hydraulic or dry`);
  if (method === "hydraulic" && flags.slope === undefined)
    throw new UsageError(
      "usage.slope",
      "--method hydraulic needs --slope, the steepest face in degrees, e.g. --slope 35",
    );
  if (method === "dry" && flags.lift === undefined)
    throw new UsageError("usage.lift", "--method dry needs --lift, the height of a lift in metres, e.g. --lift 4");
  const { document } = await openResourceFolder(run);
  const main = gradeOf(document, flags.variable);
  const variables = document.variables.filter(({ unit }) => unit === "ppm").map(({ name }) => name);
  const resource = await resourceModel(run, variables);
  const terms = document.value?.terms ?? null;
  const value = terms?.products.every(({ gradeColumn }) => variables.includes(gradeColumn)) === true ? terms : null;
  const seed = flags.seed ?? document.seed;
  const found = asked("schedule", () =>
    scheduleBody(resource, {
      sequence: {
        method,
        tonnesPerPeriod: flags.tonnes,
        cutWidthM: flags.cut,
        ...(flags.rampup === undefined ? {} : { rampUp: flags.rampup }),
        ...(flags.slope === undefined ? {} : { faceSlopeDeg: flags.slope }),
        ...(flags.lift === undefined ? {} : { liftM: flags.lift }),
      },
      azimuthsDeg: flags.azimuth,
      variables,
      main,
      value,
      discountRate: flags.discount,
      liftM: flags.lift ?? document.grid.sizeM[2],
      seed,
    }),
  );
  const notes = notesOf(
    document,
    flags,
    main,
    value === null ? null : (terms?.moneyYear ?? null),
    resource.realisations,
  );
  const best = found.directions[found.best];
  const result = {
    ...found,
    directions: found.directions.map((direction) => ({ ...direction, period: undefined })),
    best: best.azimuthDeg,
    main,
    realisations: resource.realisations,
    notes,
  };
  const manifest = planManifest({
    command: "resource schedule",
    run,
    sha256: resource.sha256,
    seed,
    startedMs,
    parameters: { ...flags, json: undefined, out: undefined },
  });
  const folder = planFolder(run, flags.out);
  await writePlan(
    folder,
    new Map<string, string | Uint8Array>([
      ["schedule.json", `${jsonText({ result, manifest }, 1)}\n`],
      ["schedule.csv", scheduleCsv(found)],
      ["lifts.csv", liftsCsv(found)],
      ["schedule.svg", `${scheduleBars(best, main)}\n`],
      ["schedule-plan.svg", `${schedulePlan(document, best)}\n`],
      [
        "schedule.parquet",
        parquetTable(
          found.directions.map(({ azimuthDeg, period }) => ({
            name: `year_azimuth_${azimuthDeg}`,
            kind: "number" as const,
            values: Array.from(period, (year) => (year < 0 ? null : year + 1)),
          })),
        ),
      ],
    ]),
  );
  if (flags.json) return printJson({ result, issues: [], manifest });
  print(best.rule);
  print(yearsTable(best));
  if (found.directions.length > 1) print(directionsTable(found));
  for (const note of notes) print(note);
  say(`written: schedule and lifts in ${folder}`);
}

function notesOf(
  document: Parameters<typeof declaredNote>[0],
  { discount, azimuth }: ScheduleFlags,
  main: string,
  moneyYear: number | null,
  realisations: number,
): string[] {
  const by =
    moneyYear === null
      ? `metal of ${main} (the run has no prices)`
      : `contained value: metal at the run's prices, recoveries and deductions (USD${moneyYear}); no cost of mining, no capital`;
  return [
    `P5-P95 over ${realisations} realisations of grade and density and the error of the body's volume; a plan for scheduling, not a design: access, water, stability and dilution are not in it`,
    ...(azimuth.length > 1
      ? [`directions are compared by discounted ${by}; rate ${short(discount * 100)} % a year, each year at its middle`]
      : []),
    declaredNote(document),
  ].filter((note) => note !== "");
}

function yearsTable({ years }: ScheduledDirection): string {
  return textTable(
    [
      { rank: 1, head: "year", align: "right", value: (row) => String(row.group + 1) },
      { rank: 1, head: "t dry (P5-P95)", align: "right", value: (row) => shortBand(row.dryTonnes) },
      ...years[0].metals.slice(0, 3).map(({ name }, at) => ({
        rank: at + 1,
        head: `${name} (P5-P95)`,
        align: "right" as const,
        value: (row: ScheduledDirection["years"][number]) => shortBand(row.metals[at].meanGradePpm),
      })),
    ],
    years,
    terminalWidth(),
  ).join("\n");
}

function directionsTable({ directions, comparedBy }: Schedule): string {
  return textTable(
    [
      { rank: 1, head: "azimuth", align: "right", value: (row) => short(row.azimuthDeg) },
      {
        rank: 1,
        head: `${comparedBy} (P5-P95)`,
        align: "right",
        value: (row) => shortBand(row.discountedValueMillionUsd ?? row.discountedMetalT),
      },
      { rank: 1, head: "short of best", align: "right", value: (row) => shortBand(row.shortOfBest) },
      { rank: 2, head: "best in", align: "right", value: (row) => `${short(row.bestShare * 100)} %` },
      {
        rank: 3,
        head: "metal in first third",
        align: "right",
        value: (row) => `${short(row.earlyShare.mean * 100)} %`,
      },
    ],
    directions,
    terminalWidth(),
  ).join("\n");
}

function scheduleCsv({ directions }: Schedule): string {
  const names = directions[0].years[0].metals.map(({ name }) => name);
  const bands = (name: string) => ["mean", "p05", "p50", "p95"].map((part) => `${name}_${part}`);
  return csvText(
    [
      "azimuthDeg",
      "year",
      ...bands("dryTonnes"),
      ...names.flatMap((n) => [...bands(n), ...bands(`${n.replace(/_ppm$/, "")}_t`)]),
      ...bands("valueMillionUsd"),
    ],
    directions.flatMap(({ azimuthDeg, years }) =>
      years.map((row) => [
        azimuthDeg,
        row.group + 1,
        ...cells(row.dryTonnes),
        ...row.metals.flatMap(({ meanGradePpm, metalT }) => [...cells(meanGradePpm), ...cells(metalT)]),
        ...(row.valueMillionUsd === null ? [null, null, null, null] : cells(row.valueMillionUsd)),
      ]),
    ),
  );
}

function liftsCsv({ lifts }: Schedule): string {
  const names = lifts[0].metals.map(({ name }) => name);
  const bands = (name: string) => ["mean", "p05", "p50", "p95"].map((part) => `${name}_${part}`);
  return csvText(
    [
      "lift",
      "topM",
      "bottomM",
      ...bands("dryTonnes"),
      ...names.flatMap((n) => [...bands(n), ...bands(`${n.replace(/_ppm$/, "")}_t`)]),
    ],
    lifts.map((row) => [
      row.group + 1,
      row.topM,
      row.bottomM,
      ...cells(row.dryTonnes),
      ...row.metals.flatMap(({ meanGradePpm, metalT }) => [...cells(meanGradePpm), ...cells(metalT)]),
    ]),
  );
}

const cells = ({ mean, p05, p50, p95 }: { mean: number; p05: number; p50: number; p95: number }) => [
  mean,
  p05,
  p50,
  p95,
];
