import type { EvidenceGrade } from "@relode/core/evidence";
import type { EvidenceMix } from "@relode/core/supply";
import { formatPct } from "../../../platform/src/plot/format.ts";
import { evidenceColour, evidenceGrades, evidenceMeaning } from "../../../platform/src/plot/evidenceColour.ts";

/** Letter of a grade of evidence; its meaning is read aloud and shown on hover. */
export function Evidence({ grade, note }: { readonly grade: EvidenceGrade; readonly note?: string }) {
  const words = `Evidence ${grade}: ${evidenceMeaning[grade]}${note ? ` (${note})` : ""}`;
  return (
    <span className="evidence" data-grade={grade} title={words} role="img" aria-label={words}>
      {grade}
    </span>
  );
}

/** Share of a mass whose concentration is only modelled or synthetic, 0-1. */
export function modelledShare(mix: EvidenceMix): number {
  return mix.D + mix.S;
}

/** Weakest grade, and beside it the mix of grades by mass as a thin bar. */
export function EvidenceStrip({ grade, mix }: { readonly grade: EvidenceGrade; readonly mix: EvidenceMix }) {
  const present = evidenceGrades.filter((each) => mix[each] > 0);
  const words = present.map((each) => `${each} ${formatPct(mix[each])}`).join(", ");
  return (
    <span className="evidence-strip">
      <Evidence grade={grade} note="weakest in the sum" />
      <span className="strip" role="img" aria-label={`Evidence by mass: ${words}`} title={`Evidence by mass: ${words}`}>
        {present.map((each) => (
          <span key={each} style={{ flexGrow: mix[each], background: evidenceColour[each] }} />
        ))}
      </span>
    </span>
  );
}

/** All grades with their meaning. */
export function EvidenceKey({ grades = evidenceGrades }: { readonly grades?: readonly EvidenceGrade[] }) {
  return (
    <div className="evidence-key">
      <b>Evidence</b>
      {grades.map((grade) => (
        <span key={grade}>
          <span className="evidence" data-grade={grade} aria-hidden="true">
            {grade}
          </span>
          {grade} {evidenceMeaning[grade]}
        </span>
      ))}
    </div>
  );
}
