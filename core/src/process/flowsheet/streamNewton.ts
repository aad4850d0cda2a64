import { copyStream, type Stream } from "../streams/stream.ts";
import type { PreparedUnit, Section } from "./prepareFlowsheet.ts";
import { solveSparse } from "./sparseSolve.ts";
import type { TearState } from "./tearState.ts";
import { isRefusal, unitInlets, type UnitPasses } from "./unitPasses.ts";

/** Relative step of a difference. */
const step = 1e-6;
/** Smallest size of a flow, kg/h, and of a step over the largest flow of its slot. */
const least = 1e-15;
/** Kelvin that count as one unit of temperature in the equations. */
const temperatureK = 1e3;

/**
 * Newton's step for torn flows by way of all streams of a section: each unit is linearised alone by differences, and the sparse system of
 * all stream flows is eliminated directly. The cost grows with the units, not with the square of the torn flows: for long chains.
 *
 * @param entered torn streams as they entered the last pass, by number; `units.streams` is what it gave
 * @param f what came back less what entered, in the order of `state`
 * @returns the step of the torn flows; null where the system is singular or a unit refuses the differences
 * @see Westerberg, Hutchison, Motard and Winter (1979), Process Flowsheeting, ch. 2 (equation-oriented solution)
 */
export function streamNewtonStep(
  units: UnitPasses,
  section: Section,
  entered: ReadonlyMap<number, Stream>,
  state: TearState,
  f: Float64Array,
): Float64Array | null {
  const system = new StreamSystem(units, section, entered);
  for (const u of section.units) if (!system.addUnit(units.flowsheet.units[u])) return null;
  for (let k = 0; k < f.length; k++) system.addResidual(state.streamOf(k), state.slotOf(k), f[k]);
  const moves = solveSparse(system.rows, system.right);
  return moves === null ? null : f.map((_, k) => system.move(moves, state.streamOf(k), state.slotOf(k)));
}

/** Runs of units that the differences of a section take. */
export function linearisingRuns(units: UnitPasses, section: Section): number {
  let runs = section.units.length;
  for (const s of innerStreams(units, section)) {
    runs++;
    for (const kg of units.streams[s].kgPerH) if (kg > 0) runs++;
  }
  return runs;
}

/** Streams from a unit of the section to one of it. */
function innerStreams({ flowsheet }: UnitPasses, section: Section): number[] {
  const inside = new Set(section.units);
  return section.units.flatMap((u) =>
    [...flowsheet.units[u].outlets.values()].filter((s) => inside.has(flowsheet.streamTo[s])),
  );
}

/** The equations δ_out = Σ ∂out/∂in δ_in of all streams inside a section; flows of one slot in units of the largest of them. */
class StreamSystem {
  readonly rows: Map<number, number>[] = [];
  readonly #right: number[] = [];
  readonly #units: UnitPasses;
  readonly #entered: ReadonlyMap<number, Stream>;
  /** First unknown of each stream: its active slots in order, then the temperature. */
  readonly #first = new Map<number, number>();
  readonly #slots = new Map<number, readonly number[]>();
  readonly #size: number[] = [];
  /** Largest flow of each slot in the section. */
  readonly #most: Float64Array;

