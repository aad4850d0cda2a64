import * as THREE from "three";
import { type ColourMap, categoryColours, colourTable, rgbOf } from "./colourScale.ts";
import { type FaceMesh, vertexNumbers } from "./exposedFaces.ts";
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
  int packed = int(span.z + 0.5);
  int direction = packed / 4;
  int corner = packed % 4;
  float cornerX = corner == 1 || corner == 2 ? 1.0 : 0.0;
  float cornerY = corner >= 2 ? 1.0 : 0.0;
  int axis = direction / 2;
  bool isFar = direction % 2 == 1;
  // Unit vectors of the face's axis and of its two sides.
  vec3 across = vec3(axis == 0, axis == 1, axis == 2);
  vec3 sideU = across.zxy;
  vec3 sideV = across.yzx;
  float a = isFar ? cornerX : cornerY;
  float b = isFar ? cornerY : cornerX;
  // A little larger than the face: rectangles of different size meet without pinholes.
  vec3 at = cell + sideU * (a * span.x + (a * 2.0 - 1.0) * 0.004) + sideV * (b * span.y + (b * 2.0 - 1.0) * 0.004);
  if (isFar) at += across;
  vec3 normal = isFar ? across : -across;
  vInward = -normal;
  vAt = at;
  vec2 low = vec2(dot(cell, sideU), dot(cell, sideV));
  vBounds = vec4(low, low + span.xy - 1.0);
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
  vec3 across = abs(vInward);
  vec3 sideU = across.zxy;
  vec3 sideV = across.yzx;
  vec2 held = clamp(vec2(dot(cell, sideU), dot(cell, sideV)), vBounds.xy, vBounds.zw);
  cell = cell * across + sideU * held.x + sideV * held.y;
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
  vec2 side = vec2(dot(vAt, sideU), dot(vAt, sideV));
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
    this.#skin = this.#mesh(noFaces);
    this.#opened = this.#mesh(noFaces);
    this.object.add(this.#skin, this.#opened);
  }

  #mesh(faces: FaceMesh): THREE.Mesh {
    const mesh = new THREE.Mesh(facesGeometry(faces), this.#material);
    mesh.frustumCulled = false;
    return mesh;
  }

  /** Faces of the skin, and those that sections lay open. */
  setFaces(which: "skin" | "section", faces: FaceMesh): void {
    const mesh = which === "skin" ? this.#skin : this.#opened;
    mesh.geometry.dispose();
    mesh.geometry = facesGeometry(faces);
    mesh.visible = faces.index.length > 0;
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

const noFaces: FaceMesh = { vertices: new Uint16Array(0), index: new Uint32Array(0) };

function facesGeometry({ vertices, index }: FaceMesh): THREE.BufferGeometry {
  const geometry = new THREE.BufferGeometry();
  const numbers = new THREE.InterleavedBuffer(vertices, vertexNumbers);
  geometry.setAttribute("cell", new THREE.InterleavedBufferAttribute(numbers, 3, 0));
  geometry.setAttribute("span", new THREE.InterleavedBufferAttribute(numbers, 3, 3));
  geometry.setIndex(new THREE.BufferAttribute(index, 1));
  // The shader makes the positions, so three cannot find a sphere around them by itself.
  geometry.boundingSphere = new THREE.Sphere(new THREE.Vector3(), 1e9);
  return geometry;
}
