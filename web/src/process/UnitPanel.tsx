import { Button } from "@mantine/core";
import { findUnitOp } from "@relode/core/process";
import { useState } from "react";
import { formatQuantity } from "../parts/words.ts";
import type { End } from "../processWork/edits.ts";
import type { SolveAnswer } from "../processWork/processWork.ts";
import type { Sheet } from "../processWork/sheet.ts";
import { ExtractionCurve } from "./ExtractionCurve.tsx";
import { NameField } from "./NumberField.tsx";
import { ParameterField } from "./ParameterFields.tsx";
import { PartitionCurve } from "./PartitionCurve.tsx";

interface UnitPanelProps {
  readonly sheet: Sheet;
  readonly id: string;
  readonly latest: SolveAnswer | null;
  readonly good: SolveAnswer | null;
  readonly onSet: (path: readonly string[], value: unknown) => void;
  readonly onRename: (name: string) => void;
  readonly onDelete: () => void;
  readonly onFeed: (to: End) => void;
  readonly onProduct: (from: End) => void;
  readonly onConnect: (from: End, to: End) => void;
  readonly onShowStream: (id: string) => void;
}

/** The selected unit: what it is, ports, parameters, what it drew and gave. */
export function UnitPanel(props: UnitPanelProps) {
  const { sheet, id, latest, good, onSet, onRename, onDelete } = props;
  const unit = sheet.document.units.find((one) => one.id === id);
  const op = unit && findUnitOp(unit.kind);
  if (!unit) return null;
  const parameters = (
    typeof unit.parameters === "object" && unit.parameters !== null ? unit.parameters : {}
  ) as Readonly<Record<string, unknown>>;
  const issues = (latest?.issues ?? []).filter(
    ({ path }) => path === `unit ${id}` || path.startsWith(`unit ${id}, parameter `),
  );
  const own = issues.filter(({ path }) => path === `unit ${id}`);
  const ofParameter = (name: string) => {
    const start = `unit ${id}, parameter ${name}`;
    return issues.filter(({ path }) => path.startsWith(start) && /^($|[.[])/.test(path.slice(start.length)));
  };
  const row = good?.report?.units.find((one) => one.unit === id);
  const components = sheet.document.components.map((component) => component.id);
  return (
    <section className="panel pf-panel" aria-label={`Unit ${id}`} data-testid="unit-panel">
      <p className="eyebrow">{op?.group ?? "unknown unit"}</p>
      <h2>{op?.title ?? unit.kind}</h2>
      <NameField label="Name" value={id} onCommit={onRename} />
      {own.map((issue) => (
        <p key={issue.code + issue.message} className="pf-issue" data-severity={issue.severity}>
          {issue.message}
        </p>
      ))}
      {op && (
        <>
          <Ports {...props} />
          <h3>Parameters</h3>
          {Object.keys(op.parameters).length === 0 && <p className="muted small">This unit has none.</p>}
          {Object.entries(op.parameters).map(([name, spec]) => (
            <ParameterField
              key={name}
              name={name}
              spec={spec}
              value={parameters[name]}
              issues={ofParameter(name)}
              components={components}
              onChange={(path, value) => onSet([name, ...path], value)}
            />
          ))}
          {row && (
            <>
              <h3>Results</h3>
              <dl className="facts pf-facts">
                <Fact name="power" value={row.powerKw} unit="kW" />
                <Fact name="heat" value={row.heatKw} unit="kW" />
                {Object.entries(row.dosedKgPerH).map(([name, kg]) => (
                  <Fact key={name} name={`dosed ${name}`} value={kg} unit="kg/h" />
                ))}
                {Object.entries(row.results).map(([name, value]) => (
                  <Fact key={name} name={name} value={value} unit="" />
                ))}
              </dl>
            </>
          )}
          {good && <ExtractionCurve key={id} unit={id} answer={good} />}
          {good && <PartitionCurve document={sheet.document} unit={id} answer={good} />}
          <details className="pf-about">
            <summary>Equation, limits and source</summary>
            <dl>
              <dt>Equation</dt>
              <dd>{op.equation}</dd>
              <dt>Assumes</dt>
              <dd>{op.assumptions.join("; ")}</dd>
              <dt>Not when</dt>
              <dd>{op.notWhen}</dd>
              <dt>Checked by</dt>
              <dd>{op.validation}</dd>
              <dt>Source</dt>
              <dd>{op.source}</dd>
            </dl>
          </details>
        </>
      )}
      <Button size="xs" variant="default" onClick={onDelete}>
        Delete unit
      </Button>
    </section>
  );
}

function Fact({ name, value, unit }: { readonly name: string; readonly value: number; readonly unit: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {formatQuantity(value)} {unit}
      </dd>
    </>
  );
}

/** Streams at each port, and ways to add one without the mouse. */
function Ports({ sheet, id, onFeed, onProduct, onConnect, onShowStream }: UnitPanelProps) {
  const { streams, units } = sheet.document;
  const op = findUnitOp(units.find((unit) => unit.id === id)?.kind ?? "");
  const [to, setTo] = useState("");
  if (!op) return null;
  const targets = units.flatMap((unit) =>
    (findUnitOp(unit.kind)?.inlets ?? []).map(({ name }) => ({ unit: unit.id, port: name })),
  );
  return (
    <>
      <h3>Ports</h3>
      <ul className="pf-ports">
        {op.inlets.map(({ name, doc, isOptional }) => (
          <li key={`in ${name}`}>
            <b>{name}</b>{" "}
            <span className="muted">
              inlet, {doc}
              {isOptional === true ? ", optional" : ""}
            </span>
            {streams
              .filter((stream) => stream.to?.unit === id && stream.to.port === name)
              .map((stream) => (
                <button key={stream.id} type="button" className="pf-link" onClick={() => onShowStream(stream.id)}>
                  {stream.id}
                </button>
              ))}
            <button
              type="button"
              className="pf-small"
              onClick={() => onFeed({ unit: id, port: name })}
              aria-label={`Add a feed to ${name}`}
            >
              + feed
            </button>
          </li>
        ))}
        {op.outlets.map(({ name, doc }) => {
          const led = streams.find((stream) => stream.from?.unit === id && stream.from.port === name);
          return (
            <li key={`out ${name}`}>
              <b>{name}</b> <span className="muted">outlet, {doc}</span>
              {led && (
                <button type="button" className="pf-link" onClick={() => onShowStream(led.id)}>
                  {led.id}
                </button>
              )}
              {!led && (
                <button
                  type="button"
                  className="pf-small"
                  onClick={() => onProduct({ unit: id, port: name })}
                  aria-label={`Make ${name} a product`}
                >
                  + product
                </button>
              )}
              {(!led || !led.to) && (
                <span className="pf-add-row">
                  <select
                    aria-label={`Lead ${name} to`}
                    value={to}
                    onChange={(event) => setTo(event.currentTarget.value)}
                  >
                    <option value="">lead to …</option>
                    {targets.map((end, i) => (
                      <option key={`${end.unit} ${end.port}`} value={i}>
                        {end.unit}: {end.port}
                      </option>
                    ))}
                  </select>
                  <button
                    type="button"
                    className="pf-small"
                    disabled={to === ""}
                    aria-label={`Connect ${name}`}
                    onClick={() => {
                      const end = targets[Number(to)];
                      if (end) onConnect({ unit: id, port: name }, end);
                      setTo("");
                    }}
                  >
                    Connect
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
