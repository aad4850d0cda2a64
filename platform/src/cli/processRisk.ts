import { join } from "node:path";
import { type Command, Option } from "commander";
import { DataError, type Issue, type RunManifest } from "@relode/core/evidence";
import { drawnFlowsheet, type FlowsheetDraws, flowsheetRisk, type FlowsheetRisk } from "@relode/core/process";
import { withoutVariables } from "../plot/svg.ts";
import { csvText } from "../report/csvText.ts";
import { processRiskHtml } from "../report/processRiskHtml.ts";
import { pictureWord, rankPicture, recoveryPicture, widestRanks } from "../report/processRiskPictures.ts";
import { commandManifest } from "./commandManifest.ts";
import { refusalsAsData } from "./economicsCommands.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues, terminalWidth, wantsColour } from "./print.ts";
import { openFlowsheet, solvable } from "./processInput.ts";
import { riskIssues, riskText } from "./processRiskText.ts";
import { progressBar } from "./terminal/progressBar.ts";
import { wholeNumber } from "./values.ts";
import { writeResult } from "./writeResult.ts";

/** Width at which pictures are written as files. */
const picturePx = 720;

interface Flags {
  readonly draws: number;
  readonly seed: number;
  readonly sobol: number;
  readonly morris: number;
  readonly outcome?: readonly string[];
  readonly json?: boolean;
  readonly out?: string;
}

/** `relode process risk`: the spread of a flowsheet's results and where it comes from. */
export function addProcessRisk(process: Command): void {
  process
    .command("risk")
    .argument("<file>", "flowsheet in JSON with uncertainty declared, see docs/flowsheet-format.md")
    .description("draw the uncertain figures of a flowsheet: 5 to 95 % of every result, and which figure it comes from")
    .addOption(new Option("--draws <n>", "draws").argParser(wholeNumber(20, 1_000_000)).default(1000))
    .addOption(new Option("--seed <n>", "seed of the draws").argParser(wholeNumber(0, 2 ** 32 - 1)).default(20250821))
    .addOption(
      new Option("--sobol <n>", "base runs of Sobol shares, 0 for none; each takes a solve per figure and two more")
        .argParser(wholeNumber(0, 1_000_000))
        .default(0),
    )
    .addOption(
      new Option(
        "--morris <n>",
        "trajectories of Morris screening, 0 for none; each takes a solve per figure and one more",
      )
        .argParser(wholeNumber(0, 100_000))
        .default(10),
    )
    .option("--outcome <ids...>", "results whose shares are wanted; default: recoveries, reagents, power and heat")
    .option("--out <folder>", "also write risk.json, outcomes.csv, shares.csv, draws.csv, pictures and report.html")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(run);
}

async function run(file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const folder = flags.out === undefined ? null : outputFolder(flags.out);
  const input = await openFlowsheet(file);
  const flowsheet = solvable(input, file);
  const { quantities, correlations, issues: found } = input.uncertainty;
  if (found.some(({ severity }) => severity === "error"))
    throw new DataError(`${file}: its uncertainty cannot be used`, input.issues);
  if (quantities.length === 0)
    throw new DataError(`${file}: declares nothing uncertain`, [
      {
        path: file,
        code: "process.nothing-uncertain",
        severity: "error",
        message: 'no unit or feed has uncertainty; give e.g. "uncertainty": { "share": { "sd": 0.02, "grade": "D" } }',
      },
    ]);
  const made = drawnFlowsheet(flowsheet, quantities);
  if ("failed" in made)
    throw new DataError(`${file}: cannot be solved at its own figures`, [...input.issues, ...made.failed.issues]);
  const bar = progressBar(process.stderr, "process risk");
  let isComplete = false;
  try {
    const { draws, seed, sobol, morris, outcome } = flags;
    const name = flowsheet.document.name;
    const { risk, columns } = refusalsAsData(file, () =>
      flowsheetRisk(name, made.drawn, quantities, correlations, {
        draws,
        seed,
        // Fewer than 16 base runs have no meaning for the estimators.
        sobol: sobol === 0 ? 0 : Math.max(16, sobol),
        morris: morris === 1 ? 2 : morris,
        ...(outcome === undefined ? {} : { wanted: outcome }),
        onProgress: (done) => bar.update(done, "solving"),
      }),
    );
    isComplete = true;
    bar.finish(true);
    if (risk.solved < 4)
      throw new DataError(`${file}: ${risk.solved} of ${risk.draws} draws could be solved`, [
        ...input.issues,
        ...riskIssues(risk),
      ]);
    const issues = [...input.issues, ...riskIssues(risk)];
    const manifest = commandManifest({
      command: "process risk",
      seed,
      inputs: input.inputs,
      parameters: { file, draws, sobol, morris, outcome: outcome ?? null },
      startedMs,
    });
    const document = { result: risk, issues, manifest };
    if (folder !== null) await writeRisk(folder, risk, columns, document);
    if (flags.json) printJson(document);
    else {
      print(riskText(risk, { width: terminalWidth(), colour: wantsColour() }));
      sayIssues(issues, 40);
    }
  } finally {
    if (!isComplete) bar.finish(false);
  }
}

