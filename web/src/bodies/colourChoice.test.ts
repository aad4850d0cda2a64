import { describe, expect, test } from "vitest";
import { colourAt, gradientOf, placeOf, robustRange } from "../bodyScene/colourScale.ts";
import type { BodyColumn } from "./bodyDocuments.ts";
import { categoriesOf, colourOptions, columnWords, figures4, gradeColumn, unitWords } from "./colourChoice.ts";

const column = (name: string, kind: BodyColumn["kind"], variable: string | null, note = ""): BodyColumn => ({
  name,
  unit: kind === "class" || kind === "domain" ? "code" : "ppm",
  support: "block",
  kind,
  variable,
  note,
});

const document = {
  name: "Pond",
  declared: "synthetic" as const,
  grid: { originM: [0, 0, 0], sizeM: [1, 1, 1], count: [1, 1, 1], azimuthDeg: 0 } as const,
  blocks: 1,
  realisations: 10,
  columns: [
    column("Co_ppm", "estimate", "Co_ppm"),
    column("Ni_ppm", "estimate", "Ni_ppm"),
    column("class", "class", null),
    column("pass", "other", "Co_ppm", "search pass: 1 as declared, 2 twice the radii"),
  ],
  variables: [{ name: "Co_ppm", unit: "ppm" }],
  domains: [
    { code: 1, name: "cap" },
    { code: 2, name: "slimes" },
  ],
};

describe("what blocks can be coloured by", () => {
  test("are the substance's own columns, its realisations, and columns of none", () => {
    expect(colourOptions(document, "Co_ppm").map(({ label }) => label)).toEqual([
      "Estimate, Co (ppm)",
      "Search pass, Co (ppm)",
      "Realisation, Co",
      "Probability above the cut-off, Co",
      "Class",
    ]);
    // No realisations of nickel.
    expect(colourOptions(document, "Ni_ppm").map(({ label }) => label)).toEqual(["Estimate, Ni (ppm)", "Class"]);
  });
  test("the cut-off works on the estimate", () => {
    expect(gradeColumn(document, "Ni_ppm")?.name).toBe("Ni_ppm");
    expect(gradeColumn(document, "Au_ppm")).toBeNull();
  });
  test("categories stand at their codes", () => {
    expect(categoriesOf(document, column("domain", "domain", null))).toEqual(["", "cap", "slimes"]);
    expect(categoriesOf(document, column("class", "class", null))?.[3]).toBe("measured");
  });
  test("units are printed with their powers", () => {
    expect(["ppm2", "t dry/m3", "1", "t dry/m32"].map(unitWords)).toEqual(["ppm²", "t dry/m³", "", "(t dry/m³)²"]);
    expect(columnWords({ ...column("v", "variance", "Co_ppm"), unit: "ppm2" })).toBe("Kriging variance, Co (ppm²)");
  });
  test("a total keeps four digits", () => {
    expect([4_428_785.9, 0.012345, null].map(figures4)).toEqual(["4,429,000", "0.01235", "–"]);
  });
});

describe("colour scales", () => {
  test("begin and end at the map's own colours and are straight between stops", () => {
    expect(colourAt("viridis", 0)).toEqual([0x44, 0x01, 0x54]);
    expect(colourAt("viridis", 1)).toEqual([0xfd, 0xe7, 0x25]);
    expect(colourAt("viridis", 1 / 32)).toEqual([0x46, 0x0e, 0x60]); // half way from 440154 to 481a6c
    expect(gradientOf("cividis")).toMatch(/^linear-gradient\(to right, #00204d,.*#ffea46\)$/);
  });
  test("lightness rises along each map, so that it reads in grey too", () => {
    for (const map of ["viridis", "cividis"] as const) {
      const light = Array.from({ length: 33 }, (_, i) => {
        const [r, g, b] = colourAt(map, i / 32);
        return 0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2;
      });
      for (const [i, value] of light.entries()) if (i > 0) expect(value).toBeGreaterThan(light[i - 1]! - 0.002);
    }
  });
  test("the ends are percentiles; one value alone still gives a range", () => {
    const values = Float32Array.from({ length: 101 }, (_, i) => i);
    expect(robustRange(values)).toEqual([2, 98]);
    expect(robustRange(Float32Array.of(5, 5, Number.NaN))).toEqual([2.5, 7.5]);
    expect(robustRange(new Float32Array(0))).toEqual([0, 1]);
  });
  test("a logarithmic place is the share of the decades", () => {
    expect(placeOf(10, [1, 100], true)).toBeCloseTo(0.5, 12);
    expect(placeOf(1000, [1, 100], true)).toBe(1);
    expect(placeOf(Number.NaN, [1, 100], false)).toBeNaN();
  });
});
