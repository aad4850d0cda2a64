import { availableParallelism } from "node:os";
import { rename, rm } from "node:fs/promises";
import {
  assignToNodes,
  blockCentres,
  blockCount,
  checkTails,
  normalScore,
  readGrid,
  readModel,
  readSearch,
  type RegularGrid,
  type SampleSet,
  type SearchSpec,
  SequentialIndicator,
  Settings,
  SettingsError,
  type Tails,
  type TurningBandsSpec,
} from "@relode/core/geostat";
import { ResourceColumnFile } from "../jobs/resourceColumnFile.ts";
import { type Realisation, simulateOnThreads } from "../jobs/simulationTeam.ts";
import type { ScoreScale } from "../jobs/simulationTask.ts";
import type { GeostatInput } from "./geostatInput.ts";
import type { VerbResult } from "./geostatResult.ts";

/** Numbers in one table; more go to a file, one realisation after the other. */
const mostNumbers = 25_000_000;
/** Below so many node visits a thread takes longer to start than to simulate. */
const worthAThread = 2_000_000;

/** Methods of `relode geostat simulate`. */
export const simulationMethods = ["sgs", "turning-bands", "sis", "blocks"] as const;

/** What a method draws, and what is said about it afterwards. */
interface Source {
  readonly realisations: AsyncIterable<Realisation>;
  readonly summary: () => Readonly<Record<string, unknown>>;
}

interface Request {
  readonly input: GeostatInput;
  /** The chosen run, or the configuration. */
  readonly from: Settings;
  readonly grid: RegularGrid;
  readonly count: number;
  readonly seed: number;
  /** Asked for; null leaves it to the size of the work. */
  readonly threads: number | null;
}

/** Realisations of the grid, a column each; with `layout` stacked one row group each of a Parquet file, however many. */
export async function simulateVerb(
  input: GeostatInput,
  run: Settings | null,
  seed: number,
  threads: number | null,
): Promise<VerbResult> {
  const from = run ?? input.settings;
  const grid = readGrid((from.has("grid") ? from : input.settings).object("grid"));
  const nodes = blockCount(grid);
  const count = from.has("nsim", "realisations") ? from.number("nsim", "realisations") : 1;
  const layout = from.has("layout") ? from.choice(["columns", "stacked"] as const, "layout") : "columns";
  if (!(Number.isInteger(count) && count >= 1 && count <= 1_000_000))
    throw new RangeError(`nsim must be whole, 1 to 1,000,000, got ${count}`);
  if (layout === "columns" && count * nodes > mostNumbers)
    throw new RangeError(
      `nsim: ${count} realisations of ${nodes} nodes, limit 25,000,000 numbers in one table; set layout to stacked, with --out FILE.parquet`,
    );
  const method = from.has("method") ? from.choice(simulationMethods, "method") : "sgs";
  const source = sources[method]({ input, from, grid, count, seed, threads });
  if (layout === "stacked") {
    const summary = { realisations: count, rowsEach: nodes, layout };
    return { columns: new Map(), summary, write: (file) => writeStacked(file, source) };
  }
  const xyzM = blockCentres(grid);
  const columns = new Map<string, Float64Array>(
    ["x", "y", "z"].map((name, a) => [name, xyzM.filter((_, i) => i % 3 === a)] as const),
  );
  for await (const { k, field } of source.realisations) columns.set(`sim_${k + 1}`, Float64Array.from(field));
  return { columns, summary: { realisations: count, ...source.summary() } };
}

