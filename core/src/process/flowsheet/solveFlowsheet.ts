import type { Issue } from "../../evidence/issue.ts";
import { SingularMatrixError, solveLinear } from "../../numerics/solveLinear.ts";
import { copyStream, emptyStream, mixStreams, type Stream } from "../streams/stream.ts";
import { type Duties, UnitError } from "../unitOps/unitOp.ts";
import { Anderson } from "./anderson.ts";
import type { Flowsheet, PreparedUnit, Section } from "./prepareFlowsheet.ts";

/** Where a solve ended. */
export type SolveStatus = "converged" | "stalled" | "failed";

/** What lets the next solve of the same flowsheet begin near its end. */
export interface WarmStart {
  /** Torn streams by id. */
  readonly tears: ReadonlyMap<string, Stream>;
  /** Differences of earlier passes, by number of section: they hold what is known of the Jacobian. */
  readonly accelerators: ReadonlyMap<number, Anderson>;
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
const newtonLimit = 800;
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
  readonly #accelerators = new Map<number, Anderson>();
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
        accelerators: this.#accelerators,
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
    const anderson = new Anderson(depth, isWarm ? this.#options.warm?.accelerators.get(number) : undefined);
    this.#accelerators.set(number, anderson);
    let x = state.read(this.#streams);
    let best = { x, size: Number.POSITIVE_INFINITY };
    let sinceBest = 0;
    let hasPolished = false;
    let wegstein: Wegstein | null = null;
    for (let pass = 0; pass < most; pass++) {
      const g = this.#evaluate(section, state, x);
      const f = g.map((value, i) => value - x[i]);
      const scale = state.scale(x, g);
      const { size, at } = largestRatio(f, scale);
      this.#residual = size;
      this.#worst = state.nameOf(at);
      if (size <= tolerance) return this.#settle(section, state, g);
      if (size < 0.9 * best.size) {
        best = { x: Float64Array.from(x), size };
        sinceBest = 0;
      } else sinceBest++;
      this.#refuseRunaway(state, x, section);
      if (sinceBest > 20 && !hasPolished && state.length <= newtonLimit) {
        hasPolished = true;
        const polished = this.#newton(section, state, best.x, tolerance, most);
        x = polished.x;
        anderson.clear();
        anderson.jump();
        sinceBest = 0;
        continue;
      }
      if (sinceBest > 40 && wegstein === null) wegstein = new Wegstein();
      if (pass < 2 && !isWarm) {
        anderson.step(x, f, scale);
        x = g;
        continue;
      }
      const next = wegstein === null ? anderson.step(x, f, scale) : wegstein.step(x, g);
      // No flow below nothing: substitution keeps the sign, so a flow that would turn negative goes by it alone.
      x = next.map((value, i) => (value >= 0 && value <= 1e3 * (x[i] + g[i]) ? value : g[i]));
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

  /** Newton's method on x − g(x) with differences, torn flows that are nothing left out; steps halved while they do not help. */
  #newton(
    section: Section,
    state: TearState,
    start: Float64Array,
    tolerance: number,
    most: number,
  ): { x: Float64Array; size: number } {
    let x = Float64Array.from(start);
    let g = this.#evaluate(section, state, x);
    let size = largestRatio(
      g.map((value, i) => value - x[i]),
      state.scale(x, g),
    ).size;
    for (let round = 0; round < 8 && size > tolerance && this.#passes < 4 * most; round++) {
      const scale = state.scale(x, g);
      const active = Array.from(x.keys()).filter((i) => x[i] > 0 || g[i] > 0);
      const n = active.length;
      const matrix = new Float64Array(n * n);
      for (const [b, i] of active.entries()) {
        const moved = Float64Array.from(x);
        const h = 1e-6 * Math.max(x[i], scale[i]);
        moved[i] += h;
        const ahead = this.#evaluate(section, state, moved);
        for (const [a, j] of active.entries())
          matrix[a * n + b] = ((a === b ? 1 : 0) - (ahead[j] - g[j]) / h) * (scale[i] / scale[j]);
      }
      let step: Float64Array;
      try {
        step = solveLinear(
          matrix,
          Float64Array.from(active, (i) => (g[i] - x[i]) / scale[i]),
        );
      } catch (error) {
        if (error instanceof SingularMatrixError) break;
        throw error;
      }
      let isBetter = false;
      for (let factor = 1; factor > 0.02 && !isBetter; factor /= 2) {
        const trial = Float64Array.from(x);
        for (const [a, i] of active.entries()) trial[i] = Math.max(0, x[i] + factor * step[a] * scale[i]);
        const back = this.#evaluate(section, state, trial);
        const trialSize = largestRatio(
          back.map((value, i) => value - trial[i]),
          state.scale(trial, back),
        ).size;
        if (trialSize < size) {
          x = trial;
          g = back;
          size = trialSize;
          isBetter = true;
        }
      }
      if (!isBetter) break;
    }
    return { x, size };
  }

  #refuseRunaway(state: TearState, x: Float64Array, section: Section): void {
    let fed = 0;
    for (const [s, stream] of this.#streams.entries())
      if (this.#flowsheet.streamFrom[s] < 0) for (const kg of stream.kgPerH) fed += kg;
    const { size: most, at } = largestRatio(x, state.ones);
    if (!(most > runaway * Math.max(fed, 1e-9))) return;
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

/** Torn streams as one vector: the flows of each, then its temperature in units of 1 K. */
class TearState {
  readonly #flowsheet: Flowsheet;
  readonly #tears: readonly number[];
  readonly #slots: number;
  readonly length: number;
  readonly ones: Float64Array;

  constructor(flowsheet: Flowsheet, section: Section) {
    this.#flowsheet = flowsheet;
    this.#tears = section.tears;
    this.#slots = flowsheet.basis.slots + 1;
    this.length = this.#slots * section.tears.length;
    this.ones = new Float64Array(this.length).fill(1);
  }

  read(streams: readonly Stream[]): Float64Array {
    const x = new Float64Array(this.length);
    for (const [t, s] of this.#tears.entries()) {
      x.set(streams[s].kgPerH, t * this.#slots);
      x[(t + 1) * this.#slots - 1] = streams[s].temperatureK;
    }
    return x;
  }

  write(streams: Stream[], x: Float64Array): void {
    for (const [t, s] of this.#tears.entries()) {
      const from = t * this.#slots;
      streams[s] = {
        ...streams[s],
        kgPerH: x.slice(from, from + this.#slots - 1),
        temperatureK: x[from + this.#slots - 1],
      };
    }
  }

  /** Flow itself, but at least 1e-12 of the whole stream and 1e-15 kg/h; a temperature to 1e3 of its own. */
  scale(x: Float64Array, g: Float64Array): Float64Array {
    const scale = new Float64Array(this.length);
    for (let t = 0; t < this.#tears.length; t++) {
      const from = t * this.#slots;
      const last = from + this.#slots - 1;
      let total = 0;
      for (let i = from; i < last; i++) total += Math.max(x[i], g[i]);
      const floor = Math.max(1e-15, 1e-12 * total);
      for (let i = from; i < last; i++) scale[i] = Math.max(x[i], g[i], floor);
      scale[last] = 1e3;
    }
    return scale;
  }

  nameOf(at: number): { stream: string; component: string } | null {
    const t = Math.floor(at / this.#slots);
    const slot = at % this.#slots;
    const { basis, streamIds } = this.#flowsheet;
    const s = this.#tears[t];
    if (s === undefined) return null;
    const component = slot === this.#slots - 1 ? "temperature" : basis.components[basis.slotComponent[slot]].id;
    return { stream: streamIds[s], component };
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
