import type { DomainPieces } from "./domainPieces.ts";

/** What becomes of the short end of a run. `distribute`: the run is cut into equal parts, none short. */
export type ResidualRule = "merge" | "keep" | "distribute";

/** Pieces that follow one another in one hole and one domain: [first, end). */
export interface Run {
  readonly first: number;
  readonly end: number;
}

/** Splits pieces into runs without a gap of more than `gapM` and without a change of hole or domain. */
export function runsOf(pieces: DomainPieces, gapM: number): Run[] {
  const runs: Run[] = [];
  let first = 0;
  for (let i = 1; i <= pieces.hole.length; i++) {
    const goesOn =
      i < pieces.hole.length &&
      pieces.hole[i] === pieces.hole[i - 1] &&
      pieces.domain[i] === pieces.domain[i - 1] &&
      pieces.fromM[i] - pieces.toM[i - 1] <= gapM;
    if (goesOn) continue;
    runs.push({ first, end: i });
    first = i;
  }
  return runs;
}

/**
 * Depths at which a run is cut, both ends included. `keep` leaves a short last part; `merge` joins it to the one above
 * when shorter than `leastShare` of the length; `distribute` makes max(1, round(run/length)) equal parts.
 *
 * @param startM top of the run
 * @param endM bottom of the run, below `startM`
 * @param lengthM wanted length, positive
 */
export function cutDepths(
  startM: number,
  endM: number,
  lengthM: number,
  rule: ResidualRule,
  leastShare: number,
): number[] {
  const runM = endM - startM;
  if (rule === "distribute") {
    const parts = Math.max(1, Math.round(runM / lengthM));
    return Array.from({ length: parts + 1 }, (_, k) => (k === parts ? endM : startM + (runM * k) / parts));
  }
  // A rest below rounding is no part of its own.
  const whole = Math.floor(runM / lengthM + 1e-9);
  const depths = Array.from({ length: whole + 1 }, (_, k) => startM + k * lengthM);
  const restM = endM - (depths.at(-1) ?? startM);
  if (whole === 0) return [startM, endM];
  if (restM <= 1e-9 * lengthM || (rule === "merge" && restM < leastShare * lengthM)) depths[whole] = endM;
  else depths.push(endM);
  return depths;
}
