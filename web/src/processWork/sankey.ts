import type { FlowsheetReport } from "@relode/core/process";
import type { SolveAnswer } from "./processWork.ts";

/** What flows: everything, a component, or an element. */
export type FlowQuantity = "total" | `component:${string}` | `element:${string}`;

export interface SankeyLink {
  readonly stream: string;
  /** Unit, or null for a feed; `dosed` marks reagents that a unit doses inside. */
  readonly from: string | null;
  readonly to: string | null;
  readonly kgPerH: number;
}

export interface SankeyFlows {
  readonly links: readonly SankeyLink[];
  readonly inKgPerH: number;
  readonly outKgPerH: number;
}

/** kg/h of a quantity in a set of components' flows. */
export function amountOf(
  quantity: FlowQuantity,
  kgPerH: Readonly<Record<string, number>>,
  share: SolveAnswer["elementShare"],
): number {
  if (quantity.startsWith("component:")) return kgPerH[quantity.slice("component:".length)] ?? 0;
  const row = quantity === "total" ? null : (share[quantity.slice("element:".length)] ?? {});
  return Object.entries(kgPerH).reduce((sum, [id, kg]) => sum + kg * (row === null ? 1 : (row[id] ?? 0)), 0);
}

/** Flows of a quantity between units, with what enters and leaves; the two agree where nothing turns it into something else. */
export function sankeyFlows(
  report: FlowsheetReport,
  quantity: FlowQuantity,
  share: SolveAnswer["elementShare"],
): SankeyFlows {
  const links: SankeyLink[] = [];
  for (const { stream, from, to, kgPerH } of report.streams)
    links.push({ stream, from, to, kgPerH: amountOf(quantity, kgPerH, share) });
  for (const { unit, dosedKgPerH } of report.units)
    links.push({ stream: `dosed in ${unit}`, from: null, to: unit, kgPerH: amountOf(quantity, dosedKgPerH, share) });
  const flowing = links.filter(({ kgPerH }) => kgPerH > 0);
  const sum = (chosen: readonly SankeyLink[]) => chosen.reduce((total, { kgPerH }) => total + kgPerH, 0);
  return {
    links: flowing,
    inKgPerH: sum(flowing.filter(({ from }) => from === null)),
    outKgPerH: sum(flowing.filter(({ to, from }) => to === null && from !== null)),
  };
}
