import { Button, NumberInput } from "@mantine/core";
import type { Position } from "./bodyDocuments.ts";

/** The way to a block without the picture: its numbers along x, y and z, from 0. */
export function BlockNumbers({
  count,
  picked,
  onPick,
}: {
  readonly count: Position;
  readonly picked: number | null;
  readonly onPick: (index: number) => void;
}) {
  const [nx, ny, nz] = count;
  const ijk = picked === null ? null : [picked % nx, Math.floor(picked / nx) % ny, Math.floor(picked / (nx * ny))];
  const middle = [nx, ny, nz].map((n) => Math.floor(n / 2));
  const set = (axis: number, value: number) => {
    const at = [...(ijk ?? middle)];
    at[axis] = Math.min([nx, ny, nz][axis]! - 1, Math.max(0, Math.floor(value)));
    onPick(at[0]! + nx * (at[1]! + ny * at[2]!));
  };
  return (
    <div className="block-numbers">
      {["i", "j", "k"].map((name, axis) => (
        <NumberInput
          key={name}
          label={`${name} (0–${[nx, ny, nz][axis]! - 1})`}
          size="xs"
          min={0}
          max={[nx, ny, nz][axis]! - 1}
          allowDecimal={false}
          value={ijk?.[axis] ?? ""}
          onChange={(value) => typeof value === "number" && set(axis, value)}
        />
      ))}
      <Button size="xs" variant="default" onClick={() => (picked === null ? set(0, middle[0]!) : onPick(-1))}>
        {picked === null ? "Middle" : "Clear"}
      </Button>
    </div>
  );
}
