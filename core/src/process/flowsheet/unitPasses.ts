import type { Issue } from "../../evidence/issue.ts";
import type { StreamBasis } from "../streams/basis.ts";
import { mixStreams, type Stream } from "../streams/stream.ts";
import { type Duties, UnitError } from "../unitOps/unitOp.ts";
import type { Flowsheet, PreparedUnit, Section } from "./prepareFlowsheet.ts";

/** A unit that stopped or a recycle that cannot be solved, as the issue that says so. */
export class UnitFailure extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.name = "UnitFailure";
    this.issue = issue;
  }
}

/** The streams of a flowsheet while it is solved, and what its units last said. */
export class UnitPasses {
  readonly flowsheet: Flowsheet;
  /** By number of the stream; a stream is replaced, never written. */
  readonly streams: Stream[];
  readonly duties = new Map<string, Duties>();
  /** Runs through the units of recycles so far. */
  passes = 0;
  readonly #unitIssues = new Map<string, readonly Issue[]>();

  constructor(flowsheet: Flowsheet, streams: Stream[]) {
    this.flowsheet = flowsheet;
    this.streams = streams;
  }

  /** What the units last reported. */
  get issues(): Issue[] {
    return [...this.#unitIssues.values()].flat();
  }

  /** Runs the units of a section once, in order. @throws {UnitFailure} a unit refuses what reaches it */
  run(section: Section): void {
    if (section.tears.length > 0) this.passes++;
    for (const u of section.units) this.#runUnit(this.flowsheet.units[u]);
  }

  #runUnit(unit: PreparedUnit): void {
    const { basis } = this.flowsheet;
    const path = `unit ${unit.id}`;
    const inlets = unitInlets(basis, unit, (s) => this.streams[s]);
    try {
      const result = unit.op.run({ basis, inlets, parameters: unit.parameters, memory: unit.memory, path });
      for (const [port, s] of unit.outlets) {
        const stream = result.outlets[port];
        checkFlows(stream, unit, port);
        this.streams[s] = stream;
      }
      this.duties.set(unit.id, result.duties ?? {});
      this.#unitIssues.set(unit.id, result.issues ?? []);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw this.#failure(unit, error);
    }
  }

  #failure(unit: PreparedUnit, error: Error): UnitFailure {
    const code = "code" in error && typeof error.code === "string" ? error.code : "process.unit-refuses";
    const fed = [...unit.inlets].map(
      ([port, numbers]) => `${port} from ${numbers.map((s) => this.flowsheet.streamIds[s]).join(" + ")}`,
    );
    return new UnitFailure({
      path: `unit ${unit.id}`,
      code,
      severity: "error",
      message: `${error.message} (inlets: ${fed.join(", ") || "none"}; the streams before it are kept)`,
    });
  }
}

/** What enters each port of a unit: its streams mixed. */
export function unitInlets(
  basis: StreamBasis,
  unit: PreparedUnit,
  at: (stream: number) => Stream,
): Readonly<Record<string, Stream>> {
  return Object.fromEntries(
    unit.op.inlets.map(({ name }) => [name, mixStreams(basis, (unit.inlets.get(name) ?? []).map(at))]),
  );
}

/** True for what a unit says about its feed, which is for the user; any other fault is ours and shows itself. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof RangeError || (error instanceof Error && "code" in error);
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
