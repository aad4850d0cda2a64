import type { FlowsheetDocument, FlowsheetReport } from "@relode/core/process";
import { useMemo, useState } from "react";
import { sankey } from "../../../platform/src/plot/sankey.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { formatQuantity } from "../parts/words.ts";
import type { SolveAnswer } from "../processWork/processWork.ts";
import { type FlowQuantity, sankeyFlows } from "../processWork/sankey.ts";
import { elementsOf } from "../processWork/outputs.ts";
import { Scroll } from "./ResultTables.tsx";

interface SankeyTabProps {
  readonly document: FlowsheetDocument;
  readonly answer: SolveAnswer;
  readonly report: FlowsheetReport;
}

/** Where an element, water or everything flows, drawn in proportion. */
export function SankeyTab({ document, answer, report }: SankeyTabProps) {
  const quantities = useMemo(() => {
    const water = document.components.filter(({ id, formula }) => id === "H2O" || formula === "H2O");
    return [
      ...elementsOf(report).map((element) => ({ value: `element:${element}` as FlowQuantity, words: element })),
      ...water.map(({ id }) => ({
        value: `component:${id}` as FlowQuantity,
        words: id === "H2O" ? "water (H2O)" : `water as ${id}`,
      })),
      { value: "total" as FlowQuantity, words: "everything" },
    ];
  }, [document.components, report]);
  const [chosen, setChosen] = useState<string | null>(null);
  const quantity = quantities.find(({ value }) => value === chosen) ?? quantities[0];
  const flows = useMemo(
    () => sankeyFlows(report, quantity?.value ?? "total", answer.elementShare),
    [report, quantity, answer.elementShare],
  );
  if (!quantity) return null;
  const title = `Flow of ${quantity.words}`;
  const drawn = flows.links.map(({ stream: name, from, to, kgPerH: amount }) => ({ name, from, to, amount }));
  return (
    <>
      <div className="toolbar">
        <label className="pf-number">
          Flow of
          <select value={quantity.value} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {quantities.map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <p className="small" data-testid="sankey-sums" data-in={flows.inKgPerH} data-out={flows.outKgPerH}>
          Enters {formatQuantity(flows.inKgPerH)} kg/h, leaves {formatQuantity(flows.outKgPerH)} kg/h
          {quantity.value.startsWith("component:") ? "; a component may form or be used up on the way" : ""}.
        </p>
      </div>
      <Scroll label="Sankey diagram">
        <div className="pf-sankey" data-testid="sankey">
          <ChartFrame
            title={title}
            caption="The width of a band is its flow. Recycles are led back below, in copper. Bands under a millionth of the widest are left out."
            fileName={`${report.name} ${quantity.words}`}
            draw={(widthPx) =>
              sankey(drawn, {
                widthPx,
                title,
                desc: "Flows between units; the width of a band is its flow.",
                unit: "kg/h",
              })
            }
            table={{
              columns: ["stream", "from", "to", "kg/h"],
              rows: flows.links.map(({ stream, from, to, kgPerH }) => [
                stream,
                from ?? "feed",
                to ?? "product",
                kgPerH,
              ]),
            }}
          />
        </div>
      </Scroll>
    </>
  );
}
