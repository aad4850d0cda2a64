import { SingularMatrixError, solveLinear } from "../../numerics/solveLinear.ts";
import { bisulfateConstant, freeHydrogenMolPerL } from "./acidity.ts";

/** A metal that exchanges with the extractant: Mᶻ⁺ + z HR = MRz + z H⁺. */
export interface ExtractedMetal {
  readonly name: string;
  readonly valence: number;
  readonly aqueousMolPerL: number;
  readonly organicMolPerL: number;
  /**
   * Distribution ratio, organic over aqueous in mol/L: constant where only `constant` is given, else
   * log₁₀ D = (m0 + m1 d) pH + B0 + B1 log₁₀ d with d the free extractant in the organic that leaves the stage, vol %.
   */
  readonly distribution: { readonly constant: number } | DistributionLaw;
}

export interface DistributionLaw {
  readonly m0: number;
  readonly m1: number;
  readonly b0: number;
  readonly b1: number;
}

/** Feeds of a countercurrent battery; volumes stay constant. */
export interface ExtractionFeed {
  readonly stages: number;
  readonly aqueousLPerH: number;
  readonly organicLPerH: number;
  readonly metals: readonly ExtractedMetal[];
  /** Free H⁺ and HSO₄⁻ in the aqueous feed. */
  readonly acidMolPerL: number;
  /** Total sulfate; 0 where all acid is free, as in chloride. */
  readonly sulfateMolPerL: number;
  readonly extractantMolPerL: number;
  /** Volume per cent of extractant per mol/L of it. */
  readonly volumePctPerMolPerL: number;
  readonly ka?: number;
}

/** Profiles over the stages; stage 1 is where the aqueous enters, the organic enters the last. */
export interface ExtractionResult {
  readonly pH: Float64Array;
  /** Free extractant leaving each stage, vol %. */
  readonly extractantVolPct: Float64Array;
  /** By metal, then stage: `values[i * stages + j]`. */
  readonly distribution: Float64Array;
  readonly aqueousMolPerL: Float64Array;
  readonly organicMolPerL: Float64Array;
  /** Of the raffinate. */
  readonly acidMolPerL: number;
  /** Of the loaded organic. */
  readonly extractantMolPerL: number;
  readonly iterations: number;
}

/** A battery of stages that finds no steady state. */
export class ExtractionError extends Error {
  readonly code = "process.extraction";
}

const mostSteps = 200;

/** What a battery remembers between runs. */
export interface BatteryMemory {
  /** ln [H⁺] then ln d of each stage. */
  profile?: Float64Array | undefined;
  jacobian?: Float64Array | undefined;
}

/**
 * Countercurrent ideal stages with cation exchange. Given pH and free extractant of every stage, each metal is a tridiagonal
 * system and the acid and extractant follow by stoichiometry; Newton's method on the 2N logarithms closes the circle.
 *
 * @param memory profile and Jacobian of an earlier run of the same battery, kept up to date: a start, never a result
 * @throws {RangeError} a flow not above 0, or a stage count outside 1 ... 100
 * @throws {ExtractionError} no steady state, e.g. more metal than the extractant can take
 * @see Rydberg et al. (2004), Solvent Extraction Principles and Practice, 2nd ed., ch. 7-8
 */
export function countercurrentExtraction(feed: ExtractionFeed, memory?: BatteryMemory): ExtractionResult {
  const { stages, metals } = feed;
  if (!(Number.isInteger(stages) && stages >= 1 && stages <= 100))
    throw new RangeError(`stages must be a whole number from 1 to 100, got ${stages}`);
  if (!(feed.aqueousLPerH > 0 && feed.organicLPerH > 0))
    throw new RangeError(`extraction needs both phases, got ${feed.aqueousLPerH} and ${feed.organicLPerH} L/h`);
  const work = new Battery(feed);
  const unknowns = 2 * stages;
  const known = memory?.profile?.length === unknowns ? memory.profile : undefined;
  const x = known === undefined ? work.start() : Float64Array.from(known);
  let jacobian = known === undefined ? undefined : memory?.jacobian;
  let residual = work.residual(x);
  let size = largest(residual);
  let iterations = 0;
  for (; iterations < mostSteps && size > 1e-12; iterations++) {
    const isOld = jacobian !== undefined;
    jacobian ??= work.jacobian(x, residual);
    const step = newtonStep(jacobian, residual);
    let factor = Math.min(1, 2 / largest(step));
    let isBetter = false;
    for (let halving = 0; halving < (isOld ? 1 : 12); halving++, factor /= 2) {
      const trial = x.map((value, a) => value - factor * step[a]);
      const next = work.residual(trial);
      const nextSize = largest(next);
      // A Jacobian of an earlier point must earn its keep.
      if (nextSize < (isOld ? 0.2 : 1) * size) {
        x.set(trial);
        residual = next;
        size = nextSize;
        isBetter = true;
        break;
      }
    }
    if (isBetter) {
      if (!isOld && size > 1e-3) jacobian = undefined;
      continue;
    }
    jacobian = undefined;
    if (isOld) continue;
    if (size < 1e-9) break;
    // No descent along Newton's direction: a damped substitution leaves the spot.
    for (let a = 0; a < unknowns; a++) x[a] += 0.3 * Math.max(-2, Math.min(2, residual[a]));
    residual = work.residual(x);
    size = largest(residual);
  }
  if (!(size < 1e-6))
    throw new ExtractionError(
      `no steady state in ${stages} stages after ${iterations} steps (residual ${size.toExponential(1)}); check extractant against the metal to be loaded (${metals.length} metals)`,
    );
  if (memory !== undefined) {
    memory.profile = x;
    memory.jacobian = jacobian;
  }
  return work.result(x, iterations);
}

