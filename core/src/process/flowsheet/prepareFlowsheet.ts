import type { Issue } from "../../evidence/issue.ts";
import { BasisError, streamBasis, type StreamBasis } from "../streams/basis.ts";
import type { Stream } from "../streams/stream.ts";
import { findUnitOp } from "../unitOps/catalogue.ts";
import { Parameters } from "../unitOps/parameters.ts";
import type { UnitOp } from "../unitOps/unitOp.ts";
import { feedStream } from "./feedStream.ts";
import { type FlowsheetDocument, flowsheetLimits } from "./flowsheetDocument.ts";
import { findCycle, type Graph, strongComponents, topologicalOrder } from "./graph.ts";
import { chooseTears } from "./tearing.ts";

/** One unit with its streams by number. */
export interface PreparedUnit {
  readonly id: string;
  readonly op: UnitOp;
  readonly parameters: Parameters;
  /** By port. */
  readonly inlets: ReadonlyMap<string, readonly number[]>;
  readonly outlets: ReadonlyMap<string, number>;
  readonly memory: Map<string, Float64Array>;
}

/** Units solved together: one alone, or a knot of recycles with the streams torn in it. */
export interface Section {
  readonly units: readonly number[];
  readonly tears: readonly number[];
}

/** A flowsheet ready to solve. */
export interface Flowsheet {
  readonly document: FlowsheetDocument;
  readonly basis: StreamBasis;
  readonly units: readonly PreparedUnit[];
  readonly streamIds: readonly string[];
  /** -1 for feeds. */
  readonly streamFrom: Int32Array;
  /** -1 for products. */
  readonly streamTo: Int32Array;
  readonly feeds: ReadonlyMap<number, Stream>;
  readonly sections: readonly Section[];
}

/** What a flowsheet still lacks or has too much of. */
export interface DegreesOfFreedom {
  /** Inputs that must be given before it can be solved: feeds, inlets, parameters. */
  readonly missing: number;
  /** Inputs that contradict the flowsheet: a feed on a computed stream, a port used twice, an unknown parameter. */
  readonly excess: number;
}

const missingCodes = /parameter-missing|port-unfed|feed-missing/;
const excessCodes = /over-specified|port-twice|parameter-unknown/;

/**
 * Connects a document: basis, units with checked parameters, ports, feeds, sections in order with torn streams. Every fault is an
 * issue; a flowsheet comes back only when nothing forbids solving. Issues: `process.components`, `process.unit-kind`,
 * `process.port-unknown`, `process.port-unfed`, `process.port-twice`, `process.unit-unknown`, `process.over-specified`,
 * `process.feed-missing`, `process.feed-empty` (warning), `process.stream-loose`, `process.no-tear`, `process.accumulates` for a recycle
 * that no stream leaves, and those of parameters and feeds.
 */
