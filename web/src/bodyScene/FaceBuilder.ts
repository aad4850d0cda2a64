import type { Count, FaceMesh } from "./exposedFaces.ts";
import type { FaceReply, FaceRequest } from "./faceWorker.ts";

/** Builds skins in a worker, one at a time; of those that wait only the newest is built. */
export class FaceBuilder {
  readonly #worker = new Worker(new URL("./faceWorker.ts", import.meta.url), { type: "module" });
  readonly #onFaces: (mesh: FaceMesh, elapsedMs: number) => void;
  #waiting: FaceRequest | null = null;
  #isBusy = false;
  #nextId = 1;

  constructor(onFaces: (mesh: FaceMesh, elapsedMs: number) => void, onError: (message: string) => void) {
    this.#onFaces = onFaces;
    this.#worker.addEventListener("message", (event: MessageEvent<FaceReply>) => this.#take(event.data));
    this.#worker.addEventListener("error", (event) =>
      onError(event.message || "the worker that builds the skin failed"),
    );
  }

  build(count: Count, shown: Uint8Array): void {
    this.#waiting = { id: this.#nextId++, count, shown: shown.slice() };
    this.#next();
  }

  close(): void {
    this.#worker.terminate();
  }

  #next(): void {
    if (this.#isBusy || this.#waiting === null) return;
    const request = this.#waiting;
    this.#waiting = null;
    this.#isBusy = true;
    this.#worker.postMessage(request, [request.shown.buffer]);
  }

  #take({ mesh, elapsedMs }: FaceReply): void {
    this.#isBusy = false;
    this.#onFaces(mesh, elapsedMs);
    this.#next();
  }
}
