import { elementSymbol } from "./processElements.ts";
import type { FlowsheetReport, ParameterSpec, ReconciledFlow, UnitOp } from "@relode/core/process";
import { textTable } from "../report/terminalText.ts";
import { terminalWidth } from "./print.ts";

/** Four significant digits; small numbers in powers of ten. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(4))) : value.toExponential(2);
}

/** g/t in four digits, from 1 % on in per cent. */
function grade(gPerT: number): string {
  return gPerT >= 1e4 ? `${figure(gPerT / 1e4)} %` : `${figure(gPerT)} g/t`;
}

const percent = (share: number) => `${figure(100 * share)} %`;

/** Elements of which grades and liquors are told: not those of air, water and every rock. */
const isTold = (element: string) => !["O", "H", "N"].includes(element);

/** Tables of a run for the terminal: streams, elements with their outlets, units. */
export function runText(report: FlowsheetReport, most = 12, uncertain = 0): string {
  const { plant } = report;
  const lines: string[] = [];
  lines.push(
    `${report.name}: ${report.status}, ${report.passes} passes, largest change ${figure(report.residual)}, torn: ${report.tears.join(", ") || "none"}`,
    "",
    "Streams",
    table(
      ["stream", "from", "to", "t/h", "solids t/h", "solids %", "aqueous m³/h", "organic m³/h", "gas kg/h", "°C"],
      report.streams.map((row) => [
        row.stream,
        row.from ?? "(feed)",
        row.to ?? "(product)",
        figure(row.totalTPerH),
        figure(row.solidsTPerH),
        row.solidsTPerH > 0 ? figure(100 * (1 - row.moisture)) : "-",
        figure(row.aqueousM3PerH),
        figure(row.organicM3PerH),
        figure(row.gasKgPerH),
        figure(row.temperatureC),
      ]),
    ),
  );
  for (const row of report.streams.filter(({ from, to }) => from === null || to === null))
    lines.push(...streamLines(row, most));
  lines.push(...productLines(report), ...waterLines(report));
  lines.push(
    "",
    "Elements: share of what enters, by outlet",
    table(
      ["element", "in kg/h", "out kg/h", "balance error", "leaves with"],
      report.elements
        .filter((row) => row.inMolPerH > 0 || row.outMolPerH > 0)
        .map((row) => [
          row.element,
          figure((row.inMolPerH * row.gPerMol) / 1000),
          figure((row.outMolPerH * row.gPerMol) / 1000),
          figure(row.relativeError),
          Object.entries(row.shareByOutlet)
            .filter(([, share]) => share >= 0.0005)
            .sort((a, b) => b[1] - a[1])
            .slice(0, 4)
            .map(([stream, share]) => `${stream} ${(100 * share).toPrecision(3)} %`)
            .join(", "),
        ]),
    ),
    `largest balance error ${Number.isNaN(report.worstBalance) ? "not given: an outlet has no stream" : figure(report.worstBalance)}`,
    "",
    "Units",
    table(
      ["unit", "kind", "power kW", "heat kW", "dosed kg/h", "results"],
      report.units.map((row) => [
        row.unit,
        row.kind,
        figure(row.powerKw),
        figure(row.heatKw),
        named(row.dosedKgPerH, 3),
        named(row.results, 4),
      ]),
    ),
    `power ${figure(report.powerKw)} kW${plant.powerKwhPerT === null ? "" : ` (${figure(plant.powerKwhPerT)} kWh/t of solids fed)`}, heat ${figure(report.heatKw)} kW`,
    `dosed: ${named(report.dosedKgPerH, 10) || "nothing"} kg/h`,
    ...(plant.dosedKgPerT === null || Object.keys(plant.dosedKgPerT).length === 0
      ? []
      : [`dosed by tonne of solids fed: ${named(plant.dosedKgPerT, 10)} kg/t`]),
    uncertain === 0
      ? "All values are modelled; no uncertainty is given because the parameters carry none (docs/flowsheet-format.md says how to declare it)."
      : `All values are modelled, at the figures of the file; it declares ${uncertain} of them uncertain: relode process risk gives 5 to 95 %.`,
  );
  return `${lines.join("\n")}\n`;
}

/** What a stream over the plant's border holds: components, assay of its solids, analysis of its liquor. */
function streamLines(row: FlowsheetReport["streams"][number], most: number): string[] {
  const amounts = Object.entries(row.kgPerH).sort((a, b) => b[1] - a[1]);
  const grades = Object.entries(row.solidsGPerT).filter(
    ([element, ppm]) => elementSymbol(element) && isTold(element) && ppm > 1e-3,
  );
  const liquor = Object.entries(row.liquorMgPerL).filter(([, mg]) => mg > 1e-3);
  const list = (of: readonly (readonly [string, number])[], shown: (value: number) => string) =>
    [...of]
      .sort((a, b) => b[1] - a[1])
      .slice(0, most + 6)
      .map(([element, value]) => `${element} ${shown(value)}`)
      .join(", ");
  return [
    `  ${row.stream}, kg/h: ${
      amounts
        .slice(0, most)
        .map(([id, kg]) => `${id} ${figure(kg)}`)
        .join(", ") || "nothing"
    }`,
    ...(grades.length > 0 ? [`  ${row.stream}, solids: ${list(grades, grade)}`] : []),
    ...(liquor.length > 0 ? [`  ${row.stream}, dissolved mg/L: ${list(liquor, figure)}`] : []),
  ];
}

