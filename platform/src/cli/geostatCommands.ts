import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { DataError } from "@relode/core/evidence";
import { print, printJson, say, sayIssues } from "./print.ts";
import { commandManifest } from "./commandManifest.ts";
import { parquetTable } from "../files/parquetTable.ts";
import { openGeostatInput } from "./geostatInput.ts";
import { refuseUnknownKeys } from "./geostatKeys.ts";
import { type GeostatVerb, geostatVerbs } from "./geostatVerbs.ts";
import { UsageError } from "./usageError.ts";
import { wholeNumber } from "./values.ts";
import { checkWritable, writeResult } from "./writeResult.ts";

interface Flags {
  readonly out?: string;
  readonly json?: boolean;
  readonly run?: string;
  readonly seed?: number;
  readonly threads?: number;
}

/** `relode geostat`: variograms, kriging, simulation of point data, each from one configuration file. */
export function addGeostat(program: Command): void {
  const geostat = program
    .command("geostat")
    .description("variograms, kriging and simulation of sample data: see docs/geostatistics.md");
  for (const verb of geostatVerbs) {
    const command = geostat
      .command(verb.name)
      .argument("<config>", "JSON: data, value, model, grid, search and what the verb needs")
      .description(verb.doc)
      .option("--run <name>", "one of the `runs` of the configuration; its keys go before the others")
      .option(
        "--seed <n>",
        "seed of what is drawn (default: of the configuration, else 1)",
        wholeNumber(0, 2 ** 32 - 1),
      )
      .option("--out <file>", "write .csv or .parquet instead of CSV to standard output")
      .option("--json", "print one JSON object: result, issues, manifest")
      .action((config: string, flags: Flags) => runVerb(verb, config, flags));
    if (verb.isThreaded === true)
      command.option("--threads <n>", "threads to share the work (default: one a core, at most 8)", wholeNumber(0, 64));
  }
}

async function runVerb(verb: GeostatVerb, config: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const input = await openGeostatInput(config);
  const named = input.settings.has("output") ? resolve(dirname(config), input.settings.text("output")) : undefined;
  const out = flags.out ?? named;
  if (out !== undefined) checkWritable(out);
  sayIssues(input.issues);
  const run = flags.run === undefined ? null : input.settings.object("runs").object(flags.run);
  const seed = flags.seed ?? (input.settings.has("seed") ? input.settings.number("seed") : 1);
  const { columns, summary, write } = await refusalsAsData(async () =>
    verb.run(input, run, seed, flags.threads ?? null),
  );
  refuseUnknownKeys(input.settings);
  if (write !== undefined && !out?.endsWith(".parquet"))
    throw new UsageError("geostat.needs-parquet", "layout stacked is written to a file: give --out FILE.parquet");
  const found = write === undefined || out === undefined ? {} : await refusalsAsData(() => write(out));
  for (const [name, value] of Object.entries({ ...summary, ...found }))
    say(`${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  if (out !== undefined && write === undefined)
    await writeResult(out, out.endsWith(".parquet") ? toParquet(columns) : toCsv(columns));
  if (flags.json) {
    const parameters = { config, run: flags.run ?? null };
    const manifest = commandManifest({
      command: `geostat ${verb.name}`,
      seed,
      inputs: input.inputs,
      parameters,
      startedMs,
    });
    const table = Object.fromEntries([...columns].map(([name, values]) => [name, [...toList(values)]]));
    printJson({
      result: { summary: { ...summary, ...found }, columns: out === undefined ? table : { writtenTo: out } },
      issues: input.issues,
      manifest,
    });
  } else if (out === undefined) print(toCsv(columns));
  else say(`written: ${out}`);
}

/** The core refuses by RangeError with a sentence for people; on a user's file that is a finding in the data. */
async function refusalsAsData<T>(compute: () => Promise<T>): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    if (!(error instanceof RangeError) || "code" in error) throw error;
    throw new DataError(error.message, [
      { path: "", code: "geostat.refused", severity: "error", message: error.message },
    ]);
  }
}

function toList(values: ArrayLike<number> | readonly string[]): (number | string)[] {
  return Array.from({ length: values.length }, (_, i) => values[i]);
}

type Columns = ReadonlyMap<string, ArrayLike<number> | readonly string[]>;

function toCsv(columns: Columns): string {
  const all = [...columns.values()];
  const lines = [[...columns.keys()].join(",")];
  for (let i = 0; i < (all[0]?.length ?? 0); i++) lines.push(all.map((column) => cellText(column[i])).join(","));
  return `${lines.join("\n")}\n`;
}

/** Twelve significant digits; a value that is not there is an empty cell. */
function cellText(value: number | string): string {
  if (typeof value === "string") return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : "";
}

function toParquet(columns: Columns): Uint8Array {
  return parquetTable(
    [...columns].map(([name, values]) => {
      const list = toList(values);
      return list.every((value) => typeof value === "number")
        ? { name, kind: "number" as const, values: list }
        : { name, kind: "text" as const, values: list.map(String) };
    }),
  );
}
