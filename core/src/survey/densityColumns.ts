import type { TableRow } from "../evidence/table.ts";
import { drillIssue, type DrillIssue, shown } from "./drillIssue.ts";

export interface DensityOptions {
  /** Whether the density column holds mass with or without its water; taken as dry, and told, where not declared. */
  readonly densityBasis?: "dry" | "wet";
  /** How the moisture column is written: a fraction or per cent, of the wet mass (mills) or of the dry (geotechnics). */
  readonly moistureUnit?: "fraction" | "pct";
  readonly moistureOf?: "wet" | "dry";
}

export interface DensityColumns {
  /** t dry/m3, NaN where not known; null without such a column. */
  readonly dryDensityTPerM3: Float64Array | null;
  /** Water over wet mass, NaN where not measured; null without such a column. */
  readonly moistureOfWet: Float64Array | null;
}

/**
 * Density and moisture of the rows as dry density and water over wet mass: w = omega/(1 + omega), rho_dry = rho_wet (1 − w).
 * Issues: `assay.density-basis` (warning: not declared), `assay.density-needs-moisture` (error: wet without moisture; dry
 * density stays not known), `assay.moisture-unit` (error: unit or basis not declared; not read), `assay.moisture-range`
 * (error: outside 0-95 % of wet mass; left not measured).
 */
export function readDensity(
  rows: readonly TableRow[],
  file: string,
  names: { readonly hole: string; readonly density?: string | undefined; readonly moisture?: string | undefined },
  options: DensityOptions,
  issues: DrillIssue[],
): DensityColumns {
  const tell = (code: string, severity: "error" | "warning", what: string, remedy: string, column: string) =>
    issues.push(drillIssue({ file, row: 1, column, code: `assay.${code}`, severity, what, remedy }));
  const moistureOfWet =
    names.moisture === undefined ? null : readMoisture(rows, file, names.hole, names.moisture, options, issues);
  if (names.density === undefined) return { dryDensityTPerM3: null, moistureOfWet };
  const column = names.density;
  const written = Float64Array.from(rows, (row) => row.number(column));
  if (options.densityBasis === undefined)
    tell(
      "density-basis",
      "warning",
      "whether the density is dry or wet is not declared; it is taken as dry",
      'declare densityBasis as "dry" or "wet"',
      column,
    );
  if (options.densityBasis !== "wet") return { dryDensityTPerM3: written, moistureOfWet };
  if (moistureOfWet === null) {
    tell(
      "density-needs-moisture",
      "error",
      "the density is declared wet but no moisture is read; dry density stays not known",
      "name a moisture column with its unit",
      column,
    );
    return { dryDensityTPerM3: written.fill(Number.NaN), moistureOfWet };
  }
  return { dryDensityTPerM3: written.map((wet, i) => wet * (1 - moistureOfWet[i])), moistureOfWet };
}

function readMoisture(
  rows: readonly TableRow[],
  file: string,
  holeColumn: string,
  column: string,
  { moistureUnit, moistureOf }: DensityOptions,
  issues: DrillIssue[],
): Float64Array | null {
  if (moistureUnit === undefined || moistureOf === undefined) {
    issues.push(
      drillIssue({
        file,
        row: 1,
        column,
        code: "assay.moisture-unit",
        severity: "error",
        what: "moisture needs its unit and whether it is of the wet or the dry mass; it is not read",
        remedy: 'declare moistureUnit ("fraction", "pct") and moistureOf ("wet", "dry")',
      }),
    );
    return null;
  }
  return Float64Array.from(rows, (row) => {
    const fraction = row.number(column) * (moistureUnit === "pct" ? 0.01 : 1);
    const ofWet = moistureOf === "dry" ? fraction / (1 + fraction) : fraction;
    if (Number.isNaN(fraction) || (fraction >= 0 && ofWet <= 0.95)) return ofWet;
    issues.push(
      drillIssue({
        file,
        row: row.line,
        hole: row.text(holeColumn).trim(),
        column,
        code: "assay.moisture-range",
        severity: "error",
        value: ofWet,
        bound: 0.95,
        what: `moisture is ${shown(100 * ofWet)} % of the wet mass, bounds 0-95; left not measured`,
        remedy: "check its unit and basis",
      }),
    );
    return Number.NaN;
  });
}
