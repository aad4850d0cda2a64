import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { examplePond, truthJson } from "@relode/core/resource";
import { openResourceInputs } from "../jobs/resourceInputs.ts";
import { runResource } from "../jobs/resourceRun.ts";
import { textTable } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { print, printJson, say, sayIssues, terminalWidth } from "./print.ts";
import { progressBar } from "./terminal/progressBar.ts";
import { UsageError } from "./usageError.ts";
import { wholeNumber } from "./values.ts";

interface ExampleFlags {
  readonly out: string;
  readonly seed: number;
  readonly json?: boolean;
}

interface EstimateFlags {
  readonly out: string;
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
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(estimate);
}

/** Runs `make` in a folder beside the wanted one and moves it there when all is well; nothing is left behind otherwise. */
export async function wholeFolder<T>(asked: string, make: (folder: string) => Promise<T>): Promise<T> {
  const folder = resolve(asked);
  if (existsSync(folder))
    throw new UsageError("folder.exists", `${folder} is already there; choose another with --out, or remove it`);
  const part = join(dirname(folder), `.${basename(folder)}.${process.pid}.part`);
  try {
    await mkdir(part, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(
      "folder.not-writable",
      `output folder ${folder} cannot be written (${code}); choose another with --out`,
    );
  }
  try {
    const made = await make(part);
    await rename(part, folder);
    return made;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
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

async function estimate(config: string, { out, json }: EstimateFlags): Promise<void> {
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
      const run = await runResource(inputs, { folder, manifest, onProgress: (done, stage) => bar.update(done, stage) });
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

type Total = Awaited<ReturnType<typeof runResource>>["document"]["totals"][number];

function totalsTable(rows: readonly Total[]): string {
  const number = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "-");
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
