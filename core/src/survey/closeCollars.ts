import type { CollarTable } from "./collarTable.ts";

/**
 * Pairs of hole mouths closer than `distanceM` on the ground, i < j, by a grid of cells of that size: time grows with
 * the number of holes and of pairs.
 */
export function closeCollars(
  { eastM, northM }: Pick<CollarTable, "eastM" | "northM">,
  distanceM: number,
): { i: number; j: number; distanceM: number }[] {
  if (!(distanceM > 0 && distanceM < Number.POSITIVE_INFINITY))
    throw new RangeError(`twin distance must be positive and finite, got ${distanceM} m`);
  const cells = new Map<string, number[]>();
  const pairs: { i: number; j: number; distanceM: number }[] = [];
  for (let j = 0; j < eastM.length; j++) {
    const column = Math.floor(eastM[j] / distanceM);
    const line = Math.floor(northM[j] / distanceM);
    for (let a = column - 1; a <= column + 1; a++)
      for (let b = line - 1; b <= line + 1; b++)
        for (const i of cells.get(`${a},${b}`) ?? []) {
          const apart = Math.hypot(eastM[i] - eastM[j], northM[i] - northM[j]);
          if (apart < distanceM) pairs.push({ i, j, distanceM: apart });
        }
    const key = `${column},${line}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [j]);
    else cell.push(j);
  }
  return pairs.sort((a, b) => a.j - b.j || a.i - b.i);
}
