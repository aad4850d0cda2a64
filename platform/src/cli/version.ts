import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Version of the installed `relode` package, read from the package.json above this file. */
export function softwareVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      const found: unknown = JSON.parse(readFileSync(file, "utf8"));
      if (typeof found === "object" && found !== null && "version" in found && typeof found.version === "string")
        return found.version;
    }
    const parent = dirname(folder);
    if (parent === folder) return "unknown";
    folder = parent;
  }
}
