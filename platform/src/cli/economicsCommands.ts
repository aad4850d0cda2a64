import { join } from "node:path";
import { type Command, Option } from "commander";
import {
  breakEvens,
  breakEvenSurface,
  type BreakEvenSurface,
  compoundValue,
  evaluateProject,
  monteCarlo,
  pathSwings,
  projectSobolShares,
  readAlternatives,
  readRights,
  rightValues,
  scenarioValues,
  tornadoSwings,
} from "@relode/core/economics";
import { DataError, type Issue } from "@relode/core/evidence";
import { withoutVariables } from "../plot/svg.ts";
import { csvText } from "../report/csvText.ts";
import { evaluationHtml } from "../report/economicsHtml.ts";
import { cashFlowPicture, fanPicture, tornadoPicture } from "../report/economicsPictures.ts";
import { economicsRiskHtml } from "../report/economicsRiskHtml.ts";
import { evaluationText, riskText } from "../report/economicsText.ts";
import { commandManifest } from "./commandManifest.ts";
import { addCurve } from "./economicsCurve.ts";
import { type EconomicsInput, openEconomics } from "./economicsInput.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues, terminalWidth, wantsColour } from "./print.ts";
import { wholeNumber } from "./values.ts";
import { writeResult } from "./writeResult.ts";

/** Width at which pictures are written as files. */
const picturePx = 720;

/** Paths on which all rights are valued together; fewer where the tree of decisions is large. */
const mostTogether = 1000;

interface Flags {
  readonly json?: boolean;
  readonly out?: string;
}
interface RiskFlags extends Flags {
  readonly seed: number;
  readonly realisations: number;
  readonly sobol: number;
  readonly method: "stream" | "stratified";
}

/** `relode economics`: what a project costs, earns and risks. */
export function addEconomics(program: Command): void {
  const economics = program
    .command("economics")
    .description("cost, cash flow, value and risk of a project: see docs/economics.md");
  economics
    .command("evaluate")
    .argument("<file>", "ECONOMICS.json")
    .description(
      "annual table, net present value, all rates of return, payback, levelised cost, scenarios, alternatives",
    )
    .option("--out <folder>", "also write evaluation.json, annual.csv, cash-flow.svg and report.html")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(runEvaluate);
  economics
    .command("risk")
    .argument("<file>", "ECONOMICS.json")
    .description("Monte Carlo, tornado, Sobol shares, break-even, real options")
    .addOption(new Option("--realisations <n>", "realisations").argParser(wholeNumber(100, 1_000_000)).default(10_000))
    .addOption(new Option("--seed <n>", "seed of the draws").argParser(wholeNumber(0, 2 ** 32 - 1)).default(20250821))
    .addOption(
      new Option("--sobol <n>", "base runs of the Sobol shares, 0 for none")
        .argParser(wholeNumber(0, 1_000_000))
        .default(2048),
    )
    .addOption(
      new Option("--method <method>", "draws by stream, or stratified (Latin hypercube)")
        .choices(["stream", "stratified"])
        .default("stream"),
    )
    .option("--out <folder>", "also write risk.json, realisations.csv, pictures and report.html")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(runRisk);
  addCurve(economics);
}

async function runEvaluate(file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const folder = flags.out === undefined ? null : outputFolder(flags.out);
  const input = await openEconomics(file);
  const { project } = input;
  const found = evaluateProject(project);
  const scenarios = scenarioValues(input.document, input.name, project);
  const alternatives = readAlternatives(input.document, input.name, input.accounts);
  const issues = stopOnErrors(input.name, [...input.issues, ...scenarios.issues, ...alternatives.issues]);
  const beside = alternatives.alternatives.map(({ name, project: other }) => {
    const { npv, realIrr, paybackYears } = evaluateProject(other);
    return { name, npv, realIrr, paybackYears };
  });
  const money = `${project.currency} of ${project.moneyYear}`;
  const result = {
    project: {
      name: project.name,
      declared: project.declared,
      money,
      discountRate: project.discountRate,
      basis: project.basis,
    },
    ...found,
    uncertainty: "none drawn: see `economics risk`",
    scenarios: scenarios.values,
    alternatives: beside,
  };
  const manifest = manifestOf("economics evaluate", file, input, null, {}, startedMs);
  if (folder !== null) {
    const lines = Object.entries(found.table);
    const annual = csvText(
      ["year", ...lines.map(([line]) => (line === "feedTonnes" ? "feed_t" : `${line}_${project.currency}_of_the_day`))],
      found.years.map((t) => [t, ...lines.map(([, values]) => values[t])]),
    );
    await writeResult(join(folder, "evaluation.json"), JSON.stringify({ result, issues, manifest }, null, 1));
    await writeResult(join(folder, "annual.csv"), annual);
    await writeResult(join(folder, "cash-flow.svg"), withoutVariables(cashFlowPicture(project, found, picturePx)));
    const page = evaluationHtml({
      project,
      found,
      scenarios: scenarios.values,
      alternatives: beside,
      issues,
      manifest,
    });
    await writeResult(join(folder, "report.html"), page);
    say(`written to ${folder}: evaluation.json, annual.csv, cash-flow.svg, report.html`);
  }
  if (flags.json) printJson({ result, issues, manifest });
  else {
    print(
      evaluationText(
        project,
        found,
        { scenarios: scenarios.values, alternatives: beside },
        { width: terminalWidth(), colour: wantsColour() },
      ),
    );
    sayIssues(issues);
  }
}

