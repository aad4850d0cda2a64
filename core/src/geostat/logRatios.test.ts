import { fc, test } from "@fast-check/vitest";
import { expect, test as plain } from "vitest";
import { fromLogRatios, type LogRatioKind, logRatioKinds, logRatios } from "./logRatios.ts";

const compositions = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 })).chain(([d, n]) =>
  fc.array(fc.array(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), { minLength: n, maxLength: n }), {
    minLength: d,
    maxLength: d,
  }),
);

test.prop([compositions, fc.constantFrom<LogRatioKind>(...logRatioKinds)])(
  "go back to every part, whatever the sums of the rows",
  (rows, kind) => {
    const parts = rows.map((row) => Float64Array.from(row));
    const total = parts[0].map((_, i) => parts.reduce((sum, part) => sum + part[i], 0));
    const back = fromLogRatios(logRatios(parts, kind), kind, total);
    for (const [j, part] of parts.entries())
      for (const [i, value] of part.entries()) expect(Math.abs(back[j][i] / value - 1)).toBeLessThan(1e-11);
  },
);

test.prop([compositions])("ilr keeps Aitchison's distance, which is the clr's Euclidean one", (rows) => {
  const parts = rows.map((row) => Float64Array.from([row[0], row[row.length - 1]]));
  const distance = (columns: Float64Array[]) => Math.hypot(...columns.map((column) => column[0] - column[1]));
  expect(distance(logRatios(parts, "ilr"))).toBeCloseTo(distance(logRatios(parts, "clr")), 9);
});

plain("of (1, 2, 4) are ln(1/4), ln(2/4); ln(1/2), 0, ln 2; and ln(1/2)/√2, √(2/3) ln(√2/4)", () => {
  const parts = [1, 2, 4].map((x) => Float64Array.of(x));
  const flat = (kind: LogRatioKind) => logRatios(parts, kind).map((column) => column[0]);
  for (const [i, y] of [Math.log(0.25), Math.log(0.5)].entries()) expect(flat("alr")[i]).toBeCloseTo(y, 14);
  for (const [i, y] of [-Math.LN2, 0, Math.LN2].entries()) expect(flat("clr")[i]).toBeCloseTo(y, 14);
  const ilr = [-Math.LN2 / Math.SQRT2, Math.sqrt(2 / 3) * Math.log(Math.SQRT2 / 4)];
  for (const [i, y] of ilr.entries()) expect(flat("ilr")[i]).toBeCloseTo(y, 14);
});

plain("a zero is refused, with its row", () => {
  expect(() => logRatios([Float64Array.of(1, 0), Float64Array.of(1, 1)], "clr")).toThrow("part 1 of row 2 is 0");
});
