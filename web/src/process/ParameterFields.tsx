import type { Issue } from "@relode/core/evidence";
import type { ParameterSpec } from "@relode/core/process";
import { useState } from "react";
import { NameField, NumberField } from "./NumberField.tsx";

type Table = Readonly<Record<string, unknown>>;

interface FieldProps {
  readonly name: string;
  readonly spec: ParameterSpec;
  readonly value: unknown;
  readonly issues: readonly Issue[];
  readonly components: readonly string[];
  readonly onChange: (path: readonly string[], value: unknown) => void;
}

/** One parameter: field, unit, what it is, bounds, window with its source, and what the core says of it. */
export function ParameterField(props: FieldProps) {
  const { name, spec, issues, value } = props;
  const isMissing = value === undefined && spec.default === undefined;
  return (
    <div className="pf-parameter" data-parameter={name}>
      <Field {...props} />
      <p className="pf-doc">
        {spec.doc}. {boundWords(spec)}
        {value === undefined && spec.default !== undefined && " Not given: the usual value is used."}
        {isMissing && " Must be given."}
      </p>
      <p className="pf-doc">
        {spec.window === undefined
          ? numeric(spec) && "No window of validity is known."
          : `Established from ${spec.window.min} to ${spec.window.max}${spec.unit === "1" ? "" : ` ${spec.unit}`}: ${spec.window.source}.`}
      </p>
      {issues.map((issue) => (
        <p key={issue.path + issue.code} className="pf-issue" data-severity={issue.severity}>
          {issue.message}
        </p>
      ))}
    </div>
  );
}

function Field(props: FieldProps) {
  const { name, spec, value, issues, components, onChange } = props;
  const isMarked = issues.length > 0;
  switch (spec.kind) {
    case "number":
      return (
        <NumberField
          label={name}
          value={typeof value === "number" ? value : undefined}
          placeholder={typeof spec.default === "number" ? `${spec.default} (usual)` : "to be given"}
          unit={unitWords(spec.unit)}
          isMarked={isMarked}
          onCommit={(number) => onChange([], number)}
        />
      );
    case "word":
      return (
        <WordField
          label={name}
          spec={spec}
          value={typeof value === "string" ? value : undefined}
          components={components}
          onChange={(word) => onChange([], word)}
        />
      );
    case "list":
    case "words":
      return (
        <NameField
          label={`${name} (${unitWords(spec.unit)}), separated by commas`}
          value={Array.isArray(value) ? value.join(", ") : ""}
          onCommit={(text) => onChange([], readList(text, spec.kind === "list"))}
        />
      );
    case "table":
      return <TableField {...props} />;
    case "records":
      return <RecordsField {...props} />;
  }
}

function readList(text: string, isNumeric: boolean): unknown {
  if (text === "") return undefined;
  const items = text.split(",").map((item) => item.trim());
  // What is no number is passed on as it is: the core says what is wrong with it.
  return isNumeric ? items.map((item) => (item !== "" && Number.isFinite(Number(item)) ? Number(item) : item)) : items;
}

interface WordFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly spec: Pick<ParameterSpec, "choices" | "namesComponents" | "default">;
  readonly value: string | undefined;
  readonly components: readonly string[];
  readonly onChange: (word: string | undefined) => void;
}

