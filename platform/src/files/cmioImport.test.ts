import { createHash } from "node:crypto";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { syntheticCmio } from "@relode/core/datasets";
import { CmioError } from "./cmioError.ts";
import { importCmio } from "./cmioImport.ts";
import { cmioSchema } from "./cmioSchema.ts";
import { cmioFolder, describeCmio, openCmio } from "./cmioStore.ts";

const tableText = [...syntheticCmio({ fields: cmioSchema(), rows: 200, seed: 5 })].join("");
const table = Buffer.from(tableText);
const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

let folder: string;
let dataFolder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cmio-"));
  dataFolder = join(folder, "data");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  readonly flags?: number;
  readonly crc?: number;
}

/** A zip archive by hand, so that its names and sums may lie. @see PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16 */
function zip(...entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, flags = 0, crc = crc32(content) } of entries) {
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc, 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), shared, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

async function importBytes(content: Uint8Array, name = "table.csv", maxBytes?: number) {
  const file = join(folder, name);
  await writeFile(file, content);
  return importCmio({ dataFolder, file, now: () => new Date(0), ...(maxBytes === undefined ? {} : { maxBytes }) });
}

async function failure(work: Promise<unknown>): Promise<CmioError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof CmioError) return error;
  throw error ?? new Error("the import did not fail");
}

