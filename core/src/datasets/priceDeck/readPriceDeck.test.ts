import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPriceDeck } from "./readPriceDeck.ts";

const { rows } = readPriceDeck(readFileSync(new URL("./data.csv", import.meta.url), "utf8"));
const header = "item,date,priceLow,priceHigh,unit,lot,source,caution\n";

test("a pound is 0.45359237 kg: cobalt at 17.98 USD/lb is 39.64 USD/kg", () => {
  const cobalt = rows.find((row) => row.item === "Co" && row.date === "2020-12-31");
  expect(cobalt?.usdPerKg).toBeCloseTo(17.98 / 0.45359237, 9);
});

test("an ounce is a troy ounce: gold at 2063 USD/oz is 66,327 USD/kg", () => {
  const gold = rows.find((row) => row.item === "Au" && row.date === "2023-12-31");
  expect(gold?.usdPerKg).toBeCloseTo(66_327, -1);
});

test("manganese and tungsten oxide are marked as slips of a unit, with words", () => {
  const slips = rows.filter((row) => row.lot === "unit slip");
  expect(slips.map((row) => row.item).toSorted()).toEqual(["Mn", "WO3"]);
  expect(slips.every((row) => row.caution !== "")).toBe(true);
});

test("no retail price passes for bulk: every one says what it is", () => {
  const retail = rows.filter((row) => row.lot === "retail");
  expect(retail.length).toBeGreaterThan(25);
  expect(retail.every((row) => /1 kg|ampoules/.test(row.caution))).toBe(true);
});

test.each([
  ["Co,soon,1,1,USD/kg,bulk,s,", "price.date"],
  ["Co,2024,2,1,USD/kg,bulk,s,", "price.order"],
  ["Co,2024,0,1,USD/kg,bulk,s,", "price.order"],
  ["Co,2024,1,1,EUR/kg,bulk,s,", "table.not-a-choice"],
  ["Co,2024,1,1,USD/kg,bulk,s,\nCo,2024,2,2,USD/kg,bulk,s,", "dataset.duplicate"],
])("%s is refused as %s", (line, code) => {
  expect(readPriceDeck(`${header}${line}\n`).issues.map((issue) => issue.code)).toEqual([code]);
});
