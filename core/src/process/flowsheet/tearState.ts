import type { Stream } from "../streams/stream.ts";
import type { Flowsheet, Section } from "./prepareFlowsheet.ts";
import type { FlowName } from "./solution.ts";

/**
 * Torn streams as one vector: of each the flows that are not nothing, then its temperature. A flow that appears later is taken up
 * by `grow`.
 */
export class TearState {
  readonly #flowsheet: Flowsheet;
  readonly #tears: readonly number[];
  /** Torn stream and slot of each unknown; slot −1 is the temperature. */
  #tear: number[] = [];
  #slot: number[] = [];
  readonly #isActive: Uint8Array;

  constructor(flowsheet: Flowsheet, section: Section) {
    this.#flowsheet = flowsheet;
    this.#tears = section.tears;
    this.#isActive = new Uint8Array(flowsheet.basis.slots * section.tears.length);
    for (const t of section.tears.keys()) {
      this.#tear.push(t);
      this.#slot.push(-1);
    }
  }

  get length(): number {
    return this.#slot.length;
  }

  /** What the unknowns are, to tell whether differences of another solve fit. */
  get layout(): string {
    return `${this.#tears.join()}:${this.#slot.join()}`;
  }

  /** Takes up flows that have become something. @returns true when there are any */
  grow(streams: readonly Stream[]): boolean {
    const { slots } = this.#flowsheet.basis;
    const before = this.length;
    for (const [t, s] of this.#tears.entries())
      for (let i = 0; i < slots; i++) {
        if (this.#isActive[t * slots + i] === 1 || !(streams[s].kgPerH[i] > 0)) continue;
        this.#isActive[t * slots + i] = 1;
        this.#tear.push(t);
        this.#slot.push(i);
      }
    if (this.length === before) return false;
    const order = Array.from(this.#slot.keys()).sort(
      (a, b) => this.#tear[a] - this.#tear[b] || this.#slot[a] - this.#slot[b],
    );
    [this.#tear, this.#slot] = [order.map((k) => this.#tear[k]), order.map((k) => this.#slot[k])];
    return true;
  }

  read(streams: readonly Stream[]): Float64Array {
    return Float64Array.from(this.#slot, (slot, k) => {
      const stream = streams[this.#tears[this.#tear[k]]];
      return slot < 0 ? stream.temperatureK : stream.kgPerH[slot];
    });
  }

  /** Writes the unknowns; what is not among them is nothing. */
  write(streams: Stream[], x: Float64Array): void {
    const { basis } = this.#flowsheet;
    for (const s of this.#tears) streams[s] = { ...streams[s], basis, kgPerH: new Float64Array(basis.slots) };
    for (let k = 0; k < x.length; k++) {
      const stream = streams[this.#tears[this.#tear[k]]];
      if (this.#slot[k] < 0) stream.temperatureK = x[k];
      else stream.kgPerH[this.#slot[k]] = x[k];
    }
  }

  /** Flow itself, but at least 1e-12 of the whole stream and 1e-15 kg/h; of a temperature 1000 K. */
  scale(x: Float64Array, g: Float64Array): Float64Array {
    const totals = new Float64Array(this.#tears.length);
    for (let k = 0; k < x.length; k++) if (this.#slot[k] >= 0) totals[this.#tear[k]] += Math.max(x[k], g[k]);
    return x.map((value, k) => (this.#slot[k] < 0 ? 1e3 : Math.max(value, g[k], 1e-15, 1e-12 * totals[this.#tear[k]])));
  }

  nameOf(k: number): FlowName | null {
    const slot = this.#slot[k];
    if (slot === undefined) return null;
    const { basis, streamIds } = this.#flowsheet;
    const component = slot < 0 ? "temperature" : basis.components[basis.slotComponent[slot]].id;
    return { stream: streamIds[this.#tears[this.#tear[k]]], component };
  }

  /** Number of the stream of an unknown. */
  streamOf(k: number): number {
    return this.#tears[this.#tear[k]];
  }

  /** Slot of an unknown; −1 for a temperature. */
  slotOf(k: number): number {
    return this.#slot[k];
  }

  /** True for flows, false for temperatures. */
  isFlow(k: number): boolean {
    return this.#slot[k] >= 0;
  }
}

/** The largest |value|/scale and where it is. */
export function largestRatio(values: Float64Array, scale: Float64Array): { size: number; at: number } {
  let size = 0;
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const ratio = Math.abs(values[i]) / scale[i];
    if (ratio > size) {
      size = ratio;
      at = i;
    }
  }
  return { size, at };
}
