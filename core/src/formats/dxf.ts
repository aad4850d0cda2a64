import type { Issue } from "../evidence/issue.ts";
import { caution, refuse } from "./fileIssue.ts";
import type { LineSet, PointSet, SceneObject, TriangleSurface } from "./scene.ts";
import { polylinesOf } from "./surpacStrings.ts";

interface Pair {
  readonly code: number;
  readonly value: string;
  readonly line: number;
}

interface Layer {
  readonly points: number[];
  readonly lines: { vertices: number[]; segments: number[] };
  readonly faces: { vertices: number[]; triangles: number[] };
}

const read = new Set(["LINE", "POLYLINE", "LWPOLYLINE", "VERTEX", "SEQEND", "POINT", "3DFACE"]);

function pairsOf(text: string, path: string): Pair[] {
  if (text.startsWith("AutoCAD Binary DXF")) refuse(path, "dxf-binary", "is a binary DXF; export it as ASCII DXF");
  const lines = text.split(/\r\n|\n|\r/);
  const pairs: Pair[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const code = Number(lines[at].trim());
    if (!Number.isInteger(code) || lines[at].trim() === "")
      refuse(
        `${path}, line ${at + 1}`,
        "dxf-code",
        `must be a group code, got "${lines[at].slice(0, 40)}"; the file is damaged`,
      );
    pairs.push({ code, value: lines[at + 1].trim(), line: at + 2 });
  }
  return pairs;
}

/** Entities of the ENTITIES section: their type and group pairs. */
function entitiesOf(pairs: readonly Pair[], path: string): { type: string; pairs: Pair[] }[] {
  const start = pairs.findIndex(
    ({ code, value }, at) => code === 2 && value === "ENTITIES" && pairs[at - 1]?.value === "SECTION",
  );
  if (start < 0) refuse(path, "dxf-entities", "has no ENTITIES section; it is no DXF drawing");
  const entities: { type: string; pairs: Pair[] }[] = [];
  for (const pair of pairs.slice(start + 1)) {
    if (pair.code === 0 && pair.value === "ENDSEC") break;
    if (pair.code === 0) entities.push({ type: pair.value, pairs: [] });
    else entities[entities.length - 1]?.pairs.push(pair);
  }
  return entities;
}

/**
 * Reads strings, points and triangles of an ASCII DXF: LINE, POLYLINE, LWPOLYLINE, POINT and 3DFACE of the ENTITIES section, an object
 * a layer and kind. Other entities (blocks, arcs, splines, text) are counted in the issues. DXF states neither units nor a map system.
 * Throws DataError `format.dxf-binary`, `format.dxf-code`, `format.dxf-entities`, `format.dxf-number`.
 *
 * @see Autodesk, DXF Reference, ENTITIES section
 */
