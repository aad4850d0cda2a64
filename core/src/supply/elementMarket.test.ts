import { expect, test } from "vitest";
import { exampleMarket, figureOf } from "./fixture.ts";
import { elementFigures, marketRow, netImportReliancePct } from "./elementMarket.ts";

test("palladium, platinum and rhenium of 2023 print as 38, 83 and 61 %", () => {
  // USGS (2026), Mineral Commodity Summaries 2026: imports, exports and apparent consumption in t.
  expect(Math.round(netImportReliancePct(66.9 - 33.6, 88.5))).toBe(38);
  expect(Math.round(netImportReliancePct(66.8 - 11.3, 67.1))).toBe(83);
  expect(Math.round(netImportReliancePct(10.2 + 4.89 - 0.689, 23.8))).toBe(61);
});

test("consumption that is nothing has no reliance", () => {
  for (const consumption of [0, -5, Number.NaN]) expect(() => netImportReliancePct(1, consumption)).toThrow(RangeError);
});

test("the year of the mines is taken, else the latest, of the edition asked for and of no other", () => {
  const markets = [
    exampleMarket("Ge", { year: 2021 }),
    exampleMarket("Ge", { year: 2024 }),
    exampleMarket("Ge", { year: 2023, edition: "mcs2024" }),
  ];
  expect(marketRow(markets, "mcs2026", "Ge")?.year).toBe(2024);
  expect(marketRow([...markets, exampleMarket("Ge")], "mcs2026", "Ge")?.year).toBe(2023);
  expect(marketRow(markets, "mcs2025", "Ge")).toBeUndefined();
});

test("tonnages of an oxide become tonnages of the element, and bounds with them", () => {
  // Nb2O5 holds 2 x 92.906 / (2 x 92.906 + 5 x 15.999) = 0.69904 of niobium.
  const row = exampleMarket("Nb", {
    elementFraction: 0.69904,
    consumptionT: { value: null, printed: ">50", lower: 50, upper: null },
  });
  const found = elementFigures([row], "mcs2026", "Nb");
  expect(found.importsT.value).toBeCloseTo(55.9232, 10);
  expect(found.netImportsT.value).toBeCloseTo(60 * 0.69904, 10);
  expect(found.consumptionT).toEqual({ value: null, printed: ">50", lower: expect.closeTo(34.952, 10), upper: null });
  expect(found.netImportReliancePct.value).toBe(60);
});

test("a withheld figure gives no number, and no net imports", () => {
  const found = elementFigures([exampleMarket("Ge", { exportsT: figureOf(null) })], "mcs2026", "Ge");
  expect(found.exportsT).toMatchObject({ value: null, printed: "W" });
  expect(found.netImportsT.value).toBeNull();
});

test("an element without a row, or without a price, has none, and the note says which", () => {
  const found = elementFigures([], "mcs2026", "Ge");
  expect(found).toMatchObject({ usdPerKg: null, note: "no row for Ge in mcs2026" });
  expect(found.importsT.value).toBeNull();
  expect(elementFigures([exampleMarket("Ge", { usdPerKgElement: Number.NaN })], "mcs2026", "Ge").usdPerKg).toBeNull();
});
