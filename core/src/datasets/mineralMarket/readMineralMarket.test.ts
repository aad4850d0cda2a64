import { readFileSync } from "node:fs";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { massFigure, printedFigure } from "../printedFigure.ts";
import { readMineralMarket } from "./readMineralMarket.ts";

const { rows } = readMineralMarket(readFileSync(new URL("./data.csv", import.meta.url), "utf8"));
const market = (edition: string, year: number, element: string) => {
  const row = rows.find((item) => item.edition === edition && item.year === year && item.element === element);
  if (row === undefined) throw new Error(`no row ${edition} ${year} ${element}`);
  return row;
};

describe("figures against the printed sheets of USGS Mineral Commodity Summaries", () => {
  // net import reliance = 100 (imports - exports) / apparent consumption where stocks do not move; printed 38, 83, 61
  test.each([
    ["Pd", 38],
    ["Pt", 83],
    ["Re", 61],
    ["Nb", 100],
  ])("%s of 2023: net imports over consumption round to the printed reliance of %d %%", (element, printedPct) => {
    const row = market("mcs2026", 2023, element);
    const netT = (row.importsT.value ?? Number.NaN) - (row.exportsT.value ?? Number.NaN);
    // USGS caps at 100: niobium gives 9,149 / 9,100 t
    expect(Math.min(100, Math.round((100 * netT) / (row.consumptionT.value ?? Number.NaN)))).toBe(printedPct);
    expect(row.netImportReliancePct.value).toBe(printedPct);
  });

  test("the US imported 29.89 t more germanium than it exported in 2023 (36,000 less 6,110 kg)", () => {
    const row = market("mcs2026", 2023, "Ge");
    expect((row.importsT.value ?? 0) - (row.exportsT.value ?? 0)).toBeCloseTo(29.89, 9);
    expect(row.consumptionT).toEqual({ value: null, printed: "NA", lower: null, upper: null });
  });

  test("lithium imports of 2023 are 3,400 t in MCS 2024 and 3,390 t in MCS 2026, consumption withheld", () => {
    expect(market("mcs2024", 2023, "Li").importsT).toEqual({ value: 3400, printed: "3,400", lower: null, upper: null });
    expect(market("mcs2026", 2023, "Li").importsT.value).toBe(3390);
    expect(market("mcs2026", 2023, "Li").consumptionT).toMatchObject({ value: null, printed: "W" });
    expect(market("mcs2026", 2023, "Li").netImportReliancePct).toMatchObject({
      value: null,
      printed: ">50",
      lower: 50,
    });
  });

  test("gold of 1,945 USD an ounce is 62,534 USD a kilogram (31.1034768 g)", () =>
    expect(market("mcs2026", 2023, "Au").usdPerKgElement).toBeCloseTo(62_530, -1));

  test("a metric ton unit of manganese is 10 kg: 4.80 USD is 0.48 USD a kilogram", () =>
    expect(market("mcs2026", 2023, "Mn").usdPerKgElement).toBe(0.48));

  test("vanadium imports are the sum of eight printed forms, 9,286 t", () =>
    expect(market("mcs2026", 2023, "V").importsT.value).toBe(9286));

  test("lanthanides have prices and no tonnage of their own", () => {
    const row = market("mcs2026", 2023, "Nd");
    expect([row.consumptionT.value, row.importsT.value]).toEqual([null, null]);
    expect(row.usdPerKgElement).toBeCloseTo(78 / 0.85736, 1);
  });

  test("every edition has rows, and every group or element occurs once a year", () => {
    expect(new Set(rows.map((row) => `${row.edition} ${row.year}`))).toEqual(
      new Set(["mcs2026 2023", "mcs2026 2024", "mcs2024 2023", "mcs2025 2024"]),
    );
  });
});

describe("printed figures", () => {
  const none = { value: null, lower: null, upper: null };
  test.each([
    ["66,900", "kg", { value: 66.9, printed: "66,900 kg", lower: null, upper: null }],
    ["1,680", "kt", { value: 1_680_000, printed: "1,680 kt", lower: null, upper: null }],
    ["22,000 + 14,000", "kg", { value: 36, printed: "22,000 + 14,000 kg", lower: null, upper: null }],
    ["W", "kg", { ...none, printed: "W" }],
    ["", "t", { ...none, printed: "" }],
    ["<2,000", "kg", { value: null, lower: null, upper: 2, printed: "<2,000 kg" }],
    ["s", "kt", { value: null, lower: 0, upper: 500, printed: "s" }],
    ["13 + s", "t", { value: null, lower: 13, upper: 13.5, printed: "13 + s" }],
    ["7 + W", "t", { value: null, lower: 7, upper: null, printed: "7 + W" }],
    ["—", "t", { value: 0, lower: null, upper: null, printed: "—" }],
    ["190 - 290", "t", { value: null, lower: 190, upper: 290, printed: "190 - 290" }],
  ] as const)("%j in %s", (text, unit, expected) => expect(massFigure(text, unit)).toEqual(expected));

  test.each(["1,23", "12,3456", "1e5", "about 5", "5%", "5 t", ">W", "1 + ", "−5", "0x10", "Infinity"])(
    "%j is not taken for a figure",
    (text) => expect(massFigure(text, "t")).toBeNull(),
  );

  property.prop([fc.integer({ min: 0, max: 1e9 })])("thousands separators never change the number", (amount) => {
    expect(printedFigure(amount.toLocaleString("en-US"))?.value).toBe(amount);
  });
});
