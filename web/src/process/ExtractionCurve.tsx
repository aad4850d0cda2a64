import { useState } from "react";
import { mcCabeThielePlot } from "../../../platform/src/plot/mcCabeThiele.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { formatQuantity } from "../parts/words.ts";
import type { SolveAnswer } from "../processWork/processWork.ts";

interface ExtractionCurveProps {
  readonly unit: string;
  readonly answer: SolveAnswer;
}

/** McCabe-Thiele picture of a solvent extraction unit, metal by metal; nothing for other units. */
export function ExtractionCurve({ unit, answer }: ExtractionCurveProps) {
  const ours = answer.diagrams.filter((diagram) => diagram.unit === unit);
  const [wanted, setWanted] = useState("");
  const shown = ours.find(({ metal }) => metal === wanted) ?? ours[0];
  if (!shown) return null;
  const { metal, direction, stages, organicToAqueous, steps, pH, distribution } = shown;
  const rows = Array.from({ length: stages }, (_, j) => {
    // Corners run from the last stage to the first: the isotherm's are the odd ones.
    const corner = 2 * (stages - 1 - j) + 1;
    return [
      j + 1,
      steps.aqueousMgPerL[corner] ?? null,
      steps.organicMgPerL[corner] ?? null,
      pH[j] ?? null,
      distribution[j] ?? null,
    ];
  });
  return (
    <ChartFrame
      title="McCabe-Thiele"
      caption={`${direction === "extraction" ? "Extraction" : "Strip"} of ${metal} in ${stages} stage${stages === 1 ? "" : "s"}, organic over aqueous ${formatQuantity(organicToAqueous)} by volume; computed from the unit's distribution law and flows, not measured.`}
      fileName={`mccabe-thiele ${unit} ${metal}`}
      draw={(widthPx) =>
        mcCabeThielePlot(shown, {
          widthPx,
          heightPx: 280,
          title: `McCabe-Thiele picture of ${unit}, ${metal}`,
          desc: "Equilibrium isotherm, operating line and the steps of the stages",
        })
      }
      table={{ columns: ["stage", "aqueous mg/L", "organic mg/L", "pH", "D"], rows }}
    >
      {ours.length > 1 && (
        <label className="small">
          Metal{" "}
          <select value={metal} onChange={({ currentTarget }) => setWanted(currentTarget.value)}>
            {ours.map((one) => (
              <option key={one.metal}>{one.metal}</option>
            ))}
          </select>
        </label>
      )}
    </ChartFrame>
  );
}
