import type { Command } from "commander";
import { Option } from "commander";
import { readCsv } from "@relode/core/evidence";
import { fetchCmio } from "../files/cmioFetch.ts";
import { importCmio } from "../files/cmioImport.ts";
import { cmioService } from "../files/cmioService.ts";
import { type CmioRecord, describeCmio, openCmio } from "../files/cmioStore.ts";
import { loadDatasets } from "../files/datasetFiles.ts";
import { textTable, wrapped } from "../report/terminalText.ts";
import { dataFolder, readDataFolder } from "./folders.ts";
import { print, printJson, say, sayIssues, terminalWidth } from "./print.ts";
import { progressBar } from "./terminal/progressBar.ts";
import { UsageError } from "./usageError.ts";
import { wholeNumber } from "./values.ts";
import { commandManifest } from "./commandManifest.ts";

const dataFlag = ["--data <folder>", "data folder (default: RELODE_DATA, else ~/.relode)"] as const;
const jsonFlag = ["--json", "print one JSON object: result, issues, manifest"] as const;

/** `relode data`: the tables that Relode carries and those that it fetches. */
export function addData(program: Command): void {
  const data = program
    .command("data")
    .description("published tables with citation, licence and checksum; fetch or import the CMiO samples");
  addList(data);
  addShow(data);
  addVerify(data);
  addFetch(data);
  addImport(data);
}

function manifestOf(command: string, inputs: readonly { name: string; sha256: string }[], startedMs: number) {
  return commandManifest({ command, seed: null, inputs, parameters: {}, startedMs });
}

function addList(data: Command): void {
  data
    .command("list")
    .description("all tables: rows, edition, licence")
    .option(...dataFlag)
    .option(...jsonFlag)
    .action(async (flags: { data?: string; json?: boolean }) => {
      const startedMs = performance.now();
      const loaded = await loadDatasets();
      const cmio = await describeCmio(readDataFolder(flags.data));
      if (flags.json) {
        const inputs = loaded.sources.map(({ id, sha256 }) => ({ name: id, sha256 }));
        printJson({
          result: { tables: loaded.sources, cmio },
          issues: loaded.issues,
          manifest: manifestOf("data list", inputs, startedMs),
        });
        return;
      }
      print(
        textTable(
          [
            { rank: 1, head: "table", value: (row) => row.id },
            { rank: 2, head: "rows", align: "right", value: (row) => String(row.rows) },
            { rank: 3, head: "edition", value: (row) => shortened(row.edition, 40) },
            { rank: 4, head: "licence", value: (row) => shortened(row.licence, 44) },
          ],
          loaded.sources,
          terminalWidth(),
        ).join("\n"),
      );
      const stored =
        cmio === null
          ? "cmio: not stored. Get it by `relode data fetch cmio`, or `relode data import cmio FILE` for a file you have."
          : `cmio: ${cmio.rows} rows${cmio.synthetic ? " (SYNTHETIC)" : ""}, ${cmio.rowsKept} counted as ore, retrieved ${cmio.retrievedAt} from ${cmio.source}, ${cmio.licence}`;
      print(wrapped(stored, terminalWidth()).join("\n"));
      sayIssues(loaded.issues);
    });
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 3)}...`;
}

function addShow(data: Command): void {
  data
    .command("show")
    .argument("<table>", "a name from `relode data list`")
    .description("one table: source, columns with units, caveats, first rows")
    .addOption(new Option("--rows <n>", "rows shown").argParser(wholeNumber(0, 100_000)).default(10))
    .option(...dataFlag)
    .option(...jsonFlag)
    .action(async (id: string, flags: { rows: number; data?: string; json?: boolean }) => {
      const startedMs = performance.now();
      const loaded = await loadDatasets();
      if (id === "cmio") {
        const record = await describeCmio(readDataFolder(flags.data));
        if (record === null)
          throw new UsageError(
            "data.cmio-none",
            "the CMiO table is not stored; get it by `relode data fetch cmio` or `relode data import cmio FILE`",
          );
        if (flags.json)
          printJson({
            result: record,
            issues: [],
            manifest: manifestOf("data show cmio", [{ name: "cmio", sha256: record.sha256 }], startedMs),
          });
        else
          print(
            Object.entries(record)
              .map(
                ([key, value]) =>
                  `${key.padEnd(12)} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
              )
              .join("\n"),
          );
        return;
      }
      const source = loaded.sources.find((candidate) => candidate.id === id);
      const text = loaded.texts.get(id);
      if (!source || text === undefined)
        throw new UsageError(
          "data.unknown-table",
          `no table ${id}; there are ${loaded.sources.map((candidate) => candidate.id).join(", ")}, cmio`,
        );
      const { rows } = readCsv(text, id);
      const [header, ...records] = rows;
      const shown = records.slice(0, flags.rows).map((row) => row.cells);
      if (flags.json) {
        printJson({
          result: { source, header: header?.cells ?? [], rows: shown },
          issues: [],
          manifest: manifestOf(`data show ${id}`, [{ name: id, sha256: source.sha256 }], startedMs),
        });
        return;
      }
      const width = terminalWidth();
      const lines = [
        `${source.title} (${source.id}), ${source.rows} rows`,
        ...wrapped(`Cite: ${source.citation}`, width),
        ...wrapped(`Licence: ${source.licence}`, width),
        `Edition: ${source.edition}; re-keyed ${source.retrieved}; SHA-256 ${source.sha256}`,
        "",
        ...textTable(
          [
            { rank: 1, head: "column", value: (column) => column.name },
            { rank: 2, head: "unit", value: (column) => column.unit },
            { rank: 3, head: "content", value: (column) => shortened(column.doc, Math.max(20, width - 45)) },
          ],
          source.columns,
          width,
        ),
        "",
        ...source.caveats.flatMap((caveat) => wrapped(`Caveat: ${caveat}`, width)),
        "",
        ...shown.map((cells) => shortened(cells.join(" | "), width * 2)),
      ];
      print(lines.join("\n"));
    });
}

