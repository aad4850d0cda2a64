import type { Section } from "../bodyScene/pickBlock.ts";

/** Blocks to show: those with a value at or above the cut-off; with no cut-off all that have a value. */
export function shownBlocks(grade: Float32Array, cutoff: number | null): Uint8Array {
  const shown = new Uint8Array(grade.length);
  const least = cutoff ?? Number.NEGATIVE_INFINITY;
  for (let b = 0; b < grade.length; b++) if ((grade[b] ?? Number.NaN) >= least) shown[b] = 1;
  return shown;
}

export interface ShownTotals {
  readonly blocks: number;
  readonly volumeM3: number;
  /** t dry; null without a density column. */
  readonly massDryTonnes: number | null;
  /** Weighted by mass where there is a density, else by volume; null where nothing is shown. */
  readonly meanGrade: number | null;
}

/**
 * What the blocks on the screen add up to: shown and within the section.
 * @param count blocks along x, y, z
 * @param tonnes dry tonnes a block, or density in t/m³ with `perColumn` the volume of a block; null where neither is known
 */
export function shownTotals(
  shown: Uint8Array,
  { from, to }: Section,
  count: readonly [number, number, number],
  blockVolumeM3: number,
  grade: Float32Array,
  tonnes: Float32Array | null,
  perColumn: number,
): ShownTotals {
  let [blocks, mass, weight, sum] = [0, 0, 0, 0];
  const [nx, ny] = count;
  for (let k = from[2]; k < to[2]; k++)
    for (let j = from[1]; j < to[1]; j++) {
      const row = nx * (j + ny * k);
      for (let b = row + from[0]; b < row + to[0]; b++) {
        if (shown[b] !== 1) continue;
        blocks++;
        const drawn = tonnes === null ? 1 : (tonnes[b] ?? Number.NaN) * perColumn;
        const value = grade[b] ?? Number.NaN;
        if (Number.isNaN(drawn)) continue;
        mass += drawn;
        if (Number.isNaN(value)) continue;
        weight += drawn;
        sum += drawn * value;
      }
    }
  return {
    blocks,
    volumeM3: blocks * blockVolumeM3,
    massDryTonnes: tonnes === null ? null : mass,
    meanGrade: weight > 0 ? sum / weight : null,
  };
}
