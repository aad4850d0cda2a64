import { join } from "node:path";
import type { Command } from "commander";
import { DataError, type Issue } from "@relode/core/evidence";
import { type FlowsheetProposal, proposeFlowsheets, type ProposeOptions, routes } from "@relode/core/matching";
import { commandManifest } from "./commandManifest.ts";
import { outputFolder } from "./folders.ts";
import { openWaste } from "./matchingWaste.ts";
import { nearestKey } from "./nearestKey.ts";
import { print, printJson, say, sayIssues } from "./print.ts";
import { proposalText } from "./processProposeText.ts";
import { UsageError } from "./usageError.ts";
import { writeResult } from "./writeResult.ts";

interface Flags {
  readonly json?: boolean;
  readonly out?: string;
  readonly route?: string;
  readonly alternatives?: boolean;
  readonly quick?: boolean;
  readonly rate?: string;
  readonly life?: string;
  readonly tPerHour?: string;
}

/** `relode process propose`: flowsheets for a waste, solved and compared. */
export function addProcessPropose(process: Command): void {
  process
    .command("propose")
    .argument("<waste>", "JSON: type of waste, elements with hosts, facts, minerals; see docs/matching.md")
    .description("a solved flowsheet for each route that is open to a waste, compared; files for process run")
    .option("--route <id>", "only this route (relode matching routes lists them), also one whose conditions fail")
    .option("--alternatives", "every combination of the alternatives inside each flowsheet, ranked")
    .option("--quick", "no bands: assumptions stay at their likely values")
    .option("--tonnes-per-hour <t>", "dry feed, t/h (m³/h of water); default: tonnes over the life by Taylor's rule")
    .option("--life <years>", "life of the plant in years, 1-100")
    .option("--rate <share>", "real discount rate a year, 0-0.5; default 0.08")
    .option("--out <folder>", "write a flowsheet file for each route, and proposals.json")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action((file: string, _: unknown, command: Command) => propose(file, readFlags(command)));
}

function readFlags(command: Command): Flags {
  const { tonnesPerHour, ...rest } = command.opts<Flags & { tonnesPerHour?: string }>();
  return tonnesPerHour === undefined ? rest : { ...rest, tPerHour: tonnesPerHour };
}

function bounded(
  flag: string,
  text: string | undefined,
  least: number,
  most: number,
  unit: string,
): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new UsageError("usage.bad-value", `${flag} must lie in ${least} to ${most} ${unit}, got ${text.slice(0, 40)}`);
}

async function propose(file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  if (flags.route !== undefined && !routes.some(({ id }) => id === flags.route))
    throw new UsageError(
      "usage.unknown-route",
      `no route ${flags.route.slice(0, 60)}${nearestKey(
        flags.route,
        routes.map(({ id }) => id),
      )}`,
    );
  const tPerH = bounded("--tonnes-per-hour", flags.tPerHour, 1e-3, 1e5, "t/h");
  const lifeYears = bounded("--life", flags.life, 1, 100, "years");
  const rate = bounded("--rate", flags.rate, 0, 0.5, "a year");
  const folder = flags.out === undefined ? null : outputFolder(flags.out);
  const waste = await openWaste(file);
  const options: ProposeOptions = {
    prices: waste.prices,
    swings: flags.quick !== true,
    alternatives: flags.alternatives === true,
    ...(flags.route === undefined ? {} : { routeId: flags.route }),
    ...(tPerH === undefined ? {} : { tPerH }),
    ...(lifeYears === undefined ? {} : { lifeYears }),
    ...(rate === undefined ? {} : { rate }),
  };
  const { proposals, without } = proposed(file, () => proposeFlowsheets(waste.profile, options));
  const issues: Issue[] = [
    ...waste.issues,
    ...without.map(
      ({ routeId, choice, why }): Issue => ({
        path: [routeId, ...Object.values(choice)].join(", "),
        code: "matching.no-proposal",
        severity: "warning",
        message: why,
      }),
    ),
    ...proposals.flatMap((proposal) =>
      proposal.issues.map((issue) => ({ ...issue, path: `${fileName(proposal)}, ${issue.path}` })),
    ),
  ];
  const manifest = commandManifest({
    command: "process propose",
    seed: null,
    inputs: [waste.input],
    parameters: { file, ...options },
    startedMs,
  });
  const result = {
    waste: waste.profile.name,
    type: waste.profile.type,
    pricesUsdPerKg: waste.prices,
    pricesSource: waste.pricesSource,
    proposals: proposals.map((one) => ({ file: fileName(one), ...one })),
    without,
  };
  if (folder !== null) {
    for (const proposal of proposals)
      await writeResult(join(folder, fileName(proposal)), `${JSON.stringify(proposal.document, null, 2)}\n`);
    const summary = { ...result, proposals: result.proposals.map((one) => ({ ...one, document: undefined })) };
    await writeResult(
      join(folder, "proposals.json"),
      `${JSON.stringify({ result: summary, issues, manifest }, null, 2)}\n`,
    );
  }
  if (flags.json === true) printJson({ result, issues, manifest });
  else {
    sayIssues(waste.issues);
    print(
      proposalText(waste, proposals, without, {
        alternatives: flags.alternatives === true,
        swings: flags.quick !== true,
        rate: rate ?? 0.08,
      }),
    );
    if (folder !== null)
      say(
        `written: ${proposals.length} flowsheets and proposals.json in ${folder}; solve one with relode process run, or open it in the editor (/process)`,
      );
  }
  if (proposals.length === 0) globalThis.process.exitCode = 1;
}

/** Faults of the waste that only a template finds are bad data, not a bug. */
function proposed<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DataError(`${file}: ${error.message}`, [
      { path: file, code: "matching.no-proposal", severity: "error", message: error.message },
    ]);
  }
}

/** `re-flotation.json`, and with the choices that differ from route to route `re-flotation_bioleach_none.json`. */
export function fileName({ routeId, choice }: Pick<FlowsheetProposal, "routeId" | "choice">): string {
  const words = Object.values(choice).map((word) => word.replaceAll("µ", "u").replaceAll(/[^A-Za-z0-9.]+/g, "-"));
  return `${[routeId, ...words].join("_")}.json`;
}
