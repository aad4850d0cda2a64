import { createHash } from "node:crypto";
import type { Command } from "commander";
import { jsonText } from "@relode/core/resource";
import { parquetTable } from "../files/parquetTable.ts";
import { resourceModel } from "../files/resourceModel.ts";
import { openResourceFolder } from "../jobs/resourceFolder.ts";
import { mineralTable, readMineralPlan } from "../jobs/resourcePlanMinerals.ts";
import { csvText } from "../report/csvText.ts";
import { textTable } from "../report/terminalText.ts";
import { print, printJson, say, terminalWidth } from "./print.ts";
import { asked, declaredNote, planFolder, planManifest, short, shortBand, writePlan } from "./resourcePlanOutput.ts";

interface MineralFlags {
  readonly minerals: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `relode resource minerals`: minerals of each block from its elements. */
export function addResourceMinerals(resource: Command): void {
  resource
    .command("minerals")
    .argument("<folder>", "folder written by relode resource estimate")
    .description(
      "minerals of each block from its elements, in every realisation, with misfit and what cannot be told apart",
    )
    .requiredOption("--minerals <file>", "minerals, elements and source (JSON): see docs/resource.md")
    .option("--out <folder>", "where the files go (default: the run's folder)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(minerals);
}

async function minerals(run: string, flags: MineralFlags): Promise<void> {
  const startedMs = performance.now();
  const plan = await readMineralPlan(flags.minerals);
  const { document } = await openResourceFolder(run);
  const resource = await resourceModel(run, [...new Set(plan.elements.map(({ column }) => column))]);
  const found = asked(flags.minerals, () => mineralTable(resource, plan));
  const notes = [
    `modelled from elements, not measured: the answer rests on the list of minerals (${plan.source})`,
    `${short(100 * found.poorShare)} % of the dry tonnes have a misfit above 2: there the list does not explain the assays`,
    ...found.system.ambiguous.map(
      ({ mineral, resembles }) =>
        `${mineral} cannot be told from a mixture of ${resembles.join(" and ")} by these elements`,
    ),
    declaredNote(document),
  ].filter((note) => note !== "");
  const result = {
    minerals: found.rows,
    ambiguous: found.system.ambiguous,
    poorShare: found.poorShare,
    realisations: resource.realisations,
    source: plan.source,
    notes,
  };
  const base = planManifest({
    command: "resource minerals",
    run,
    sha256: resource.sha256,
    seed: document.seed,
    startedMs,
    parameters: { minerals: plan.choices, elements: plan.elements },
  });
  const manifest = {
    ...base,
    inputs: [...base.inputs, { name: "minerals", sha256: createHash("sha256").update(plan.text).digest("hex") }],
  };
  const folder = planFolder(run, flags.out);
  await writePlan(
    folder,
    new Map<string, string | Uint8Array>([
      ["mineral-table.json", `${jsonText({ result, manifest }, 1)}\n`],
      [
        "mineral-table.csv",
        csvText(
          ["mineral", "t_mean", "t_p05", "t_p95", "massPct_mean", "massPct_p05", "massPct_p95", "resembles"],
          found.rows.map(({ mineral, dryTonnes, massPct }) => [
            mineral,
            ...[dryTonnes, massPct].flatMap(({ mean, p05, p95 }) => [mean, p05, p95]),
            found.system.ambiguous.find((one) => one.mineral === mineral)?.resembles.join(" + ") ?? null,
          ]),
        ),
      ],
      [
        "minerals.parquet",
        parquetTable(
          [...found.columns].map(([name, values]) => ({ name, kind: "number" as const, values: Array.from(values) })),
          { note: "mass fractions, unit 1, a row a block in grid order; modelled from elements" },
        ),
      ],
    ]),
  );
  if (flags.json) return printJson({ result, issues: [], manifest });
  print(
    textTable(
      [
        { rank: 1, head: "mineral", value: (row) => row.mineral },
        { rank: 1, head: "t (P5-P95)", align: "right", value: (row) => shortBand(row.dryTonnes) },
        { rank: 1, head: "mass % (P5-P95)", align: "right", value: (row) => shortBand(row.massPct) },
      ],
      found.rows,
      terminalWidth(),
    ).join("\n"),
  );
  for (const note of notes) print(note);
  say(`written: minerals in ${folder}`);
}
