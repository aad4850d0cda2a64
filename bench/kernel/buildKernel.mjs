// Compiles the AssemblyScript kernels and writes their bytes into the tree: `npm run kernel` for all, or with the names of some.
// The compiler is fetched for this run by npm (102 MB with its optimiser), so that nobody installs it who does not change a kernel.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const compiler = "assemblyscript@0.28.20";
const core = fileURLToPath(new URL("../../core/src/", import.meta.url));

/** Source, file of the bytes, and prefix of the two constants in it. */
const kernels = [
  { source: "numerics/drawKernel.as", bytes: "wasmKernelBytes.ts", name: "kernel", pages: 7 },
  { source: "geostat/simulationKernel.as", bytes: "simulationKernelBytes.ts", name: "simulationKernel", pages: 1 },
  { source: "geostat/krigingKernel.as", bytes: "krigingKernelBytes.ts", name: "krigingKernel", pages: 26 },
];

const chosen = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "wasm-kernel-"));
try {
  for (const kernel of kernels)
    if (chosen.length === 0 || chosen.some((part) => kernel.source.includes(part))) build(kernel);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function build({ source, bytes: target, name, pages }) {
  const from = join(core, source);
  copyFileSync(from, join(folder, "kernel.ts"));
  const flags = `-O3 --noAssert --runtime stub --enable simd --initialMemory ${pages} --memoryBase 1024 -o kernel.wasm`;
  const command = ["--yes", `--package=${compiler}`, "--", "asc", "kernel.ts", ...flags.split(" ")];
  const done = spawnSync("npx", command, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
  if (done.status !== 0) throw new Error(`${compiler} ended with ${done.status ?? done.error}; see its messages above`);
  const bytes = readFileSync(join(folder, "kernel.wasm"));
  const sha256 = createHash("sha256").update(readFileSync(from)).digest("hex");
  const lines = bytes.toString("base64").match(/.{1,116}/g);
  const file = source.split("/").at(-1);
  writeFileSync(
    join(dirname(from), target),
    `// Made by bench/kernel/buildKernel.mjs from ${file} with ${compiler}; do not edit.

/** SHA-256 of the source that the bytes were made from. */
export const ${name}SourceSha256 = "${sha256}";

/** The WebAssembly module, ${bytes.length} bytes, base64. */
export const ${name}Base64 =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`,
  );
  console.log(`${file}: ${bytes.length} bytes from ${compiler}, source ${sha256.slice(0, 12)}`);
}
