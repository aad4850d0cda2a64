import * as THREE from "three";
import type { Triple } from "./pickBlock.ts";
import { type Bounds, roundBelow, roundTicks } from "./sceneBounds.ts";

const names = ["E", "N", "Z"] as const;

/** Frame with coordinates, north arrow and scale bar. The words are HTML over the canvas, so they stay sharp. */
export class AxesBox {
  readonly object = new THREE.Group();
  readonly #bounds: Bounds;
  readonly #overlay: HTMLElement;
  readonly #labels: HTMLSpanElement[] = [];
  readonly #frame: THREE.LineSegments;
  readonly #north: HTMLElement;
  readonly #bar: HTMLElement;
  #exaggeration = 1;

  constructor(host: HTMLElement, bounds: Bounds) {
    this.#bounds = bounds;
    this.#overlay = document.createElement("div");
    this.#overlay.className = "scene-overlay";
    this.#overlay.setAttribute("aria-hidden", "true");
    this.#north = document.createElement("div");
    this.#north.className = "scene-north";
    this.#north.innerHTML =
      '<svg viewBox="-20 -20 40 40" width="44" height="44"><path d="M0 -15L6 9L0 5L-6 9Z" fill="currentColor"/></svg><b>N</b>';
    this.#bar = document.createElement("div");
    this.#bar.className = "scene-bar";
    this.#overlay.append(this.#north, this.#bar);
    host.append(this.#overlay);
    const material = new THREE.LineBasicMaterial({ color: 0x8a929a, transparent: true, opacity: 0.8 });
    this.#frame = new THREE.LineSegments(new THREE.BufferGeometry(), material);
    this.#frame.frustumCulled = false;
    this.object.add(this.#frame);
    this.setExaggeration(1);
  }

  setExaggeration(factor: number): void {
    this.#exaggeration = factor;
    const [x0, y0, z0] = this.#local(this.#bounds.low);
    const [x1, y1, z1] = this.#local(this.#bounds.high);
    const corner = (c: number): Triple => [c & 1 ? x1 : x0, c & 2 ? y1 : y0, c & 4 ? z1 : z0];
    const edges = [0, 1, 1, 3, 3, 2, 2, 0, 4, 5, 5, 7, 7, 6, 6, 4, 0, 4, 1, 5, 2, 6, 3, 7];
    const points = edges.flatMap((c) => [...corner(c)]);
    this.#frame.geometry.setAttribute("position", new THREE.Float32BufferAttribute(points, 3));
  }

  #local([x, y, z]: Triple): Triple {
    const { centre } = this.#bounds;
    return [x - centre[0], y - centre[1], (z - centre[2]) * this.#exaggeration];
  }

  /** Puts words, arrow and bar where the camera sees them. */
  follow(camera: THREE.OrthographicCamera, widthPx: number, heightPx: number): void {
    const toScreen = (at: Triple): readonly [number, number] => {
      const v = new THREE.Vector3(...this.#local(at)).project(camera);
      return [((v.x + 1) / 2) * widthPx, ((1 - v.y) / 2) * heightPx];
    };
    const { low, high } = this.#bounds;
    const forward = camera.getWorldDirection(new THREE.Vector3());
    const nearX = forward.x > 0 ? low[0] : high[0];
    const nearY = forward.y > 0 ? low[1] : high[1];
    const isPlan = Math.abs(forward.z) > 0.995;
    const isLevel = Math.abs(forward.z) < 0.05;
    const wanted: { at: readonly [number, number]; words: string; push: readonly [number, number] }[] = [];
    const middle = toScreen(this.#bounds.centre);
    const add = (axis: 0 | 1 | 2, place: (value: number) => Triple, words: (value: number) => string) => {
      const [a, b] = [toScreen(place(low[axis])), toScreen(place(high[axis]))];
      const lengthPx = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (lengthPx < 60) return;
      const most = Math.max(1, Math.min(6, Math.floor(lengthPx / (axis === 2 ? 34 : 90))));
      const outward = outwardOf(a, b, middle);
      for (const value of roundTicks(low[axis], high[axis], most))
        wanted.push({ at: toScreen(place(value)), words: words(value), push: outward });
    };
    const metres = (axis: 0 | 1 | 2) => (value: number) => `${value.toLocaleString("en-GB")} m ${names[axis]}`;
    add(0, (x) => [x, isPlan ? low[1] : nearY, low[2]], metres(0));
    add(1, (y) => [isPlan ? low[0] : nearX, y, low[2]], metres(1));
    if (!isPlan) {
      const corners = [0, 1, 2, 3].map((c): Triple => [c & 1 ? high[0] : low[0], c & 2 ? high[1] : low[1], low[2]]);
      const left = corners.reduce((a, b) => (toScreen(b)[0] < toScreen(a)[0] - (isLevel ? 1 : 0) ? b : a));
      add(2, (z) => [left[0], left[1], z], metres(2));
    }
    this.#write(wanted, widthPx, heightPx);
    const n = new THREE.Vector3(0, 1, 0).transformDirection(camera.matrixWorldInverse);
    const seen = Math.hypot(n.x, n.y);
    this.#north.style.opacity = seen < 0.05 ? "0.25" : "1";
    const turnDeg = (Math.atan2(n.x, n.y) * 180) / Math.PI;
    const [arrow, letter] = [this.#north.firstElementChild, this.#north.lastElementChild];
    arrow?.setAttribute(
      "style",
      `transform: rotate(${turnDeg.toFixed(1)}deg) scaleY(${Math.max(0.35, seen).toFixed(2)})`,
    );
    letter?.setAttribute(
      "style",
      `transform: translate(${(26 * Math.sin((turnDeg * Math.PI) / 180)).toFixed(1)}px, ${(-26 * Math.cos((turnDeg * Math.PI) / 180)).toFixed(1)}px)`,
    );
    const metresPerPx = (camera.right - camera.left) / camera.zoom / widthPx;
    const length = roundBelow(metresPerPx * Math.min(160, widthPx / 4));
    this.#bar.style.width = `${(length / metresPerPx).toFixed(1)}px`;
    const stretch = this.#exaggeration === 1 ? "" : `; heights × ${this.#exaggeration}`;
    this.#bar.textContent = `${length.toLocaleString("en-GB")} m${stretch}`;
  }

  #write(
    wanted: readonly { at: readonly [number, number]; words: string; push: readonly [number, number] }[],
    widthPx: number,
    heightPx: number,
  ): void {
    while (this.#labels.length < wanted.length) {
      const label = document.createElement("span");
      this.#labels.push(label);
      this.#overlay.append(label);
    }
    const taken: (readonly [number, number])[] = [];
    for (const [i, label] of this.#labels.entries()) {
      const mark = wanted[i];
      const isFree = taken.every(
        ([x, y]) => Math.abs(x - (mark?.at[0] ?? 0)) > 74 || Math.abs(y - (mark?.at[1] ?? 0)) > 16,
      );
      const isIn = isFree && mark && mark.at[0] > 0 && mark.at[0] < widthPx && mark.at[1] > 0 && mark.at[1] < heightPx;
      label.hidden = !isIn;
      if (!mark || !isIn) continue;
      taken.push(mark.at);
      if (label.textContent !== mark.words) label.textContent = mark.words;
      const [dx, dy] = mark.push;
      const x = Math.min(widthPx - 2, Math.max(2, mark.at[0] + 8 * dx));
      const y = Math.min(heightPx - 2, Math.max(2, mark.at[1] + 8 * dy));
      label.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(${(-50 + 50 * dx).toFixed(0)}%, ${(-50 + 50 * dy).toFixed(0)}%)`;
    }
  }

  dispose(): void {
    this.#overlay.remove();
    this.#frame.geometry.dispose();
    (this.#frame.material as THREE.Material).dispose();
  }
}

/** Unit vector on the screen across an edge, away from the middle of the box. */
function outwardOf(
  a: readonly [number, number],
  b: readonly [number, number],
  middle: readonly [number, number],
): readonly [number, number] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy) || 1;
  const across = [-dy / length, dx / length] as const;
  const half = [(a[0] + b[0]) / 2 - middle[0], (a[1] + b[1]) / 2 - middle[1]] as const;
  const sign = across[0] * half[0] + across[1] * half[1] >= 0 ? 1 : -1;
  return [sign * across[0], sign * across[1]];
}
