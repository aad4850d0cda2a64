import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { readMineralMarket, readOreGeochemistryPriors, readUsMetalMines } from "@relode/core/datasets";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUserTable } from "./userTable.ts";

/** Order of the examples on the page. */
const [minesExample, priorsExample, marketExample] = [0, 1, 2];

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-user-table-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function workbook(name: string, fill: (book: exceljs.Workbook) => void): Promise<string> {
  const book = new exceljs.Workbook();
  fill(book);
  return file(name, new Uint8Array(await book.xlsx.writeBuffer()));
}

const cellsOf = async (path: string, options = {}) => (await openUserTable(path, options)).records.map((r) => r.cells);
const codesOf = async (path: string, options = {}) => (await openUserTable(path, options)).issues.map((i) => i.code);

describe("a CSV file", () => {
  test("is read as records with its line numbers and checksum", async () => {
    const table = await openUserTable(await file("plain.csv", 'mine_id,name\nm1,"A, B"\n'));
    expect(table.records).toEqual([
      { line: 1, cells: ["mine_id", "name"] },
      { line: 2, cells: ["m1", "A, B"] },
    ]);
    // printf 'mine_id,name\nm1,"A, B"\n' | sha256sum
    expect(table.sha256).toBe("fe4f78fe8b64d06728b354c65b2eed50e9a9814adfb878b9ce4ebe30806f42da");
    expect(table.issues).toEqual([]);
  });

  test("in Windows-1252 keeps its letters and declares the encoding", async () => {
    const path = await file("latin.csv", Buffer.from([0x6e, 0x0a, 0x4d, 0xe9, 0x0a]));
    expect(await cellsOf(path)).toEqual([["n"], ["Mé"]]);
    expect(await codesOf(path)).toEqual(["file.encoding"]);
  });

  test("in UTF-16 with or without a byte-order mark reads as the same records", async () => {
    const text = "name,state\nHéloïse,Nevada\n";
    const little = Buffer.from(text, "utf16le");
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), little]);
    const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little).swap16()]);
    for (const [name, bytes] of [
      ["le.csv", little],
      ["le-bom.csv", marked],
      ["be-bom.csv", big],
    ] as const)
      expect(await cellsOf(await file(name, bytes))).toEqual([
        ["name", "state"],
        ["Héloïse", "Nevada"],
      ]);
  });

  test("with semicolons is refused with the remedy", async () => {
    const { issues, records } = await openUserTable(await file("semi.csv", "a;b\n1,5;2\n"));
    expect(records).toEqual([]);
    expect(issues[0]?.code).toBe("csv.wrong-separator");
    expect(issues[0]?.message).toContain("decimal point");
  });

  test("over the row limit is reported and not cut silently", async () => {
    const path = await file("long.csv", "a\n1\n2\n3\n4\n");
    expect(await codesOf(path, { limits: { maxRows: 3 } })).toEqual(["csv.too-many-rows"]);
    expect(await codesOf(path, { limits: { maxRows: 4 } })).toEqual([]);
  });
});

