import { type Count, exposedFaces, faceMesh, type FaceMesh } from "./exposedFaces.ts";

export interface FaceRequest {
  readonly id: number;
  readonly count: Count;
  readonly shown: Uint8Array<ArrayBuffer>;
}

export interface FaceReply {
  readonly id: number;
  readonly mesh: FaceMesh;
  readonly elapsedMs: number;
}

self.addEventListener("message", ({ data }: MessageEvent<FaceRequest>) => {
  const startedMs = performance.now();
  const mesh = faceMesh(exposedFaces(data.count, data.shown));
  const reply: FaceReply = { id: data.id, mesh, elapsedMs: performance.now() - startedMs };
  self.postMessage(reply, { transfer: [mesh.vertices.buffer, mesh.index.buffer] });
});
