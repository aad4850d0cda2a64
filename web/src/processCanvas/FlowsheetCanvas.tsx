import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { End } from "../processWork/edits.ts";
import type { Position, Sheet } from "../processWork/sheet.ts";
import { type DrawnPort, type DrawnUnit, drawSheet, placesOf } from "./drawing.ts";
import { pinch } from "./pinch.ts";
import { keyOf, leastWordsPx, portPath, streamOf, wordsPx } from "./ports.ts";
import type { Point } from "./routeStreams.ts";
import { StreamLine, StreamTag } from "./StreamLine.tsx";
import { UnitBox } from "./UnitBox.tsx";
import { useView } from "./useView.ts";

/** What is chosen on the drawing. */
export type Selection = { readonly kind: "unit" | "stream"; readonly id: string } | null;

interface FlowsheetCanvasProps {
  readonly sheet: Sheet;
  readonly selection: Selection;
  /** Words of each stream, by id. */
  readonly labels: ReadonlyMap<string, string>;
  /** Units with an error or a warning. */
  readonly marks: ReadonlyMap<string, "error" | "warning">;
  readonly onSelect: (selection: Selection) => void;
  readonly onMove: (id: string, at: Position) => void;
  readonly onConnect: (from: End, to: End) => void;
  readonly onDelete: (selection: NonNullable<Selection>) => void;
  readonly onLayOut: () => void;
}

type Gesture =
  | { readonly kind: "pan"; readonly last: Point }
  | { readonly kind: "unit"; readonly id: string; readonly from: Position; readonly grabbed: Point }
  | { readonly kind: "port"; readonly port: DrawnPort };

