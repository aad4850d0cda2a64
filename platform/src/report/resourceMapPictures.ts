import type { ResourceDocument } from "@relode/core/resource";
import { cellMap } from "../plot/cellMap.ts";
import { type ResourceParts, type ResourcePicture, said } from "./resourcePicture.ts";

const mostCells = 40_000;

/** Numbers that a scale of colours is taken from. */
const mostScaled = 100_000;

function valueDomain(values: Float32Array | undefined): [number, number] {
  const every = Math.ceil((values?.length ?? 0) / mostScaled);
  const some = every <= 1 ? values : values?.filter((_, i) => i % every === 0);
  const sorted = (some ?? new Float32Array(0)).filter((v) => Number.isFinite(v)).sort();
  if (sorted.length === 0) return [0, 1];
  return [sorted[Math.floor(0.02 * (sorted.length - 1))], sorted[Math.floor(0.98 * (sorted.length - 1))]];
}

/** Plan along the axes of the grid: mean grade of each pile of blocks by dry mass, holes, outline of the body. */
export function planPicture({ document, column, holes }: ResourceParts, variable: string): ResourcePicture {
  const { grid } = document;
  const [nx, ny, nz] = grid.count;
  const [mass, grade] = [column("massDryTonnes"), column(variable)];
  const every = Math.max(1, Math.ceil(Math.sqrt((nx * ny) / mostCells)));
  const cells: (readonly [number, number, number, number, number])[] = [];
  for (let j = 0; j < ny; j += every)
    for (let i = 0; i < nx; i += every) {
      let [sum, weight] = [0, 0];
      for (let k = 0; k < nz; k++) {
        const b = i + nx * (j + ny * k);
        if ((mass?.[b] ?? 0) > 0) {
          sum += (mass?.[b] ?? 0) * (grade?.[b] ?? 0);
          weight += mass?.[b] ?? 0;
        }
      }
      cells.push([
        i * grid.sizeM[0],
        j * grid.sizeM[1],
        every * grid.sizeM[0],
        every * grid.sizeM[1],
        weight > 0 ? sum / weight : Number.NaN,
      ] as const);
    }
  const dots = holes.holes.map(({ hole, collar }) => {
    const [u, v] = along(document, collar);
    return { label: hole, x: u, y: v };
  });
  const shown = valueDomain(Float32Array.from(cells, (cell) => cell[4]));
  return {
    name: "plan",
    caption: `${said(document)}Plan: kriged ${variable} averaged over the height of the body by dry mass (ppm); dots are holes. Axes run along the block model, azimuth ${grid.azimuthDeg} degrees, from its corner at east ${grid.originM[0]} m, north ${grid.originM[1]} m.`,
    draw: (widthPx) =>
      cellMap(
        { cells, lines: [], dots },
        {
          widthPx,
          title: `Plan of ${variable}`,
          desc: "Blocks coloured by grade with the mouths of the holes",
          xTitle: "Along x of the block model, m",
          yTitle: "Along y of the block model, m",
          valueTitle: variable.replace("_", " "),
          xDomain: [0, nx * grid.sizeM[0]],
          yDomain: [0, ny * grid.sizeM[1]],
          valueDomain: shown,
          exaggeration: 1,
        },
      ),
  };
}

function along({ grid }: ResourceDocument, at: readonly number[]): [number, number] {
  const angle = (grid.azimuthDeg * Math.PI) / 180;
  const [x, y] = [at[0] - grid.originM[0], at[1] - grid.originM[1]];
  return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
}

/** Section across the body: blocks, surfaces and the composites near it. */
export function sectionPicture(
  { document, column, holes, surfaces }: ResourceParts,
  variable: string,
  share: number,
  number: number,
): ResourcePicture {
  const { grid } = document;
  const [nx, ny, nz] = grid.count;
  const [dx, dy, dz] = grid.sizeM;
  const j = Math.min(ny - 1, Math.floor(share * ny));
  const grade = column(variable);
  const every = Math.max(1, Math.ceil((nx * nz) / mostCells));
  const cells: (readonly [number, number, number, number, number])[] = [];
  let [low, high] = [nz, 0];
  for (let k = 0; k < nz; k++)
    for (let i = 0; i < nx; i += every) {
      const value = grade?.[i + nx * (j + ny * k)] ?? Number.NaN;
      if (Number.isFinite(value)) [low, high] = [Math.min(low, k), Math.max(high, k + 1)];
      cells.push([i * dx, grid.originM[2] + k * dz, every * dx, dz, value] as const);
    }
  if (low > high) [low, high] = [0, nz];
  const y = (j + 0.5) * dy;
  const lines = surfaces.surfaces.map(({ name, grid: lattice, z }) => {
    const row = Math.min(lattice.count[1] - 1, Math.max(0, Math.floor(y / lattice.spacing[1])));
    const xs = Array.from({ length: lattice.count[0] }, (_, i) => (i + 0.5) * lattice.spacing[0]);
    return {
      label: name,
      x: xs,
      y: xs.map((_, i) => z[i + lattice.count[0] * row] ?? Number.NaN),
      isDashed: name !== "top" && name !== "base",
    };
  });
  const near = holes.composites
    .map(({ hole, at, fromM, toM, values }) => ({
      place: along(document, at),
      hole,
      z: at[2],
      fromM,
      toM,
      value: values[variable],
    }))
    .filter(
      ({ place, value }) =>
        Math.abs(place[1] - y) <= Math.max(dy, document.body.spacingM / 2) && typeof value === "number",
    );
  return {
    name: `section-${number}`,
    caption: `${said(document)}Section along x at y = ${y.toFixed(0)} m: kriged ${variable} (ppm), today's surface, base, contacts (dashed), and composites within ${Math.max(dy, document.body.spacingM / 2).toFixed(0)} m in the same colours.`,
    draw: (widthPx) =>
      cellMap(
        {
          cells,
          lines,
          dots: near.map(({ hole, place, z, fromM, toM, value }) => ({
            label: `${hole} ${fromM.toFixed(1)}-${toM.toFixed(1)} m: ${String(value)} ppm`,
            x: place[0],
            y: z,
            ...(typeof value === "number" ? { value } : {}),
          })),
        },
        {
          widthPx,
          title: `Section ${number} of ${variable}`,
          desc: "Blocks and composites coloured by grade",
          xTitle: "Along x of the block model, m",
          yTitle: "Elevation, m",
          valueTitle: variable.replace("_", " "),
          xDomain: [0, nx * dx],
          yDomain: [grid.originM[2] + Math.max(0, low - 1) * dz, grid.originM[2] + Math.min(nz, high + 1) * dz],
          valueDomain: valueDomain(grade),
          exaggeration: 8,
        },
      ),
  };
}
