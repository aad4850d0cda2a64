import { Select } from "@mantine/core";
import { useState } from "react";
import { figures4, variableWords } from "../bodies/colourChoice.ts";
import type { Band } from "../bodies/readBody.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { formatPct } from "../parts/words.ts";
import { yearBars } from "./planCharts.ts";
import type { ScheduleResult } from "./planDocuments.ts";
import { PlanTable } from "./PlanTable.tsx";

/** Mean with P5 and P95; what is only rounding of a balance is 0. */
export const bandWords = ({ mean, p05, p95 }: Band) => {
  const words = (value: number | null) => figures4(value !== null && Math.abs(value) < 1e-6 ? 0 : value);
  return `${words(mean)} (${words(p05)}–${words(p95)})`;
};

const cells = ({ mean, p05, p95 }: Band) => [mean, p05, p95];

/** Tonnes and grade of each year with their bands, and the directions of the face compared. */
export function SchedulePlan({ result, variable }: { readonly result: ScheduleResult; readonly variable: string }) {
  const [chosen, setChosen] = useState(String(result.best));
  const direction =
    result.directions.find(({ azimuthDeg }) => String(azimuthDeg) === chosen) ??
    result.directions.find(({ azimuthDeg }) => azimuthDeg === result.best) ??
    result.directions[0];
  if (direction === undefined) return <p>The plan holds no direction.</p>;
  const { years, rule, azimuthDeg } = direction;
  const metals = years[0]?.metals.map(({ name }) => name) ?? [];
  const metal = metals.includes(variable) ? variable : (metals[0] ?? "");
  const gradeOf = (row: (typeof years)[number]) =>
    row.metals.find(({ name }) => name === metal)?.meanGradePpm ?? { mean: null, p05: null, p50: null, p95: null };
  const name = variableWords(metal);
  const charts = [
    { key: "tonnes", title: "Tonnes by year", axis: "t dry", of: (row: (typeof years)[number]) => row.dryTonnes },
    { key: "grade", title: `${name} by year`, axis: `Mean ${name}, ppm`, of: gradeOf },
  ];
  return (
    <>
      <p className="small">{rule}</p>
      {result.directions.length > 1 && (
        <Select
          label="Direction of the face"
          size="xs"
          w={240}
          allowDeselect={false}
          value={String(azimuthDeg)}
          data={result.directions.map((one) => ({
            value: String(one.azimuthDeg),
            label: `to ${one.azimuthDeg}°${one.azimuthDeg === result.best ? ", best" : ""}`,
          }))}
          onChange={(value) => setChosen(value ?? String(result.best))}
        />
      )}
      <div className="grid-3">
        {charts.map(({ key, title, axis, of }) => (
          <ChartFrame
            key={key}
            title={title}
            caption="Bars: mean of the realisations; whiskers: P5–P95."
            fileName={`schedule-${azimuthDeg}-${key}`}
            draw={(widthPx) =>
              yearBars(
                years.map((row) => ({ year: row.group + 1, band: of(row) })),
                axis,
                { widthPx, title, desc: `${title} of mining with P5 to P95` },
              )
            }
            table={{
              columns: ["year", "mean", "p05", "p95"],
              rows: years.map((row) => [row.group + 1, ...cells(of(row))]),
            }}
          />
        ))}
      </div>
      <PlanTable
        label="Years of mining"
        rows={years}
        columns={[
          { head: "Year", cell: (row) => row.group + 1 },
          { head: "t dry (P5–P95)", cell: (row) => bandWords(row.dryTonnes) },
          ...metals.map((metalName, at) => ({
            head: `${variableWords(metalName)}, ppm (P5–P95)`,
            cell: (row: (typeof years)[number]) => {
              const grade = row.metals[at]?.meanGradePpm;
              return grade ? bandWords(grade) : "–";
            },
          })),
        ]}
      />
      {result.directions.length > 1 && (
        <>
          <h3>Directions compared by {result.comparedBy}</h3>
          <PlanTable
            label="Directions of the face"
            rows={result.directions}
            columns={[
              { head: "Face moves to", cell: (row) => `${row.azimuthDeg}°` },
              {
                head: `${result.comparedBy} (P5–P95)`,
                cell: (row) => bandWords(row.discountedValueMillionUsd ?? row.discountedMetalT),
              },
              { head: "Short of the best (P5–P95)", cell: (row) => bandWords(row.shortOfBest) },
              { head: "Best in", cell: (row) => `${formatPct(row.bestShare)} of realisations` },
            ]}
          />
        </>
      )}
    </>
  );
}
