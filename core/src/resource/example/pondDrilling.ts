import { fillNormal, fillUniform } from "../../numerics/drawStream.ts";
import { newCell, pondElements, type PondGround, pondUnits, unitBounds } from "./pondGround.ts";
import { pondLengthM, pondWidthM } from "./pondShape.ts";

/** A vertical or nearly vertical hole through the tailings into natural ground; positions on the pond's own axes. */
export interface PondHole {
  readonly hole: string;
  readonly xM: number;
  readonly yM: number;
  readonly elevationM: number;
  readonly azimuthDeg: number;
  /** Positive down, 90 vertical. */
  readonly dipDeg: number;
  readonly depthM: number;
}

export interface PondSample {
  readonly hole: string;
  readonly fromM: number;
  readonly toM: number;
  readonly sample: string;
  /** What the laboratory reports, ppm, by element. */
  readonly gradePpm: readonly number[];
  readonly densityTPerM3: number;
  readonly moisturePct: number;
}

export interface LoggedUnit {
  readonly hole: string;
  readonly fromM: number;
  readonly toM: number;
  readonly code: string;
}

export interface PondDrilling {
  readonly holes: readonly PondHole[];
  readonly samples: readonly PondSample[];
  readonly log: readonly LoggedUnit[];
}

const usualSpacingM = 56;
const sampleM = 1;
/** Relative error of sampling, preparation and analysis of one sample (one standard deviation). */
export const assayRelativeError = 0.06;

/**
 * Drills the synthetic pond on a jittered grid of about 56 m and assays metre by metre within each unit. A sample is the mass-weighted mean of
 * the ground along it, times an error of 6 %; natural ground below is logged and not assayed.
 * @param spacingM of the grid of holes; default 56
 */
export function drillPond(ground: PondGround, spacingM = usualSpacingM): PondDrilling {
  const holes = placeHoles(ground, spacingM);
  const samples: PondSample[] = [];
  const log: LoggedUnit[] = [];
  const cell = newCell();
  const steps = 4;
  for (const [h, hole] of holes.entries()) {
    const noise = new Float64Array(64 * (pondElements.length + 1));
    fillNormal(noise, ground.seed, `resource.examplePond.assay.${h}`);
    const at = (depth: number) => placeAt(ground, hole, depth);
    const unitAt = (depth: number) => at(depth).unit;
    const logged: LoggedUnit[] = [];
    logUnits(hole, unitAt, logged);
    let number = 0;
    for (const { fromM: first, toM: end, code } of logged) {
      if (code === "NAT") continue;
      for (const [from, to] of sampleDepths(first, end)) {
        const metal = new Float64Array(pondElements.length);
        let [mass, moisture] = [0, 0];
        for (let s = 0; s < steps; s++) {
          const { unit, column, layer } = at(from + ((to - from) * (s + 0.5)) / steps);
          // The log is read to the decimetre: the last step may already lie in natural ground.
          ground.cell(Math.min(unit, pondUnits.length - 1), column, layer, cell);
          mass += cell.densityTPerM3;
          moisture += cell.moistureOfWet;
          for (let e = 0; e < metal.length; e++) metal[e] += cell.densityTPerM3 * cell.gradesPpm[e];
        }
        const error = (e: number) => noise[number * (metal.length + 1) + e];
        samples.push({
          hole: hole.hole,
          fromM: from,
          toM: to,
          sample: `${hole.hole}-${String(number + 1).padStart(2, "0")}`,
          gradePpm: Array.from(metal, (sum, e) => (sum / mass) * Math.exp(assayRelativeError * error(e))),
          densityTPerM3: (mass / steps) * (1 + 0.01 * error(metal.length)),
          moisturePct: (100 * moisture) / steps,
        });
        number++;
      }
    }
    log.push(...logged);
  }
  return { holes, samples, log };
}

