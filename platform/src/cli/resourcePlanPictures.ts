import { type ResourceDocument, type ResourceHoles, type RotatedGrid } from "@relode/core/resource";
import type { ScheduledDirection } from "../jobs/resourcePlanSchedule.ts";
import { cellMap } from "../plot/cellMap.ts";
import { colour } from "../plot/svg.ts";
import { xyChart } from "../plot/xyChart.ts";
import { planPicturePx } from "./resourcePlanOutput.ts";

/** Metal of each year as bars with the band of P5-P95. */
export function scheduleBars({ years, azimuthDeg }: ScheduledDirection, main: string): string {
  const of = years.map(({ metals }) => metals.find(({ name }) => name === main)?.metalT);
  const left = years.map(({ group }) => group + 0.55);
  return xyChart(
    [
      {
        kind: "bars",
        label: "mean",
        colour: colour.accent,
        x: left,
        y: of.map((band) => band?.mean ?? Number.NaN),
        other: left.map((x) => x + 0.9),
      },
      // One upright line a year, from P5 to P95.
      ...of.map((band, at) => ({
        kind: "line" as const,
        label: at === 0 ? "P5-P95" : "",
        colour: colour.imports,
        x: [at + 1, at + 1],
        y: [band?.p05 ?? Number.NaN, band?.p95 ?? Number.NaN],
      })),
    ],
    {
      widthPx: planPicturePx,
      heightPx: 300,
      title: "Metal by year",
      desc: `Contained ${main.replace(/_ppm$/, "")} of each year with P5-P95, advance to azimuth ${azimuthDeg} degrees.`,
      xTitle: "year",
      yTitle: `contained ${main.replace(/_ppm$/, "")}, t`,
      yDomain: [0, 1.05 * Math.max(...of.map((band) => band?.p95 ?? 0))],
    },
  );
}

/** Plan of the body: the year in which the top of each column is dug. */
export function schedulePlan(document: ResourceDocument, { period, azimuthDeg, years }: ScheduledDirection): string {
  const [nx, ny, nz] = document.grid.count;
  const values = new Float64Array(nx * ny).fill(Number.NaN);
  for (let at = 0; at < nx * ny; at++)
    for (let k = nz - 1; k >= 0 && Number.isNaN(values[at]); k--)
      if (period[at + k * nx * ny] >= 0) values[at] = period[at + k * nx * ny] + 1;
  return planMap(document.grid, values, {
    title: "Year of the top of each column",
    desc: `Plan of the year in which the uppermost block of each column is dug, advance to azimuth ${azimuthDeg} degrees.`,
    valueTitle: "year",
    valueDomain: [1, Math.max(2, years.length)],
    dots: [],
  });
}

/** A plan: a value for each column of blocks, in the grid's own axes where it is turned. */
export function planMap(
  grid: RotatedGrid,
  values: ArrayLike<number>,
  words: {
    readonly title: string;
    readonly desc: string;
    readonly valueTitle: string;
    readonly valueDomain: readonly [number, number];
    readonly dots: readonly { readonly label: string; readonly x: number; readonly y: number }[];
    readonly cellsWide?: number;
  },
): string {
  const [nx, ny] = grid.count;
  const [dx, dy] = grid.sizeM;
  const wide = words.cellsWide ?? 1;
  const cells = Array.from(values)
    .map((value, at): [number, number, number, number, number] => [
      (at % nx) * dx + (dx * (1 - wide)) / 2,
      Math.floor(at / nx) * dy + (dy * (1 - wide)) / 2,
      dx * wide,
      dy * wide,
      value,
    ])
    .filter(([, , , , value]) => Number.isFinite(value));
  return cellMap(
    { cells, lines: [], dots: words.dots },
    {
      widthPx: planPicturePx,
      title: words.title,
      desc: words.desc,
      xTitle: "metres along the grid's x axis from its origin",
      yTitle: "along its y axis, m",
      valueTitle: words.valueTitle,
      xDomain: [0, nx * dx],
      yDomain: [0, ny * dy],
      valueDomain: words.valueDomain,
      exaggeration: 1,
    },
  );
}

/** Collars of the run's holes in the grid's own axes. */
export function collarDots(grid: RotatedGrid, { holes }: ResourceHoles) {
  const angle = (grid.azimuthDeg * Math.PI) / 180;
  return holes.map(({ hole, collar }) => {
    const [x, y] = [collar[0] - grid.originM[0], collar[1] - grid.originM[1]];
    return {
      label: hole,
      x: x * Math.cos(angle) - y * Math.sin(angle),
      y: x * Math.sin(angle) + y * Math.cos(angle),
    };
  });
}
