import { createHash } from "node:crypto";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";

/** JSON text of an answer with the tag under which a browser may keep it. */
export interface Document {
  readonly text: string;
  readonly etag: string;
}

function document(content: unknown): Document {
  const text = JSON.stringify(content);
  return { text, etag: `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"` };
}

const kept = new WeakMap<ScreeningOutcome, Map<string, Document>>();

/**
 * The answer to GET result: written once per outcome and view, since a result takes megabytes and never changes.
 * `summary` leaves `mines[].elements` empty.
 */
export function resultDocument(outcome: ScreeningOutcome, view: "summary" | "full"): Document {
  const views = kept.get(outcome) ?? new Map<string, Document>();
  kept.set(outcome, views);
  const known = views.get(view);
  if (known) return known;
  const { result, issues, manifest } = outcome;
  const mines = view === "full" ? result.mines : result.mines.map((mine) => ({ ...mine, elements: {} }));
  const written = document({ result: { ...result, mines }, issues, manifest });
  views.set(view, written);
  return written;
}
