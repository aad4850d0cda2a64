import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "./usageError.ts";

const dataRemedy = "choose another with --data FOLDER or set RELODE_DATA";

function askedFolder(asked: string | undefined): string {
  const fromEnvironment = process.env["RELODE_DATA"] || undefined;
  return resolve(asked ?? fromEnvironment ?? join(homedir(), ".relode"));
}

/** Where downloads and results are written: `--data`, else the environment's RELODE_DATA, else `.relode` in the home folder. */
export function dataFolder(asked: string | undefined): string {
  return madeFolder(askedFolder(asked), "data folder", dataRemedy);
}

/** The same folder for a command that only reads: it need not be there, nor be writable. */
export function readDataFolder(asked: string | undefined): string {
  const folder = askedFolder(asked);
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new UsageError("folder.not-a-folder", `data folder ${folder} is a file; ${dataRemedy}`);
  return folder;
}

/** Makes an output folder, or says why it can't be. */
export function outputFolder(asked: string): string {
  return madeFolder(resolve(asked), "output folder", "choose another with --out");
}

/** The folder, made with those above it where missing, and seen to be writable. */
function madeFolder(folder: string, what: string, remedy: string): string {
  try {
    makeBelow(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = existsSync(folder) && !statSync(folder).isDirectory() ? "is a file" : "cannot be written";
    throw new UsageError("folder.not-writable", `${what} ${folder} ${reason}${code ? ` (${code})` : ""}; ${remedy}`);
  }
  return folder;
}

// Not mkdir's own `recursive`: Node 20 loops for ever where the system refuses with ENOENT, as below /proc.
function makeBelow(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) mkdirSync(folder); // refused with EEXIST
    return;
  }
  if (dirname(folder) !== folder) makeBelow(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another command may have made it in the meantime.
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw error;
  }
}

/** Folder of the built web app, beside the package or in the repository; null where it is not built. */
export function webFolder(): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = dirname(folder)) {
    for (const place of [join(folder, "web"), join(folder, "web", "dist")])
      if (existsSync(join(place, "index.html")) && !existsSync(join(place, "vite.config.ts"))) return place;
    if (dirname(folder) === folder) return null;
  }
}
