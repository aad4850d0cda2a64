import { useMemo, useState } from "react";
import { FlowsheetPicture } from "../processCanvas/FlowsheetPicture.tsx";
import { formatPct, formatQuantity } from "../parts/words.ts";
import { type Difference, differences } from "../processWork/differences.ts";
import { elementsOf } from "../processWork/outputs.ts";
import { labelKinds, type LabelKind, streamLabels } from "./labels.ts";
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

/** The open flowsheet beside another one: both drawings, in what they differ, and what comes of it. */
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
  const one = wanted ?? (elements.length <= mostElements ? "" : (elements[0] ?? ""));
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
      <Pictures active={active} other={other} resultOf={resultOf} />
      <h3>Results</h3>
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

interface PicturesProps {
  readonly active: Case;
  readonly other: Case;
  readonly resultOf: CompareTabProps["resultOf"];
}

/** Both drawings side by side with what differs marked, then the differences as a list. */
function Pictures({ active, other, resultOf }: PicturesProps) {
  const [kind, setKind] = useState<LabelKind>("solids");
  const found = useMemo(
    () => differences(active.sheet.document, other.sheet.document),
    [active.sheet.document, other.sheet.document],
  );
  const differing = useMemo(() => new Set(found.map(({ id }) => id)), [found]);
  const good = resultOf(active.id).good;
  return (
    <>
      <label className="pf-inline pf-words">
        Words on streams
        <select value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as LabelKind)}>
          {labelKinds(good).map(({ kind: one, words }) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <div className="pf-beside" data-testid="beside">
        {[active, other].map(({ id, sheet }) => (
          <figure key={id}>
            <figcaption>
              <b>{sheet.document.name}</b>
            </figcaption>
            <FlowsheetPicture
              sheet={sheet}
              labels={streamLabels(sheet.document, resultOf(id).good, kind)}
              differing={differing}
            />
          </figure>
        ))}
      </div>
      <h3>What differs</h3>
      <DifferenceTable found={found} names={[active.sheet.document.name, other.sheet.document.name]} />
    </>
  );
}

/** With so few elements the recoveries of all stand at once. */
const mostElements = 6;
/** Beyond this many rows the flowsheets are not two cases of one plant. */
const mostRows = 40;

function DifferenceTable({
  found,
  names,
}: {
  readonly found: readonly Difference[];
  readonly names: readonly [string, string];
}) {
  if (found.length === 0) return <p className="small">Nothing: units, streams and parameters are the same.</p>;
  const words = (value: string | null) => value ?? "–";
  return (
    <>
      <Scroll label="What differs">
        <table className="plain pf-results" data-testid="differences">
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">What</th>
              <th scope="col">{names[0]}</th>
              <th scope="col">{names[1]}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, mostRows).map((row) => (
              <tr key={`${row.kind} ${row.id} ${row.path}`}>
                <th scope="row">
                  {row.kind} {row.id}
                </th>
                <td>{row.path === "" ? "the whole" : row.path.replace(/^parameters\./, "")}</td>
                <td>{words(row.a)}</td>
                <td>{words(row.b)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {found.length > mostRows && <p className="muted small">{found.length - mostRows} more.</p>}
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
