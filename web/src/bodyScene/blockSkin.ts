import * as THREE from "three";
import { type ColourMap, categoryColours, colourTable, rgbOf } from "./colourScale.ts";
import { faceNumbers } from "./exposedFaces.ts";
import type { Section, Triple } from "./pickBlock.ts";

/** How the values of the blocks become colours. */
export interface Colouring {
  readonly map: ColourMap;
  readonly range: readonly [number, number];
  readonly isLog: boolean;
  /** Values are codes from 0 on, each with a colour of its own. */
  readonly isCategory: boolean;
}

const textureWidth = 2048;
/** Stands for NaN, which shaders may not keep. */
const missing = -3e38;

const vertexShader = `
attribute vec3 cell;
attribute vec3 span;
varying vec3 vAt;
flat varying vec3 vInward;
varying float vShade;
flat varying vec4 vBounds;
uniform vec3 light;
void main() {
  int direction = int(span.z + 0.5);
  int axis = direction / 2;
  bool isFar = direction % 2 == 1;
  int u = (axis + 1) % 3;
  int v = (axis + 2) % 3;
  vec3 at = cell;
  float a = isFar ? position.x : position.y;
  float b = isFar ? position.y : position.x;
  // A little larger than the face: rectangles of different size meet without pinholes.
  at[u] += a * span.x + (a * 2.0 - 1.0) * 0.004;
  at[v] += b * span.y + (b * 2.0 - 1.0) * 0.004;
  if (isFar) at[axis] += 1.0;
  vec3 normal = vec3(0.0);
  normal[axis] = isFar ? 1.0 : -1.0;
  vInward = -normal;
  vAt = at;
  vBounds = vec4(cell[u], cell[v], cell[u] + span.x - 1.0, cell[v] + span.y - 1.0);
  vShade = 0.80 + 0.20 * dot(normalize(normalMatrix * normal), light);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(at, 1.0);
}`;

const fragmentShader = `
precision highp sampler2D;
varying vec3 vAt;
flat varying vec3 vInward;
varying float vShade;
flat varying vec4 vBounds;
uniform sampler2D values;
uniform sampler2D colours;
uniform vec3 count;
uniform vec3 sectionFrom;
uniform vec3 sectionTo;
uniform vec2 range;
uniform bool isLog;
uniform bool isCategory;
uniform vec3 noValue;
uniform float chosen;
void main() {
  vec3 inside = vAt + 0.5 * vInward;
  vec3 cell = floor(inside);
  int axis = abs(vInward.x) > 0.5 ? 0 : (abs(vInward.y) > 0.5 ? 1 : 2);
  int u = (axis + 1) % 3;
  int v = (axis + 2) % 3;
  cell[u] = clamp(cell[u], vBounds.x, vBounds.z);
  cell[v] = clamp(cell[v], vBounds.y, vBounds.w);
  if (any(lessThan(cell, sectionFrom)) || any(greaterThanEqual(cell, sectionTo))) discard;
  int index = int(cell.x + 0.5) + int(count.x) * (int(cell.y + 0.5) + int(count.y) * int(cell.z + 0.5));
  float value = texelFetch(values, ivec2(index % ${textureWidth}, index / ${textureWidth}), 0).r;
  vec3 colour = noValue;
  if (value > -1e38) {
    if (isCategory) colour = texelFetch(colours, ivec2(clamp(int(value + 0.5), 0, 255), 0), 0).rgb;
    else {
      float place = isLog ? log(max(value, range.x) / range.x) / log(range.y / range.x) : (value - range.x) / (range.y - range.x);
      colour = texelFetch(colours, ivec2(int(clamp(place, 0.0, 1.0) * 255.0 + 0.5), 0), 0).rgb;
    }
  }
  // Edges of the blocks, where they are large enough on the screen to be seen.
  vec2 side = vec2(vAt[u], vAt[v]);
  vec2 width = fwidth(side);
  vec2 gap = abs(fract(side - 0.5) - 0.5) / max(width, vec2(1e-6));
  float edge = 1.0 - smoothstep(0.4, 1.2, min(gap.x, gap.y));
  float visible = 1.0 - smoothstep(0.08, 0.22, max(width.x, width.y));
  colour *= vShade * (1.0 - 0.38 * edge * visible);
  if (float(index) == chosen) colour = mix(colour, vec3(1.0), 0.35);
  gl_FragColor = vec4(colour, 1.0);
}`;

