import { bisulfateConstant, freeHydrogenMolPerL } from "./acidity.ts";

/** An oxide that dissolves: rate = V ε B [H⁺]^A (1 − X)^(2/3), mol of oxide per hour. */
export interface LeachedOxide {
  readonly name: string;
  /** mol of oxide per hour in the solids that enter. */
  readonly feedMolPerH: number;
  /** A. */
  readonly acidOrder: number;
  /** B in mol/(kg h) at [H⁺] = 1 mol/L. */
  readonly rateMolPerKgH: number;
  /** kg per mol. */
  readonly molarMassKgPerMol: number;
  /** mol H⁺ taken up by a mol of oxide. */
  readonly acidPerMol: number;
  /** mol of water made by a mol of oxide. */
  readonly waterPerMol: number;
}

/** Feeds and vessels of a train of stirred tanks. */
export interface TankLeach {
  readonly tanks: number;
  readonly tankVolumeL: number;
  readonly oxides: readonly LeachedOxide[];
  /** kg/h of solids that do not dissolve. */
  readonly inertKgPerH: number;
  readonly solidDensityKgPerL: number;
  /** Water in the liquor, kg/h; one litre weighs one kilogram. */
  readonly waterKgPerH: number;
  readonly waterKgPerMol: number;
  /** Free H⁺ and HSO₄⁻ entering, mol/h. */
  readonly acidMolPerH: number;
  readonly sulfateMolPerH: number;
  readonly ka?: number;
}

/** One tank at steady state. */
export interface LeachTank {
  /** Conversion of each oxide since the feed of the train. */
  readonly conversion: Float64Array;
  readonly hydrogenMolPerL: number;
  readonly solidsKgPerL: number;
  readonly acidMolPerH: number;
  readonly waterKgPerH: number;
  readonly solidsKgPerH: number;
}

/**
 * Acid leach of oxides in a train of well-mixed tanks, solids and liquor together, shrinking-core rate with an order in free
 * acid; ε, kg of solids per litre of slurry, is that of the tank's own outlet. Each tank is one equation in its [H⁺]: more acid
 * dissolves more and leaves less, so there is one root, found by bracketing in ln [H⁺].
 *
 * @param guess [H⁺] of each tank from an earlier run, to begin near the root
 * @see Rate form and constants: PrOMMiS, West Kentucky No. 13 coal refuse; Levenspiel (1999), ch. 25
 */
export function tankLeach(spec: TankLeach, guess?: Float64Array): LeachTank[] {
  const n = spec.oxides.length;
  const tanks: LeachTank[] = [];
  let conversion = new Float64Array(n);
  let acid = spec.acidMolPerH;
  let water = spec.waterKgPerH;
  for (let k = 0; k < spec.tanks; k++) {
    const tank = oneTank(spec, conversion, acid, water, guess?.[k] ?? 0);
    tanks.push(tank);
    conversion = Float64Array.from(tank.conversion);
    acid = tank.acidMolPerH;
    water = tank.waterKgPerH;
  }
  return tanks;
}

