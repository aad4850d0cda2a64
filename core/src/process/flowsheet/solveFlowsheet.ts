import type { Issue } from "../../evidence/issue.ts";
import { copyStream, emptyStream, mixStreams, type Stream } from "../streams/stream.ts";
import { type Duties, UnitError } from "../unitOps/unitOp.ts";
import { Anderson } from "./anderson.ts";
import type { Flowsheet, PreparedUnit, Section } from "./prepareFlowsheet.ts";
import { QuasiNewton } from "./quasiNewton.ts";

/** Where a solve ended. */
export type SolveStatus = "converged" | "stalled" | "failed";

/** What lets the next solve of the same flowsheet begin near its end. */
export interface WarmStart {
  /** Torn streams by id. */
  readonly tears: ReadonlyMap<string, Stream>;
  /** What is known of the Jacobian of each section, by its number. */
  readonly jacobians: ReadonlyMap<number, { readonly layout: string; readonly newton: QuasiNewton }>;
}

/** A solved flowsheet, or the best state reached. */
export interface FlowsheetSolution {
  readonly status: SolveStatus;
  readonly streams: ReadonlyMap<string, Stream>;
  readonly duties: ReadonlyMap<string, Duties>;
  /** Runs through the units of recycles, polish included. */
  readonly passes: number;
  /** Largest change of a torn flow over the flow itself at the end. */
  readonly residual: number;
  /** Where that is. */
  readonly worst: { readonly stream: string; readonly component: string } | null;
  readonly tears: readonly string[];
  readonly issues: readonly Issue[];
  readonly warm: WarmStart;
}

export interface SolveOptions {
  readonly warm?: WarmStart;
  /** Feeds that take the place of the document's, by id of the stream. */
  readonly feeds?: ReadonlyMap<string, Stream>;
}

const usualTolerance = 1e-10;
const usualPasses = 500;
const depth = 24;
/** Most torn flows for which a Jacobian is built: it takes a pass for each. */
const newtonLimit = 400;
/** Residual below which nothing is left but rounding, and the passes spent to reach it after the tolerance is met. */
const closed = 1e-13;
const mostExtra = 3;
/** Residual at which it pays to build one. */
const newtonFrom = 1e-2;
/** A torn flow that outgrows all feeds by this has no way out. */
const runaway = 1e7;

/** A unit that stopped, and which. */
class UnitFailure extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/**
 * Solves a flowsheet section by section: units in order; in a knot of recycles the torn streams are iterated by Anderson acceleration,
 * with plain substitution when a step makes things worse, Wegstein's method when that stalls, and Newton's method on the torn flows
 * to polish. A failed solve keeps the best state and names unit and stream. No loop is unbounded.
 */
export function solveFlowsheet(flowsheet: Flowsheet, options: SolveOptions = {}): FlowsheetSolution {
  const run = new FlowsheetRun(flowsheet, options);
  return run.solve();
}

class FlowsheetRun {
  readonly #flowsheet: Flowsheet;
  readonly #options: SolveOptions;
  readonly #streams: Stream[];
  readonly #duties = new Map<string, Duties>();
  readonly #unitIssues = new Map<string, readonly Issue[]>();
  readonly #issues: Issue[] = [];
  readonly #jacobians = new Map<number, { layout: string; newton: QuasiNewton }>();
  #passes = 0;
  #residual = 0;
  #worst: { stream: string; component: string } | null = null;
  #status: SolveStatus = "converged";

  constructor(flowsheet: Flowsheet, options: SolveOptions) {
    this.#flowsheet = flowsheet;
    this.#options = options;
    const { basis, streamIds, feeds } = flowsheet;
    this.#streams = streamIds.map((id, s) => options.feeds?.get(id) ?? feeds.get(s) ?? emptyStream(basis));
  }

