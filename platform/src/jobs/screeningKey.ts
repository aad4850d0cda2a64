import { createHash } from "node:crypto";
import type { RunManifest } from "@relode/core/evidence";
import type { ScreeningOptions } from "@relode/core/supply";

/** JSON with the keys of every object in code-unit order and no white space: one text for one content. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, content]) => content !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, content]) => `${JSON.stringify(key)}:${canonicalJson(content)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/**
 * Identifier of a run: the first 16 hexadecimal digits of the SHA-256 of options, input checksums and software version.
 * The order in which elements or inputs are listed does not count; the same content gives the same identifier everywhere.
 *
 * @param inputs name and SHA-256 of every table that the run reads
 * @param version of the software: another version may give other numbers, so it gives another identifier
 */
export function screeningKey(options: ScreeningOptions, inputs: RunManifest["inputs"], version: string): string {
  const elements = options.elements === null ? null : [...new Set(options.elements)].sort();
  const checksums = inputs.map(({ name, sha256 }) => `${name} ${sha256}`).sort();
  const content = canonicalJson({ options: { ...options, elements }, checksums, version });
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
