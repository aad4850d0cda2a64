import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import type { PreparedModel } from "./covarianceModel.ts";
import { type StructureType, structureTypes } from "./structureShape.ts";

/** Lines or waves of one structure of one realisation; direction l at 3l … 3l + 2, per metre. */
export interface WaveSet {
  readonly kind: "cosine" | "segment";
  /** Of each wave's contribution. */
  readonly amplitude: number;
  readonly directions: Float64Array;
  /** Phase of a cosine in radians; place of the first border of a line's segments, 0–1. */
  readonly phases: Float64Array;
  /** Sign of segment c of line l from the lowest bits of a hash of (key, l, c). */
  readonly key: number;
}

/**
 * The parts of a standard field that add up to one structure of a model. Cosines √(2σ²/L) cos(⟨ω, x⟩ + φ) have directions ω from the
 * structure's spectral distribution: gaussian ω = √2 N₃; Matern (exponential: ν = ½) ω = N₃ / √χ²₂ᵥ; sine hole effect |ω| = π.
 * A spherical structure is a sum over L lines of segments one range long, √(12σ²/L) ε (t − ½) with t the place in the segment and
 * ε a sign: on a line its covariance is 1 − 3h + 2h³, of which d/dh (h C₃(h)) is the turning-bands image.
 *
 * @param name stream of this structure of this realisation
 * @throws {RangeError} a structure without such a form
 * @see Emery and Lantuéjoul (2006), TBSIM, Computers & Geosciences 32, 1615-1628; Chilès and Delfiner (2012), sections 7.4-7.5
 */
export function drawWaves(model: PreparedModel, s: number, count: number, seed: number, name: string): WaveSet {
  const type = structureTypes[model.codes[s]];
  const normals = new Float64Array(3 * count);
  const phases = new Float64Array(count);
  fillNormal(normals, seed, `${name}.direction`);
  fillUniform(phases, seed, `${name}.phase`);
  const isSpherical = type === "spherical";
  const lengths = isSpherical ? unitLengths(normals) : waveLengths(type, model.shapes[s], normals, seed, name);
  const t = model.transforms[s];
  const directions = new Float64Array(3 * count);
  for (let l = 0; l < count; l++)
    for (let axis = 0; axis < 3; axis++) {
      let sum = 0;
      // The transform turns metres into scaled distance; its transpose turns directions back.
      for (let k = 0; k < 3; k++) sum += t[3 * k + axis] * normals[3 * l + k];
      directions[3 * l + axis] = sum * lengths[l];
    }
  const sill = model.sills[s];
  const key = new Float64Array(1);
  fillUniform(key, seed, `${name}.signs`);
  return isSpherical
    ? { kind: "segment", amplitude: Math.sqrt((12 * sill) / count), directions, phases, key: key[0] * 2 ** 32 }
    : {
        kind: "cosine",
        amplitude: Math.sqrt((2 * sill) / count),
        directions,
        phases: phases.map((u) => 2 * Math.PI * u),
        key: 0,
      };
}

/** The structures that `drawWaves` knows. @throws {RangeError} another */
export function checkWaves(model: PreparedModel): void {
  const known: readonly StructureType[] = ["spherical", "exponential", "gaussian", "matern", "hole-sine"];
  for (let s = 0; s < model.count; s++) {
    const type = structureTypes[model.codes[s]];
    if (!known.includes(type))
      throw new RangeError(
        `turning bands: structure ${s + 1} is ${type}; use one of ${known.join(", ")}, or method sgs`,
      );
    if (model.separate[s] === 1)
      throw new RangeError(
        `turning bands: structure ${s + 1} is separate across its layers and has no such form; use method sgs`,
      );
  }
}

function unitLengths(normals: Float64Array): Float64Array {
  const lengths = new Float64Array(normals.length / 3);
  for (let l = 0; l < lengths.length; l++)
    lengths[l] = 1 / Math.hypot(normals[3 * l], normals[3 * l + 1], normals[3 * l + 2]);
  return lengths;
}

function waveLengths(type: StructureType, shape: number, normals: Float64Array, seed: number, name: string) {
  if (type === "gaussian") return new Float64Array(normals.length / 3).fill(Math.SQRT2);
  if (type === "hole-sine") return unitLengths(normals).map((length) => Math.PI * length);
  const gamma = drawGamma(type === "exponential" ? 0.5 : shape, normals.length / 3, seed, `${name}.gamma`);
  return gamma.map((g) => 1 / Math.sqrt(2 * g));
}

/** Tries that are drawn ahead for each number; each fails in less than 5 of 100 cases. */
const tries = 8;

/**
 * Draws from the gamma distribution of scale 1.
 * @param shape above 0
 * @see Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26, 363-372
 */
export function drawGamma(shape: number, count: number, seed: number, name: string): Float64Array {
  const normals = new Float64Array(tries * count);
  const uniforms = new Float64Array((tries + 1) * count);
  fillNormal(normals, seed, `${name}.normal`);
  fillUniform(uniforms, seed, `${name}.uniform`);
  // Below shape 1 the method does not hold: G(a) = G(a + 1) U^(1/a).
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return Float64Array.from({ length: count }, (_, i) => {
    let value = d;
    for (let t = 0; t < tries; t++) {
      const x = normals[tries * i + t];
      const v = (1 + c * x) ** 3;
      if (!(v > 0) || Math.log(uniforms[tries * i + t]) >= 0.5 * x * x + d - d * v + d * Math.log(v)) continue;
      value = d * v;
      break;
    }
    return shape < 1 ? value * uniforms[tries * count + i] ** (1 / shape) : value;
  });
}

/** +1 or −1 of segment c of line l, by the finaliser of MurmurHash3. */
export function segmentSign(key: number, l: number, c: number): number {
  let h = Math.imul(l, 0x9e3779b1) ^ Math.imul(c, 0x85ebca77) ^ key;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) & 1) === 0 ? 1 : -1;
}
