import { totalmem } from "node:os";
import type { ScreeningPlan } from "@relode/core/supply";

/** The run would not fit into memory; it is refused before it starts. */
export class MemoryError extends Error {
  readonly code = "jobs.memory";
  constructor(message: string) {
    super(message);
    this.name = "MemoryError";
  }
}

type PlanSize = Pick<ScreeningPlan, "draws" | "elements" | "containedRows"> & {
  readonly mines: { readonly length: number };
};

/**
 * Bytes that the realisations of a run take: 4 per cell (mine and element) and realisation, 8 per mine's ore and value,
 * and on each thread 8 for each of the shared draws that it keeps (three times the elements).
 */
export function memoryNeedBytes({ draws, elements, mines, containedRows }: PlanSize, threads: number): number {
  const store = 4 * (mines.length * elements.length + containedRows) + 16 * mines.length;
  const perThread = 8 * (3 * elements.length + 8 + mines.length);
  return draws * (store + Math.max(1, threads) * perThread);
}

/** Memory that this process may take: three quarters of the machine, or of the container's limit where it is lower. */
export function memoryLimitBytes(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return 0.75 * (constrained > 0 ? Math.min(constrained, totalmem()) : totalmem());
}

const gigabytes = (bytes: number) => (bytes / 1e9).toPrecision(2);

/** @throws {MemoryError} the run needs more than `limitBytes` */
export function checkMemory(plan: PlanSize, threads: number, limitBytes: number): void {
  const need = memoryNeedBytes(plan, threads);
  if (need <= limitBytes) return;
  const most = Math.floor(plan.draws * (limitBytes / need));
  throw new MemoryError(
    `${plan.draws} draws of ${plan.elements.length} elements at ${plan.mines.length} mines need ${gigabytes(need)} GB, ` +
      `the limit of this machine is ${gigabytes(limitBytes)} GB; take at most ${most} draws, or fewer elements`,
  );
}
