import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { blockValueUsdPerT, equivalentGradePpm, type Product, type ValueSpec } from "./blockValue.ts";
import { column, rowOfBlocks } from "./fixture.ts";

const copper: Product = {
  element: "Cu",
  gradeColumn: "Cu",
  priceUsdPerKg: 10,
  recovery: 0.8,
  payable: 0.9,
  refiningUsdPerKg: 0,
};
const cobalt: Product = { ...copper, element: "Co", gradeColumn: "Co", priceUsdPerKg: 30, recovery: 0.5, payable: 0.8 };
const spec: ValueSpec = {
  products: [copper, cobalt],
  deductionsUsdPerT: 4,
  moneyYear: 2024,
  source: "declared for the test",
};

test("5000 ppm Cu at 10 USD/kg, 0.8 recovered, 0.9 paid, is worth 36 USD/t; 1000 ppm Co at 30, 0.5, 0.8 another 12", () => {
  // By hand: 5 kg x 0.8 x 0.9 x 10 + 1 kg x 0.5 x 0.8 x 30 - 4 = 36 + 12 - 4.
  const model = rowOfBlocks(1, [column("Cu", "ppm", [5000]), column("Co", "ppm", [1000])]);
  const { column: value, assumptions } = blockValueUsdPerT(model, spec);
  expect(value.values[0]).toBeCloseTo(44, 10);
  expect(value.unit).toBe("USD2024/t dry");
  expect(assumptions).toEqual([
    "Cu (column Cu): price 10 USD2024/kg, recovery 0.8, payable 0.9, refining 0 USD2024/kg",
    "Co (column Co): price 30 USD2024/kg, recovery 0.5, payable 0.8, refining 0 USD2024/kg",
    "deductions 4 USD2024/t dry feed",
    "prices and terms: declared for the test",
  ]);
});

test("copper equivalent of 5000 ppm Cu and 1000 ppm Co is 5000 + 1000 x 12/7.2 ppm and states its formula", () => {
  const model = rowOfBlocks(1, [column("Cu", "ppm", [5000]), column("Co", "ppm", [1000])]);
  const { column: equivalent, assumptions } = equivalentGradePpm(model, spec, "Cu");
  expect(equivalent.values[0]).toBeCloseTo(5000 + (1000 * 12) / 7.2, 9);
  expect(equivalent.unit).toBe("ppm Cu equivalent");
  expect(assumptions[0]).toBe("Cu equivalent in ppm = 1.00000 x Cu + 1.66667 x Co, each grade in ppm");
});

test("a refining charge comes off the price of the paid metal only", () => {
  const model = rowOfBlocks(1, [column("Cu", "ppm", [5000])]);
  const products = [{ ...copper, refiningUsdPerKg: 2 }];
  // 5 kg x 0.72 x (10 - 2) - 4.
  expect(blockValueUsdPerT(model, { ...spec, products }).column.values[0]).toBeCloseTo(24.8, 10);
});

test("a block without one of its grades has no value in any realisation, and other blocks keep theirs", () => {
  const model = rowOfBlocks(2, [
    column("Cu", "ppm", [5000, 5000]),
    column("Co", "ppm", [Number.NaN, 0, Number.NaN, 1000], 2),
  ]);
  const { column: value } = blockValueUsdPerT(model, spec);
  expect(value.realisations).toBe(2);
  expect(Array.from(value.values, (v) => Math.round(v))).toEqual([Number.NaN, 32, Number.NaN, 44]);
});

const grade = fc.double({ min: 0, max: 1e5, noNaN: true });
property.prop([grade, grade])(
  "value without deductions is the equivalent grade times its own net revenue",
  (cu, co) => {
    const model = rowOfBlocks(1, [column("Cu", "ppm", [cu]), column("Co", "ppm", [co])]);
    const value = blockValueUsdPerT(model, { ...spec, deductionsUsdPerT: 0 }).column.values[0];
    expect(equivalentGradePpm(model, spec, "Co").column.values[0] * 0.012).toBeCloseTo(value, 7);
  },
);

test.each<[Partial<ValueSpec>, string]>([
  [{ products: [] }, "block value: needs at least one product, got none"],
  [{ products: [copper, copper] }, "block value: Cu is listed twice; keep one product an element"],
  [
    { products: [{ ...copper, recovery: 80 }] },
    "block value: recovery of Cu must lie in 0-1, got 80; per cent must be divided by 100",
  ],
  [
    { products: [{ ...copper, priceUsdPerKg: Number.NaN }] },
    "block value: price of Cu must be finite and at least 0 USD/kg, got NaN",
  ],
  [{ deductionsUsdPerT: -1 }, "block value: deductions must be finite and at least 0 USD/t, got -1"],
  [{ source: " " }, "block value: a source of prices and terms is missing; name it"],
])("terms are refused: %o", (change, message) => {
  const model = rowOfBlocks(1, [column("Cu", "ppm", [5000]), column("Co", "ppm", [1000])]);
  expect(() => blockValueUsdPerT(model, { ...spec, ...change })).toThrow(new RangeError(message));
});

test("a reference that is absent or earns nothing has no equivalent grade", () => {
  const model = rowOfBlocks(1, [column("Cu", "ppm", [5000])]);
  const poor = { ...spec, products: [{ ...copper, refiningUsdPerKg: 10 }] };
  expect(() => equivalentGradePpm(model, poor, "Cu")).toThrow(
    new RangeError("equivalent grade: reference Cu earns 0 USD/t per ppm; choose an element that earns more than 0"),
  );
  expect(() => equivalentGradePpm(model, spec, "Au")).toThrow(
    new RangeError("equivalent grade: reference Au is not among the products Cu, Co"),
  );
});
