import type { Issue } from "../../evidence/issue.ts";
import { feedStream } from "../flowsheet/feedStream.ts";
import type { FeedSpec } from "../flowsheet/flowsheetDocument.ts";
import { type FlowsheetReport, flowsheetReport } from "../flowsheet/flowsheetReport.ts";
import type { Flowsheet, PreparedUnit } from "../flowsheet/prepareFlowsheet.ts";
import type { FlowsheetSolution } from "../flowsheet/solution.ts";
import { solveFlowsheet } from "../flowsheet/solveFlowsheet.ts";
import { Parameters } from "../unitOps/parameters.ts";
import { numberPlace, withNumbers } from "./numberPlace.ts";
import type { UncertainQuantity } from "./readUncertainty.ts";

/** One solve with drawn values. */
export interface DrawnSolve {
  /** Null where the flowsheet could not be solved. */
  readonly report: FlowsheetReport | null;
  /** Why not; null where it was. */
  readonly failure: Issue | null;
  readonly warnings: readonly Issue[];
  /** True where only a start from nothing led to the end. */
  readonly isCold: boolean;
}

/** Solves one flowsheet again and again with other values of its uncertain quantities. */
export interface DrawnFlowsheet {
  readonly base: FlowsheetReport;
  readonly baseWarnings: readonly Issue[];
  readonly solve: (values: ArrayLike<number>) => DrawnSolve;
}

/**
 * Solves a flowsheet at its base values, then at values asked for. Every solve begins at the base solution, never at the solve before it, so that a
 * draw does not depend on the draws around it; where that does not lead to the end, from nothing.
 * @returns the failed solution where the base values themselves cannot be solved
 */
export function drawnFlowsheet(
  flowsheet: Flowsheet,
  quantities: readonly UncertainQuantity[],
): { drawn: DrawnFlowsheet } | { failed: FlowsheetSolution } {
  const first = solveFlowsheet(flowsheet);
  if (first.status !== "converged") return { failed: first };
  const memories = flowsheet.units.map(({ memory }) => copyMemory(memory));
  const targets = targetsOf(flowsheet, quantities);
  const drawn: DrawnFlowsheet = {
    base: flowsheetReport(flowsheet, first),
    baseWarnings: first.issues.filter(({ severity }) => severity === "warning"),
    solve: (values) => {
      const faults: Issue[] = [];
      const changed = flowsheetAt(flowsheet, targets, values, faults);
      const fault = faults.find(({ severity }) => severity === "error");
      if (fault !== undefined) return { report: null, failure: fault, warnings: faults, isCold: false };
      const from = (isWarm: boolean) => ({
        ...changed,
        units: changed.units.map((unit, u) => ({
          ...unit,
          memory: isWarm ? copyMemory(memories[u]) : new Map<string, Float64Array>(),
        })),
      });
      let solution = solveFlowsheet(from(true), { warm: first.warm });
      const isCold = solution.status !== "converged";
      if (isCold) solution = solveFlowsheet(from(false));
      const warnings = [...faults, ...solution.issues.filter(({ severity }) => severity === "warning")];
      if (solution.status === "converged")
        return { report: flowsheetReport(changed, solution), failure: null, warnings, isCold };
      const failure = solution.issues.find(({ severity }) => severity === "error");
      const unknown: Issue = { path: "", code: `process.${solution.status}`, severity: "error", message: "not solved" };
      return { report: null, failure: failure ?? unknown, warnings, isCold };
    },
  };
  return { drawn };
}

function copyMemory(memory: ReadonlyMap<string, Float64Array>): Map<string, Float64Array> {
  return new Map([...memory].map(([name, values]) => [name, Float64Array.from(values)]));
}

/** A quantity with its place in the vector of values. */
interface PlacedQuantity {
  readonly at: number;
  readonly quantity: UncertainQuantity;
}

/** A unit or feed with its uncertain quantities. */
interface Target {
  readonly of: "unit" | "feed";
  readonly index: number;
  readonly holder: unknown;
  readonly quantities: PlacedQuantity[];
}

function targetsOf(flowsheet: Flowsheet, quantities: readonly UncertainQuantity[]): Target[] {
  const targets = new Map<string, Target>();
  for (const [at, quantity] of quantities.entries()) {
    const { of, index } = quantity;
    const key = `${of} ${index}`;
    const target = targets.get(key) ?? { of, index, holder: holderOf(flowsheet, of, index), quantities: [] };
    target.quantities.push({ at, quantity });
    targets.set(key, target);
  }
  return [...targets.values()];
}

/** The feed, or the parameters with those at their default. */
function holderOf({ document, units }: Flowsheet, of: "unit" | "feed", index: number): unknown {
  if (of === "feed") return document.streams[index].feed;
  const defaults = Object.entries(units[index].op.parameters).map(([name, spec]) => [name, spec.default]);
  const given = document.units[index].parameters as Readonly<Record<string, unknown>> | undefined;
  return { ...Object.fromEntries(defaults), ...given };
}

/** The flowsheet with parameters and feeds at drawn values; what a value breaks is an issue. */
function flowsheetAt(
  flowsheet: Flowsheet,
  targets: readonly Target[],
  values: ArrayLike<number>,
  issues: Issue[],
): Flowsheet {
  const units: PreparedUnit[] = [...flowsheet.units];
  const feeds = new Map(flowsheet.feeds);
  for (const target of targets) {
    let holder = target.holder;
    for (const { at, quantity } of target.quantities) {
      const value = values[at];
      holder = withNumbers(holder, quantity.keys, quantity.isFactor ? (base) => base * value : () => value);
      if (quantity.closedBy !== null)
        holder = withNumbers(holder, quantity.closedBy, (base) => base - (value - quantity.base));
    }
    for (const { quantity } of target.quantities) checkClosing(holder, quantity, issues);
    const { index } = target;
    if (target.of === "feed") {
      const path = `stream ${flowsheet.streamIds[index]}.feed`;
      feeds.set(index, feedStream(flowsheet.basis, holder as FeedSpec, path, issues));
    } else {
      const unit = units[index];
      const { op, id } = unit;
      units[index] = {
        ...unit,
        parameters: new Parameters(op.parameters, holder, flowsheet.basis, `unit ${id}`, issues),
      };
    }
  }
  return { ...flowsheet, units, feeds };
}

function checkClosing(holder: unknown, { name, closedBy }: UncertainQuantity, issues: Issue[]): void {
  const left = closedBy === null ? null : (numberPlace(holder, closedBy.join("."))?.value ?? null);
  if (left !== null && left < 0)
    issues.push({
      path: name,
      code: "process.uncertainty-closing",
      severity: "error",
      message: `${closedBy?.join(".") ?? ""} is left below nothing (${left.toPrecision(3)}) when it takes up the change; narrow the laws that it closes`,
    });
}
