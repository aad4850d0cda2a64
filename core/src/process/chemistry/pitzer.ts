import type { ActivityState } from "./activityState.ts";
import type { ChemicalSystem } from "./system.ts";
import type { InteractionParameter } from "./chemistryModel.ts";
import type { WaterProperties } from "./water.ts";

const molarMassWater = 0.01801528;
const b = 1.2;

/** P(T) = A0 + A1 (1/T − 1/Tr) + A2 ln(T/Tr) + A3 (T − Tr) + A4 (T² − Tr²) + A5 (1/T² − 1/Tr²), Tr = 298.15 K. */
function parameterAt({ coefficients }: InteractionParameter, T: number): number {
  const r = 298.15;
  const [a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0] = coefficients;
  return (
    a0 +
    a1 * (1 / T - 1 / r) +
    a2 * Math.log(T / r) +
    a3 * (T - r) +
    a4 * (T * T - r * r) +
    a5 * (1 / (T * T) - 1 / (r * r))
  );
}

/** g(x) = 2 (1 − (1 + x) e⁻ˣ)/x² and its partner g′(x) = −2 (1 − (1 + x + x²/2) e⁻ˣ)/x². */
function gOf(x: number): readonly [number, number] {
  if (x < 1e-4) return [1 - (2 * x) / 3, -x / 3];
  const e = Math.exp(-x);
  return [(2 * (1 - (1 + x) * e)) / (x * x), (-2 * (1 - (1 + x + (x * x) / 2) * e)) / (x * x)];
}

/**
 * The integral J(x) of unsymmetrical mixing by Pitzer's fit J = x/(4 + 4.581 x^−0.7237 exp(−0.0120 x^0.528)), and dJ/dx.
 * @see Pitzer (1975), J. Solution Chem. 4, 249-265, equation 47
 */
export function pitzerJ(x: number): readonly [number, number] {
  if (!(x > 0)) return [0, 0];
  const u = 4.581 * x ** -0.7237 * Math.exp(-0.012 * x ** 0.528);
  const du = u * (-0.7237 / x - 0.012 * 0.528 * x ** -0.472);
  const bottom = 4 + u;
  return [x / bottom, 1 / bottom - (x * du) / (bottom * bottom)];
}

interface Pair {
  readonly i: number;
  readonly j: number;
  b0: number;
  b1: number;
  b2: number;
  c0: number;
  readonly zz: number;
  readonly alpha1: number;
  readonly alpha2: number;
  readonly cScale: number; // 2 √|z z|
}

/**
 * Pitzer's equations as of Harvie, Møller and Weare: second and third virial coefficients of ions, mixing of like charges
 * with electrostatic terms, neutral species. ln aw = −M φ Σm. Ions without parameters have the long-range term alone.
 * Single ions are scaled after MacInnes (γ of Cl⁻ is γ± of KCl at the same ionic strength), as PHREEQC does; mean
 * coefficients and solubilities do not depend on the scale, pH does.
 * @see Harvie, Møller and Weare (1984), Geochim. Cosmochim. Acta 48, 723-751
 */
