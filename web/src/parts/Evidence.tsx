import type { EvidenceGrade } from "@relode/core/evidence";
import { evidenceGrades, evidenceMeaning } from "../../../platform/src/plot/evidenceColour.ts";

/** Letter of a grade of evidence; its meaning is read aloud and shown on hover. */
export function Evidence({ grade, note }: { readonly grade: EvidenceGrade; readonly note?: string }) {
  const words = `Evidence ${grade}: ${evidenceMeaning[grade]}${note ? ` (${note})` : ""}`;
  return (
    <span className="evidence" data-grade={grade} title={words} role="img" aria-label={words}>
      {grade}
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
