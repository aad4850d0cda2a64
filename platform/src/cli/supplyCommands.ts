import { join, resolve } from "node:path";
import type { Command } from "commander";
import { judgeClaims } from "@relode/core/supply";
import { claimsText } from "../report/claimsText.ts";
import { elementText } from "../report/elementText.ts";
import { mineText } from "../report/mineText.ts";
import { summaryText } from "../report/summaryText.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues, terminalWidth, wantsColour } from "./print.ts";
import { runWithProgress } from "./runWithProgress.ts";
import { type ScreeningFlags, withScreeningFlags } from "./screeningFlags.ts";
import { askedSymbol } from "./chosenElements.ts";
import { UsageError } from "./usageError.ts";
import { checkWritable, writeResult } from "./writeResult.ts";
import { reportFor, resultFiles } from "./resultFiles.ts";
import { addConcentration } from "./supplyConcentration.ts";
import { addConverge } from "./supplyConverge.ts";
import { addScenario } from "./supplyScenario.ts";

/** `relode supply`: the portfolio question. */
export function addSupply(program: Command): void {
  const supply = program
    .command("supply")
    .description("what operating mines dig and discard in a year, and what recovering it would replace");
  addScreen(supply);
  addElement(supply);
  addMine(supply);
  addClaims(supply);
  addReport(supply);
  addConverge(supply);
  addScenario(supply);
  addConcentration(supply);
}

function addScreen(supply: Command): void {
  withScreeningFlags(
    supply
      .command("screen")
      .description("screen all mines: contained and unrecovered mass of every element, against imports and demand"),
  )
    .option("--out <folder>", "also write CSV and Parquet tables, screening.json and report.html there")
    .action(async (flags: ScreeningFlags & { out?: string }) => {
      const folder = flags.out === undefined ? null : outputFolder(flags.out);
      const { outcome, gathered } = await runWithProgress(flags, "supply screen");
      if (folder !== null) {
        for (const [name, body] of await resultFiles(outcome, gathered.sources)) {
          await writeResult(join(folder, name), body);
          say(`wrote ${join(folder, name)}`);
        }
      }
      if (flags.json) printJson(outcome);
      else {
        print(summaryText(outcome, terminalWidth(), { colour: wantsColour() }));
        sayIssues(outcome.issues, 8);
      }
    });
}

function addElement(supply: Command): void {
  withScreeningFlags(
    supply
      .command("element")
      .argument("<symbol>", "e.g. Ge, or REE for the lanthanides")
      .description("one element: total, thresholds, contribution by mine, what drives the spread, value of sampling"),
  ).action(async (symbol: string, flags: ScreeningFlags) => {
    // The lanthanides are needed together; any other element is drawn alone, with the same draws as in a whole run.
    const isGroup = askedSymbol(symbol) === "REE";
    if (flags.elements !== undefined)
      throw new UsageError(
        "usage.elements",
        `--elements does not go with one element; leave it out, or use \`relode supply screen --elements ${flags.elements.join(",")}\``,
      );
    const { outcome } = await runWithProgress(flags, `supply element ${symbol}`, (inputs, options) => ({
      inputs,
      options: isGroup ? options : { ...options, elements: [symbol] },
    }));
    if (flags.json) {
      const element = outcome.result.elements.find((row) => row.symbol === symbol);
      const mines = outcome.result.mines.map(({ id, name, elements }) => ({ id, name, ...elements[symbol] }));
      printJson({ result: { element, mines }, issues: outcome.issues, manifest: outcome.manifest });
    } else {
      print(elementText(outcome, symbol, terminalWidth(), { colour: wantsColour() }));
      sayIssues(outcome.issues, 8);
    }
  });
}

function addMine(supply: Command): void {
  withScreeningFlags(
    supply
      .command("mine")
      .argument("<id>", "e.g. red-dog; `relode data show usMetalMines` lists them")
      .description("one mine: what is dug, sold and discarded"),
  ).action(async (id: string, flags: ScreeningFlags) => {
    // Draws do not depend on which other mines are in the set, so the mine alone gives the same figures.
    const { outcome } = await runWithProgress(flags, `supply mine ${id}`, (inputs, options) => {
      const mine = inputs.mines.find((row) => row.id === id);
      if (!mine) {
        const start = id.slice(0, 4).toLowerCase();
        const near = inputs.mines.filter((row) => row.id.toLowerCase().includes(start)).map((row) => row.id);
        throw new UsageError(
          "usage.mine",
          `no mine ${id} among ${inputs.mines.length}${near.length > 0 ? `; did you mean ${near.join(", ")}?` : "; `relode data show usMetalMines` lists them"}`,
        );
      }
      if (!mine.counted || !(mine.oreT.mid > 0))
        throw new UsageError(
          "usage.mine-not-counted",
          `mine ${id} is in the table but put no new ore to a mill or pad (${mine.statusByYear}); nothing is discarded that could be counted`,
        );
      return { inputs: { ...inputs, mines: [mine] }, options };
    });
    if (flags.json) printJson({ result: outcome.result.mines[0], issues: outcome.issues, manifest: outcome.manifest });
    else {
      print(mineText(outcome, id, terminalWidth(), { colour: wantsColour() }));
      sayIssues(outcome.issues, 8);
    }
  });
}

function addClaims(supply: Command): void {
  withScreeningFlags(
    supply.command("claims").description("published claims of the US by-product study beside what this model gives"),
  ).action(async (flags: ScreeningFlags) => {
    const { outcome } = await runWithProgress(flags, "supply claims");
    const verdicts = judgeClaims(outcome.result);
    if (flags.json) printJson({ result: { verdicts }, issues: outcome.issues, manifest: outcome.manifest });
    else {
      print(claimsText(verdicts, terminalWidth(), { colour: wantsColour() }));
      sayIssues(outcome.issues, 8);
    }
  });
}

function addReport(supply: Command): void {
  withScreeningFlags(
    supply.command("report").description("a printable report: one HTML file with charts, tables, evidence and sources"),
  )
    .requiredOption("--out <file>", "the report, e.g. report.html")
    .action(async (flags: ScreeningFlags & { out: string }) => {
      const file = resolve(flags.out);
      checkWritable(file);
      const { outcome, gathered } = await runWithProgress(flags, "supply report");
      await writeResult(file, await reportFor(outcome, gathered.sources));
      if (flags.json) printJson({ result: { file }, issues: outcome.issues, manifest: outcome.manifest });
      else {
        say(`wrote ${file}`);
        sayIssues(outcome.issues, 8);
      }
    });
}