export function prepareFlowsheet(document: FlowsheetDocument): {
  flowsheet: Flowsheet | null;
  degreesOfFreedom: DegreesOfFreedom;
  issues: Issue[];
} {
  const issues: Issue[] = [];
  const report = (path: string, code: string, message: string, severity: Issue["severity"] = "error") =>
    issues.push({ path, code, severity, message });
  const done = (flowsheet: Flowsheet | null) => {
    const count = (pattern: RegExp) => issues.filter(({ code }) => pattern.test(code)).length;
    const isSound = !issues.some(({ severity }) => severity === "error");
    const degreesOfFreedom = { missing: count(missingCodes), excess: count(excessCodes) };
    return { flowsheet: isSound ? flowsheet : null, degreesOfFreedom, issues };
  };
  let basis: StreamBasis;
  try {
    basis = streamBasis(document.components, document.sizeClassesUm);
  } catch (error) {
    if (!(error instanceof BasisError)) throw error;
    report("components", error.code, error.message);
    return done(null);
  }
  const amounts = basis.slots * document.streams.length;
  if (amounts > flowsheetLimits.amounts)
    report("streams", "process.too-large", `${amounts} amounts in all streams, limit ${flowsheetLimits.amounts}`);
  if (document.units.length === 0) report("units", "process.unit-missing", "the flowsheet has no unit");
  const unitIndex = new Map(document.units.map(({ id }, u) => [id, u]));
  const ops = document.units.map(({ id, kind }) => {
    const op = findUnitOp(kind);
    if (op === undefined)
      report(
        `unit ${id}`,
        "process.unit-kind",
        `no unit operation ${kind.slice(0, 60)}; relode process unit lists them`,
      );
    return op;
  });
  if (done(null).issues.some(({ severity }) => severity === "error")) return done(null);

  const inlets = document.units.map(() => new Map<string, number[]>());
  const outlets = document.units.map(() => new Map<string, number>());
  const streamFrom = new Int32Array(document.streams.length).fill(-1);
  const streamTo = new Int32Array(document.streams.length).fill(-1);
  const feeds = new Map<number, Stream>();
  for (const [s, { id, from, to, feed }] of document.streams.entries()) {
    const path = `stream ${id}`;
    if ((from ?? null) === null && (to ?? null) === null)
      report(path, "process.stream-loose", "neither from nor to is given; connect it or drop it");
    for (const [end, side] of [
      [from, "from"],
      [to, "to"],
    ] as const) {
      if (end === null || end === undefined) continue;
      const u = unitIndex.get(end.unit);
      if (u === undefined) {
        report(`${path}.${side}`, "process.unit-unknown", `no unit ${end.unit.slice(0, 60)} in this flowsheet`);
        continue;
      }
      const ports = side === "from" ? ops[u]?.outlets : ops[u]?.inlets;
      if (!ports?.some(({ name }) => name === end.port)) {
        const names = ports?.map(({ name }) => name).join(", ") || "none";
        report(
          `${path}.${side}`,
          "process.port-unknown",
          `unit ${end.unit} has no such port ${end.port.slice(0, 60)}; it has ${names}`,
        );
        continue;
      }
      if (side === "to") {
        streamTo[s] = u;
        inlets[u].set(end.port, [...(inlets[u].get(end.port) ?? []), s]);
      } else if (outlets[u].has(end.port))
        report(
          `${path}.from`,
          "process.port-twice",
          `outlet ${end.port} of ${end.unit} already feeds another stream; put a splitter between`,
        );
      else {
        streamFrom[s] = u;
        outlets[u].set(end.port, s);
      }
    }
    if (feed !== undefined && (from ?? null) !== null)
      report(
        path,
        "process.over-specified",
        "the stream is computed by its unit and has a feed too; drop one of the two",
      );
    else if (feed !== undefined) feeds.set(s, feedStream(basis, feed, `${path}.feed`, issues));
    else if ((from ?? null) === null && (to ?? null) !== null)
      report(path, "process.feed-missing", "enters the flowsheet without a feed; give feed: { kgPerH: { ... } }");
  }
  const units = document.units.map(({ id, parameters }, u): PreparedUnit => {
    const op = ops[u] as UnitOp;
    for (const { name, isOptional } of op.inlets)
      if (isOptional !== true && !inlets[u].has(name))
        report(`unit ${id}`, "process.port-unfed", `inlet ${name} has no stream; connect one or give it a feed`);
    const checked = new Parameters(op.parameters, parameters, basis, `unit ${id}`, issues);
    return { id, op, parameters: checked, inlets: inlets[u], outlets: outlets[u], memory: new Map() };
  });
  if (issues.some(({ severity }) => severity === "error")) return done(null);
  if ([...feeds.values()].every(({ kgPerH }) => kgPerH.every((kg) => kg === 0)))
    report(
      "streams",
      "process.feed-empty",
      feeds.size === 0
        ? "no stream has a feed: every flow will be nothing; give one feed: { kgPerH: { ... } }"
        : `the feeds (${[...feeds.keys()]
            .slice(0, 6)
            .map((s) => document.streams[s].id)
            .join(", ")}) are all nothing: every flow will be nothing; give kgPerH, solids or litresPerH above 0`,
      "warning",
    );
  const sections = makeSections(document, streamFrom, streamTo, report);
  for (const { units: inside, tears } of sections)
    if (tears.length > 0) refuseSealed(units, inside, streamFrom, streamTo, document, report);
  const streamIds = document.streams.map(({ id }) => id);
  return done({ document, basis, units, streamIds, streamFrom, streamTo, feeds, sections });
}

