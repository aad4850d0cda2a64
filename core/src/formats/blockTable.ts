import type { Issue } from "../evidence/issue.ts";
import { caution, refuse } from "./fileIssue.ts";
import type { Attribute, SceneBlocks, Subblocks, Vector } from "./scene.ts";

/** A block model as a table: a row a block, columns of numbers or words. */
export type TableColumns = ReadonlyMap<string, Float64Array | readonly (string | null)[]>;

const centreNames = [
  ["xc", "x", "xcentre", "xcenter", "x_centroid", "centroid_x", "xworld", "east", "easting", "mid_x", "xm"],
  ["yc", "y", "ycentre", "ycenter", "y_centroid", "centroid_y", "yworld", "north", "northing", "mid_y", "ym"],
  ["zc", "z", "zcentre", "zcenter", "z_centroid", "centroid_z", "zworld", "elevation", "rl", "mid_z", "zm"],
];
const sizeNames = [
  ["xinc", "dx", "dim_x", "size_x", "xsize", "xlength", "sx"],
  ["yinc", "dy", "dim_y", "size_y", "ysize", "ylength", "sy"],
  ["zinc", "dz", "dim_z", "size_z", "zsize", "zlength", "sz"],
];
const mostBlocks = 200_000_000;

function find(columns: TableColumns, names: readonly string[]): [string, Float64Array] | null {
  for (const wanted of names)
    for (const [name, values] of columns)
      if (name.trim().toLowerCase() === wanted && values instanceof Float64Array) return [name, values];
  return null;
}

/** Least and greatest of a column. Throws DataError `format.block-centre` at a value that is not finite. */
function extent(values: Float64Array, name: string, path: string): [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (!Number.isFinite(value))
      refuse(
        `${path}, row ${row + 1}, column ${name}`,
        "block-centre",
        "is no finite number; every block needs a centre",
      );
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

/** The step of a lattice: the least distance between different values. Null for a single value. */
function stepOf(values: Float64Array): number | null {
  const sorted = Float64Array.from(values).sort();
  const slack = 1e-6 * Math.max(1, Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1])) * 1e-3;
  let step: number | null = null;
  for (let at = 1; at < sorted.length; at += 1) {
    const gap = sorted[at] - sorted[at - 1];
    if (gap > slack && (step === null || gap < step)) step = gap;
  }
  return step;
}

/**
 * A block model from a table of centres, as Surpac, Datamine, Vulcan and spreadsheets export it: columns of x, y, z (many usual names)
 * and, if there are any, of the block's size. Without sizes the lattice is found from the centres; with sizes that differ the greatest
 * is the parent's and smaller ones become free sub-blocks. Blocks that the table lacks hold NaN and are counted in an issue.
 * Throws DataError `format.block-columns`, `format.block-centre`, `format.block-lattice`, `format.block-twice`, `format.too-large`.
 *
 * @param sizeM of the blocks, where the table has neither sizes nor two layers along an axis
 */
export function blocksFromTable(
  columns: TableColumns,
  path: string,
  sizeM: readonly (number | null)[] = [null, null, null],
): { blocks: SceneBlocks; issues: readonly Issue[] } {
  const centres = centreNames.map((names) => find(columns, names));
  const missing = ["x", "y", "z"].filter((_, axis) => centres[axis] === null);
  if (missing.length > 0)
    refuse(
      path,
      "block-columns",
      `has no column of numbers for ${missing.join(", ")} of the block centres; name them x, y, z (has ${[...columns.keys()].slice(0, 12).join(", ")})`,
    );
  const xyz = centres.map((found) => (found as [string, Float64Array])[1]);
  if (xyz[0].length === 0) refuse(path, "block-columns", "has no rows");
  const sizes = sizeNames.map((names) => find(columns, names));
  const parent: number[] = [];
  const origin: number[] = [];
  const count: number[] = [];
  let isSubBlocked = false;
  for (let axis = 0; axis < 3; axis += 1) {
    const [name] = centres[axis] as [string, Float64Array];
    const [least, greatest] = extent(xyz[axis], name, path);
    const given = sizes[axis];
    if (given !== null) {
      const [smallest, largest] = extent(given[1], given[0], path);
      if (!(smallest > 0))
        refuse(`${path}, column ${given[0]}`, "block-lattice", `has size ${smallest}; sizes are above 0`);
      if (largest - smallest > 1e-6 * largest) isSubBlocked = true;
      parent[axis] = largest;
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let row = 0; row < xyz[axis].length; row += 1) {
        low = Math.min(low, xyz[axis][row] - given[1][row] / 2);
        high = Math.max(high, xyz[axis][row] + given[1][row] / 2);
      }
      origin[axis] = low;
      count[axis] = Math.max(1, Math.round((high - low) / largest));
    } else {
      const step = sizeM[axis] ?? stepOf(xyz[axis]);
      if (step === null)
        refuse(
          `${path}, column ${name}`,
          "block-lattice",
          "has one value only, so the block size is not known; add a size column or state it",
        );
      parent[axis] = step;
      origin[axis] = least - step / 2;
      count[axis] = Math.round((greatest - least) / step) + 1;
    }
  }
  if (count[0] * count[1] * count[2] > mostBlocks)
    refuse(
      path,
      "too-large",
      `centres span ${count.join(" x ")} blocks of ${parent.join(" x ")}, limit ${mostBlocks}; check for a swapped column or a stray row`,
    );
  const frame = {
    type: "blocks" as const,
    name: path,
    description: "",
    origin: origin as unknown as Vector,
    u: [1, 0, 0] as Vector,
    v: [0, 1, 0] as Vector,
    w: [0, 0, 1] as Vector,
    sizes: parent.map((size) => Float64Array.of(size)) as unknown as SceneBlocks["sizes"],
    count: count as [number, number, number],
  };
  const used = new Set([...centres, ...sizes].flatMap((found) => (found === null ? [] : [found[0]])));
  const rest = [...columns].filter(([name]) => !used.has(name));
  if (isSubBlocked)
    return {
      blocks: { ...frame, ...subblocked(frame, xyz, sizes as [string, Float64Array][], rest, path) },
      issues: [],
    };
  return placed(frame, xyz, rest, path);
}

