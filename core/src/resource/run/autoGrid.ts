import type { SurfaceGrid } from "../../survey/surfaceGrid.ts";
import { modelBlocks, type RotatedGrid } from "../rotatedGrid.ts";
import type { ResourceProject } from "./resourceProject.ts";

/** The nearest of 1, 2, 2.5, 5 times a power of ten, not above the value. */
function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2.5, 2, 1].find((factor) => factor * power <= value) ?? 1) * power;
}

/**
 * A grid over the whole body: blocks half the median hole spacing wide and two composites high (rounded down to 1, 2, 2.5 or 5
 * times a power of ten), origin on a multiple of the block. Smaller blocks would promise a detail the holes do not have.
 * @throws {RangeError} the model would exceed 20 million blocks
 * @see Rossi and Deutsch (2014), Mineral Resource Estimation, section 3.4 (a third to a half of the spacing)
 */
export function autoGrid(project: ResourceProject, top: SurfaceGrid, base: SurfaceGrid, spacingM: number): RotatedGrid {
  const side = roundBelow(spacingM / 2);
  const height = roundBelow(2 * project.drillholes.composite.lengthM);
  const { outline } = project.body;
  const east = outline?.eastM ?? [top.eastM, top.eastM + (top.columns - 1) * top.cellM];
  const north = outline?.northM ?? [top.northM, top.northM + (top.rows - 1) * top.cellM];
  const range = (values: ArrayLike<number>) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < values.length; i++)
      if (!Number.isNaN(values[i])) [low, high] = [Math.min(low, values[i]), Math.max(high, values[i])];
    return [low, high];
  };
  const [x0, x1] = range(east);
  const [y0, y1] = range(north);
  const [z0, z1] = [range(base.elevationM)[0], range(top.elevationM)[1]];
  const grid: RotatedGrid = {
    originM: [Math.floor(x0 / side) * side, Math.floor(y0 / side) * side, Math.floor(z0 / height) * height],
    sizeM: [side, side, height],
    count: [0, 0, 0],
    azimuthDeg: 0,
  };
  const count = [x1, y1, z1].map((end, a) => Math.max(1, Math.ceil((end - grid.originM[a]) / grid.sizeM[a])));
  const whole: RotatedGrid = { ...grid, count: [count[0], count[1], count[2]] };
  modelBlocks(whole);
  return whole;
}
