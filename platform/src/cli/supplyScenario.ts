import type { Command } from "commander";
import { Option } from "commander";
import type { Interval } from "@relode/core/evidence";
import { elementFigures, elementGroups, scenarioOutcome, subsetDrawsT } from "@relode/core/supply";
import { askedSymbol, checkElements } from "./chosenElements.ts";
import { drawNational } from "./drawNational.ts";
import { labelled, wrapped } from "../report/terminalText.ts";
import { print, printJson, sayIssues, terminalWidth } from "./print.ts";
import { inputChoice, optionsOf, type ScreeningFlags, withScreeningFlags } from "./screeningFlags.ts";
import { gatherInputs } from "./screeningInputs.ts";
import { UsageError } from "./usageError.ts";
import { decimal } from "./values.ts";
import { commandManifest } from "./commandManifest.ts";

/** `relode supply scenario`: what if demand changes and a part of the waste's metal is recovered? */
export function addScenario(supply: Command): void {
  withScreeningFlags(
    supply
      .command("scenario")
      .argument("<symbol>", "e.g. Ge, or REE")
      .description("what-if on demand and recovery for one element"),
  )
    .addOption(
      new Option("--recovery <fraction>", "part of the unrecovered mass that is recovered, 0-1")
        .argParser(decimal(0, 1))
        .default(0.1),
    )
    .addOption(
      new Option("--demand <factor>", "demand against the edition's, 1 = as published")
        .argParser(decimal(0.01, 1000))
        .default(1),
    )
    .action(async (symbol: string, flags: ScreeningFlags & { recovery: number; demand: number }) => {
      const startedMs = performance.now();
      const gathered = await gatherInputs(inputChoice(flags));
      askedSymbol(symbol);
      if (flags.elements !== undefined)
        throw new UsageError("usage.elements", "--elements does not go with one element; leave it out");
      const options = { ...optionsOf(flags), elements: symbol === "REE" ? null : [symbol] };
      checkElements(gathered.inputs, options.elements);
      const { plan, issues, store } = await drawNational(gathered.inputs, options);
      const group = elementGroups(plan).find((candidate) => candidate.symbol === symbol);
      if (!group) throw new UsageError("usage.unknown-element", `${symbol} is not among the elements computed`);
      const draws = subsetDrawsT(
        plan,
        group.members,
        plan.mines.map((_, m) => m),
        store,
      );
      const figures = elementFigures(gathered.inputs.markets, options.edition, symbol);
      const outcome = scenarioOutcome(draws, {
        recovery: flags.recovery,
        demandFactor: flags.demand,
        consumptionT: figures.consumptionT.value,
        importsT: figures.importsT.value,
        netImportsT: figures.netImportsT.value,
      });
      if (flags.json) {
        const manifest = commandManifest({
          command: `supply scenario ${symbol}`,
          seed: options.seed,
          inputs: gathered.tables,
          parameters: { ...options, recovery: flags.recovery, demand: flags.demand },
          startedMs,
        });
        printJson({
          result: { symbol, recovery: flags.recovery, demandFactor: flags.demand, figures, ...outcome },
          issues: [...gathered.issues, ...issues],
          manifest,
        });
        return;
      }
      print(scenarioText(symbol, flags, figures, outcome, options.edition, terminalWidth()).join("\n"));
      sayIssues([...gathered.issues, ...issues], 8);
    });
}

/** The answer in lines: what was assumed, what comes out with its interval, and what it rests on. */
function scenarioText(
  symbol: string,
  flags: { recovery: number; demand: number; geochemistry: string },
  figures: ReturnType<typeof elementFigures>,
  outcome: ReturnType<typeof scenarioOutcome>,
  edition: string,
  width: number,
): string[] {
  const digits = (value: number) => new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value);
  const show = (spread: Interval | null, unit: string, scale = 1) => {
    if (spread === null) return "not published as a number";
    return `${digits(spread.mean * scale)} ${unit} (${digits(spread.p05 * scale)} to ${digits(spread.p95 * scale)})`;
  };
  const line = (label: string, value: string) => labelled(label, value, width, 23);
  const published = figures.netImportReliancePct.printed;
  return [
    ...wrapped(
      `${symbol}: ${digits(100 * flags.recovery)} % of the unrecovered mass recovered, demand x ${flags.demand}`,
      width,
    ),
    ...line("Recovered", show(outcome.recoveredT, "t a year")),
    ...line("Share of gross imports", show(outcome.importsReplaced, "%", 100)),
    ...line("Net import reliance", show(outcome.netImportReliancePct, "% of demand")),
    ...line("  as published", published === "" ? "none" : `${published} % of apparent consumption`),
    ...wrapped(
      `Mean with 5th to 95th percentile. Below 0 % the country exports. Concentrations from ${flags.geochemistry === "cmio" ? "ore samples and priors" : "priors"}; market figures from USGS Mineral Commodity Summaries ${edition.slice(3)}; evidence and sources: \`relode supply element ${symbol}\`. Presence is not recoverability: no cost, market or technology is asked here.`,
      width,
    ),
  ];
}
