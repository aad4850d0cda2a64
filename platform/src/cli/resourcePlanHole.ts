import { join } from "node:path";
import type { Command } from "commander";
import { type HoleWorth, jsonText, type Product, type RotatedGrid } from "@relode/core/resource";
import { resourceModel } from "../files/resourceModel.ts";
import { openResourceFolder, readResourceColumns } from "../jobs/resourceFolder.ts";
import { planNextHole } from "../jobs/resourcePlanHole.ts";
import { csvText } from "../report/csvText.ts";
import { textTable } from "../report/terminalText.ts";
import { print, printJson, say, terminalWidth } from "./print.ts";
import { namedNumbers } from "./resourcePlanFlags.ts";
import { asked, declaredNote, gradeOf, planFolder, planManifest, short, writePlan } from "./resourcePlanOutput.ts";
import { collarDots, planMap } from "./resourcePlanPictures.ts";
import { UsageError } from "./usageError.ts";
import { decimal, wholeNumber } from "./values.ts";

interface HoleFlags {
  readonly price: ReadonlyMap<string, number>;
  readonly recovery: ReadonlyMap<string, number>;
  readonly payable?: ReadonlyMap<string, number>;
  readonly cost: number;
  readonly units: string;
  readonly lift?: number;
  readonly error: number;
  readonly holeCost?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `relode resource next-hole`: what knowing more is worth, and where. */
export function addResourceNextHole(resource: Command): void {
  resource
    .command("next-hole")
    .argument("<folder>", "folder written by relode resource estimate, with 100 realisations or more")
    .description("where the next hole is worth most: gain expected from deciding after it instead of before it, USD")
    .requiredOption("--price <list>", "USD per kg of each element, e.g. Co=33,Cu=9", namedNumbers(0, 1e9))
    .requiredOption("--recovery <list>", "share recovered of each, e.g. Co=0.55,Cu=0.6", namedNumbers(0, 1))
    .option("--payable <list>", "share paid of what is recovered (default: 1)", namedNumbers(0, 1))
    .requiredOption("--cost <usd>", "cost of mining and treating a dry tonne, USD", decimal(0, 1e6))
    .option("--units <units>", "what is mined or left as a whole: lifts, domains or body (default: lifts)", "lifts")
    .option("--lift <m>", "height of a lift, metres (default: two layers of blocks)", decimal(0.001, 1e4))
    .option("--error <share>", "relative standard error of a hole's mean grade (default: 0.1)", decimal(0, 2), 0.1)
    .option("--hole-cost <usd>", "cost of a hole, USD: taken off its worth", decimal(0, 1e9))
    .option("--seed <n>", "of the error of the hole (default: of the run)", wholeNumber(0, 2 ** 32 - 1))
    .option("--out <folder>", "where the files go (default: the run's folder)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(nextHole);
}

async function nextHole(run: string, flags: HoleFlags): Promise<void> {
  const startedMs = performance.now();
  const { units } = flags;
  if (units !== "lifts" && units !== "domains" && units !== "body")
    throw new UsageError("usage.units", `--units ${units}: must be lifts, domains or body`);
  const { document, holes } = await openResourceFolder(run);
  if (document.realisations < 100)
    throw new UsageError(
      "usage.realisations",
      `${run}: has ${document.realisations} realisations; the next hole needs 100 or more, better 300: set simulation.realisations in the project and estimate again`,
    );
  const products = productsOf(flags, (element) => gradeOf(document, element));
  const resource = await resourceModel(
    run,
    products.map(({ gradeColumn }) => gradeColumn),
  );
  const blocks = await readResourceColumns(join(run, "blocks.parquet"), ["domain"], 0, document.blocks);
  const seed = flags.seed ?? document.seed;
  const found = asked("next hole", () =>
    planNextHole(resource, {
      products,
      costUsdPerT: flags.cost,
      units,
      liftM: flags.lift ?? 2 * document.grid.sizeM[2],
      domain: blocks.get("domain") ?? new Float32Array(document.blocks),
      domains: document.domains,
      relativeError: flags.error,
      seed,
    }),
  );
  const costUsd = flags.holeCost ?? null;
  const notes = [
    verdict(found.holes[0], found.perfectUsd, costUsd),
    `worth of one hole at a time over ${document.realisations} realisations, undiscounted; two good neighbours tell much the same; the best of hundreds of places lies up to three standard errors high by chance`,
    "the realisations take variogram and histogram as known: what a hole would teach about these is not in its worth",
    declaredNote(document),
  ].filter((note) => note !== "");
  const assumptions = products.map(
    ({ element, priceUsdPerKg, recovery, payable }) =>
      `${element}: price ${priceUsdPerKg} USD/kg, recovery ${recovery}, payable ${payable}`,
  );
  const result = { ...found, holeCostUsd: costUsd, costUsdPerT: flags.cost, assumptions, notes };
  const manifest = planManifest({
    command: "resource next-hole",
    run,
    sha256: resource.sha256,
    seed,
    startedMs,
    parameters: {
      units,
      cost: flags.cost,
      holeCost: costUsd,
      error: flags.error,
      assumptions,
      lift: flags.lift ?? 2 * document.grid.sizeM[2],
    },
  });
  const folder = planFolder(run, flags.out);
  await writePlan(
    folder,
    new Map([
      ["next-holes.json", `${jsonText({ result, manifest }, 1)}\n`],
      [
        "next-holes.csv",
        csvText(
          ["rank", "x", "y", "i", "j", "worthUsd", "standardErrorUsd", "worthLessCostUsd", "explains"],
          found.holes.map((hole, at) => [
            at + 1,
            hole.x,
            hole.y,
            hole.i,
            hole.j,
            hole.worth,
            hole.standardError,
            costUsd === null ? null : hole.worth - costUsd,
            hole.explains,
          ]),
        ),
      ],
      ["next-holes.svg", `${worthPlan(document, holes, found.holes)}\n`],
    ]),
  );
  if (flags.json) return printJson({ result, issues: [], manifest });
  print(
    textTable(
      [
        { rank: 1, head: "unit", value: (row) => row.name },
        { rank: 1, head: "t dry", align: "right", value: (row) => short(row.dryTonnes) },
        { rank: 1, head: "worth, million USD", align: "right", value: (row) => short(row.meanMillionUsd) },
        { rank: 1, head: "pays in", align: "right", value: (row) => `${short(row.pays * 100)} %` },
      ],
      found.units,
      terminalWidth(),
    ).join("\n"),
  );
  print(
    textTable(
      [
        { rank: 1, head: "x", align: "right", value: (row) => row.x.toFixed(1) },
        { rank: 1, head: "y", align: "right", value: (row) => row.y.toFixed(1) },
        { rank: 1, head: "worth, USD", align: "right", value: (row) => short(row.worth) },
        { rank: 1, head: "standard error", align: "right", value: (row) => short(row.standardError) },
        { rank: 2, head: "explains", align: "right", value: (row) => `${short(row.explains * 100)} %` },
      ],
      found.holes.slice(0, 10),
      terminalWidth(),
    ).join("\n"),
  );
  for (const note of notes) print(note);
  say(`written: next-holes in ${folder}`);
}

function productsOf({ price, recovery, payable }: HoleFlags, grade: (element: string) => string): Product[] {
  for (const [flag, list] of [["--recovery", recovery] as const, ["--payable", payable ?? new Map()] as const])
    for (const element of list.keys())
      if (!price.has(element)) throw new UsageError("usage.price", `${flag} names ${element}, --price does not`);
  const products = [...price].map(([element, priceUsdPerKg]) => {
    const share = recovery.get(element);
    if (share === undefined)
      throw new UsageError("usage.recovery", `--recovery lacks ${element}; a price without a recovery has no worth`);
    return {
      element,
      gradeColumn: grade(element),
      priceUsdPerKg,
      recovery: share,
      payable: payable?.get(element) ?? 1,
      refiningUsdPerKg: 0,
    };
  });
  const idle = products.find((one) => !(one.priceUsdPerKg * one.recovery * one.payable > 0));
  if (idle !== undefined)
    throw new UsageError("usage.price", `${idle.element}: price, recovery and payable must exceed 0; leave it out`);
  return products;
}

/** What the best place means, in one sentence. */
function verdict(best: HoleWorth, perfectUsd: number, costUsd: number | null): string {
  const ceiling = `knowing everything would be worth ${short(perfectUsd)} USD`;
  // The best of some hundred places lies two to three standard errors high by chance alone.
  if (!(best.worth > 3 * best.standardError))
    return `no hole is worth more than its noise (best ${short(best.worth)}, standard error ${short(best.standardError)} USD); ${ceiling}: the decision hardly hangs on the grade still unknown`;
  const net =
    costUsd === null
      ? "no cost of a hole was given"
      : `less its cost ${short(best.worth - costUsd)} USD, ${best.worth > costUsd ? "it pays" : "it does not pay"}`;
  return `best place (${best.x.toFixed(1)}, ${best.y.toFixed(1)}): worth ${short(best.worth)} USD, standard error ${short(best.standardError)}; ${net}; ${ceiling}`;
}

function worthPlan(
  document: { readonly grid: RotatedGrid },
  holes: Parameters<typeof collarDots>[1],
  worths: readonly HoleWorth[],
): string {
  const [nx, ny] = document.grid.count;
  const values = new Float64Array(nx * ny).fill(Number.NaN);
  for (const { i, j, worth } of worths) values[i + nx * j] = worth / 1000;
  const all = worths.map(({ worth }) => worth / 1000);
  return planMap(document.grid, values, {
    title: "Worth of the next hole",
    desc: "Plan of the places looked at, coloured by the worth of a hole in thousand USD; dots are the holes that are there.",
    valueTitle: "worth of a hole, thousand USD (below 0 is noise, drawn as 0)",
    valueDomain: [0, Math.max(1e-9, ...all)],
    dots: collarDots(document.grid, holes),
  });
}