function oneTank(spec: TankLeach, before: Float64Array, acid: number, water: number, guess: number): LeachTank {
  const { oxides, tankVolumeL: volume } = spec;
  const n = oxides.length;
  const ka = spec.ka ?? bisulfateConstant;
  const conversion = Float64Array.from(before);
  let state = { acid, water, solids: 0, epsilon: 0, free: 0 };
  const logRate = Float64Array.from(oxides, ({ rateMolPerKgH }) => Math.log(volume * rateMolPerKgH));

  /** ln of the free acid that is left over the [H⁺] assumed; falls with h. */
  const residual = (lnH: number): number => {
    let epsilon = state.epsilon;
    for (let round = 0; round < 60; round++) {
      let solids = spec.inertKgPerH;
      let used = 0;
      let made = 0;
      for (let j = 0; j < n; j++) {
        const oxide = oxides[j];
        const feed = oxide.feedMolPerH;
        if (!(feed > 0)) continue;
        const k = (epsilon * Math.exp(logRate[j] + oxide.acidOrder * lnH)) / feed;
        const x = implicitConversion(before[j], k);
        conversion[j] = x;
        solids += feed * (1 - x) * oxide.molarMassKgPerMol;
        const dissolved = feed * (x - before[j]);
        used += dissolved * oxide.acidPerMol;
        made += dissolved * oxide.waterPerMol;
      }
      const waterOut = water + made * spec.waterKgPerMol;
      const next = solids > 0 ? solids / (solids / spec.solidDensityKgPerL + waterOut) : 0;
      const left = acid - used;
      const free =
        left > 0 && waterOut > 0 ? freeHydrogenMolPerL(left / waterOut, spec.sulfateMolPerH / waterOut, ka) : 0;
      state = { acid: left, water: waterOut, solids, epsilon: next, free };
      const moved = Math.abs(next - epsilon);
      epsilon = next;
      if (moved <= 1e-14 * next) break;
    }
    return (state.free > 0 ? Math.log(state.free) : -80) - lnH;
  };

  const start = water > 0 ? freeHydrogenMolPerL(acid / water, spec.sulfateMolPerH / water, ka) : 0;
  const solidsIn =
    spec.inertKgPerH + oxides.reduce((sum, o, j) => sum + o.feedMolPerH * (1 - before[j]) * o.molarMassKgPerMol, 0);
  state.epsilon = solidsIn > 0 ? solidsIn / (solidsIn / spec.solidDensityKgPerL + water) : 0;
  if (!(start > 0)) {
    return {
      conversion: before,
      hydrogenMolPerL: 0,
      solidsKgPerL: state.epsilon,
      acidMolPerH: acid,
      waterKgPerH: water,
      solidsKgPerH: solidsIn,
    };
  }
  const lnH = rootBelow(residual, Math.log(start), guess > 0 ? Math.log(guess) : Math.log(start) - 0.5);
  residual(lnH);
  return {
    conversion,
    hydrogenMolPerL: Math.exp(lnH),
    solidsKgPerL: state.epsilon,
    acidMolPerH: Math.max(0, state.acid),
    waterKgPerH: state.water,
    solidsKgPerH: state.solids,
  };
}

/** X with X − X₀ = k (1 − X)^(2/3), 0 ≤ X < 1: with s = (1 − X)^(1/3), s³ + k s² = 1 − X₀, by Newton's method from above. */
function implicitConversion(before: number, k: number): number {
  const left = 1 - before;
  if (!(k > 0) || !(left > 0)) return before;
  if (!Number.isFinite(k)) return 1;
  let s = Math.cbrt(left);
  if (k > s) s = Math.min(s, Math.sqrt(left / k) * 1.0000001);
  for (let step = 0; step < 60; step++) {
    const f = s * s * (s + k) - left;
    const change = f / (s * (3 * s + 2 * k));
    s -= change;
    if (Math.abs(change) <= 1e-16 * s) break;
  }
  return Math.max(before, 1 - s * s * s);
}

/** Root of a falling function at or below `top`, where it is not positive, by secant steps kept inside a bracket. */
function rootBelow(f: (x: number) => number, top: number, guess: number): number {
  let high = top;
  let fHigh = f(high);
  if (fHigh >= 0) return high;
  let low = Math.min(guess, top - 1e-9);
  let fLow = f(low);
  let width = 0.05;
  while (fLow < 0 && low > -80) {
    high = low;
    fHigh = fLow;
    low -= width;
    width *= 3;
    fLow = f(low);
  }
  if (fLow < 0) return low;
  let side = 0;
  for (let step = 0; step < 100; step++) {
    // Illinois form of the false position: never leaves the bracket.
    const x = (low * fHigh - high * fLow) / (fHigh - fLow);
    const fx = f(x);
    if (Math.abs(fx) < 1e-13 || high - low < 1e-14 * Math.abs(high)) return x;
    if (fx > 0) {
      low = x;
      fLow = fx;
      if (side === 1) fHigh /= 2;
      side = 1;
    } else {
      high = x;
      fHigh = fx;
      if (side === -1) fLow /= 2;
      side = -1;
    }
  }
  return (low + high) / 2;
}
