import { Button } from "@mantine/core";
import { countWords, formatQuantity } from "../parts/words.ts";
import { numbersIn } from "../processWork/edits.ts";
import type { SolveAnswer } from "../processWork/processWork.ts";
import type { Sheet } from "../processWork/sheet.ts";
import { NameField, NumberField } from "./NumberField.tsx";
import { AddRow } from "./ParameterFields.tsx";

interface StreamPanelProps {
  readonly sheet: Sheet;
  readonly id: string;
  readonly latest: SolveAnswer | null;
  readonly good: SolveAnswer | null;
  readonly onSet: (path: readonly string[], value: unknown) => void;
  readonly onRename: (name: string) => void;
  readonly onDelete: () => void;
}

/** The selected stream: ends, the feed where it enters, what flows in it. */
export function StreamPanel({ sheet, id, latest, good, onSet, onRename, onDelete }: StreamPanelProps) {
  const stream = sheet.document.streams.find((one) => one.id === id);
  if (!stream) return null;
  const row = good?.report?.streams.find((one) => one.stream === id);
  const issues = (latest?.issues ?? []).filter(
    ({ path }) => path === `stream ${id}` || path.startsWith(`stream ${id}.`),
  );
  const isFeed = !stream.from;
  const components = sheet.document.components.map((component) => component.id);
  const largest = Object.entries(row?.kgPerH ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <section className="panel pf-panel" aria-label={`Stream ${id}`} data-testid="stream-panel">
      <p className="eyebrow">{isFeed ? "feed" : stream.to ? "stream" : "product"}</p>
      <h2>{id}</h2>
      <NameField label="Name" value={id} onCommit={onRename} />
      <p className="small">
        {stream.from ? `from ${stream.from.port} of ${stream.from.unit}` : "enters the flowsheet"}
        {stream.to ? `, to ${stream.to.port} of ${stream.to.unit}` : ", leaves the flowsheet"}
      </p>
      {issues.map((issue) => (
        <p key={issue.path + issue.code} className="pf-issue" data-severity={issue.severity}>
          {issue.message}
        </p>
      ))}
      {isFeed && (
        <>
          <h3>Feed</h3>
          <p className="pf-doc">Source: {stream.feed?.measuredBy ?? "not stated, so taken as assumed"}.</p>
          <div className="pf-feed">
            {numbersIn(stream.feed ?? {}).map(({ path, value }) => (
              <NumberField
                key={path.join("\u0000")}
                label={feedWords(path)}
                value={value}
                unit={feedUnit(path)}
                onCommit={(number) => onSet(path, number ?? 0)}
              />
            ))}
          </div>
          <AddRow
            what="feed, kg/h"
            left={components.filter((component) => stream.feed?.kgPerH?.[component] === undefined)}
            isFree={false}
            onAdd={(component) => onSet(["kgPerH", component], 0)}
          />
        </>
      )}
      {row && (
        <>
          <h3>Flow</h3>
          <dl className="facts pf-facts">
            <dt>all phases</dt>
            <dd>{formatQuantity(row.totalTPerH)} t/h</dd>
            <dt>solids</dt>
            <dd>{formatQuantity(row.solidsTPerH)} t/h</dd>
            <dt>aqueous</dt>
            <dd>{formatQuantity(row.aqueousM3PerH)} m³/h</dd>
            <dt>organic</dt>
            <dd>{formatQuantity(row.organicM3PerH)} m³/h</dd>
            <dt>gas</dt>
            <dd>{formatQuantity(row.gasKgPerH)} kg/h</dd>
            <dt>temperature</dt>
            <dd>{countWords(row.temperatureC, 1)} °C</dd>
          </dl>
          <details className="pf-about">
            <summary>Components, kg/h</summary>
            <dl className="facts pf-facts">
              {largest.map(([component, kg]) => (
                <FlowFact key={component} name={component} kg={kg} />
              ))}
            </dl>
          </details>
        </>
      )}
      <Button size="xs" variant="default" onClick={onDelete}>
        Delete stream
      </Button>
    </section>
  );
}

function FlowFact({ name, kg }: { readonly name: string; readonly kg: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{formatQuantity(kg)}</dd>
    </>
  );
}

const units: Readonly<Record<string, string>> = {
  kgPerH: "kg/h",
  massFraction: "kg/kg",
  litresPerH: "L/h",
  mgPerL: "mg/L",
  molPerL: "mol/L",
  molPerH: "mol/h",
  moleFraction: "mol/mol",
  sizeFraction: "kg/kg",
  temperatureC: "°C",
  pressureKPa: "kPa",
};

function feedUnit(path: readonly string[]): string {
  return units[path.find((key) => units[key] !== undefined) ?? ""] ?? "";
}

function feedWords(path: readonly string[]): string {
  const [first = "", second, third] = path;
  if (first === "kgPerH") return second ?? first;
  if (first === "sizeFraction")
    return `size class ${Number(third ?? second) + 1 || (third ?? second)}${third ? ` of ${second}` : ""}`;
  if (first === "temperatureC") return "temperature";
  if (first === "pressureKPa") return "pressure";
  if (third !== undefined) return `${third} (${first})`;
  return `${first}, all`;
}
