import { useEffect, useId, useState } from "react";

interface NumberFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: number | undefined;
  readonly placeholder?: string;
  readonly unit?: string;
  readonly isMarked?: boolean;
  readonly onCommit: (value: number | undefined) => void;
}

/** A number that is taken over on Enter or when left; `1e-6` is a number, an empty field takes the value away. */
export function NumberField({ label, isLabelHidden, value, placeholder, unit, isMarked, onCommit }: NumberFieldProps) {
  const id = useId();
  const shown = value === undefined ? "" : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const number = Number(text.replace(",", "."));
  const isWrong = text.trim() !== "" && !Number.isFinite(number);
  const commit = () => {
    if (isWrong || text === shown) return;
    onCommit(text.trim() === "" ? undefined : number);
  };
  return (
    <span className="pf-number">
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : undefined}>
        {label}
      </label>
      <span className="pf-number-row">
        <input
          id={id}
          value={text}
          inputMode="decimal"
          autoComplete="off"
          placeholder={placeholder}
          aria-invalid={isWrong || undefined}
          data-marked={isMarked || undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === "Enter" && commit()}
        />
        {unit !== undefined && unit !== "" && <span className="pf-unit-word">{unit}</span>}
      </span>
      {isWrong && <span className="pf-issue">not a number; write it as 0.5 or 1e-6</span>}
    </span>
  );
}

interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly isLabelHidden?: boolean;
  readonly onCommit: (value: string) => void;
}

/** Text taken over on Enter or when left. */
export function NameField({ label, value, isLabelHidden, onCommit }: NameFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text !== value) onCommit(text.trim());
  };
  return (
    <span className="pf-number">
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : undefined}>
        {label}
      </label>
      <input
        id={id}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
    </span>
  );
}
