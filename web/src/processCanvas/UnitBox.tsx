import { findUnitOp } from "@relode/core/process";
import type { KeyboardEvent } from "react";
import { short, wrapped } from "./canvasWords.ts";
import type { DrawnUnit } from "./drawing.ts";

interface UnitBoxProps {
  readonly unit: DrawnUnit;
  readonly mark: "error" | "warning" | undefined;
  readonly isSelected: boolean;
  /** Null for a picture that is only looked at. */
  readonly onKeyDown: ((event: KeyboardEvent) => void) | null;
}

/** A unit as a box with its name and kind. */
export function UnitBox({ unit, mark, isSelected, onKeyDown }: UnitBoxProps) {
  const { x, y, width, height } = unit.box;
  const title = findUnitOp(unit.kind)?.title ?? unit.kind;
  const lines = wrapped(unit.id, 19);
  const middle = y + height / 2 - (lines.length - 1) * 7 - 3;
  return (
    <g
      {...(onKeyDown === null
        ? { role: "img" }
        : { role: "button", tabIndex: 0, "aria-pressed": isSelected, onKeyDown })}
      className="pf-unit"
      data-unit={unit.id}
      data-mark={mark}
      aria-label={`${unit.id}, ${title}${mark === undefined ? "" : mark === "error" ? ", has errors" : ", has warnings"}`}
    >
      <title>{`${unit.id}: ${title}`}</title>
      <rect x={x} y={y} width={width} height={height} rx={3} />
      {lines.map((words, i) => (
        <text key={`${i}${words}`} x={x + width / 2} y={middle + i * 14} className="pf-unit-name">
          {words}
        </text>
      ))}
      <text x={x + width / 2} y={middle + lines.length * 14 - 1} className="pf-unit-kind">
        {unit.kind === unit.id ? "" : short(unit.kind, 23)}
      </text>
      {mark !== undefined && (
        <text x={x + width - 9} y={y + 15} className="pf-unit-mark" data-mark={mark}>
          {mark === "error" ? "✕" : "!"}
        </text>
      )}
    </g>
  );
}
