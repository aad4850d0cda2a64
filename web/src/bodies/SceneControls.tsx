import { Button, NumberInput, RangeSlider, Select, Slider, Switch } from "@mantine/core";
import type { Layer, View } from "../bodyScene/BodyScene.ts";
import type { Section } from "../bodyScene/pickBlock.ts";
import { formatQuantity } from "../parts/words.ts";

const views: readonly { readonly view: View; readonly label: string }[] = [
  { view: "orbit", label: "Oblique" },
  { view: "plan", label: "Plan" },
  { view: "north", label: "Look N" },
  { view: "east", label: "Look E" },
];

export function ViewButtons({ onView }: { readonly onView: (view: View) => void }) {
  return (
    <div className="scene-views" role="group" aria-label="Views">
      {views.map(({ view, label }) => (
        <button key={view} type="button" onClick={() => onView(view)}>
          {label}
        </button>
      ))}
    </div>
  );
}

interface CutoffProps {
  readonly label: string;
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

const places = 200;

/** Slider and number for the grade below which blocks are hidden; all the way to the left nothing is hidden. */
export function CutoffControl({ label, unit, range: [low, high], value, onChange }: CutoffProps) {
  const place = value === null ? 0 : Math.round(Math.min(1, Math.max(0, (value - low) / (high - low))) * places);
  const words = value === null ? "all blocks" : `${formatQuantity(value)} ${unit}`;
  return (
    <div className="control">
      <div className="control-head">
        <span id="cutoff-label">{label}</span>
        <NumberInput
          aria-label={`${label}, ${unit}`}
          size="xs"
          w={104}
          min={0}
          placeholder="none"
          suffix={` ${unit}`}
          value={value === null ? "" : Number(value.toPrecision(4))}
          onChange={(typed) => onChange(typeof typed === "number" ? typed : null)}
        />
      </div>
      <Slider
        thumbLabel={label}
        thumbProps={{ "aria-valuetext": words }}
        label={null}
        min={0}
        max={places}
        value={place}
        onChange={(at) => onChange(at === 0 ? null : low + (at / places) * (high - low))}
      />
    </div>
  );
}

interface SectionProps {
  readonly count: readonly [number, number, number];
  readonly sizeM: readonly [number, number, number];
  readonly section: Section;
  readonly onChange: (section: Section) => void;
}

const axes = [
  { axis: 0, name: "x", words: "Section along x" },
  { axis: 1, name: "y", words: "Section along y" },
  { axis: 2, name: "z", words: "Section along z" },
] as const;

/** Planes that cut the model open, two along each axis of the grid; a plane lies between blocks. */
export function SectionControl({ count, sizeM, section, onChange }: SectionProps) {
  const set = (axis: 0 | 1 | 2, from: number, to: number) => {
    const changed = { from: [...section.from], to: [...section.to] } as {
      from: [number, number, number];
      to: [number, number, number];
    };
    changed.from[axis] = from;
    changed.to[axis] = to;
    onChange(changed);
  };
  const isWhole = axes.every(({ axis }) => section.from[axis] === 0 && section.to[axis] === count[axis]);
  return (
    <div className="control">
      <div className="control-head">
        <span>Sections</span>
        <span className="control-buttons">
          <Button
            size="compact-xs"
            variant="default"
            disabled={count[1] < 2}
            onClick={() => onChange({ from: [0, Math.max(1, Math.floor(0.4 * count[1])), 0], to: count })}
          >
            Cut open
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={isWhole}
            onClick={() => onChange({ from: [0, 0, 0], to: count })}
          >
            Whole model
          </Button>
        </span>
      </div>
      {axes.map(({ axis, name, words }) => (
        <div key={name} className="section-row">
          <b>{name}</b>
          <RangeSlider
            thumbFromLabel={`${words}, from`}
            thumbToLabel={`${words}, to`}
            label={null}
            min={0}
            max={count[axis]}
            minRange={1}
            value={[section.from[axis], section.to[axis]]}
            onChange={([from, to]) => set(axis, from, to)}
          />
          <span className="small num">
            {formatQuantity(section.from[axis] * sizeM[axis])}–{formatQuantity(section.to[axis] * sizeM[axis])} m
          </span>
        </div>
      ))}
    </div>
  );
}

interface LayersProps {
  readonly hasProposals: boolean;
  readonly layers: Readonly<Record<Layer, boolean>>;
  readonly onLayer: (layer: Layer, isVisible: boolean) => void;
  readonly exaggeration: number;
  readonly onExaggeration: (factor: number) => void;
}

const layerNames: readonly { readonly layer: Layer; readonly label: string }[] = [
  { layer: "blocks", label: "Blocks" },
  { layer: "holes", label: "Holes" },
  { layer: "surfaces", label: "Surfaces" },
  { layer: "proposed", label: "Proposed holes" },
];

export function LayerControl({ hasProposals, layers, onLayer, exaggeration, onExaggeration }: LayersProps) {
  return (
    <div className="control layer-row">
      {layerNames
        .filter(({ layer }) => layer !== "proposed" || hasProposals)
        .map(({ layer, label }) => (
          <Switch
            key={layer}
            size="sm"
            label={label}
            checked={layers[layer]}
            onChange={(event) => onLayer(layer, event.currentTarget.checked)}
          />
        ))}
      <Select
        aria-label="Vertical exaggeration"
        size="xs"
        w={128}
        allowDeselect={false}
        value={String(exaggeration)}
        data={[1, 2, 5, 10, 20, 50].map((factor) => ({ value: String(factor), label: `Heights × ${factor}` }))}
        onChange={(value) => onExaggeration(Number(value ?? 1))}
      />
    </div>
  );
}

/** Heights are stretched until the body is about a fifth as high as wide. */
export function startExaggeration(widthM: number, heightM: number): number {
  const wanted = widthM / 5 / Math.max(1e-6, heightM);
  return [50, 20, 10, 5, 2].find((factor) => factor <= wanted * 1.2) ?? 1;
}