describe("a workbook", () => {
  test("gives text, numbers with all digits, and blanks as empty cells", async () => {
    const path = await workbook("plain.xlsx", (book) => {
      const sheet = book.addWorksheet("mines");
      sheet.addRow(["mine_id", "ore_t", "note"]);
      sheet.addRow(["007", 1234567.125]);
      sheet.addRow([]);
      sheet.addRow(["m2", 1e-7, { richText: [{ text: "so " }, { text: "so" }] }]);
    });
    const { records, issues } = await openUserTable(path);
    expect(records).toEqual([
      { line: 1, cells: ["mine_id", "ore_t", "note"] },
      { line: 2, cells: ["007", "1234567.125", ""] },
      { line: 4, cells: ["m2", "1e-7", "so so"] },
    ]);
    expect(issues).toEqual([]);
  });

  test("a formula is read by its stored value and reported once a column", async () => {
    const path = await workbook("formula.xlsx", (book) => {
      const sheet = book.addWorksheet("s");
      sheet.addRow(["a", "b"]);
      sheet.addRow([2, { formula: "A2*3", result: 6 }]);
      sheet.addRow([3, { formula: "A3*3", result: 9 }]);
    });
    const { records, issues } = await openUserTable(path);
    expect(records.map((record) => record.cells[1])).toEqual(["b", "6", "9"]);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code: "table.formula-cell", severity: "info" });
    expect(issues[0]?.message).toContain("2 cells hold formulas (first B2)");
  });

  test("percent, date, truth and error cells are refused, each with its address, and their rows left out", async () => {
    const path = await workbook("kinds.xlsx", (book) => {
      const sheet = book.addWorksheet("s");
      sheet.addRow(["recovery"]);
      sheet.addRow([0.85]).getCell(1).numFmt = "0.0%";
      sheet.addRow([new Date(Date.UTC(2023, 2, 1))]);
      sheet.addRow([true]);
      sheet.addRow([{ error: "#DIV/0!" }]);
      sheet.addRow([{ formula: "A2" }]);
      sheet.addRow([0.85]).getCell(1).numFmt = '0.00" %"';
    });
    const { records, issues } = await openUserTable(path);
    expect(records.map((record) => record.cells)).toEqual([["recovery"], ["0.85"]]);
    expect(issues.map((issue) => issue.code)).toEqual([
      "table.percent-cell",
      "table.date-cell",
      "table.boolean-cell",
      "table.error-cell",
      "table.formula-without-value",
    ]);
    expect(issues[0]).toMatchObject({ path: "kinds.xlsx, sheet s, row 2, column recovery", severity: "error" });
    expect(issues[1]?.message).toContain("2023-03-01");
  });

  test("reads the named sheet, says so when it takes the first of several, and names the sheets when one is missing", async () => {
    const path = await workbook("sheets.xlsx", (book) => {
      book.addWorksheet("readme").addRow(["about"]);
      book.addWorksheet("mines").addRow(["mine_id"]);
    });
    expect(await cellsOf(path, { sheet: "mines" })).toEqual([["mine_id"]]);
    expect(await cellsOf(path)).toEqual([["about"]]);
    expect(await codesOf(path)).toEqual(["file.first-sheet"]);
    await expect(openUserTable(path, { sheet: "ores" })).rejects.toMatchObject({
      code: "file.sheet-not-found",
      message: expect.stringContaining("readme, mines") as string,
    });
  });

  test("hidden rows are read and declared", async () => {
    const path = await workbook("hidden.xlsx", (book) => {
      const sheet = book.addWorksheet("s");
      sheet.addRow(["a"]);
      sheet.addRow([1]).hidden = true;
    });
    expect(await cellsOf(path)).toEqual([["a"], ["1"]]);
    expect(await codesOf(path)).toEqual(["table.hidden-rows"]);
  });

  test("a merged or validated range over a whole sheet costs nothing", async () => {
    const path = await workbook("ranges.xlsx", (book) => {
      const sheet = book.addWorksheet("s");
      sheet.addRow(["a", "b"]);
      sheet.addRow([1, 2]);
    });
    const grown = await withPart(path, "xl/worksheets/sheet1.xml", (xml) =>
      xml.replace(
        "</sheetData>",
        '</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>' +
          '<dataValidations count="1"><dataValidation type="whole" sqref="A3:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations>',
      ),
    );
    expect(await cellsOf(grown)).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  test("over the row or column limit is refused", async () => {
    const path = await workbook("wide.xlsx", (book) => {
      const sheet = book.addWorksheet("s");
      for (let i = 0; i < 5; i++) sheet.addRow([1, 2, 3]);
    });
    await expect(openUserTable(path, { limits: { maxColumns: 2 } })).rejects.toMatchObject({ code: "file.too-large" });
    await expect(openUserTable(path, { limits: { maxRows: 3 } })).rejects.toMatchObject({ code: "file.too-large" });
  });
});

describe("the readers of the tables", () => {
  test("give the same mines from a workbook as from CSV", async () => {
    const csv =
      "id,name,lon,lat,mainCommodity,depositType,oreLowT,oreMidT,oreHighT,oreBasis,headGradesPpm,source\n" +
      'm1,Example Pit,-110.5,33.1,Cu,Porphyry copper-molybdenum,27000000,30000000,33000000,C,"{""Cu"":3900}",Report p. 12\n';
    const [header = [], row = []] = await cellsOf(await file("mines.csv", csv));
    const path = await workbook("mines.xlsx", (book) => {
      const sheet = book.addWorksheet("mines");
      sheet.addRow([...header]);
      sheet.addRow(row.map((cell) => (/^-?[\d.]+$/.test(cell) ? Number(cell) : cell)));
    });
    const fromWorkbook = readUsMetalMines((await openUserTable(path)).records, "mines.xlsx");
    expect(fromWorkbook.issues).toEqual([]);
    expect(fromWorkbook.rows).toEqual(readUsMetalMines(csv, "mines.csv").rows);
    expect(fromWorkbook.rows[0]?.oreT.mid).toBe(30e6);
  });

  test.each([
    ["mines", readUsMetalMines, minesExample],
    ["priors", readOreGeochemistryPriors, priorsExample],
    ["market", readMineralMarket, marketExample],
  ])("take the example of %s in docs/own-tables.md without a finding", async (_name, read, example) => {
    const page = await readFile(new URL("../../../docs/own-tables.md", import.meta.url), "utf8");
    const shown = [...page.matchAll(/```csv\n([\s\S]*?)```/g)].map((match) => match[1] ?? "")[example];
    const { rows, issues } = read(shown ?? "", "example.csv");
    expect(issues).toEqual([]);
    expect(rows).toHaveLength(1);
  });
});

