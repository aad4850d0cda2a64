import type { StreamBasis } from "../streams/basis.ts";

/** A reaction that cannot be balanced with the species named. */
export class StoichiometryError extends RangeError {
  readonly code = "process.stoichiometry";
}

/**
 * Moles of the species that make up one mole of a substance: Σ ν_i A_i = A_product for every element and the charge. Negative
 * means released. Least squares by modified Gram-Schmidt; refused unless exact to 1e-9.
 *
 * @param product id of the component made
 * @param from ids that may be used or released, independent of one another
 * @throws {StoichiometryError} a name is unknown, the species depend on one another, or an element has no source
 */
export function formationOf(basis: StreamBasis, product: string, from: readonly string[]): Float64Array {
  const target = molesOf(basis, product);
  const columns = from.map((id) => molesOf(basis, id));
  const n = columns.length;
  const q: Float64Array[] = [];
  const triangle = new Float64Array(n * n);
  for (const [k, column] of columns.entries()) {
    const v = Float64Array.from(column);
    const whole = length(v);
    for (let pass = 0; pass < 2; pass++)
      for (const [b, direction] of q.entries()) {
        const share = dot(direction, v);
        triangle[b * n + k] += share;
        for (let i = 0; i < v.length; i++) v[i] -= share * direction[i];
      }
    const left = length(v);
    if (!(left > 1e-9 * whole))
      throw new StoichiometryError(
        `${product} from ${from.join(" + ")}: ${from[k]} follows from the others; name fewer species`,
      );
    triangle[k * n + k] = left;
    q.push(v.map((value) => value / left));
  }
  const solution = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let sum = dot(q[k], target);
    for (let j = k + 1; j < n; j++) sum -= triangle[k * n + j] * solution[j];
    solution[k] = sum / triangle[k * n + k];
  }
  for (const [e, element] of basis.elements.entries()) {
    let misfit = target[e];
    for (let k = 0; k < n; k++) misfit -= solution[k] * columns[k][e];
    if (Math.abs(misfit) > 1e-9 * Math.max(1, length(target)))
      throw new StoichiometryError(
        `${product} from ${from.join(" + ")}: ${element} does not balance (${misfit.toPrecision(3)} mol); name a species that holds it`,
      );
  }
  // Whole and half numbers come out as such.
  return solution.map((value) =>
    Math.abs(value * 12 - Math.round(value * 12)) < 1e-9 ? Math.round(value * 12) / 12 : value,
  );
}

/** mol of each element and of charge in one mole of a component. */
function molesOf(basis: StreamBasis, id: string): Float64Array {
  const c = basis.index.get(id);
  if (c === undefined) throw new StoichiometryError(`no component ${id} in this flowsheet; add it`);
  const n = basis.components.length;
  const mass = basis.components[c].molarMassGPerMol / 1000;
  return Float64Array.from(basis.elements, (_, e) => basis.molPerKg[e * n + c] * mass);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
