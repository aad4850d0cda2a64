import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { OreFilterOptions } from "@relode/core/datasets";
import type { OreSamples } from "@relode/core/datasets";
import { createCmioReader } from "@relode/core/datasets";
import type { Issue } from "@relode/core/evidence";
import { CmioDecoder } from "./cmioDecode.ts";
import { errorOf } from "./cmioError.ts";
import { cmioSchema } from "./cmioSchema.ts";

const blockBytes = 1 << 20;

export interface CmioFileContent {
  readonly samples: OreSamples;
  readonly issues: readonly Issue[];
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly encoding: string;
}

/**
 * Reads and hashes a CSV file of the table in one pass, a megabyte at a time.
 * @param path file
 * @param name what the findings call it
 * @param filter departures from the default ore filter
 * @param edition what tells this edition of the table apart, for the samples' source
 * @throws {CmioError} the content is not the table: the reader's code and message, with all findings
 */
export async function readCmioFile(
  path: string,
  name: string,
  filter: Partial<OreFilterOptions>,
  edition: string,
): Promise<CmioFileContent> {
  const hash = createHash("sha256");
  const decoder = new CmioDecoder(name);
  const reader = createCmioReader({ fields: cmioSchema(), name, filter });
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: blockBytes })) {
    const block: Buffer = chunk;
    bytes += block.length;
    hash.update(block);
    reader.push(decoder.push(block));
    if (reader.failed) break;
  }
  reader.push(decoder.finish());
  const sha256 = hash.digest("hex");
  const { samples, issues } = reader.finish({ sha256, edition });
  const all = [...decoder.issues(), ...issues];
  const error = errorOf(all);
  if (error !== null || samples === null) throw error ?? new Error(`${name}: no samples and no finding`);
  return { samples, issues: all, sha256, bytes, rows: samples.filter.rowsRead, encoding: decoder.encoding };
}
