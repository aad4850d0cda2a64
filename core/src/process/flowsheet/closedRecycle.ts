import type { Stream } from "../streams/stream.ts";
import type { Flowsheet, Section } from "./prepareFlowsheet.ts";

/** A component that enters part of a recycle and finds no outlet from it. */
export interface ClosedRecycle {
  readonly component: string;
  /** Units it cannot leave, in order of the section. */
  readonly units: readonly number[];
  /** Streams between them that carry it. */
  readonly streams: readonly number[];
  readonly entersKgPerH: number;
}

/** Share of a unit's intake that counts as used up or gone elsewhere; of all feeds that counts as entering. */
const leastShare = 1e-9;

/**
 * Components that a section takes in and cannot give off, from the streams of one pass: in the graph of the streams that carry a
 * component, units from which no unit is reached that sends it out of the section or uses it up. At steady state none may enter there.
 * A unit that lets a component out only above some amount (a solubility) looks closed below it: look again with more of it.
 * @param entered torn streams as they entered that pass, by number: the pass has replaced them by what came back
 */
export function closedRecycles(
  flowsheet: Flowsheet,
  section: Section,
  streams: readonly Stream[],
  entered: ReadonlyMap<number, Stream>,
): ClosedRecycle[] {
  const { basis } = flowsheet;
  const least = leastShare * fedKgPerH(flowsheet, streams);
  const links = sectionLinks(flowsheet, section);
  return basis.components.flatMap(({ id, phase }, c): ClosedRecycle[] => {
    const first = basis.firstSlot[c];
    const end = first + (phase === "solid" ? basis.classes : 1);
    const sum = ({ kgPerH }: Stream) => {
      let kg = 0;
      for (let i = first; i < end; i++) kg += kgPerH[i];
      return kg;
    };
    const flows: Flows = { out: (s) => sum(streams[s]), in: (s) => sum(entered.get(s) ?? streams[s]) };
    const found = closedFor(links, flows, least);
    return found === null ? [] : [{ component: id, ...found }];
  });
}

/** All that is fed to a plant, kg/h. */
export function fedKgPerH({ streamFrom }: Flowsheet, streams: readonly Stream[]): number {
  let fed = 0;
  for (const [s, stream] of streams.entries()) if (streamFrom[s] < 0) for (const kg of stream.kgPerH) fed += kg;
  return fed;
}

/** Units of a section with their streams; `next` and `before` are units of the section, −1 outside it. */
interface Links {
  readonly units: readonly number[];
  readonly inlets: readonly { readonly stream: number; readonly before: number }[][];
  readonly outlets: readonly { readonly stream: number; readonly next: number }[][];
}

/** kg/h of one component in a stream as its unit gave it and as the next took it. */
interface Flows {
  readonly out: (stream: number) => number;
  readonly in: (stream: number) => number;
}

function sectionLinks({ units, streamFrom, streamTo }: Flowsheet, section: Section): Links {
  const place = new Map(section.units.map((u, i) => [u, i]));
  return {
    units: section.units,
    inlets: section.units.map((u) =>
      [...units[u].inlets.values()].flat().map((stream) => ({ stream, before: place.get(streamFrom[stream]) ?? -1 })),
    ),
    outlets: section.units.map((u) =>
      [...units[u].outlets.values()].map((stream) => ({ stream, next: place.get(streamTo[stream]) ?? -1 })),
    ),
  };
}

function closedFor(
  { units, inlets, outlets }: Links,
  flows: Flows,
  least: number,
): Omit<ClosedRecycle, "component"> | null {
  const n = units.length;
  const taken = new Float64Array(n);
  const given = new Float64Array(n);
  const canLeave = new Uint8Array(n);
  const queue: number[] = [];
  for (let i = 0; i < n; i++) {
    for (const { stream } of inlets[i]) taken[i] += flows.in(stream);
    let out = 0;
    for (const { stream, next } of outlets[i]) {
      const flow = flows.out(stream);
      given[i] += flow;
      if (next < 0) out += flow;
    }
    if (!(out > 0 || taken[i] - given[i] > leastShare * taken[i])) continue;
    canLeave[i] = 1;
    queue.push(i);
  }
  while (queue.length > 0) {
    const i = queue.pop() as number;
    for (const { stream, before } of inlets[i]) {
      if (before < 0 || canLeave[before] === 1 || !(flows.in(stream) > 0)) continue;
      canLeave[before] = 1;
      queue.push(before);
    }
  }
  let enters = 0;
  const closed: number[] = [];
  const between: number[] = [];
  for (let i = 0; i < n; i++) {
    if (canLeave[i] === 1 || !(given[i] > 0)) continue;
    closed.push(units[i]);
    for (const { stream, before } of inlets[i]) if (before < 0 || canLeave[before] === 1) enters += flows.in(stream);
    if (given[i] - taken[i] > leastShare * given[i]) enters += given[i] - taken[i];
    for (const { stream } of outlets[i]) if (flows.out(stream) > 0) between.push(stream);
  }
  return enters > least ? { units: closed, streams: between, entersKgPerH: enters } : null;
}
