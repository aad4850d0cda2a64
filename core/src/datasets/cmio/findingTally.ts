import type { Issue, Severity } from "../../evidence/issue.ts";

interface Finding {
  count: number;
  readonly severity: Severity;
  readonly path: string;
  readonly first: string;
  readonly meaning: string;
}

/** Collects the same finding from thousands of cells into one issue that says how often and where first. */
export class FindingTally {
  readonly #findings = new Map<string, Finding>();

  /** `first` and `path` are made only for the first of its code: this runs in the reader's inner loop. */
  add(code: string, severity: Severity, meaning: string, path: () => string, first: () => string): void {
    const finding = this.#findings.get(code);
    if (finding !== undefined) finding.count++;
    else this.#findings.set(code, { count: 1, severity, path: path(), first: first(), meaning });
  }

  count(code: string): number {
    return this.#findings.get(code)?.count ?? 0;
  }

  issues(): Issue[] {
    return [...this.#findings].map(([code, { count, severity, path, first, meaning }]) => ({
      path,
      code,
      severity,
      message: `${count} ${meaning}; first: ${first}`,
    }));
  }
}
