import { join } from "node:path";
import { least, median, table } from "./tables.mjs";

/** Aqueous equilibria of a mine water, against PHREEQC's time for the same titration where it was measured. */
export function benchChemistries(node, bundle, runs, root) {
  return node(bundle("bench/chemistry.bench.ts", "chemistry.mjs"), join(root, "core/src/datasets"), runs);
}

export function reportChemistries(chemistries) {
  const each = (seconds, handled) => `${((1000 * seconds) / handled).toFixed(3)} ms`;
  console.log("\naqueous equilibria, a mine water at 15 degrees with lime, O2 and CO2 of the air and three minerals");
  console.log(
    table(
      ["", "median each", "least each", "least CPU each", "peer, its own machine"],
      chemistries.map((b) => [
        b.name,
        each(median(b.seconds), b.handled),
        each(least(b.seconds), b.handled),
        each(least(b.cpuSeconds), b.handled),
        b.peer,
      ]),
    ),
  );
}
