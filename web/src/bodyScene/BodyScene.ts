import * as THREE from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { AxesBox } from "./AxesBox.ts";
import { BlockSkin, type Colouring } from "./blockSkin.ts";
import { faceMesh, type FaceMesh } from "./exposedFaces.ts";
import { openedFaces } from "./openedFaces.ts";
import { FaceBuilder } from "./FaceBuilder.ts";
import { HoleTubes, type Segment } from "./holeTubes.ts";
import type { Section, Triple } from "./pickBlock.ts";
import { type PickedBlock, PickedMarks } from "./PickedMarks.ts";
import { type Pointed, pointedAt } from "./pointedAt.ts";
import type { Bounds } from "./sceneBounds.ts";
import { halfSizes } from "./screenSize.ts";
import { turnAbout } from "./turnAbout.ts";
import { type HeightGrid, surfaceSheet } from "./surfaceSheet.ts";

/** Regular blocks, turned about the vertical; as `RotatedGrid` of the core. */
export interface SceneGrid {
  readonly originM: Triple;
  readonly sizeM: Triple;
  readonly count: Triple;
  readonly azimuthDeg: number;
}

export interface SceneHole {
  readonly hole: string;
  readonly path: readonly Triple[];
  readonly pieces: readonly { readonly from: Triple; readonly to: Triple; readonly value: number }[];
}

export type View = "orbit" | "plan" | "north" | "east";

export interface SceneCallbacks {
  /** A block was meant, or nothing (-1). */
  readonly onPick: (index: number) => void;
  readonly onPickHole: (hole: string) => void;
  readonly onHover: (index: number, hole: string | null) => void;
  readonly onError: (message: string) => void;
}

export type Layer = "blocks" | "holes" | "surfaces" | "proposed";

/**
 * The picture of a body: blocks, holes, surfaces and axes in a parallel projection, drawn only when something has changed. Positions
 * are relative to the middle of the grid, so that large map coordinates cost no digits.
 */
export class BodyScene {
  readonly #grid: SceneGrid;
  readonly #host: HTMLElement;
  readonly #call: SceneCallbacks;
  readonly #renderer: THREE.WebGLRenderer;
  readonly #scene = new THREE.Scene();
  readonly #camera = new THREE.OrthographicCamera(-1, 1, 1, -1, 0, 10);
  readonly #controls: OrbitControls;
  readonly #stretched = new THREE.Group();
  readonly #turned = new THREE.Group();
  readonly #skin: BlockSkin;
  readonly #builder: FaceBuilder;
  readonly #axes: AxesBox;
  readonly #centre: Triple;
  readonly #radiusM: number;
  readonly #surfaces = new THREE.Group();
  readonly #marks = new PickedMarks();
  readonly #resize: ResizeObserver;
  #tubes: HoleTubes | null = null;
  #proposed: HoleTubes | null = null;
  #traces: readonly SceneHole[] = [];
  #proposals: readonly SceneHole[] = [];
  #shown: Uint8Array;
  #section: Section;
  readonly #bounds: Bounds;
  #half: readonly [number, number] = [1, 1];
  #exaggeration = 1;
  #frame = 0;
  #frames = 0;
  #downAt: readonly [number, number] | null = null;
  #picked: PickedBlock | null = null;
  #pickedHole: readonly Triple[] | null = null;

  /** @throws {Error} the browser has no WebGL 2 */
  constructor(host: HTMLElement, grid: SceneGrid, bounds: Bounds, call: SceneCallbacks) {
    this.#host = host;
    this.#grid = grid;
    this.#call = call;
    this.#bounds = bounds;
    this.#centre = bounds.centre;
    this.#radiusM = bounds.radiusM;
    this.#renderer = new THREE.WebGLRenderer({ antialias: true, alpha: true, powerPreference: "high-performance" });
    this.#renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    this.#renderer.domElement.setAttribute("aria-hidden", "true");
    host.prepend(this.#renderer.domElement);
    this.#camera.up.set(0, 0, 1);
    this.#controls = new OrbitControls(this.#camera, this.#renderer.domElement);
    this.#controls.enableDamping = false;
    this.#controls.zoomToCursor = true;
    this.#controls.addEventListener("change", () => this.draw());
    const [nx, ny, nz] = grid.count;
    this.#shown = new Uint8Array(nx * ny * nz);
    this.#section = { from: [0, 0, 0], to: grid.count };
    this.#skin = new BlockSkin(grid.count);
    this.#skin.object.scale.set(...grid.sizeM);
    this.#turned.rotation.z = (-grid.azimuthDeg * Math.PI) / 180;
    const [cx, cy, cz] = this.#centre;
    this.#turned.position.set(grid.originM[0] - cx, grid.originM[1] - cy, grid.originM[2] - cz);
    this.#turned.add(this.#skin.object);
    this.#stretched.add(this.#turned, this.#surfaces);
    this.#axes = new AxesBox(host, bounds);
    const sun = new THREE.DirectionalLight(0xffffff, 1.6);
    sun.position.set(-1, -1.4, 2);
    this.#scene.add(this.#stretched, this.#marks.object, this.#axes.object, new THREE.AmbientLight(0xffffff, 1.7), sun);
    this.#builder = new FaceBuilder((mesh, elapsedMs) => this.#takeFaces(mesh, elapsedMs), call.onError);
    this.#listen();
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(host);
    this.view("orbit");
  }

  #takeFaces(mesh: FaceMesh, elapsedMs: number): void {
    this.#skin.setFaces("skin", mesh);
    this.#host.dataset["faces"] = String(mesh.index.length / 6);
    this.#host.dataset["meshMs"] = elapsedMs.toFixed(1);
    this.draw();
  }