/** One column `value`, one row group a realisation, in the order of the grid; whole or not at all. */
async function writeStacked(file: string, { realisations, summary }: Source) {
  const part = `${file}.${process.pid}.part`;
  try {
    const table = new ResourceColumnFile(part, [{ name: "value", type: "DOUBLE" }]);
    for await (const { field } of realisations) await table.append([field]);
    await table.finish();
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return summary();
}

function readTails(from: Settings, values: Float64Array): Tails {
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  const tails = from.has("tails") ? from.object("tails") : new Settings({}, "tails");
  return {
    lower: { minimum: tails.has("minimum") ? tails.number("minimum") : Math.min(0, least) },
    upper: { kind: "power", maximum: tails.has("maximum") ? tails.number("maximum") : greatest },
  };
}

/** Normal scores of the samples, and the way back. */
function scored({ input, from }: Request): { readonly data: SampleSet; readonly scale: ScoreScale } {
  const weights = from.has("weight") ? input.column(from.text("weight")) : undefined;
  const { scores, table } = normalScore(input.samples.values, weights);
  const tails = readTails(from, input.samples.values);
  checkTails(table, tails);
  return { data: { ...input.samples, values: scores }, scale: { table, tails } };
}

const modelOf = ({ input, from }: Request) => readModel((from.has("model") ? from : input.settings).object("model"));

function searchOf({ input, from }: Request): SearchSpec {
  const search = (from.has("search") ? from : input.settings).object("search");
  return readSearch(search, search);
}

function gaussian(request: Request): Source {
  const { from, grid, count, seed } = request;
  const { data, scale } = scored(request);
  const path = from.has("path") ? from.choice(["each", "one"] as const, "path") : "each";
  const spec = { model: modelOf(request), grid, search: searchOf(request), seed, path };
  const { outside, superseded } = assignToNodes(data, grid, blockCount(grid));
  const visits = (blockCount(grid) * count) / (path === "one" ? 10 : 1);
  const threads = threadsFor(request, visits);
  return {
    realisations: simulateOnThreads(data, { method: "sgs", spec }, count, { threads, scale }),
    summary: () => ({ method: "sgs", dataOutside: outside, dataSuperseded: superseded }),
  };
}

/** As many as asked for; else one, or all cores where the work is worth their start. */
function threadsFor({ threads }: Request, visits: number): number {
  return threads ?? (visits < worthAThread ? 1 : Math.min(availableParallelism(), 8));
}

function bands(request: Request): Source {
  const { from, input, grid, count, seed } = request;
  const { data, scale } = scored(request);
  const isLocal = from.has("search") || input.settings.has("search");
  const spec: TurningBandsSpec = {
    model: modelOf(request),
    grid,
    seed,
    ...(isLocal ? { search: searchOf(request) } : {}),
    ...(from.has("bands") ? { bands: from.number("bands") } : {}),
  };
  const threads = threadsFor(request, 10 * blockCount(grid) * count);
  return {
    realisations: simulateOnThreads(data, { method: "turning-bands", spec }, count, { threads, scale }),
    summary: () => ({ method: "turning-bands" }),
  };
}

function blocks(request: Request): Source {
  const { from, grid, count, seed } = request;
  const { data, scale } = scored(request);
  const points = from.three("disc", "discretisation");
  const spec = {
    model: modelOf(request),
    grid,
    points,
    search: searchOf(request),
    seed,
    ...(from.has("max_blocks") ? { maxBlocks: from.number("max_blocks") } : {}),
  };
  const threads = threadsFor(request, 20 * blockCount(grid) * count);
  return {
    realisations: simulateOnThreads(data, { method: "blocks", spec }, count, { threads, scale }),
    summary: () => ({ method: "blocks", pointsEach: points[0] * points[1] * points[2] }),
  };
}

function indicators(request: Request): Source {
  const { from, input, grid, count, seed } = request;
  const { samples } = input;
  const isRock = from.has("categories");
  if (isRock === from.has("thresholds"))
    throw new SettingsError(`${from.path}.thresholds`, "sis needs either thresholds of a value or categories");
  const list = from.numbers(isRock ? "categories" : "thresholds");
  const weights = from.has("weight") ? input.column(from.text("weight")) : samples.values.map(() => 1);
  const total = weights.reduce((a, b) => a + b, 0);
  const share = (isIn: (value: number) => boolean) =>
    weights.reduce((sum, w, i) => sum + (isIn(samples.values[i]) ? w : 0), 0) / total;
  const proportions = from.has("proportions")
    ? from.numbers("proportions")
    : list.map((c) => share((value) => (isRock ? value === c : value <= c)));
  const simulation = new SequentialIndicator(samples, {
    indicators: isRock
      ? { kind: "categories", codes: list }
      : { kind: "continuous", thresholds: list, tails: readTails(from, samples.values) },
    proportions,
    models: from.has("models") ? from.list("models").map(readModel) : [modelOf(request)],
    grid,
    search: searchOf(request),
    seed,
  });
  return {
    realisations: drawn(simulation, count),
    summary: () => ({
      method: "sis",
      proportions,
      dataOutside: simulation.dataOutside,
      dataSuperseded: simulation.dataSuperseded,
      placesCorrected: simulation.corrected,
      largestCorrection: simulation.largestCorrection,
    }),
  };
}

/** One by one on this thread: the simulation counts what it corrects. */
async function* drawn(simulation: SequentialIndicator, count: number): AsyncGenerator<Realisation> {
  for (let k = 0; k < count; k++) {
    let ready = new Float64Array(0);
    simulation.simulateEach(k, 1, (_, field) => {
      ready = Float64Array.from(field);
    });
    yield { k, field: ready };
  }
}

const sources: Readonly<Record<(typeof simulationMethods)[number], (request: Request) => Source>> = {
  sgs: gaussian,
  "turning-bands": bands,
  sis: indicators,
  blocks,
};
