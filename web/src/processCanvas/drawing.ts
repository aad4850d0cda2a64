import { findUnitOp, type FlowsheetDocument } from "@relode/core/process";
import type { Position, Sheet } from "../processWork/sheet.ts";
import { autoLayout, boxHeightPx, boxPx } from "./autoLayout.ts";
import { type Box, type Point, routeStreams, type Wanted } from "./routeStreams.ts";

export interface DrawnPort {
  readonly unit: string;
  readonly side: "inlet" | "outlet";
  readonly port: string;
  readonly at: Point;
}

export interface DrawnUnit {
  readonly id: string;
  readonly kind: string;
  readonly box: Box;
  readonly inlets: readonly DrawnPort[];
  readonly outlets: readonly DrawnPort[];
}

export interface DrawnStream {
  readonly id: string;
  readonly end: "feed" | "product" | "between";
  readonly points: readonly Point[];
  readonly isRecycle: boolean;
}

export interface Drawing {
  readonly units: readonly DrawnUnit[];
  readonly streams: readonly DrawnStream[];
  readonly bounds: Box;
}

const stubPx = 42;

/** Places of all units: those put by hand, the others by themselves. */
export function placesOf({ document, layout }: Sheet): Map<string, Position> {
  const heights = new Map(document.units.map(({ id, kind }) => [id, unitHeight(kind)]));
  const places = autoLayout(document, (id) => heights.get(id) ?? boxHeightPx(1));
  for (const [id, at] of Object.entries(layout)) if (places.has(id)) places.set(id, at);
  return places;
}

/** Boxes, ports and lines of a flowsheet. */
export function drawSheet(document: FlowsheetDocument, places: ReadonlyMap<string, Position>): Drawing {
  const units = document.units.map(({ id, kind }) => drawUnit(id, kind, places.get(id) ?? [0, 0]));
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const wanted: Wanted[] = [];
  const ends = document.streams.map(({ id, from, to }) => {
    const source = from ? byId.get(from.unit) : undefined;
    const target = to ? byId.get(to.unit) : undefined;
    const start = source?.outlets.find(({ port }) => port === from?.port)?.at;
    const end = target?.inlets.find(({ port }) => port === to?.port)?.at;
    if (start && end && source && target) wanted.push({ id, start, end, from: source.box, to: target.box });
    return { id, start, end };
  });
  const routes = routeStreams(
    wanted,
    units.map(({ box }) => box),
  );
  const fedAt = new Map<string, number>();
  const streams = ends.flatMap(({ id, start, end }): DrawnStream[] => {
    if (start && end)
      return [{ id, end: "between", points: routes.get(id) ?? [start, end], isRecycle: end[0] < start[0] }];
    if (end) {
      // Several feeds of one port fan out.
      const key = end.join();
      const n = fedAt.get(key) ?? 0;
      fedAt.set(key, n + 1);
      const y = end[1] - 15 * n;
      const points: Point[] =
        n === 0 ? [[end[0] - stubPx, y], end] : [[end[0] - stubPx, y], [end[0] - 9, y], [end[0] - 9, end[1]], end];
      return [{ id, end: "feed", points, isRecycle: false }];
    }
    return start ? [{ id, end: "product", points: [start, [start[0] + stubPx, start[1]]], isRecycle: false }] : [];
  });
  return { units, streams, bounds: boundsOf(units, streams) };
}

function unitHeight(kind: string): number {
  const op = findUnitOp(kind);
  return boxHeightPx(Math.max(op?.inlets.length ?? 1, op?.outlets.length ?? 1));
}

function drawUnit(id: string, kind: string, [x, y]: Position): DrawnUnit {
  const op = findUnitOp(kind);
  const box = { x, y, width: boxPx.width, height: unitHeight(kind) };
  const side = (ports: readonly { readonly name: string }[], which: DrawnPort["side"]) =>
    ports.map(({ name }, i): DrawnPort => {
      const at: Point = [
        which === "inlet" ? x : x + box.width,
        Math.round(y + ((i + 1) * box.height) / (ports.length + 1)),
      ];
      return { unit: id, side: which, port: name, at };
    });
  return { id, kind, box, inlets: side(op?.inlets ?? [], "inlet"), outlets: side(op?.outlets ?? [], "outlet") };
}

function boundsOf(units: readonly DrawnUnit[], streams: readonly DrawnStream[]): Box {
  const points = [
    ...units.flatMap(({ box }): Point[] => [
      [box.x, box.y],
      [box.x + box.width, box.y + box.height],
    ]),
    ...streams.flatMap(({ points: own, end }) =>
      end === "between" ? own : own.map(([x, y]): Point => [end === "feed" ? x - 62 : x + 62, y]),
    ),
  ];
  if (points.length === 0) return { x: 0, y: 0, width: 600, height: 300 };
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs) - 20, Math.min(...ys) - 22];
  return { x, y, width: Math.max(...xs) + 20 - x, height: Math.max(...ys) + 22 - y };
}
