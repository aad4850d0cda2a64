import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readCsv } from "../evidence/csv.ts";
import type { DatasetSource } from "../evidence/source.ts";
import { datasetCatalogue } from "./catalogue.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

test("ids of the catalogue are unique and every folder with a data.csv is listed", () => {
  const folders = datasetCatalogue.map((entry) => entry.folder);
  expect(new Set(datasetCatalogue.map((entry) => entry.id)).size).toBe(folders.length);
  const onDisk = readdirSync(here("."), { withFileTypes: true })
    .filter((item) => item.isDirectory() && readdirSync(here(item.name)).includes("data.csv"))
    .map((item) => item.name);
  expect(folders.toSorted()).toEqual(onDisk.toSorted());
});

describe.each(datasetCatalogue)("$id", ({ id, folder, title, read }) => {
  const bytes = readFileSync(here(`${folder}/data.csv`));
  const text = bytes.toString("utf8");
  const source = JSON.parse(readFileSync(here(`${folder}/source.json`), "utf8")) as DatasetSource;
  const records = readCsv(text, "data.csv").rows;

  test("data.csv has the checksum that source.json names", () =>
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(source.sha256));

  test("data.csv is UTF-8 with LF line ends and without a byte-order mark", () => {
    expect(Buffer.from(text, "utf8").equals(bytes)).toBe(true);
    expect(text).not.toMatch(/\r|\uFEFF/);
    expect(text.endsWith("\n")).toBe(true);
  });

  test("source.json names the table as the catalogue does and counts its rows", () => {
    expect([source.id, source.title]).toEqual([id, title]);
    expect(records.length - 1).toBe(source.rows);
  });

  test("every column has a note with unit and words, in the order of the file", () => {
    expect(source.columns.map((column) => column.name)).toEqual(records[0]?.cells);
    for (const column of source.columns) expect([column.unit !== "", column.doc.length > 5]).toEqual([true, true]);
  });

  test("citation, licence, edition, day of retrieval and a caveat are there", () => {
    for (const field of [source.citation, source.licence, source.edition]) expect(field.trim()).not.toBe("");
    expect(source.retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(source.caveats.length).toBeGreaterThan(0);
  });

  test("the reader gives all rows and no issue", () => {
    const { rows, issues } = read(text, "data.csv");
    expect(issues).toEqual([]);
    expect(rows).toHaveLength(source.rows);
  });

  test("an empty file is an error, not an empty table", () =>
    expect(read("").issues.map((issue) => [issue.code, issue.severity])).toEqual([["table.empty", "error"]]));
});