describe("a hostile or mistaken file", () => {
  test("a package that declares a huge part is refused before it is unpacked", async () => {
    const bomb = zip([
      { name: "xl/workbook.xml", data: Buffer.from("<workbook/>") },
      { name: "xl/worksheets/sheet1.xml", data: Buffer.alloc(4_000_000, 65) },
    ]);
    expect(bomb.length).toBeLessThan(20_000);
    const path = await file("bomb.xlsx", bomb);
    await expect(openUserTable(path, { limits: { maxUnpackedBytes: 1_000_000 } })).rejects.toMatchObject({
      code: "file.too-large",
    });
  });

  test("a package whose directory understates a part is refused", async () => {
    const bomb = zip([
      { name: "xl/workbook.xml", data: Buffer.from("<workbook/>") },
      { name: "xl/worksheets/sheet1.xml", data: Buffer.alloc(4_000_000, 65), declaredSize: 100 },
    ]);
    await expect(openUserTable(await file("liar.xlsx", bomb))).rejects.toMatchObject({
      code: "file.not-a-spreadsheet",
    });
  });

  test("a defined name over whole sheets is refused", async () => {
    const path = await file(
      "names.xlsx",
      zip([
        {
          name: "xl/workbook.xml",
          data: Buffer.from(
            '<workbook><definedNames><definedName name="x">s!$A$1:$XFD$1048576</definedName></definedNames></workbook>',
          ),
        },
      ]),
    );
    await expect(openUserTable(path)).rejects.toMatchObject({ code: "file.too-large" });
  });

  test.each([
    ["empty.csv", Buffer.alloc(0), "empty"],
    ["old.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "password"],
    ["table.csv.gz", Buffer.from([0x1f, 0x8b, 8, 0]), "the gzip file is damaged"],
    ["cut.parquet", Buffer.from("PAR1 and no more"), "the Parquet file cannot be read"],
    ["photo.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 9]), "neither text"],
    ["cut.xlsx", Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), "damaged"],
    ["other.xlsx", zip([{ name: "mimetype", data: Buffer.from("x") }]), "xl/workbook.xml"],
    ["hollow.xlsx", zip([{ name: "xl/workbook.xml", data: Buffer.from("<a") }]), "cannot be read"],
  ])("%s is refused as no spreadsheet, with the reason", async (name, bytes, word) => {
    await expect(openUserTable(await file(name, bytes))).rejects.toMatchObject({
      code: "file.not-a-spreadsheet",
      message: expect.stringContaining(word) as string,
    });
  });

  test("a missing file, a folder and a file over the size limit are told apart", async () => {
    await mkdir(join(folder, "folder.csv"));
    await expect(openUserTable(join(folder, "none.csv"))).rejects.toMatchObject({ code: "file.not-found" });
    await expect(openUserTable(join(folder, "folder.csv"))).rejects.toMatchObject({ code: "file.not-readable" });
    await expect(openUserTable(await file("big.csv", "a\n1\n"), { limits: { maxBytes: 3 } })).rejects.toMatchObject({
      code: "file.too-large",
    });
  });
});

interface Part {
  readonly name: string;
  readonly data: Buffer;
  readonly declaredSize?: number;
}

/** Writes a ZIP file by the format's own description (PKWARE APPNOTE 6.3, sections 4.3.7 and 4.3.12). */
function zip(parts: readonly Part[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, declaredSize } of parts) {
    const packed = deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declaredSize ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed]);
    const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fields, Buffer.alloc(14), Buffer.from(name)]);
    central.writeUInt32LE(offset, 42);
    body.push(local);
    directory.push(central);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, entries, end]);
}

async function withPart(path: string, part: string, change: (xml: string) => string): Promise<string> {
  const { fromBufferPromise } = await import("yauzl");
  const opened = await fromBufferPromise(await readFile(path), { lazyEntries: true, autoClose: false });
  const parts: Part[] = [];
  for await (const entry of opened.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of (await opened.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) pieces.push(piece);
    const data = Buffer.concat(pieces);
    parts.push({
      name: entry.fileName,
      data: entry.fileName === part ? Buffer.from(change(data.toString("utf8"))) : data,
    });
  }
  opened.close();
  return file(`changed-${part.replaceAll("/", "-")}.xlsx`, zip(parts));
}
