import type { ResourceDocument } from "@relode/core/resource";
import { csvText } from "./csvText.ts";

/** Tables of a run as CSV by file name: what resource.json holds, a row a number. */
export function resourceTables(document: ResourceDocument): ReadonlyMap<string, string> {
  const { totals, gradeTonnage, swaths, validation, classification, truth, issues } = document;
  const table = (header: readonly string[], rows: readonly (readonly (string | number | boolean | null)[])[]) =>
    csvText(
      header,
      rows.map((row) => row.map(cell)),
    );
  const files = new Map([
    [
      "totals.csv",
      table(
        ["of", "quantity", "variable", "unit", "mean", "p05", "p50", "p95", "kriged"],
        totals.map(({ of, quantity, variable, unit, interval: i, estimate }) => [
          of,
          quantity,
          variable,
          unit,
          i.mean,
          i.p05,
          i.p50,
          i.p95,
          estimate,
        ]),
      ),
    ],
    [
      "grade-tonnage.csv",
      table(
        [
          "variable",
          "cutoffPpm",
          "massDryTonnesMean",
          "massDryTonnesP05",
          "massDryTonnesP50",
          "massDryTonnesP95",
          "meanGradePpm",
          "meanGradePpmP05",
          "meanGradePpmP95",
          "metalTonnesMean",
          "metalTonnesP05",
          "metalTonnesP95",
          "krigedMassDryTonnes",
          "krigedMetalTonnes",
        ],
        gradeTonnage.flatMap(({ variable, points }) =>
          points.map(({ cutoffPpm, massDryTonnes: m, meanGradePpm: g, metalTonnes: t, naive }) => [
            variable,
            cutoffPpm,
            m.mean,
            m.p05,
            m.p50,
            m.p95,
            g.mean,
            g.p05,
            g.p95,
            t.mean,
            t.p05,
            t.p95,
            naive?.massDryTonnes ?? null,
            naive?.metalTonnes ?? null,
          ]),
        ),
      ),
    ],
    [
      "swaths.csv",
      table(
        [
          "variable",
          "axis",
          "fromM",
          "toM",
          "composites",
          "dataMeanPpm",
          "krigedMeanPpm",
          "realisationP05Ppm",
          "realisationP95Ppm",
        ],
        swaths.flatMap(({ variable, axis, slices }) =>
          slices.map((s) => [
            variable,
            axis,
            s.fromM,
            s.toM,
            s.samples,
            s.dataMean,
            s.estimateMean,
            s.realisationMean?.p05 ?? null,
            s.realisationMean?.p95 ?? null,
          ]),
        ),
      ),
    ],
    [
      "validation.csv",
      table(
        [
          "domain",
          "variable",
          "unit",
          "composites",
          "meanError",
          "rootMeanSquaredError",
          "correlation",
          "meanSquaredDeviationRatio",
          "shareWithin90Pct",
        ],
        validation.map((v) => [
          v.domain,
          v.variable,
          v.unit,
          v.n,
          v.meanError,
          v.rootMeanSquaredError,
          v.correlation,
          v.meanSquaredDeviationRatio,
          100 * (v.accuracy[8]?.found ?? Number.NaN),
        ]),
      ),
    ],
    [
      "issues.csv",
      table(
        ["severity", "code", "path", "message"],
        issues.map((one) => [one.severity, one.code, one.path, one.message]),
      ),
    ],
  ]);
  if (classification !== null)
    files.set(
      "classes.csv",
      table(
        ["class", "blocks", "massDryTonnes", ...Object.keys(classification.classes[0]?.meanGrade ?? {})],
        classification.classes.map((row) => [
          row.class,
          row.blocks,
          row.massDryTonnes,
          ...Object.values(row.meanGrade),
        ]),
      ),
    );
  if (truth !== null)
    files.set(
      "truth.csv",
      table(
        ["quantity", "unit", "truth", "mean", "p05", "p50", "p95", "isCovered"],
        truth.rows.map(({ what, unit, truth: value, interval: i, isCovered }) => [
          what,
          unit,
          value,
          i.mean,
          i.p05,
          i.p50,
          i.p95,
          isCovered,
        ]),
      ),
    );
  return files;
}

/** Nine digits are more than any of these numbers carries. */
function cell(value: string | number | boolean | null): string | number | null {
  if (typeof value === "number") return Number(value.toPrecision(9));
  return typeof value === "boolean" ? String(value) : value;
}
