import { useState } from "react";
import { formatPct, formatQuantity } from "../parts/words.ts";
import { elementsOf } from "../processWork/outputs.ts";
import { Scroll, waterOf } from "./ResultTables.tsx";
import type { Case } from "./useCases.ts";
import type { CaseResult } from "./useSolver.ts";

interface CompareTabProps {
  readonly cases: readonly Case[];
  readonly active: Case;
  readonly resultOf: (id: string) => CaseResult;
}

interface Row {
  readonly name: string;
  readonly a: number | null;
  readonly b: number | null;
  readonly isShare: boolean;
  readonly unit: string;
}

/** Key results of the open flowsheet beside those of another one. */
export function CompareTab({ cases, active, resultOf }: CompareTabProps) {
  const others = cases.filter(({ id }) => id !== active.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  if (!other)
    return <p className="muted">Open a second flowsheet, or copy this one as a new case, to see both side by side.</p>;
  const [a, b] = [resultOf(active.id).good?.report ?? null, resultOf(other.id).good?.report ?? null];
  if (!a || !b) return <p className="muted">Both flowsheets must have been solved once to be compared.</p>;
  const elements = [...new Set([...elementsOf(a), ...elementsOf(b)])];
  const one = wanted ?? elements[0] ?? "";
  const shown = elements.includes(one) ? [one] : elements;
  const recovery = (report: typeof a, element: string, outlet: string) =>
    report.elements.find((row) => row.element === element && row.inMolPerH > 0)?.shareByOutlet[outlet] ?? null;
  const outlets = [...new Set([a, b].flatMap(({ elements: rows }) => Object.keys(rows[0]?.shareByOutlet ?? {})))];
  const reagents = [...new Set([...Object.keys(a.dosedKgPerH), ...Object.keys(b.dosedKgPerH)])];
  const rows: Row[] = [
    { name: "Electric power", a: a.powerKw, b: b.powerKw, isShare: false, unit: "kW" },
    { name: "Heat", a: a.heatKw, b: b.heatKw, isShare: false, unit: "kW" },
    { name: "Water and solutions fed", a: waterOf(a).inM3PerH, b: waterOf(b).inM3PerH, isShare: false, unit: "m³/h" },
    ...reagents.map((name) => ({
      name: `${name} dosed`,
      a: a.dosedKgPerH[name] ?? 0,
      b: b.dosedKgPerH[name] ?? 0,
      isShare: false,
      unit: "kg/h",
    })),
    ...shown.flatMap((element) =>
      outlets
        .map((outlet) => ({
          name: `${element} to ${outlet}`,
          a: recovery(a, element, outlet),
          b: recovery(b, element, outlet),
          isShare: true,
          unit: "",
        }))
        .filter((row) => (row.a ?? 0) > 1e-9 || (row.b ?? 0) > 1e-9),
    ),
  ];
  const words = ({ isShare, unit }: Row, value: number | null) =>
    value === null ? "–" : isShare ? formatPct(value) : `${formatQuantity(value)} ${unit}`;
  return (
    <>
      <div className="toolbar">
        <label className="pf-number">
          Beside
          <select value={other.id} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {others.map(({ id, sheet }) => (
              <option key={id} value={id}>
                {sheet.document.name}
              </option>
            ))}
          </select>
        </label>
        <label className="pf-number">
          Recoveries of
          <select value={one} onChange={({ currentTarget }) => setWanted(currentTarget.value)}>
            <option value="">all elements</option>
            {elements.map((element) => (
              <option key={element} value={element}>
                {element}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Scroll label="Comparison">
        <table className="plain pf-results" data-testid="compare">
          <thead>
            <tr>
              <th scope="col">Result</th>
              <th scope="col" className="num">
                {active.sheet.document.name}
              </th>
              <th scope="col" className="num">
                {other.sheet.document.name}
              </th>
              <th scope="col" className="num">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td className="num">{words(row, row.a)}</td>
                <td className="num">{words(row, row.b)}</td>
                <td className="num">{difference(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** The second less the first; shares in percentage points. */
function difference({ a, b, isShare, unit }: Row): string {
  if (a === null || b === null) return "–";
  const by = isShare ? 100 * (b - a) : b - a;
  if (Math.abs(by) < 1e-9 * Math.max(1, Math.abs(a))) return "0";
  const words = isShare ? `${by.toFixed(2)} points` : `${formatQuantity(by)} ${unit}`;
  return by > 0 ? `+${words}` : words;
}
