import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { defaultOreFilter, type OreFilterOptions } from "@relode/core/datasets";
import type { OreSamples } from "@relode/core/datasets";
import { cmioReaderVersion } from "@relode/core/datasets";
import type { Issue } from "@relode/core/evidence";

/**
 * The parsed table on disk: magic, header length (uint32), header (JSON), then ppm (float32), deposit (int32) and
 * belowDetection (uint8), all little-endian. It is valid only for its key (checksum of the table, reader version,
 * filter) and when the checksum of its own content agrees; otherwise the table is parsed again.
 */
const magic = "RELODECMIO1\n";

interface CacheHeader {
  readonly key: string;
  readonly contentSha256: string;
  readonly samples: Omit<OreSamples, "ppm" | "belowDetection" | "deposit">;
  readonly rows: number;
  readonly issues: readonly Issue[];
}

/** Key of a parsed copy: what it was made from and how. */
export function cacheKey(sha256: string, filter: Partial<OreFilterOptions>): string {
  const whole = { ...defaultOreFilter, ...filter };
  const rules = JSON.stringify([whole.relations, whole.materials, whole.includeUnknown]);
  return createHash("sha256").update(`${sha256}\n${cmioReaderVersion}\n${rules}`).digest("hex");
}

/** Writes the parsed table beside the CSV, through a temporary file. */
export async function writeCache(
  path: string,
  key: string,
  samples: OreSamples,
  issues: readonly Issue[],
): Promise<void> {
  const { ppm, belowDetection, deposit, ...rest } = samples;
  const content = Buffer.concat([bytesOf(ppm), bytesOf(deposit), bytesOf(belowDetection)]);
  const header: CacheHeader = {
    key,
    contentSha256: createHash("sha256").update(content).digest("hex"),
    samples: rest,
    rows: deposit.length,
    issues,
  };
  const text = Buffer.from(JSON.stringify(header), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const temporary = `${path}.part`;
  try {
    await writeFile(temporary, Buffer.concat([Buffer.from(magic), length, text, content]));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The parsed table, or null when there is none for this key or it is damaged. */
export async function readCache(
  path: string,
  key: string,
): Promise<{ samples: OreSamples; issues: readonly Issue[] } | null> {
  let file: Buffer;
  try {
    file = await readFile(path);
  } catch {
    return null;
  }
  const header = headerOf(file);
  if (header === null || header.header.key !== key) return null;
  const content = file.subarray(header.end);
  const n = header.header.rows;
  const cells = n * header.header.samples.elements.length;
  if (content.length !== 4 * cells + 4 * n + cells) return null;
  if (createHash("sha256").update(content).digest("hex") !== header.header.contentSha256) return null;
  // A fresh buffer puts the numbers on their alignment.
  const whole = new Uint8Array(content).buffer;
  const samples: OreSamples = {
    ...header.header.samples,
    ppm: new Float32Array(whole, 0, cells),
    deposit: new Int32Array(whole, 4 * cells, n),
    belowDetection: new Uint8Array(whole, 4 * cells + 4 * n, cells),
  };
  return { samples, issues: header.header.issues };
}

function headerOf(file: Buffer): { header: CacheHeader; end: number } | null {
  const start = magic.length + 4;
  if (file.length < start || file.toString("latin1", 0, magic.length) !== magic) return null;
  const end = start + file.readUInt32LE(magic.length);
  if (end > file.length) return null;
  try {
    return { header: JSON.parse(file.toString("utf8", start, end)) as CacheHeader, end };
  } catch {
    return null;
  }
}

function bytesOf(array: Float32Array | Int32Array | Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
