import type { Command } from "commander";
import { convergence } from "@relode/core/supply";
import { checkElements } from "./chosenElements.ts";
import { drawNational } from "./drawNational.ts";
import { print, printJson, sayIssues, terminalWidth } from "./print.ts";
import { inputChoice, optionsOf, type ScreeningFlags, withScreeningFlags } from "./screeningFlags.ts";
import { gatherInputs } from "./screeningInputs.ts";
import { commandManifest } from "./commandManifest.ts";
import { textTable, wrapped } from "../report/terminalText.ts";

const shownElements = ["Li", "Co", "Ni", "Ga", "Ge", "Te", "Nd", "Re"];
const steps = [100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

/** `relode supply converge`: Monte Carlo error against the number of realisations. */
export function addConverge(supply: Command): void {
  withScreeningFlags(
    supply.command("converge").description("Monte Carlo error of national totals against the number of draws"),
  ).action(async (flags: ScreeningFlags) => {
    const startedMs = performance.now();
    const gathered = await gatherInputs(inputChoice(flags));
    const options = { ...optionsOf(flags), elements: flags.elements ?? shownElements };
    checkElements(gathered.inputs, options.elements);
    const { plan, issues, store } = await drawNational(gathered.inputs, options);
    const rows = plan.elements.map((symbol, e) => ({ symbol, rows: convergence(plan, e, store, steps) }));
    if (flags.json) {
      const manifest = commandManifest({
        command: "supply converge",
        seed: options.seed,
        inputs: gathered.tables,
        parameters: { ...options },
        startedMs,
      });
      printJson({ result: { elements: rows }, issues: [...gathered.issues, ...issues], manifest });
      return;
    }
    const flat = rows.flatMap(({ symbol, rows: steps }) => steps.map((step) => ({ symbol, ...step })));
    const digits = (value: number, maximumSignificantDigits: number) =>
      new Intl.NumberFormat("en", { maximumSignificantDigits }).format(value);
    const pct = (value: number) => `${value.toPrecision(2)} %`;
    print(
      textTable(
        [
          { rank: 1, head: "element", value: (row) => row.symbol },
          { rank: 2, head: "draws", align: "right", value: (row) => digits(row.draws, 7) },
          { rank: 3, head: "mean t/yr", align: "right", value: (row) => digits(row.meanT, 4) },
          { rank: 4, head: "error", align: "right", value: (row) => pct(row.meanErrorPct) },
          { rank: 5, head: "P5 t/yr", align: "right", value: (row) => digits(row.p05T, 3) },
          { rank: 6, head: "error", align: "right", value: (row) => pct(row.p05ErrorPct) },
          { rank: 7, head: "P95 t/yr", align: "right", value: (row) => digits(row.p95T, 3) },
          { rank: 8, head: "error", align: "right", value: (row) => pct(row.p95ErrorPct) },
        ],
        flat,
        terminalWidth(),
      ).join("\n"),
    );
    const note =
      "National unrecovered mass, t a year; each error is one standard error of the simulation, in per cent of the figure beside it, not of the data. Evidence and sources: `relode supply element SYMBOL`.";
    print(wrapped(note, terminalWidth()).join("\n"));
    sayIssues([...gathered.issues, ...issues], 8);
  });
}
