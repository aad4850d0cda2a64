import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Issue } from "@relode/core/evidence";
import { type Attribute, type SceneBlocks, writeOmf } from "@relode/core/formats";
import { type PreparedBody, type SubBlocks, subBlocks, worldOfGrid } from "@relode/core/resource";
import { ResourceColumnFile } from "./resourceColumnFile.ts";
import type { EstimatedBody } from "./resourceEstimate.ts";

/** Sub-blocks of one domain at most. */
const mostBoxes = 20_000_000;
/** More are written as Parquet alone. */
const mostWritten = 2_000_000;
const groupRows = 1_000_000;

/** Columns of `sub_blocks.parquet`; x, y, z are the middle in world coordinates, dx, dy, dz run along the axes of the grid. */
export function subBlockColumns(body: PreparedBody): { readonly name: string; readonly unit: string }[] {
  const grades = body.variables.filter(({ unit }) => unit === "ppm");
  return [
    ...["x", "y", "z", "dx", "dy", "dz"].map((name) => ({ name, unit: "m" })),
    { name: "block", unit: "row of blocks.parquet" },
    { name: "domain", unit: "code" },
    { name: "volumeM3", unit: "m3" },
    { name: "density", unit: "t dry/m3" },
    { name: "massDryTonnes", unit: "t dry" },
    ...grades.map(({ name, unit }) => ({ name, unit })),
  ];
}

/**
 * Writes `sub_blocks.parquet`, and as `sub_blocks.csv` and `sub_blocks.omf` (OMF 2, free sub-blocks) where there are at most two million: the
 * parts of blocks in each domain as boxes, with the kriged grades of that domain alone, not the mean of the block.
 * @param date when the run was made, ISO 8601
 */
export async function writeSubBlocks(
  folder: string,
  body: PreparedBody,
  estimated: EstimatedBody,
  date: string,
): Promise<Issue[]> {
  const described = subBlockColumns(body);
  const boxes = body.domains.map((domain) => subBlocks(body.columns, domain, mostBoxes));
  const rows = boxes.reduce((sum, { part }) => sum + part.length, 0);
  const file = new ResourceColumnFile(
    join(folder, "sub_blocks.parquet"),
    described.map(({ name }) => ({ name, type: "DOUBLE" as const })),
  );
  for (const [d, of] of boxes.entries())
    for (let from = 0; from < of.part.length; from += groupRows)
      await file.append(columnsOf(body, estimated, d, of, from, Math.min(groupRows, of.part.length - from)));
  await file.finish();
  if (rows > mostWritten)
    return [
      {
        path: "subBlocks",
        code: "resource.sub-blocks-parquet-only",
        severity: "info",
        message: `${rows} sub-blocks are written as Parquet alone; CSV and OMF end at ${mostWritten}`,
      },
    ];
  const all = boxes.map((of, d) => columnsOf(body, estimated, d, of, 0, of.part.length));
  await writeCsv(join(folder, "sub_blocks.csv"), described, all);
  const parents = boxes.flatMap(({ part }, d) => [parentsOf(body, d, part)]);
  const merged = (c: number) => joined(all.map((columns) => columns[c]));
  const attributes = described
    .slice(6)
    .map(
      ({ name, unit }, c): Attribute => ({ kind: "number", name, unit, location: "subblocks", values: merged(c + 6) }),
    );
  const corners = joined(boxes.map((of) => of.corners));
  const blocks = sceneBlocks(body, corners, Uint32Array.from(joined(parents)), attributes);
  const { crs, name } = body.project;
  const description = body.project.declared === "synthetic" ? "declared synthetic: no measurement" : "";
  const scene = { name, description, crs: crs.epsg === null ? null : `epsg:${crs.epsg}`, lengthUnit: "m" };
  await writeFile(join(folder, "sub_blocks.omf"), writeOmf({ ...scene, objects: [blocks] }, date));
  return [];
}

function columnsOf(
  { grid, domains }: PreparedBody,
  { parts, grades }: EstimatedBody,
  d: number,
  { part, corners }: SubBlocks,
  from: number,
  count: number,
): Float64Array[] {
  const { blocks, code } = domains[d];
  const [nx, ny] = grid.count;
  const columns = Array.from({ length: 11 + grades.length }, () => new Float64Array(count));
  const corner: [number, number, number] = [0, 0, 0];
  const size = [0, 0, 0];
  for (let row = 0; row < count; row++) {
    const at = 6 * (from + row);
    const i = part[from + row];
    const b = blocks.blocks[i];
    const block = [b % nx, Math.floor(b / nx) % ny, Math.floor(b / (nx * ny))];
    for (let a = 0; a < 3; a++) {
      corner[a] = (block[a] + (corners[at + a] + corners[at + 3 + a]) / 2) * grid.sizeM[a];
      size[a] = (corners[at + 3 + a] - corners[at + a]) * grid.sizeM[a];
    }
    const volumeM3 = size[0] * size[1] * size[2];
    const density = parts[d].density[i];
    const row11 = [...worldOfGrid(grid, corner), ...size, b, code, volumeM3, density, volumeM3 * density];
    for (let c = 0; c < 11; c++) columns[c][row] = row11[c];
    for (let v = 0; v < grades.length; v++) columns[11 + v][row] = parts[d].grades[v][i];
  }
  return columns;
}

async function writeCsv(
  path: string,
  described: readonly { readonly name: string }[],
  tables: readonly (readonly Float64Array[])[],
): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.write(`${described.map(({ name }) => name).join(",")}\n`);
    for (const columns of tables)
      for (let from = 0; from < columns[0].length; from += 20_000) {
        const lines: string[] = [];
        for (let row = from; row < Math.min(columns[0].length, from + 20_000); row++)
          lines.push(columns.map((values) => String(Number(values[row].toPrecision(12)))).join(","));
        await file.write(`${lines.join("\n")}\n`);
      }
  } finally {
    await file.close();
  }
}

function joined(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

/** Places i, j, k of the blocks of one domain's boxes. */
function parentsOf({ grid, domains }: PreparedBody, d: number, part: Int32Array): Float64Array {
  const [nx, ny] = grid.count;
  const places = new Float64Array(3 * part.length);
  for (let row = 0; row < part.length; row++) {
    const b = domains[d].blocks.blocks[part[row]];
    places[3 * row] = b % nx;
    places[3 * row + 1] = Math.floor(b / nx) % ny;
    places[3 * row + 2] = Math.floor(b / (nx * ny));
  }
  return places;
}

function sceneBlocks(
  { grid, project }: PreparedBody,
  corners: Float64Array,
  parents: Uint32Array,
  attributes: readonly Attribute[],
): SceneBlocks {
  const angle = (grid.azimuthDeg * Math.PI) / 180;
  return {
    type: "blocks",
    name: `${project.name} sub-blocks`,
    description: "parts of blocks by domain, kriged",
    origin: grid.originM,
    u: [Math.cos(angle), -Math.sin(angle), 0],
    v: [Math.sin(angle), Math.cos(angle), 0],
    w: [0, 0, 1],
    sizes: [Float64Array.of(grid.sizeM[0]), Float64Array.of(grid.sizeM[1]), Float64Array.of(grid.sizeM[2])],
    count: grid.count,
    subblocks: { kind: "freeform", count: null, mode: null, parents, corners },
    attributes,
  };
}
