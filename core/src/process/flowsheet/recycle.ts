import type { Issue } from "../../evidence/issue.ts";
import { copyStream, type Stream } from "../streams/stream.ts";
import { Anderson } from "./anderson.ts";
import { type ClosedRecycle, closedRecycles, fedKgPerH } from "./closedRecycle.ts";
import type { Section } from "./prepareFlowsheet.ts";
import { QuasiNewton } from "./quasiNewton.ts";
import type { FlowName, KnownJacobian, WarmStart } from "./solution.ts";
import { linearisingRuns, streamNewtonStep } from "./streamNewton.ts";
import { largestRatio, TearState } from "./tearState.ts";
import { UnitFailure, type UnitPasses } from "./unitPasses.ts";
import { Wegstein } from "./wegstein.ts";

const usualTolerance = 1e-10;
const usualPasses = 500;
const depth = 24;
/** Most torn flows for which a Jacobian is built (inverting it takes n³), and most runs of units spent on it: a pass for each flow. */
const newtonLimit = 400;
const newtonRuns = 2e6;
/** Units of a section from which it is stepped by way of all streams, as where the torn flows are too many for a Jacobian. */
const manyUnits = 60;
/** Most steps by way of all streams, and most runs of units that one of them may take. */
const mostDirect = 25;
const directRuns = 3e5;
/** Most runs of a unit, on the average, while what is fed spreads for the first time. */
const mostVisits = 20;
/** Residual below which nothing is left but rounding, and the passes spent to reach it after the tolerance is met. */
const closed = 1e-13;
const mostExtra = 3;
/** Residual at which it pays to build one. */
const newtonFrom = 1e-2;
/** A torn flow that outgrows all feeds by this has no way out. */
const runaway = 1e7;
/** Amount over all feeds at which a recycle that looks closed is looked at again. */
const probeRatio = 1e6;

/** How the iteration of a section ended. */
export interface RecycleEnd {
  readonly residual: number;
  readonly worst: FlowName | null;
  /** What forbids convergence; null when converged. */
  readonly issue: Issue | null;
  readonly jacobian: KnownJacobian | null;
}

/**
 * Iterates the torn streams of a section: plain substitution, then Anderson acceleration, a Jacobian with Broyden's updates near the
 * end (with many torn flows Newton's method by way of all streams), Wegstein's method where those stall. No loop is unbounded; a section that stalls is left in its best state.
 * @param earlier torn streams and Jacobian of an earlier solve
 * @throws {UnitFailure} a unit refuses, or a component has no way out (`process.accumulates`)
 */
export function solveRecycle(
  units: UnitPasses,
  section: Section,
  earlier?: { readonly warm: WarmStart; readonly number: number },
): RecycleEnd {
  return new RecycleIteration(units, section).solve(earlier);
}

class RecycleIteration {
  readonly #units: UnitPasses;
  readonly #section: Section;
  readonly #state: TearState;
  readonly #fedKgPerH: number;
  #isProbed = false;
  /** Torn streams as they entered the last pass, by number. */
  #entered: ReadonlyMap<number, Stream> = new Map();

  constructor(units: UnitPasses, section: Section) {
    this.#units = units;
    this.#section = section;
    this.#state = new TearState(units.flowsheet, section);
    this.#fedKgPerH = fedKgPerH(units.flowsheet, units.streams);
  }

