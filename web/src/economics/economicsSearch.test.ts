import { expect, test } from "vitest";
import { knownMoves, readEconomicsSearch } from "./economicsSearch.ts";

test.each([
  [{}, {}],
  [
    { set: { capital: 1.2 }, variant: 1 },
    { set: { capital: 1.2 }, variant: 1 },
  ],
  [{ set: { capital: "2", feed: Number.NaN }, variant: -1 }, {}],
  [{ set: "capital", variant: 1.5 }, {}],
])("the address %j is read as %j", (raw, read) => {
  expect(readEconomicsSearch(raw)).toEqual(read);
});

test("moves without a control are dropped, others held between its ends", () => {
  const controls = [{ key: "capital", low: 0.5, high: 2 }];
  expect(knownMoves({ capital: 9, unknown: 1 }, controls)).toEqual({ capital: 2 });
});
