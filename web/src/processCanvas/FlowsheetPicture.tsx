import { type PointerEvent, useEffect, useMemo, useRef } from "react";
import type { Sheet } from "../processWork/sheet.ts";
import { drawSheet, placesOf } from "./drawing.ts";
import { leastWordsPx, wordsPx } from "./ports.ts";
import { StreamLine } from "./StreamLine.tsx";
import { UnitBox } from "./UnitBox.tsx";
import { useView } from "./useView.ts";

interface FlowsheetPictureProps {
  readonly sheet: Sheet;
  readonly labels: ReadonlyMap<string, string>;
  /** Units and streams that are drawn as differing. */
  readonly differing: ReadonlySet<string>;
}

/** A flowsheet to look at: it can be moved and zoomed, not changed. */
export function FlowsheetPicture({ sheet, labels, differing }: FlowsheetPictureProps) {
  const svg = useRef<SVGSVGElement>(null);
  const { view, fit, zoom, pan } = useView(svg);
  const drawing = useMemo(() => drawSheet(sheet.document, placesOf(sheet)), [sheet]);
  useEffect(() => fit(drawing.bounds), [fit, drawing]);
  const last = useRef<readonly [number, number] | null>(null);
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (last.current === null) return;
    pan(event.clientX - last.current[0], event.clientY - last.current[1]);
    last.current = [event.clientX, event.clientY];
  };
  const isFar = view.scale * wordsPx < leastWordsPx;
  return (
    <div className="pf-canvas-box">
      <svg
        ref={svg}
        className="pf-canvas pf-picture"
        role="group"
        aria-label={`Drawing of ${sheet.document.name}`}
        data-testid="picture"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = [event.clientX, event.clientY];
        }}
        onPointerMove={move}
        onPointerUp={() => {
          last.current = null;
        }}
        onPointerCancel={() => {
          last.current = null;
        }}
      >
        <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
          {drawing.streams.map((stream) => (
            <StreamLine
              key={stream.id}
              stream={stream}
              words={labels.get(stream.id) ?? ""}
              isFar={isFar}
              isSelected={differing.has(stream.id)}
            />
          ))}
          {drawing.units.map((unit) => (
            <g key={unit.id} data-differs={differing.has(unit.id) || undefined}>
              <UnitBox unit={unit} mark={undefined} isSelected={false} onKeyDown={null} />
            </g>
          ))}
        </g>
      </svg>
      <div className="pf-canvas-tools" role="group" aria-label={`View of ${sheet.document.name}`}>
        <button type="button" onClick={() => zoom(1.25)} aria-label={`Zoom in, ${sheet.document.name}`}>
          +
        </button>
        <button type="button" onClick={() => zoom(0.8)} aria-label={`Zoom out, ${sheet.document.name}`}>
          −
        </button>
        <button type="button" onClick={() => fit(drawing.bounds)} aria-label={`Fit, ${sheet.document.name}`}>
          Fit
        </button>
      </div>
    </div>
  );
}
