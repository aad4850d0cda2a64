import { copyFile, mkdir, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "tsdown";

const datasets = fileURLToPath(new URL("../core/src/datasets", import.meta.url));
const shipped = fileURLToPath(new URL("dist/datasets", import.meta.url));

/** Copies the published tables beside the built code, so that the package stands alone. */
async function copyDatasets(): Promise<void> {
  for (const entry of await readdir(datasets, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(csv|json)$/.test(entry.name)) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(shipped, relative(datasets, from));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  }
}

export default defineConfig({
  entry: { cli: "src/cli/main.ts", screeningWorker: "src/jobs/screeningWorker.ts" },
  outDir: "dist",
  format: "esm",
  target: "node20.19",
  platform: "node",
  outExtensions: () => ({ js: ".mjs" }),
  dts: false,
  clean: true,
  sourcemap: false,
  // The core is part of the package; what package.json lists as a dependency is installed beside it.
  deps: { alwaysBundle: [/^@relode\/core(\/|$)/] },
  hooks: { "build:done": copyDatasets },
});
