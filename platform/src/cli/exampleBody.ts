import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";

/** Realisations of the example that a first start makes: enough for a picture, few enough to be there soon. */
const exampleRealisations = 16;
const exampleId = "example-pond";

export interface ExampleBodySettings {
  readonly dataFolder: string;
  /** The built command, as this process was started. */
  readonly command: string;
  readonly say: (message: string) => void;
}

/**
 * On a first start (no folder `resources` in the data folder) makes the synthetic example pond in processes of its own and of low
 * priority, so that the server answers meanwhile. What goes wrong is said and is no error: the server works without it.
 * @returns stops the making and takes away what is unfinished
 */
export function startExampleBody({ dataFolder, command, say }: ExampleBodySettings): () => Promise<void> {
  const resources = join(dataFolder, "resources");
  if (existsSync(resources)) return async () => undefined;
  const target = join(resources, exampleId);
  let child: ChildProcess | null = null;
  let isStopped = false;
  const run = (...args: string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isStopped) return reject(new Error("stopped"));
      const started = spawn(process.execPath, [command, "resource", ...args], { stdio: ["ignore", "ignore", "pipe"] });
      child = started;
      lower(started);
      let words = "";
      started.stderr?.on("data", (chunk: Buffer) => {
        words = (words + chunk.toString()).slice(-2000);
      });
      started.on("error", reject);
      started.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(lastLine(words) || `exit ${code}`))));
    });
  const make = async () => {
    const folder = await mkdtemp(join(tmpdir(), "relode-example-"));
    try {
      const project = join(folder, "pond");
      await run("example", "--out", project);
      await fewer(join(project, "project.json"));
      await run("estimate", join(project, "project.json"), "--out", target);
      say("The synthetic example pond is ready under Bodies.");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const made = make().catch((error: unknown) => {
    if (!isStopped)
      say(
        `The example pond could not be made (${error instanceof Error ? error.message : String(error)}); the server works without it. To try by hand: relode resource example --out pond, then relode resource estimate pond/project.json --out ${target}`,
      );
  });
  return async () => {
    isStopped = true;
    const { pid } = child ?? {};
    child?.kill();
    await made;
    if (pid !== undefined) await rm(join(resources, `.${exampleId}.${pid}.part`), { recursive: true, force: true });
  };
}

/** Other work comes first. */
function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, 15);
  } catch {
    // A system without priorities runs it as it is.
  }
}

async function fewer(path: string): Promise<void> {
  const project = JSON.parse(await readFile(path, "utf8")) as { simulation?: object };
  project.simulation = { ...project.simulation, realisations: exampleRealisations };
  await writeFile(path, JSON.stringify(project, null, 1));
}

function lastLine(words: string): string {
  return words.trim().split("\n").at(-1) ?? "";
}
