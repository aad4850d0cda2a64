/** What repeats a run: version, seed, inputs by checksum, parameters. */
export interface RunManifest {
  readonly software: "relode";
  readonly version: string;
  readonly command: string;
  readonly seed: number | null;
  readonly inputs: readonly { readonly name: string; readonly sha256: string; readonly edition?: string }[];
  readonly parameters: Readonly<Record<string, unknown>>;
  /** ISO 8601, UTC. Supplied by the shell: the core has no clock. */
  readonly finishedAt: string;
  readonly elapsedSeconds: number;
}
