import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import { type IntervalTable, type LithologyTable, rowsByHole } from "./intervalTable.ts";

/** Parts of sample intervals, each in one domain; holes together, ascending in depth. */
export interface DomainPieces {
  readonly hole: readonly string[];
  readonly fromM: Float64Array;
  readonly toM: Float64Array;
  /** Row of the sample table from which the piece comes. */
  readonly sampleRow: Int32Array;
  /** Code of the log; empty where nothing was logged. */
  readonly domain: readonly string[];
  readonly issues: readonly DrillIssue[];
}

const toleranceM = 1e-6;

/**
 * Cuts sample intervals at the contacts of the log, so that no composite mixes domains: grade is taken as even within a
 * sample, so grade times length is kept exactly. Without a log every piece is a whole sample of domain "".
 * A sample that starts above the end of the one before, or has no length, is left out and said
 * (`composite.overlap-left-out`, `composite.no-length`, warnings): counting it twice would invent metal.
 */
export function domainPieces(samples: IntervalTable, log: LithologyTable | null): DomainPieces {
  const issues: DrillIssue[] = [];
  const [hole, domain, from, to, sampleRow]: [string[], string[], number[], number[], number[]] = [[], [], [], [], []];
  const logRows = log === null ? new Map<string, Int32Array>() : rowsByHole(log);
  const push = (name: string, code: string, start: number, end: number, row: number) => {
    if (end - start <= toleranceM) return;
    hole.push(name);
    domain.push(code);
    from.push(start);
    to.push(end);
    sampleRow.push(row);
  };
  for (const [name, rows] of rowsByHole(samples)) {
    const logged = logRows.get(name) ?? new Int32Array(0);
    let reach = 0;
    let next = 0;
    for (const i of rows) {
      const [start, end] = [samples.fromM[i], samples.toM[i]];
      const left = (code: string, what: string) =>
        issues.push(
          drillIssue({
            file: samples.file,
            row: samples.row[i],
            hole: name,
            fromM: start,
            toM: end,
            code,
            severity: "warning",
            what,
            remedy: "the sample is left out; correct its depths",
          }),
        );
      if (!(end > start) || start < 0) {
        left("composite.no-length", "has no length or starts above the mouth");
        continue;
      }
      if (start < reach - 0.005) {
        left("composite.overlap-left-out", `overlaps the samples above by ${shown(Math.min(reach, end) - start)} m`);
        continue;
      }
      reach = end;
      if (log === null) {
        push(name, "", start, end, i);
        continue;
      }
      let at = start;
      while (next < logged.length && log.toM[logged[next]] <= start) next++;
      for (let k = next; k < logged.length && log.fromM[logged[k]] < end; k++) {
        const unit = logged[k];
        const top = Math.max(at, log.fromM[unit]);
        const bottom = Math.min(end, log.toM[unit]);
        push(name, "", at, top, i);
        push(name, log.code[unit] ?? "", top, bottom, i);
        at = Math.max(at, bottom);
      }
      push(name, "", at, end, i);
    }
  }
  return {
    hole,
    domain,
    fromM: Float64Array.from(from),
    toM: Float64Array.from(to),
    sampleRow: Int32Array.from(sampleRow),
    issues,
  };
}
