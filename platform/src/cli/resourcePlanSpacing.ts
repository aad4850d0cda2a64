import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import {
  drillSpacing,
  type DrillSpacingStudy,
  jsonText,
  type ResourceDocument,
  type SpacingAnswer,
} from "@relode/core/resource";
import { openResourceFolder, readResourceColumns } from "../jobs/resourceFolder.ts";
import { type SpacingBasis, spacingBasis } from "../jobs/resourcePlanSpacing.ts";
import { colour } from "../plot/svg.ts";
import { xyChart } from "../plot/xyChart.ts";
import { csvText } from "../report/csvText.ts";
import { slug } from "../report/resourcePicture.ts";
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
  writePlan,
} from "./resourcePlanOutput.ts";
import { progressBar } from "./terminal/progressBar.ts";
import { UsageError } from "./usageError.ts";
import { decimal, wholeNumber } from "./values.ts";

interface SpacingFlags {
  readonly tonnes: number;
  readonly spacings: readonly number[];
  readonly variable?: string;
  readonly domain?: string;
  readonly lift?: number;
  readonly error: number;
  readonly tolerance: number;
  readonly replicates: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `relode resource drill-spacing`: how far apart holes may stand. */
export function addResourceDrillSpacing(resource: Command): void {
  resource
    .command("drill-spacing")
    .argument("<folder>", "folder written by relode resource estimate")
    .description(
      "drill-spacing study: truths from the run's model, drilled at several spacings; 90 % error of a quarter and a year",
    )
    .requiredOption("--tonnes <t>", "dry tonnes of a year", decimal(1, 1e12))
    .option("--spacings <list>", "metres (default: 25,35,50,70,100)", numberList(0.1, 10_000), [25, 35, 50, 70, 100])
    .option("--variable <name>", "grade (default: the first, whose normal scores have a model of their own)")
    .option("--domain <name>", "domain, or all of them one after another with all (default: the largest)")
    .option("--lift <m>", "height of the face, metres (default: mean height of the domain)", decimal(0.1, 1000))
    .option("--error <share>", "relative standard error of one composite (default: 0)", decimal(0, 2), 0)
    .option("--tolerance <share>", "error that is wanted at 90 % (default: 0.15)", decimal(0.001, 0.999), 0.15)
    .option("--replicates <n>", "truths drawn (default: 60)", wholeNumber(20, 100_000), 60)
    .option("--seed <n>", "default: of the run", wholeNumber(0, 2 ** 32 - 1))
    .option("--out <folder>", "where the files go (default: the run's folder)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(study);
}

async function study(run: string, flags: SpacingFlags): Promise<void> {
  const startedMs = performance.now();
  const { document, holes } = await openResourceFolder(run);
  const variable = gradeOf(document, flags.variable);
  const columns = await readResourceColumns(
    join(run, "blocks.parquet"),
    ["domain", "fraction", "density"],
    0,
    document.blocks,
  );
  const wanted = flags.domain === "all" ? document.domains.map(({ name }) => name) : [flags.domain];
  const bases = wanted.map((name) => spacingBasis(document, holes, columns, variable, name));
  const usable = bases.filter((basis) => basis !== null);
  if (usable.length === 0)
    throw new UsageError(
      "usage.domain",
      `${flags.domain ?? "the largest domain"}: not there, or without 20 composites and a bounded variogram of ${variable}; the run has ${document.domains.map(({ name }) => name).join(", ")}`,
    );
  const seed = flags.seed ?? document.seed;
  const bar = progressBar(process.stderr, "drill spacing");
  const studies: DomainStudy[] = [];
  let isComplete = false;
  try {
    for (const [at, basis] of usable.entries()) {
      // Lets progress be written and an interrupt be heard.
      await new Promise((resume) => setImmediate(resume));
      studies.push(
        domainStudy(document, basis, variable, seed, flags, (done) =>
          bar.update((at + done) / usable.length, `truths, ${basis.domain}`),
        ),
      );
    }
    isComplete = true;
  } finally {
    bar.finish(isComplete);
  }
  const [first] = studies;
  const leftOut = wanted.filter((_, i) => bases[i] === null);
  const notes = [
    ...studies.flatMap((one) => one.notes),
    ...leftOut.map(
      (name) => `${name ?? "domain"}: left out, without 20 composites or a bounded variogram of ${variable}`,
    ),
    `a bound from above: variogram, histogram, density and volume are taken as known; holes now stand ${short(document.body.spacingM)} m apart`,
    declaredNote(document),
  ].filter((note) => note !== "");
  const result = {
    ...first.result,
    ...(flags.domain === "all" ? { domain: "all", studies: studies.map((one) => one.result) } : {}),
    rows: studies.flatMap((one) => one.result.rows.map((row) => ({ ...row, domain: one.result.domain }))),
    answers: studies.flatMap((one) => one.result.answers.map((row) => ({ ...row, domain: one.result.domain }))),
    notes,
  };
  const sha256 = createHash("sha256")
    .update(await readFile(join(run, "resource.json")))
    .digest("hex");
  const manifest = planManifest({
    command: "resource drill-spacing",
    run,
    sha256,
    seed,
    startedMs,
    parameters: { ...flags, variable, domain: result.domain, json: undefined, out: undefined },
  });
  const folder = planFolder(run, flags.out);
  await writePlan(
    folder,
    new Map([
      ["drill-spacing.json", `${jsonText({ result, manifest }, 1)}\n`],
      [
        "drill-spacing.csv",
        csvText(
          [
            "domain",
            "spacingM",
            "volume",
            "holesPerPanel",
            "relativeError90",
            "standardError",
            "bias",
            "rmsErrorPpm",
            "panels",
          ],
          result.rows.map((row) => [
            row.domain,
            row.spacingM,
            row.volume,
            row.holesPerPanel,
            row.relativeError,
            row.standardError,
            row.bias,
            row.errorPpm,
            row.panels,
          ]),
        ),
      ],
      ...studies.map(({ found, result: { domain } }): [string, string] => [
        flags.domain === "all" ? `drill-spacing-${slug(domain)}.svg` : "drill-spacing.svg",
        `${curve(found, variable, domain, flags.tolerance)}\n`,
      ]),
    ]),
  );
  if (flags.json) return printJson({ result, issues: [], manifest });
  const percent = (share: number) => (share < 10 ? `${short(share * 100)} %` : "-");
  print(
    textTable(
      [
        ...(studies.length > 1
          ? [{ rank: 1, head: "domain", value: (row: { readonly domain: string }) => row.domain }]
          : []),
        { rank: 1, head: "spacing, m", align: "right", value: (row) => short(row.spacingM) },
        { rank: 1, head: "volume", value: (row) => row.volume },
        { rank: 1, head: "90 % error", align: "right", value: (row) => percent(row.relativeError) },
        { rank: 1, head: "standard error", align: "right", value: (row) => percent(row.standardError) },
        { rank: 2, head: "bias", align: "right", value: (row) => percent(row.bias) },
        { rank: 3, head: "holes a panel", align: "right", value: (row) => short(row.holesPerPanel) },
      ],
      result.rows,
      terminalWidth(),
    ).join("\n"),
  );
  for (const note of notes) print(note);
  say(`written: drill-spacing in ${folder}`);
}

/** The study of one domain: what is written of it, and its words. */
interface DomainStudy {
  readonly found: DrillSpacingStudy;
  readonly result: ReturnType<typeof resultOf>;
  readonly notes: readonly string[];
}

function domainStudy(
  document: ResourceDocument,
  basis: SpacingBasis,
  variable: string,
  seed: number,
  flags: SpacingFlags,
  onProgress: (done: number) => void,
): DomainStudy {
  const heightM = Math.min(flags.lift ?? Number.POSITIVE_INFINITY, basis.heightM);
  const found = asked("drill spacing", () =>
    drillSpacing(
      {
        ...basis,
        spacingsM: flags.spacings,
        volumes: [
          { name: "quarter", dryTonnes: flags.tonnes / 4 },
          { name: "year", dryTonnes: flags.tonnes },
        ],
        heightM,
        compositeM: document.body.compositeM,
        sampleError: flags.error,
        replicates: flags.replicates,
        tolerance: flags.tolerance,
        seed,
      },
      onProgress,
    ),
  );
  const notes = [
    `${basis.domain}, ${variable}: ${basis.basis}; ${basis.composites} composites, mean ${short(found.meanGradePpm)} ppm, coefficient of variation ${short(found.coefficientOfVariation)} in the truths`,
    `panels over a face of ${short(heightM)} m: a quarter is ${short(found.geometry.edgesM[0])} m wide, a year ${short(found.geometry.edgesM[1])} m; ${flags.replicates} truths`,
    ...found.answers.map((answer) => answerWords(answer, flags.spacings)),
  ];
  return { found, result: resultOf(basis, variable, heightM, found), notes };
}

const resultOf = (basis: SpacingBasis, variable: string, heightM: number, found: DrillSpacingStudy) => ({
  variable,
  domain: basis.domain,
  model: basis.model,
  krigingModel: basis.krigingModel,
  heightM,
  densityTPerM3: basis.densityTPerM3,
  rows: found.rows,
  answers: found.answers,
  replicates: found.replicates,
});

function answerWords(
  { volume, tolerance, spacingM, cautiousM, boldM, bound }: SpacingAnswer,
  tried: readonly number[],
) {
  const of = `${volume === "quarter" ? "measured" : "indicated"} by custom (+-${short(tolerance * 100)} % of a ${volume} at 90 %)`;
  const [least, most] = [Math.min(...tried), Math.max(...tried)];
  if (bound === "closest") return `${of}: not even ${least} m keeps it`;
  if (bound === "widest") return `${of}: all spacings up to ${most} m keep it; try wider ones`;
  const end = (value: number | null, none: string) => (value === null ? none : short(value));
  return `${of}: ${short(spacingM ?? Number.NaN)} m (${end(cautiousM, `below ${least}`)} to ${end(boldM, "-")} m, from the number of truths alone)`;
}

function curve({ rows }: DrillSpacingStudy, variable: string, domain: string, tolerance: number): string {
  const of = (name: string) => rows.filter(({ volume }) => volume === name).toSorted((a, b) => a.spacingM - b.spacingM);
  const lines = [
    { name: "quarter", fill: colour.imports, isDashed: false },
    { name: "year", fill: colour.accent, isDashed: true },
  ];
  const xs = of("year").map(({ spacingM }) => spacingM);
  return xyChart(
    [
      ...lines.flatMap(({ name, fill, isDashed }) => {
        const own = of(name);
        const edge = (sds: number) =>
          own.map(({ relativeError, standardError }) => 100 * (relativeError + sds * standardError));
        return [
          { kind: "band" as const, label: "", colour: fill, x: xs, y: edge(-1.645), other: edge(1.645) },
          {
            kind: "line" as const,
            label: `a ${name}, with the error of the number of truths`,
            colour: fill,
            x: xs,
            y: edge(0),
            isDashed,
          },
        ];
      }),
      {
        kind: "line",
        label: `${short(tolerance * 100)} %`,
        colour: colour.muted,
        x: [Math.min(...xs), Math.max(...xs)],
        y: [100 * tolerance, 100 * tolerance],
        isDashed: true,
      },
    ],
    {
      widthPx: planPicturePx,
      heightPx: 320,
      title: "Error of a production volume by drill spacing",
      desc: `90 % relative error of the mean grade (${variable}, ${domain}) of a quarter's and a year's panel against the spacing of holes.`,
      xTitle: "spacing of holes, m",
      yTitle: "90 % relative error, %",
    },
  );
}
