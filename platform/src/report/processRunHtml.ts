import type { Issue, RunManifest } from "@relode/core/evidence";
import type { FlowsheetReport, ReconciledFlow } from "@relode/core/process";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { sankey } from "../plot/sankey.ts";
import { type Html, html, htmlTable } from "./html.ts";
import { resultPage, wideFigure } from "./resultPage.ts";

/** Everything that `process run` found. */
export interface ProcessRunReport {
  readonly report: FlowsheetReport;
  readonly reconciled: readonly ReconciledFlow[];
  /** Figures that the file declares uncertain. */
  readonly uncertain: number;
  readonly issues: readonly Issue[];
  readonly manifest: RunManifest;
}

/** Total mass between units, with what units dose inside, kg/h. */
export function flowsheetSankey({ name, streams, units }: FlowsheetReport, widthPx: number): string {
  const sum = (flows: Readonly<Record<string, number>>) => Object.values(flows).reduce((a, b) => a + b, 0);
  return sankey(
    [
      ...streams.map(({ stream, from, to, kgPerH }) => ({ name: stream, from, to, amount: sum(kgPerH) })),
      ...units.map(({ unit, dosedKgPerH }) => ({
        name: `dosed in ${unit}`,
        from: null,
        to: unit,
        amount: sum(dosedKgPerH),
      })),
    ],
    {
      widthPx,
      title: `Mass flows of ${name}`,
      desc: "Total mass between units, kg/h, modelled: the width of a band is its flow; orange bands go back.",
      unit: "kg/h, modelled",
    },
  );
}

/** Width that leaves room for the names of units. */
export const sankeyPx = ({ units }: FlowsheetReport) => Math.max(900, 110 * units.length);

/** One solve of a flowsheet as a printable page. */
export function processRunHtml({ report, reconciled, uncertain, issues, manifest }: ProcessRunReport): string {
  const band =
    uncertain === 0
      ? "No band is given, because no figure of the file carries one."
      : `The file declares ${uncertain} figures uncertain: relode process risk gives 5 to 95 % of every result.`;
  return resultPage({
    kicker: "Flowsheet: one solve",
    title: report.name,
    intro: `${report.status} after ${report.passes} passes, largest change ${formatQuantity(report.residual)}; torn: ${report.tears.join(", ") || "none"}.`,
    warning: html`<strong>Modelled.</strong> No figure on this page is a measurement, except under “measured”. ${band}`,
    sections: [
      { id: "streams", title: "Streams", body: streamsBody(report) },
      { id: "elements", title: "Elements and where they go", body: elementsBody(report) },
      { id: "products", title: "Solids that leave", body: productsBody(report) },
      { id: "units", title: "Units, power, heat and reagents", body: unitsBody(report) },
      ...(reconciled.length === 0
        ? []
        : [{ id: "measured", title: "Measurements reconciled", body: measuredBody(reconciled) }]),
    ],
    issues,
    manifest,
    method: [
      "Source of every figure: the flowsheet file named below and the models of its units; equations and sources of each in docs/units, the solver in docs/process.md.",
    ],
    files: ["run.json", "streams.csv", "elements.csv", "units.csv", "sankey.svg"],
  });
}

const right = "right" as const;

function streamsBody(report: FlowsheetReport): Html {
  return html`${wideFigure("Total mass between units, kg/h: the width of a band is its flow; orange bands go back. On a narrow screen it scrolls.", flowsheetSankey(report, sankeyPx(report)))}${htmlTable(
    "Streams",
    [
      { head: "Stream", cell: ({ stream }) => stream, wraps: true },
      { head: "From", cell: ({ from }) => from ?? "feed" },
      { head: "To", cell: ({ to }) => to ?? "product" },
      { head: "In all", unit: "t/h", align: right, cell: ({ totalTPerH }) => formatQuantity(totalTPerH) },
      { head: "Solids", unit: "t/h", align: right, cell: ({ solidsTPerH }) => formatQuantity(solidsTPerH) },
      { head: "Aqueous", unit: "m³/h", align: right, cell: ({ aqueousM3PerH }) => formatQuantity(aqueousM3PerH) },
      { head: "Organic", unit: "m³/h", align: right, cell: ({ organicM3PerH }) => formatQuantity(organicM3PerH) },
      { head: "Gas", unit: "kg/h", align: right, cell: ({ gasKgPerH }) => formatQuantity(gasKgPerH) },
      { head: "Temperature", unit: "°C", align: right, cell: ({ temperatureC }) => formatQuantity(temperatureC) },
    ],
    report.streams,
  )}`;
}