function WordField({ label, isLabelHidden, spec, value, components, onChange }: WordFieldProps) {
  const choices = spec.choices ?? (spec.namesComponents === true ? components : null);
  if (choices === null)
    return (
      <NameField
        label={label}
        isLabelHidden={isLabelHidden ?? false}
        value={value ?? ""}
        onCommit={(word) => onChange(word === "" ? undefined : word)}
      />
    );
  const usual =
    typeof spec.default === "string"
      ? spec.default === ""
        ? "none (usual)"
        : `${spec.default} (usual)`
      : "to be given";
  return (
    <label className="pf-number">
      <span className={isLabelHidden ? "visually-hidden" : undefined}>{label}</span>
      <select
        value={value ?? "\u0000"}
        onChange={({ currentTarget }) => onChange(currentTarget.value === "\u0000" ? undefined : currentTarget.value)}
      >
        <option value={"\u0000"}>{usual}</option>
        {value !== undefined && !choices.includes(value) && <option value={value}>{value || "none"}</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  );
}

function TableField({ name, spec, value, issues, components, onChange }: FieldProps) {
  const table = isTable(value) ? value : isTable(spec.default) ? (spec.default as Table) : {};
  const left = ["default", ...components].filter((id) => !(id in table));
  return (
    <fieldset className="pf-table-field">
      <legend>
        {name} <span className="pf-unit-word">{unitWords(spec.unit)}</span>
      </legend>
      {Object.entries(table).map(([row, number]) => (
        <div key={row} className="pf-table-row">
          <NumberField
            label={row}
            value={typeof number === "number" ? number : undefined}
            isMarked={issues.some(({ path }) => path.endsWith(`.${row}`))}
            onCommit={(changed) => onChange([row], changed)}
          />
        </div>
      ))}
      <AddRow
        what={name}
        left={left}
        isFree={spec.namesComponents !== true}
        onAdd={(row) => onChange([row], spec.min ?? 0)}
      />
    </fieldset>
  );
}

function RecordsField({ name, spec, value, components, onChange }: FieldProps) {
  const table = isTable(value) ? value : {};
  const fields = Object.entries(spec.fields ?? {});
  const left = components.filter((id) => !(id in table));
  return (
    <fieldset className="pf-table-field">
      <legend>{name}</legend>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={`Records of ${name}`}>
        <table className="plain pf-records">
          <thead>
            <tr>
              <th scope="col">Name</th>
              {fields.map(([field, { unit, doc }]) => (
                <th key={field} scope="col" title={doc}>
                  {field} <span className="pf-unit-word">{unitWords(unit)}</span>
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(table).map(([row, record]) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {fields.map(([field, inner]) => {
                  const item = isTable(record) ? record[field] : undefined;
                  return (
                    <td key={field}>
                      {inner.kind === "word" ? (
                        <WordField
                          label={`${field} of ${row}`}
                          isLabelHidden
                          spec={inner}
                          value={typeof item === "string" ? item : undefined}
                          components={components}
                          onChange={(word) => onChange([row, field], word)}
                        />
                      ) : (
                        <NumberField
                          label={`${field} of ${row}`}
                          isLabelHidden
                          value={typeof item === "number" ? item : undefined}
                          placeholder={typeof inner.default === "number" ? String(inner.default) : ""}
                          onCommit={(number) => onChange([row, field], number)}
                        />
                      )}
                    </td>
                  );
                })}
                <td>
                  <button
                    type="button"
                    className="pf-small"
                    onClick={() => onChange([row], undefined)}
                    aria-label={`Remove ${row} from ${name}`}
                  >
                    ✕
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <AddRow what={name} left={left} isFree={spec.namesComponents !== true} onAdd={(row) => onChange([row], {})} />
    </fieldset>
  );
}

interface AddRowProps {
  readonly what: string;
  readonly left: readonly string[];
  readonly isFree: boolean;
  readonly onAdd: (row: string) => void;
}

/** Adds a row by the name of a component, or by any name where the table takes one. */
export function AddRow({ what, left, isFree, onAdd }: AddRowProps) {
  const [name, setName] = useState("");
  const add = () => {
    if (name.trim() === "") return;
    onAdd(name.trim());
    setName("");
  };
  return (
    <div className="pf-add-row">
      {isFree ? (
        <input
          aria-label={`New name in ${what}`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      ) : (
        <select aria-label={`New row in ${what}`} value={name} onChange={(event) => setName(event.currentTarget.value)}>
          <option value="">add …</option>
          {left.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        className="pf-small"
        onClick={add}
        disabled={name.trim() === ""}
        aria-label={`Add to ${what}`}
      >
        Add
      </button>
    </div>
  );
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const numeric = ({ kind }: ParameterSpec) => kind === "number" || kind === "list" || kind === "table";

function unitWords(unit: string): string {
  return unit === "1" ? "–" : unit === "word" || unit === "component" ? "" : unit;
}

function boundWords({ min, max, unit, isWhole }: ParameterSpec): string {
  if (min === undefined && max === undefined) return "";
  return `${isWhole === true ? "Whole number, " : ""}${min ?? "-∞"} to ${max ?? "∞"}${unit === "1" ? "" : ` ${unit}`}.`;
}
