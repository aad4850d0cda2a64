// Compiles core/src/numerics/drawKernel.as and writes its bytes as core/src/numerics/wasmKernelBytes.ts.
// The compiler is fetched for this run by npm (102 MB with its optimiser), so that nobody installs it who does not change the kernel.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const compiler = "assemblyscript@0.28.20";
const numerics = fileURLToPath(new URL("../../core/src/numerics/", import.meta.url));
const source = join(numerics, "drawKernel.as");
const folder = mkdtempSync(join(tmpdir(), "draw-kernel-"));
try {
  copyFileSync(source, join(folder, "drawKernel.ts"));
  const flags = "-O3 --noAssert --runtime stub --enable simd --initialMemory 7 --memoryBase 1024 -o drawKernel.wasm";
  const command = ["--yes", `--package=${compiler}`, "--", "asc", "drawKernel.ts", ...flags.split(" ")];
  const done = spawnSync("npx", command, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
  if (done.status !== 0) throw new Error(`${compiler} ended with ${done.status ?? done.error}; see its messages above`);
  const bytes = readFileSync(join(folder, "drawKernel.wasm"));
  const sha256 = createHash("sha256").update(readFileSync(source)).digest("hex");
  const lines = bytes.toString("base64").match(/.{1,116}/g);
  writeFileSync(
    join(numerics, "wasmKernelBytes.ts"),
    `// Made by bench/kernel/buildKernel.mjs from drawKernel.as with ${compiler}; do not edit.

/** SHA-256 of the source that the bytes were made from. */
export const kernelSourceSha256 = "${sha256}";

/** The WebAssembly module, ${bytes.length} bytes, base64. */
export const kernelBase64 =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`,
  );
  console.log(`${bytes.length} bytes from ${compiler}, source ${sha256.slice(0, 12)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
