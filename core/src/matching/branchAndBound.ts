import type { LinearProgram, SolveLinearProgram } from "../process/energy/linearProgram.ts";

/** An answer of a programme with yes-or-no columns. */
export interface MixedSolution {
  readonly status: "optimal" | "infeasible" | "unbounded";
  readonly objective: number;
  readonly columns: Float64Array;
  /** Linear programmes solved on the way. */
  readonly nodes: number;
}

/** A search that was not finished. */
export class BranchingError extends Error {
  readonly code = "matching.not-finished";
  constructor(nodes: number, best: number, bound: number) {
    super(
      `branch and bound stopped at ${nodes} linear programmes; best answer ${best}, none can be below ${bound}: try fewer plants, sizes or bodies`,
    );
    this.name = "BranchingError";
  }
}

const wholeWithin = 1e-6;

interface Node {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly bound: number;
  readonly columns: Float64Array;
}

/**
 * Minimises a linear programme of which some columns must be 0 or 1: linear relaxations by the solver given, the node of least bound first,
 * branching on the column farthest from whole. Exact within 1e-9 of the objective (relative).
 *
 * @param binaries numbers of the columns that are 0 or 1; their bounds in the programme must lie in 0-1
 * @param mostNodes linear programmes at most
 * @throws {BranchingError} not finished by then
 * @see Land and Doig (1960), An automatic method of solving discrete programming problems, Econometrica 28, 497-520
 */
export function solveMixed(
  program: LinearProgram,
  binaries: readonly number[],
  solve: SolveLinearProgram,
  mostNodes = 4000,
): MixedSolution {
  let nodes = 0;
  const relax = (lower: Float64Array, upper: Float64Array): Node | "infeasible" | "unbounded" => {
    nodes++;
    const found = solve({ ...program, lower, upper });
    if (found.status === "unbounded") return "unbounded";
    if (found.status !== "optimal") return "infeasible";
    return { lower, upper, bound: found.objective, columns: found.columns };
  };
  const root = relax(Float64Array.from(program.lower), Float64Array.from(program.upper));
  if (typeof root === "string") return { status: root, objective: Number.NaN, columns: new Float64Array(0), nodes };
  const open: Node[] = [root];
  let best: Node | null = null;
  while (open.length > 0) {
    const node = open.pop() as Node;
    if (best !== null && node.bound >= best.bound - 1e-9 * Math.max(1, Math.abs(best.bound))) break;
    const column = farthestFromWhole(node.columns, binaries);
    if (column < 0) {
      best = node;
      continue;
    }
    if (nodes >= mostNodes) throw new BranchingError(nodes, best?.bound ?? Number.NaN, node.bound);
    for (const value of [0, 1]) {
      const [lower, upper] = [Float64Array.from(node.lower), Float64Array.from(node.upper)];
      lower[column] = upper[column] = value;
      const child = relax(lower, upper);
      if (typeof child !== "string" && (best === null || child.bound < best.bound)) insert(open, child);
    }
  }
  return best === null
    ? { status: "infeasible", objective: Number.NaN, columns: new Float64Array(0), nodes }
    : { status: "optimal", objective: best.bound, columns: best.columns, nodes };
}

/** Column most in doubt; -1 where all are whole. */
function farthestFromWhole(columns: Float64Array, binaries: readonly number[]): number {
  let [found, most] = [-1, wholeWithin];
  for (const column of binaries) {
    const doubt = Math.abs(columns[column] - Math.round(columns[column]));
    if (doubt > most) [found, most] = [column, doubt];
  }
  return found;
}

/** Keeps nodes by falling bound: the last is the most promising. */
function insert(open: Node[], node: Node): void {
  let [from, to] = [0, open.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (open[middle].bound > node.bound) from = middle + 1;
    else to = middle;
  }
  open.splice(from, 0, node);
}