/** Products with solids: yield, then grade, recovery and enrichment of what each gathers most. */
function productLines({ plant }: FlowsheetReport): string[] {
  if (plant.products.length === 0) return [];
  return [
    "",
    "Solids that leave: what each gathers most, by enrichment, or by recovery where no solids are fed",
    table(
      ["product", "dry t/h", "mass yield", "grade", "recovery", "times the feed"],
      plant.products.flatMap(({ stream, dryTPerH, massYield, grades }) =>
        grades
          .slice(0, 4)
          .map(({ element, gPerT, recovery, enrichment }, k) => [
            k === 0 ? stream : "",
            k === 0 ? figure(dryTPerH) : "",
            k === 0 ? (massYield === null ? "-" : percent(massYield)) : "",
            `${element} ${grade(gPerT)}`,
            percent(recovery),
            enrichment === null ? "-" : figure(enrichment),
          ]),
      ),
    ),
  ];
}

function waterLines({ plant }: FlowsheetReport): string[] {
  const { fedM3PerH, dosedM3PerH, leavesM3PerH, formedM3PerH } = plant.water;
  if (!(fedM3PerH + dosedM3PerH > 0)) return [];
  const leaves = Object.entries(leavesM3PerH).sort((a, b) => b[1] - a[1]);
  const perTonne =
    plant.solidsFedTPerH > 0 ? ` (${figure((fedM3PerH + dosedM3PerH) / plant.solidsFedTPerH)} m³/t of solids fed)` : "";
  return [
    "",
    `Water, m³/h: ${figure(fedM3PerH)} with feeds and ${figure(dosedM3PerH)} added in units${perTonne}; leaves with ${leaves
      .slice(0, 6)
      .map(([stream, m3]) => `${stream} ${figure(m3)}`)
      .join(
        ", ",
      )}; reactions, hydrates and vapour ${formedM3PerH >= 0 ? "give" : "take"} ${figure(Math.abs(formedM3PerH) < 1e-9 * (fedM3PerH + dosedM3PerH) ? 0 : Math.abs(formedM3PerH))}`,
  ];
}

function named(values: Readonly<Record<string, number>>, most: number): string {
  return Object.entries(values)
    .slice(0, most)
    .map(([name, value]) => `${name} ${figure(value)}`)
    .join(", ");
}

/** Columns in order of weight: a narrow terminal loses the last. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = head.map((name, i) => ({ head: name, rank: i, value: (row: readonly string[]) => row[i] }));
  return textTable(columns, rows, Math.max(160, terminalWidth())).join("\n");
}

/** Measured and reconciled flows. */
export function reconciledText(rows: readonly ReconciledFlow[]): string {
  return table(
    ["stream", "of", "measured kg/h", "± sd", "reconciled", "± sd", "model", "score"],
    rows.map((row) => [
      row.stream,
      row.what,
      row.measuredKgPerH === null ? "-" : figure(row.measuredKgPerH),
      row.sdKgPerH === null ? "-" : figure(row.sdKgPerH),
      figure(row.reconciledKgPerH),
      row.reconciledSdKgPerH === null ? "-" : figure(row.reconciledSdKgPerH),
      figure(row.modelKgPerH),
      row.score === null ? "-" : figure(row.score),
    ]),
  );
}

/** One unit operation for the terminal. */
export function unitText(op: UnitOp): string {
  const port = ({ name, doc, isOptional }: { name: string; doc: string; isOptional?: boolean }) =>
    `  ${name}: ${doc}${isOptional ? " (optional)" : ""}`;
  return `${[
    `${op.kind}: ${op.title} (${op.group})`,
    `Equation: ${op.equation}`,
    `Assumes: ${op.assumptions.join("; ")}`,
    `Not when: ${op.notWhen}`,
    `Validation: ${op.validation}`,
    `Source: ${op.source}`,
    `Page: docs/units/${op.kind}.md`,
    "Inlets",
    ...op.inlets.map(port),
    "Outlets",
    ...op.outlets.map(port),
    "Parameters",
    ...Object.entries(op.parameters).flatMap(([name, spec]) => parameterLines(name, spec, "  ")),
  ].join("\n")}\n`;
}

function parameterLines(name: string, spec: ParameterSpec, indent: string): string[] {
  const bounds = spec.min === undefined && spec.max === undefined ? "" : `, ${spec.min ?? "-∞"} to ${spec.max ?? "∞"}`;
  const otherwise = spec.default === undefined ? ", must be given" : `, default ${JSON.stringify(spec.default)}`;
  const choices = spec.choices === undefined ? "" : `, one of ${spec.choices.join(", ")}`;
  const window =
    spec.window === undefined ? "" : `; established ${spec.window.min} to ${spec.window.max} (${spec.window.source})`;
  return [
    `${indent}${name} [${spec.unit}] ${spec.kind}: ${spec.doc}${bounds}${choices}${otherwise}${window}`,
    ...Object.entries(spec.fields ?? {}).flatMap(([field, inner]) => parameterLines(field, inner, `${indent}  `)),
  ];
}
