import type { RunManifest } from "@relode/core/evidence";
import { softwareVersion } from "./version.ts";

/** What repeats a command: its name, seed, inputs with checksums and parameters; times are taken now. */
export function commandManifest(of: {
  readonly command: string;
  readonly seed: number | null;
  readonly inputs: RunManifest["inputs"];
  readonly parameters: RunManifest["parameters"];
  /** `performance.now()` when the command began. */
  readonly startedMs: number;
}): RunManifest {
  return {
    software: "relode",
    version: softwareVersion(),
    command: of.command,
    seed: of.seed,
    inputs: of.inputs,
    parameters: of.parameters,
    finishedAt: new Date().toISOString(),
    elapsedSeconds: (performance.now() - of.startedMs) / 1000,
  };
}
