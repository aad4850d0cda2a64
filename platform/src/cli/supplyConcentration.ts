import type { Command } from "commander";
import { supplyConcentration } from "@relode/core/supply";
import { shortened, textTable, wrapped } from "../report/terminalText.ts";
import { print, printJson, sayIssues, terminalWidth } from "./print.ts";
import { gatherInputs } from "./screeningInputs.ts";
import { commandManifest } from "./commandManifest.ts";

/** `relode supply concentration`: how few countries make an element. */
export function addConcentration(supply: Command): void {
  supply
    .command("concentration")
    .description("concentration of world production by country: HHI and the share of the largest")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(async (flags: { json?: boolean }) => {
      const startedMs = performance.now();
      const gathered = await gatherInputs({ geochemistry: "priors", dataFolder: "" });
      const { worldProduction } = gathered.inputs;
      const symbols = [...new Set(worldProduction.map((row) => row.element))].filter((symbol) => symbol !== "");
      const rows = symbols
        .flatMap((symbol) => {
          const found = supplyConcentration(worldProduction, symbol);
          return found ? [{ symbol, ...found }] : [];
        })
        .sort((a, b) => b.hhi - a.hhi);
      if (flags.json) {
        const manifest = commandManifest({
          command: "supply concentration",
          seed: null,
          inputs: gathered.tables.filter((table) => table.name === "worldProduction"),
          parameters: {},
          startedMs,
        });
        printJson({ result: { elements: rows }, issues: gathered.issues, manifest });
        return;
      }
      print(
        textTable(
          [
            { rank: 1, head: "element", value: (row) => row.symbol },
            { rank: 2, head: "HHI", align: "right", value: (row) => row.hhi.toFixed(0) },
            { rank: 3, head: "at most", align: "right", value: (row) => row.hhiUpper.toFixed(0) },
            { rank: 4, head: "largest producer", value: (row) => row.largestCountry },
            { rank: 5, head: "share", align: "right", value: (row) => `${(100 * row.largestShare).toFixed(0)} %` },
            { rank: 6, head: "basis", value: (row) => shortened(row.basis, 40) },
          ],
          rows,
          terminalWidth(),
        ).join("\n"),
      );
      const note =
        "HHI: sum of squared shares in per cent, 0-10,000, above 2,500 highly concentrated; at most: if what is not named by country came from one more. Source: USGS Mineral Commodity Summaries 2026, table worldProduction.";
      print(wrapped(note, terminalWidth()).join("\n"));
      sayIssues(gathered.issues);
    });
}
