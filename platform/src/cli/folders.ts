import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "./usageError.ts";

/** Where downloads and results live: `--data`, else the environment's RELODE_DATA, else `.relode` in the home folder. */
export function dataFolder(asked: string | undefined): string {
  const folder = resolve(asked ?? process.env["RELODE_DATA"] ?? join(homedir(), ".relode"));
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(
      "folder.not-writable",
      `data folder ${folder} cannot be written; choose another with --data FOLDER or set RELODE_DATA`,
    );
  }
  return folder;
}

/** Makes an output folder, or says why it can't be. */
export function outputFolder(asked: string): string {
  const folder = resolve(asked);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError("folder.not-writable", `output folder ${folder} cannot be written; choose another with --out`);
  }
  return folder;
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
