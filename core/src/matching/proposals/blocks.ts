import type { Figure, FlowsheetDraft } from "./flowsheetDraft.ts";
import type { FeedSolid, WasteFeed } from "./wasteFeed.ts";

/** A choice of the engineer: no range. */
export function design(value: number, unit: string, source: string): Figure {
  return { low: value, value, high: value, unit, grade: "design", source };
}

/** A figure judged from literature. */
export function judged(low: number, value: number, high: number, unit: string, source: string): Figure {
  return { low, value, high, unit, grade: "judged", source };
}

/** A figure of a study. */
export function published(low: number, value: number, high: number, unit: string, source: string): Figure {
  return { low, value, high, unit, grade: "published", source };
}

/** Monitors and pulping to 40 % solids; water that comes back goes in first. The pulp leaves by `re-mining.pulp`. */
export function remine(draft: FlowsheetDraft, { feed }: WasteFeed, moisture = 0.15): string {
  draft.component("H2O", "aqueous");
  const solids = feed.solids?.kgPerH ?? 0;
  const power = draft.figure(
    "mining energy",
    "monitors and pumps",
    judged(2, 3, 5, "kWh/t", "practice of hydraulic tailings mining, order of magnitude"),
  );
  draft.unit(
    "re-mining",
    "pulper",
    { solidsMassFraction: 0.4, powerKwhPerT: power },
    `waste arrives with ${100 * moisture} % moisture (assumed)`,
  );
  draft.feed("waste", "re-mining.feed", { ...feed, aqueous: { litresPerH: (solids * moisture) / (1 - moisture) } });
  return "re-mining.pulp";
}

/** Efficiency of a washing stage of leached tailings. */
export function washingEfficiency(draft: FlowsheetDraft): number {
  return draft.figure(
    "washing",
    "efficiency of a washing stage",
    judged(0.75, 0.9, 0.97, "1", "practice of decantation"),
  );
}

/** How a leached pulp is washed. */
export interface Decantation {
  /** Port that gives the pulp. */
  readonly from: string;
  readonly stages: number;
  readonly underflowSolids: number;
  readonly efficiency: number;
  readonly waterLPerH: number;
  /** Where the wash water comes from, in words. */
  readonly measuredBy?: string;
}

/** Counter-current decantation `washing` with water of 20 °C: the liquor leaves by `washing.pregnant`, the residue leaves the plant. */
export function decantation(
  draft: FlowsheetDraft,
  { from, stages, underflowSolids, efficiency, waterLPerH, measuredBy = "design" }: Decantation,
): void {
  draft.unit("washing", "ccd", { stages, underflowSolids, efficiency });
  draft.stream("leached pulp", from, "washing.feed");
  draft.feed("wash water", "washing.wash", { aqueous: { litresPerH: waterLPerH }, temperatureC: 20, measuredBy });
  draft.stream("leach residue", "washing.tailings", null);
}

/** Cyclones of 0.5 m in a cluster for a pulp of 40 % solids: about 110 m³/h each, near 100 kPa by Plitt. */
export function cyclonesFor(kgPerH: number): number {
  return Math.min(1000, Math.max(1, Math.ceil(((kgPerH / 1000) * 1.87) / 110)));
}

/** Thickener on what is left, 95 % of its water back to re-mining. Streams into `tailings thickener.feed` are the caller's. */
export function tailingsThickener(draft: FlowsheetDraft, to = "re-mining.feed"): void {
  draft.unit(
    "tailings thickener",
    "thickener",
    { underflowSolids: 0.55, unitAreaM2PerTPerDay: 0.5, flocculantGPerT: 25 },
    "underflow and area by practice; a settling test decides",
  );
  draft.unit("water return", "splitter", { share: 0.95 }, "the rest seeps or evaporates with the pond (assumed)");
  draft.stream("thickener overflow", "tailings thickener.overflow", "water return.in");
  draft.stream("returned water", "water return.first", to);
  draft.stream("water to pond", "water return.second", null);
  draft.stream("new tailings", "tailings thickener.underflow", null);
}

/** Volume of a flotation bank's cells for a mean time, m³ each, rounded up to three digits; 15 % of a cell is air. */
export function cellVolumeM3(pulpM3PerH: number, minutes: number, cells: number): number {
  return Number(Math.min(1000, Math.max(1e-6, ((pulpM3PerH / 60) * minutes) / 0.85 / cells)).toPrecision(3));
}

/** Degree of entrainment by size class: fines go where the water goes. */
export function entrainmentOf(sizesUm: readonly number[]): number[] {
  return sizesUm.map((size) => (size <= 10 ? 0.6 : size <= 20 ? 0.4 : size <= 45 ? 0.15 : size <= 75 ? 0.05 : 0));
}

/** A number for each solid by a rule, without those the rule leaves out. */
export function bySolid(
  solids: readonly FeedSolid[],
  rule: (solid: FeedSolid) => number | null,
): Record<string, number> {
  const out: Record<string, number> = {};
  for (const solid of solids) {
    const value = rule(solid);
    if (value !== null) out[solid.id] = value;
  }
  return out;
}
