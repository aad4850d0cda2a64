import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { planFiles } from "../report/resourcePlanSections.ts";
import { exampleSiteFile } from "./exampleFiles.ts";

/** Realisations of the example that a first start makes: enough for a picture, few enough to be there soon. */
const firstRealisations = 16;
/** As many as the worth of the next hole needs; the first of them are the same numbers as before. */
const fullRealisations = 100;
const exampleId = "example-pond";
/** Hidden while it is made: no body of the list begins with a dot. */
const fullId = `.${exampleId}-full`;

/** Plans on the example. Prices and costs are assumed; the cost of a tonne is one at which the decision is open. */
const schedule = ["--method", "hydraulic", "--slope", "35", "--tonnes", "400000", "--azimuth", "0,90,180,270"];
const nextHole = ["--price", "Co=30,Cu=9", "--recovery", "Co=0.6,Cu=0.55", "--cost", "8", "--hole-cost", "3000"];

export interface ExampleBodySettings {
  readonly dataFolder: string;
  /** The built command, as this process was started. */
  readonly command: string;
  readonly say: (message: string) => void;
}

/** What of the example there is to make. */
export type Step = "body" | "plans" | "site";

/**
 * Makes the synthetic example on a first start (no folder `resources` in the data folder): a pond with few realisations and its sequence
 * of mining, then the same pond with more realisations and all plans in its place, then the assessment of its site. A later start goes
 * on where an earlier one was ended. All in processes of their own and of low priority, so that the server answers meanwhile. What
 * goes wrong is said and is no error: the server works without it.
 * @returns stops the making and takes away what is unfinished
 */
export function startExampleBody({ dataFolder, command, say }: ExampleBodySettings): () => Promise<void> {
  const resources = join(dataFolder, "resources");
  const first = firstStep(dataFolder);
  if (first === null) return async () => undefined;
  const target = join(resources, exampleId);
  const site = join(dataFolder, "sites", exampleId);
  let child: ChildProcess | null = null;
  let isStopped = false;
  const run = (...args: string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isStopped) return reject(new Error("stopped"));
      const started = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "pipe"] });
      child = started;
      lower(started);
      let words = "";
      started.stderr?.on("data", (chunk: Buffer) => {
        words = (words + chunk.toString()).slice(-2000);
      });
      started.on("error", reject);
      started.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(lastLine(words) || `exit ${code}`))));
    });
  const makeBody = async (project: string) => {
    await withRealisations(join(project, "project.json"), firstRealisations);
    await run("resource", "estimate", join(project, "project.json"), "--out", target);
    say("The synthetic example pond is ready under Bodies; its plans and its site are being made.");
    await run("resource", "schedule", target, ...schedule);
  };
  const makePlans = async (project: string) => {
    const full = join(resources, fullId);
    await withRealisations(join(project, "project.json"), fullRealisations);
    await run("resource", "estimate", join(project, "project.json"), "--out", full);
    await run("resource", "schedule", full, ...schedule);
    await run("resource", "next-hole", full, ...nextHole);
    await run("resource", "optimise", full);
    await run("resource", "probability", full, "--cutoff", "150,250");
    await run("resource", "drill-spacing", full, "--tonnes", "400000");
    const old = join(resources, `.${exampleId}-old`);
    await rename(target, old);
    await rename(full, target);
    await rm(old, { recursive: true, force: true });
  };
  const makeSite = async (folder: string) => {
    if (existsSync(join(dataFolder, "sites"))) return;
    const file = join(folder, "site.json");
    const document = JSON.parse(await readFile(exampleSiteFile(), "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...document, resource: target }, null, 1));
    await run("assess", file, "--out", site);
    say("The example is complete: plans under Bodies, the assessment of the pond under Sites.");
  };
  const make = async () => {
    const folder = await mkdtemp(join(tmpdir(), "relode-example-"));
    // The site file names the truth as pond/truth.json.
    const project = join(folder, "pond");
    try {
      await tried(run("resource", "example", "--out", project), "The example pond could not be made", byHand(target));
      if (first === "body") await tried(makeBody(project), "The example pond could not be made", byHand(target));
      if (first !== "site")
        await tried(
          makePlans(project),
          "The plans of the example pond could not be made",
          "docs/resource.md names them",
        );
      await tried(makeSite(folder), "The example site could not be made", "by hand: relode assess example --out pond");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const made = make().catch((error: unknown) => {
    if (!isStopped) say(error instanceof Error ? error.message : String(error));
  });
  return async () => {
    isStopped = true;
    child?.kill();
    await made;
    await withoutUnfinished(resources);
    await withoutUnfinished(join(dataFolder, "sites"));
    // An empty folder would tell the next start that somebody took the example away.
    if (first === "body") await rmdir(resources).catch(() => undefined);
  };
}

/** Where the making of the example begins; null where the example is complete, was taken away, or carries plans of its owner's making (a sequence of mining is ours). */
export function firstStep(dataFolder: string): Step | null {
  const resources = join(dataFolder, "resources");
  if (!existsSync(resources)) return "body";
  const folder = join(resources, exampleId);
  const realisations = realisationsOf(join(folder, "resource.json"));
  if (realisations === fullRealisations) return existsSync(join(dataFolder, "sites")) ? null : "site";
  const hasPlans = planFiles.some(({ file }) => file !== "schedule.json" && existsSync(join(folder, file)));
  return realisations === firstRealisations && !hasPlans ? "plans" : null;
}

function realisationsOf(path: string): number | null {
  try {
    const found = (JSON.parse(readFileSync(path, "utf8")) as { realisations?: unknown } | null)?.realisations;
    return typeof found === "number" ? found : null;
  } catch {
    return null;
  }
}

const byHand = (target: string) =>
  `to try by hand: relode resource example --out pond, then relode resource estimate pond/project.json --out ${target}`;

/** A step of the making; what goes wrong is told with its remedy and ends the making. */
async function tried(step: Promise<void>, what: string, remedy: string): Promise<void> {
  try {
    await step;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${what} (${why}); the server works without it; ${remedy}`, { cause: error });
  }
}

/** Takes away the hidden folders that a step left: nobody else writes any. */
async function withoutUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const unfinished = names.filter((name) => name.startsWith(".") && name.includes(exampleId));
  await Promise.all(unfinished.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/** Other work comes first. */
function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, 15);
  } catch {
    // A system without priorities runs it as it is.
  }
}

async function withRealisations(path: string, realisations: number): Promise<void> {
  const project = JSON.parse(await readFile(path, "utf8")) as { simulation?: object };
  project.simulation = { ...project.simulation, realisations };
  await writeFile(path, JSON.stringify(project, null, 1));
}

function lastLine(words: string): string {
  return words.trim().split("\n").at(-1) ?? "";
}
