import { findUnitOp, type FlowsheetDocument } from "@relode/core/process";
import type { Position, Sheet } from "../processWork/sheet.ts";
import { autoLayout, boxHeightPx, boxPx, layersOf } from "./autoLayout.ts";
import { type Box, labelBox, labelPlace, type Point, routeStreams, type Wanted } from "./routeStreams.ts";

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
  /** Middle of the words and the width they may take. */
  readonly label: { readonly at: Point; readonly roomPx: number };
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
  const layers = layersOf(document);
  const wanted: Wanted[] = [];
  const ends = document.streams.map(({ id, from, to }) => {
    const source = from ? byId.get(from.unit) : undefined;
    const target = to ? byId.get(to.unit) : undefined;
    const start = source?.outlets.find(({ port }) => port === from?.port)?.at;
    const end = target?.inlets.find(({ port }) => port === to?.port)?.at;
    if (start && end && source && target) wanted.push({ id, start, end, from: source.box, to: target.box });
    const isRecycle =
      source !== undefined && target !== undefined && (layers.get(target.id) ?? 0) <= (layers.get(source.id) ?? 0);
    return { id, start, end, isRecycle };
  });
  const routes = routeStreams(
    wanted,
    units.map(({ box }) => box),
  );
  // A feed beside a stream of the same port enters above it.
  const fedAt = new Map(wanted.map(({ end }) => [end.join(), 1]));
  const lines = ends.flatMap(({ id, start, end, isRecycle }): Omit<DrawnStream, "label">[] => {
    if (start && end) return [{ id, end: "between", points: routes.get(id) ?? [start, end], isRecycle }];
    if (end) {
      // Several feeds of one port fan out.
      const key = end.join();
      const n = fedAt.get(key) ?? 0;
      fedAt.set(key, n + 1);
      const y = end[1] - 22 * n;
      const points: Point[] =
        n === 0 ? [[end[0] - stubPx, y], end] : [[end[0] - stubPx, y], [end[0] - 9, y], [end[0] - 9, end[1]], end];
      return [{ id, end: "feed", points, isRecycle: false }];
    }
    return start ? [{ id, end: "product", points: [start, [start[0] + stubPx, start[1]]], isRecycle: false }] : [];
  });
  const streams = withLabels(
    lines,
    units.map(({ box }) => box),
  );
  return { units, streams, bounds: boundsOf(units, streams) };
}

const endRoomPx = 92;

/** Words of feeds and products stand at their ends; those of other streams where there is room left. */
function withLabels(lines: readonly Omit<DrawnStream, "label">[], boxes: readonly Box[]): DrawnStream[] {
  const taken = [...boxes];
  const labels = new Map<string, DrawnStream["label"]>();
  const put = (id: string, at: Point, roomPx: number, middle: number) => {
    labels.set(id, { at, roomPx });
    taken.push(labelBox([middle, at[1]], roomPx));
  };
  for (const { id, end, points } of lines) {
    const [first, last] = [points[0] ?? [0, 0], points.at(-1) ?? [0, 0]];
    const beside = boxes.filter(({ y, height }) => y < first[1] + 12 && y + height > first[1] - 12);
    if (end === "feed") {
      const wall = Math.max(-1e9, ...beside.map(({ x, width }) => x + width).filter((x) => x <= first[0]));
      const roomPx = Math.min(endRoomPx, first[0] - wall - 14);
      put(id, [first[0] - 4, first[1]], roomPx, first[0] - roomPx / 2);
    }
    if (end === "product") {
      const wall = Math.min(1e9, ...beside.map(({ x }) => x).filter((x) => x >= last[0]));
      const roomPx = Math.min(endRoomPx, wall - last[0] - 14);
      put(id, [last[0] + 10, last[1]], roomPx, last[0] + roomPx / 2);
    }
  }
  for (const { id, end, points } of lines) {
    if (end !== "between") continue;
    const { at, roomPx } = labelPlace(
      points,
      Math.min(170, 5.6 * Math.max(9, id.length)),
      lines.length > 600 ? [] : taken,
    );
    put(id, at, roomPx, at[0]);
  }
  return lines.map((line) => ({ ...line, label: labels.get(line.id) ?? { at: [0, 0], roomPx: 60 } }));
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