/** A recycle with every outlet of its units inside it, and a stream into it, fills up whatever its units do. */
function refuseSealed(
  units: readonly PreparedUnit[],
  inside: readonly number[],
  streamFrom: Int32Array,
  streamTo: Int32Array,
  document: FlowsheetDocument,
  report: (path: string, code: string, message: string) => void,
): void {
  const knot = new Set(inside);
  const leaves = inside.some((u) =>
    units[u].op.outlets.some(({ name }) => {
      const s = units[u].outlets.get(name);
      return s === undefined || !knot.has(streamTo[s]);
    }),
  );
  if (leaves) return;
  const entering = inside
    .flatMap((u) => [...units[u].inlets.values()].flat())
    .filter((s) => !knot.has(streamFrom[s]))
    .map((s) => document.streams[s].id);
  if (entering.length === 0) return;
  const names = inside.slice(0, 6).map((u) => units[u].id);
  report(
    `stream ${entering[0]}`,
    "process.accumulates",
    `${entering.slice(0, 6).join(", ")} enter the recycle of ${names.join(", ")}${inside.length > 6 ? ` and ${inside.length - 6} more` : ""}, and no stream leaves it; lead an outlet of it away: a product or a purge`,
  );
}

function makeSections(
  document: FlowsheetDocument,
  streamFrom: Int32Array,
  streamTo: Int32Array,
  report: (path: string, code: string, message: string) => void,
): Section[] {
  const arcs = Array.from(streamFrom.keys()).filter((s) => streamFrom[s] >= 0 && streamTo[s] >= 0);
  const graph: Graph = {
    nodes: document.units.length,
    from: Int32Array.from(arcs, (s) => streamFrom[s]),
    to: Int32Array.from(arcs, (s) => streamTo[s]),
  };
  const named = document.solver?.tears;
  const streamIndex = new Map(document.streams.map(({ id }, s) => [id, s]));
  const given = new Set<number>();
  for (const id of named ?? []) {
    const s = streamIndex.get(id);
    const arc = s === undefined ? -1 : arcs.indexOf(s);
    if (arc < 0) report("solver.tears", "process.no-tear", `${id} is no stream between two units`);
    else given.add(arc);
  }
  const components = strongComponents(graph);
  const sectionOf = new Int32Array(graph.nodes);
  for (const [k, nodes] of components.entries()) for (const node of nodes) sectionOf[node] = k;
  const loops = new Set<number>();
  for (let k = 0; k < arcs.length; k++)
    if (sectionOf[graph.from[k]] === sectionOf[graph.to[k]]) loops.add(sectionOf[graph.from[k]]);
  if (named !== undefined) {
    const cycle = findCycle(graph, (arc) => !given.has(arc));
    if (cycle !== null) {
      const path = [...cycle, cycle[0]].map((u) => document.units[u].id).join(" → ");
      report(
        "solver.tears",
        "process.no-tear",
        `the cycle ${path} is cut by none of the streams named; add one of it, or leave tears out`,
      );
      return [];
    }
  }
  return components.map((nodes, k): Section => {
    if (!loops.has(k)) return { units: nodes, tears: [] };
    const cut =
      named === undefined
        ? chooseTears(graph, nodes, () => true)
        : [...given].filter((arc) => sectionOf[graph.from[arc]] === k && sectionOf[graph.to[arc]] === k);
    const torn = new Set(cut);
    return { units: topologicalOrder(graph, nodes, (arc) => !torn.has(arc)), tears: cut.map((arc) => arcs[arc]) };
  });
}