function addVerify(data: Command): void {
  data
    .command("verify")
    .description("check every table against its checksum and its rules")
    .option(...dataFlag)
    .option(...jsonFlag)
    .action(async (flags: { data?: string; json?: boolean }) => {
      const startedMs = performance.now();
      const loaded = await loadDatasets();
      const issues = [...loaded.issues];
      const folder = readDataFolder(flags.data);
      const record = await describeCmio(folder);
      let cmioRows = 0;
      if (record !== null) {
        // Opening checks the stored bytes against their checksum; without the parsed copy the reader sees every row again.
        const opened = await openCmio(folder, { cache: false });
        cmioRows = opened.samples.deposit.length;
        issues.push(...opened.issues);
      }
      const errors = issues.filter((issue) => issue.severity === "error").length;
      if (flags.json) {
        const inputs = loaded.sources.map(({ id, sha256 }) => ({ name: id, sha256 }));
        printJson({
          result: { tables: loaded.sources.length, cmio: record === null ? null : { rowsKept: cmioRows }, errors },
          issues,
          manifest: manifestOf("data verify", inputs, startedMs),
        });
      } else {
        sayIssues(issues);
        print(
          `${loaded.sources.length} tables verified${record === null ? "" : `, CMiO with ${cmioRows} rows of ore`}: ${errors} errors, ${issues.length - errors} notes and warnings`,
        );
      }
      if (errors > 0) process.exitCode = 1;
    });
}