/** Arrays of one battery, reused by every evaluation. */
class Battery {
  readonly feed: ExtractionFeed;
  readonly d: Float64Array;
  readonly aqueous: Float64Array;
  readonly organic: Float64Array;
  readonly acid: Float64Array;
  readonly free: Float64Array;
  readonly #upper: Float64Array;

  constructor(feed: ExtractionFeed) {
    this.feed = feed;
    const { stages } = feed;
    const cells = feed.metals.length * stages;
    this.d = new Float64Array(cells);
    this.aqueous = new Float64Array(cells);
    this.organic = new Float64Array(cells);
    this.acid = new Float64Array(stages);
    this.free = new Float64Array(stages);
    this.#upper = new Float64Array(stages);
  }

  /** ln [H⁺] of the feed and ln d of the fresh organic on every stage. */
  start(): Float64Array {
    const { stages, acidMolPerL, sulfateMolPerL, ka } = this.feed;
    const x = new Float64Array(2 * stages);
    const h = Math.max(1e-9, freeHydrogenMolPerL(acidMolPerL, sulfateMolPerL, ka ?? bisulfateConstant));
    const extractant = Math.max(1e-6, this.feed.extractantMolPerL * this.feed.volumePctPerMolPerL);
    x.fill(Math.log(h), 0, stages);
    x.fill(Math.log(extractant), stages);
    return x;
  }

  /** ln of what comes out over what was assumed, for [H⁺] and d of each stage. */
  residual(x: Float64Array): Float64Array {
    const { feed } = this;
    const { stages, metals } = feed;
    this.acid.fill(feed.acidMolPerL);
    this.free.fill(feed.extractantMolPerL);
    for (let i = 0; i < metals.length; i++) {
      const metal = metals[i];
      const from = i * stages;
      const law = metal.distribution;
      if ("constant" in law) this.d.fill(law.constant, from, from + stages);
      else {
        const intercept = law.b0 * Math.LN10;
        for (let j = 0; j < stages; j++)
          this.d[from + j] = Math.exp(
            intercept - (law.m0 + law.m1 * Math.exp(x[stages + j])) * x[j] + law.b1 * x[stages + j],
          );
      }
      this.#profile(i, metal);
      const { valence, aqueousMolPerL, organicMolPerL } = metal;
      for (let j = 0; j < stages; j++) {
        this.acid[j] += valence * (aqueousMolPerL - this.aqueous[from + j]);
        this.free[j] -= valence * (this.organic[from + j] - organicMolPerL);
      }
    }
    const out = new Float64Array(2 * stages);
    const ka = feed.ka ?? bisulfateConstant;
    for (let j = 0; j < stages; j++) {
      const h = freeHydrogenMolPerL(this.acid[j], feed.sulfateMolPerL, ka);
      out[j] = (h > 1e-14 ? Math.log(h) : Math.log(1e-14)) - x[j];
      const d = this.free[j] * feed.volumePctPerMolPerL;
      out[stages + j] = (d > 1e-10 ? Math.log(d) : Math.log(1e-10)) - x[stages + j];
    }
    return out;
  }