  solve(): FlowsheetSolution {
    const { sections, streamIds } = this.#flowsheet;
    for (const [k, section] of sections.entries()) {
      try {
        if (section.tears.length === 0) this.#pass(section);
        else this.#iterate(section, k);
      } catch (error) {
        if (!(error instanceof UnitFailure)) throw error;
        this.#status = "failed";
        this.#issues.push(error.issue);
        break;
      }
    }
    const tears = sections.flatMap((section) => section.tears);
    return {
      status: this.#status,
      streams: new Map(streamIds.map((id, s) => [id, this.#streams[s]])),
      duties: this.#duties,
      passes: this.#passes,
      residual: this.#residual,
      worst: this.#worst,
      tears: tears.map((s) => streamIds[s]),
      issues: [...this.#issues, ...[...this.#unitIssues.values()].flat()],
      warm: {
        tears: new Map(tears.map((s) => [streamIds[s], copyStream(this.#streams[s])])),
        jacobians: this.#jacobians,
      },
    };
  }

  /** Runs the units of a section once, in order. */
  #pass(section: Section): void {
    for (const u of section.units) this.#runUnit(this.#flowsheet.units[u]);
  }

  #runUnit(unit: PreparedUnit): void {
    const { basis } = this.#flowsheet;
    const path = `unit ${unit.id}`;
    const inlets: Record<string, Stream> = {};
    for (const { name } of unit.op.inlets) {
      const numbers = unit.inlets.get(name) ?? [];
      inlets[name] = mixStreams(
        basis,
        numbers.map((s) => this.#streams[s]),
      );
    }
    try {
      const result = unit.op.run({ basis, inlets, parameters: unit.parameters, memory: unit.memory, path });
      for (const [port, s] of unit.outlets) {
        const stream = result.outlets[port];
        checkFlows(stream, unit, port);
        this.#streams[s] = stream;
      }
      this.#duties.set(unit.id, result.duties ?? {});
      this.#unitIssues.set(unit.id, result.issues ?? []);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // A fault of ours shows itself; what a unit says about its feed is for the user.
      if (!(error instanceof RangeError || "code" in error)) throw error;
      const code = "code" in error && typeof error.code === "string" ? error.code : "process.unit-refuses";
      const fed = [...unit.inlets].map(
        ([port, numbers]) => `${port} from ${numbers.map((s) => this.#flowsheet.streamIds[s]).join(" + ")}`,
      );
      throw new UnitFailure({
        path,
        code,
        severity: "error",
        message: `${error.message} (inlets: ${fed.join(", ") || "none"}; the streams before it are kept)`,
      });
    }
  }

  #iterate(section: Section, number: number): void {
    const { document, streamIds } = this.#flowsheet;
    const tolerance = document.solver?.tolerance ?? usualTolerance;
    const most = document.solver?.maxPasses ?? usualPasses;
    const state = new TearState(this.#flowsheet, section);
    const warm = section.tears.map((s) => this.#options.warm?.tears.get(streamIds[s]));
    const isWarm = warm.every((stream) => stream !== undefined && stream.kgPerH.length === this.#flowsheet.basis.slots);
    if (isWarm) for (const [t, s] of section.tears.entries()) this.#streams[s] = copyStream(warm[t] as Stream);
    state.grow(this.#streams);
    const earlier = isWarm ? this.#options.warm?.jacobians.get(number) : undefined;
    let newton = earlier?.layout === state.layout ? earlier.newton.copy() : null;
    let anderson = new Anderson(depth);
    let wegstein: Wegstein | null = null;
    let builds = 0;
    let x = state.read(this.#streams);
    let best = { x, size: Number.POSITIVE_INFINITY };
    let last: { x: Float64Array; f: Float64Array; size: number } | null = null;
    let end = { g: x, size: Number.POSITIVE_INFINITY };
    let extra = 0;
    let sinceBest = 0;
    for (let pass = 0; pass < most; pass++) {
      const g = this.#evaluate(section, state, x);
      if (state.grow(this.#streams)) {
        // A component reaches the recycle for the first time: go on from what came back.
        x = state.read(this.#streams);
        anderson = new Anderson(depth);
        newton = null;
        last = null;
        best = { x, size: Number.POSITIVE_INFINITY };
        continue;
      }
      const f = g.map((value, i) => value - x[i]);
      const scale = state.scale(x, g);
      const { size, at } = largestRatio(f, scale);
      this.#residual = size;
      this.#worst = state.nameOf(at);
      if (size <= tolerance && size < end.size) end = { g, size };
      // A strong recycle multiplies what is left: a few more passes cost little and close the balance to rounding.
      if (end.size <= closed || (end.size <= tolerance && extra++ >= mostExtra)) {
        this.#residual = end.size;
        if (newton !== null) this.#jacobians.set(number, { layout: state.layout, newton });
        return this.#settle(section, state, end.g);
      }
      if (size < 0.9 * best.size) {
        best = { x: Float64Array.from(x), size };
        sinceBest = 0;
      } else sinceBest++;
      this.#refuseRunaway(state, x, section);
      if (newton !== null && last !== null) {
        if (size > 3 * last.size || sinceBest > 6) {
          // Far from where the Jacobian holds: begin again from the best point without it.
          newton = null;
          anderson = new Anderson(depth);
          last = null;
          x = Float64Array.from(best.x);
          continue;
        }
        const [before, beforeF] = [last.x, last.f];
        newton.update(
          x.map((value, i) => value - before[i]),
          f.map((value, i) => value - beforeF[i]),
        );
      }
      const wantsNewton = size < newtonFrom || sinceBest > 20;
      if (newton === null && wantsNewton && builds < 3 && state.length <= newtonLimit && sinceBest % 10 === 0) {
        builds++;
        newton = this.#jacobian(section, state, x, f, scale);
      }
      if (sinceBest > 40 && wegstein === null) wegstein = new Wegstein();
      last = { x, f, size };
      const next =
        newton !== null
          ? newton.step(f).map((value, i) => x[i] + value)
          : wegstein !== null
            ? wegstein.step(x, g)
            : anderson.step(x, f, scale);
      const isPlain = pass < 3 && !isWarm;
      // No flow below nothing: substitution keeps the sign, so a flow that would turn negative goes by it alone.
      x = next.map((value, i) => (!isPlain && value >= 0 && value <= 1e3 * (x[i] + g[i]) ? value : g[i]));
    }
    if (end.size <= tolerance) {
      this.#residual = end.size;
      return this.#settle(section, state, end.g);
    }
    this.#evaluate(section, state, best.x);
    this.#residual = best.size;
    this.#status = "stalled";
    const worst = this.#worst;
    this.#issues.push({
      path: worst === null ? "" : `stream ${worst.stream}`,
      code: "process.not-converged",
      severity: "error",
      message: `${worst?.component ?? "a flow"} still changes by ${best.size.toExponential(1)} of itself after ${this.#passes} passes, limit ${tolerance}; the best state is kept. Check the units of this recycle (${section.units
        .slice(0, 6)
        .map((u) => this.#flowsheet.units[u].id)
        .join(", ")}), give a purge, or raise solver.maxPasses`,
    });
  }

  /** Takes the last computed torn streams as they are, so that every stream is the outlet of its unit. */
  #settle(section: Section, state: TearState, g: Float64Array): void {
    state.write(this.#streams, g);
    this.#pass(section);
    this.#passes++;
  }

  /** One pass from given torn flows: the torn flows that come back. */
  #evaluate(section: Section, state: TearState, x: Float64Array): Float64Array {
    state.write(this.#streams, x);
    this.#pass(section);
    this.#passes++;
    return state.read(this.#streams);
  }

  /** The Jacobian of f = g − x by one pass for each torn flow, inverted; null where it is singular. */
  #jacobian(
    section: Section,
    state: TearState,
    x: Float64Array,
    f: Float64Array,
    scale: Float64Array,
  ): QuasiNewton | null {
    const n = x.length;
    const matrix = new Float64Array(n * n);
    for (let b = 0; b < n; b++) {
      const moved = Float64Array.from(x);
      const h = 1e-6 * scale[b];
      moved[b] += h;
      const ahead = this.#evaluate(section, state, moved);
      for (let a = 0; a < n; a++) matrix[a * n + b] = ((ahead[a] - moved[a] - f[a]) / h) * (scale[b] / scale[a]);
    }
    return QuasiNewton.from(matrix, scale);
  }

  #refuseRunaway(state: TearState, x: Float64Array, section: Section): void {
    let fed = 0;
    for (const [s, stream] of this.#streams.entries())
      if (this.#flowsheet.streamFrom[s] < 0) for (const kg of stream.kgPerH) fed += kg;
    const at = x.findIndex((value, k) => state.isFlow(k) && value > runaway * Math.max(fed, 1e-9));
    if (at < 0) return;
    const name = state.nameOf(at);
    throw new UnitFailure({
      path: `stream ${name?.stream ?? ""}`,
      code: "process.accumulates",
      severity: "error",
      message: `${name?.component ?? "a component"} accumulates without bound: nothing leaves the recycle through ${section.units
        .slice(0, 6)
        .map((u) => this.#flowsheet.units[u].id)
        .join(", ")}; add a purge or a split below 1`,
    });
  }
}

function checkFlows(stream: Stream | undefined, unit: PreparedUnit, port: string): asserts stream is Stream {
  if (stream === undefined) throw new UnitError("process.outlet-missing", `outlet ${port} was not computed`);
  const { kgPerH, basis } = stream;
  for (let i = 0; i < kgPerH.length; i++) {
    if (kgPerH[i] >= 0 && kgPerH[i] < Number.POSITIVE_INFINITY) continue;
    const component = basis.components[basis.slotComponent[i]].id;
    throw new UnitError(
      "process.bad-flow",
      `outlet ${port} of ${unit.op.kind} holds ${kgPerH[i]} kg/h of ${component}; check its parameters`,
    );
  }
}

function largestRatio(values: Float64Array, scale: Float64Array): { size: number; at: number } {
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

/**
 * Torn streams as one vector: of each the flows that are not nothing, then its temperature. A flow that appears later is taken up
 * by `grow`.
 */
class TearState {
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

  nameOf(k: number): { stream: string; component: string } | null {
    const slot = this.#slot[k];
    if (slot === undefined) return null;
    const { basis, streamIds } = this.#flowsheet;
    const component = slot < 0 ? "temperature" : basis.components[basis.slotComponent[slot]].id;
    return { stream: streamIds[this.#tears[this.#tear[k]]], component };
  }

  /** True for flows, false for temperatures. */
  isFlow(k: number): boolean {
    return this.#slot[k] >= 0;
  }
}

/** Wegstein's method, component by component, with q held between −5 and 0. @see Wegstein (1958), Commun. ACM 1 (6), 9-13 */
class Wegstein {
  #x: Float64Array | null = null;
  #g: Float64Array | null = null;

  step(x: Float64Array, g: Float64Array): Float64Array {
    const [lastX, lastG] = [this.#x, this.#g];
    this.#x = Float64Array.from(x);
    this.#g = Float64Array.from(g);
    if (lastX === null || lastG === null) return g;
    return x.map((value, i) => {
      const slope = (g[i] - lastG[i]) / (value - lastX[i]);
      if (!Number.isFinite(slope)) return g[i];
      const q = Math.min(0, Math.max(-5, slope / (slope - 1)));
      return q * value + (1 - q) * g[i];
    });
  }
}