function addFetch(data: Command): void {
  data
    .command("fetch")
    .argument("<table>", "cmio")
    .description("fetch the CMiO ore samples from the official service (CC BY 4.0, about 29,000 samples)")
    .option("--service <url>", "base address of the web feature service", cmioService)
    .addOption(
      new Option("--max-bytes <n>", "refuse a table larger than this").argParser(
        wholeNumber(1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(new Option("--page-rows <n>", "fetch in pages of so many rows").argParser(wholeNumber(1, 1_000_000)))
    .addOption(
      new Option("--stall-seconds <n>", "give up when nothing arrives for so long")
        .argParser(wholeNumber(1, 3600))
        .default(120),
    )
    .option("--accept-smaller", "accept a table of less than half the rows of the stored one")
    .option(...dataFlag)
    .option(...jsonFlag)
    .action(
      async (
        table: string,
        flags: {
          service: string;
          maxBytes?: number;
          pageRows?: number;
          stallSeconds: number;
          acceptSmaller?: boolean;
          data?: string;
          json?: boolean;
        },
      ) => {
        onlyCmio(table);
        const startedMs = performance.now();
        const abort = new AbortController();
        const stop = () => abort.abort();
        process.once("SIGINT", stop);
        const bar = progressBar(process.stderr, "cmio");
        let isComplete = false;
        try {
          const { record, issues } = await fetchCmio({
            dataFolder: dataFolder(flags.data),
            service: flags.service,
            stallMilliseconds: flags.stallSeconds * 1000,
            ...(flags.maxBytes === undefined ? {} : { maxBytes: flags.maxBytes }),
            ...(flags.pageRows === undefined ? {} : { pageRows: flags.pageRows }),
            ...(flags.acceptSmaller === undefined ? {} : { acceptSmaller: flags.acceptSmaller }),
            signal: abort.signal,
            onProgress: ({ stage, bytes, rows, totalRows }) =>
              bar.update(
                totalRows === null || totalRows === 0 ? 0 : rows / totalRows,
                `${stage}, ${rows} rows, ${(bytes / 1e6).toFixed(1)} MB`,
              ),
          });
          isComplete = true;
          bar.finish(true);
          tellStored(record, issues, flags.json, "data fetch cmio", startedMs);
        } finally {
          process.removeListener("SIGINT", stop);
          if (!isComplete) bar.finish(false);
        }
      },
    );
}

function addImport(data: Command): void {
  data
    .command("import")
    .argument("<table>", "cmio")
    .argument("<file>", "CMiO table as .csv, .zip or .gz")
    .description("store a CMiO table that you already have")
    .addOption(
      new Option("--max-bytes <n>", "refuse a table larger than this when unpacked").argParser(
        wholeNumber(1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .option(...dataFlag)
    .option(...jsonFlag)
    .action(async (table: string, file: string, flags: { maxBytes?: number; data?: string; json?: boolean }) => {
      onlyCmio(table);
      const startedMs = performance.now();
      const { record, issues } = await importCmio({
        dataFolder: dataFolder(flags.data),
        file,
        ...(flags.maxBytes === undefined ? {} : { maxBytes: flags.maxBytes }),
      });
      tellStored(record, issues, flags.json, "data import cmio", startedMs);
    });
}

function onlyCmio(table: string): void {
  if (table !== "cmio")
    throw new UsageError(
      "data.unknown-table",
      `${table} cannot be fetched or imported; only cmio can, the other tables come with Relode`,
    );
}

function tellStored(
  record: CmioRecord,
  issues: Parameters<typeof sayIssues>[0],
  json: boolean | undefined,
  command: string,
  startedMs: number,
): void {
  if (json) {
    printJson({
      result: record,
      issues,
      manifest: manifestOf(command, [{ name: "cmio", sha256: record.sha256 }], startedMs),
    });
    return;
  }
  sayIssues(issues);
  const leftOut = Object.entries(record.leftOut)
    .map(([reason, count]) => `${count} ${reason}`)
    .join("; ");
  print(
    `stored ${record.rows} rows${record.synthetic ? " (SYNTHETIC)" : ""}, ${record.rowsKept} counted as ore${leftOut ? `; left out: ${leftOut}` : ""}`,
  );
  say("Use it by `relode supply screen --geochemistry cmio`.");
}
