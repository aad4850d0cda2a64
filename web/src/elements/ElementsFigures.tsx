import { useCallback } from "react";
import { concentrationBars } from "../../../platform/src/plot/concentrationBars.ts";
import { thresholdChart } from "../../../platform/src/plot/thresholdChart.ts";
import type { ElementResult } from "../api/documents.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { finiteOr } from "../parts/words.ts";

/** Two overviews below the table: what recovery would replace imports, and where world supply is concentrated. */
export function ElementsFigures({ elements }: { readonly elements: readonly ElementResult[] }) {
  const thresholds = elements
    .flatMap(({ symbol, name, recoveryToReplaceImports: at }) =>
      at === null
        ? []
        : [
            {
              label: `${symbol}  ${name}`,
              recovery: { p05: finiteOr(at.p05), p50: finiteOr(at.p50), p95: finiteOr(at.p95) },
            },
          ],
    )
    .sort((a, b) => a.recovery.p50 - b.recovery.p50);
  const concentrations = concentrationRows(elements);
  const key = elements.map(({ symbol }) => symbol).join();
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key names the rows
  const drawThresholds = useCallback(
    (widthPx: number) =>
      thresholdChart(thresholds, {
        widthPx,
        title: "Recovery that would replace imports",
        desc: "Median and 5 to 95 per cent range by element",
      }),
    [key],
  );
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key names the rows
  const drawConcentration = useCallback(
    (widthPx: number) =>
      concentrationBars(concentrations, {
        widthPx,
        title: "Concentration of world production",
        desc: "Herfindahl-Hirschman index by element",
      }),
    [key],
  );
  return (
    <div className="stack figures-below">
      {thresholds.length > 0 && (
        <ChartFrame
          title="What share would have to be recovered?"
          caption="Recovery of the discarded mass that would equal gross imports. Dot: median; whisker: 5–95 %. Elements whose imports are withheld or not published are left out."
          fileName="recovery-to-replace-imports"
          draw={drawThresholds}
          table={{
            columns: ["element", "median_fraction", "p05_fraction", "p95_fraction"],
            rows: thresholds.map(({ label, recovery }) => [label, recovery.p50, recovery.p05, recovery.p95]),
          }}
        />
      )}
      {concentrations.length > 0 && (
        <ChartFrame
          title="Where else does it come from?"
          caption="Concentration of world production by country, the 30 highest; the thin line shows the index if all unnamed countries were one. Words: largest producer."
          fileName="world-concentration"
          draw={drawConcentration}
          table={{
            columns: ["element", "hhi", "hhi_upper", "largest_country", "largest_share", "basis"],
            rows: concentrations.map((row) => [
              row.label,
              row.hhi,
              row.hhiUpper,
              row.largestCountry,
              row.largestShare,
              row.basis,
            ]),
          }}
        />
      )}
    </div>
  );
}

const shownConcentrations = 30;

/** One row for each distinct market, since the rare earths share theirs; most concentrated first. */
function concentrationRows(elements: readonly ElementResult[]) {
  const rows = new Map<string, { symbols: string[]; concentration: NonNullable<ElementResult["concentration"]> }>();
  for (const { symbol, concentration } of elements) {
    if (concentration === null) continue;
    const key = `${concentration.hhi} ${concentration.largestCountry} ${concentration.basis}`;
    const row = rows.get(key);
    if (row) row.symbols.push(symbol);
    else rows.set(key, { symbols: [symbol], concentration });
  }
  return [...rows.values()]
    .map(({ symbols, concentration }) => ({
      label: symbols.includes("REE") ? "Rare earths" : symbols.join(", "),
      ...concentration,
    }))
    .sort((a, b) => b.hhi - a.hhi)
    .slice(0, shownConcentrations);
}