function elementsBody({ elements, worstBalance }: FlowsheetReport): Html {
  const leaves = (shares: Readonly<Record<string, number>>) =>
    Object.entries(shares)
      .filter(([, share]) => share >= 0.0005)
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, 4)
      .map(([stream, share]) => `${stream} ${formatPct(share)}`)
      .join(", ");
  return html`<p>Largest balance error: ${Number.isNaN(worstBalance) ? "not given, an outlet has no stream" : formatQuantity(worstBalance)} (fraction of what enters).</p>${htmlTable(
    "Elements over the whole plant",
    [
      { head: "Element", cell: ({ element }) => element },
      { head: "In", unit: "kg/h", align: right, cell: (row) => formatQuantity((row.inMolPerH * row.gPerMol) / 1000) },
      { head: "Out", unit: "kg/h", align: right, cell: (row) => formatQuantity((row.outMolPerH * row.gPerMol) / 1000) },
      { head: "Balance error", unit: "fraction", align: right, cell: (row) => formatQuantity(row.relativeError) },
      { head: "Leaves with", unit: "% of what enters", cell: (row) => leaves(row.shareByOutlet), wraps: true },
    ],
    elements.filter((row) => row.inMolPerH > 0 || row.outMolPerH > 0),
  )}`;
}

function productsBody({ plant }: FlowsheetReport): Html {
  return htmlTable(
    "What each product gathers most",
    [
      { head: "Product", cell: ({ stream }) => stream, wraps: true },
      { head: "Dry", unit: "t/h", align: right, cell: ({ dryTPerH }) => formatQuantity(dryTPerH) },
      { head: "Element", cell: ({ element }) => element },
      { head: "Grade", unit: "g/t dry", align: right, cell: ({ gPerT }) => formatQuantity(gPerT) },
      { head: "Recovery", align: right, cell: ({ recovery }) => formatPct(recovery) },
      { head: "Times the feed", align: right, cell: ({ enrichment }) => formatQuantity(enrichment) },
    ],
    plant.products.flatMap(({ stream, dryTPerH, grades }) =>
      grades.slice(0, 4).map((grade) => ({ stream, dryTPerH, ...grade })),
    ),
  );
}

const named = (values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${formatQuantity(value)}`)
    .join(", ") || "–";

function unitsBody({ units, powerKw, heatKw, dosedKgPerH, plant }: FlowsheetReport): Html {
  const perTonne = plant.powerKwhPerT === null ? "" : ` (${formatQuantity(plant.powerKwhPerT)} kWh/t of solids fed)`;
  return html`<p>Power ${formatQuantity(powerKw)} kW${perTonne}, heat ${formatQuantity(heatKw)} kW; dosed in all, kg/h: ${named(dosedKgPerH)}.</p>${htmlTable(
    "Units",
    [
      { head: "Unit", cell: ({ unit }) => unit, wraps: true },
      { head: "Kind", cell: ({ kind }) => kind },
      { head: "Power", unit: "kW", align: right, cell: (row) => formatQuantity(row.powerKw) },
      { head: "Heat", unit: "kW", align: right, cell: (row) => formatQuantity(row.heatKw) },
      { head: "Dosed", unit: "kg/h", cell: (row) => named(row.dosedKgPerH), wraps: true },
      { head: "Results", unit: "units by name: docs/units", cell: ({ results }) => named(results), wraps: true },
    ],
    units,
  )}`;
}

function measuredBody(rows: readonly ReconciledFlow[]): Html {
  const value = (one: number | null, sd: number | null) =>
    one === null ? "–" : `${formatQuantity(one)} ± ${sd === null ? "not given" : formatQuantity(sd)}`;
  return htmlTable(
    "Measured, reconciled and modelled flows",
    [
      { head: "Stream", cell: ({ stream }) => stream },
      { head: "Of", cell: ({ what }) => what },
      { head: "Measured", unit: "kg/h ± sd", align: right, cell: (row) => value(row.measuredKgPerH, row.sdKgPerH) },
      {
        head: "Reconciled",
        unit: "kg/h ± sd",
        align: right,
        cell: (row) => value(row.reconciledKgPerH, row.reconciledSdKgPerH),
      },
      { head: "Model", unit: "kg/h", align: right, cell: (row) => formatQuantity(row.modelKgPerH) },
      { head: "Score", unit: "sd", align: right, cell: ({ score }) => formatQuantity(score) },
    ],
    rows,
  );
}
