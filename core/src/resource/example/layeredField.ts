import { fillNormal } from "../../numerics/drawStream.ts";

/** A lattice of cells along and across the beach and down the layers; x runs fastest, then y, then depth. */
export interface LayerLattice {
  readonly count: readonly [number, number, number];
  readonly spacingM: readonly [number, number, number];
}

/**
 * A standard normal random field whose covariance is a sum of separable exponentials, Σ cₛ exp(−|x|/aₛ − |y|/bₛ − |t|/gₛ),
 * drawn exactly: white noise passed through a first-order recursion along each axis, zᵢ = ρ zᵢ₋₁ + √(1 − ρ²) wᵢ.
 *
 * @param parts shares of variance that sum to 1, with the lengths a, b, g in metres
 * @see Deutsch and Journel (1998), GSLIB, section V.3 (the covariance is none of those that the estimation fits: on purpose)
 */
export function layeredField(
  seed: number,
  name: string,
  { count, spacingM }: LayerLattice,
  parts: readonly { readonly share: number; readonly lengthsM: readonly [number, number, number] }[],
): Float64Array {
  const [nx, ny, nz] = count;
  const field = new Float64Array(nx * ny * nz);
  const z = new Float64Array(field.length);
  for (const [p, { share, lengthsM }] of parts.entries()) {
    fillNormal(z, seed, `resource.examplePond.${name}.${p}`);
    for (const [axis, stride] of [1, nx, nx * ny].entries()) {
      const rho = Math.exp(-spacingM[axis] / lengthsM[axis]);
      const rest = Math.sqrt(1 - rho * rho);
      for (let i = 0; i < z.length; i++)
        if (Math.floor(i / stride) % count[axis] > 0) z[i] = rho * z[i - stride] + rest * z[i];
    }
    const weight = Math.sqrt(share);
    for (let i = 0; i < z.length; i++) field[i] += weight * z[i];
  }
  return field;
}
