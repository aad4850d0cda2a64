import { type PreparedBody, worldOfGrid } from "@relode/core/resource";

/** `holes.json`: paths and composites in world coordinates. */
export function holesOf(body: PreparedBody) {
  const { samples, variables, domains } = body;
  const layerM = new Map<number, number>();
  for (const { samples: own } of domains)
    for (const [i, row] of own.rows.entries()) if (own.isOwn[i] === 1) layerM.set(row, own.uvwM[3 * i + 2]);
  const holes = [...body.paths.values()].map(({ hole, xyzM }) => ({
    hole,
    collar: [...xyzM.subarray(0, 3)],
    path: Array.from({ length: xyzM.length / 3 }, (_, i) => [...xyzM.subarray(3 * i, 3 * i + 3)]),
  }));
  const composites = samples.hole
    .map((hole, i) => ({
      hole,
      fromM: samples.fromM[i],
      toM: samples.toM[i],
      at: [...samples.xyzM.subarray(3 * i, 3 * i + 3)],
      domain: samples.domain[i] < 0 ? null : samples.domain[i] + 1,
      layerM: layerM.get(i) ?? null,
      values: Object.fromEntries(variables.map(({ name }, v) => [name, samples.values[v][i]])),
    }))
    .filter(({ at }) => !at.some(Number.isNaN));
  return { holes, composites };
}

const mostSurfaceNodes = 250_000;

/** Surfaces of the body and its contacts on its columns, thinned where there are many; in the axes of the grid when it is turned. */
export function surfacesOf({ columns, domains, grid }: PreparedBody) {
  const every = Math.max(1, Math.ceil(Math.sqrt(columns.topM.length / mostSurfaceNodes)));
  const count = columns.count.map((n) => Math.ceil(n / every));
  const spacing = columns.stepM.map((step) => step * every);
  const thinned = (z: Float64Array) =>
    Array.from(
      { length: count[0] * count[1] },
      (_, i) => z[(i % count[0]) * every + columns.count[0] * Math.floor(i / count[0]) * every],
    );
  const lattice = {
    origin: worldOfGrid(grid, [columns.stepM[0] / 2, columns.stepM[1] / 2, 0]).slice(0, 2),
    spacing,
    count,
    azimuthDeg: grid.azimuthDeg,
  };
  const named = [
    { name: "top", z: columns.topM },
    ...domains.slice(0, -1).map(({ name, bottomM }) => ({ name: `base of ${name}`, z: bottomM })),
    { name: "base", z: columns.baseM },
  ];
  return { surfaces: named.map(({ name, z }) => ({ name, grid: lattice, z: thinned(z) })) };
}