/** The drawing: units as boxes with ports, streams as level and upright lines; by mouse, touch and keyboard. */
export function FlowsheetCanvas(props: FlowsheetCanvasProps) {
  const { sheet, selection, labels, marks, onSelect, onMove, onConnect, onDelete, onLayOut } = props;
  const svg = useRef<SVGSVGElement>(null);
  const { view, fit, zoom, zoomAt, pan } = useView(svg);
  const [dragged, setDragged] = useState<{ id: string; at: Position } | null>(null);
  const [pulled, setPulled] = useState<{ port: DrawnPort; to: Point } | null>(null);
  const [begun, setBegun] = useState<DrawnPort | null>(null);
  const [said, setSaid] = useState("");
  const [hovered, setHovered] = useState<string | null>(null);
  const gesture = useRef<Gesture | null>(null);
  const touches = useRef(new Map<number, Point>());
  const own = useMemo(() => placesOf(sheet), [sheet]);
  const places = useMemo(() => (dragged === null ? own : new Map(own).set(dragged.id, dragged.at)), [own, dragged]);
  const drawing = useMemo(() => drawSheet(sheet.document, places), [sheet.document, places]);
  const bounds = useRef(drawing.bounds);
  bounds.current = drawing.bounds;
  useEffect(() => fit(bounds.current), [fit]);

  const onSheet = useCallback(
    (event: { clientX: number; clientY: number }): Point => {
      const box = svg.current?.getBoundingClientRect();
      return [
        (event.clientX - (box?.left ?? 0) - view.x) / view.scale,
        (event.clientY - (box?.top ?? 0) - view.y) / view.scale,
      ];
    },
    [view],
  );
  const portOf = (target: EventTarget | Element | null): DrawnPort | null => {
    const key = target instanceof Element ? target.closest("[data-port]")?.getAttribute("data-port") : null;
    if (key === null || key === undefined) return null;
    return (
      drawing.units.flatMap(({ inlets, outlets }) => [...inlets, ...outlets]).find((port) => keyOf(port) === key) ??
      null
    );
  };
  const join = (a: DrawnPort, b: DrawnPort) => {
    if (a.side === b.side) {
      setSaid(`Both are ${a.side}s: connect an outlet with an inlet.`);
      return;
    }
    const [from, to] = a.side === "outlet" ? [a, b] : [b, a];
    onConnect({ unit: from.unit, port: from.port }, { unit: to.unit, port: to.port });
    setSaid(`Connected ${from.port} of ${from.unit} to ${to.port} of ${to.unit}.`);
  };

  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    touches.current.set(event.pointerId, [event.clientX, event.clientY]);
    if (touches.current.size > 1) {
      gesture.current = null;
      setDragged(null);
      setPulled(null);
      return;
    }
    const port = portOf(event.target);
    const unit =
      event.target instanceof Element ? event.target.closest("[data-unit]")?.getAttribute("data-unit") : null;
    const stream = streamOf(event.target);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (port !== null) gesture.current = { kind: "port", port };
    else if (unit !== null && unit !== undefined) {
      onSelect({ kind: "unit", id: unit });
      gesture.current = { kind: "unit", id: unit, from: places.get(unit) ?? [0, 0], grabbed: onSheet(event) };
    } else {
      if (stream !== null) onSelect({ kind: "stream", id: stream });
      gesture.current = { kind: "pan", last: [event.clientX, event.clientY] };
    }
  };
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const known = touches.current;
    if (known.size === 2 && known.has(event.pointerId)) {
      pinch(known, event, zoomAt, pan, svg.current);
      return;
    }
    const now = gesture.current;
    if (now?.kind === "pan") {
      pan(event.clientX - now.last[0], event.clientY - now.last[1]);
      gesture.current = { kind: "pan", last: [event.clientX, event.clientY] };
    } else if (now?.kind === "unit") {
      const [x, y] = onSheet(event);
      const at: Position = [now.from[0] + x - now.grabbed[0], now.from[1] + y - now.grabbed[1]];
      if (dragged !== null || Math.hypot(at[0] - now.from[0], at[1] - now.from[1]) * view.scale > 4)
        setDragged({ id: now.id, at });
    } else if (now?.kind === "port") setPulled({ port: now.port, to: onSheet(event) });
  };
  const up = (event: PointerEvent<SVGSVGElement>) => {
    touches.current.delete(event.pointerId);
    const now = gesture.current;
    gesture.current = null;
    if (now?.kind === "unit" && dragged !== null) onMove(dragged.id, dragged.at);
    if (now?.kind === "port") {
      const over = portOf(document.elementFromPoint(event.clientX, event.clientY));
      if (over !== null && keyOf(over) !== keyOf(now.port)) join(now.port, over);
      else if (over !== null) portPressed(now.port);
    }
    setDragged(null);
    setPulled(null);
  };
  const portPressed = (port: DrawnPort) => {
    if (begun !== null && keyOf(begun) !== keyOf(port)) {
      join(begun, port);
      setBegun(null);
    } else if (begun !== null) setBegun(null);
    else {
      setBegun(port);
      setSaid(
        `${port.side === "outlet" ? "Outlet" : "Inlet"} ${port.port} of ${port.unit} taken: go to ${port.side === "outlet" ? "an inlet" : "an outlet"} and press Enter, or Escape.`,
      );
    }
  };
  const unitKey = (event: KeyboardEvent, unit: DrawnUnit) => {
    const step = event.shiftKey ? 50 : 10;
    const by = ({ ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] } as const)[
      event.key as "ArrowLeft"
    ] as Point | undefined;
    if (by) onMove(unit.id, [unit.box.x + by[0], unit.box.y + by[1]]);
    else if (event.key === "Enter" || event.key === " ") onSelect({ kind: "unit", id: unit.id });
    else if (event.key === "Delete" || event.key === "Backspace") onDelete({ kind: "unit", id: unit.id });
    else if (event.key === "Escape") setBegun(null);
    else return;
    event.preventDefault();
  };
  const portKey = (event: KeyboardEvent, port: DrawnPort) => {
    if (event.key === "Escape") setBegun(null);
    else if (event.key === "Enter" || event.key === " ") portPressed(port);
    else return;
    event.preventDefault();
  };
  const isTabbable = (port: DrawnPort) =>
    begun === null
      ? selection?.kind === "unit" && selection.id === port.unit
      : port.side !== begun.side || keyOf(port) === keyOf(begun);
  const reach = Math.max(9, 12 / view.scale);
  const isFar = view.scale * wordsPx < leastWordsPx;
  const told = new Set([hovered, selection?.kind === "stream" ? selection.id : null]);
  return (
    <div className="pf-canvas-box">
      <svg
        ref={svg}
        className="pf-canvas"
        role="group"
        aria-label={`Flowsheet ${sheet.document.name}`}
        data-testid="canvas"
        onPointerDown={down}
        onPointerMove={move}
        onPointerOver={({ target }) => setHovered(streamOf(target))}
        onPointerLeave={() => setHovered(null)}
        onPointerUp={up}
        onPointerCancel={up}
      >
        <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
          {drawing.streams.map((stream) => (
            <StreamLine
              key={stream.id}
              stream={stream}
              words={labels.get(stream.id) ?? ""}
              isFar={isFar}
              isSelected={selection?.kind === "stream" && selection.id === stream.id}
            />
          ))}
          {drawing.units.map((unit) => (
            <g key={unit.id}>
              <UnitBox
                unit={unit}
                mark={marks.get(unit.id)}
                isSelected={selection?.kind === "unit" && selection.id === unit.id}
                onKeyDown={(event) => unitKey(event, unit)}
              />
              {[...unit.inlets, ...unit.outlets].map((port) => (
                <g
                  key={keyOf(port)}
                  role="button"
                  tabIndex={isTabbable(port) ? 0 : -1}
                  className="pf-port"
                  data-port={keyOf(port)}
                  data-begun={begun !== null && keyOf(begun) === keyOf(port) ? "" : undefined}
                  aria-label={`${port.side === "inlet" ? "Inlet" : "Outlet"} ${port.port} of ${port.unit}`}
                  onKeyDown={(event) => portKey(event, port)}
                >
                  <title>{`${port.side} ${port.port}`}</title>
                  <circle className="pf-port-reach" cx={port.at[0]} cy={port.at[1]} r={reach} />
                  <path className="pf-port-dot" d={portPath(port)} />
                </g>
              ))}
            </g>
          ))}
          {isFar &&
            drawing.streams
              .filter(({ id }) => told.has(id))
              .map((stream) => (
                <StreamTag key={stream.id} stream={stream} words={labels.get(stream.id) ?? ""} scale={view.scale} />
              ))}
          {pulled && <path className="pf-pulled" d={`M${pulled.port.at.join(" ")}L${pulled.to.join(" ")}`} />}
        </g>
      </svg>
      <div className="pf-canvas-tools" role="group" aria-label="View of the drawing">
        <button type="button" onClick={() => zoom(1.25)} aria-label="Zoom in">
          +
        </button>
        <button type="button" onClick={() => zoom(0.8)} aria-label="Zoom out">
          −
        </button>
        <button type="button" onClick={() => fit(drawing.bounds)}>
          Fit
        </button>
        <button type="button" onClick={onLayOut}>
          Lay out
        </button>
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {isFar && labels.size > 0 && begun === null && (
        <p className="pf-canvas-note">
          Words on streams are too small to read here: zoom in, or point at a stream or choose it.
        </p>
      )}
      {begun !== null && (
        <p className="pf-canvas-note">
          {begun.side} {begun.port} of {begun.unit} taken: choose {begun.side === "outlet" ? "an inlet" : "an outlet"},
          or press Escape.
        </p>
      )}
    </div>
  );
}
