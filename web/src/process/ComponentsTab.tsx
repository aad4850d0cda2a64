import { Button } from "@mantine/core";
import type { ComponentSpec, Phase } from "@relode/core/process";
import { useState } from "react";
import { NameField, NumberField } from "./NumberField.tsx";
import { Scroll } from "./ResultTables.tsx";

const phases: readonly Phase[] = ["solid", "aqueous", "organic", "gas"];

interface ComponentsTabProps {
  readonly components: readonly ComponentSpec[];
  readonly onChange: (components: readonly ComponentSpec[]) => void;
}

/** What streams consist of: names, phases, formulas; every component once. */
export function ComponentsTab({ components, onChange }: ComponentsTabProps) {
  const [id, setId] = useState("");
  const [phase, setPhase] = useState<Phase>("solid");
  const isTaken = components.some((component) => component.id === id.trim());
  const set = (at: number, part: Partial<ComponentSpec>) =>
    onChange(components.map((component, i) => (i === at ? { ...component, ...part } : component)));
  return (
    <>
      <p className="muted small">
        A component is a mineral, ion, liquid or gas. Without a formula its name is read as a mineral known to Relode or
        as a formula; “-” stands for a substance of unknown make-up.
      </p>
      <div className="toolbar">
        <label className="pf-number">
          New component
          <input value={id} onChange={({ currentTarget }) => setId(currentTarget.value)} />
        </label>
        <label className="pf-number">
          Phase
          <select value={phase} onChange={({ currentTarget }) => setPhase(currentTarget.value as Phase)}>
            {phases.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <Button
          size="xs"
          disabled={id.trim() === "" || isTaken}
          onClick={() => {
            onChange([...components, { id: id.trim(), phase }]);
            setId("");
          }}
        >
          Add component
        </Button>
        {isTaken && <p className="pf-issue">{id.trim()} is there already</p>}
      </div>
      <Scroll label="Components">
        <table className="plain pf-results">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Phase</th>
              <th scope="col">Formula</th>
              <th scope="col">Density kg/m³</th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {components.map((component, i) => (
              <tr key={component.id}>
                <th scope="row">{component.id}</th>
                <td>{component.phase}</td>
                <td>
                  {component.mixture ? (
                    "mixture"
                  ) : (
                    <NameField
                      label={`Formula of ${component.id}`}
                      isLabelHidden
                      value={component.formula ?? ""}
                      onCommit={(formula) => {
                        const { formula: _old, ...rest } = component;
                        onChange(
                          components.map((one, k) => (k === i ? (formula === "" ? rest : { ...rest, formula }) : one)),
                        );
                      }}
                    />
                  )}
                </td>
                <td>
                  <NumberField
                    label={`Density of ${component.id}`}
                    isLabelHidden
                    value={component.densityKgPerM3}
                    placeholder="usual"
                    onCommit={(densityKgPerM3) => densityKgPerM3 !== undefined && set(i, { densityKgPerM3 })}
                  />
                </td>
                <td>
                  <button
                    type="button"
                    className="pf-small"
                    aria-label={`Remove ${component.id}`}
                    onClick={() => onChange(components.filter((_, k) => k !== i))}
                  >
                    ✕
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
