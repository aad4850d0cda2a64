import { indexOfWorld, modelBlocks, type RotatedGrid } from "../rotatedGrid.ts";
import { newCell, pondElements, type PondGround, pondUnits, unitBounds } from "./pondGround.ts";
import { pondOriginM } from "./pondShape.ts";

/** What is truly in a part of the pond. */
export interface TrueContent {
  volumeM3: number;
  massDryTonnes: number;
  /** Contained metal in tonnes, by element. */
  readonly metalTonnes: Record<string, number>;
}

export interface PondTruth {
  readonly schema: "relode.truth/1";
  readonly declared: "synthetic";
  readonly note: string;
  readonly seed: number;
  readonly totals: TrueContent;
  readonly units: Readonly<Record<string, TrueContent>>;
  /** By block of `grid`, in grid order: dry tonnes, and grade in ppm (null outside the pond). */
  readonly grid: RotatedGrid;
  readonly blocks: {
    readonly massDryTonnes: Float64Array;
    readonly gradePpm: Readonly<Record<string, Float64Array>>;
  };
}

const empty = (): TrueContent => ({
  volumeM3: 0,
  massDryTonnes: 0,
  metalTonnes: Object.fromEntries(pondElements.map(({ substance }) => [substance, 0])),
});

/**
 * Exact content of the synthetic pond: every cell of the ground is cut at the surfaces and at the blocks and summed.
 * Volume is cell area × thickness, mass volume × dry density, metal mass × grade × 10⁻⁶.
 * @param grid blocks in which the content is told; a cell outside it counts in the totals alone
 */
export function pondTruth(ground: PondGround, grid: RotatedGrid): PondTruth {
  const total = modelBlocks(grid);
  const mass = new Float64Array(total);
  const metal = pondElements.map(() => new Float64Array(total));
  const totals = empty();
  const units = Object.fromEntries(pondUnits.map((unit) => [unit, empty()]));
  const cell = newCell();
  const [nx] = ground.count;
  const area = ground.cellM ** 2;
  const dz = grid.sizeM[2];
  for (let column = 0; column < ground.topM.length; column++) {
    const east = pondOriginM[0] + ((column % nx) + 0.5) * ground.cellM;
    const north = pondOriginM[1] + (Math.floor(column / nx) + 0.5) * ground.cellM;
    for (const [unit, code] of pondUnits.entries()) {
      const [top, bottom] = unitBounds(ground, unit, column);
      const reference = unit === 2 ? top : ground.topM[column];
      for (let layer = Math.floor((reference - top) / ground.layerM); ; layer++) {
        const high = Math.min(top, reference - layer * ground.layerM);
        const low = Math.max(bottom, reference - (layer + 1) * ground.layerM);
        if (high <= bottom) break;
        if (low >= high) continue;
        ground.cell(unit, column, layer, cell);
        add(totals, area * (high - low), cell);
        add(units[code], area * (high - low), cell);
        // A cell may reach into two lifts or more.
        for (let k = Math.floor((low - grid.originM[2]) / dz); k * dz + grid.originM[2] < high; k++) {
          const thick = Math.min(high, grid.originM[2] + (k + 1) * dz) - Math.max(low, grid.originM[2] + k * dz);
          const b = indexOfWorld(grid, [east, north, grid.originM[2] + (k + 0.5) * dz]);
          if (b < 0 || !(thick > 0)) continue;
          const tonnes = area * thick * cell.densityTPerM3;
          mass[b] += tonnes;
          for (let e = 0; e < metal.length; e++) metal[e][b] += tonnes * cell.gradesPpm[e];
        }
      }
    }
  }
  const gradePpm = Object.fromEntries(
    pondElements.map(({ substance }, e) => [
      substance,
      metal[e].map((sum, b) => (mass[b] > 0 ? sum / mass[b] : Number.NaN)),
    ]),
  );
  return {
    schema: "relode.truth/1",
    declared: "synthetic",
    note: "Exact content of a synthetic pond that was drawn by a random field; nothing here was measured.",
    seed: ground.seed,
    totals,
    units,
    grid,
    blocks: { massDryTonnes: mass, gradePpm },
  };
}

function add(content: TrueContent, volumeM3: number, cell: ReturnType<typeof newCell>): void {
  const tonnes = volumeM3 * cell.densityTPerM3;
  content.volumeM3 += volumeM3;
  content.massDryTonnes += tonnes;
  for (const [e, { substance }] of pondElements.entries())
    content.metalTonnes[substance] += tonnes * cell.gradesPpm[e] * 1e-6;
}
