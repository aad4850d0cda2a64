import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The site of the example: beside the built package, or in the repository when run from the sources. */
export function exampleSiteFile(): string {
  const built = fileURLToPath(new URL("./examples/site/pond.json", import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL("../../../examples/site/pond.json", import.meta.url));
}