/**
 * The skin of the block model: rectangles whose pixels look up the value of their own block, so that new values need no new mesh.
 * Lives in units of blocks; its parent scales and turns it.
 */
export class BlockSkin {
  readonly object = new THREE.Group();
  readonly #material: THREE.ShaderMaterial;
  readonly #skin: THREE.Mesh;
  readonly #opened: THREE.Mesh;
  readonly #values: Float32Array<ArrayBuffer>;
  readonly #texture: THREE.DataTexture;
  readonly #colours: THREE.DataTexture;

  constructor(count: Triple) {
    const blocks = count[0] * count[1] * count[2];
    const rows = Math.ceil(blocks / textureWidth);
    this.#values = new Float32Array(rows * textureWidth).fill(missing);
    this.#texture = new THREE.DataTexture(this.#values, textureWidth, rows, THREE.RedFormat, THREE.FloatType);
    this.#colours = new THREE.DataTexture(new Uint8Array(1024), 256, 1, THREE.RGBAFormat);
    this.#material = new THREE.ShaderMaterial({
      vertexShader,
      fragmentShader,
      uniforms: {
        values: { value: this.#texture },
        colours: { value: this.#colours },
        count: { value: new THREE.Vector3(...count) },
        sectionFrom: { value: new THREE.Vector3(0, 0, 0) },
        sectionTo: { value: new THREE.Vector3(...count) },
        range: { value: new THREE.Vector2(0, 1) },
        isLog: { value: false },
        isCategory: { value: false },
        noValue: { value: new THREE.Color(0x8f8f8f) },
        chosen: { value: -1 },
        light: { value: new THREE.Vector3(-0.35, 0.6, 0.72).normalize() },
      },
    });
    this.#skin = this.#mesh(new Float32Array(0));
    this.#opened = this.#mesh(new Float32Array(0));
    this.object.add(this.#skin, this.#opened);
  }

  #mesh(faces: Float32Array): THREE.Mesh {
    const mesh = new THREE.Mesh(facesGeometry(faces), this.#material);
    mesh.frustumCulled = false;
    return mesh;
  }

  /** Faces of the skin, and those that sections lay open. */
  setFaces(which: "skin" | "section", faces: Float32Array): void {
    const mesh = which === "skin" ? this.#skin : this.#opened;
    mesh.geometry.dispose();
    mesh.geometry = facesGeometry(faces);
    mesh.visible = faces.length > 0;
  }

  setValues(values: Float32Array): void {
    for (let b = 0; b < values.length; b++) {
      const value = values[b] ?? Number.NaN;
      this.#values[b] = value > -1e38 ? value : missing;
    }
    this.#texture.needsUpdate = true;
  }

  setColouring({ map, range, isLog, isCategory }: Colouring): void {
    const table = this.#colours.image.data as Uint8Array;
    table.set(colourTable(map));
    if (isCategory)
      for (let code = 0; code < 256; code++)
        table.set([...rgbOf(categoryColours[code % categoryColours.length] ?? "#9a9a9a"), 255], 4 * code);
    this.#colours.needsUpdate = true;
    const { uniforms } = this.#material;
    uniforms["range"]!.value.set(range[0], range[1]);
    uniforms["isLog"]!.value = isLog;
    uniforms["isCategory"]!.value = isCategory;
  }

  setSection({ from, to }: Section): void {
    this.#material.uniforms["sectionFrom"]!.value.set(...from);
    this.#material.uniforms["sectionTo"]!.value.set(...to);
  }

  setChosen(index: number): void {
    this.#material.uniforms["chosen"]!.value = index;
  }

  dispose(): void {
    this.#skin.geometry.dispose();
    this.#opened.geometry.dispose();
    this.#material.dispose();
    this.#texture.dispose();
    this.#colours.dispose();
  }
}

function facesGeometry(faces: Float32Array): THREE.InstancedBufferGeometry {
  const geometry = new THREE.InstancedBufferGeometry();
  geometry.setAttribute("position", new THREE.BufferAttribute(Float32Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0), 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const numbers = new THREE.InstancedInterleavedBuffer(faces, faceNumbers);
  geometry.setAttribute("cell", new THREE.InterleavedBufferAttribute(numbers, 3, 0));
  geometry.setAttribute("span", new THREE.InterleavedBufferAttribute(numbers, 3, 3));
  geometry.instanceCount = faces.length / faceNumbers;
  return geometry;
}
