import type { EvidenceGrade, Interval } from "../evidence/estimate.ts";

/** The road from assay to decision. */
export const stages = ["body", "mining", "route", "products", "water and energy", "money", "decision"] as const;
export type Stage = (typeof stages)[number];

/** One number of an assessment, with what it was made of. */
export interface Figure {
  readonly id: string;
  readonly stage: Stage;
  readonly name: string;
  readonly unit: string;
  readonly interval: Interval;
  readonly evidence: EvidenceGrade;
  /** Figures that it was computed from, by id. */
  readonly from: readonly string[];
  /** Where an input comes from: file and key, or the words of its source; empty for what is computed. */
  readonly source: string;
  /** How it was computed, in words or as an equation. */
  readonly how: string;
}

/** What stands in no model yet: told as such in every report, never left out. */
export const notAssessed: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: "slope stability, liquefaction and breach of the dam during and after re-mining",
    why: "no geotechnical model is in this version",
  },
  {
    what: "acid drainage and metal leaching of what is left",
    why: "no environmental model is in this version; chemistry of a water can be looked at with relode chemistry",
  },
  { what: "dust, noise, traffic, habitats", why: "no model is in this version" },
  {
    what: "legal standing: waste or resource, permits, liability",
    why: "no rules are in this version; ask a lawyer of the place",
  },
  {
    what: "consent and benefit of neighbours and indigenous peoples",
    why: "no record is in this version; nothing here replaces asking them",
  },
  { what: "traceability of the metal to a buyer", why: "no custody record is in this version" },
];
