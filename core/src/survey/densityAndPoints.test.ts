import { describe, expect, it } from "vitest";
import { readAssays } from "./assayTable.ts";
import type { DensityOptions } from "./densityColumns.ts";
import { readPoints } from "./pointTable.ts";

const told = (issues: readonly { severity: string; code: string; path: string; message: string }[]) =>
  issues
    .filter(({ severity }) => severity !== "info")
    .map(({ code, path, message }) => `${code} | ${path} | ${message}`);

describe("density and moisture", () => {
  const read = (header: string, row: string, options: DensityOptions) => {
    const table = readAssays(`hole,from,to,Cu_pct,${header}\nA,0,1,0.2,${row}`, "a.csv", { unit: "m", ...options });
    return { dry: table.dryDensityTPerM3?.[0], moisture: table.moistureOfWet?.[0], told: told(table.issues) };
  };

  it("a wet density of 2 with 25 % water over dry mass is 1.6 dry", () => {
    const found = read("density,moisture", "2,25", { densityBasis: "wet", moistureUnit: "pct", moistureOf: "dry" });
    expect(found.dry).toBeCloseTo(1.6, 12);
    expect(found.moisture).toBeCloseTo(0.2, 12);
    expect(found.told).toEqual([]);
  });
  it("a dry density is kept, whatever the moisture", () => {
    expect(
      read("density,moisture", "1.7,0.3", { densityBasis: "dry", moistureUnit: "fraction", moistureOf: "wet" }),
    ).toEqual({ dry: 1.7, moisture: 0.3, told: [] });
  });
  it("an undeclared basis is told", () => {
    expect(read("density", "1.7", {}).told).toEqual([
      'assay.density-basis | a.csv, row 1, column density | whether the density is dry or wet is not declared; it is taken as dry; declare densityBasis as "dry" or "wet"',
    ]);
  });
  it("a wet density without moisture gives no dry one", () => {
    const found = read("density", "1.7", { densityBasis: "wet" });
    expect(found.dry).toBeNaN();
    expect(found.told).toEqual([
      "assay.density-needs-moisture | a.csv, row 1, column density | the density is declared wet but no moisture is read; dry density stays not known; name a moisture column with its unit",
    ]);
  });
  it("moisture without unit is not read", () => {
    expect(read("moisture", "18", {}).told).toEqual([
      'assay.moisture-unit | a.csv, row 1, column moisture | moisture needs its unit and whether it is of the wet or the dry mass; it is not read; declare moistureUnit ("fraction", "pct") and moistureOf ("wet", "dry")',
    ]);
  });
  it("per cent declared as a fraction shows", () => {
    const found = read("moisture", "18", { moistureUnit: "fraction", moistureOf: "wet" });
    expect(found.moisture).toBeNaN();
    expect(found.told).toEqual([
      "assay.moisture-range | a.csv, row 2, hole A, column moisture | moisture is 1800 % of the wet mass, bounds 0-95; left not measured; check its unit and basis",
    ]);
  });
});

describe("a set of points in one file", () => {
  it("gives positions in metres, grades in ppm and flags", () => {
    const points = readPoints("Id,X,Y,Z,V_pct\n7,100,200,10,0.3\n8,110,200,10,<0.01", "p.csv", {
      unit: "ft",
      epsg: "EPSG:2264",
    });
    expect([points.sample, [...points.eastM], points.elevationM[1], points.epsg]).toEqual([
      ["7", "8"],
      [30.48, 33.528],
      3.048,
      "EPSG:2264",
    ]);
    expect([...(points.variables[0]?.valuePpm ?? [])]).toEqual([3000, 100]);
    expect([...(points.variables[0]?.isBelowDetection ?? [])]).toEqual([0, 1]);
    expect(told(points.issues)).toEqual([]);
  });
  it("without elevations they are not known", () =>
    expect(readPoints("x,y,Cu_ppm\n1,2,3", "p.csv", { unit: "m" }).elevationM[0]).toBeNaN());
  it("a place taken twice, a missing column and a word for a number are told", () => {
    expect(told(readPoints("x,y,Cu_ppm\n1,2,3\n1,2,4", "p.csv", { unit: "m" }).issues)).toEqual([
      "points.repeated | p.csv, row 3 | lies at the place of row 2; average the two, or correct a coordinate",
    ]);
    expect(told(readPoints("x,Cu_ppm\n1,3", "p.csv", { unit: "m" }).issues)).toEqual([
      "columns.role-missing | p.csv, row 1 | no column is declared for north and none has a usual name; name it under columns.north; found: x, Cu_ppm",
    ]);
    expect(told(readPoints("x,y,Cu_ppm\n1,here,3", "p.csv", { unit: "m" }).issues)).toEqual([
      'table.not-a-number | p.csv, row 2, column y | "here" is not a plain decimal number (m)',
    ]);
  });
});