export function pitzerCoefficients(
  system: ChemicalSystem,
  temperatureK: number,
  water: WaterProperties,
  lnGamma: Float64Array,
  slope: Float64Array,
): ActivityState {
  const n = system.species.length;
  const at = new Map(system.species.map((species, i) => [species.name, i]));
  // The scale of single ions needs chloride even where there is none: as a trace in the place after the last.
  const chloride = at.get("Cl-") ?? n;
  at.set("Cl-", chloride);
  const z = new Float64Array(n + 1);
  z.set(system.charge);
  z[chloride] = -1;
  const ln = new Float64Array(n + 1);
  const m = new Float64Array(n + 1);
  const pairs = new Map<string, Pair>();
  const thetas = new Map<string, number>();
  const lambdas: [number, number, number][] = [];
  const triples: [number, number, number, number, "PSI" | "ZETA"][] = [];
  for (const parameter of system.database.interactions) {
    const indices = parameter.species.map((name) => at.get(name));
    if (indices.some((index) => index === undefined)) continue;
    const [i, j, k] = indices as number[];
    const value = parameterAt(parameter, temperatureK);
    const { type } = parameter;
    if (type === "THETA") thetas.set(`${Math.min(i, j)} ${Math.max(i, j)}`, value);
    else if (type === "LAMDA") lambdas.push([i, j, value]);
    else if (type === "PSI" || type === "ZETA") triples.push([i, j, k, value, type]);
    else if (type === "B0" || type === "B1" || type === "B2" || type === "C0") {
      const key = `${Math.min(i, j)} ${Math.max(i, j)}`;
      const pair = pairs.get(key) ?? newPair(i, j, z);
      pairs.set(key, pair);
      if (type === "B0") pair.b0 = value;
      else if (type === "B1") pair.b1 = value;
      else if (type === "B2") pair.b2 = value;
      else pair.c0 = value;
    }
  }
  const ions: number[] = [];
  for (let i = 0; i < n; i++) if (system.kind[i] === 0 && z[i] !== 0) ions.push(i);
  if (chloride === n) ions.push(n);
  const mixing: [number, number, number][] = [];
  for (let p = 0; p < ions.length; p++)
    for (let q = p + 1; q < ions.length; q++) {
      const [i, j] = [ions[p], ions[q]];
      if (z[i] * z[j] < 0) continue;
      const theta = thetas.get(`${i} ${j}`) ?? 0;
      if (theta !== 0 || z[i] !== z[j]) mixing.push([i, j, theta]);
    }
  const list = [...pairs.values()];
  const A = (water.debyeHuckelA * Math.LN10) / 3; // Aφ
  const long = new Float64Array(n);
  const macInnes = meanKCl(system.database.interactions, temperatureK, A);
  const update = (I: number, molality: Float64Array): number => {
    m.set(molality);
    const root = Math.sqrt(I);
    let F = -A * (root / (1 + b * root) + (2 / b) * Math.log(1 + b * root));
    let Z = 0;
    let sum = 0;
    ln.fill(0);
    for (let i = 0; i < n; i++) {
      lnGamma[i] = 0;
      if (system.kind[i] !== 0) continue;
      sum += m[i];
      Z += m[i] * Math.abs(z[i]);
    }
    let osmotic = (-A * I * root) / (1 + b * root);
    let cSum = 0;
    for (const pair of list) {
      const [g1, h1] = gOf(pair.alpha1 * root);
      const [g2, h2] = pair.b2 === 0 ? [0, 0] : gOf(pair.alpha2 * root);
      const B = pair.b0 + pair.b1 * g1 + pair.b2 * g2;
      const dB = I > 0 ? (pair.b1 * h1 + pair.b2 * h2) / I : 0;
      const C = pair.c0 / pair.cScale;
      const mm = m[pair.i] * m[pair.j];
      F += mm * dB;
      const part = 2 * B + Z * C;
      ln[pair.i] += m[pair.j] * part;
      ln[pair.j] += m[pair.i] * part;
      cSum += mm * C;
      osmotic += mm * (B + I * dB + Z * C);
    }
    for (const [i, j, theta] of mixing) {
      const mm = m[i] * m[j];
      let phi = theta;
      let dPhi = 0;
      if (z[i] !== z[j] && I > 0) {
        const sixRoot = 6 * A * root;
        const xij = sixRoot * z[i] * z[j];
        const xii = sixRoot * z[i] * z[i];
        const xjj = sixRoot * z[j] * z[j];
        const [Jij, dij] = pitzerJ(xij);
        const [Jii, dii] = pitzerJ(xii);
        const [Jjj, djj] = pitzerJ(xjj);
        const e = ((z[i] * z[j]) / (4 * I)) * (Jij - Jii / 2 - Jjj / 2);
        phi += e;
        dPhi = -e / I + ((z[i] * z[j]) / (8 * I * I)) * (xij * dij - (xii * dii) / 2 - (xjj * djj) / 2);
      }
      ln[i] += 2 * phi * m[j];
      ln[j] += 2 * phi * m[i];
      F += mm * dPhi;
      osmotic += mm * (phi + I * dPhi);
    }
    for (const [i, j, k, value] of triples) {
      ln[i] += m[j] * m[k] * value;
      ln[j] += m[i] * m[k] * value;
      ln[k] += m[i] * m[j] * value;
      osmotic += m[i] * m[j] * m[k] * value;
    }
    for (const [i, j, value] of lambdas) {
      ln[i] += 2 * m[j] * value;
      ln[j] += 2 * m[i] * value;
      osmotic += m[i] * m[j] * value;
    }
    // MacInnes: chloride has the mean coefficient of potassium chloride at this ionic strength.
    const scale = macInnes === null ? 0 : macInnes(I) - (ln[chloride] + F + cSum);
    for (let i = 0; i < n; i++) {
      if (system.kind[i] !== 0) continue;
      const z2 = z[i] * z[i];
      lnGamma[i] = ln[i] + z2 * F + Math.abs(z[i]) * cSum - z[i] * scale;
      long[i] = (-A * z2 * root) / (1 + b * root) ** 2;
      slope[i] = 0.5 * long[i] - (A * z2 * root) / (1 + b * root);
    }
    return -molarMassWater * (sum + 2 * osmotic);
  };
  return { lnGamma, slope, water, isCompositional: true, update };
}

/** ln γ± of KCl by its own parameters; null where the database has none. */
function meanKCl(
  parameters: readonly InteractionParameter[],
  temperatureK: number,
  A: number,
): ((ionicStrength: number) => number) | null {
  const value = (type: string) => {
    const found = parameters.find(
      (candidate) => candidate.type === type && candidate.species.includes("K+") && candidate.species.includes("Cl-"),
    );
    return found === undefined ? null : parameterAt(found, temperatureK);
  };
  const [b0, b1, c0] = [value("B0"), value("B1"), value("C0")];
  if (b0 === null || b1 === null || c0 === null) return null;
  return (I) => {
    const root = Math.sqrt(I);
    const [g, h] = gOf(2 * root);
    const long = -A * (root / (1 + b * root) + (2 / b) * Math.log(1 + b * root));
    return long + I * b1 * h + 2 * I * (b0 + b1 * g) + 1.5 * c0 * I * I;
  };
}

function newPair(i: number, j: number, z: Float64Array): Pair {
  const [zi, zj] = [Math.abs(z[i]), Math.abs(z[j])];
  const both2 = zi === 2 && zj === 2;
  const higher = zi > 1 && zj > 1 && !both2;
  return {
    i,
    j,
    b0: 0,
    b1: 0,
    b2: 0,
    c0: 0,
    zz: zi * zj,
    alpha1: both2 ? 1.4 : 2,
    alpha2: both2 ? 12 : higher ? 50 : 12,
    cScale: 2 * Math.sqrt(zi * zj) || 1,
  };
}
