import type { Issue } from "../evidence/issue.ts";
import type { Assessment } from "./assess.ts";
import type { Figure } from "./figure.ts";
import type { TruthRow } from "./truthCheck.ts";

/** A site assessed, with all that a report needs. */
export interface AssessedSite {
  readonly assessment: Assessment;
  readonly figures: readonly Figure[];
  /** What has no number, in words. */
  readonly silent: readonly string[];
  /** Null for a real site. */
  readonly truth: readonly TruthRow[] | null;
  readonly issues: readonly Issue[];
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
}
