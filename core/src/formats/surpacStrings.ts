import { refuse } from "./fileIssue.ts";
import type { LineSet } from "./scene.ts";

/**
 * Reads a Surpac string file (.str): a header line, an axis record, then `string number, y, x, z, descriptions`. Northing stands
 * before easting. A record of string 0 ends a segment, `0, 0, 0, 0, END` the file. Each string number becomes one line set; a string
 * of one point is kept as a vertex without a segment. Throws DataError `format.surpac-header`, `format.surpac-row`.
 *
 * @see GEOVIA Surpac documentation, String file format
 */
export function readSurpacStrings(text: string, path: string): readonly LineSet[] {
  const lines = text.split(/\r\n|\n|\r/);
  if ((lines[0] ?? "").split(",").length < 2)
    refuse(
      `${path}, line 1`,
      "surpac-header",
      `must name the file and its date, got "${(lines[0] ?? "").slice(0, 60)}"`,
    );
  const strings = new Map<number, { vertices: number[]; segments: number[] }>();
  let before: { number: number; vertex: number } | null = null;
  for (let line = 2; line < lines.length; line += 1) {
    const cells = lines[line].split(",").map((cell) => cell.trim());
    if (cells.length === 1 && cells[0] === "") continue;
    const [number, north, east, up] = cells.slice(0, 4).map(Number);
    if (cells.length < 4 || ![number, north, east, up].every(Number.isFinite) || !Number.isInteger(number))
      refuse(
        `${path}, line ${line + 1}`,
        "surpac-row",
        `needs a string number, y, x and z, got "${lines[line].slice(0, 60)}"`,
      );
    if (number === 0) {
      before = null;
      if (cells[4]?.toUpperCase() === "END") break;
      continue;
    }
    const held = strings.get(number) ?? { vertices: [], segments: [] };
    strings.set(number, held);
    const vertex = held.vertices.length / 3;
    held.vertices.push(east, north, up);
    if (before !== null && before.number === number) held.segments.push(before.vertex, vertex);
    before = { number, vertex };
  }
  return [...strings].map(([number, { vertices, segments }]) => ({
    type: "lines" as const,
    name: `string ${number}`,
    description: "",
    attributes: [],
    vertices: Float64Array.from(vertices),
    segments: Uint32Array.from(segments),
  }));
}

/** Runs of vertices joined by segments, in order: what a string file or a polyline can say. */
export function polylinesOf({ segments }: LineSet): readonly (readonly number[])[] {
  const out: number[][] = [];
  for (let at = 0; at < segments.length; at += 2) {
    const last = out[out.length - 1];
    if (last !== undefined && last[last.length - 1] === segments[at]) last.push(segments[at + 1]);
    else out.push([segments[at], segments[at + 1]]);
  }
  return out;
}

/** Line sets as a Surpac string file: one string number each, from 1 on. @throws {RangeError} more than 32,000 line sets */
export function writeSurpacStrings(sets: readonly LineSet[], name: string, date: string): string {
  if (sets.length > 32_000) throw new RangeError(`a string file holds 32,000 strings, got ${sets.length}`);
  const figure = (value: number) => value.toFixed(3);
  const lines = [
    `${name.replaceAll(/[,\r\n]/g, " ")},${date},,`,
    "0,           0.000,           0.000,           0.000,           0.000,           0.000,           0.000",
  ];
  sets.forEach((set, at) => {
    for (const run of polylinesOf(set)) {
      for (const vertex of run) {
        const [x, y, z] = set.vertices.subarray(3 * vertex, 3 * vertex + 3);
        lines.push(`${at + 1}, ${figure(y)}, ${figure(x)}, ${figure(z)}, ${set.name.replaceAll(/[,\r\n]/g, " ")}`);
      }
      lines.push("0, 0.000, 0.000, 0.000,");
    }
  });
  lines.push("0, 0.000, 0.000, 0.000, END");
  return `${lines.join("\n")}\n`;
}
