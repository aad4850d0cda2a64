import { bacterialActivity, dissolvedOxygen } from "./bioleach.ts";
import { gasConstant } from "./kinetics.ts";

/** A mineral of a heap with its rate and what one mole of it uses and sets free. */
export interface HeapMineral {
  readonly molPerKg: number;
  /** k at 30 °C and air saturation. */
  readonly ratePerDay: number;
  readonly ultimate: number;
  readonly lagDays: number;
  readonly isBacterial: boolean;
  readonly heatKjPerMol: number;
  /** mol of oxygen used by one mole; 0 where none. */
  readonly oxygenMolPerMol: number;
  /** mol of acid used by one mole; negative where acid is set free. */
  readonly acidMolPerMol: number;
}

/** One lift under irrigation from above and air from below. */
export interface HeapColumn {
  readonly liftM: number;
  readonly bulkDensityKgPerM3: number;
  /** kg of held water per kg of dry ore. */
  readonly moisture: number;
  readonly days: number;
  readonly solutionKgPerM2H: number;
  readonly solutionC: number;
  readonly acidMolPerM2H: number;
  readonly airKgPerM2H: number;
  readonly airC: number;
  readonly oxygenMolPerM2H: number;
  /** Oxygen in the gas that enters. */
  readonly gasOxygenKgPerM3: number;
  readonly halfSaturationKgPerM3: number;
  readonly conductivityWPerMK: number;
  /** Heat lost from the surface besides what gas and liquor carry. */
  readonly surfaceWPerM2K: number;
  readonly startC: number;
  readonly minerals: readonly HeapMineral[];
}

/** The lift at the end, and sums over its time. */
export interface HeapColumnResult {
  /** Mean conversion of each mineral. */
  readonly conversion: Float64Array;
  /** Top first. */
  readonly temperatureC: Float64Array;
  readonly peakC: number;
  /** Means over time of the liquor at the base and of the whole lift. */
  readonly drainC: number;
  readonly meanC: number;
  readonly oxygenUsedMolPerM2: number;
  readonly acidUsedMolPerM2: number;
  readonly heatKjPerM2: number;
  /** Heat stored and carried off; equals the heat set free. */
  readonly heatFoundKjPerM2: number;
  /** Share of the wanted extent that shortage of oxygen and of acid left undone. */
  readonly oxygenLimited: number;
  readonly acidLimited: number;
}

const layers = 20;
const steps = 400;
/** kJ/(kg K) of rock, water and dry air; latent heat of water at 0 °C in kJ/kg. */
const [rock, water, dryAir, latent] = [0.85, 4.18, 1.006, 2501];

/**
 * Leaching of a lift in one dimension: first-order minerals, oxygen carried up by the gas, acid carried down by the liquor, heat by both
 * and by conduction. In each layer
 * dX/dt = k φ(T, O₂) (X∞ − X), cut where oxygen or acid runs out;
 * ρc ∂T/∂t = λ ∂²T/∂z² − G_l c_l ∂T/∂z + G_g c_g ∂T/∂z + Σ heat, c_g with the vapour that saturated gas takes up;
 * gas and liquor hold nothing (quasi-steady plug flow), upwind, implicit in temperature.
 * @see Casas, Vargas, Martinez and Moreno (1998), Metall. Mater. Trans. B 29, 899-909 (uptake of oxygen, coupling of heat and gas);
 * Dixon (2000), Analysis of heat conservation during copper sulphide heap leaching, Hydrometallurgy 58, 27-41 (heat carried by gas and
 * liquor; recalled, not checked against the paper)
 */
export function heapColumn(heap: HeapColumn): HeapColumnResult {
  const run = new ColumnRun(heap);
  for (let step = 0; step < steps; step++) run.advance(step);
  return run.result();
}

class ColumnRun {
  readonly #heap: HeapColumn;
  readonly #dtH: number;
  readonly #dzM: number;
  /** Conversion by mineral and layer; wanted and reached rise of it in a step. */
  readonly #x: readonly Float64Array[];
  readonly #rise: readonly Float64Array[];
  readonly #t: Float64Array;
  /** Oxygen that meets each layer, by what is fed. */
  readonly #gasShare = new Float64Array(layers).fill(1);
  readonly #heatKj = new Float64Array(layers);
  #peakC: number;
  #drain = 0;
  #mean = 0;
  #oxygen = 0;
  #acid = 0;
  #heat = 0;
  #carried = 0;
  #wanted = 0;
  #noOxygen = 0;
  #noAcid = 0;

