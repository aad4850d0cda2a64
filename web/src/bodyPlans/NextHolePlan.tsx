import { worldOfGrid } from "@relode/core/resource";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { BodyDocument } from "../bodies/bodyDocuments.ts";
import { holesQuery } from "../bodies/bodyQueries.ts";
import { figures4 } from "../bodies/colourChoice.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { countWords, formatPct } from "../parts/words.ts";
import { proposalPlan } from "./planCharts.ts";
import { bestPlaces, isAboveNoise, type NextHoleResult } from "./planDocuments.ts";
import { PlanTable } from "./PlanTable.tsx";

interface NextHolePlanProps {
  readonly id: string;
  readonly document: BodyDocument;
  readonly result: NextHoleResult;
}

/** Where a hole would be worth most, and for which decision. */
export function NextHolePlan({ id, document, result }: NextHolePlanProps) {
  const holes = useQuery({ ...holesQuery(id), retry: false });
  const best = bestPlaces(result, 10);
  const { holeCostUsd, perfectUsd, units } = result;
  const { grid } = document;
  const [u, v] = [grid.count[0] * grid.sizeM[0], grid.count[1] * grid.sizeM[1]];
  const outline = (
    [
      [0, 0, 0],
      [u, 0, 0],
      [u, v, 0],
      [0, v, 0],
    ] as const
  ).map((corner) => {
    const [x, y] = worldOfGrid(grid, corner);
    return [x, y] as const;
  });
  return (
    <>
      <p className="small">
        <b>{result.notes[0]}</b>
      </p>
      <p className="small">
        Knowing everything before deciding would be worth {figures4(perfectUsd)} USD
        {holeCostUsd === null ? "" : `; a hole costs ${figures4(holeCostUsd)} USD`}. Mining and treating a dry tonne is
        taken to cost {figures4(result.costUsdPerT)} USD.
      </p>
      {best.length === 0 ? (
        <p className="small">No place is expected to be worth anything.</p>
      ) : (
        <div className="plan-two">
          <ChartFrame
            title="Best places"
            caption="Numbers: proposed holes by rank; dots: holes that were drilled; frame: the grid."
            fileName="next-holes"
            draw={(widthPx) =>
              proposalPlan(
                (holes.data?.holes ?? []).map(({ collar }) => [collar[0], collar[1]] as const),
                best.map(({ x, y, worth, standardError }, at) => ({
                  x,
                  y,
                  words: `${at + 1}: ${figures4(worth)} ± ${figures4(standardError)} USD`,
                })),
                outline,
                { widthPx, title: "Best places for the next hole", desc: "Plan of proposed and drilled holes" },
              )
            }
            table={{
              columns: ["rank", "x_m", "y_m", "worth_usd", "standard_error_usd"],
              rows: best.map(({ x, y, worth, standardError }, at) => [at + 1, x, y, worth, standardError]),
            }}
          />
          <PlanTable
            label="Proposed holes"
            rows={best.map((hole, at) => ({ ...hole, rank: at + 1 }))}
            columns={[
              { head: "Rank", cell: (row) => row.rank },
              { head: "East, m", cell: (row) => countWords(row.x, 1) },
              { head: "North, m", cell: (row) => countWords(row.y, 1) },
              { head: "Worth, USD", cell: (row) => `${figures4(row.worth)} ± ${figures4(row.standardError)}` },
              { head: "Above its noise", cell: (row) => (isAboveNoise(row) ? "yes" : "no") },
            ]}
          />
        </div>
      )}
      <h3>What is decided</h3>
      <PlanTable
        label="Units of decision"
        rows={units}
        columns={[
          { head: "Unit", cell: (row) => row.name, isWords: true },
          { head: "t dry", cell: (row) => figures4(row.dryTonnes) },
          { head: "Worth, million USD", cell: (row) => figures4(row.meanMillionUsd) },
          { head: "Pays in", cell: (row) => `${formatPct(row.pays)} of realisations` },
        ]}
      />
      {best.length > 0 && (
        <p className="small plan-links">
          <Link to="/bodies/$id" params={{ id }} search={(old) => ({ ...old, tab: "view", hole: "proposed hole 1" })}>
            Proposed holes in three dimensions
          </Link>
        </p>
      )}
    </>
  );
}
