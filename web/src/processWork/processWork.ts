import type { Issue } from "@relode/core/evidence";
import {
  type DegreesOfFreedom,
  type Flowsheet,
  type FlowsheetDocument,
  type FlowsheetReport,
  flowsheetReport,
  looseOutlets,
  molarMassGPerMol,
  prepareFlowsheet,
  readFlowsheet,
  readFormula,
  type Stream,
  solveFlowsheet,
  type UnitDiagram,
  unitDiagrams,
  type WarmStart,
} from "@relode/core/process";
import { setAt, type Target } from "./edits.ts";
import { readOutput } from "./outputs.ts";

/** What a solve tells the page; plain data that a worker can send. */
export interface SolveAnswer {
  /** `unready`: inputs are missing or wrong, nothing was solved. */
  readonly status: "converged" | "stalled" | "failed" | "unready";
  readonly issues: readonly Issue[];
  readonly degreesOfFreedom: DegreesOfFreedom;
  readonly report: FlowsheetReport | null;
  /** kg of each element in a kg of each component. */
  readonly elementShare: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Upper sizes of the classes, µm, finest first; empty without sizes. */
  readonly sizeUm: readonly number[];
  /** Solids by size class and stream, kg/h. */
  readonly solidsBySizeKgPerH: Readonly<Record<string, readonly number[]>>;
  /** McCabe-Thiele diagrams of the solvent extraction units. */
  readonly diagrams: readonly UnitDiagram[];
  readonly elapsedMs: number;
}

export interface SweepQuestion {
  readonly document: FlowsheetDocument;
  readonly target: Target;
  readonly path: readonly string[];
  readonly values: readonly number[];
  readonly output: string;
}

/** One point of a sweep; no number where the flowsheet could not be solved, and why. */
export interface SweepPoint {
  readonly value: number;
  readonly output: number | null;
  readonly reason: string | null;
}

/** Solves flowsheets and remembers where each case ended, so that the next edit begins near its end. */
export class ProcessSolver {
  readonly #warm = new Map<string, WarmStart>();

  solve(caseId: string, document: FlowsheetDocument): SolveAnswer {
    const startedMs = performance.now();
    const prepared = prepare(document);
    const { flowsheet, degreesOfFreedom } = prepared;
    const unsolved = {
      degreesOfFreedom,
      report: null,
      elementShare: {},
      sizeUm: [],
      solidsBySizeKgPerH: {},
      diagrams: [],
    };
    const done = () => performance.now() - startedMs;
    if (flowsheet === null) return { status: "unready", issues: prepared.issues, ...unsolved, elapsedMs: done() };
    const warm = this.#warm.get(caseId);
    let solution = solveFlowsheet(flowsheet, warm === undefined ? {} : { warm });
    // A start near another solution may lead astray: begin again from nothing before giving up.
    if (solution.status !== "converged" && warm !== undefined) solution = solveFlowsheet(flowsheet);
    const issues = [...prepared.issues, ...solution.issues, ...looseOutlets(flowsheet)];
    if (solution.status !== "converged") return { status: solution.status, issues, ...unsolved, elapsedMs: done() };
    this.#warm.set(caseId, solution.warm);
    return {
      status: "converged",
      issues,
      degreesOfFreedom,
      report: flowsheetReport(flowsheet, solution),
      elementShare: elementShares(flowsheet),
      sizeUm: [...flowsheet.basis.sizeUm],
      solidsBySizeKgPerH: Object.fromEntries(
        flowsheet.basis.classes > 1 ? [...solution.streams].map(([id, stream]) => [id, solidsBySize(stream)]) : [],
      ),
      diagrams: unitDiagrams(flowsheet, solution),
      elapsedMs: done(),
    };
  }

  forget(caseId: string): void {
    this.#warm.delete(caseId);
  }
}

/** Solves at each value of one input, each from the end of the one before. */
export function sweep(question: SweepQuestion): SweepPoint[] {
  let warm: WarmStart | undefined;
  return question.values.map((value): SweepPoint => {
    const { flowsheet, issues } = prepare(setAt(question.document, question.target, question.path, value));
    const failed = (all: readonly Issue[]): SweepPoint => {
      const worst = all.find(({ severity }) => severity === "error");
      return { value, output: null, reason: worst === undefined ? "not solved" : `${worst.path}: ${worst.message}` };
    };
    if (flowsheet === null) return failed(issues);
    let solution = solveFlowsheet(flowsheet, warm === undefined ? {} : { warm });
    if (solution.status !== "converged" && warm !== undefined) solution = solveFlowsheet(flowsheet);
    if (solution.status !== "converged") return failed(solution.issues);
    warm = solution.warm;
    return { value, output: readOutput(flowsheetReport(flowsheet, solution), question.output), reason: null };
  });
}

function prepare(document: FlowsheetDocument): ReturnType<typeof prepareFlowsheet> {
  const read = readFlowsheet(document);
  if (read.document === null)
    return { flowsheet: null, degreesOfFreedom: { missing: 0, excess: 0 }, issues: [...read.issues] };
  return prepareFlowsheet(read.document);
}

function elementShares({ basis }: Flowsheet): SolveAnswer["elementShare"] {
  const n = basis.components.length;
  return Object.fromEntries(
    basis.elements.flatMap((element, e) => {
      const gPerMol = weightOf(element);
      if (gPerMol === null) return [];
      const row = basis.components.flatMap(({ id }, c) =>
        basis.molPerKg[e * n + c] > 0 ? [[id, (basis.molPerKg[e * n + c] * gPerMol) / 1000] as const] : [],
      );
      return [[element, Object.fromEntries(row)] as const];
    }),
  );
}

/** g/mol of an element; null for charge and for what is of unknown make-up. */
function weightOf(element: string): number | null {
  return /^[A-Z][a-z]?$/.test(element) ? molarMassGPerMol(readFormula(element)) : null;
}

function solidsBySize({ basis, kgPerH }: Stream): number[] {
  const sums = new Array<number>(basis.classes).fill(0);
  for (const [c, { phase }] of basis.components.entries())
    if (phase === "solid") for (let k = 0; k < basis.classes; k++) sums[k] += kgPerH[basis.firstSlot[c] + k];
  return sums;
}
