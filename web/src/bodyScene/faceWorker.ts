import { type Count, exposedFaces } from "./exposedFaces.ts";

export interface FaceRequest {
  readonly id: number;
  readonly count: Count;
  readonly shown: Uint8Array<ArrayBuffer>;
}

export interface FaceReply {
  readonly id: number;
  readonly faces: Float32Array<ArrayBuffer>;
  readonly elapsedMs: number;
}

self.addEventListener("message", ({ data }: MessageEvent<FaceRequest>) => {
  const startedMs = performance.now();
  const faces = exposedFaces(data.count, data.shown) as Float32Array<ArrayBuffer>;
  const reply: FaceReply = { id: data.id, faces, elapsedMs: performance.now() - startedMs };
  self.postMessage(reply, { transfer: [faces.buffer] });
});