  /** Concentrations of one metal over the stages: A x_{j−1} − (A + O D_j) x_j + O D_{j+1} x_{j+1} = 0 (Thomas algorithm). */
  #profile(i: number, metal: ExtractedMetal): void {
    const { stages, aqueousLPerH: a, organicLPerH: o } = this.feed;
    const from = i * stages;
    const upper = this.#upper;
    for (let j = 0; j < stages; j++) {
      const diagonal = a + o * this.d[from + j];
      const next = j + 1 < stages ? o * this.d[from + j + 1] : 0;
      const right = (j === 0 ? a * metal.aqueousMolPerL : 0) + (j === stages - 1 ? o * metal.organicMolPerL : 0);
      const pivot = diagonal - (j === 0 ? 0 : a * upper[j - 1]);
      upper[j] = next / pivot;
      this.aqueous[from + j] = (right + (j === 0 ? 0 : a * this.aqueous[from + j - 1])) / pivot;
    }
    for (let j = stages - 2; j >= 0; j--) this.aqueous[from + j] += upper[j] * this.aqueous[from + j + 1];
    for (let j = 0; j < stages; j++) this.organic[from + j] = this.d[from + j] * this.aqueous[from + j];
  }

  /** Derivatives of the residual by differences. */
  jacobian(x: Float64Array, residual: Float64Array): Float64Array {
    const n = x.length;
    const jacobian = new Float64Array(n * n);
    const moved = Float64Array.from(x);
    for (let b = 0; b < n; b++) {
      const h = 1e-7;
      moved[b] = x[b] + h;
      const ahead = this.residual(moved);
      moved[b] = x[b];
      for (let a = 0; a < n; a++) jacobian[a * n + b] = (ahead[a] - residual[a]) / h;
    }
    return jacobian;
  }

  result(x: Float64Array, iterations: number): ExtractionResult {
    const { stages } = this.feed;
    this.residual(x);
    return {
      pH: x.slice(0, stages).map((lnH) => -lnH / Math.LN10),
      extractantVolPct: x.slice(stages).map(Math.exp),
      distribution: this.d,
      aqueousMolPerL: this.aqueous,
      organicMolPerL: this.organic,
      acidMolPerL: this.acid[stages - 1],
      extractantMolPerL: this.free[0],
      iterations,
    };
  }
}

function newtonStep(jacobian: Float64Array, residual: Float64Array): Float64Array {
  try {
    return solveLinear(jacobian, residual);
  } catch (error) {
    if (error instanceof SingularMatrixError) return residual.map((value) => -0.5 * value);
    throw error;
  }
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/**
 * Kremser: fraction of a metal left in the raffinate of N countercurrent stages with fresh solvent at constant D,
 * (E − 1)/(E^(N+1) − 1), E = D O/A; 1/(N + 1) at E = 1.
 * @see Kremser (1930), Theoretical analysis of absorption process, National Petroleum News 22 (21), 43-49
 */
export function kremserRaffinate(distribution: number, organicToAqueous: number, stages: number): number {
  const logE = Math.log(distribution * organicToAqueous);
  if (!(distribution * organicToAqueous > 0)) return 1;
  if (Math.abs(logE) < 1e-12) return 1 / (stages + 1);
  return Math.expm1(logE) / Math.expm1((stages + 1) * logE);
}

/** Countercurrent ideal stages with any isotherm. */
export interface McCabeThiele {
  readonly raffinate: number;
  readonly loadedOrganic: number;
  /** Aqueous leaving each stage, from the aqueous inlet on. */
  readonly aqueous: Float64Array;
  readonly organic: Float64Array;
}

/**
 * McCabe-Thiele construction: stages between a rising isotherm y(x) and the operating line, from the raffinate end upwards, with
 * the raffinate found by bisection. Concentrations in one unit.
 * @param isotherm organic in equilibrium with aqueous, rising
 * @throws {RangeError} the stripped organic holds more than the feed's equilibrium: the metal would go the other way
 */
export function mcCabeThiele(
  feed: number,
  strippedOrganic: number,
  organicToAqueous: number,
  stages: number,
  isotherm: (aqueous: number) => number,
): McCabeThiele {
  if (!(strippedOrganic <= isotherm(feed)))
    throw new RangeError(`stripped organic ${strippedOrganic} is above the equilibrium ${isotherm(feed)} of the feed`);
  const aqueous = new Float64Array(stages);
  const organic = new Float64Array(stages);
  const feedOf = (raffinate: number) => {
    let x = raffinate;
    let y = strippedOrganic;
    for (let j = stages - 1; j >= 0; j--) {
      aqueous[j] = x;
      organic[j] = isotherm(x);
      // Balance over stage j: what enters with the aqueous is what leaves.
      x += organicToAqueous * (organic[j] - y);
      y = organic[j];
      // Below the equilibrium of the stripped organic the construction runs away downwards, far above the feed upwards.
      if (!(x > 0)) return 0;
      if (x > 1e3 * feed) return x;
    }
    return x;
  };
  let [low, high] = [0, feed];
  for (let step = 0; step < 200 && high - low > 1e-16 * feed; step++) {
    const middle = (low + high) / 2;
    if (feedOf(middle) < feed) low = middle;
    else high = middle;
  }
  feedOf((low + high) / 2);
  return { raffinate: aqueous[stages - 1], loadedOrganic: organic[0], aqueous, organic };
}