  solve(earlier?: { readonly warm: WarmStart; readonly number: number }): RecycleEnd {
    const { document } = this.#units.flowsheet;
    const { streams } = this.#units;
    const tolerance = document.solver?.tolerance ?? usualTolerance;
    const mostPasses = document.solver?.maxPasses ?? usualPasses;
    const state = this.#state;
    const isWarm = this.#takeUp(earlier?.warm);
    state.grow(streams);
    const known = isWarm && earlier !== undefined ? earlier.warm.jacobians.get(earlier.number) : undefined;
    let newton = known?.layout === state.layout ? known.newton.copy() : null;
    let anderson = new Anderson(depth);
    let wegstein: Wegstein | null = null;
    let builds = 0;
    let directs = 0;
    let mayDirect = this.#section.units.length > manyUnits || !this.#maySpend(state.length);
    /** Whether the steps by way of all streams do well from afar too. */
    let isEarly = true;
    let isDirect = false;
    let x = state.read(streams);
    let best = { x, size: Number.POSITIVE_INFINITY };
    let last: { x: Float64Array; f: Float64Array; size: number } | null = null;
    let end = { g: x, size: Number.POSITIVE_INFINITY };
    let worst: FlowName | null = null;
    let extra = 0;
    let sinceBest = 0;
    const settled = (): RecycleEnd => {
      this.#settle(end.g);
      const jacobian = newton === null ? null : { layout: state.layout, newton };
      return { residual: end.size, worst, issue: null, jacobian };
    };
    for (let pass = 0; pass < mostPasses; pass++) {
      const g = this.#evaluate(x);
      if (state.grow(streams)) {
        // A component reaches the recycle for the first time: go on from what came back.
        if (this.#section.units.length > manyUnits) {
          this.#spread();
          state.grow(streams);
        }
        x = state.read(streams);
        anderson = new Anderson(depth);
        newton = null;
        last = null;
        best = { x, size: Number.POSITIVE_INFINITY };
        continue;
      }
      const f = g.map((value, i) => value - x[i]);
      const scale = state.scale(x, g);
      const { size, at } = largestRatio(f, scale);
      worst = state.nameOf(at);
      if (size <= tolerance && size < end.size) end = { g, size };
      // A strong recycle multiplies what is left: a few more passes cost little and close the balance to rounding.
      if (end.size <= closed || (end.size <= tolerance && extra++ >= mostExtra)) return settled();
      if (size < 0.9 * best.size) {
        best = { x: Float64Array.from(x), size };
        sinceBest = 0;
      } else sinceBest++;
      this.#refuseClosed();
      this.#refuseRunaway(x);
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
      if (
        !mayDirect &&
        newton === null &&
        wantsNewton &&
        builds < 3 &&
        this.#maySpend(state.length) &&
        sinceBest % 10 === 0
      ) {
        builds++;
        newton = this.#jacobian(x, f, scale);
      }
      if (isDirect && last !== null && size > last.size) isEarly = false;
      let direct: Float64Array | null = null;
      if (mayDirect && directs < mostDirect && newton === null && (isEarly || wantsNewton) && pass >= 3) {
        directs++;
        direct = this.#directStep(f);
        mayDirect = direct !== null;
      }
      isDirect = direct !== null;
      if (sinceBest > 40 && wegstein === null) wegstein = new Wegstein();
      last = { x, f, size };
      const next =
        direct !== null
          ? direct.map((value, i) => x[i] + value)
          : newton !== null
            ? newton.step(f).map((value, i) => x[i] + value)
            : wegstein !== null
              ? wegstein.step(x, g)
              : anderson.step(x, f, scale);
      const isPlain = pass < 3 && !isWarm;
      // No flow below nothing: substitution keeps the sign, so a flow that would turn negative goes by it alone.
      const most = (i: number) => (direct === null ? 1e3 * (x[i] + g[i]) : runaway * Math.max(this.#fedKgPerH, 1e3));
      x = next.map((value, i) => (!isPlain && value >= 0 && value <= most(i) ? value : g[i]));
    }
    if (end.size <= tolerance) return settled();
    this.#evaluate(best.x);
    return this.#stalled(best.size, worst, tolerance);
  }

  /** Begins from the torn streams of an earlier solve. @returns false when there are none that fit */
  #takeUp(warm: WarmStart | undefined): boolean {
    const { streamIds, basis } = this.#units.flowsheet;
    const { tears } = this.#section;
    const known = tears.map((s) => warm?.tears.get(streamIds[s]));
    for (const stream of known) if (stream?.kgPerH.length !== basis.slots) return false;
    for (const [t, stream] of known.entries())
      if (stream !== undefined) this.#units.streams[tears[t]] = copyStream(stream);
    return true;
  }

  /** Takes the last computed torn streams as they are, so that every stream is the outlet of its unit. */
  #settle(g: Float64Array): void {
    this.#state.write(this.#units.streams, g);
    this.#pass();
  }

