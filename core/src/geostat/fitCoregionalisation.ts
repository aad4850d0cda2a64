import { solveLinear } from "../numerics/solveLinear.ts";
import type { CoregionalisationModel } from "./coregionalisation.ts";
import { prepareModel, variogram, type VariogramStructure } from "./covarianceModel.ts";
import type { VariogramLag } from "./experimentalVariogram.ts";
import { along, type FitWeights } from "./fitVariogram.ts";
import { nearestSemidefinite } from "./symmetricEigen.ts";

/** Experimental variogram of variables u and v (u = v: the direct one). */
export interface PairOfVariables {
  readonly u: number;
  readonly v: number;
  readonly lags: readonly VariogramLag[];
  readonly azimuthDeg?: number;
}

export interface CoregionalisationFit {
  readonly model: CoregionalisationModel;
  /** Σ weight (experimental − model)² over all pairs of variables, cross ones once. */
  readonly objective: number;
  /** True when the separate fits were not positive semidefinite together and had to be changed. */
  readonly wasCorrected: boolean;
  readonly sweeps: number;
}

/**
 * Fits the sills of a linear model of coregionalisation, ranges fixed: each direct and cross variogram by linear weighted least
 * squares; where the matrices are not positive semidefinite, sweeps over the structures, each fitted to what the others
 * leave and then replaced by the nearest semidefinite matrix, until nothing changes by more than 1e-9.
 *
 * @param shapes structures with their ranges; `sill` is not used. A nugget is always fitted
 * @throws {RangeError} a pair of variables is missing or has fewer classes than sills
 * @throws {SingularMatrixError} two structures cannot be told apart at these distances
 * @see Goulard and Voltz (1992), Mathematical Geology 24, 269-286; Pebesma (2004), Computers & Geosciences 30, 683-691 (fit.lmc)
 */
export function fitCoregionalisation(
  variables: number,
  pairs: readonly PairOfVariables[],
  shapes: readonly VariogramStructure[],
  weights: FitWeights = "pairs-over-distance-squared",
): CoregionalisationFit {
  const q = variables;
  const terms = shapes.length + 1;
  const units = shapes.map((shape) => prepareModel({ nugget: 0, structures: [{ ...shape, sill: 1 }] }));
  const fitted = Array.from({ length: terms }, () => new Float64Array(q * q));
  const designs: Design[] = [];
  for (let u = 0; u < q; u++)
    for (let v = 0; v <= u; v++) {
      const own = pairs.filter((pair) => (pair.u === u && pair.v === v) || (pair.u === v && pair.v === u));
      const points = own.flatMap(({ lags, azimuthDeg = 0 }) => lags.map((lag) => ({ lag, azimuthDeg })));
      if (points.length < terms)
        throw new RangeError(
          `coregionalisation: variables ${v + 1} and ${u + 1} have ${points.length} classes for ${terms} sills`,
        );
      const basis = points.map(({ lag, azimuthDeg }) => {
        const [dx, dy, dz] = along(azimuthDeg, 0, lag.distanceM);
        return [1, ...units.map((unit) => variogram(unit, dx, dy, dz))];
      });
      const weight = points.map(({ lag }) =>
        weights === "equal" ? 1 : weights === "pairs" ? lag.pairs : lag.pairs / lag.distanceM ** 2,
      );
      const design = { u, v, basis, weight, value: points.map(({ lag }) => lag.value) };
      designs.push(design);
      const sills = linearFit(design, terms);
      for (let t = 0; t < terms; t++) fitted[t][u * q + v] = fitted[t][v * q + u] = sills[t];
    }
  const { sweeps, wasCorrected } = makeSemidefinite(fitted, designs, q);
  const structures = shapes.map(({ sill: _sill, ...shape }, s) => ({ ...shape, sills: fitted[s + 1] }));
  return {
    model: { variables: q, nugget: fitted[0], structures },
    objective: objectiveOf(fitted, designs, q),
    wasCorrected,
    sweeps,
  };
}

interface Design {
  readonly u: number;
  readonly v: number;
  /** Value of each unit structure at each class. */
  readonly basis: readonly (readonly number[])[];
  readonly weight: readonly number[];
  readonly value: readonly number[];
}

function linearFit({ basis, weight, value }: Design, terms: number): Float64Array {
  const normal = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  for (const [i, row] of basis.entries())
    for (let a = 0; a < terms; a++) {
      right[a] += weight[i] * row[a] * value[i];
      for (let b = 0; b < terms; b++) normal[a * terms + b] += weight[i] * row[a] * row[b];
    }
  return solveLinear(normal, right);
}

function makeSemidefinite(
  fitted: Float64Array[],
  designs: readonly Design[],
  q: number,
): { sweeps: number; wasCorrected: boolean } {
  const corrected = fitted.map((matrix) => nearestSemidefinite(matrix, q));
  const wasCorrected = corrected.some((matrix, t) => matrix.some((value, k) => Math.abs(value - fitted[t][k]) > 1e-12));
  if (!wasCorrected) return { sweeps: 0, wasCorrected };
  for (const [t, matrix] of corrected.entries()) fitted[t].set(matrix);
  const size = Math.max(...fitted.flatMap((matrix) => Array.from(matrix, Math.abs)));
  for (let sweeps = 1; sweeps <= 10_000; sweeps++) {
    let change = 0;
    for (let t = 0; t < fitted.length; t++) {
      const wanted = new Float64Array(q * q);
      for (const { u, v, basis, weight, value } of designs) {
        let over = 0;
        let under = 0;
        for (const [i, row] of basis.entries()) {
          let rest = value[i];
          for (let other = 0; other < fitted.length; other++)
            if (other !== t) rest -= fitted[other][u * q + v] * row[other];
          over += weight[i] * row[t] * rest;
          under += weight[i] * row[t] * row[t];
        }
        wanted[u * q + v] = wanted[v * q + u] = over / under;
      }
      const next = nearestSemidefinite(wanted, q);
      for (let k = 0; k < next.length; k++) change = Math.max(change, Math.abs(next[k] - fitted[t][k]));
      fitted[t].set(next);
    }
    if (change <= 1e-9 * size) return { sweeps, wasCorrected };
  }
  return { sweeps: 10_000, wasCorrected };
}

function objectiveOf(fitted: readonly Float64Array[], designs: readonly Design[], q: number): number {
  let sum = 0;
  for (const { u, v, basis, weight, value } of designs)
    for (const [i, row] of basis.entries())
      sum += weight[i] * (value[i] - row.reduce((model, g, t) => model + g * fitted[t][u * q + v], 0)) ** 2;
  return sum;
}