async function writeRisk(
  folder: string,
  risk: FlowsheetRisk,
  columns: FlowsheetDraws,
  document: { readonly issues: readonly Issue[]; readonly manifest: RunManifest },
): Promise<void> {
  const outcomes = csvText(
    ["id", "kind", "what", "unit", "base", "mean", "standard_error", "sd", "p05", "p50", "p95", "evidence"],
    risk.outcomes.map((one) => [
      one.id,
      one.kind,
      one.what,
      one.unit,
      one.base,
      one.mean,
      one.standardError,
      one.sd,
      one.p05,
      one.p50,
      one.p95,
      risk.evidence,
    ]),
  );
  const shares = csvText(
    ["outcome", "quantity", "method", "measure", "value", "standard_error"],
    [
      ...risk.ranks.flatMap(({ outcome, shares: found }) =>
        found.flatMap(({ key, coefficient, share }) => [
          [outcome, key, "rank regression", "coefficient", coefficient, null],
          [outcome, key, "rank regression", "share", share, null],
        ]),
      ),
      ...(risk.sobol?.outcomes ?? []).flatMap(({ outcome, shares: found }) =>
        found.flatMap(({ key, first, firstError, total, totalError }) => [
          [outcome, key, "Sobol", "first", first, firstError],
          [outcome, key, "Sobol", "total", total, totalError],
        ]),
      ),
      ...(risk.morris?.outcomes ?? []).flatMap(({ outcome, effects }) =>
        effects.flatMap(({ key, mean, meanSize, sd }) => [
          [outcome, key, "Morris", "mean of sizes", meanSize, null],
          [outcome, key, "Morris", "mean", mean, null],
          [outcome, key, "Morris", "sd", sd, null],
        ]),
      ),
    ],
  );
  const kept = risk.outcomes.filter(({ kind }) => kind === "recovery" || kind === "reagent" || kind === "duty");
  const names = [...columns.inputs];
  const draws = csvText(
    ["draw", "solved", ...names.map(([name]) => name), ...kept.map(({ id }) => id)],
    Array.from(columns.isSolved, (isSolved, k) => [
      k,
      isSolved === 1 ? "yes" : "no",
      ...names.map(([, values]) => values[k]),
      ...kept.map(({ id }) => (isSolved === 1 ? (columns.outcomes.get(id)?.[k] ?? null) : null)),
    ]),
  );
  const files = new Map([
    ["risk.json", JSON.stringify(document, null, 1)],
    ["outcomes.csv", outcomes],
    ["shares.csv", shares],
    ["draws.csv", draws],
    ...riskPictures(risk),
  ]);
  const { issues, manifest } = document;
  const page = processRiskHtml({ risk, issues, manifest, files: [...files.keys()] });
  files.set("report.html", page);
  for (const [name, body] of files) await writeResult(join(folder, name), body);
  say(`written to ${folder}: ${[...files.keys()].join(", ")}`);
}

/** Bands of the recoveries, and shares of each result whose spread is told. */
function riskPictures(risk: FlowsheetRisk): Map<string, string> {
  const recoveries = recoveryPicture(risk, picturePx);
  return new Map([
    ...(recoveries === null ? [] : [["recoveries.svg", withoutVariables(recoveries)] as const]),
    ...widestRanks(risk).map(
      (rank) =>
        [`shares-${pictureWord(rank.outcome)}.svg`, withoutVariables(rankPicture(risk, rank, picturePx))] as const,
    ),
  ]);
}
