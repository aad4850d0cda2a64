import { instantiateWasm } from "../numerics/wasmModule.ts";
import { simulationKernelBase64 } from "./simulationKernelBytes.ts";
import type { ReceiveRealisation, SimulationEngine, SimulationPlan } from "./simulationPlan.ts";
import { dependentNeighbours } from "./simulationScalar.ts";

const pageBytes = 65_536;
/** Above this the plain engine takes over, which keeps less. */
const mostBytes = 2 ** 31;
/** Realisations of one path that the kernel works on at once. */
const lanes = 8;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly freeFrom: { readonly value: number };
  prepare(steps: number, count: number, zero: number, variance: number, neighbours: number): void;
  simulatePair(count: number, ...pathMarksValuesTwice: number[]): number;
  findWeights(count: number, path: number, ...tables: number[]): number;
  applyWeights(count: number, path: number, ...tables: number[]): void;
  interleave(nodes: number, columns: number, column: number, values: number): void;
  separate(nodes: number, columns: number, column: number, values: number): void;
  failedPlace(): number;
}

/** The vectorised engine, or null where the host has no WebAssembly vectors or the plan would take over 2 GB. */
export function createKernelSimulation(plan: SimulationPlan, isOnePath: boolean): SimulationEngine | null {
  if (plan.offsets.table === null) return null;
  const exports = instantiateWasm(simulationKernelBase64) as Exports | null;
  if (exports === null) return null;
  const bytes = bytesNeeded(plan, isOnePath);
  if (bytes > mostBytes) return null;
  const memory = KernelMemory.of(exports, bytes);
  if (memory === null) return null;
  return isOnePath ? new OnePathSimulation(plan, memory) : new PairSimulation(plan, memory);
}

function bytesNeeded({ offsets, nodes, maxSamples }: SimulationPlan, isOnePath: boolean): number {
  const search = 4 * offsets.count + 8 * (2 * offsets.zero + 1) + 4096;
  const marks = offsets.span + offsets.before;
  return isOnePath
    ? search + marks + nodes * (16 * lanes + 16 + 12 * maxSamples)
    : search + 2 * (marks + 8 * offsets.span + 4 * nodes);
}

/** The kernel's memory handed out in order, and the tables of the search in it. */
class KernelMemory {
  readonly exports: Exports;
  #next: number;

  private constructor(exports: Exports) {
    this.exports = exports;
    this.#next = exports.freeFrom.value;
  }

  /** Null where the host has not that much memory to give. */
  static of(exports: Exports, bytes: number): KernelMemory | null {
    try {
      exports.memory.grow(Math.ceil((bytes + exports.freeFrom.value + 4096) / pageBytes));
    } catch {
      return null;
    }
    return new KernelMemory(exports);
  }

  take(bytes: number): number {
    const at = this.#next;
    this.#next = Math.ceil((at + bytes) / 64) * 64;
    return at;
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.exports.memory.buffer, this.take(8 * length), length);
  }

  integers(length: number): Int32Array {
    return new Int32Array(this.exports.memory.buffer, this.take(4 * length), length);
  }

  marks(length: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, this.take(length), length);
  }

  prepare({ offsets, sill, maxSamples }: SimulationPlan): void {
    const table = offsets.table ?? new Float64Array(1);
    const steps = this.integers(Math.ceil(offsets.count / 4) * 4);
    steps.set(offsets.lattice);
    const covariances = this.doubles(table.length);
    covariances.set(table);
    this.exports.prepare(steps.byteOffset, steps.length, covariances.byteOffset + 8 * offsets.zero, sill, maxSamples);
  }
}

/** Number of each node on the lattice with margins. */
function latticeNumbers({ grid, nodes, offsets }: SimulationPlan): Int32Array {
  const numbers = new Int32Array(nodes);
  const [nx, ny, nz] = grid.count;
  for (let k = 0, node = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) numbers[node++] = offsets.numberOf(i, j, k);
  return numbers;
}

/** Marks of the nodes with data, margins before and behind. */
function dataMarks({ conditioned, offsets }: SimulationPlan, numbers: Int32Array): Uint8Array {
  const marks = new Uint8Array(offsets.span + offsets.before);
  for (let node = 0; node < conditioned.length; node++)
    if (!Number.isNaN(conditioned[node])) marks[offsets.before + numbers[node]] = 1;
  return marks;
}

/** Two realisations at once, each along its own path. */
class PairSimulation implements SimulationEngine {
  readonly #plan: SimulationPlan;
  readonly #exports: Exports;
  readonly #numbers: Int32Array;
  readonly #marks: Uint8Array;
  readonly #field: Float64Array;
  readonly #lanes: readonly { path: Int32Array; marks: Uint8Array; values: Float64Array }[];

