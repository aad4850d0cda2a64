import { Button, NumberInput, Select } from "@mantine/core";
import type { CovarianceModel, StructureType } from "@relode/core/geostat";
import { benchShapes, totalSill, withRange, withStructure } from "./benchModel.ts";

interface NumbersProps {
  readonly model: CovarianceModel;
  readonly at: number;
  readonly unit: string;
  readonly azimuthDeg: number;
  readonly onModel: (model: CovarianceModel) => void;
  readonly onAt: (at: number) => void;
}

const axisNames = ["Range along, m", "Range across, m", "Range up, m"];

/** The model as numbers: nugget, and sill, shape and ranges of one structure. */
export function ModelNumbers({ model, at, unit, azimuthDeg, onModel, onAt }: NumbersProps) {
  const structure = model.structures[at];
  const number = (value: number) => Number(value.toPrecision(5));
  const add = () => {
    const last = model.structures.at(-1);
    const rangesM = (last?.rangesM ?? [100, 100, 5]).map((range) => 2 * range) as [number, number, number];
    const sill = 0.3 * totalSill(model);
    onModel({
      ...model,
      structures: [...model.structures, { type: "spherical", sill, rangesM, anglesDeg: [azimuthDeg, 0, 0] }],
    });
    onAt(model.structures.length);
  };
  return (
    <>
      <div className="bench-row">
        <Select
          label="Structure"
          size="xs"
          allowDeselect={false}
          value={String(at)}
          data={model.structures.map(({ type }, i) => ({ value: String(i), label: `${i + 1}: ${type}` }))}
          onChange={(value) => onAt(Number(value ?? 0))}
        />
        <Button size="xs" variant="default" onClick={add} disabled={model.structures.length >= 3}>
          Add
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={model.structures.length < 2}
          onClick={() => {
            onModel({ ...model, structures: model.structures.filter((_, i) => i !== at) });
            onAt(0);
          }}
        >
          Remove
        </Button>
      </div>
      <div className="bench-row">
        <NumberInput
          label={`Nugget, ${unit}`}
          size="xs"
          thousandSeparator=","
          min={0}
          value={number(model.nugget)}
          onChange={(value) => typeof value === "number" && value >= 0 && onModel({ ...model, nugget: value })}
        />
        {structure && (
          <>
            <NumberInput
              label={`Sill ${at + 1}, ${unit}`}
              size="xs"
              thousandSeparator=","
              min={0}
              value={number(structure.sill)}
              onChange={(value) =>
                typeof value === "number" && value >= 0 && onModel(withStructure(model, at, { sill: value }))
              }
            />
            <Select
              label="Shape"
              size="xs"
              allowDeselect={false}
              value={structure.type}
              data={[...new Set([structure.type, ...benchShapes])]}
              onChange={(value) => onModel(withStructure(model, at, { type: (value ?? "spherical") as StructureType }))}
            />
          </>
        )}
      </div>
      {structure && (
        <div className="bench-row">
          {axisNames.map((name, axis) => (
            <NumberInput
              key={name}
              label={name}
              size="xs"
              thousandSeparator=","
              min={0.01}
              value={number(structure.rangesM[axis] ?? 1)}
              onChange={(value) => typeof value === "number" && value > 0 && onModel(withRange(model, at, axis, value))}
            />
          ))}
        </div>
      )}
    </>
  );
}
