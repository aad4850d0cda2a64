export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** A line to draw: both ends, and the boxes that it leaves and enters. */
export interface Wanted {
  readonly id: string;
  readonly start: Point;
  readonly end: Point;
  readonly from: Box;
  readonly to: Box;
}

const stepPx = 12;
const clearPx = 14;

/**
 * Orthogonal lines from outlets (right sides) to inlets (left sides): of some shapes, the one that crosses the fewest boxes, runs over
 * the fewest other lines and is shortest. With very many boxes crossings are not looked at.
 */
export function routeStreams(wanted: readonly Wanted[], boxes: readonly Box[]): Map<string, readonly Point[]> {
  const seen = boxes.length <= 300 ? boxes : [];
  const drawn: (readonly [Point, Point])[] = [];
  const routes = new Map<string, readonly Point[]>();
  for (const line of [...wanted].sort((a, b) => span(a) - span(b))) {
    let best: readonly Point[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const shape of shapes(line, seen)) {
      const cost = costOf(shape, seen, seen.length === 0 ? [] : drawn);
      if (cost < least) [best, least] = [shape, cost];
    }
    routes.set(line.id, best);
    for (let i = 1; i < best.length; i++) drawn.push([best[i - 1] as Point, best[i] as Point]);
  }
  return routes;
}

function span({ start, end }: Wanted): number {
  return Math.abs(start[0] - end[0]) + Math.abs(start[1] - end[1]);
}

function* shapes({ start, end, from, to }: Wanted, boxes: readonly Box[]): Generator<Point[]> {
  const [x1, y1] = start;
  const [x2, y2] = end;
  const lanes = Array.from({ length: 6 }, (_, k) => clearPx + stepPx * k);
  if (x2 - x1 > 2 * clearPx) {
    if (Math.abs(y1 - y2) < 1) yield [start, end];
    for (const lane of lanes) {
      for (const x of [x1 + lane, x2 - lane]) if (x > x1 + 4 && x < x2 - 4) yield [start, [x, y1], [x, y2], end];
    }
  }
  // By a lane above or below: the boxes of both ends, and all boxes between them.
  const [left, right] = [Math.min(x1, x2) - 60, Math.max(x1, x2) + 60];
  const between = boxes.filter((box) => box.x < right && box.x + box.width > left);
  const edges = new Set<number>();
  for (const box of [from, to, ...between.slice(0, 40)]) {
    edges.add(box.y);
    edges.add(box.y + box.height);
  }
  const bottoms = new Set([from, to, ...between].map((box) => box.y + box.height));
  for (const edge of edges)
    for (const lane of lanes.slice(0, 4)) {
      const y = bottoms.has(edge) ? edge + lane : edge - lane;
      const a = x1 + lane;
      const b = x2 - lane;
      yield [start, [a, y1], [a, y], [b, y], [b, y2], end];
    }
}

function costOf(points: readonly Point[], boxes: readonly Box[], drawn: readonly (readonly [Point, Point])[]): number {
  let cost = 12 * points.length;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Point;
    const b = points[i] as Point;
    cost += Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
    for (const box of boxes) if (touches(a, b, box)) cost += 2000;
    for (const [c, d] of drawn) cost += overlap(a, b, c, d) > 3 ? 500 : crosses(a, b, c, d) ? 30 : 0;
  }
  return cost;
}

function touches(a: Point, b: Point, box: Box): boolean {
  return (
    Math.max(a[0], b[0]) > box.x + 1 &&
    Math.min(a[0], b[0]) < box.x + box.width - 1 &&
    Math.max(a[1], b[1]) > box.y - 3 &&
    Math.min(a[1], b[1]) < box.y + box.height + 3
  );
}

function overlap(a: Point, b: Point, c: Point, d: Point): number {
  for (const [along, across] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const flat = Math.abs(a[across] - b[across]) < 1 && Math.abs(c[across] - d[across]) < 1;
    if (!flat || Math.abs(a[across] - c[across]) > 5) continue;
    return (
      Math.min(Math.max(a[along], b[along]), Math.max(c[along], d[along])) -
      Math.max(Math.min(a[along], b[along]), Math.min(c[along], d[along]))
    );
  }
  return 0;
}

function crosses(a: Point, b: Point, c: Point, d: Point): boolean {
  const isFlat = Math.abs(a[1] - b[1]) < 1;
  if (isFlat === Math.abs(c[1] - d[1]) < 1) return false;
  const [h1, h2, v1, v2] = isFlat ? [a, b, c, d] : [c, d, a, b];
  return (
    v1[0] > Math.min(h1[0], h2[0]) &&
    v1[0] < Math.max(h1[0], h2[0]) &&
    h1[1] > Math.min(v1[1], v2[1]) &&
    h1[1] < Math.max(v1[1], v2[1])
  );
}

/**
 * Where the words of a line stand: on a level piece, the longest first, where they cover neither a box nor words put before; else in
 * the middle of the longest.
 */
export function labelPlace(
  points: readonly Point[],
  wantedPx: number,
  taken: readonly Box[],
): { readonly at: Point; readonly roomPx: number } {
  const level = points
    .flatMap((b, i) => {
      const a = points[i - 1];
      return a !== undefined && Math.abs(a[1] - b[1]) < 1 ? [{ a, b, lengthPx: Math.abs(a[0] - b[0]) }] : [];
    })
    .sort((p, q) => q.lengthPx - p.lengthPx);
  for (const { a, b, lengthPx } of level) {
    if (lengthPx < 40) break;
    const roomPx = Math.min(wantedPx, lengthPx);
    for (const share of [0.5, 0.3, 0.7, 0.15, 0.85]) {
      const spare = Math.max(0, lengthPx - roomPx);
      const x = Math.min(a[0], b[0]) + roomPx / 2 + spare * share;
      if (!taken.some((box) => meets(box, labelBox([x, a[1]], roomPx)))) return { at: [x, a[1]], roomPx };
    }
  }
  const longest = level[0];
  if (longest === undefined) return { at: points[0] ?? [0, 0], roomPx: 60 };
  return {
    at: [(longest.a[0] + longest.b[0]) / 2, longest.a[1]],
    roomPx: Math.max(50, Math.min(wantedPx, longest.lengthPx)),
  };
}

/** What two lines of words cover, one above a line and one below it. */
export function labelBox([x, y]: Point, widthPx: number): Box {
  return { x: x - widthPx / 2, y: y - 13, width: widthPx, height: 27 };
}

function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
