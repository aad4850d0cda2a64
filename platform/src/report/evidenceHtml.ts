import type { EvidenceGrade } from "@relode/core/evidence";
import type { EvidenceMix } from "@relode/core/supply";
import { evidenceColour, evidenceGrades, evidenceMeaning } from "../plot/evidenceColour.ts";
import { evidenceMixText, isShown } from "./figures.ts";
import { type Html, html, nothing } from "./html.ts";

/** A grade of evidence as a small labelled mark. */
export function gradeMark(grade: EvidenceGrade): Html {
  if (!evidenceGrades.includes(grade)) return nothing;
  return html`<span class="g g-${grade}" title="${evidenceMeaning[grade]}">${grade}</span>`;
}

/** A small bar of the evidence mix with its shares in words beside it. */
export function mixMark(mix: EvidenceMix): Html {
  const parts = evidenceGrades
    .map((grade) => ({ grade, share: isShown(mix[grade]) ? Math.min(1, Math.max(0, mix[grade])) : 0 }))
    .filter(({ share }) => share > 0)
    .map(
      ({ grade, share }) =>
        html`<i style="width:${(share * 100).toFixed(1)}%;background:${evidenceColour[grade]}" title="${grade}: ${evidenceMeaning[grade]}"></i>`,
    );
  return html`<span class="mix" aria-hidden="true">${parts}</span>${evidenceMixText(mix)}`;
}
