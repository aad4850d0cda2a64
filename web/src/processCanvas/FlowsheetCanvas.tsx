import { findUnitOp } from "@relode/core/process";
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { End } from "../processWork/edits.ts";
import type { Position, Sheet } from "../processWork/sheet.ts";
import { type DrawnPort, type DrawnStream, type DrawnUnit, drawSheet, placesOf } from "./drawing.ts";
import type { Point } from "./routeStreams.ts";
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

/** Height of the words on streams, in units of the drawing. */
const wordsPx = 10;
/** Below this height on the screen words are left out: they could not be read, only overprint each other. */
const leastWordsPx = 8;

function streamOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest("[data-stream]")?.getAttribute("data-stream") ?? null) : null;
}

function keyOf({ unit, side, port }: DrawnPort): string {
  return JSON.stringify([unit, side, port]);
}

/** A small arrow head into the box for inlets, out of it for outlets. */
function portPath({ at: [x, y], side }: DrawnPort): string {
  return side === "inlet" ? `M${x - 7} ${y - 5}L${x} ${y}L${x - 7} ${y + 5}Z` : `M${x} ${y - 4}h5v8h-5Z`;
}

function pinch(
  known: Map<number, Point>,
  event: PointerEvent,
  zoomAt: (factor: number, x: number, y: number) => void,
  pan: (dx: number, dy: number) => void,
  svg: SVGSVGElement | null,
): void {
  const [a, b] = [...known.values()] as [Point, Point];
  known.set(event.pointerId, [event.clientX, event.clientY]);
  const [c, d] = [...known.values()] as [Point, Point];
  const box = svg?.getBoundingClientRect();
  const middle = (p: Point, q: Point): Point => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  const before = middle(a, b);
  const now = middle(c, d);
  pan(now[0] - before[0], now[1] - before[1]);
  const factor = Math.hypot(c[0] - d[0], c[1] - d[1]) / Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));
  zoomAt(factor, now[0] - (box?.left ?? 0), now[1] - (box?.top ?? 0));
}

interface UnitBoxProps {
  readonly unit: DrawnUnit;
  readonly mark: "error" | "warning" | undefined;
  readonly isSelected: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function UnitBox({ unit, mark, isSelected, onKeyDown }: UnitBoxProps) {
  const { x, y, width, height } = unit.box;
  const title = findUnitOp(unit.kind)?.title ?? unit.kind;
  const lines = wrapped(unit.id, 19);
  const middle = y + height / 2 - (lines.length - 1) * 7 - 3;
  return (
    <g
      role="button"
      tabIndex={0}
      className="pf-unit"
      data-unit={unit.id}
      data-mark={mark}
      aria-pressed={isSelected}
      aria-label={`${unit.id}, ${title}${mark === undefined ? "" : mark === "error" ? ", has errors" : ", has warnings"}`}
      onKeyDown={onKeyDown}
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

interface StreamLineProps {
  readonly stream: DrawnStream;
  readonly words: string;
  /** The drawing is so small that words on it cannot be read. */
  readonly isFar: boolean;
  readonly isSelected: boolean;
}

function StreamLine({ stream, words, isFar, isSelected }: StreamLineProps) {
  const d = `M${stream.points.map((point) => point.join(" ")).join("L")}`;
  const last = stream.points.at(-1) ?? [0, 0];
  const [x, y] = stream.label.at;
  const isEnd = stream.end !== "between";
  const anchor = stream.end === "feed" ? "end" : stream.end === "product" ? "start" : "middle";
  const lines = words === "" || isFar ? [] : words.split("\n");
  const room = Math.floor(stream.label.roomPx / 5.4);
  return (
    <g
      className="pf-stream"
      data-stream={stream.id}
      data-end={stream.end}
      data-recycle={stream.isRecycle || undefined}
      data-selected={isSelected || undefined}
    >
      <title>{`${stream.id}\n${words}`}</title>
      <path className="pf-stream-reach" d={d} />
      <path className="pf-stream-line" d={d} />
      {stream.end === "product" && <path className="pf-stream-head" d={`M${last[0]} ${last[1] - 4}l7 4l-7 4Z`} />}
      {lines.map((line, i) => (
        <text
          key={`${i}${line}`}
          x={x}
          y={isEnd ? y + 3.5 + (i - (lines.length - 1) / 2) * 11 : y - 4 + i * 15}
          textAnchor={anchor}
          className={i === 0 ? "pf-stream-name" : "pf-stream-flow"}
        >
          {short(line, room)}
        </text>
      ))}
    </g>
  );
}

/** Words of one stream above everything else, as large on the screen as they are at full size. */
function StreamTag({ stream, words, scale }: { stream: DrawnStream; words: string; scale: number }) {
  const [x, y] = stream.label.at;
  const anchor = stream.end === "feed" ? "end" : stream.end === "product" ? "start" : "middle";
  const sizePx = 12 / scale;
  return (
    <text
      x={x}
      y={stream.end === "between" ? y - sizePx / 3 : y + sizePx / 3}
      textAnchor={anchor}
      className="pf-stream-tag"
      style={{ fontSize: sizePx, strokeWidth: sizePx / 2 }}
    >
      {(words === "" ? stream.id : words).replace("\n", ", ")}
    </text>
  );
}

function short(words: string, most: number): string {
  if (most < 4) return "";
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`;
}

function wrapped(words: string, most: number): string[] {
  if (words.length <= most) return [words];
  const cut = words.lastIndexOf(" ", most);
  return cut > 4 ? [words.slice(0, cut), short(words.slice(cut + 1), most)] : [short(words, most)];
}
