import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Issue } from "@relode/core/evidence";

/** Bounds on a folder that is walked. */
export const folderLimits = { depth: 12, files: 10_000 } as const;

/** Files that hold cases, and tables of expected values in folders of geostatistics. */
export interface FoundCases {
  readonly caseFiles: string[];
  readonly expectedTables: string[];
  readonly issues: Issue[];
}

/**
 * Finds the reference files under the given paths, in order of name. A file is taken as it is; a folder is walked without
 * following links. A folder with `data.csv` or `settings.json` and `expected_*.csv` is one geostatistics case.
 * Issues: `validate.missing`, `validate.not-a-file`, `validate.unreadable-folder`, `validate.too-many-files`,
 * `validate.too-deep`, `validate.empty-folder`.
 */
export async function findCases(paths: readonly string[]): Promise<FoundCases> {
  const found: FoundCases = { caseFiles: [], expectedTables: [], issues: [] };
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (info === null) report(found, path, "validate.missing", "no such file or folder; check the path");
    else if (info.isDirectory()) {
      const before = found.caseFiles.length + found.expectedTables.length + found.issues.length;
      await walk(path, 0, found);
      if (found.caseFiles.length + found.expectedTables.length + found.issues.length === before)
        report(found, path, "validate.empty-folder", "the folder holds no JSON file and no expected_*.csv");
    } else if (info.isFile()) found.caseFiles.push(path);
    else report(found, path, "validate.not-a-file", "neither a file nor a folder");
  }
  return found;
}

function report(found: FoundCases, path: string, code: string, message: string): void {
  found.issues.push({ path, code, severity: "error", message });
}

async function walk(folder: string, depth: number, found: FoundCases): Promise<void> {
  if (depth > folderLimits.depth)
    return report(
      found,
      folder,
      "validate.too-deep",
      `folders nest deeper than ${folderLimits.depth}; name a lower one`,
    );
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    return report(found, folder, "validate.unreadable-folder", `cannot be read (${code}); check its permissions`);
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(entries.map((entry) => entry.name));
  const tables = entries.filter((entry) => /^expected_.*\.csv$/.test(entry.name)).map((entry) => entry.name);
  const isGeostatistics = tables.length > 0 && (names.has("data.csv") || names.has("settings.json"));
  if (isGeostatistics) found.expectedTables.push(...tables.map((name) => join(folder, name)));
  for (const entry of entries) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await walk(path, depth + 1, found);
    else if (await isCaseFile(path, entry, isGeostatistics)) {
      if (found.caseFiles.length >= folderLimits.files)
        return report(
          found,
          folder,
          "validate.too-many-files",
          `more than ${folderLimits.files} files; name a lower folder`,
        );
      found.caseFiles.push(path);
    }
  }
}

async function isCaseFile(path: string, entry: Dirent, isGeostatistics: boolean): Promise<boolean> {
  if (!entry.name.toLowerCase().endsWith(".json")) return false;
  if (isGeostatistics && basename(path) === "settings.json") return false;
  // A link to a file is read; links to folders are not followed, so no walk runs in a circle.
  return entry.isFile() || (entry.isSymbolicLink() && ((await stat(path).catch(() => null))?.isFile() ?? false));
}