  constructor(plan: SimulationPlan, memory: KernelMemory) {
    this.#plan = plan;
    this.#exports = memory.exports;
    memory.prepare(plan);
    this.#numbers = latticeNumbers(plan);
    this.#marks = dataMarks(plan, this.#numbers);
    this.#field = new Float64Array(plan.nodes);
    this.#lanes = [0, 1].map(() => ({
      path: memory.integers(plan.nodes),
      marks: memory.marks(this.#marks.length),
      values: memory.doubles(plan.offsets.span),
    }));
  }

  run(first: number, count: number, receive: ReceiveRealisation): void {
    const end = first + count;
    for (let k = first; k < end; k += 2) {
      // An odd last one takes both lanes.
      const paths = this.#lanes.map((_, lane) => this.#load(lane, Math.min(k + lane, end - 1)));
      const [a, b] = this.#lanes;
      const failed = this.#exports.simulatePair(
        paths[0].length,
        ...[a, b].flatMap(({ path, marks, values }) => [
          path.byteOffset,
          marks.byteOffset + this.#plan.offsets.before,
          values.byteOffset,
        ]),
      );
      if (failed !== 0) throw dependentNeighbours(paths[failed & 1 ? 0 : 1][this.#exports.failedPlace()]);
      for (let lane = 0; lane < 2 && k + lane < end; lane++) receive(k + lane, this.#unload(lane));
    }
  }

  #load(lane: number, k: number): Int32Array {
    const { path, marks, values } = this.#lanes[lane];
    const { draws } = this.#plan;
    draws.fill(k, this.#field);
    for (let node = 0; node < this.#field.length; node++) values[this.#numbers[node]] = this.#field[node];
    marks.set(this.#marks);
    const nodes = draws.path(`${k}`);
    for (let i = 0; i < nodes.length; i++) path[i] = this.#numbers[nodes[i]];
    return nodes;
  }

  #unload(lane: number): Float64Array {
    const { values } = this.#lanes[lane];
    for (let node = 0; node < this.#field.length; node++) this.#field[node] = values[this.#numbers[node]];
    return this.#field;
  }
}

/** One path: weights once, two nodes at a time; then eight realisations at a time. */
class OnePathSimulation implements SimulationEngine {
  readonly #plan: SimulationPlan;
  readonly #exports: Exports;
  /** A realisation behind the other; and, for the kernel, the eight values of a node side by side. */
  readonly #columns: readonly Float64Array[];
  readonly #values: Float64Array;
  readonly #count: number;
  readonly #tables: readonly number[];

  constructor(plan: SimulationPlan, memory: KernelMemory) {
    this.#plan = plan;
    this.#exports = memory.exports;
    memory.prepare(plan);
    const numbers = latticeNumbers(plan);
    const marks = memory.marks(plan.offsets.span + plan.offsets.before);
    marks.set(dataMarks(plan, numbers));
    const nodes = plan.draws.path("one");
    this.#count = nodes.length;
    const most = nodes.length * plan.maxSamples;
    const path = memory.integers(nodes.length);
    for (let i = 0; i < nodes.length; i++) path[i] = numbers[nodes[i]];
    const start = memory.integers(nodes.length + 1);
    const near = memory.integers(most);
    this.#tables = [start, near, memory.doubles(most), memory.doubles(nodes.length)].map(
      ({ byteOffset }) => byteOffset,
    );
    const at = marks.byteOffset + plan.offsets.before;
    const failed = this.#exports.findWeights(nodes.length, path.byteOffset, at, ...this.#tables);
    if (failed !== 0) throw dependentNeighbours(nodes[this.#exports.failedPlace() + (failed & 1 ? 0 : 1)]);
    // From here on nodes go by their place in the grid: eight values of each side by side fill whole lines of the cache.
    const node = new Int32Array(plan.offsets.span);
    for (let i = 0; i < numbers.length; i++) node[numbers[i]] = i;
    for (let a = 0; a < start[nodes.length]; a++) near[a] = node[near[a]];
    path.set(nodes);
    this.#values = memory.doubles(lanes * plan.nodes);
    this.#columns = Array.from({ length: lanes }, () => memory.doubles(plan.nodes));
    this.#tables = [path.byteOffset, ...this.#tables, this.#values.byteOffset];
  }

  run(first: number, count: number, receive: ReceiveRealisation): void {
    const end = first + count;
    for (let k = first; k < end; k += lanes) {
      const here = Math.min(lanes, end - k);
      for (let lane = 0; lane < here; lane++) this.#plan.draws.fill(k + lane, this.#columns[lane]);
      const columns = this.#columns.map(({ byteOffset }) => byteOffset);
      const places = [this.#plan.nodes, columns[0], columns[1] - columns[0], this.#values.byteOffset] as const;
      this.#exports.interleave(...places);
      const [path, ...tables] = this.#tables;
      this.#exports.applyWeights(this.#count, path, ...tables);
      this.#exports.separate(...places);
      for (let lane = 0; lane < here; lane++) receive(k + lane, this.#columns[lane]);
    }
  }
}
