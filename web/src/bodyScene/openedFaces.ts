import { type Count, sectionFaces } from "./exposedFaces.ts";
import type { Section } from "./pickBlock.ts";

/** Faces that the planes of a section lay open, one after another as `sectionFaces` packs them. */
export function openedFaces(count: Count, shown: Uint8Array, { from, to }: Section): Float32Array {
  const parts: Float32Array[] = [];
  for (const axis of [0, 1, 2] as const) {
    if (from[axis] > 0) parts.push(sectionFaces(count, shown, axis, from[axis], -1));
    if (to[axis] < count[axis]) parts.push(sectionFaces(count, shown, axis, to[axis] - 1, 1));
  }
  const faces = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    faces.set(part, at);
    at += part.length;
  }
  return faces;
}
