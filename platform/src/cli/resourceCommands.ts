import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Command } from "commander";
import {
  examplePond,
  jsonText,
  type ResourceDocument,
  type ResourceHoles,
  type ResourceSurfaces,
  type ResourceTotal,
  truthJson,
} from "@relode/core/resource";
import { openResourceFolder, readResourceColumns } from "../jobs/resourceFolder.ts";
import { openResourceInputs } from "../jobs/resourceInputs.ts";
import { holesOf, surfacesOf } from "../jobs/resourceGeometry.ts";
import { runResource } from "../jobs/resourceRun.ts";
import { selectByPrice } from "../jobs/resourceSelection.ts";
import { textTable } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { print, printJson, say, sayIssues, terminalWidth } from "./print.ts";
import { progressBar } from "./terminal/progressBar.ts";
import { wholeFolder, writeReport } from "./resourceOutput.ts";
import { addResourcePlan } from "./resourcePlanCommands.ts";
import { declaredNote, planManifest } from "./resourcePlanOutput.ts";
import { classifyByPrecisionRule, isPrecisionRule } from "./resourcePlanPrecision.ts";
import { classifyByRule } from "./resourceRules.ts";
import { UsageError } from "./usageError.ts";
import { decimal, wholeNumber } from "./values.ts";
import { writeResult } from "./writeResult.ts";

interface ExampleFlags {
  readonly out: string;
  readonly seed: number;
  readonly json?: boolean;
}

interface EstimateFlags {
  readonly out: string;
  readonly threads?: number;
  readonly json?: boolean;
}

