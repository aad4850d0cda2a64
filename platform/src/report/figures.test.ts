import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  digitsForSpread,
  evidenceMixText,
  fractionText,
  massIntervalText,
  massText,
  numberText,
  publishedMassText,
  publishedPctText,
  recoveryText,
  usdIntervalText,
  usdText,
} from "./figures.ts";

const figure = (value: number | null, printed: string, lower: number | null = null, upper: number | null = null) => ({
  value,
  printed,
  lower,
  upper,
});

describe("numbers", () => {
  test("are rounded to significant digits with thousands grouped", () => {
    expect([numberText(23_345), numberText(0.0012345), numberText(-4.567), numberText(0)]).toEqual([
      "23,300",
      "0.00123",
      "−4.57",
      "0",
    ]);
  });

  test("show two digits under a wide spread and four under a narrow one", () => {
    expect(digitsForSpread({ mean: 100, p05: 50, p95: 200 })).toBe(2);
    expect(digitsForSpread({ mean: 100, p05: 97, p95: 103 })).toBe(3);
    expect(digitsForSpread({ mean: 100, p05: 99.5, p95: 100.5 })).toBe(4);
  });
});

describe("masses", () => {
  test("take the unit that keeps them short", () => {
    expect([
      massText(2.5e9),
      massText(1.2e6),
      massText(23_345),
      massText(850),
      massText(0.012),
      massText(3e-6),
    ]).toEqual(["2.5 Gt", "1.2 Mt", "23.3 kt", "850 t", "12 kg", "3 g"]);
  });

  test("keep one unit for the mean and its range", () => {
    expect(massIntervalText({ mean: 23_330, p05: 12_080, p50: 20_650, p95: 43_470 })).toBe("23 kt (12–43)");
  });

  test("never jump back at a unit's edge", () => {
    expect([massText(999_600), massText(0.99961)]).toEqual(["1 Mt", "1 t"]);
  });
});

describe("money and shares", () => {
  test("dollars are spelt in millions and billions", () => {
    expect([usdText(1.234e9), usdText(450_000)]).toEqual(["USD 1.23 billion", "USD 450,000"]);
    expect(usdIntervalText({ mean: 1.2e9, p05: 0.9e9, p50: 1.1e9, p95: 1.8e9 })).toBe("USD 1.2 billion (0.90–1.8)");
  });

  test("a tiny share is not shown as zero", () => {
    expect([fractionText(0.00001), fractionText(0.1234), fractionText(0), fractionText(1)]).toEqual([
      "<0.01 %",
      "12 %",
      "0 %",
      "100 %",
    ]);
  });
});

describe("a needed recovery", () => {
  test("is a median with its range in per cent", () => {
    expect(recoveryText({ p05: 0.007, p50: 0.012, p95: 0.023 })).toBe("1.2 % (0.70–2.3)");
  });

  test("that is infinite, or lost its infinity in JSON, reads as beyond any plant", () => {
    const infinite = { p05: 1.5, p50: Number.POSITIVE_INFINITY, p95: Number.POSITIVE_INFINITY };
    expect(recoveryText(infinite)).toBe(">10,000 % (150–>10,000)");
    expect(recoveryText(JSON.parse(JSON.stringify(infinite)))).toBe(">10,000 % (150–>10,000)");
  });
});

describe("a published figure", () => {
  test("keeps the publisher's mark with its meaning where there is no number", () => {
    expect(publishedMassText(figure(3390, "3,390"))).toBe("3.39 kt");
    expect(publishedMassText(figure(null, "W"))).toBe("withheld (W)");
    expect(publishedMassText(figure(null, ""))).toBe("not published");
    expect(publishedPctText(figure(null, ">50", 50))).toBe(">50 %");
    expect(publishedPctText(figure(null, "E"))).toBe("net exporter (E)");
  });
});

test("an uncertain 1 shows its second digit", () => {
  expect(massIntervalText({ mean: 1000, p05: 450, p50: 900, p95: 2000 })).toBe("1.0 kt (0.45–2.0)");
});

test("the evidence mix lists shares of a per cent and more, best first", () => {
  expect(evidenceMixText({ A: 0, B: 0.12, C: 0.301, D: 0.576, S: 0.003 })).toBe("B 12, C 30, D 58");
});

const anything = fc.oneof(
  fc.double(),
  fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0),
);
test.prop([anything, anything, anything])("no text of any number holds a word of the machine", (mean, p05, p95) => {
  const interval = { mean, p05, p50: mean, p95 } as { mean: number; p05: number; p50: number; p95: number };
  const texts = [
    numberText(mean),
    massText(mean),
    usdText(mean),
    fractionText(mean),
    massIntervalText(interval),
    usdIntervalText(interval),
    recoveryText(interval),
    publishedMassText({ value: mean ?? null, printed: "", lower: p05 ?? null, upper: p95 ?? null }),
  ];
  for (const text of texts) expect(text).not.toMatch(/NaN|undefined|null|Infinity|∞|^$/);
});
