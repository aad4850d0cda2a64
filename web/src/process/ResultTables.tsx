import { Button } from "@mantine/core";
import type { FlowsheetReport } from "@relode/core/process";
import { useState } from "react";
import { type ChartTable, saveCsv } from "../parts/saveFile.ts";
import { countWords, formatPct, formatQuantity } from "../parts/words.ts";
import { elementsOf } from "../processWork/outputs.ts";
import { amountOf } from "../processWork/sankey.ts";
import type { SolveAnswer } from "../processWork/processWork.ts";

interface ResultProps {
  readonly answer: SolveAnswer;
  readonly report: FlowsheetReport;
}

/** Every stream as a line: solids, liquids, grade and flow of one element. */
export function StreamTable({ answer, report, onShow }: ResultProps & { readonly onShow: (stream: string) => void }) {
  const elements = elementsOf(report);
  const [chosen, setChosen] = useState<string | null>(null);
  const element = elements.find((one) => one === chosen) ?? elements[0] ?? "";
  return (
    <>
      <div className="toolbar">
        <ElementChoice elements={elements} element={element} onChange={setChosen} />
        <Button
          size="xs"
          variant="default"
          onClick={() => saveCsv(`${report.name} streams`, streamCsv(answer, report))}
        >
          Save stream table as CSV
        </Button>
      </div>
      <Scroll label="Stream table">
        <table className="plain pf-results" data-testid="streams">
          <thead>
            <tr>
              <th scope="col">Stream</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" className="num">
                Solids t/h
              </th>
              <th scope="col" className="num">
                Aqueous m³/h
              </th>
              <th scope="col" className="num">
                Organic m³/h
              </th>
              <th scope="col" className="num">
                Gas kg/h
              </th>
              <th scope="col" className="num">
                {element} kg/h
              </th>
              <th scope="col" className="num">
                {element} in solids g/t
              </th>
              <th scope="col" className="num">
                °C
              </th>
            </tr>
          </thead>
          <tbody>
            {report.streams.map((row) => (
              <tr key={row.stream}>
                <th scope="row">
                  <button type="button" className="pf-link" onClick={() => onShow(row.stream)}>
                    {row.stream}
                  </button>
                </th>
                <td>{row.from ?? "feed"}</td>
                <td>{row.to ?? "product"}</td>
                <td className="num">{flow(row.solidsTPerH)}</td>
                <td className="num">{flow(row.aqueousM3PerH)}</td>
                <td className="num">{flow(row.organicM3PerH)}</td>
                <td className="num">{flow(row.gasKgPerH)}</td>
                <td className="num">{flow(amountOf(`element:${element}`, row.kgPerH, answer.elementShare))}</td>
                <td className="num">{flow(row.solidsGPerT[element] ?? 0)}</td>
                <td className="num">{countWords(row.temperatureC, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function flow(value: number): string {
  return value === 0 ? "–" : formatQuantity(value);
}

function streamCsv(answer: SolveAnswer, report: FlowsheetReport): ChartTable {
  const components = [...new Set(report.streams.flatMap(({ kgPerH }) => Object.keys(kgPerH)))];
  const elements = Object.keys(answer.elementShare);
  return {
    columns: [
      "stream",
      "from",
      "to",
      "total_t_per_h",
      "solids_t_per_h",
      "aqueous_m3_per_h",
      "organic_m3_per_h",
      "gas_kg_per_h",
      "temperature_C",
      ...components.map((id) => `${id} kg_per_h`),
      ...elements.map((element) => `element ${element} kg_per_h`),
      ...elements.map((element) => `element ${element} in solids g_per_t`),
    ],
    rows: report.streams.map((row) => [
      row.stream,
      row.from,
      row.to,
      row.totalTPerH,
      row.solidsTPerH,
      row.aqueousM3PerH,
      row.organicM3PerH,
      row.gasKgPerH,
      row.temperatureC,
      ...components.map((id) => row.kgPerH[id] ?? 0),
      ...elements.map((element) => amountOf(`element:${element}`, row.kgPerH, answer.elementShare)),
      ...elements.map((element) => row.solidsGPerT[element] ?? null),
    ]),
  };
}

/** Share of each element that enters, by outlet; the error of its balance beside it. */
export function RecoveryTable({ report }: { readonly report: FlowsheetReport }) {
  const order = elementsOf(report);
  const rows = report.elements
    .filter(({ inMolPerH }) => inMolPerH > 0)
    .sort((a, b) => (order.indexOf(a.element) + 1 || 999) - (order.indexOf(b.element) + 1 || 999));
  const outlets = Object.keys(rows[0]?.shareByOutlet ?? {});
  return (
    <>
      <p className="muted small">
        Share of each element that enters the flowsheet, by the stream in which it leaves. Worst balance of an element:{" "}
        {Number.isFinite(report.worstBalance)
          ? `${report.worstBalance.toExponential(1)} of what enters`
          : "not given, because an outlet has no stream"}
        .
      </p>
      <Scroll label="Recoveries">
        <table className="plain pf-results" data-testid="recoveries">
          <thead>
            <tr>
              <th scope="col">Element</th>
              {outlets.map((outlet) => (
                <th key={outlet} scope="col" className="num">
                  {outlet}
                </th>
              ))}
              <th scope="col" className="num">
                balance error
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ element, shareByOutlet, relativeError }) => (
              <tr key={element}>
                <th scope="row">{element}</th>
                {outlets.map((outlet) => (
                  <td
                    key={outlet}
                    className="num"
                    data-cell={`${element} ${outlet}`}
                    data-value={shareByOutlet[outlet]}
                  >
                    {formatPct(shareByOutlet[outlet] ?? 0)}
                  </td>
                ))}
                <td className="num">{relativeError.toExponential(0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** Fresh water by feeds and liquid that leaves, m³/h. */
export function waterOf({ streams }: FlowsheetReport): { inM3PerH: number; outM3PerH: number } {
  const sum = (rows: FlowsheetReport["streams"]) => rows.reduce((total, row) => total + row.aqueousM3PerH, 0);
  return {
    inM3PerH: sum(streams.filter(({ from }) => from === null)),
    outM3PerH: sum(streams.filter(({ to, from }) => to === null && from !== null)),
  };
}

/** Power, heat, water and reagents: the whole, then by unit. */
export function DutyTable({ report }: { readonly report: FlowsheetReport }) {
  const water = waterOf(report);
  const reagents = Object.entries(report.dosedKgPerH);
  return (
    <>
      <dl className="facts pf-facts pf-duties">
        <dt>Electric power</dt>
        <dd>{formatQuantity(report.powerKw)} kW</dd>
        <dt>Heat</dt>
        <dd>{formatQuantity(report.heatKw)} kW</dd>
        <dt>Water and solutions fed</dt>
        <dd>{formatQuantity(water.inM3PerH)} m³/h</dd>
        <dt>Water and solutions that leave</dt>
        <dd>{formatQuantity(water.outM3PerH)} m³/h</dd>
        {reagents.map(([name, kg]) => (
          <FactPair key={name} name={`${name} dosed`} words={`${formatQuantity(kg)} kg/h`} />
        ))}
      </dl>
      <p className="muted small">Reagents that come as feeds stand in the stream table.</p>
      <Scroll label="Duties by unit">
        <table className="plain pf-results">
          <thead>
            <tr>
              <th scope="col">Unit</th>
              <th scope="col" className="num">
                Power kW
              </th>
              <th scope="col" className="num">
                Heat kW
              </th>
              <th scope="col">Dosed kg/h</th>
              <th scope="col">Sizes and performance</th>
            </tr>
          </thead>
          <tbody>
            {report.units.map((row) => (
              <tr key={row.unit}>
                <th scope="row">{row.unit}</th>
                <td className="num">{flow(row.powerKw)}</td>
                <td className="num">{flow(row.heatKw)}</td>
                <td>{pairs(row.dosedKgPerH)}</td>
                <td>{pairs(row.results)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function FactPair({ name, words }: { readonly name: string; readonly words: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </>
  );
}

function pairs(values: Readonly<Record<string, number>>): string {
  const words = Object.entries(values).map(([name, value]) => `${name} ${formatQuantity(value)}`);
  return words.length === 0 ? "–" : words.join(", ");
}

interface ElementChoiceProps {
  readonly elements: readonly string[];
  readonly element: string;
  readonly onChange: (element: string) => void;
}

export function ElementChoice({ elements, element, onChange }: ElementChoiceProps) {
  return (
    <label className="pf-number">
      Element
      <select value={element} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {elements.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A box that scrolls sideways by itself, so that the page does not. */
export function Scroll({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
