import { Button, Slider } from "@mantine/core";
import type { Control, Moved } from "./economicsWork.ts";
import { keyWords, valueWords } from "./valueWords.ts";

interface ControlsProps {
  readonly controls: readonly Control[];
  readonly moved: Moved;
  readonly scenarios: readonly { readonly name: string; readonly values: Moved }[];
  /** Null puts the quantity back to its base. */
  readonly onMove: (key: string, value: number | null) => void;
  readonly onSet: (moved: Moved) => void;
}

const groups: readonly { readonly title: string; readonly holds: (key: string) => boolean }[] = [
  { title: "Prices", holds: (key) => key.startsWith("price.") },
  { title: "Grade, recovery, feed", holds: (key) => /^(grade|recovery)\.|^feed$/.test(key) },
  { title: "Costs and terms", holds: (key) => /^(capital|operating|closure|discountRate)$/.test(key) },
];

/** A slider for every quantity of the project; a dot marks where the file has it. */
export function Controls({ controls, moved, scenarios, onMove, onSet }: ControlsProps) {
  const count = Object.keys(moved).length;
  return (
    <div className="panel move-panel">
      <div className="move-head">
        <h2>Move a quantity</h2>
        <Button size="compact-sm" variant="default" disabled={count === 0} onClick={() => onSet({})}>
          Put all back
        </Button>
      </div>
      {scenarios.length > 0 && (
        <div className="scenario-buttons" role="group" aria-label="Scenarios of the file">
          {scenarios.map(({ name, values }) => (
            <Button key={name} size="compact-xs" variant="default" onClick={() => onSet(values)}>
              {name}
            </Button>
          ))}
        </div>
      )}
      {groups.map(({ title, holds }) => (
        <div key={title} className="move-group" role="group" aria-label={title}>
          <h3>{title}</h3>
          {controls
            .filter(({ key }) => holds(key))
            .map((control) => (
              <Move key={control.key} control={control} value={moved[control.key] ?? null} onMove={onMove} />
            ))}
        </div>
      ))}
      <p className="muted small">~ uncertain in the file: its distribution moves along with its base.</p>
    </div>
  );
}

const places = 200;

function Move({
  control,
  value,
  onMove,
}: {
  readonly control: Control;
  readonly value: number | null;
  readonly onMove: ControlsProps["onMove"];
}) {
  const { key, base, low, high, isUncertain } = control;
  const at = value ?? base;
  const place = (of: number) => Math.round(((of - low) / (high - low)) * places);
  const words = valueWords(control, at);
  const name = keyWords(key);
  return (
    <div className="move" data-moved={value !== null} data-testid={`move-${key}`} data-value={at}>
      <div className="move-words">
        <span>
          {name}
          {isUncertain && <span title="uncertain in the file"> ~</span>}
        </span>
        <span className="move-value">{words}</span>
        {value !== null && (
          <button
            type="button"
            className="put-back"
            onClick={() => onMove(key, null)}
            title={`back to ${valueWords(control, base)}`}
            aria-label={`Put ${name} back to ${valueWords(control, base)}`}
          >
            ↺
          </button>
        )}
      </div>
      <Slider
        size="sm"
        thumbLabel={name}
        thumbProps={{ "aria-valuetext": words }}
        label={null}
        min={0}
        max={places}
        marks={[{ value: place(base) }]}
        value={place(at)}
        onChange={(to) => onMove(key, to === place(base) ? null : low + (to / places) * (high - low))}
      />
    </div>
  );
}