function placed(
  frame: Omit<SceneBlocks, "attributes" | "subblocks">,
  xyz: readonly Float64Array[],
  rest: readonly (readonly [string, Float64Array | readonly (string | null)[]])[],
  path: string,
): { blocks: SceneBlocks; issues: readonly Issue[] } {
  const [nu, nv, nw] = frame.count;
  const total = nu * nv * nw;
  const place = new Int32Array(total).fill(-1);
  for (let row = 0; row < xyz[0].length; row += 1) {
    let index = 0;
    for (let axis = 2; axis >= 0; axis -= 1) {
      const size = frame.sizes[axis][0];
      const exact = (xyz[axis][row] - frame.origin[axis]) / size - 0.5;
      const whole = Math.round(exact);
      if (Math.abs(exact - whole) > 0.01)
        refuse(
          `${path}, row ${row + 1}`,
          "block-lattice",
          `centre ${xyz.map((column) => column[row]).join(", ")} is ${(Math.abs(exact - whole) * size).toPrecision(3)} off the lattice of ${size} from ${frame.origin[axis]}; add size columns if blocks differ in size`,
        );
      index = index * frame.count[axis] + whole;
    }
    if (place[index] >= 0)
      refuse(`${path}, row ${row + 1}`, "block-twice", `is the same block as row ${place[index] + 1}`);
    place[index] = row;
  }
  const attributes = rest.map(([name, values]): Attribute => {
    if (values instanceof Float64Array) {
      const out = new Float64Array(total).fill(Number.NaN);
      for (let at = 0; at < total; at += 1) if (place[at] >= 0) out[at] = values[place[at]];
      return { kind: "number", name, unit: unitInName(name), location: "primitives", values: out };
    }
    return {
      kind: "text",
      name,
      unit: null,
      location: "primitives",
      values: Array.from(place, (row) => (row < 0 ? null : values[row])),
    };
  });
  const absent = total - xyz[0].length;
  const issues =
    absent === 0
      ? []
      : [
          caution(
            path,
            "block-absent",
            `${absent} of ${total} blocks of the lattice are not in the table and hold no value`,
          ),
        ];
  return { blocks: { ...frame, attributes, subblocks: null }, issues };
}

/** `Co_ppm` → `ppm`; null where the name ends in no unit known. */
function unitInName(name: string): string | null {
  const end = /[_ ([]\s*(ppm|ppb|pct|%|g\/t|gpt|kg\/t|t\/m3|oz\/t|m|usd_per_t)\s*[)\]]?$/i.exec(name)?.[1];
  return end === undefined ? null : end.toLowerCase() === "pct" ? "%" : end;
}

function subblocked(
  frame: Omit<SceneBlocks, "attributes" | "subblocks">,
  xyz: readonly Float64Array[],
  sizes: readonly (readonly [string, Float64Array])[],
  rest: readonly (readonly [string, Float64Array | readonly (string | null)[]])[],
  path: string,
): { subblocks: Subblocks; attributes: readonly Attribute[] } {
  const rows = xyz[0].length;
  const parents = new Uint32Array(3 * rows);
  const corners = new Float64Array(6 * rows);
  for (let row = 0; row < rows; row += 1)
    for (let axis = 0; axis < 3; axis += 1) {
      const size = frame.sizes[axis][0];
      const half = (sizes[axis] === null ? size : sizes[axis][1][row]) / 2;
      const low = (xyz[axis][row] - half - frame.origin[axis]) / size;
      const high = (xyz[axis][row] + half - frame.origin[axis]) / size;
      const whole = Math.min(frame.count[axis] - 1, Math.floor((low + high) / 2));
      const [from, to] = [low - whole, high - whole];
      if (from < -0.01 || to > 1.01)
        refuse(
          `${path}, row ${row + 1}`,
          "block-lattice",
          `a block of ${2 * half} crosses the border of its parent of ${size}; state the parent grid`,
        );
      parents[3 * row + axis] = whole;
      corners[6 * row + axis] = Math.max(0, from);
      corners[6 * row + 3 + axis] = Math.min(1, to);
    }
  const attributes = rest.map(
    ([name, values]): Attribute =>
      values instanceof Float64Array
        ? { kind: "number", name, unit: unitInName(name), location: "subblocks", values }
        : { kind: "text", name, unit: null, location: "subblocks", values },
  );
  return { subblocks: { kind: "freeform", count: null, mode: null, parents, corners }, attributes };
}
