import { copyFile, mkdir, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "tsdown";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Copies published tables and reference cases beside the built code, so that the package stands alone. */
async function copyTables(): Promise<void> {
  await copyTree(folder("../core/src/datasets"), folder("dist/datasets"), /\.(csv|json)$/);
  await copyTree(folder("../validation"), folder("dist/validation"), /^case\.json$/);
  await copyTree(folder("../examples"), folder("dist/examples"), /\.json$/);
}

async function copyTree(source: string, target: string, wanted: RegExp): Promise<void> {
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !wanted.test(entry.name)) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(target, relative(source, from));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  }
}

export default defineConfig({
  entry: {
    cli: "src/cli/main.ts",
    screeningWorker: "src/jobs/screeningWorker.ts",
    simulationWorker: "src/jobs/simulationWorker.ts",
    krigingWorker: "src/jobs/krigingWorker.ts",
    resourceWorker: "src/jobs/resourceWorker.ts",
  },
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
  hooks: { "build:done": copyTables },
});
