import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import exceljs from "exceljs";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openUserTable } from "./userTable.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-parquet-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function parquet(name: string, columnData: ColumnSource[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 })));
  return path;
}

test("a Parquet table gives the records that the same table saved as CSV gives, over several row groups", async () => {
  const path = await parquet("assay.parquet", [
    { name: "hole", data: ["A", "A", "B"], type: "STRING" },
    { name: "from", data: [0, 1.5, 0], type: "DOUBLE" },
    { name: "n", data: [1n, 2n, -3n], type: "INT64" },
    { name: "Cu_ppm", data: [120.25, null, Number.NaN], type: "DOUBLE", nullable: true },
    { name: "note", data: ["<5", null, ""], type: "STRING", nullable: true },
  ]);
  const csv = join(folder, "assay.csv");
  await writeFile(csv, "hole,from,n,Cu_ppm,note\nA,0,1,120.25,<5\nA,1.5,2,,\nB,0,-3,,\n");
  const table = await openUserTable(path);
  expect(table.issues).toEqual([]);
  expect(table.records).toEqual((await openUserTable(csv)).records);
});

test("a number of 32 bits is the decimal that was meant, not its binary tail", async () => {
  // 0.1 and 123.456 as IEEE single precision are 0.100000001490116… and 123.456001281738…; 2^24 - 1 and 1/3 need 8 digits or more.
  const meant = [0.1, 123.456, 16_777_215, 1 / 3];
  const path = await parquet("single.parquet", [{ name: "g", data: Float32Array.from(meant), type: "FLOAT" }]);
  const cells = (await openUserTable(path)).records.slice(1).map((record) => record.cells[0]);
  expect(cells.slice(0, 3)).toEqual(["0.1", "123.456", "16777215"]);
  expect(Math.fround(Number(cells[3]))).toBe(Math.fround(1 / 3));
});

test("truth values, dates and lists are refused cell by cell, and their rows left out", async () => {
  const path = await parquet("odd.parquet", [
    { name: "hole", data: ["A", "B", "C"], type: "STRING" },
    { name: "flag", data: [true, null, null], type: "BOOLEAN", nullable: true },
    { name: "day", data: [null, new Date(Date.UTC(2026, 2, 1)), null], type: "TIMESTAMP", nullable: true },
  ]);
  const { records, issues } = await openUserTable(path);
  expect(issues.map(({ path: at, code }) => `${at} ${code}`).sort()).toEqual([
    "odd.parquet, row 2, column flag table.boolean-cell",
    "odd.parquet, row 3, column day table.date-cell",
  ]);
  expect(records.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, "hole"],
    [4, "C"],
  ]);
});

test("dates asked for as text are year-month-day and told once a column, in Parquet and in a workbook alike", async () => {
  const day = new Date(Date.UTC(2026, 2, 1));
  const path = await parquet("drilled.parquet", [
    { name: "hole", data: ["A", "B"], type: "STRING" },
    { name: "drilled", data: [day, day], type: "TIMESTAMP" },
  ]);
  const book = new exceljs.Workbook();
  book.addWorksheet("s").addRows([
    ["hole", "drilled"],
    ["A", day],
    ["B", day],
  ]);
  const sheet = join(folder, "drilled.xlsx");
  await writeFile(sheet, new Uint8Array(await book.xlsx.writeBuffer()));
  for (const file of [path, sheet]) {
    const { records, issues } = await openUserTable(file, { dates: "text" });
    expect(records[2].cells).toEqual(["B", "2026-03-01"]);
    expect(issues.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["table.date-cells warning"]);
    expect(issues[0].message).toMatch(/^2 cells are /);
  }
});

test("two columns of one name, too many rows and too many columns are errors that name the bound", async () => {
  const twice = await parquet("twice.parquet", [
    { name: "a", data: [1], type: "DOUBLE" },
    { name: "a", data: [2], type: "DOUBLE" },
  ]);
  expect((await openUserTable(twice)).issues.map(({ code }) => code)).toEqual(["table.duplicate-column"]);
  const long = await parquet("long.parquet", [{ name: "a", data: [1, 2, 3], type: "DOUBLE" }]);
  await expect(openUserTable(long, { limits: { maxRows: 2 } })).rejects.toMatchObject({
    code: "file.too-large",
    message: expect.stringContaining("3 rows, limit 2") as string,
  });
});

test("a CSV packed by gzip reads as the CSV does, and one that unpacks past the bound is refused", async () => {
  const path = join(folder, "t.csv.gz");
  await writeFile(path, gzipSync("a,b\n1,2\n"));
  expect((await openUserTable(path)).records[1].cells).toEqual(["1", "2"]);
  await writeFile(path, gzipSync("a\n".repeat(100_000)));
  await expect(openUserTable(path, { limits: { maxBytes: 10_000 } })).rejects.toThrow(
    "the gzip file is damaged or unpacks to more than 10000 bytes",
  );
});
