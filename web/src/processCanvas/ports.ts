import type { DrawnPort } from "./drawing.ts";

/** Height of the words on streams, in units of the drawing. */
export const wordsPx = 10;
/** Below this height on the screen words are left out: they could not be read, only overprint each other. */
export const leastWordsPx = 8;

/** The stream that a part of the drawing belongs to. */
export function streamOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest("[data-stream]")?.getAttribute("data-stream") ?? null) : null;
}

export function keyOf({ unit, side, port }: DrawnPort): string {
  return JSON.stringify([unit, side, port]);
}

/** A small arrow head into the box for inlets, out of it for outlets. */
export function portPath({ at: [x, y], side }: DrawnPort): string {
  return side === "inlet" ? `M${x - 7} ${y - 5}L${x} ${y}L${x - 7} ${y + 5}Z` : `M${x} ${y - 4}h5v8h-5Z`;
}
