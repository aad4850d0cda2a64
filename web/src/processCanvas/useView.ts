import { type RefObject, useCallback, useEffect, useState } from "react";
import type { Box } from "./routeStreams.ts";

/** What part of the drawing is seen: screen = place · scale + (x, y). */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const least = 0.08;
const most = 3;
/** Kept free at the top for the buttons. */
const toolsPx = 44;

/** The view of a drawing with its controls; control and wheel zoom at the pointer. */
export function useView(svg: RefObject<SVGSVGElement | null>) {
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1 });
  const fit = useCallback(
    (bounds: Box) => {
      const box = svg.current?.getBoundingClientRect();
      if (!box || box.width === 0) return;
      const size = { width: box.width, height: box.height - toolsPx };
      const scale = Math.min(1.25, Math.max(least, Math.min(size.width / bounds.width, size.height / bounds.height)));
      // What does not fit legibly begins at its left edge instead of becoming unreadable.
      const readable = Math.max(scale, Math.min(0.42, size.height / bounds.height));
      const x =
        bounds.width * readable > size.width
          ? -bounds.x * readable
          : (size.width - bounds.width * readable) / 2 - bounds.x * readable;
      setView({ x, y: toolsPx + (size.height - bounds.height * readable) / 2 - bounds.y * readable, scale: readable });
    },
    [svg],
  );
  const zoomAt = useCallback((factor: number, x: number, y: number) => {
    setView((old) => {
      const scale = Math.min(most, Math.max(least, old.scale * factor));
      const ratio = scale / old.scale;
      return { x: x - (x - old.x) * ratio, y: y - (y - old.y) * ratio, scale };
    });
  }, []);
  const zoom = useCallback(
    (factor: number) => {
      const size = svg.current?.getBoundingClientRect();
      if (size) zoomAt(factor, size.width / 2, size.height / 2);
    },
    [svg, zoomAt],
  );
  const pan = useCallback((dx: number, dy: number) => setView((old) => ({ ...old, x: old.x + dx, y: old.y + dy })), []);
  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      zoomAt(Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [svg, zoomAt]);
  return { view, fit, zoom, zoomAt, pan };
}
