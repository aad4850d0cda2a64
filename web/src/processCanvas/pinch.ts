import type { Point } from "./routeStreams.ts";

/** Two fingers: moves the view with their middle and scales it with their distance. */
export function pinch(
  known: Map<number, Point>,
  event: { readonly pointerId: number; readonly clientX: number; readonly clientY: number },
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
