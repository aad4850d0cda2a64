import { createReadStream } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { OreFilterOptions } from "@relode/core/datasets";
import type { Issue } from "@relode/core/evidence";
import { CmioError, systemCode, writeError } from "./cmioError.ts";
import { readCmioFile } from "./cmioRead.ts";
import { type CmioRecord, commitCmio, holdingCmio } from "./cmioStore.ts";
import { openCsvInZip } from "./cmioZip.ts";

export interface ImportCmioOptions {
  readonly dataFolder: string;
  /** .csv, .zip with one CSV, or .gz; told apart by content, not by name. */
  readonly file: string;
  /** Limit of the unpacked table; default 2 GiB. */
  readonly maxBytes?: number;
  readonly filter?: Partial<OreFilterOptions>;
  readonly now?: () => Date;
}

const gibibyte = 2 ** 30;
/** Deflate reaches 1,030 at most, on constant bytes; a real table of mostly blank cells stays far below this. */
const maxRatio = 300;
const ratioFromBytes = 16 * 2 ** 20;

/**
 * Imports the table from a file a user has got: unpacks it within bounds, checks it with the reader, and makes it the
 * stored table. A table already stored stays until the new one is whole and readable.
 *
 * @throws {CmioError} cmio.not-found, cmio.not-readable, cmio.too-large, cmio.bomb, cmio.bad-archive, cmio.zip-no-csv,
 *   cmio.zip-several-csv, cmio.zip-encrypted, cmio.no-space, cmio.not-writable, cmio.busy, and the reader's codes
 */
export async function importCmio(
  options: ImportCmioOptions,
): Promise<{ record: CmioRecord; issues: readonly Issue[] }> {
  const { file, maxBytes = 2 * gibibyte, filter = {} } = options;
  const now = options.now ?? (() => new Date());
  const kind = await kindOf(file);
  return holdingCmio(options.dataFolder, async (folder) => {
    const partPath = join(folder, "cmio.import.part");
    try {
      const unpacked = await unpack(file, kind, partPath, maxBytes);
      const retrievedAt = now().toISOString();
      const content = await readCmioFile(partPath, unpacked.name, filter, retrievedAt);
      const issues = [...unpacked.issues, ...content.issues];
      const origin = { origin: "import", source: basename(file), retrievedAt } as const;
      const record = await commitCmio(options.dataFolder, partPath, { ...content, issues }, origin, filter);
      return { record, issues };
    } catch (error) {
      throw error instanceof CmioError ? error : writeError(error, folder);
    } finally {
      await rm(partPath, { force: true });
    }
  });
}

type FileKind = "csv" | "zip" | "gzip";

async function kindOf(file: string): Promise<FileKind> {
  try {
    const info = await stat(file);
    if (!info.isFile())
      throw new CmioError("cmio.not-readable", `${file}: is not a file; name the .csv, .zip or .gz itself`);
    const handle = await open(file, "r");
    try {
      const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      if (buffer[0] === 0x50 && buffer[1] === 0x4b) return "zip";
      return buffer[0] === 0x1f && buffer[1] === 0x8b ? "gzip" : "csv";
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof CmioError) throw error;
    const code = systemCode(error);
    if (code === "ENOENT")
      throw new CmioError("cmio.not-found", `${file}: there is no such file; check the path`, [], error);
    throw new CmioError("cmio.not-readable", `${file}: cannot be read (${code}); check its rights`, [], error);
  }
}

async function unpack(
  file: string,
  kind: FileKind,
  partPath: string,
  maxBytes: number,
): Promise<{ name: string; issues: readonly Issue[] }> {
  if (kind === "zip") {
    const entry = await openCsvInZip(file);
    try {
      await copyBounded(entry.content, partPath, maxBytes, () => entry.compressedBytes, file);
      entry.checkCrc();
      return { name: basename(file), issues: entry.issues };
    } finally {
      entry.close();
    }
  }
  const source = createReadStream(file);
  if (kind === "csv") await copyBounded(source, partPath, maxBytes, null, file);
  else {
    const gunzip = createGunzip();
    const piped = pipeline(source, gunzip).catch(() => undefined);
    try {
      await copyBounded(gunzip, partPath, maxBytes, () => gunzip.bytesWritten, file);
    } finally {
      gunzip.destroy();
      source.destroy();
      await piped;
    }
  }
  return { name: basename(file), issues: [] };
}

async function copyBounded(
  content: Readable,
  partPath: string,
  maxBytes: number,
  packedBytes: (() => number) | null,
  file: string,
): Promise<void> {
  const out = await open(partPath, "w").catch((error: unknown) => {
    throw writeError(error, partPath);
  });
  let bytes = 0;
  try {
    for await (const chunk of content) {
      const block: Buffer = chunk;
      bytes += block.length;
      if (bytes > maxBytes)
        throw new CmioError(
          "cmio.too-large",
          `${file}: more than ${maxBytes} bytes unpacked, limit ${maxBytes} bytes; raise --max-bytes if the table has really grown so`,
        );
      const ratio = packedBytes === null ? 0 : bytes / Math.max(1, packedBytes());
      if (bytes > ratioFromBytes && ratio > maxRatio)
        throw new CmioError(
          "cmio.bomb",
          `${file}: unpacks to more than ${maxRatio} times its size, limit ${maxRatio}; this is no table, get it from the service`,
        );
      await out.write(block).catch((error: unknown) => {
        throw writeError(error, partPath);
      });
    }
  } catch (error) {
    if (error instanceof CmioError) throw error;
    const code = systemCode(error);
    const reason = code.startsWith("Z_") || packedBytes !== null ? code || String(error) : "";
    if (reason !== "")
      throw new CmioError(
        "cmio.bad-archive",
        `${file}: cannot be unpacked (${reason}); the file is damaged or cut short, get it again`,
        [],
        error,
      );
    throw error;
  } finally {
    await out.close();
    content.destroy();
  }
}
