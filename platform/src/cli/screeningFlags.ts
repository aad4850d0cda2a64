import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import {
  defaultScreeningOptions,
  drawLimits,
  type ScreeningOptions,
  type UnpublishedRecovery,
} from "@relode/core/supply";
import type { InputChoice } from "./screeningInputs.ts";
import { readDataFolder } from "./folders.ts";
import { symbolList, wholeNumber } from "./values.ts";

/** Flags of every command that runs a screening. */
export interface ScreeningFlags {
  readonly geochemistry: "priors" | "cmio";
  readonly mines?: string;
  readonly priors?: string;
  readonly market?: string;
  readonly includeUnknown?: boolean;
  readonly draws: number;
  readonly seed: number;
  readonly elements?: string[];
  readonly edition: ScreeningOptions["edition"];
  readonly unpublished: UnpublishedRecovery;
  readonly threads: number;
  readonly data?: string;
  readonly json?: boolean;
}

/** Adds the flags of a screening to a command. */
export function withScreeningFlags(command: Command): Command {
  return command
    .addOption(
      new Option("--geochemistry <source>", "concentrations: priors alone, or CMiO samples blended with them")
        .choices(["priors", "cmio"])
        .default("priors"),
    )
    .option("--mines <file>", "own table of mines, CSV or XLSX (columns: docs/own-tables.md)")
    .option("--priors <file>", "own table of ore-geochemistry priors")
    .option("--market <file>", "own table of demand, imports and prices")
    .option("--include-unknown", "with cmio: also count samples whose relation to the deposit is unknown")
    .addOption(
      new Option("--draws <n>", "realisations")
        .argParser(wholeNumber(drawLimits.min, drawLimits.max))
        .default(defaultScreeningOptions.draws),
    )
    .addOption(
      new Option("--seed <n>", "seed of the draws")
        .argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER))
        .default(defaultScreeningOptions.seed),
    )
    .addOption(new Option("--elements <list>", "element symbols, e.g. Li,Ge (default: all 70)").argParser(symbolList))
    .addOption(
      new Option("--edition <name>", "edition of USGS Mineral Commodity Summaries")
        .choices(["mcs2024", "mcs2025", "mcs2026"])
        .default(defaultScreeningOptions.edition),
    )
    .addOption(
      new Option(
        "--unpublished <reading>",
        "metal recovered in an unpublished amount: drawn from none to all, or none, or all of it",
      )
        .choices(["interval", "none", "all"])
        .default("interval"),
    )
    .addOption(
      new Option("--threads <n>", "worker threads; 0 = none")
        .argParser(wholeNumber(0, 256))
        .default(availableParallelism(), "as many as cores"),
    )
    .option("--data <folder>", "data folder (default: RELODE_DATA, else ~/.relode)")
    .option("--json", "print one JSON object: result, issues, manifest");
}

export function optionsOf(flags: ScreeningFlags): ScreeningOptions {
  return {
    geochemistry: flags.geochemistry,
    seed: flags.seed,
    draws: flags.draws,
    edition: flags.edition,
    elements: flags.elements ?? null,
    unpublishedRecovery: flags.unpublished,
  };
}

export function inputChoice(flags: ScreeningFlags): InputChoice {
  const { geochemistry, mines, priors, market, includeUnknown } = flags;
  return {
    geochemistry,
    // Priors alone read nothing from the data folder, so it need not be there.
    dataFolder: geochemistry === "cmio" ? readDataFolder(flags.data) : "",
    ...(mines === undefined ? {} : { mines }),
    ...(priors === undefined ? {} : { priors }),
    ...(market === undefined ? {} : { market }),
    ...(includeUnknown === undefined ? {} : { includeUnknown }),
  };
}
