import { expect, test } from "vitest";
import { formatPct, formatQuantity, formatTick } from "./format.ts";

test.each([
  [0, "0"],
  [null, "–"],
  [Number.NaN, "–"],
  [Number.POSITIVE_INFINITY, "∞"],
  [0.0000123, "1.2e-5"],
  [0.0123, "0.012"],
  [1, "1.0"],
  [9.94, "9.9"],
  [9.96, "9.96"],
  [12.34, "12.3"],
  [999.6, "1,000"],
  [12345, "12,300"],
  [999_700, "1.0 million"],
  [93_180_000_000, "93.2 billion"],
  [2.4e12, "2.4 trillion"],
  [-1234, "−1,230"],
])("%s reads %s", (value, words) => {
  expect(formatQuantity(value)).toBe(words);
});

test.each([
  [0.01, "0.01"],
  [1, "1"],
  [1000, "1k"],
  [20_000, "20k"],
  [3e6, "3M"],
  [1e9, "1G"],
  [1e-6, "1e-6"],
  [-50, "−50"],
])("the tick %s reads %s", (value, words) => {
  expect(formatTick(value)).toBe(words);
});

test.each([
  [0.12, "12 %"],
  [0.0034, "0.34 %"],
  [0.00001, "< 0.01 %"],
  [1.56, "156 %"],
  [0, "0 %"],
  [Number.POSITIVE_INFINITY, "∞ %"],
  [null, "–"],
])("the fraction %s reads %s", (value, words) => {
  expect(formatPct(value)).toBe(words);
});
