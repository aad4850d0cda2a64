import { drillIssue, type DrillIssue, shown } from "./drillIssue.ts";
import { isInside, type Outline } from "./outline.ts";
import { checkGrid, isSameLattice, type SurfaceGrid } from "./surfaceGrid.ts";

export interface VolumeBetween {
  /** Σ cell × thickness where the top lies above the base, m³. */
  readonly volumeM3: number;
  /** Σ cell × depth where the base lies above the top, m³; no part of `volumeM3`. */
  readonly crossedM3: number;
  readonly areaM2: number;
  readonly meanThicknessM: number;
  /** 1 in the cells counted in `volumeM3`. */
  readonly isCounted: Uint8Array;
  readonly issues: readonly DrillIssue[];
}

/**
 * Volume between two surfaces on the same cells: V = a Σ (top − base) where the top is higher. Where the base is higher
 * (a hole in the survey, or a wrong base) the volume is kept apart, never netted off in silence.
 * Issues: `surface.crossing`, `surface.missing-cells` (cells inside the outline without one of the elevations), warnings.
 *
 * @param outline only cells with their centre inside count; all cells where null
 * @throws {RangeError} the grids are not on the same cells: resample one of them first
 */
export function volumeBetween(
  top: SurfaceGrid,
  base: SurfaceGrid,
  outline: Outline | null = null,
  name = "surfaces",
): VolumeBetween {
  checkGrid(top);
  checkGrid(base);
  if (!isSameLattice(top, base))
    throw new RangeError(
      `the surfaces lie on different cells: ${top.columns} x ${top.rows} of ${top.cellM} m and ${base.columns} x ${base.rows} of ${base.cellM} m; resample one of them`,
    );
  const cellM2 = top.cellM * top.cellM;
  const isCounted = new Uint8Array(top.elevationM.length);
  let [volume, crossed, counted, crossings, missing] = [0, 0, 0, 0, 0];
  for (let i = 0; i < isCounted.length; i++) {
    const column = i % top.columns;
    if (
      outline !== null &&
      !isInside(outline, top.eastM + column * top.cellM, top.northM + ((i - column) / top.columns) * top.cellM)
    )
      continue;
    const thickness = top.elevationM[i] - base.elevationM[i];
    if (Number.isNaN(thickness)) missing++;
    else if (thickness < 0) {
      crossings++;
      crossed -= thickness;
    } else {
      volume += thickness;
      counted++;
      isCounted[i] = 1;
    }
  }
  const issues: DrillIssue[] = [];
  const tell = (code: string, value: number, what: string, remedy: string) =>
    issues.push(drillIssue({ file: name, code, severity: "warning", value, what, remedy }));
  if (crossings > 0)
    tell(
      "surface.crossing",
      crossings,
      `the base lies above the top in ${crossings} cells, ${shown(crossed * cellM2)} m3`,
      "check datum and date of both surfaces",
    );
  if (missing > 0 && outline !== null)
    tell(
      "surface.missing-cells",
      missing,
      `${missing} cells inside the outline have no top or no base, ${shown(missing * cellM2)} m2`,
      "complete the surfaces; the cells are not counted",
    );
  return {
    volumeM3: volume * cellM2,
    crossedM3: crossed * cellM2,
    areaM2: counted * cellM2,
    meanThicknessM: counted > 0 ? volume / counted : Number.NaN,
    isCounted,
    issues,
  };
}
