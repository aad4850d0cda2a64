import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./root.mjs";

const skippedFolders = new Set(["node_modules", "dist", ".vite", ".relode", "browser"]);

/**
 * SHA-256 over names and contents of files of the checkout. Tests don't count: a change in one needs no build.
 * @param {readonly string[]} paths files and folders relative to the checkout; one that is missing counts as empty
 * @returns {string} hexadecimal
 */
export function contentHash(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(sourceFiles)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} the source files at or below it, sorted by name */
function sourceFiles(path) {
  const absolute = inRoot(path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : sourceFiles(join(path, entry.name));
      return entry.isFile() && !/\.(test|bench)\.tsx?$/.test(entry.name) ? [join(path, entry.name)] : [];
    });
}

/** @param {string} file relative to the checkout @param {string} hash @returns {boolean} whether the stamp holds this hash */
export function hasStamp(file, hash) {
  const absolute = inRoot(file);
  return existsSync(absolute) && readFileSync(absolute, "utf8").trim() === hash;
}

/** @param {string} file relative to the checkout @param {string} hash */
export function writeStamp(file, hash) {
  writeFileSync(inRoot(file), `${hash}\n`);
}
