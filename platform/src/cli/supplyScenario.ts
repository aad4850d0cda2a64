import type { Command } from "commander";
import { Option } from "commander";
import {
  createDrawCache,
  createStore,
  drawMine,
  elementFigures,
  elementGroups,
  mineOrder,
  prepareScreening,
  scenarioOutcome,
  subsetDrawsT,
} from "@relode/core/supply";
import { print, printJson } from "./print.ts";
import { inputChoice, optionsOf, type ScreeningFlags, withScreeningFlags } from "./screeningFlags.ts";
import { gatherInputs } from "./screeningInputs.ts";
import { UsageError } from "./usageError.ts";
import { decimal } from "./values.ts";
import { softwareVersion } from "./version.ts";

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
      const options = { ...optionsOf(flags), elements: symbol === "REE" ? null : [symbol] };
      const { plan, issues } = prepareScreening(gathered.inputs, options);
      const group = elementGroups(plan).find((candidate) => candidate.symbol === symbol);
      if (!group) throw new UsageError("usage.symbol", `${symbol} is not among the elements computed`);
      const store = createStore(plan);
      const cache = createDrawCache(plan);
      for (const m of mineOrder(plan)) drawMine(plan, m, store, cache);
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
        const manifest = {
          software: "relode" as const,
          version: softwareVersion(),
          command: `supply scenario ${symbol}`,
          seed: options.seed,
          inputs: gathered.tables,
          parameters: { ...options, recovery: flags.recovery, demand: flags.demand },
          finishedAt: new Date().toISOString(),
          elapsedSeconds: (performance.now() - startedMs) / 1000,
        };
        printJson({
          result: { symbol, recovery: flags.recovery, demandFactor: flags.demand, figures, ...outcome },
          issues: [...gathered.issues, ...issues],
          manifest,
        });
        return;
      }
      const show = (interval: { mean: number; p05: number; p95: number } | null, unit: string, scale = 1) =>
        interval
          ? `${(interval.mean * scale).toPrecision(3)} ${unit} (P5-P95 ${(interval.p05 * scale).toPrecision(3)} to ${(interval.p95 * scale).toPrecision(3)})`
          : "not published as a number";
      print(
        [
          `${symbol}: ${(100 * flags.recovery).toPrecision(3)} % of the unrecovered mass recovered, demand x ${flags.demand} (${options.edition})`,
          `  recovered              ${show(outcome.recoveredT, "t/yr")}`,
          `  share of gross imports ${show(outcome.importsReplaced, "%", 100)}`,
          `  net import reliance    ${show(outcome.netImportReliancePct, "% of demand")}; published ${figures.netImportReliancePct.printed || "none"} %`,
          "  Below 0 % the country exports. Presence is not recoverability: no cost, market or technology is asked here.",
        ].join("\n"),
      );
    });
}
