import { figures4, variableWords } from "../bodies/colourChoice.ts";
import type { Band } from "../bodies/readBody.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { formatPct } from "../parts/words.ts";
import { spacingChart } from "./planCharts.ts";
import type { MineralsResult, ProbabilityResult, SelectionResult, SpacingResult } from "./planDocuments.ts";
import { PlanTable } from "./PlanTable.tsx";
import { bandWords } from "./SchedulePlan.tsx";

/** How far apart holes may stand. */
export function SpacingPlan({ result }: { readonly result: SpacingResult }) {
  return (
    <>
      <p className="small">
        {variableWords(result.variable)} in {result.domain}, face of {figures4(result.heightM)} m.
      </p>
      <div className="plan-two">
        <ChartFrame
          title="Error by drill spacing"
          caption="Line: 90 % relative error of the mean grade; band: the error from the number of truths drawn."
          fileName="drill-spacing"
          draw={(widthPx) =>
            spacingChart(result, {
              widthPx,
              title: "Error by drill spacing",
              desc: "90 % relative error of a quarter's and a year's grade against the spacing of holes",
            })
          }
          table={{
            columns: ["spacing_m", "volume", "relative_error_90", "standard_error", "bias"],
            rows: result.rows.map((row) => [row.spacingM, row.volume, row.relativeError, row.standardError, row.bias]),
          }}
        />
        <PlanTable
          label="Errors by spacing"
          rows={result.rows}
          columns={[
            { head: "Spacing, m", cell: (row) => figures4(row.spacingM) },
            { head: "Volume", cell: (row) => row.volume, isWords: true },
            { head: "90 % error", cell: (row) => formatPct(row.relativeError) },
            { head: "± from the number of truths", cell: (row) => formatPct(row.standardError) },
            { head: "Holes a panel", cell: (row) => figures4(row.holesPerPanel) },
          ]}
        />
      </div>
      <ul className="small plan-answers">
        {result.notes
          .filter((note) => /by custom/.test(note))
          .map((note) => (
            <li key={note}>{note}</li>
          ))}
      </ul>
    </>
  );
}

/** How much reaches a cut-off, and how surely. */
export function ProbabilityPlan({ result }: { readonly result: ProbabilityResult }) {
  return (
    <PlanTable
      label="Tonnes by probability"
      rows={result.rows}
      columns={[
        { head: `${variableWords(result.variable)} at least, ppm`, cell: (row) => figures4(row.cutoffPpm) },
        { head: "t dry expected", cell: (row) => figures4(row.expectedTonnes) },
        { head: "t dry at 50 % or more", cell: (row) => figures4(row.tonnesAt50) },
        { head: "t dry at 80 % or more", cell: (row) => figures4(row.tonnesAt80) },
      ]}
    />
  );
}

/** Minerals reckoned from elements. */
export function MineralsPlan({ result }: { readonly result: MineralsResult }) {
  return (
    <>
      <p className="small">
        Modelled from elements, not measured; list of minerals from: {result.source}. Misfit above 2 in{" "}
        {formatPct(result.poorShare)} of the dry tonnes.
      </p>
      <PlanTable
        label="Tonnes of each mineral"
        rows={result.minerals}
        columns={[
          { head: "Mineral", cell: (row) => row.mineral, isWords: true },
          { head: "t dry (P5–P95)", cell: (row) => bandWords(row.dryTonnes) },
          { head: "Mass % (P5–P95)", cell: (row) => bandWords(row.massPct) },
          {
            head: "Cannot be told from",
            isWords: true,
            cell: (row) =>
              result.ambiguous.find(({ mineral }) => mineral === row.mineral)?.resembles.join(" + ") ?? "–",
          },
        ]}
      />
    </>
  );
}

/** What pays when prices move. */
export function SelectionPlan({ result }: { readonly result: SelectionResult }) {
  const band = (value: unknown) => (typeof value === "object" && value !== null ? bandWords(value as Band) : "–");
  const number = (value: unknown) => (typeof value === "number" ? figures4(value) : "–");
  return (
    <>
      <p className="small">
        Mining and treating a dry tonne costs {figures4(result.costUsdPerT)} USD of {result.moneyYear}.
      </p>
      <PlanTable
        label="Selection by price"
        rows={result.rows}
        columns={[
          { head: "Prices ×", cell: (row) => number(row["priceFactor"]) },
          { head: "Blocks", cell: (row) => number(row["blocks"]) },
          { head: "t dry (P5–P95)", cell: (row) => band(row["massDryTonnes"]) },
          { head: "Margin, million USD (P5–P95)", cell: (row) => band(row["marginMillionUsd"]) },
        ]}
      />
    </>
  );
}
