import type { Scene, SceneBlocks } from "./scene.ts";

const number = (
  name: string,
  unit: string | null,
  values: readonly number[],
  location: "primitives" | "vertices" = "primitives",
) => ({
  kind: "number" as const,
  name,
  unit,
  location,
  values: Float64Array.from(values),
});

/** Twelve blocks of 10 x 20 x 5 m in UTM coordinates; one grade is missing. */
export const regularBlocks: SceneBlocks = {
  type: "blocks",
  name: "pond",
  description: "synthetic",
  origin: [500_000, 4_200_000, 1_500],
  u: [1, 0, 0],
  v: [0, 1, 0],
  w: [0, 0, 1],
  sizes: [Float64Array.of(10), Float64Array.of(20), Float64Array.of(5)],
  count: [2, 3, 2],
  subblocks: null,
  attributes: [
    number("Co", "ppm", [120, 130.5, Number.NaN, 90, 80, 70, 60, 50, 40, 30, 20, 10]),
    {
      kind: "text",
      name: "unit",
      unit: null,
      location: "primitives",
      values: ["beach", "beach", null, "slimes", "slimes", "slimes", "a", "a", "a, b", 'c "d"', "e", "f"],
    },
  ],
};

/** One object of each kind. */
export const everything: Scene = {
  name: "one of each",
  description: "synthetic",
  crs: "epsg:32611",
  lengthUnit: "m",
  objects: [
    {
      type: "points",
      name: "collars",
      description: "",
      vertices: Float64Array.of(1, 2, 3, 4, 5, 6),
      attributes: [number("depth", "m", [10, Number.NaN], "vertices")],
    },
    {
      type: "lines",
      name: "holes",
      description: "",
      vertices: Float64Array.of(0, 0, 0, 0, 0, -10, 0, 1, -20, 5, 5, 0, 5, 5, -3),
      segments: Uint32Array.of(0, 1, 1, 2, 3, 4),
      attributes: [number("Co", "ppm", [1, 2, 3])],
    },
    {
      type: "triangles",
      name: "base",
      description: "",
      vertices: Float64Array.of(0, 0, 0, 10, 0, 1, 10, 10, 2, 0, 10, 3),
      triangles: Uint32Array.of(0, 1, 2, 0, 2, 3),
      attributes: [],
    },
    {
      type: "grid-surface",
      name: "today",
      description: "",
      origin: [100, 200, 0],
      u: [1, 0, 0],
      v: [0, 1, 0],
      spacing: [5, 5],
      corners: [3, 2],
      heights: Float64Array.of(1, 2, 3, 4, 5, 6),
      attributes: [],
    },
    regularBlocks,
    {
      ...regularBlocks,
      name: "unequal layers with sub-blocks",
      sizes: [Float64Array.of(10), Float64Array.of(20), Float64Array.of(5, 2)],
      subblocks: {
        kind: "freeform",
        count: null,
        mode: null,
        parents: Uint32Array.of(0, 0, 0, 1, 2, 1),
        corners: Float64Array.of(0, 0, 0, 1, 1, 0.5, 0.25, 0, 0, 1, 1, 1),
      },
      attributes: [{ kind: "number", name: "Ni", unit: "ppm", location: "subblocks", values: Float64Array.of(5, 6) }],
    },
    {
      ...regularBlocks,
      name: "regular sub-blocks",
      subblocks: {
        kind: "regular",
        count: [2, 2, 4],
        mode: "octree",
        parents: Uint32Array.of(0, 0, 0),
        corners: Float64Array.of(0, 0, 0, 2, 2, 4),
      },
      attributes: [],
    },
  ],
};
