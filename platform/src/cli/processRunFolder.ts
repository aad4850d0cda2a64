import { join } from "node:path";
import { withoutVariables } from "../plot/svg.ts";
import { csvText } from "../report/csvText.ts";
import { flowsheetSankey, type ProcessRunReport, processRunHtml, sankeyPx } from "../report/processRunHtml.ts";
import { outputFolder } from "./folders.ts";
import { writeResult } from "./writeResult.ts";

/** Writes a solve into a folder: JSON, tables, Sankey picture and report. @throws {UsageError} it cannot be written */
export async function writeRunFolder(asked: string, run: ProcessRunReport): Promise<string[]> {
  const { report, reconciled, issues, manifest } = run;
  const folder = outputFolder(asked);
  const streams = csvText(
    [
      "stream",
      "from",
      "to",
      "total_t_per_h",
      "solids_t_per_h",
      "aqueous_m3_per_h",
      "organic_m3_per_h",
      "gas_kg_per_h",
      "moisture_of_liquid_and_solids",
      "temperature_C",
    ],
    report.streams.map((row) => [
      row.stream,
      row.from,
      row.to,
      row.totalTPerH,
      row.solidsTPerH,
      row.aqueousM3PerH,
      row.organicM3PerH,
      row.gasKgPerH,
      row.moisture,
      row.temperatureC,
    ]),
  );
  const elements = csvText(
    ["element", "in_kg_per_h", "out_kg_per_h", "relative_error", "outlet", "share_of_what_enters"],
    report.elements.flatMap((row) =>
      Object.entries(row.shareByOutlet).map(([outlet, share]) => [
        row.element,
        (row.inMolPerH * row.gPerMol) / 1000,
        (row.outMolPerH * row.gPerMol) / 1000,
        row.relativeError,
        outlet,
        share,
      ]),
    ),
  );
  const units = csvText(
    ["unit", "kind", "quantity", "value", "unit_of_value"],
    report.units.flatMap(({ unit, kind, powerKw, heatKw, dosedKgPerH, results }) => [
      [unit, kind, "power", powerKw, "kW"],
      [unit, kind, "heat", heatKw, "kW"],
      ...Object.entries(dosedKgPerH).map(([name, kg]) => [unit, kind, `dosed ${name}`, kg, "kg/h"]),
      ...Object.entries(results).map(([name, value]) => [unit, kind, name, value, "by name"]),
    ]),
  );
  const files = new Map([
    ["run.json", `${JSON.stringify({ result: { ...report, reconciled }, issues, manifest }, null, 2)}\n`],
    ["streams.csv", streams],
    ["elements.csv", elements],
    ["units.csv", units],
    ["sankey.svg", withoutVariables(flowsheetSankey(report, sankeyPx(report)))],
    ["report.html", processRunHtml(run)],
  ]);
  for (const [name, body] of files) await writeResult(join(folder, name), body);
  return [...files.keys()];
}