/** `relode resource`: from tables of holes to a block model with its uncertainty. */
export function addResource(program: Command): void {
  const resource = program
    .command("resource")
    .description("a waste body in three dimensions: estimate, realisations, tonnes and metal with their intervals");
  resource
    .command("example")
    .description("write the project of a synthetic tailings pond whose truth is known")
    .requiredOption("--out <folder>", "a folder that is not there yet")
    .option("--seed <n>", "one seed, one pond (default: 1)", wholeNumber(0, 2 ** 32 - 1), 1)
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(writeExample);
  resource
    .command("estimate")
    .argument("<project>", "project file (JSON): see docs/resource.md")
    .description("estimate and simulate a body; write the block model, realisations, tables, pictures and report")
    .requiredOption("--out <folder>", "a folder that is not there yet")
    .option("--threads <n>", "threads to share the work (default: one a core, at most 8)", wholeNumber(1, 64))
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(estimate);
  resource
    .command("report")
    .argument("<folder>", "folder written by relode resource estimate")
    .description("write report.html, pictures and tables of a run anew")
    .option("--variable <name>", "variable of the sections and histograms, e.g. Co_ppm (default: the first)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(report);
  resource
    .command("classify")
    .argument("<folder>", "folder written by relode resource estimate")
    .description("propose classes by another rule; writes classes.json and classes.parquet into the folder")
    .requiredOption(
      "--rule <rule>",
      "drilling:indicated=60x3,inferred=110x2, kriging:indicated=0.5/0.8,inferred=0.9/0.3 or precision:measured=150000,indicated=600000",
    )
    .option("--variable <name>", "variable of a kriging or precision rule (default: the first)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(classify);
  resource
    .command("optimise")
    .argument("<folder>", "folder written by relode resource estimate")
    .description(
      "what pays when prices move: blocks, tonnes and margin with intervals; writes selection.json and .parquet",
    )
    .option("--low <factor>", "lowest multiple of all prices (default: 0.5)", decimal(0.01, 100), 0.5)
    .option("--high <factor>", "highest multiple of all prices (default: 2)", decimal(0.01, 100), 2)
    .option("--steps <n>", "number of multiples (default: 7)", wholeNumber(2, 100), 7)
    .option("--cost <usd>", "cost of mining and processing a dry tonne, USD (default: of the project)", decimal(0, 1e6))
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(optimise);
  addResourcePlan(resource);
}

async function writeExample({ out, seed, json }: ExampleFlags): Promise<void> {
  const startedMs = performance.now();
  const { files, truth } = examplePond(seed);
  await wholeFolder(out, async (folder) => {
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    await writeFile(join(folder, "truth.json"), truthJson(truth));
  });
  const result = { declared: "synthetic", seed, files: [...files.keys(), "truth.json"], truth: truth.totals };
  if (json)
    printJson({
      result,
      issues: [],
      manifest: commandManifest({ command: "resource example", seed, inputs: [], parameters: { seed }, startedMs }),
    });
  else
    print(
      `synthetic pond, seed ${seed}: ${files.size + 1} files in ${out}\nnext: relode resource estimate ${join(out, "project.json")} --out FOLDER`,
    );
}

async function estimate(config: string, { out, threads, json }: EstimateFlags): Promise<void> {
  const startedMs = performance.now();
  const bar = progressBar(process.stderr, "resource");
  let isComplete = false;
  try {
    const document = await wholeFolder(out, async (folder) => {
      const inputs = await openResourceInputs(config);
      const manifest = () =>
        commandManifest({
          command: "resource estimate",
          seed: inputs.project.seed,
          inputs: inputs.inputs,
          parameters: { config: basename(config) },
          startedMs,
        });
      const run = await runResource(inputs, {
        folder,
        manifest,
        threads: threads ?? Math.min(availableParallelism(), 8),
        onProgress: (done, stage) => bar.update(done, stage),
      });
      bar.update(0.97, "report and pictures");
      await writeReport(folder, {
        document: run.document,
        column: (name) => run.columns.get(name),
        holes: plain(holesOf(run.body)) as ResourceHoles,
        surfaces: plain(surfacesOf(run.body)) as ResourceSurfaces,
      });
      return run.document;
    });
    isComplete = true;
    bar.finish(true);
    if (json)
      printJson({
        result: { ...document, issues: undefined, manifest: undefined, folder: resolve(out) },
        issues: document.issues,
        manifest: document.manifest,
      });
    else {
      print(
        `${document.name} (${document.declared}): ${document.blocksInBody} of ${document.blocks} blocks in the body, ${document.realisations} realisations`,
      );
      print(totalsTable(document.totals.filter(({ of }) => of === "body")));
      if (document.truth !== null)
        print(
          `truth of the synthetic body: ${document.truth.covered} of ${document.truth.compared} totals within their P5-P95`,
        );
      sayIssues(document.issues, 12);
      say(`written: ${resolve(out)}`);
    }
  } finally {
    if (!isComplete) bar.finish(false);
  }
}

/** A document as it reads back from its file: what is not finite is null. */
function plain(value: unknown): unknown {
  return JSON.parse(jsonText(value));
}

/** Folder, documents and the block table of a finished run. */
async function opened(folder: string) {
  const parts = await openResourceFolder(folder);
  const { blocks, columns } = parts.document;
  const names = columns.map(({ name }) => name);
  const table = await readResourceColumns(join(folder, "blocks.parquet"), names, 0, blocks);
  return { ...parts, column: (name: string) => table.get(name) };
}

function variableOf(document: ResourceDocument, asked: string | undefined): string {
  const names = document.gradeTonnage.map(({ variable }) => variable);
  const found = asked === undefined ? names[0] : names.find((name) => name === asked || name === `${asked}_ppm`);
  if (found === undefined)
    throw new UsageError("usage.variable", `--variable ${asked}: not in the run; it has ${names.join(", ")}`);
  return found;
}

function manifestOf(
  command: string,
  folder: string,
  document: ResourceDocument,
  startedMs: number,
  parameters: Record<string, unknown>,
) {
  return commandManifest({
    command,
    seed: document.seed,
    inputs: document.manifest.inputs,
    parameters: { folder: basename(resolve(folder)), ...parameters },
    startedMs,
  });
}

/** Manifest of a plan: the run it was made on is its input. */
async function manifestOfPlan(
  command: string,
  run: string,
  { seed }: ResourceDocument,
  startedMs: number,
  parameters: Record<string, unknown>,
) {
  const sha256 = createHash("sha256")
    .update(await readFile(join(run, "resource.json")))
    .digest("hex");
  return planManifest({ command, run, sha256, seed, startedMs, parameters });
}

async function report(folder: string, flags: { readonly variable?: string; readonly json?: boolean }): Promise<void> {
  const startedMs = performance.now();
  const parts = await opened(folder);
  const variable = variableOf(parts.document, flags.variable);
  await writeReport(folder, parts, variable);
  const written = join(folder, "report.html");
  if (flags.json)
    printJson({
      result: { written, variable },
      issues: [],
      manifest: manifestOf("resource report", folder, parts.document, startedMs, { variable }),
    });
  else print(`written: ${written}`);
}

async function classify(
  folder: string,
  flags: { readonly rule: string; readonly variable?: string; readonly json?: boolean },
): Promise<void> {
  const startedMs = performance.now();
  const { document, holes, column } = await opened(folder);
  const variable = variableOf(document, flags.variable);
  const found = isPrecisionRule(flags.rule)
    ? await classifyByPrecisionRule(flags.rule, folder, document, variable)
    : classifyByRule(flags.rule, document, holes, column, variable);
  const [fraction, mass] = [column("fraction"), column("massDryTonnes")];
  const codes = Float32Array.from(found.classes, (code, b) => ((fraction?.[b] ?? 0) > 0 ? code : Number.NaN));
  const tonnes = [0, 0, 0, 0];
  const blocks = [0, 0, 0, 0];
  for (const [b, code] of codes.entries())
    if (!Number.isNaN(code)) {
      tonnes[code] += mass?.[b] ?? 0;
      blocks[code]++;
    }
  const classes = ["unclassified", "inferred", "indicated", "measured"].map((name, code) => ({
    class: name,
    blocks: blocks[code],
    massDryTonnes: tonnes[code],
  }));
  const result = {
    rule: found.rule,
    classes,
    evidence: found.evidence,
    note: "a proposal: a competent person decides",
    notes: [declaredNote(document)].filter((note) => note !== ""),
  };
  const { issues } = found;
  const manifest = await manifestOfPlan("resource classify", folder, document, startedMs, {
    rule: flags.rule,
    variable,
  });
  await writeResult(join(folder, "classes.json"), `${jsonText({ result, issues, manifest }, 1)}\n`);
  await writeColumn(join(folder, "classes.parquet"), "class", codes);
  if (flags.json) printJson({ result, issues, manifest });
  else {
    print(`rule: ${found.rule}`);
    for (const row of classes) print(`${row.class}: ${row.blocks} blocks, ${number(row.massDryTonnes)} t dry (kriged)`);
  }
}

/** One column as a Parquet file, whole or not at all. */
async function writeColumn(path: string, name: string, values: Float32Array): Promise<void> {
  const { parquetTable } = await import("../files/parquetTable.ts");
  await writeResult(path, parquetTable([{ name, kind: "number", values: Array.from(values) }]));
}

interface OptimiseFlags {
  readonly low: number;
  readonly high: number;
  readonly steps: number;
  readonly cost?: number;
  readonly json?: boolean;
}

async function optimise(folder: string, flags: OptimiseFlags): Promise<void> {
  const startedMs = performance.now();
  const { document } = await openResourceFolder(folder);
  const { value } = document;
  if (value === null)
    throw new UsageError(
      "usage.no-value",
      `${folder}: the run has no prices; declare value in the project and estimate again`,
    );
  if (!(flags.high > flags.low))
    throw new UsageError("usage.factors", `--high ${flags.high} must exceed --low ${flags.low}`);
  const priceFactors = Array.from({ length: flags.steps }, (_, i) =>
    Number((flags.low * (flags.high / flags.low) ** (i / (flags.steps - 1))).toPrecision(6)),
  );
  const bar = progressBar(process.stderr, "selection");
  const { terms } = value;
  const costUsdPerT = flags.cost ?? terms.costUsdPerT;
  const selection = await selectByPrice(folder, document, { ...terms, costUsdPerT, priceFactors }, (done, stage) =>
    bar.update(done, stage),
  );
  bar.finish(true);
  const result = {
    moneyYear: terms.moneyYear,
    costUsdPerT,
    assumptions: value.assumptions,
    rows: selection.rows,
    notes: [declaredNote(document)].filter((note) => note !== ""),
  };
  const manifest = await manifestOfPlan("resource optimise", folder, document, startedMs, {
    priceFactors,
    costUsdPerT,
  });
  await writeResult(join(folder, "selection.json"), `${jsonText({ result, manifest }, 1)}\n`);
  await writeColumn(join(folder, "selection.parquet"), "breakEvenPriceFactor", selection.breakEvenFactor);
  if (flags.json) printJson({ result, issues: [], manifest });
  else
    print(
      textTable(
        [
          { rank: 1, head: "price x", align: "right", value: (row) => number(row.priceFactor) },
          { rank: 1, head: "blocks", align: "right", value: (row) => String(row.blocks) },
          { rank: 1, head: "t dry P50", align: "right", value: (row) => number(row.massDryTonnes.p50) },
          {
            rank: 1,
            head: `margin MUSD${terms.moneyYear} P5`,
            align: "right",
            value: (row) => number(row.marginMillionUsd.p05),
          },
          { rank: 1, head: "P50", align: "right", value: (row) => number(row.marginMillionUsd.p50) },
          { rank: 1, head: "P95", align: "right", value: (row) => number(row.marginMillionUsd.p95) },
        ],
        selection.rows,
        terminalWidth(),
      ).join("\n"),
    );
}

const number = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "-");

function totalsTable(rows: readonly ResourceTotal[]): string {
  return textTable(
    [
      {
        rank: 1,
        head: "quantity",
        value: ({ quantity, variable }) => `${quantity}${variable === null ? "" : ` ${variable}`}`,
      },
      { rank: 1, head: "unit", value: ({ unit }) => unit },
      { rank: 1, head: "mean", align: "right", value: ({ interval }) => number(interval.mean) },
      { rank: 1, head: "P5", align: "right", value: ({ interval }) => number(interval.p05) },
      { rank: 1, head: "P50", align: "right", value: ({ interval }) => number(interval.p50) },
      { rank: 1, head: "P95", align: "right", value: ({ interval }) => number(interval.p95) },
      {
        rank: 2,
        head: "kriged",
        align: "right",
        value: ({ estimate: kriged }) => (kriged === null ? "-" : number(kriged)),
      },
    ],
    rows,
    terminalWidth(),
  ).join("\n");
}
