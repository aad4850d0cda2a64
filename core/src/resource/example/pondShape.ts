import { fillUniform } from "../../numerics/drawStream.ts";

/** Extent of the example pond along its own axes, metres; x runs from the discharge line to the decant pond. */
export const pondLengthM = 600;
export const pondWidthM = 450;
/** World coordinates of the corner (0, 0) of the pond, in a grid that belongs to no country. */
export const pondOriginM = [10_000, 20_000] as const;

/** Surfaces of the synthetic pond; every elevation in metres above the pond's own datum, x and y from its corner. */
export interface PondShape {
  /** Today's surface: a beach of 0.8 %, flat at the decant pond. */
  readonly topM: (x: number, y: number) => number;
  /** Natural ground before deposition. */
  readonly baseM: (x: number, y: number) => number;
  /** Top of the older unit, a beach that was fed from the other end. Below the base where the older unit is missing. */
  readonly contactM: (x: number, y: number) => number;
  /** Depth of the oxidised cap below today's surface. */
  readonly capDepthM: (x: number, y: number) => number;
}

/** Sum of six plane waves with lengths in metres: a smooth seeded undulation of unit standard deviation. */
function undulation(seed: number, name: string, shortestM: number, longestM: number): (x: number, y: number) => number {
  const waves = 6;
  const u = new Float64Array(3 * waves);
  fillUniform(u, seed, `resource.examplePond.${name}`);
  const terms = Array.from({ length: waves }, (_, w) => {
    const lengthM = shortestM + (longestM - shortestM) * u[3 * w];
    const direction = Math.PI * u[3 * w + 1];
    const k = (2 * Math.PI) / lengthM;
    return { kx: k * Math.cos(direction), ky: k * Math.sin(direction), phase: 2 * Math.PI * u[3 * w + 2] };
  });
  const scale = Math.sqrt(2 / waves);
  return (x, y) => {
    let sum = 0;
    for (const { kx, ky, phase } of terms) sum += Math.cos(kx * x + ky * y + phase);
    return scale * sum;
  };
}

/**
 * A valley filled from its west end: up to about 18 m of tailings over a natural floor, an older unit below, an oxidised cap
 * above. All shapes are invented; the slopes are those usual for thickened copper tailings (0.5-1 %).
 * @param seed of the undulations
 * @see Blight (2010), Geotechnical Engineering for Mine Waste Storage Facilities, CRC Press, ch. 7 (beach profiles)
 */
export function pondShape(seed: number): PondShape {
  const [floor, old, cap] = ["base", "contact", "cap"].map((name, i) =>
    undulation(seed, name, [120, 150, 70][i], [300, 350, 160][i]),
  );
  const topM = (x: number, _y: number) => 120 - 0.008 * Math.min(x, 480) - 0.002 * Math.max(0, x - 480);
  const baseM = (x: number, y: number) => {
    const across = Math.abs(y - pondWidthM / 2) / (pondWidthM / 2);
    const along = Math.abs(x - 320) / 320;
    return 98.6 + 21 * across ** 2.6 + 13 * along ** 2.8 + 0.8 * floor(x, y);
  };
  const contactM = (x: number, y: number) => 105.2 + 0.0055 * x + 0.6 * old(x, y);
  const capDepthM = (x: number, y: number) => 1.7 + 0.4 * cap(x, y);
  return { topM, baseM, contactM, capDepthM };
}

/** Outline of the pond, where tailings thin out to nothing: corners from the centre outwards, on the pond's axes. */
export function pondOutline(shape: PondShape, corners = 72): [number, number][] {
  const centre = [320, pondWidthM / 2];
  return Array.from({ length: corners }, (_, c) => {
    const angle = (2 * Math.PI * c) / corners;
    const at = (r: number): [number, number] => [
      Math.min(pondLengthM, Math.max(0, centre[0] + r * Math.cos(angle))),
      Math.min(pondWidthM, Math.max(0, centre[1] + r * Math.sin(angle))),
    ];
    let [low, high] = [0, 800];
    while (high - low > 0.01) {
      const middle = (low + high) / 2;
      const [x, y] = at(middle);
      if (shape.topM(x, y) > shape.baseM(x, y)) low = middle;
      else high = middle;
    }
    return at(low);
  });
}
