import type { Issue, Severity } from "../../evidence/issue.ts";
import type { CmioField } from "./cmioFields.ts";
import { type ElementColumns, elementColumns } from "./elementColumns.ts";

/** Columns that the reader uses besides the concentrations; -1 when absent. */
export interface TextColumns {
  readonly uid: number;
  readonly name: number;
  readonly type: number;
  readonly group: number;
  readonly environment: number;
  readonly country: number;
  readonly state: number;
  readonly relation: number;
  readonly material: number;
  readonly sampleType: number;
  readonly analysis: number;
}

export interface CmioHeader {
  readonly columns: TextColumns;
  readonly elements: ElementColumns[];
  readonly issues: Issue[];
}

const required = ["DEPOSIT_UID", "DEPOSIT_NAME", "DEPOSIT_TYPE", "SAMPLE_DEPOSIT_RELATION", "MATERIAL_CLASS"];

/**
 * Finds the columns of a header, in any case and order. Columns the schema does not know are ignored; concentrations
 * it lacks are named in a warning; a missing or doubled column that is needed is an error.
 * @param cells header cells as written
 * @param fields schema
 * @param path file and row for the issues
 */
export function readCmioHeader(cells: readonly string[], fields: readonly CmioField[], path: string): CmioHeader {
  const issues: Issue[] = [];
  const report = (severity: Severity, code: string, message: string) => issues.push({ path, code, severity, message });
  const names = cells.map((cell) => cell.trim().toUpperCase());
  const columnOf = new Map<string, number>();
  names.forEach((name, i) => {
    if (columnOf.has(name) && name !== "")
      report("error", "cmio.duplicate-column", `column ${name} occurs twice; remove one`);
    columnOf.set(name, i);
  });
  const found = `found ${names.length} columns: ${shownList(names, 8)}`;
  const missing = required.filter((name) => !columnOf.has(name));
  const elements = elementColumns(fields, columnOf);
  const absent = fields.filter((field) => field.kind === "value" && !columnOf.has(field.name));
  if (names.length === 1 && /[;\t|]/.test(names[0] ?? ""))
    report("error", "cmio.separator", `the header has one column; the separator must be a comma, ${found}`);
  else if (missing.length > 0)
    report(
      "error",
      "cmio.missing-column",
      `required columns are missing: ${missing.join(", ")}; ${found}; take the layer cmmi:CriticalMineralDepositsGeochemistry with all its columns`,
    );
  else if (elements.length === 0)
    report("error", "cmio.no-element-columns", `no concentration column such as CU_PPM; ${found}`);
  else if (absent.length > 0)
    report(
      "warning",
      "cmio.absent-columns",
      `${absent.length} concentration columns are absent: ${shownList(
        absent.map((field) => field.name),
        12,
      )}; they count as not analysed`,
    );
  return { columns: textColumns(columnOf), elements, issues };
}

function textColumns(columnOf: ReadonlyMap<string, number>): TextColumns {
  const at = (name: string) => columnOf.get(name) ?? -1;
  return {
    uid: at("DEPOSIT_UID"),
    name: at("DEPOSIT_NAME"),
    type: at("DEPOSIT_TYPE"),
    group: at("DEPOSIT_GROUP"),
    environment: at("DEPOSIT_ENVIRONMENT"),
    country: at("COUNTRY"),
    state: at("STATE"),
    relation: at("SAMPLE_DEPOSIT_RELATION"),
    material: at("MATERIAL_CLASS"),
    sampleType: at("SAMPLE_TYPE"),
    analysis: at("DEPOSIT_ANALYSIS_ID"),
  };
}

function shownList(names: readonly string[], most: number): string {
  const shown = names
    .slice(0, most)
    .map((name) => name.slice(0, 40))
    .join(", ");
  return names.length > most ? `${shown}, ...` : shown;
}