  /** Which blocks are shown: one octet a block. Rebuilds the skin in the worker. */
  setShown(shown: Uint8Array): void {
    this.#shown = shown;
    this.#builder.build(this.#grid.count, shown);
    this.#openSection();
  }

  setValues(values: Float32Array, colouring: Colouring): void {
    this.#skin.setValues(values);
    this.#skin.setColouring(colouring);
    this.draw();
  }

  setSection(section: Section): void {
    this.#section = section;
    this.#skin.setSection(section);
    this.#openSection();
  }

  /** Faces that the section lays open are few, so they are made here and now. */
  #openSection(): void {
    const faces = openedFaces(this.#grid.count, this.#shown, this.#section);
    this.#skin.setFaces("section", faceMesh(faces));
    this.draw();
  }

  setHoles(holes: readonly SceneHole[], colouring: Colouring): void {
    this.#traces = holes;
    this.#tubes = this.#tubesOf(this.#tubes, holes, colouring, 1);
  }

  /** Holes that a plan proposes, coloured by what each is worth; thicker than those that were drilled. */
  setProposed(holes: readonly SceneHole[], colouring: Colouring): void {
    this.#proposals = holes;
    this.#proposed = this.#tubesOf(this.#proposed, holes, colouring, 1.6);
  }

  #tubesOf(
    old: HoleTubes | null,
    holes: readonly SceneHole[],
    { map, range, isLog }: Colouring,
    thickness: number,
  ): HoleTubes {
    const local = (p: Triple): Triple => [p[0] - this.#centre[0], p[1] - this.#centre[1], p[2] - this.#centre[2]];
    const segments: Segment[] = holes.flatMap(({ path, pieces }) => [
      ...path.slice(1).map((to, i) => ({ from: local(path[i] ?? to), to: local(to), value: Number.NaN })),
      ...pieces.map(({ from, to, value }) => ({ from: local(from), to: local(to), value })),
    ]);
    const wasVisible = old?.object.visible ?? true;
    if (old) {
      this.#scene.remove(old.object);
      old.dispose();
    }
    const tubes = new HoleTubes(segments, (thickness * this.#radiusM) / 170);
    tubes.object.visible = wasVisible;
    tubes.place(this.#exaggeration);
    tubes.colour(map, range, isLog);
    this.#scene.add(tubes.object);
    this.draw();
    return tubes;
  }

  setSurfaces(surfaces: readonly HeightGrid[]): void {
    this.#surfaces.clear();
    // Several sheets one behind the other must not hide what lies between them.
    const opacity = Math.min(0.28, 0.5 / Math.max(1, surfaces.length));
    for (const [s, surface] of surfaces.entries())
      this.#surfaces.add(surfaceSheet(surface, this.#centre, s === 0 ? 0x8a6d4b : 0x4f8a8b, opacity));
    this.draw();
  }

  setLayer(layer: Layer, isVisible: boolean): void {
    if (layer === "blocks") this.#skin.object.visible = isVisible;
    if (layer === "surfaces") this.#surfaces.visible = isVisible;
    if (layer === "holes" && this.#tubes) this.#tubes.object.visible = isVisible;
    if (layer === "proposed" && this.#proposed) this.#proposed.object.visible = isVisible;
    this.draw();
  }

  setExaggeration(factor: number): void {
    this.#exaggeration = factor;
    this.#stretched.scale.z = factor;
    this.#tubes?.place(factor);
    this.#proposed?.place(factor);
    this.#axes.setExaggeration(factor);
    this.#markPicked();
    this.#half = halfSizes(this.#bounds, factor, this.#camera);
    this.#fit();
  }

  /** Marks a block and draws lines to the samples behind its estimate. Null takes the marks away. */
  setPicked(picked: PickedBlock | null): void {
    this.#picked = picked;
    this.#skin.setChosen(picked?.index ?? -1);
    this.#markPicked();
    this.draw();
  }

  /** Marks a hole along its path. Null takes the mark away. */
  setPickedHole(path: readonly Triple[] | null): void {
    this.#pickedHole = path;
    this.#markPicked();
    this.draw();
  }

  #markPicked(): void {
    this.#stretched.updateMatrixWorld(true);
    const { matrixWorld } = this.#skin.object;
    this.#marks.show(this.#picked, this.#pickedHole, this.#grid.count, matrixWorld, (at) => this.#local(at));
  }

  /** A place on the map in the scene, stretched upwards. */
  #local(at: Triple): Triple {
    const [x, y, z] = this.#centre;
    return [at[0] - x, at[1] - y, (at[2] - z) * this.#exaggeration];
  }

  /** Puts the camera where a view looks from, showing the whole body. */
  view(view: View): void {
    const directions = {
      orbit: [-0.62, -0.95, 0.72],
      plan: [0, -0.0001, 1],
      north: [0, -1, 0],
      east: [-1, 0, 0],
    } as const;
    const [x, y, z] = directions[view];
    const far = this.#radiusM * 12;
    this.#controls.target.set(0, 0, 0);
    this.#camera.position.set(x, y, z).normalize().multiplyScalar(far);
    this.#camera.near = 0;
    this.#camera.far = far * 2.5;
    this.#camera.zoom = 1;
    this.#controls.update();
    this.#camera.updateMatrixWorld(true);
    this.#half = halfSizes(this.#bounds, this.#exaggeration, this.#camera);
    this.#fit();
  }

  /** Turns the camera about the body by angles, as the arrow keys do. */
  turn(aroundDeg: number, upDeg: number): void {
    turnAbout(this.#camera, this.#controls.target, aroundDeg, upDeg);
    this.#controls.update();
    this.draw();
  }

  zoom(factor: number): void {
    this.#camera.zoom = Math.min(60, Math.max(0.2, this.#camera.zoom * factor));
    this.#camera.updateProjectionMatrix();
    this.draw();
  }

  #fit(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    if (width === 0 || height === 0) return;
    this.#renderer.setSize(width, height, false);
    // All of the box is seen, with room for the words around it.
    const [needX, needY] = this.#half;
    const halfY = Math.max(needY, needX * (height / width)) * 1.16;
    const halfX = halfY * (width / height);
    Object.assign(this.#camera, { left: -halfX, right: halfX, top: halfY, bottom: -halfY });
    this.#camera.updateProjectionMatrix();
    this.draw();
  }

  #listen(): void {
    const canvas = this.#renderer.domElement;
    canvas.addEventListener("pointerdown", (event) => {
      this.#downAt = [event.clientX, event.clientY];
    });
    canvas.addEventListener("pointerup", (event) => {
      const [x, y] = this.#downAt ?? [Number.NaN, Number.NaN];
      this.#downAt = null;
      if (Math.hypot(event.clientX - x, event.clientY - y) >= 4) return;
      const { index, hole } = this.#at(event);
      if (hole === null) this.#call.onPick(index);
      else this.#call.onPickHole(hole);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons !== 0) return;
      const { index, hole } = this.#at(event);
      this.#call.onHover(index, hole);
    });
    canvas.addEventListener("pointerleave", () => this.#call.onHover(-1, null));
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.#call.onError("the graphics memory was taken away from the page; reload it");
    });
  }

  /** What is drawn under the pointer. */
  #at(event: PointerEvent): Pointed {
    const box = this.#renderer.domElement.getBoundingClientRect();
    this.#scene.updateMatrixWorld(true);
    return pointedAt([event.clientX - box.left, event.clientY - box.top], [box.width, box.height], {
      camera: this.#camera,
      toWorld: this.#skin.object.matrixWorld,
      count: this.#grid.count,
      shown: this.#skin.object.visible ? this.#shown : null,
      section: this.#section,
      holes: [
        ...(this.#tubes?.object.visible === true ? this.#traces : []),
        ...(this.#proposed?.object.visible === true ? this.#proposals : []),
      ],
      thicknessM: (2 * this.#radiusM) / 170,
      local: (at) => this.#local(at),
    });
  }

  /** Draws in the next frame; many calls make one frame. */
  draw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#axes.follow(this.#camera, this.#host.clientWidth, this.#host.clientHeight);
      this.#renderer.render(this.#scene, this.#camera);
      this.#host.dataset["frames"] = String(++this.#frames);
    });
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#resize.disconnect();
    this.#builder.close();
    this.#controls.dispose();
    this.#skin.dispose();
    this.#tubes?.dispose();
    this.#proposed?.dispose();
    this.#marks.dispose();
    this.#axes.dispose();
    this.#renderer.dispose();
    this.#renderer.domElement.remove();
  }
}