describe("an import", () => {
  test.each([
    ["table.csv", table],
    ["table.csv.gz", gzipSync(table)],
    [
      "table.zip",
      zip({ name: "readme.txt", content: Buffer.from("hello") }, { name: "deep/CMiO.CSV", content: table }),
    ],
    ["misnamed.csv", gzipSync(table)],
  ])("of %s stores the unpacked bytes", async (name, content) => {
    const { record } = await importBytes(content, name);
    expect(record).toMatchObject({
      origin: "import",
      source: name,
      sha256: sha(table),
      rows: 200,
      bytes: table.length,
      encoding: "utf-8",
    });
    expect((await readdir(cmioFolder(dataFolder))).filter((entry) => /part|lock/.test(entry))).toEqual([]);
  });

  test.each([
    ["UTF-8 with a byte-order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), table]), "utf-8", []],
    ["UTF-16 LE with a mark", Buffer.from(`\uFEFF${tableText}`, "utf16le"), "utf-16le", ["cmio.utf-16"]],
    ["UTF-16 LE without a mark", Buffer.from(tableText, "utf16le"), "utf-16le", ["cmio.utf-16"]],
    ["UTF-16 BE with a mark", Buffer.from(`\uFEFF${tableText}`, "utf16le").swap16(), "utf-16be", ["cmio.utf-16"]],
    [
      "Windows-1252",
      Buffer.from(tableText.replaceAll("generated", "généré").replaceAll("±", "+"), "latin1"),
      "windows-1252",
      ["cmio.windows-1252"],
    ],
  ])("in %s gives the same samples", async (_what, content, encoding, codes) => {
    await importBytes(table, "plain.csv");
    const plain = await openCmio(dataFolder);
    const { record, issues } = await importBytes(content);
    expect(record.encoding).toBe(encoding);
    expect(issues.map((issue) => issue.code).filter((code) => /utf|windows|encoding/.test(code))).toEqual(codes);
    expect((await openCmio(dataFolder)).samples.ppm).toEqual(plain.samples.ppm);
  });

  test("with lines of two encodings is read and says how many are not UTF-8", async () => {
    const lines = tableText.split("\n");
    const accented = lines.map((line) => line.replace("generated", "généré"));
    const mixed = Buffer.concat(
      accented.map((line, i) => Buffer.from(`${line}\n`, i >= 10 && i < 13 && !line.includes("±") ? "latin1" : "utf8")),
    );
    const latinLines = accented.slice(10, 13).filter((line) => !line.includes("±")).length;
    const { record, issues } = await importBytes(mixed.subarray(0, mixed.length - 1));
    expect(record).toMatchObject({ encoding: "mixed", rows: 200 });
    expect(issues.find((issue) => issue.code === "cmio.mixed-encoding")?.message).toBe(
      `${latinLines} lines are not UTF-8 and were read as Windows-1252, others are UTF-8; names on them may be spelt wrongly, numbers are not affected`,
    );
  });

  test("passes over archive entries that climb out, and writes nothing outside its folder", async () => {
    const { record, issues } = await importBytes(
      zip(
        { name: "../../evil.csv", content: Buffer.from("x") },
        { name: "C:\\evil.csv", content: Buffer.from("x") },
        { name: "a.csv", content: table },
      ),
      "t.zip",
    );
    expect(record.sha256).toBe(sha(table));
    expect(issues.filter((issue) => issue.code === "cmio.zip-unsafe-name").map((issue) => issue.message)).toEqual([
      'the entry "../../evil.csv" points outside the archive and is passed over; be wary of where this file came from',
      'the entry "C:\\evil.csv" points outside the archive and is passed over; be wary of where this file came from',
    ]);
    expect((await readdir(folder)).sort()).toEqual(["data", "t.zip"]);
  });
});

describe("an import is refused", () => {
  const zeros = Buffer.alloc(40 * 2 ** 20);
  const damaged = gzipSync(table);
  damaged[damaged.length >> 1] ^= 0xff;
  const cases: readonly (readonly [string, string, Uint8Array, string, string])[] = [
    [
      "a gzip bomb",
      "b.gz",
      gzipSync(zeros),
      "cmio.bomb",
      "FILE: unpacks to more than 300 times its size, limit 300; this is no table, get it from the service",
    ],
    [
      "a zip bomb",
      "b.zip",
      zip({ name: "b.csv", content: zeros }),
      "cmio.bomb",
      "FILE: unpacks to more than 300 times its size, limit 300; this is no table, get it from the service",
    ],
    [
      "a zip without CSV",
      "n.zip",
      zip({ name: "a.txt", content: table }),
      "cmio.zip-no-csv",
      "FILE: holds no CSV among 1 entries; put the table's CSV in it",
    ],
    [
      "a zip with two CSVs",
      "n.zip",
      zip({ name: "a.csv", content: table }, { name: "b.csv", content: table }),
      "cmio.zip-several-csv",
      "FILE: holds 2 CSV files, expected 1 (a.csv, b.csv); keep only the table",
    ],
    [
      "an encrypted zip",
      "e.zip",
      zip({ name: "a.csv", content: table, flags: 1 }),
      "cmio.zip-encrypted",
      "FILE: a.csv is encrypted; unpack it and import the CSV",
    ],
    [
      "a zip whose checksum lies",
      "c.zip",
      zip({ name: "a.csv", content: table, crc: 1 }),
      "cmio.bad-archive",
      "FILE: cannot be unpacked (the CRC-32 of a.csv differs); the file is damaged or cut short, get it again",
    ],
    [
      "a zip cut short",
      "s.zip",
      zip({ name: "a.csv", content: table }).subarray(0, 5000),
      "cmio.bad-archive",
      "FILE: cannot be unpacked (End of central directory record signature not found. Either not a zip file, or file is truncated.); the file is damaged or cut short, get it again",
    ],
    [
      "a gzip cut short",
      "s.gz",
      gzipSync(table).subarray(0, 5000),
      "cmio.bad-archive",
      "FILE: cannot be unpacked (Z_BUF_ERROR); the file is damaged or cut short, get it again",
    ],
    ["an empty file", "e.csv", Buffer.alloc(0), "cmio.empty", "e.csv: the file is empty; get it again"],
    [
      "a PDF",
      "p.csv",
      Buffer.from("%PDF-1.7\n"),
      "cmio.not-csv",
      "p.csv: this is a binary file, not CSV; import accepts .csv, .zip and .gz",
    ],
    [
      "a semicolon table",
      "s.csv",
      Buffer.from(tableText.slice(0, 300).split("\n")[0].replaceAll(",", ";").concat("\n")),
      "cmio.separator",
      "",
    ],
  ];
  test.each(cases)("%s, and the stored table stays", async (_what, name, content, code, message) => {
    const { record } = await importBytes(table, "good.csv");
    const error = await failure(importBytes(content, name));
    expect(error.code).toBe(code);
    if (message !== "") expect(error.message.replace(join(folder, name), "FILE")).toBe(message);
    expect((await openCmio(dataFolder)).record).toEqual(record);
    expect((await readdir(cmioFolder(dataFolder))).filter((entry) => /part|lock/.test(entry))).toEqual([]);
  });

  test("when a byte of a gzip is wrong", async () => {
    expect((await failure(importBytes(damaged, "d.gz"))).code).toBe("cmio.bad-archive");
  });

  test("when it unpacks beyond the limit", async () => {
    const error = await failure(importBytes(gzipSync(table), "big.gz", 1000));
    expect([error.code, error.message]).toEqual([
      "cmio.too-large",
      `${join(folder, "big.gz")}: more than 1000 bytes unpacked, limit 1000 bytes; raise --max-bytes if the table has really grown so`,
    ]);
  });

  test("when there is no file, or a folder", async () => {
    const missing = await failure(importCmio({ dataFolder, file: join(folder, "none.csv") }));
    expect([missing.code, missing.message]).toEqual([
      "cmio.not-found",
      `${join(folder, "none.csv")}: there is no such file; check the path`,
    ]);
    const directory = await failure(importCmio({ dataFolder, file: folder }));
    expect([directory.code, directory.message]).toEqual([
      "cmio.not-readable",
      `${folder}: is not a file; name the .csv, .zip or .gz itself`,
    ]);
  });
});

describe("the store", () => {
  test("without a table says how to get one", async () => {
    expect(await describeCmio(dataFolder)).toBeNull();
    const error = await failure(openCmio(dataFolder));
    expect([error.code, error.message]).toEqual([
      "cmio.none",
      `${join(dataFolder, "cmio")}: no table is stored; run \`relode data fetch cmio\` or \`relode data import cmio FILE\``,
    ]);
  });

  test("gives from its parsed copy what parsing gives", async () => {
    await importBytes(table);
    const parsed = await openCmio(dataFolder, { cache: false });
    const copied = await openCmio(dataFolder);
    expect([parsed.fromCache, copied.fromCache]).toEqual([false, true]);
    expect(copied.samples).toEqual(parsed.samples);
    expect(copied.issues).toEqual(parsed.issues);
  });

  test("keeps one parsed copy per filter", async () => {
    await importBytes(table);
    const filter = { includeUnknown: true };
    const first = await openCmio(dataFolder, { filter });
    const second = await openCmio(dataFolder, { filter });
    expect([first.fromCache, second.fromCache]).toEqual([false, true]);
    expect(second.samples.filter.rowsKept).toBeGreaterThan((await openCmio(dataFolder)).samples.filter.rowsKept);
  });

  test("parses again when the copy is damaged", async () => {
    await importBytes(table);
    const name = (await readdir(cmioFolder(dataFolder))).find((entry) => entry.endsWith(".cache")) ?? "";
    const path = join(cmioFolder(dataFolder), name);
    const bytes = await readFile(path);
    bytes[bytes.length - 1] ^= 1;
    await writeFile(path, bytes);
    expect((await openCmio(dataFolder)).fromCache).toBe(false);
    expect((await openCmio(dataFolder)).fromCache).toBe(true);
  });

  test("refuses a table that was changed after it was stored", async () => {
    const { record } = await importBytes(table);
    await appendFile(join(cmioFolder(dataFolder), record.file), "x");
    const found = sha(Buffer.concat([table, Buffer.from("x")]));
    const error = await failure(openCmio(dataFolder));
    expect([error.code, error.message]).toEqual([
      "cmio.checksum",
      `${join(cmioFolder(dataFolder), record.file)}: SHA-256 is ${found}, recorded ${record.sha256}; the file was changed since it was stored, run \`relode data fetch cmio\` or \`relode data import cmio FILE\` again`,
    ]);
  });

  test.each(["{", "{}", '{"format":1,"file":"../../etc/passwd","sha256":"x"}'])(
    "refuses the record %s",
    async (text) => {
      await mkdir(cmioFolder(dataFolder), { recursive: true });
      await writeFile(join(cmioFolder(dataFolder), "cmio.json"), text);
      const error = await failure(openCmio(dataFolder));
      expect([error.code, error.message]).toEqual([
        "cmio.damaged-record",
        `${join(cmioFolder(dataFolder), "cmio.json")}: is not the record of a stored table; run \`relode data fetch cmio\` or \`relode data import cmio FILE\` again`,
      ]);
    },
  );
});