  constructor(units: UnitPasses, section: Section, entered: ReadonlyMap<number, Stream>) {
    this.#units = units;
    this.#entered = entered;
    const inner = innerStreams(units, section);
    this.#most = new Float64Array(units.flowsheet.basis.slots).fill(least);
    for (const s of inner)
      for (const { kgPerH } of [this.#at(s), units.streams[s]])
        for (const [i, kg] of kgPerH.entries()) if (kg > this.#most[i]) this.#most[i] = kg;
    for (const s of inner) this.#addStream(s);
  }

  get right(): Float64Array {
    return Float64Array.from(this.#right);
  }

  #addStream(s: number): void {
    const before = this.#at(s).kgPerH;
    const after = this.#units.streams[s].kgPerH;
    const slots: number[] = [];
    for (let i = 0; i < before.length; i++) if (before[i] > 0 || after[i] > 0) slots.push(i);
    this.#first.set(s, this.rows.length);
    this.#slots.set(s, slots);
    for (const i of slots) this.#addUnknown(this.#most[i]);
    this.#addUnknown(temperatureK);
  }

  #addUnknown(size: number): void {
    this.rows.push(new Map([[this.rows.length, 1]]));
    this.#right.push(0);
    this.#size.push(size);
  }

  /** A stream as its consumer took it in the last pass. */
  #at(s: number): Stream {
    return this.#entered.get(s) ?? this.#units.streams[s];
  }

  #unknown(s: number, slot: number): number {
    const slots = this.#slots.get(s) ?? [];
    const at = slot < 0 ? slots.length : slots.indexOf(slot);
    return at < 0 ? -1 : (this.#first.get(s) ?? 0) + at;
  }

  /** Enters the derivatives of a unit's outlets. @returns false where it refuses */
  addUnit(unit: PreparedUnit): boolean {
    const base = this.#run(unit, -1, null);
    if (base === null) return false;
    for (const numbers of unit.inlets.values())
      for (const s of numbers) {
        const slots = this.#slots.get(s);
        if (slots === undefined) continue;
        for (const slot of [...slots, -1]) {
          const from = this.#unknown(s, slot);
          const moved = copyStream(this.#at(s));
          const h = slot < 0 ? 0.01 : this.#difference(unit, slot);
          if (slot < 0) moved.temperatureK += h;
          else moved.kgPerH[slot] += h;
          const ahead = this.#run(unit, s, moved);
          if (ahead === null) return false;
          this.#enter(unit, from, h, base, ahead);
        }
      }
    return true;
  }

  /** Step of a flow: against all of it that the unit takes, for one stream of it may be too small to be seen beside another. */
  #difference(unit: PreparedUnit, slot: number): number {
    let taken = 0;
    for (const numbers of unit.inlets.values()) for (const s of numbers) taken += this.#at(s).kgPerH[slot];
    return Math.max(step * taken, least * this.#most[slot]);
  }

  #enter(
    unit: PreparedUnit,
    from: number,
    h: number,
    base: Readonly<Record<string, Stream>>,
    ahead: Readonly<Record<string, Stream>>,
  ): void {
    for (const [port, out] of unit.outlets) {
      const slots = this.#slots.get(out);
      if (slots === undefined) continue;
      const first = this.#first.get(out) ?? 0;
      const put = (to: number, change: number) => {
        if (change === 0) return;
        const row = this.rows[to];
        row.set(from, (row.get(from) ?? 0) - ((change / h) * this.#size[from]) / this.#size[to]);
      };
      for (const [k, slot] of slots.entries()) put(first + k, ahead[port].kgPerH[slot] - base[port].kgPerH[slot]);
      put(first + slots.length, ahead[port].temperatureK - base[port].temperatureK);
    }
  }

  /** Outlets of a unit with one of its inlet streams replaced; null where it refuses. */
  #run(unit: PreparedUnit, replaced: number, by: Stream | null): Readonly<Record<string, Stream>> | null {
    const { basis } = this.#units.flowsheet;
    const inlets = unitInlets(basis, unit, (s) => (s === replaced && by !== null ? by : this.#at(s)));
    try {
      return unit.op.run({
        basis,
        inlets,
        parameters: unit.parameters,
        memory: unit.memory,
        path: `unit ${unit.id}`,
      }).outlets;
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  }

  addResidual(s: number, slot: number, value: number): void {
    const k = this.#unknown(s, slot);
    if (k >= 0) this.#right[k] = value / this.#size[k];
  }

  /** The step of one flow or temperature; nothing where it is no unknown. */
  move(moves: Float64Array, s: number, slot: number): number {
    const k = this.#unknown(s, slot);
    return k < 0 ? 0 : moves[k] * this.#size[k];
  }
}