async function runRisk(file: string, flags: RiskFlags): Promise<void> {
  const startedMs = performance.now();
  const folder = flags.out === undefined ? null : outputFolder(flags.out);
  const input = await openEconomics(file);
  const { project } = input;
  const read = readRights(input.document, input.name);
  const issues = stopOnErrors(input.name, [...input.issues, ...read.issues]);
  const column = project.uncertain.find(({ distribution }) => distribution.kind === "column")?.distribution;
  const realisations = column?.kind === "column" ? column.values.length : flags.realisations;
  if (realisations !== flags.realisations)
    say(`realisations: ${realisations}, as many as the columns of the file hold`);
  const findings = refusalsAsData(input.name, () => {
    const result = monteCarlo(project, realisations, flags.seed, flags.method);
    const hasPaths = project.products.some(({ priceModel }) => priceModel !== null);
    return {
      result,
      base: evaluateProject(project).npv,
      swings: [...tornadoSwings(project), ...(hasPaths ? pathSwings(project, 2000, flags.seed) : [])].toSorted(
        (a, b) => Math.abs(b.npvAtHigh - b.npvAtLow) - Math.abs(a.npvAtHigh - a.npvAtLow),
      ),
      sobol:
        flags.sobol > 0 && (project.uncertain.length > 0 || hasPaths)
          ? projectSobolShares(project, Math.max(16, flags.sobol), flags.seed)
          : [],
      breakEvens: breakEvens(project),
      rights:
        read.rights.length > 0 && hasPaths
          ? rightValues(project, read.rights, Math.min(realisations, 4000), flags.seed)
          : [],
      together:
        read.rights.length > 1 && hasPaths ? compoundValue(project, read.rights, mostTogether, flags.seed) : null,
      surface: surfaceOf(input),
    };
  });
  const { result } = findings;
  const { npv, drawn, heldAtBound, ...summary } = result;
  const money = `${project.currency} of ${project.moneyYear}`;
  const document = {
    project: { name: project.name, declared: project.declared, money },
    ...findings,
    result: { ...summary, heldAtBound: Object.fromEntries(heldAtBound) },
  };
  const parameters = { realisations, sobol: flags.sobol, method: flags.method };
  const manifest = manifestOf("economics risk", file, input, flags.seed, parameters, startedMs);
  if (folder !== null) {
    const pictures: [string, string][] = [
      ["tornado.svg", tornadoPicture(project, findings, picturePx)],
      ["value-fan.svg", fanPicture(project, findings, picturePx)],
    ];
    const columns = [...drawn];
    const table = csvText(
      ["realisation", ...columns.map(([key]) => key), `npv_${project.currency}_${project.moneyYear}`],
      Array.from(npv, (value, k) => [k, ...columns.map(([, values]) => values[k]), value]),
    );
    await writeResult(join(folder, "risk.json"), JSON.stringify({ result: document, issues, manifest }, null, 1));
    await writeResult(join(folder, "realisations.csv"), table);
    const { surface } = findings;
    if (surface !== null)
      await writeResult(
        join(folder, "break-even.csv"),
        csvText(
          [surface.x.key, surface.y.key, `npv_${project.currency}_${project.moneyYear}`],
          surface.npv.flatMap((row, j) => row.map((npv, i) => [surface.x.values[i], surface.y.values[j], npv])),
        ),
      );
    for (const [name, svg] of pictures) await writeResult(join(folder, name), withoutVariables(svg));
    const page = economicsRiskHtml({ project, found: findings, issues, manifest });
    await writeResult(join(folder, "report.html"), page);
    const names = ["risk.json", "realisations.csv", ...(findings.surface === null ? [] : ["break-even.csv"])];
    say(`written to ${folder}: ${[...names, "tornado.svg", "value-fan.svg", "report.html"].join(", ")}`);
  }
  if (flags.json) printJson({ result: document, issues, manifest });
  else {
    print(riskText(project, findings, { width: terminalWidth(), colour: wantsColour() }));
    sayIssues(issues);
  }
}

/** The surface that `breakEven: { x: { key, from, to }, y: ... }` asks for. */
function surfaceOf({ document, project }: EconomicsInput): BreakEvenSurface | null {
  const asked = (document as { readonly breakEven?: Record<"x" | "y", { key: string; from: number; to: number }> })
    .breakEven;
  if (asked === undefined) return null;
  const isAxis = (axis: unknown): boolean =>
    typeof axis === "object" && axis !== null && "key" in axis && "from" in axis && "to" in axis;
  if (!isAxis(asked.x) || !isAxis(asked.y)) throw new RangeError("breakEven needs x and y, each with key, from and to");
  return breakEvenSurface(project, asked.x, asked.y);
}

function stopOnErrors(name: string, issues: readonly Issue[]): readonly Issue[] {
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DataError(`${name} has ${errors.length} errors; correct what is listed`, issues);
  return issues;
}

/** The core refuses by RangeError with a sentence for people; on a user's file that is a finding in the data. */
export function refusalsAsData<T>(name: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof RangeError) || "code" in error) throw error;
    throw new DataError(`${name}: ${error.message}`, [
      { path: name, code: "economics.refused", severity: "error", message: error.message },
    ]);
  }
}

function manifestOf(
  command: string,
  file: string,
  input: EconomicsInput,
  seed: number | null,
  parameters: Record<string, unknown>,
  startedMs: number,
) {
  return commandManifest({ command, seed, inputs: input.inputs, parameters: { file, ...parameters }, startedMs });
}
