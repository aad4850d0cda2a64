import { describe, expect, test } from "vitest";
import { readCsv } from "../../evidence/csv.ts";
import { layeredField } from "./layeredField.ts";
import { drillPond } from "./pondDrilling.ts";
import { examplePond } from "./pondFiles.ts";
import { newCell, pondGround, unitBounds } from "./pondGround.ts";

const pond = examplePond(3);
const ground = pondGround(3);

describe("the synthetic pond", () => {
  test("says in its project and truth that it is synthetic", () => {
    expect(JSON.parse(pond.files.get("project.json") ?? "{}").declared).toBe("synthetic");
    expect(pond.truth.declared).toBe("synthetic");
  });

  test("is the same for one seed and another for the next", () => {
    const { rows } = readCsv(pond.files.get("assay.csv") ?? "", "assay.csv");
    const cobalt = (seeded: typeof ground) => drillPond(seeded).samples.map(({ gradePpm }) => gradePpm[0].toFixed(0));
    const printed = rows.slice(1).map(({ cells }) => cells[rows[0].cells.indexOf("Co_ppm")]);
    expect(printed.map((cell) => (cell === "<5" ? "5" : cell))).toEqual(cobalt(ground));
    expect(cobalt(pondGround(4)).slice(0, 20)).not.toEqual(printed.slice(0, 20));
  });

  test("holds in its blocks and in its units what it holds in all", () => {
    const { totals, units, blocks } = pond.truth;
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
    expect(sum(blocks.massDryTonnes) / totals.massDryTonnes).toBeCloseTo(1, 9);
    expect(sum(Object.values(units).map(({ massDryTonnes }) => massDryTonnes)) / totals.massDryTonnes).toBeCloseTo(
      1,
      9,
    );
    const cobalt = blocks.massDryTonnes.map((mass, b) => (mass > 0 ? mass * blocks.gradePpm["Co"][b] * 1e-6 : 0));
    expect(sum(cobalt) / totals.metalTonnes["Co"]).toBeCloseTo(1, 9);
  });

  test("has the volume that columns of top less base add up to", () => {
    const metres = ground.topM.reduce((total, top, c) => total + Math.max(0, top - ground.baseM[c]), 0);
    expect(pond.truth.totals.volumeM3 / (metres * 25)).toBeCloseTo(1, 9);
  });

  test("is drilled by 60 to 80 holes whose samples never cross a contact", () => {
    const { holes, samples, log } = drillPond(ground);
    expect(holes.length).toBeGreaterThanOrEqual(60);
    expect(holes.length).toBeLessThanOrEqual(80);
    for (const { hole, fromM, toM } of samples)
      expect(
        log.filter((unit) => unit.hole === hole && unit.fromM < toM - 0.01 && unit.toM > fromM + 0.01),
      ).toHaveLength(1);
  });

  test("reports some cells below detection, none of them as a number", () => {
    const { rows } = readCsv(pond.files.get("assay.csv") ?? "", "assay.csv");
    const column = rows[0].cells.indexOf("Nd_ppm");
    const cells = rows.slice(1).map(({ cells: row }) => row[column]);
    expect(cells.some((cell) => cell === "<20")).toBe(true);
    expect(cells.filter((cell) => Number(cell) < 20)).toEqual([]);
  });

  test("is poorest in the cap and richest in cobalt in the older unit", () => {
    const grade = (unit: string) => pond.truth.units[unit].metalTonnes["Co"] / pond.truth.units[unit].massDryTonnes;
    expect(grade("OX")).toBeLessThan(grade("UP"));
    expect(grade("UP")).toBeLessThan(grade("LO"));
  });

  test("grows finer, and lighter, away from its discharge", () => {
    const cell = newCell();
    const [nx, ny] = ground.count;
    const mean = (from: number, to: number) => {
      let [sum, n] = [0, 0];
      for (let j = 0; j < ny; j++)
        for (let i = from; i < to; i++) {
          const [top, bottom] = unitBounds(ground, 1, i + nx * j);
          if (top - bottom < 1) continue;
          ground.cell(1, i + nx * j, 6, cell);
          sum += cell.densityTPerM3;
          n++;
        }
      return sum / n;
    };
    expect(mean(0, 40)).toBeGreaterThan(mean(80, 120) + 0.05);
  });
});

test("a layered field has the covariance it is drawn with", () => {
  const count = [60, 60, 20] as const;
  const field = layeredField(5, "test", { count, spacingM: [5, 5, 0.5] }, [{ share: 1, lengthsM: [20, 10, 1] }]);
  const covariance = (dx: number, dy: number, dz: number) => {
    let [sum, n] = [0, 0];
    for (let k = 0; k + dz < count[2]; k++)
      for (let j = 0; j + dy < count[1]; j++)
        for (let i = 0; i + dx < count[0]; i++) {
          const at = i + count[0] * (j + count[1] * k);
          sum += field[at] * field[at + dx + count[0] * (dy + count[1] * dz)];
          n++;
        }
    return sum / n;
  };
  // exp(−h/a) along each axis; 60 x 60 x 20 cells of about 1000 independent volumes leave an error of some hundredths.
  expect(covariance(0, 0, 0)).toBeCloseTo(1, 0);
  expect(Math.abs(covariance(2, 0, 0) - Math.exp(-0.5))).toBeLessThan(0.1);
  expect(Math.abs(covariance(0, 2, 0) - Math.exp(-1))).toBeLessThan(0.1);
  expect(Math.abs(covariance(0, 0, 2) - Math.exp(-1))).toBeLessThan(0.1);
});
