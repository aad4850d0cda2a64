import type { DrawKernel } from "./drawKernel.ts";
import { createScalarKernel } from "./scalarKernel.ts";
import { createWasmKernel } from "./wasmKernel.ts";

let kernel: DrawKernel | null = null;

/** The kernel of this thread: WebAssembly with 128-bit vectors where the host has them, else plain TypeScript. */
export function threadKernel(): DrawKernel {
  kernel ??= createWasmKernel() ?? createScalarKernel();
  return kernel;
}