/** Samples of a metre within one unit, as is good practice; a rest below 0.4 m joins the sample above. */
function sampleDepths(fromM: number, toM: number): [number, number][] {
  const depths: [number, number][] = [];
  for (let from = fromM; from < toM - 1e-6; ) {
    const to = toM - from < sampleM + 0.4 ? toM : from + sampleM;
    depths.push([Math.round(from * 10) / 10, Math.round(to * 10) / 10]);
    from = to;
  }
  return depths;
}

function placeHoles(ground: PondGround, spacingM: number): PondHole[] {
  const columns = Math.floor(pondLengthM / spacingM);
  const rows = Math.floor(pondWidthM / spacingM);
  const u = new Float64Array(5 * columns * rows + 4);
  fillUniform(u, ground.seed, "resource.examplePond.holes");
  const holes: PondHole[] = [];
  for (let i = 0; i < columns * rows; i++) {
    const [a, b, c, d, e] = u.subarray(5 * i, 5 * i + 5);
    const x = ((i % columns) + 0.5 + 0.5 * (a - 0.5)) * (pondLengthM / columns);
    const y = (Math.floor(i / columns) + 0.5 + 0.5 * (b - 0.5)) * (pondWidthM / rows);
    const top = ground.shape.topM(x, y);
    const thickness = top - ground.shape.baseM(x, y);
    // Thin margins are not drilled, and some sites cannot be reached.
    if (thickness < 2.5 || c < 0.04) continue;
    const isInclined = d < 0.1;
    holes.push({
      hole: `TP-${String(holes.length + 1).padStart(3, "0")}`,
      xM: Math.round(x * 10) / 10,
      yM: Math.round(y * 10) / 10,
      elevationM: Math.round(top * 100) / 100,
      azimuthDeg: isInclined ? Math.round(360 * e) : 0,
      dipDeg: isInclined ? 80 : 90,
      depthM: Math.round((thickness + 1.5) * 10) / 10,
    });
  }
  return holes;
}

/** Unit, column and layer at a depth along a hole; a unit beyond the last is natural ground. */
function placeAt(ground: PondGround, hole: PondHole, depthM: number) {
  const level = depthM * Math.cos((hole.dipDeg * Math.PI) / 180);
  const x = hole.xM + level * Math.sin((hole.azimuthDeg * Math.PI) / 180);
  const y = hole.yM + level * Math.cos((hole.azimuthDeg * Math.PI) / 180);
  const z = hole.elevationM - depthM * Math.sin((hole.dipDeg * Math.PI) / 180);
  const [nx, ny] = ground.count;
  const i = Math.min(nx - 1, Math.max(0, Math.floor(x / ground.cellM)));
  const j = Math.min(ny - 1, Math.max(0, Math.floor(y / ground.cellM)));
  const column = i + nx * j;
  for (let unit = 0; unit < pondUnits.length; unit++) {
    const [top, bottom] = unitBounds(ground, unit, column);
    // The mouth may lie a few centimetres above the middle of its column.
    if (z <= bottom || (unit > 0 && z > top)) continue;
    const reference = unit === 2 ? top : ground.topM[column];
    return { unit, column, layer: Math.max(0, Math.floor((reference - z) / ground.layerM)) };
  }
  return { unit: pondUnits.length, column, layer: 0 };
}

/** Contacts to the decimetre, as a geologist reads them off the core. */
function logUnits(hole: PondHole, unitAt: (depthM: number) => number, log: LoggedUnit[]): void {
  const codes = [...pondUnits, "NAT"];
  let [from, unit] = [0, unitAt(0.05)];
  const steps = Math.round(hole.depthM * 10);
  for (let s = 1; s <= steps; s++) {
    const next = s === steps ? -1 : unitAt((s + 0.5) / 10);
    if (next === unit) continue;
    log.push({ hole: hole.hole, fromM: from, toM: s / 10, code: codes[unit] });
    [from, unit] = [s / 10, next];
  }
}
