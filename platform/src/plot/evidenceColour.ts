import type { EvidenceGrade } from "@relode/core/evidence";

/** Fill of each grade of evidence: dark to light as evidence weakens, hues apart for colour-blind readers. */
export const evidenceColour: Readonly<Record<EvidenceGrade, string>> = {
  A: "var(--plot-evidence-a, #0a4a59)",
  B: "var(--plot-evidence-b, #2b8596)",
  C: "var(--plot-evidence-c, #d9982b)",
  D: "var(--plot-evidence-d, #b4aea3)",
  S: "var(--plot-evidence-s, #8a3b78)",
};

/** What each grade of evidence means, in a few words. */
export const evidenceMeaning: Readonly<Record<EvidenceGrade, string>> = {
  A: "measured here",
  B: "published",
  C: "recalled with citation",
  D: "modelled fallback",
  S: "synthetic",
};

/** Grades from best to weakest. */
export const evidenceGrades: readonly EvidenceGrade[] = ["A", "B", "C", "D", "S"];