  #pass(): void {
    this.#entered = new Map(this.#section.tears.map((s) => [s, this.#units.streams[s]]));
    this.#units.run(this.#section);
  }

  /** Runs units whose intake holds something new until nothing new reaches any: a long recycle takes up a component in one go. */
  #spread(): void {
    const { flowsheet, streams } = this.#units;
    const { units, streamTo } = flowsheet;
    const inside = new Set(this.#section.units);
    const held = (s: number) => streams[s].kgPerH.reduce((count, kg) => count + (kg > 0 ? 1 : 0), 0);
    const queue = [...this.#section.units];
    const waiting = new Set(queue);
    const most = mostVisits * queue.length;
    for (let at = 0; at < Math.min(queue.length, most); at++) {
      const u = queue[at];
      waiting.delete(u);
      const outlets = [...units[u].outlets.values()];
      const before = outlets.map(held);
      this.#units.run({ units: [u], tears: [] });
      for (const [k, s] of outlets.entries()) {
        const next = streamTo[s];
        if (held(s) <= before[k] || !inside.has(next) || waiting.has(next)) continue;
        waiting.add(next);
        queue.push(next);
      }
    }
  }

  /** One pass from given torn flows: the torn flows that come back. */
  #evaluate(x: Float64Array): Float64Array {
    this.#settle(x);
    return this.#state.read(this.#units.streams);
  }

  /** The Jacobian of f = g − x by one pass for each torn flow, inverted; null where it is singular. */
  #jacobian(x: Float64Array, f: Float64Array, scale: Float64Array): QuasiNewton | null {
    const n = x.length;
    const matrix = new Float64Array(n * n);
    for (let b = 0; b < n; b++) {
      const moved = Float64Array.from(x);
      const h = 1e-6 * scale[b];
      moved[b] += h;
      const ahead = this.#evaluate(moved);
      for (let a = 0; a < n; a++) matrix[a * n + b] = ((ahead[a] - moved[a] - f[a]) / h) * (scale[b] / scale[a]);
    }
    return QuasiNewton.from(matrix, scale);
  }

  /** The step by way of all streams; null where that would take too long or finds none. */
  #directStep(f: Float64Array): Float64Array | null {
    const [units, section] = [this.#units, this.#section];
    if (linearisingRuns(units, section) > directRuns) return null;
    return streamNewtonStep(units, section, this.#entered, this.#state, f);
  }

  #maySpend(unknowns: number): boolean {
    return unknowns <= newtonLimit && unknowns * this.#section.units.length <= newtonRuns;
  }

  /** Once all that reaches the recycle has reached it: what finds no way out, also when there is a million times more of it. */
  #refuseClosed(): void {
    if (this.#isProbed) return;
    this.#isProbed = true;
    const { flowsheet, streams } = this.#units;
    const first = closedRecycles(flowsheet, this.#section, streams, this.#entered);
    if (first.length === 0) return;
    const kept = streams.slice();
    const entered = this.#entered;
    const suspects = new Set(first.map(({ component }) => component));
    let again: ClosedRecycle[] = [];
    try {
      for (const s of this.#section.tears) streams[s] = this.#enriched(s, suspects);
      this.#pass();
      again = closedRecycles(flowsheet, this.#section, streams, this.#entered).filter(({ component }) =>
        suspects.has(component),
      );
    } catch (error) {
      // A unit refuses such an amount: then the iteration itself must show what happens.
      if (!(error instanceof UnitFailure)) throw error;
    }
    for (const [s, stream] of kept.entries()) streams[s] = stream;
    this.#entered = entered;
    const sure = first.find(({ component }) => again.some((found) => found.component === component));
    if (sure !== undefined) throw new UnitFailure(this.#accumulates(sure));
  }

  #enriched(s: number, suspects: ReadonlySet<string>): Stream {
    const stream = copyStream(this.#units.streams[s]);
    const { basis, kgPerH } = stream;
    for (let i = 0; i < basis.slots; i++)
      if (kgPerH[i] > 0 && suspects.has(basis.components[basis.slotComponent[i]].id))
        kgPerH[i] = probeRatio * this.#fedKgPerH;
    return stream;
  }

  #accumulates({ component, units, streams, entersKgPerH }: ClosedRecycle): Issue {
    const { flowsheet } = this.#units;
    const torn = streams.find((s) => this.#section.tears.includes(s)) ?? streams[0];
    return {
      path: `stream ${flowsheet.streamIds[torn]}`,
      code: "process.accumulates",
      severity: "error",
      message: `${component} accumulates without bound: ${Number(entersKgPerH.toPrecision(4))} kg/h enter and none leaves the recycle of ${some(
        units.map((u) => flowsheet.units[u].id),
      )} (streams ${some(streams.map((s) => flowsheet.streamIds[s]))}); give one of these units an outlet for it: a purge, or a split below 1`,
    };
  }

  #refuseRunaway(x: Float64Array): void {
    const limit = runaway * Math.max(this.#fedKgPerH, 1e-9);
    const at = x.findIndex((value, k) => this.#state.isFlow(k) && value > limit);
    if (at < 0) return;
    const name = this.#state.nameOf(at);
    throw new UnitFailure({
      path: `stream ${name?.stream ?? ""}`,
      code: "process.accumulates",
      severity: "error",
      message: `${name?.component ?? "a component"} accumulates without bound: it has outgrown all feeds ${runaway.toExponential(0)} times in the recycle of ${this.#unitNames()}; add a purge or a split below 1`,
    });
  }

  #stalled(residual: number, worst: FlowName | null, tolerance: number): RecycleEnd {
    return {
      residual,
      worst,
      jacobian: null,
      issue: {
        path: worst === null ? "" : `stream ${worst.stream}`,
        code: "process.not-converged",
        severity: "error",
        message: `${
          worst === null
            ? "what is fed has not yet reached all of the recycle"
            : `${worst.component} still changes by ${residual.toExponential(1)} of itself`
        } after ${this.#units.passes} passes, limit ${tolerance}; the best state is kept. Check the units of this recycle (${this.#unitNames()}), give a purge, or raise solver.maxPasses`,
      },
    };
  }

  #unitNames(): string {
    return some(this.#section.units.map((u) => this.#units.flowsheet.units[u].id));
  }
}

/** The first six names and how many more there are. */
function some(names: readonly string[]): string {
  const rest = names.length - 6;
  return rest > 0 ? `${names.slice(0, 6).join(", ")} and ${rest} more` : names.join(", ");
}
