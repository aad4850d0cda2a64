import { type ResourceQuality } from "@relode/core/resource";
import { type CsvRow, type Issue, readTable } from "@relode/core/evidence";
import { blankStatistics, controlChart, duplicateStatistics } from "@relode/core/survey";

/**
 * Quality control of the laboratory: table with kind (blank, standard, field-duplicate, coarse-duplicate, pulp-duplicate), sample,
 * substance, original_ppm, result_ppm, certified_ppm, sd_ppm; `<x` is below detection. Issues: `qaqc.*` of the statistics.
 */
export function qualityOf(
  records: readonly CsvRow[],
  file: string,
): { rows: readonly ResourceQuality[]; issues: readonly Issue[] } {
  const text = { kind: "text" } as const;
  const { rows, issues } = readTable(records, file, {
    kind: { kind: "text", required: true },
    sample: text,
    substance: { kind: "text", required: true },
    original_ppm: text,
    result_ppm: { kind: "text", required: true },
    certified_ppm: text,
    sd_ppm: text,
  });
  const all: Issue[] = [...issues];
  const found: ResourceQuality[] = [];
  const number = (cell: string) => (cell.trim() === "" ? Number.NaN : Number(cell.replace(/^</, "")));
  const groups = new Map<string, typeof rows>();
  for (const row of rows) {
    const kind = row.text("kind").trim();
    const key = `${kind}|${row.text("substance").trim()}|${kind === "standard" ? row.text("sample").trim() : ""}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  for (const [key, of] of groups) {
    const [kind, substance, name] = key.split("|");
    const row = Int32Array.from(of, ({ line }) => line);
    const column = (header: string) => Float64Array.from(of, (one) => number(one.text(header)));
    const resultPpm = column("result_ppm");
    const isBelowDetection = Uint8Array.from(of, (one) => (one.text("result_ppm").trim().startsWith("<") ? 1 : 0));
    if (kind === "blank") {
      const limit = resultPpm.find((_, i) => isBelowDetection[i] === 1) ?? Number.NaN;
      if (Number.isNaN(limit)) continue;
      const s = blankStatistics({
        file,
        row,
        resultPpm,
        isBelowDetection,
        previousPpm: column("original_ppm"),
        detectionLimitPpm: limit,
      });
      all.push(...s.issues);
      found.push({
        kind,
        substance,
        n: s.n,
        verdict: `${s.failed} of ${s.n} above ${s.boundPpm} ppm (five detection limits)`,
      });
    } else if (kind === "standard") {
      const [certifiedPpm, sdPpm] = [column("certified_ppm")[0], column("sd_ppm")[0]];
      if (!(certifiedPpm > 0 && sdPpm > 0)) continue;
      const chart = controlChart({ file, row, name, certifiedPpm, sdPpm, resultPpm });
      all.push(...chart.issues);
      const failed = chart.mark.filter((mark) => mark === "failed").length;
      found.push({
        kind: `standard ${name}`,
        substance,
        n: chart.n,
        verdict: `bias ${(100 * chart.relativeBias).toFixed(1)} %, ${failed} failed`,
      });
    } else if (kind.endsWith("-duplicate")) {
      const of2 = kind.replace("-duplicate", "");
      if (of2 !== "field" && of2 !== "coarse" && of2 !== "pulp") continue;
      const s = duplicateStatistics({
        file,
        row,
        kind: of2,
        originalPpm: column("original_ppm"),
        duplicatePpm: resultPpm,
      });
      all.push(...s.issues);
      found.push({
        kind,
        substance,
        n: s.pairs,
        verdict: `${(100 * s.shareWithin).toFixed(0)} % of pairs within the accepted difference, average CV ${(100 * s.coefficientOfVariation).toFixed(1)} %, bias ${(100 * s.relativeBias).toFixed(1)} %`,
      });
    }
  }
  return { rows: found, issues: all };
}
