import { volumeError } from "../../survey/volumeError.ts";
import type { BodyColumns } from "./bodyColumns.ts";
import type { ResourceProject } from "./resourceProject.ts";

const mostCells = 20_000;

/**
 * Standard error of the body's volume from the declared errors of its two surfaces, taken as independent of each other:
 * σ_V² = σ_top² + σ_base², each summed over cells with its correlation (exponential). Cells are joined where there are many.
 */
export function bodyVolumeError(columns: BodyColumns, project: ResourceProject): number {
  const every = Math.max(1, Math.ceil(Math.sqrt(columns.topM.length / mostCells)));
  const [nx, ny] = columns.count;
  const [width, height] = [Math.ceil(nx / every), Math.ceil(ny / every)];
  const cellM = every * Math.sqrt(columns.stepM[0] * columns.stepM[1]);
  const isCounted = new Uint8Array(width * height);
  for (let c = 0; c < columns.topM.length; c++)
    if (!Number.isNaN(columns.topM[c]))
      isCounted[Math.floor((c % nx) / every) + width * Math.floor(Math.floor(c / nx) / every)] = 1;
  const grid = {
    columns: width,
    rows: height,
    cellM,
    eastM: 0,
    northM: 0,
    elevationM: new Float64Array(width * height),
  };
  let variance = 0;
  for (const name of [project.body.top, project.body.base]) {
    const surface = project.surfaces.find((one) => one.name === name);
    if (surface === undefined) continue;
    const { sigmaM, sharedSigmaM } = surface;
    // Beyond fifty cells the sum would take too long; a longer range is then one that all cells share in parts.
    const rangeM = Math.min(surface.rangeM, 40 * cellM);
    variance +=
      volumeError(grid, isCounted, { sigmaM, sharedSigmaM, rangeM, model: rangeM > 0 ? "exponential" : "nugget" })
        .sigmaM3 ** 2;
  }
  return Math.sqrt(variance);
}
