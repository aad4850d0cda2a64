import { correlationAt, prepareModel, type PreparedModel, type VariogramStructure } from "./covarianceModel.ts";
import { symmetricEigen } from "./symmetricEigen.ts";

/** Linear model of coregionalisation: C_uv(h) = nugget_uv [h = 0] + Σₛ sillₛ_uv ρₛ(h); every matrix positive semidefinite. */
export interface CoregionalisationModel {
  readonly variables: number;
  /** Row by row, length variables², in the product of the units. */
  readonly nugget: Float64Array;
  /** The shapes; `sill` of each is not used. */
  readonly structures: readonly (Omit<VariogramStructure, "sill"> & { readonly sills: Float64Array })[];
}

/** A coregionalisation laid out flat. */
export interface PreparedCoregionalisation {
  readonly variables: number;
  readonly nugget: Float64Array;
  readonly sills: readonly Float64Array[];
  /** The structures with unit sill. */
  readonly shapes: PreparedModel;
}

/**
 * @throws {RangeError} a matrix has the wrong length, is not symmetric, or has a negative eigenvalue below −1e-9 of its trace
 */
export function prepareCoregionalisation(model: CoregionalisationModel): PreparedCoregionalisation {
  const { variables: q, nugget, structures } = model;
  if (!(Number.isInteger(q) && q >= 1 && q <= 20))
    throw new RangeError(`coregionalisation: 1 to 20 variables, got ${q}`);
  checkSemidefinite(nugget, q, "nugget");
  for (const [s, { sills }] of structures.entries()) checkSemidefinite(sills, q, `structure ${s + 1}`);
  const shapes = prepareModel({ nugget: 0, structures: structures.map((structure) => ({ ...structure, sill: 1 })) });
  if (!shapes.isBounded) throw new RangeError("coregionalisation: a power structure has no covariance; use another");
  return { variables: q, nugget, sills: structures.map(({ sills }) => sills), shapes };
}

function checkSemidefinite(matrix: Float64Array, q: number, what: string): void {
  if (matrix.length !== q * q)
    throw new RangeError(`coregionalisation: ${what} needs ${q * q} numbers, got ${matrix.length}`);
  let trace = 0;
  for (let u = 0; u < q; u++) {
    trace += matrix[u * q + u];
    for (let v = 0; v < u; v++)
      if (matrix[u * q + v] !== matrix[v * q + u])
        throw new RangeError(
          `coregionalisation: ${what} is not symmetric at ${u + 1}, ${v + 1}; give both halves alike`,
        );
  }
  const lowest = Math.min(...symmetricEigen(matrix, q).values);
  if (!(lowest >= -1e-9 * trace))
    throw new RangeError(
      `coregionalisation: ${what} has eigenvalue ${lowest}, bound 0; lower the cross sills (|sill_uv| ≤ √(sill_uu sill_vv) at least)`,
    );
}

/** C_uv for a separation in metres. */
export function crossCovariance(
  model: PreparedCoregionalisation,
  u: number,
  v: number,
  dxM: number,
  dyM: number,
  dzM: number,
): number {
  const at = u * model.variables + v;
  let c = dxM === 0 && dyM === 0 && dzM === 0 ? model.nugget[at] : 0;
  for (let s = 0; s < model.shapes.count; s++) c += model.sills[s][at] * correlationAt(model.shapes, s, dxM, dyM, dzM);
  return c;
}
