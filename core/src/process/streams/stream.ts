import type { StreamBasis } from "./basis.ts";
import type { Phase } from "./component.ts";

/** One stream at steady state. The array is written only by who made it. */
export interface Stream {
  readonly basis: StreamBasis;
  /** Flow in kg/h by slot of the basis, none negative. */
  readonly kgPerH: Float64Array;
  temperatureK: number;
  pressurePa: number;
}

export const ambient = { temperatureK: 298.15, pressurePa: 101_325 } as const;

/** A stream without flow at 25 °C and one atmosphere. */
export function emptyStream(basis: StreamBasis): Stream {
  return { basis, kgPerH: new Float64Array(basis.slots), ...ambient };
}

/** The same flows in an array of their own. */
export function copyStream(stream: Stream): Stream {
  return { ...stream, kgPerH: Float64Array.from(stream.kgPerH) };
}

/** Slot of a component, in a size class (0 the finest) for solids; -1 where the basis has none of that name. */
export function slotOf(basis: StreamBasis, id: string, sizeClass = 0): number {
  const c = basis.index.get(id);
  return c === undefined ? -1 : basis.firstSlot[c] + (basis.components[c].phase === "solid" ? sizeClass : 0);
}

/** Flow of one component in kg/h, all size classes together; 0 where the basis has none of that name. */
export function componentKgPerH(stream: Stream, id: string): number {
  const { basis, kgPerH } = stream;
  const c = basis.index.get(id);
  if (c === undefined) return 0;
  const from = basis.firstSlot[c];
  if (basis.components[c].phase !== "solid") return kgPerH[from];
  let sum = 0;
  for (let k = 0; k < basis.classes; k++) sum += kgPerH[from + k];
  return sum;
}

/** Flow of a phase in kg/h. */
export function phaseKgPerH({ basis, kgPerH }: Stream, phase: Phase): number {
  let sum = 0;
  for (let s = 0; s < kgPerH.length; s++)
    if (basis.components[basis.slotComponent[s]].phase === phase) sum += kgPerH[s];
  return sum;
}

/** Whole flow in kg/h. */
export function totalKgPerH({ kgPerH }: Stream): number {
  let sum = 0;
  for (const kg of kgPerH) sum += kg;
  return sum;
}

/**
 * Volume of a phase in m³/h. Solids: Σ kg / density. Liquids: the carriers (water, diluent) alone make the volume, solutes
 * add none, as in the dilute limit. Gas: Σ kg / density at 25 °C.
 */
export function phaseM3PerH({ basis, kgPerH }: Stream, phase: Phase): number {
  let volume = 0;
  for (let s = 0; s < kgPerH.length; s++) {
    const component = basis.components[basis.slotComponent[s]];
    if (component.phase !== phase) continue;
    if (component.isCarrier || phase === "solid" || phase === "gas") volume += kgPerH[s] / component.densityKgPerM3;
  }
  return volume;
}

/** Flows of the elements in mol/h in the order of `basis.elements`, net charge last. */
export function elementMolPerH({ basis, kgPerH }: Stream): Float64Array {
  const n = basis.components.length;
  const perComponent = new Float64Array(n);
  for (let s = 0; s < kgPerH.length; s++) perComponent[basis.slotComponent[s]] += kgPerH[s];
  const flows = new Float64Array(basis.elements.length);
  for (let e = 0; e < flows.length; e++)
    for (let c = 0; c < n; c++) flows[e] += basis.molPerKg[e * n + c] * perComponent[c];
  return flows;
}

/** Heat capacities in kJ/(kg K): water and silicate rock at 25 °C, a kerosene, air; rounded. */
const heatCapacity: Readonly<Record<Phase, number>> = { solid: 0.85, aqueous: 4.18, organic: 2.0, gas: 1.01 };

/** Heat capacity flow in kJ/(h K) with one usual figure per phase. */
export function heatCapacityKjPerHK({ basis, kgPerH }: Stream): number {
  let sum = 0;
  for (let s = 0; s < kgPerH.length; s++)
    sum += kgPerH[s] * heatCapacity[basis.components[basis.slotComponent[s]].phase];
  return sum;
}

/** Sum of streams: flows add, temperature is the mean by heat capacity, pressure the lowest of those that flow. */
export function mixStreams(basis: StreamBasis, streams: readonly Stream[]): Stream {
  if (streams.length === 1) return copyStream(streams[0]);
  const mixed = emptyStream(basis);
  let weight = 0;
  let heat = 0;
  let pressure = Number.POSITIVE_INFINITY;
  for (const stream of streams) {
    for (let s = 0; s < mixed.kgPerH.length; s++) mixed.kgPerH[s] += stream.kgPerH[s];
    const capacity = heatCapacityKjPerHK(stream);
    if (!(capacity > 0)) continue;
    weight += capacity;
    heat += capacity * stream.temperatureK;
    pressure = Math.min(pressure, stream.pressurePa);
  }
  if (weight > 0) {
    mixed.temperatureK = heat / weight;
    mixed.pressurePa = pressure;
  }
  return mixed;
}

/**
 * Splits a stream by slot: the first takes `share(slot)` of each amount, the second the rest, so nothing is lost.
 * @param share fraction to the first stream, cut to 0 ... 1
 */
export function splitStream(stream: Stream, share: (slot: number) => number): [Stream, Stream] {
  const [first, second] = [copyStream(stream), copyStream(stream)];
  for (let s = 0; s < stream.kgPerH.length; s++) {
    const amount = stream.kgPerH[s];
    const taken = amount * Math.min(1, Math.max(0, share(s)));
    first.kgPerH[s] = taken;
    second.kgPerH[s] = amount - taken;
  }
  return [first, second];
}

/** Amount of a component in kmol/h, all sizes. */
export function componentKmolPerH(stream: Stream, id: string): number {
  const c = stream.basis.index.get(id);
  return c === undefined ? 0 : componentKgPerH(stream, id) / stream.basis.components[c].molarMassGPerMol;
}
