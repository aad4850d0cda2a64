import type { WaterProperties } from "./water.ts";

/** Activity coefficients of a system at one temperature. The arrays are written anew by each call of `update`. */
export interface ActivityState {
  /** ln γ by species; for a bound species the part that -gamma gives. */
  readonly lnGamma: Float64Array;
  /** ∂ ln γ / ∂ ln I at fixed composition; for SIT and Pitzer of the long-range part only. */
  readonly slope: Float64Array;
  readonly water: WaterProperties;
  /** True where coefficients depend on more than the ionic strength. */
  readonly isCompositional: boolean;
  /** @returns ln of the activity of water */
  readonly update: (ionicStrength: number, molality: Float64Array) => number;
}
