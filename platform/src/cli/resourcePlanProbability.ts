import type { Command } from "commander";
import { jsonText } from "@relode/core/resource";
import { parquetTable } from "../files/parquetTable.ts";
import { resourceModel } from "../files/resourceModel.ts";
import { openResourceFolder } from "../jobs/resourceFolder.ts";
import { probabilityAbove } from "../jobs/resourcePlanProbability.ts";
import { csvText } from "../report/csvText.ts";
import { textTable } from "../report/terminalText.ts";
import { print, printJson, say, terminalWidth } from "./print.ts";
import { numberList } from "./resourcePlanFlags.ts";
import { asked, declaredNote, gradeOf, planFolder, planManifest, short, writePlan } from "./resourcePlanOutput.ts";
import { collarDots, planMap } from "./resourcePlanPictures.ts";

interface ProbabilityFlags {
  readonly variable?: string;
  readonly cutoff: readonly number[];
  readonly out?: string;
  readonly json?: boolean;
}

/** `relode resource probability`: how sure a block reaches a cut-off. */
export function addResourceProbability(resource: Command): void {
  resource
    .command("probability")
    .argument("<folder>", "folder written by relode resource estimate")
    .description("probability that a block's grade reaches a cut-off, over the realisations")
    .requiredOption("--cutoff <list>", "ppm; several between commas", numberList(0, 1e6))
    .option("--variable <name>", "grade (default: the first)")
    .option("--out <folder>", "where the files go (default: the run's folder)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(probability);
}

async function probability(run: string, flags: ProbabilityFlags): Promise<void> {
  const startedMs = performance.now();
  const { document, holes } = await openResourceFolder(run);
  const variable = gradeOf(document, flags.variable);
  const resource = await resourceModel(run, [variable]);
  const found = asked("probability", () => probabilityAbove(resource, variable, flags.cutoff));
  const notes = [
    `share of ${resource.realisations} realisations of block grades; a share of ${short(1 / resource.realisations)} is the least that can be told from 0`,
    declaredNote(document),
  ].filter((note) => note !== "");
  const result = {
    variable,
    realisations: resource.realisations,
    rows: found.map((row) => ({ ...row, probability: undefined, plan: undefined })),
    notes,
  };
  const manifest = planManifest({
    command: "resource probability",
    run,
    sha256: resource.sha256,
    seed: document.seed,
    startedMs,
    parameters: { variable, cutoff: flags.cutoff },
  });
  const folder = planFolder(run, flags.out);
  await writePlan(
    folder,
    new Map<string, string | Uint8Array>([
      ["probability.json", `${jsonText({ result, manifest }, 1)}\n`],
      [
        "probability.csv",
        csvText(
          ["cutoffPpm", "expectedTonnes", "tonnesAtLeast50Pct", "tonnesAtLeast80Pct"],
          found.map((row) => [row.cutoffPpm, row.expectedTonnes, row.tonnesAt50, row.tonnesAt80]),
        ),
      ],
      [
        "probability.parquet",
        parquetTable(
          found.map(({ cutoffPpm, probability: values }) => ({
            name: `${variable}_at_least_${cutoffPpm}`,
            kind: "number" as const,
            values: Array.from(values),
          })),
        ),
      ],
      ...found.map(({ cutoffPpm, plan }): [string, string] => [
        `probability-${variable}-${cutoffPpm}.svg`,
        `${planMap(document.grid, plan, {
          title: `Probability that ${variable} reaches ${cutoffPpm} ppm`,
          desc: "Plan of the probability averaged over the height by dry mass; dots are holes.",
          valueTitle: "probability, mean over the height",
          valueDomain: [0, 1],
          dots: collarDots(document.grid, holes),
        })}\n`,
      ]),
    ]),
  );
  if (flags.json) return printJson({ result, issues: [], manifest });
  print(
    textTable(
      [
        { rank: 1, head: `${variable} at least`, align: "right", value: (row) => short(row.cutoffPpm) },
        { rank: 1, head: "t dry expected", align: "right", value: (row) => short(row.expectedTonnes) },
        { rank: 1, head: "t at 50 % or more", align: "right", value: (row) => short(row.tonnesAt50) },
        { rank: 1, head: "t at 80 % or more", align: "right", value: (row) => short(row.tonnesAt80) },
      ],
      found,
      terminalWidth(),
    ).join("\n"),
  );
  for (const note of notes) print(note);
  say(`written: probability in ${folder}`);
}