  constructor(heap: HeapColumn) {
    this.#heap = heap;
    this.#dtH = (24 * heap.days) / steps;
    this.#dzM = heap.liftM / layers;
    this.#x = heap.minerals.map(() => new Float64Array(layers));
    this.#rise = heap.minerals.map(() => new Float64Array(layers));
    this.#t = new Float64Array(layers).fill(heap.startC);
    this.#peakC = heap.startC;
  }

  advance(step: number): void {
    this.#want((step + 1) * this.#dtH);
    this.#percolate();
    this.#breathe();
    // Once more: where acid is set free by what oxygen has cut, less of it is there.
    this.#percolate();
    this.#react();
    this.#warm();
  }

  /** kg of ore under one square metre of a layer. */
  get #oreKg(): number {
    return this.#heap.bulkDensityKgPerM3 * this.#dzM;
  }

  /** What each mineral would react in this step in the gas of the step before. */
  #want(endH: number): void {
    const { minerals, oxygenMolPerM2H, gasOxygenKgPerM3, halfSaturationKgPerM3: km } = this.#heap;
    for (let j = 0; j < layers; j++) {
      const kelvin = Math.min(368, Math.max(250, this.#t[j] + 273.15));
      const dissolved = oxygenMolPerM2H > 0 ? dissolvedOxygen(gasOxygenKgPerM3 * this.#gasShare[j], kelvin) : 0;
      const activity = bacterialActivity(kelvin, dissolved, km);
      for (const [m, mineral] of minerals.entries()) {
        const time = Math.min(this.#dtH, Math.max(0, endH - 24 * mineral.lagDays));
        const k = (mineral.ratePerDay / 24) * (mineral.isBacterial ? activity : 1);
        this.#rise[m][j] = -Math.max(0, mineral.ultimate - this.#x[m][j]) * Math.expm1(-k * time);
        this.#wanted += this.#rise[m][j] * mineral.molPerKg;
      }
    }
  }

  /** Liquor from the top down: cuts what uses acid where it runs out. */
  #percolate(): void {
    const { minerals, acidMolPerM2H } = this.#heap;
    let left = acidMolPerM2H * this.#dtH;
    for (let j = 0; j < layers; j++) {
      let demand = 0;
      for (const [m, { acidMolPerMol, molPerKg }] of minerals.entries()) {
        const mol = this.#rise[m][j] * molPerKg * this.#oreKg * acidMolPerMol;
        if (mol > 0) demand += mol;
        else left -= mol;
      }
      const cut = demand > left ? left / demand : 1;
      for (const [m, { acidMolPerMol, molPerKg }] of minerals.entries())
        if (acidMolPerMol > 0 && cut < 1) {
          this.#noAcid += this.#rise[m][j] * (1 - cut) * molPerKg;
          this.#rise[m][j] *= cut;
        }
      left -= demand * cut;
    }
  }

  /** Gas from the base up: cuts what uses oxygen where it runs out, and keeps what is left for the next step. */
  #breathe(): void {
    const { minerals, oxygenMolPerM2H } = this.#heap;
    const fed = oxygenMolPerM2H * this.#dtH;
    let left = fed;
    for (let j = layers - 1; j >= 0; j--) {
      this.#gasShare[j] = fed > 0 ? left / fed : 0;
      let demand = 0;
      for (const [m, { oxygenMolPerMol, molPerKg }] of minerals.entries())
        demand += Math.max(0, oxygenMolPerMol) * this.#rise[m][j] * molPerKg * this.#oreKg;
      const cut = demand > left ? left / demand : 1;
      for (const [m, { oxygenMolPerMol, molPerKg }] of minerals.entries())
        if (oxygenMolPerMol > 0 && cut < 1) {
          this.#noOxygen += this.#rise[m][j] * (1 - cut) * molPerKg;
          this.#rise[m][j] *= cut;
        }
      left = Math.max(0, left - demand * cut);
    }
  }

  /** Takes the rises as done. */
  #react(): void {
    this.#heatKj.fill(0);
    for (const [m, mineral] of this.#heap.minerals.entries())
      for (let j = 0; j < layers; j++) {
        const rise = this.#rise[m][j];
        this.#x[m][j] += rise;
        const mol = rise * mineral.molPerKg * this.#oreKg;
        this.#heatKj[j] += mol * mineral.heatKjPerMol;
        this.#oxygen += mol * Math.max(0, mineral.oxygenMolPerMol);
        this.#acid += mol * mineral.acidMolPerMol;
      }
  }

  /** One implicit step of the temperature; the matrix has three diagonals. */
  #warm(): void {
    const heap = this.#heap;
    const t = this.#t;
    const dtH = this.#dtH;
    const stored = this.#oreKg * (rock + water * heap.moisture);
    const liquor = heap.solutionKgPerM2H * water * dtH;
    const gas = heap.airKgPerM2H * humidAir(t.reduce((sum, c) => sum + c, 0) / layers) * dtH;
    const conduction = ((heap.conductivityWPerMK * 3.6) / this.#dzM) * dtH;
    const surface = heap.surfaceWPerM2K * 3.6 * dtH;
    const lower = new Float64Array(layers).fill(-conduction - liquor);
    const upper = new Float64Array(layers).fill(-conduction - gas);
    const diagonal = new Float64Array(layers).fill(stored + liquor + gas + 2 * conduction);
    const right = t.map((c, j) => stored * c + this.#heatKj[j]);
    diagonal[0] += surface - conduction;
    diagonal[layers - 1] -= conduction;
    right[0] += liquor * heap.solutionC + surface * heap.airC;
    right[layers - 1] += gas * heap.airC;
    for (let j = 1; j < layers; j++) {
      const share = lower[j] / diagonal[j - 1];
      diagonal[j] -= share * upper[j - 1];
      right[j] -= share * right[j - 1];
    }
    for (let j = layers - 1; j >= 0; j--) {
      const next = j + 1 < layers ? upper[j] * t[j + 1] : 0;
      t[j] = (right[j] - next) / diagonal[j];
    }
    for (const kj of this.#heatKj) this.#heat += kj;
    this.#carried +=
      liquor * (t[layers - 1] - heap.solutionC) + gas * (t[0] - heap.airC) + surface * (t[0] - heap.airC);
    this.#drain += t[layers - 1] / steps;
    for (const c of t) {
      this.#mean += c / (layers * steps);
      this.#peakC = Math.max(this.#peakC, c);
    }
  }

  result(): HeapColumnResult {
    const stored = this.#oreKg * (rock + water * this.#heap.moisture);
    return {
      conversion: Float64Array.from(this.#x, (x) => x.reduce((sum, value) => sum + value, 0) / layers),
      temperatureC: this.#t,
      peakC: this.#peakC,
      drainC: this.#drain,
      meanC: this.#mean,
      oxygenUsedMolPerM2: this.#oxygen,
      acidUsedMolPerM2: this.#acid,
      heatKjPerM2: this.#heat,
      heatFoundKjPerM2: this.#carried + this.#t.reduce((sum, c) => sum + stored * (c - this.#heap.startC), 0),
      oxygenLimited: this.#wanted > 0 ? this.#noOxygen / this.#wanted : 0,
      acidLimited: this.#wanted > 0 ? this.#noAcid / this.#wanted : 0,
    };
  }
}

/** Pressure of water over water in kPa at 1-100 °C. Antoine's equation with 8.07131, 1730.63, 233.426 (mmHg); Perry's Handbook. */
function vapourKPa(celsius: number): number {
  return 0.133322 * 10 ** (8.07131 - 1730.63 / (233.426 + celsius));
}

/** Heat in kJ that a kilogram of dry air kept saturated takes up for one degree; above 80 °C that at 80 °C. */
export function humidAir(celsius: number): number {
  const c = Math.min(80, Math.max(1, celsius));
  const held = (at: number) => (0.622 * vapourKPa(at)) / (101.325 - vapourKPa(at));
  return dryAir + latent * (held(c + 0.5) - held(c - 0.5));
}

/**
 * Air that a warm lift draws through itself in kg/(m² h): Darcy's law with the difference of the densities outside and inside,
 * K ρ g (ρ_out − ρ_in)/μ, ideal gas, vapour included; none where the lift is the colder.
 * @param permeabilityM2 K, 1e-12 (fines) to 1e-8 (coarse rock)
 * @see Casas et al. (1998), as above (natural convection in a heap)
 */
export function naturalDraftKgPerM2H(permeabilityM2: number, airC: number, heapC: number): number {
  const density = (celsius: number, moistKPa: number) =>
    ((101.325 - moistKPa) * 28.96 + moistKPa * 18.015) / (gasConstant * (celsius + 273.15));
  const outside = density(airC, 0);
  const inside = density(Math.min(99, heapC), vapourKPa(Math.min(99, heapC)));
  return Math.max(0, (permeabilityM2 * outside * 9.81 * (outside - inside) * 3600) / 1.85e-5);
}
