import { layeredField, type LayerLattice } from "./layeredField.ts";
import { pondLengthM, type PondShape, pondShape, pondWidthM } from "./pondShape.ts";

/** Units from the top down, as a geologist logs them. */
export const pondUnits = ["OX", "UP", "LO"] as const;
/** Elements of the example with the unit of the laboratory. */
export const pondElements = [
  { substance: "Co", unit: "ppm", detectionLimit: 5, decimals: 0 },
  { substance: "Cu", unit: "pct", detectionLimit: 0.005, decimals: 3 },
  { substance: "Ni", unit: "ppm", detectionLimit: 10, decimals: 0 },
  { substance: "Nd", unit: "ppm", detectionLimit: 20, decimals: 0 },
  { substance: "S", unit: "pct", detectionLimit: 0.05, decimals: 2 },
] as const;

const cellM = 5;
const layerM = 0.5;
const layers = 40;
const lattice: LayerLattice = {
  count: [pondLengthM / cellM, pondWidthM / cellM, layers],
  spacingM: [cellM, cellM, layerM],
};

/** What one cell of ground is: grades in ppm by element, dry bulk density, water over wet mass. */
export interface GroundCell {
  readonly gradesPpm: Float64Array;
  densityTPerM3: number;
  moistureOfWet: number;
}

/** The whole synthetic pond, cell by cell: columns of 5 x 5 m, layers of 0.5 m that follow the beach of their unit. */
export interface PondGround {
  readonly seed: number;
  readonly shape: PondShape;
  readonly cellM: number;
  readonly layerM: number;
  readonly count: readonly [number, number];
  /** Elevations at the middle of each column. */
  readonly topM: Float64Array;
  readonly capM: Float64Array;
  readonly contactM: Float64Array;
  readonly baseM: Float64Array;
  /** Fills `into` for a unit, column and layer; layers count down from today's surface, in the older unit from its top. */
  readonly cell: (unit: number, column: number, layer: number, into: GroundCell) => void;
}

/** Median grade (ppm) of each unit, its change (ln) from discharge to decant pond, and weights of the factors. */
const grades = [
  { substance: "Co", ppm: [45, 150, 390], alongLn: -0.45, sulphide: 0.34, own: 0.18, slimes: 0 },
  { substance: "Cu", ppm: [350, 1100, 2600], alongLn: -0.35, sulphide: 0.28, own: 0.22, slimes: 0 },
  { substance: "Ni", ppm: [60, 120, 210], alongLn: -0.25, sulphide: 0.22, own: 0.2, slimes: 0 },
  { substance: "Nd", ppm: [28, 36, 58], alongLn: 0.35, sulphide: 0, own: 0.2, slimes: 0.18 },
  { substance: "S", ppm: [1500, 11_000, 31_000], alongLn: -0.4, sulphide: 0.3, own: 0.15, slimes: 0 },
] as const;

/** Draws a standard normal field on the pond's lattice; one seed and name, one field. */
export type FieldMaker = (seed: number, name: string, lattice: LayerLattice) => Float64Array;

const separableField: FieldMaker = (seed, name, on) =>
  layeredField(seed, name, on, [
    { share: 0.35, lengthsM: [35, 30, 1.2] },
    { share: 0.65, lengthsM: [140, 90, 3.5] },
  ]);

/**
 * Draws the ground. Three shared factors (fineness, sulphide, and one for each element) make the elements correlate; the
 * share of slimes grows away from the discharge and lowers the density. Synthetic: no number here was measured anywhere.
 * @param field how the factors are drawn; default a sum of two separable exponentials
 */
export function pondGround(seed: number, field: FieldMaker = separableField): PondGround {
  const shape = pondShape(seed);
  const [nx, ny] = lattice.count;
  const layered = (name: string) => field(seed, name, lattice);
  // The younger and the older unit were laid down apart: their factors are independent.
  const beds = ["young", "old"].map((bed) => ({
    fineness: layered(`${bed}.fineness`),
    sulphide: layered(`${bed}.sulphide`),
    own: grades.map(({ substance }) => layered(`${bed}.${substance}`)),
    density: layered(`${bed}.density`),
  }));
  const at = (of: (x: number, y: number) => number) =>
    Float64Array.from({ length: nx * ny }, (_, c) => of(((c % nx) + 0.5) * cellM, (Math.floor(c / nx) + 0.5) * cellM));
  const [topM, baseM] = [at(shape.topM), at(shape.baseM)];
  const depth = at(shape.capDepthM);
  const contactM = at(shape.contactM).map((z, c) => Math.max(baseM[c], Math.min(z, topM[c] - depth[c] - 0.5)));
  const capM = topM.map((top, c) => Math.max(baseM[c], top - Math.max(0.6, depth[c])));
  const cell = (unit: number, column: number, layer: number, into: GroundCell) => {
    const bed = beds[unit === 2 ? 1 : 0];
    const i = column + nx * ny * Math.min(layers - 1, Math.max(0, layer));
    const x = ((column % nx) + 0.5) / nx;
    const along = unit === 2 ? 1 - x : x;
    const slimes = Math.min(0.95, Math.max(0.05, 0.2 + 0.5 * along + 0.13 * bed.fineness[i]));
    for (const [e, grade] of grades.entries())
      into.gradesPpm[e] = Math.exp(
        Math.log(grade.ppm[unit]) +
          grade.alongLn * (along - 0.5) +
          grade.sulphide * bed.sulphide[i] +
          grade.own * bed.own[e][i] +
          grade.slimes * bed.fineness[i],
      );
    into.densityTPerM3 = 1.68 - 0.38 * slimes + 0.03 * bed.density[i] + (unit === 2 ? 0.06 : 0);
    into.moistureOfWet = (unit === 0 ? 0.08 : 0.14) + 0.2 * slimes;
  };
  return { seed, shape, cellM, layerM, count: [nx, ny], topM, capM, contactM, baseM, cell };
}

/** An empty cell to be filled. */
export function newCell(): GroundCell {
  return { gradesPpm: new Float64Array(grades.length), densityTPerM3: Number.NaN, moistureOfWet: Number.NaN };
}

/** Top and bottom of a unit in a column; equal where it is missing. */
export function unitBounds(ground: PondGround, unit: number, column: number): readonly [top: number, bottom: number] {
  const [top, cap, contact, base] = [ground.topM, ground.capM, ground.contactM, ground.baseM].map((z) => z[column]);
  if (!(top > base)) return [base, base];
  if (unit === 0) return [top, Math.max(base, cap)];
  if (unit === 1) return [Math.max(base, cap), Math.max(base, Math.min(cap, contact))];
  return [Math.max(base, Math.min(cap, contact)), base];
}