export function readDxf(text: string, path: string): { objects: readonly SceneObject[]; issues: readonly Issue[] } {
  const layers = new Map<string, Layer>();
  const skipped = new Map<string, number>();
  let polyline: { layer: Layer; first: number; isClosed: boolean } | null = null;
  const layerOf = (pairs: readonly Pair[]) => {
    const name = pairs.find(({ code }) => code === 8)?.value ?? "0";
    const layer = layers.get(name) ?? {
      points: [],
      lines: { vertices: [], segments: [] },
      faces: { vertices: [], triangles: [] },
    };
    layers.set(name, layer);
    return layer;
  };
  const value = (pairs: readonly Pair[], code: number, fallback: number | null = null): number => {
    const pair = pairs.find((one) => one.code === code);
    if (pair === undefined && fallback !== null) return fallback;
    const number = pair === undefined || pair.value === "" ? Number.NaN : Number(pair.value);
    if (!Number.isFinite(number))
      refuse(
        `${path}, line ${pair?.line ?? "?"}`,
        "dxf-number",
        `group ${code} must be a number, got "${pair?.value ?? "nothing"}"`,
      );
    return number;
  };
  const end = () => {
    if (polyline === null) return;
    const { layer, first, isClosed } = polyline;
    const last = layer.lines.vertices.length / 3 - 1;
    if (isClosed && last > first + 1) layer.lines.segments.push(last, first);
    polyline = null;
  };
  const addVertex = (xyz: readonly number[]) => {
    if (polyline === null) return;
    const { vertices, segments } = polyline.layer.lines;
    const vertex = vertices.length / 3;
    vertices.push(...xyz);
    if (vertex > polyline.first) segments.push(vertex - 1, vertex);
  };
  for (const { type, pairs } of entitiesOf(pairsOf(text, path), path)) {
    if (!read.has(type)) {
      skipped.set(type, (skipped.get(type) ?? 0) + 1);
      continue;
    }
    if (type === "SEQEND") end();
    else if (type === "VERTEX") addVertex([value(pairs, 10), value(pairs, 20), value(pairs, 30, 0)]);
    else if (type === "POLYLINE") {
      const layer = layerOf(pairs);
      polyline = { layer, first: layer.lines.vertices.length / 3, isClosed: (value(pairs, 70, 0) & 1) === 1 };
    } else if (type === "LWPOLYLINE") {
      const layer = layerOf(pairs);
      polyline = { layer, first: layer.lines.vertices.length / 3, isClosed: (value(pairs, 70, 0) & 1) === 1 };
      const z = value(pairs, 38, 0);
      const xs = pairs.filter(({ code }) => code === 10);
      const ys = pairs.filter(({ code }) => code === 20);
      xs.forEach((x, at) => addVertex([value([x], 10), value(ys.slice(at, at + 1), 20), z]));
      end();
    } else if (type === "LINE") {
      const { vertices, segments } = layerOf(pairs).lines;
      const vertex = vertices.length / 3;
      vertices.push(
        value(pairs, 10),
        value(pairs, 20),
        value(pairs, 30, 0),
        value(pairs, 11),
        value(pairs, 21),
        value(pairs, 31, 0),
      );
      segments.push(vertex, vertex + 1);
    } else if (type === "POINT") layerOf(pairs).points.push(value(pairs, 10), value(pairs, 20), value(pairs, 30, 0));
    else {
      const { vertices, triangles } = layerOf(pairs).faces;
      const first = vertices.length / 3;
      for (let corner = 0; corner < 4; corner += 1)
        vertices.push(
          value(pairs, 10 + corner, corner === 3 ? value(pairs, 12) : null),
          value(pairs, 20 + corner, corner === 3 ? value(pairs, 22) : null),
          value(pairs, 30 + corner, corner === 3 ? value(pairs, 32, 0) : 0),
        );
      triangles.push(first, first + 1, first + 2);
      const isQuad = [0, 1, 2].some((axis) => vertices[3 * (first + 3) + axis] !== vertices[3 * (first + 2) + axis]);
      if (isQuad) triangles.push(first, first + 2, first + 3);
      else vertices.length -= 3;
    }
  }
  end();
  const issues = [...skipped].map(([type, count]) =>
    caution(path, "dxf-skipped", `${count} entities of type ${type} are not read`),
  );
  return { objects: [...layers].flatMap(([name, layer]) => layerObjects(name, layer)), issues };
}

function layerObjects(name: string, { points, lines, faces }: Layer): SceneObject[] {
  const base = { name, description: "", attributes: [] };
  const out: SceneObject[] = [];
  if (points.length > 0) out.push({ ...base, type: "points", vertices: Float64Array.from(points) });
  if (lines.segments.length > 0)
    out.push({
      ...base,
      type: "lines",
      vertices: Float64Array.from(lines.vertices),
      segments: Uint32Array.from(lines.segments),
    });
  if (faces.triangles.length > 0)
    out.push({
      ...base,
      type: "triangles",
      vertices: Float64Array.from(faces.vertices),
      triangles: Uint32Array.from(faces.triangles),
    });
  return out;
}

/** Points, lines and triangles as an ASCII DXF (R12 entities: POINT, POLYLINE with vertices in space, 3DFACE), a layer an object. */
export function writeDxf(objects: readonly (PointSet | LineSet | TriangleSurface)[]): string {
  const out: (string | number)[] = [0, "SECTION", 2, "ENTITIES"];
  for (const object of objects) {
    const layer = object.name.replaceAll(/[^\w$-]+/g, "_").slice(0, 31) || "0";
    const at = (vertex: number, offset: number): (string | number)[] => {
      const [x, y, z] = object.vertices.subarray(3 * vertex, 3 * vertex + 3);
      return [10 + offset, x, 20 + offset, y, 30 + offset, z];
    };
    if (object.type === "points")
      for (let vertex = 0; vertex < object.vertices.length / 3; vertex += 1)
        out.push(0, "POINT", 8, layer, ...at(vertex, 0));
    else if (object.type === "lines")
      for (const run of polylinesOf(object)) {
        out.push(0, "POLYLINE", 8, layer, 66, 1, 70, 8);
        for (const vertex of run) out.push(0, "VERTEX", 8, layer, ...at(vertex, 0), 70, 32);
        out.push(0, "SEQEND", 8, layer);
      }
    else
      for (let corner = 0; corner < object.triangles.length; corner += 3) {
        const [a, b, c] = object.triangles.subarray(corner, corner + 3);
        out.push(0, "3DFACE", 8, layer, ...at(a, 0), ...at(b, 1), ...at(c, 2), ...at(c, 3));
      }
  }
  out.push(0, "ENDSEC", 0, "EOF");
  return `${out.join("\n")}\n`;
}
