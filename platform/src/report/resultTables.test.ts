import { readCsv } from "@relode/core/evidence";
import { parquetReadObjects, parquetMetadata } from "hyparquet";
import { describe, expect, test } from "vitest";
import { csvText } from "./csvText.ts";
import { elementsCsv, elementsParquet } from "./elementsTable.ts";
import { elementResult, figureOf, fixtureResult } from "./fixture.ts";
import { mineElementsCsv, mineElementsParquet } from "./mineElementsTable.ts";
import { minesCsv } from "./minesTable.ts";

function records(csv: string): Record<string, string>[] {
  const { rows, issues } = readCsv(csv, "download.csv");
  expect(issues).toEqual([]);
  const header = rows[0]?.cells ?? [];
  return rows.slice(1).map((row) => Object.fromEntries(header.map((name, i) => [name, row.cells[i] ?? ""])));
}

async function parquetRows(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: bytes.slice().buffer });
}

describe("CSV text", () => {
  test("quotes commas, quotes and line ends, and doubles quotes", () => {
    expect(csvText(["a", "b"], [['say "no"', "x,\ny"]])).toBe('a,b\r\n"say ""no""","x,\ny"\r\n');
  });

  test("words that a spreadsheet would run get an apostrophe; numbers and printed numbers do not", () => {
    const csv = csvText(["a"], [["=1+1"], ["@x"], ["-cmd"], ["+a"], ["\t=1"], [-12.5], ["-12"], ["+3,390"]]);
    expect(readCsv(csv, "t").rows.map((row) => row.cells[0])).toEqual([
      "a",
      "'=1+1",
      "'@x",
      "'-cmd",
      "'+a",
      "'\t=1",
      "-12.5",
      "-12",
      "+3,390",
    ]);
  });

  test("a number that is not finite is an empty cell", () => {
    expect(csvText(["a", "b", "c"], [[Number.NaN, Number.POSITIVE_INFINITY, null]])).toBe("a,b,c\r\n,,\r\n");
  });
});

describe("the element table", () => {
  test("has one row an element with units in the names and numbers in full", () => {
    const rows = records(elementsCsv(fixtureResult));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      symbol: "Co",
      unrecovered_mean_t_per_year: "23000",
      unrecovered_p05_t_per_year: "11500",
      crust_only_t_per_year: "13800",
      evidence_grade_weakest: "D",
      evidence_share_B_fraction: "0.25",
      price_usd_per_kg: "20",
      sources: "invented for tests; invented crust",
    });
  });

  test("keeps a withheld mark beside an empty number", () => {
    const tellurium = records(elementsCsv(fixtureResult))[3];
    expect(tellurium).toMatchObject({
      imports_t_per_year: "",
      imports_as_printed: "W",
      net_import_reliance_as_printed: ">50",
      net_import_reliance_lower_pct: "50",
      recovery_to_replace_imports_p50_fraction: "",
      recovery_to_replace_imports_note: "no imports figure published as a number",
    });
  });

  test("says why a recovery is empty where it is infinite", () => {
    const nothing = elementResult("Xx", 1, 5, {
      recoveryToReplaceImports: { p05: 2, p50: Number.POSITIVE_INFINITY, p95: Number.POSITIVE_INFINITY },
    });
    const row = records(elementsCsv({ ...fixtureResult, elements: [nothing] }))[0];
    expect(row).toMatchObject({
      recovery_to_replace_imports_p05_fraction: "2",
      recovery_to_replace_imports_p50_fraction: "",
      recovery_to_replace_imports_note: "empty percentiles are infinite: nothing is there to recover",
    });
  });

  test("returns from Parquet with the same numbers, words and gaps", async () => {
    const bytes = elementsParquet(fixtureResult);
    const rows = await parquetRows(bytes);
    const fromCsv = records(elementsCsv(fixtureResult));
    expect(rows).toHaveLength(4);
    expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(fromCsv[0] ?? {}));
    for (const [i, row] of rows.entries())
      for (const [name, value] of Object.entries(row))
        expect(typeof value === "number" || typeof value === "string" ? `${value}` : "", name).toBe(fromCsv[i]?.[name]);
    const notes = parquetMetadata(bytes.slice().buffer).key_value_metadata ?? [];
    expect(notes.find(({ key }) => key === "relode.edition")?.value).toBe("mcs2026");
  });
});

describe("the mine tables", () => {
  test("a mine's note cannot become a formula and its name keeps its quotes", () => {
    const [, hostile] = records(minesCsv(fixtureResult));
    expect(hostile).toMatchObject({
      name: 'The "Old" <script>alert(1)</script> Mine',
      note: "'=HYPERLINK(1)",
      main_product_value_usd_per_year: "",
      ore_mill_t_per_year: "30000000",
      ore_leach_t_per_year: "20000000",
    });
  });

  test("every element of every mine has a row that tells published, unpublished and unknown recovery apart", async () => {
    const rows = records(mineElementsCsv(fixtureResult));
    expect(rows).toHaveLength(6);
    expect(
      rows.slice(0, 3).map((row) => [row["element"], row["recovered_published_t_per_year"], row["recovered_note"]]),
    ).toEqual([
      ["Co", "", "none known"],
      ["Ge", "", "recovered, amount not published"],
      ["Te", "3", "published"],
    ]);
    const parquet = await parquetRows(mineElementsParquet(fixtureResult));
    expect(parquet.map((row) => row["unrecovered_mean_t_per_year"])).toEqual([700, 70, 7, 700, 70, 7]);
    expect(parquet[0]?.["recovered_published_t_per_year"] ?? null).toBeNull();
  });

  test("an empty result gives headers alone, in CSV and in Parquet", async () => {
    const empty = { ...fixtureResult, elements: [], mines: [] };
    expect(records(elementsCsv(empty))).toEqual([]);
    expect(await parquetRows(elementsParquet(empty))).toEqual([]);
    expect(await parquetRows(mineElementsParquet(empty))).toEqual([]);
  });

  test("figures with bounds keep them", () => {
    const bounded = elementResult("Zz", 1, 1, { importsT: { ...figureOf(null, "<2"), upper: 2 } });
    const row = records(elementsCsv({ ...fixtureResult, elements: [bounded] }))[0];
    expect(row).toMatchObject({ imports_t_per_year: "", imports_upper_t_per_year: "2", imports_as_printed: "<2" });
  });
});
