import { resolve } from "node:path";
import type { Command } from "commander";
import { DataError } from "@relode/core/evidence";
import { BranchingError, plantCandidates, type SharedAnswer, sharedPlants } from "@relode/core/matching";
import { linearProgramSolver } from "../files/linearProgram.ts";
import { textTable } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { openWaste } from "./matchingWaste.ts";
import { print, printJson, sayIssues, terminalWidth } from "./print.ts";
import { UsageError } from "./usageError.ts";
import { checkWritable, writeResult } from "./writeResult.ts";

interface Flags {
  readonly json?: boolean;
  readonly out?: string;
  readonly life: string;
  readonly rate: string;
  readonly haulUsdPerTKm: string;
  readonly kinds: string;
  readonly mustTreat?: boolean;
  readonly alternatives?: boolean;
}

const mostBodies = 20;

/** `relode matching plants`: which plants, how large, for one body or several. */
export function addMatchingPlants(matching: Command): void {
  matching
    .command("plants")
    .argument("<waste...>", "waste files with facts.tonnes, elements, prices; atKm where they lie apart")
    .description("plants, their sizes and what each body sends where, at the best net present value")
    .option("--life <years>", "life of every plant, 1-100", "12")
    .option("--rate <share>", "real discount rate a year, 0-0.5", "0.08")
    .option("--haul-usd-per-t-km <usd>", "haulage by dry tonne and km of straight line, 0-10", "0.15")
    .option("--kinds <n>", "kinds of plant that are tried, 1-12", "6")
    .option("--must-treat", "every tonne must be treated, at the lowest loss")
    .option("--alternatives", "also the alternatives inside each flowsheet (cleaner, leach ...)")
    .option("--out <file>", "write the JSON there")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(plants);
}

function bounded(flag: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new UsageError("usage.bad-value", `${flag} must lie in ${least} to ${most}, got ${text.slice(0, 40)}`);
}

async function plants(files: readonly string[], flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const lifeYears = bounded("--life", flags.life, 1, 100);
  const rate = bounded("--rate", flags.rate, 0, 0.5);
  const haulUsdPerTKm = bounded("--haul-usd-per-t-km", flags.haulUsdPerTKm, 0, 10);
  const mostKinds = Math.round(bounded("--kinds", flags.kinds, 1, 12));
  if (files.length > mostBodies)
    throw new UsageError("usage.bad-value", `${files.length} waste files, limit ${mostBodies}`);
  const twice = files.find((file, at) => files.some((other, i) => i < at && resolve(other) === resolve(file)));
  if (twice !== undefined)
    throw new UsageError("usage.bad-value", `${twice} is named twice; a body is one file, its size stands in it`);
  if (flags.out !== undefined) checkWritable(resolve(flags.out));
  const wastes = await Promise.all(files.map(openWaste));
  const mustTreat = flags.mustTreat === true;
  try {
    const candidates = plantCandidates(wastes, {
      haulUsdPerTKm,
      mostKinds,
      lifeYears,
      rate,
      alternatives: flags.alternatives === true,
    });
    if (candidates.plants.length === 0)
      throw new RangeError("no route gave a flowsheet for any of the bodies; relode process propose says why for each");
    const solve = await linearProgramSolver();
    const terms = { lifeYears, rate, mustTreat };
    const answer = sharedPlants(candidates.bodies, candidates.plants, terms, solve);
    // Each plant alone with whatever it can take, at a loss too: how flat or steep the choice is.
    const ranking = candidates.plants
      .map((plant) => {
        const able = candidates.bodies.map((_, b) => b).filter((b) => !Number.isNaN(plant.usdPerT[b]));
        const only = { ...plant, usdPerT: able.map((b) => plant.usdPerT[b]) };
        const one = sharedPlants(
          able.map((b) => candidates.bodies[b]),
          [only],
          { ...terms, mustTreat: true },
          solve,
        );
        return { id: plant.id, bodies: able.length, capacityTpa: one.plants[0]?.capacityTpa ?? 0, npvUsd: one.npvUsd };
      })
      .sort((a, b) => b.npvUsd - a.npvUsd);
    const issues = wastes.flatMap((waste) => waste.issues);
    const result = {
      bodies: candidates.bodies,
      tried: candidates.plants.map(({ id, usdPerT }) => ({
        id,
        usdPerT: usdPerT.map((usd) => (Number.isNaN(usd) ? null : usd)),
      })),
      ...answer,
      ranking,
      without: candidates.without,
    };
    const manifest = commandManifest({
      command: "matching plants",
      seed: null,
      inputs: wastes.map(({ input }) => input),
      parameters: { lifeYears, rate, haulUsdPerTKm, mostKinds, mustTreat },
      startedMs,
    });
    if (flags.out !== undefined)
      await writeResult(resolve(flags.out), `${JSON.stringify({ result, issues, manifest }, null, 2)}\n`);
    if (flags.json === true) return printJson({ result, issues, manifest });
    sayIssues(issues);
    tell(answer, ranking, lifeYears, rate, mustTreat);
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof BranchingError)) throw error;
    throw new DataError(error.message, [
      { path: files.join(", ").slice(0, 200), code: "matching.no-plants", severity: "error", message: error.message },
    ]);
  }
}

interface Ranked {
  readonly id: string;
  readonly bodies: number;
  readonly capacityTpa: number;
  readonly npvUsd: number;
}

function tell(
  answer: SharedAnswer,
  ranking: readonly Ranked[],
  lifeYears: number,
  rate: number,
  mustTreat: boolean,
): void {
  const million = (usd: number) => `${Number((usd / 1e6).toPrecision(3))}`;
  const kilo = (tonnes: number) => `${Number((tonnes / 1e3).toPrecision(4))}`;
  print(
    `Plants for ${lifeYears} years at ${Number((100 * rate).toPrecision(3))} % real, before tax; performance from solved flowsheets at likely values, so no band (relode process propose gives them).`,
  );
  if (answer.plants.length === 0)
    print(
      `Nothing pays: no plant is built${mustTreat ? "" : "; --must-treat shows the cheapest way to treat everything"}.`,
    );
  for (const { id, capacityTpa, capitalUsd, fixedUsdPerYear } of answer.plants)
    print(
      `build ${id}: ${kilo(capacityTpa)} kt/a, capital ${million(capitalUsd)} MUSD, people and upkeep ${million(fixedUsdPerYear)} MUSD a year`,
    );
  for (const { body, plant, tonnes } of answer.flows) print(`  ${kilo(tonnes)} kt of ${body} to ${plant}`);
  print(
    `net present value ${million(answer.npvUsd)} MUSD (${million(answer.piecewiseNpvUsd)} with straight pieces of the cost curve; ${answer.linearProgrammes} linear programmes)\n`,
  );
  print("Each plant alone, with every tonne that it can take:");
  const columns = [
    { head: "plant", rank: 0, value: ({ id }: Ranked) => id },
    { head: "bodies", rank: 2, value: ({ bodies }: Ranked) => String(bodies) },
    { head: "kt/a", rank: 1, value: ({ capacityTpa }: Ranked) => kilo(capacityTpa) },
    { head: "NPV MUSD", rank: 0, value: ({ npvUsd }: Ranked) => million(npvUsd) },
  ];
  print(textTable(columns, ranking, terminalWidth()).join("\n"));
}
