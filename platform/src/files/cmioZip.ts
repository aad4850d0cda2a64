import { Transform, type Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { Issue } from "@relode/core/evidence";
import { CmioError } from "./cmioError.ts";

const maxEntries = 1000;
const encryptedFlag = 1;

export interface CsvInZip {
  readonly content: Readable;
  readonly compressedBytes: number;
  readonly issues: readonly Issue[];
  /** To be called when `content` is read to its end. @throws {CmioError} cmio.bad-archive: the checksum differs */
  checkCrc(): void;
  close(): void;
}

/**
 * The one CSV in a zip archive. Names are never used to write, so a path that climbs out of the archive does no harm:
 * such entries are passed over with an issue.
 * @throws {CmioError} cmio.bad-archive, cmio.zip-no-csv, cmio.zip-several-csv, cmio.zip-encrypted
 */
export async function openCsvInZip(file: string): Promise<CsvInZip> {
  let zip: ZipFile;
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (error) {
    throw badArchive(file, error);
  }
  try {
    const { entry, name, issues } = await onlyCsv(zip, file);
    if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0)
      throw new CmioError("cmio.zip-encrypted", `${file}: ${name} is encrypted; unpack it and import the CSV`);
    const content = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, stream) =>
        error === null || error === undefined ? resolve(stream) : reject(error),
      );
    });
    let crc = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        crc = crc32(chunk, crc);
        done(null, chunk);
      },
    });
    content.on("error", (error) => counted.destroy(error));
    counted.on("close", () => content.destroy());
    return {
      content: content.pipe(counted),
      compressedBytes: entry.compressedSize,
      issues,
      checkCrc: () => {
        if (crc !== entry.crc32) throw badArchive(file, new Error(`the CRC-32 of ${name} differs`));
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof CmioError ? error : badArchive(file, error);
  }
}

async function onlyCsv(zip: ZipFile, file: string): Promise<{ entry: Entry; name: string; issues: Issue[] }> {
  const issues: Issue[] = [];
  const found: { entry: Entry; name: string }[] = [];
  if (zip.entryCount > maxEntries)
    throw new CmioError(
      "cmio.zip-several-csv",
      `${file}: holds ${zip.entryCount} entries, limit ${maxEntries}; put the one CSV in an archive of its own`,
    );
  for await (const entry of entriesOf(zip)) {
    const name = Buffer.from(entry.fileName).toString("utf8");
    if (isUnsafe(name))
      issues.push({
        path: file,
        code: "cmio.zip-unsafe-name",
        severity: "warning",
        message: `the entry "${name.slice(0, 100)}" points outside the archive and is passed over; be wary of where this file came from`,
      });
    else if (/\.csv$/i.test(name) && !name.startsWith("__MACOSX/")) found.push({ entry, name });
  }
  const [first, second] = found;
  if (first === undefined)
    throw new CmioError(
      "cmio.zip-no-csv",
      `${file}: holds no CSV among ${zip.entryCount} entries; put the table's CSV in it`,
    );
  if (second !== undefined)
    throw new CmioError(
      "cmio.zip-several-csv",
      `${file}: holds ${found.length} CSV files, expected 1 (${first.name}, ${second.name}); keep only the table`,
    );
  return { ...first, issues };
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry, void, undefined> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (act: () => void) => {
        zip.removeAllListeners("entry");
        zip.removeAllListeners("end");
        zip.removeAllListeners("error").on("error", () => undefined); // an error after the last entry has no other listener
        act();
      };
      zip.once("entry", (next: Entry) => settle(() => resolve(next)));
      zip.once("end", () => settle(() => resolve(null)));
      zip.once("error", (error: Error) => settle(() => reject(error)));
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

function isUnsafe(name: string): boolean {
  return name.startsWith("/") || name.includes("\\") || /^[A-Za-z]:/.test(name) || name.split("/").includes("..");
}

function badArchive(file: string, error: unknown): CmioError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CmioError(
    "cmio.bad-archive",
    `${file}: cannot be unpacked (${reason}); the file is damaged or cut short, get it again`,
    [],
    error,
  );
}
