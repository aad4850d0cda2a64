import type { ResourceQuality } from "@relode/core/resource";
import type { CsvRow, Issue } from "@relode/core/evidence";
import { type ControlGroup, controlGroups, readControls } from "@relode/core/survey";

/**
 * Quality control of the laboratory in a line a group, from a table of control samples (docs/survey.md, Assay quality control).
 * Issues: `qaqc.*` of the statistics and of the table.
 */
export function qualityOf(
  records: readonly CsvRow[],
  file: string,
): { rows: readonly ResourceQuality[]; issues: readonly Issue[] } {
  const table = readControls(records, file);
  const { groups, issues } = controlGroups(table.rows, file);
  const told = [...table.issues, ...issues].filter(({ code }) => code !== "columns.guessed");
  return { rows: groups.map(lineOf), issues: told };
}

function lineOf(group: ControlGroup): ResourceQuality {
  const { substance } = group;
  if (group.kind === "blank") {
    const { n, failed, boundPpm } = group.blanks;
    return {
      kind: "blank",
      substance,
      n,
      verdict: `${failed} of ${n} above ${boundPpm} ppm (five detection limits)`,
    };
  }
  if (group.kind === "standard") {
    const { n, relativeBias, mark } = group.chart;
    const failed = mark.filter((one) => one === "failed").length;
    return {
      kind: `standard ${group.name}`,
      substance,
      n,
      verdict: `bias ${(100 * relativeBias).toFixed(1)} %, ${failed} failed`,
    };
  }
  const { pairs, shareWithin, coefficientOfVariation, relativeBias } = group.duplicates;
  return {
    kind: `${group.stage}-duplicate`,
    substance,
    n: pairs,
    verdict: `${(100 * shareWithin).toFixed(0)} % of pairs within the accepted difference, average CV ${(100 * coefficientOfVariation).toFixed(1)} %, bias ${(100 * relativeBias).toFixed(1)} %`,
  };
}
