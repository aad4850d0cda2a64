import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { withoutVariables } from "../plot/svg.ts";
import { resourceHtml } from "../report/resourceHtml.ts";
import type { ResourceParts } from "../report/resourcePicture.ts";
import { resourcePictures } from "../report/resourcePictures.ts";
import { type FoundPlan, planFiles } from "../report/resourcePlanSections.ts";
import { resourceTables } from "../report/resourceTables.ts";
import { UsageError } from "./usageError.ts";

/** Width at which pictures are written as files. */
const picturePx = 760;

/** Runs `make` in a folder beside the wanted one and moves it there when all is well; nothing is left behind otherwise. */
export async function wholeFolder<T>(asked: string, make: (folder: string) => Promise<T>): Promise<T> {
  const folder = resolve(asked);
  if (existsSync(folder))
    throw new UsageError("folder.exists", `${folder} is already there; choose another with --out, or remove it`);
  const part = join(dirname(folder), `.${basename(folder)}.${process.pid}.part`);
  const drop = () => rm(part, { recursive: true, force: true });
  // Ctrl-C leaves nothing behind either.
  const stop = () => void drop().finally(() => process.exit(130));
  try {
    await mkdir(part, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(
      "folder.not-writable",
      `output folder ${folder} cannot be written (${code}); choose another with --out`,
    );
  }
  process.once("SIGINT", stop);
  try {
    const made = await make(part);
    await rename(part, folder);
    return made;
  } catch (error) {
    await drop();
    throw error;
  } finally {
    process.removeListener("SIGINT", stop);
  }
}

/** Greatest file of a plan that is read for the report. */
const mostPlanBytes = 64 * 1024 * 1024;

/** What planning commands left in the folder of a run; a file that is not JSON is passed over. */
async function plansIn(folder: string): Promise<FoundPlan[]> {
  const names = (await readdir(folder)).toSorted();
  const plans: FoundPlan[] = [];
  for (const { file, pictures } of planFiles) {
    if (!names.includes(file) || (await stat(join(folder, file))).size > mostPlanBytes) continue;
    let json: unknown;
    try {
      json = JSON.parse(await readFile(join(folder, file), "utf8"));
    } catch {
      continue;
    }
    const drawn = names.filter((name) => pictures.test(name));
    plans.push({
      file,
      json,
      pictures: await Promise.all(
        drawn.map(async (name) => ({ name, svg: await readFile(join(folder, name), "utf8") })),
      ),
    });
  }
  return plans;
}

/** Writes report, pictures and tables of a run into its folder. */
export async function writeReport(folder: string, parts: ResourceParts, variable?: string): Promise<void> {
  const pictures = resourcePictures(parts, variable);
  await mkdir(join(folder, "pictures"), { recursive: true });
  for (const { name, draw } of pictures)
    await writeFile(join(folder, "pictures", `${name}.svg`), `${withoutVariables(draw(picturePx))}\n`);
  for (const [name, text] of resourceTables(parts.document)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, "report.html"), resourceHtml(parts.document, pictures, await plansIn(folder)));
}
