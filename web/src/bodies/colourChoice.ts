import { type ColourMap, robustRange } from "../bodyScene/colourScale.ts";
import { capital } from "../parts/words.ts";
import type { BodyColumn, BodyDocument, ColumnKind } from "./bodyDocuments.ts";

/** What colours the blocks: a column, one of a plan, the realisation of the player, or the share of realisations above the cut-off. */
export type ColourChoice =
  | { readonly by: "column"; readonly name: string }
  | { readonly by: "plan"; readonly plan: string; readonly name: string }
  | { readonly by: "realisation" }
  | { readonly by: "probability" };

export interface ColourOption {
  readonly value: string;
  readonly label: string;
}

const kindWords: Readonly<Record<ColumnKind, string>> = {
  estimate: "Estimate",
  variance: "Kriging variance",
  slope: "Slope of regression",
  mean: "Mean of realisations",
  p05: "P5 of realisations",
  p50: "P50 of realisations",
  p95: "P95 of realisations",
  probability: "Probability",
  density: "Density",
  moisture: "Moisture",
  domain: "Domain",
  class: "Class",
  count: "Count",
  depth: "Depth",
  value: "Value",
  other: "Other",
};

/** A column in words: what it is, of what, in which unit. */
export function columnWords({ kind, variable, name, unit, note }: BodyColumn): string {
  const isVague = ["other", "count", "value", "probability", "depth"].includes(kind);
  const said = note.split(/[:;]/)[0]?.trim() ?? "";
  const what = !isVague ? kindWords[kind] : said.length > 0 && said.length <= 60 ? capital(said) : name;
  const of = variable === null || variable.toLowerCase() === what.toLowerCase() ? "" : `, ${variableWords(variable)}`;
  return `${what}${of}${unitWords(unit) === "" ? "" : ` (${unitWords(unit)})`}`;
}

/** `Co_ppm` as readers know it: `Co`. */
export function variableWords(variable: string): string {
  return variable.replace(/_(ppm|pct|g_t|gpt)$/i, "");
}

/** A unit as it is printed: `ppm2` as ppm², none for a ratio or code. */
export function unitWords(unit: string): string {
  if (unit === "1" || unit === "code") return "";
  return printedUnits.get(unit) ?? unit;
}

const printedUnits = new Map([
  ["ppm2", "ppm²"],
  ["t dry/m3", "t dry/m³"],
  ["t dry/m32", "(t dry/m³)²"],
]);

/** Choices for a variable: its own columns, the realisations, columns of no variable, and those of plans. */
export function colourOptions(
  document: BodyDocument,
  variable: string,
  plans: readonly ColourOption[] = [],
): ColourOption[] {
  const own = document.columns.filter((column) => column.variable === variable);
  const shared = document.columns.filter((column) => column.variable === null);
  const hasRealisations = document.realisations > 0 && document.variables.some(({ name }) => name === variable);
  const option = (column: BodyColumn): ColourOption => ({ value: `column:${column.name}`, label: columnWords(column) });
  return [
    ...own.map(option),
    ...(hasRealisations
      ? [
          { value: "realisation", label: `Realisation, ${variableWords(variable)}` },
          { value: "probability", label: `Probability above the cut-off, ${variableWords(variable)}` },
        ]
      : []),
    ...shared.map(option),
    ...plans,
  ];
}

/** How a column of a plan is named among the choices. */
export function planChoice(plan: string, column: string): string {
  return `plan:${plan}:${column}`;
}

export function readChoice(value: string): ColourChoice {
  if (value === "realisation" || value === "probability") return { by: value };
  const plan = /^plan:([^:]+):(.+)$/.exec(value);
  if (plan) return { by: "plan", plan: plan[1] ?? "", name: plan[2] ?? "" };
  return { by: "column", name: value.replace(/^column:/, "") };
}

/** The column whose values the cut-off hides by: the estimate of the variable, else its mean. */
export function gradeColumn(document: BodyDocument, variable: string): BodyColumn | null {
  const of = (kind: ColumnKind) =>
    document.columns.find((column) => column.variable === variable && column.kind === kind);
  return of("estimate") ?? of("density") ?? of("mean") ?? of("p50") ?? null;
}

/** Names of the categories of a column; null where its values are quantities. */
export function categoriesOf(document: BodyDocument, column: BodyColumn | null): readonly string[] | null {
  if (column?.kind === "class") return ["unclassified", "inferred", "indicated", "measured"];
  if (column?.kind !== "domain") return null;
  const names: string[] = [];
  for (const { code, name } of document.domains ?? []) names[code] = name;
  return Array.from(names, (name) => name ?? "");
}

export interface Scale {
  readonly map: ColourMap;
  readonly range: readonly [number, number];
  readonly isLog: boolean;
  readonly isCategory: boolean;
}

/** Scale of a quantity: its own percentiles; 0 to 1 for a probability. Logarithmic only where all is above 0. */
export function scaleOf(
  values: Float32Array,
  kind: "grade" | "probability" | "quantity" | "category",
  wantsLog: boolean,
): Scale {
  if (kind === "category") return { map: "viridis", range: [0, 1], isLog: false, isCategory: true };
  if (kind === "probability") return { map: "cividis", range: [0, 1], isLog: false, isCategory: false };
  const range = robustRange(values);
  return { map: kind === "grade" ? "viridis" : "cividis", range, isLog: wantsLog && range[0] > 0, isCategory: false };
}

/** A total with four significant digits, so that its range can be told apart. */
export function figures4(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  return Number(value.toPrecision(4)).toLocaleString("en-GB", { maximumSignificantDigits: 4 });
}
