import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

let found: string | null = null;

/**
 * Version of the running code: that of the package.json above this file, with a checksum of the built files as build
 * metadata (`0.1.0+3f9a1c02`), so that results stored by other code are never taken for those of this one.
 */
export function softwareVersion(): string {
  found ??= `${packageVersion()}${buildMark()}`;
  return found;
}

function packageVersion(): string {
  for (let folder = here; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      const content: unknown = JSON.parse(readFileSync(file, "utf8"));
      if (
        typeof content === "object" &&
        content !== null &&
        "version" in content &&
        typeof content.version === "string"
      )
        return content.version;
    }
    if (dirname(folder) === folder) return "unknown";
  }
}

function buildMark(): string {
  const built = readdirSync(here).filter((name) => name.endsWith(".mjs"));
  if (built.length === 0) return "+source";
  const hash = createHash("sha256");
  for (const name of built.sort()) hash.update(readFileSync(join(here, name)));
  return `+${hash.digest("hex").slice(0, 8)}`;
}
