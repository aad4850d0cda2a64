import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Command } from "commander";
import type { Issue } from "@relode/core/evidence";
import type { Scene, SceneFileOptions, SceneObject } from "@relode/core/formats";
import { resourceScene } from "../files/resourceScene.ts";
import { textTable } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { print, printJson, say, sayIssues, terminalWidth } from "./print.ts";
import { UsageError } from "./usageError.ts";
import { checkWritable, writeResult } from "./writeResult.ts";

const mostBytes = 1_000_000_000;

interface Flags {
  readonly json?: boolean;
  readonly size?: string;
  readonly column?: string;
  readonly layer?: string;
  readonly epsg?: string;
  readonly date?: string;
  readonly object?: string;
}

interface Opened {
  readonly scene: Scene;
  readonly issues: readonly Issue[];
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
}

/** `relode formats`: what other programs wrote, looked into and converted. */
export function addFormats(program: Command): void {
  const formats = program
    .command("formats")
    .description("interchange: OMF, VTK, GeoTIFF, DXF, Surpac, GSLIB, CSV, Parquet; see docs/formats.md");
  formats
    .command("list")
    .description("the formats that are read and written")
    .option("--json", "print one JSON object")
    .action((flags: Flags) => list(flags));
  formats
    .command("inspect")
    .argument("<file>", "a file, or a folder made by relode resource estimate")
    .description("what a file holds: objects, extent, columns with units and ranges")
    .option("--size <dx,dy,dz>", "block size in metres where a table of centres does not tell it")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(inspect);
  formats
    .command("convert")
    .argument("<in>", "a file, or a folder made by relode resource estimate")
    .argument("<out>", "the file to write; its ending chooses the format")
    .description("convert; the ending of each name chooses its format")
    .option("--size <dx,dy,dz>", "block size in metres where a table of centres does not tell it")
    .option("--object <name>", "write only this object")
    .option("--column <name>", "column of a block model, for GeoTIFF")
    .option("--layer <number>", "layer of a block model from 0, the lowest, for GeoTIFF", "0")
    .option("--epsg <code>", "EPSG code of the coordinates, where the input is silent")
    .option("--date <iso>", "date of the data, written into OMF and string files (default: the input's)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(convert);
}

async function list(flags: Flags): Promise<void> {
  const { sceneFormats } = await import("@relode/core/formats");
  if (flags.json === true) return printJson({ result: sceneFormats, issues: [], manifest: null });
  const rows = sceneFormats.map(({ extensions, name, holds, reads, writes }) => [
    extensions.map((extension) => `.${extension}`).join(" "),
    reads && writes ? "both" : reads ? "read" : "written",
    name,
    holds,
  ]);
  printTable(["ending", "way", "format", "holds"], rows);
}

/** Prints rows under heads, fitted to the terminal. */
function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const columns = heads.map((head, at) => ({ head, rank: at, value: (row: readonly string[]) => row[at] ?? "" }));
  print(textTable(columns, rows, terminalWidth()).join("\n"));
}

async function open(input: string, flags: Flags): Promise<Opened> {
  const path = resolve(input);
  if (!existsSync(path)) throw new UsageError("file.not-found", `${input} is not there; check the path`);
  if (statSync(path).isDirectory()) return { scene: await resourceScene(path), issues: [], inputs: [] };
  if (statSync(path).size > mostBytes)
    throw new UsageError(
      "usage.too-large",
      `${input} has ${statSync(path).size} bytes, limit ${mostBytes}; cut the file`,
    );
  const { readScene } = await import("@relode/core/formats");
  const bytes = await readFile(path);
  const inputs = [{ name: basename(path), sha256: createHash("sha256").update(bytes).digest("hex") }];
  return { ...(await readScene(bytes, basename(path), optionsOf(flags))), inputs };
}

/** @throws {UsageError} a flag is not what it must be */
function optionsOf(flags: Flags): SceneFileOptions {
  const whole = (name: string, text: string, least: number) => {
    const value = Number(text);
    if (!(Number.isInteger(value) && value >= least))
      throw new UsageError("usage.bad-number", `--${name} must be a whole number from ${least} on, got ${text}`);
    return value;
  };
  const size = flags.size?.split(",").map(Number);
  if (size !== undefined && !(size.length === 3 && size.every((metres) => metres > 0 && Number.isFinite(metres))))
    throw new UsageError("usage.bad-size", `--size must be three numbers above 0, such as 10,10,5; got ${flags.size}`);
  if (flags.date !== undefined && Number.isNaN(Date.parse(flags.date)))
    throw new UsageError("usage.bad-date", `--date must be a date such as 2026-01-31, got ${flags.date}`);
  return {
    ...(size === undefined ? {} : { sizeM: size }),
    ...(flags.column === undefined ? {} : { column: flags.column }),
    ...(flags.object === undefined ? {} : { object: flags.object }),
    ...(flags.layer === undefined ? {} : { layer: whole("layer", flags.layer, 0) }),
    ...(flags.epsg === undefined ? {} : { epsg: whole("epsg", flags.epsg, 1024) }),
    ...(flags.date === undefined ? {} : { date: new Date(flags.date).toISOString() }),
  };
}

type PlacesAt = typeof import("@relode/core/formats").placesAt;

/** Extent and columns of an object, for people and scripts. */
function facts(object: SceneObject, placesAt: PlacesAt) {
  const [least, greatest] = extentOf(object);
  const size = object.type === "blocks" ? { count: object.count, subblocks: placesAt(object, "subblocks") } : {};
  return {
    name: object.name,
    type: object.type,
    ...size,
    ...(object.type === "blocks"
      ? {}
      : { vertices: placesAt(object, "vertices"), primitives: placesAt(object, "primitives") }),
    least,
    greatest,
    columns: object.attributes.map((attribute) => ({
      name: attribute.name,
      unit: attribute.unit,
      location: attribute.location,
      ...(attribute.kind === "number" ? numberFacts(attribute.values) : wordFacts(attribute.values)),
    })),
  };
}

function extentOf(object: SceneObject): [number[], number[]] {
  const corners: number[][] = [];
  if (object.type === "blocks") {
    const lengths = object.sizes.map((sizes, axis) =>
      sizes.length === 1 ? sizes[0] * object.count[axis] : sizes.reduce((sum, size) => sum + size, 0),
    );
    for (let corner = 0; corner < 8; corner += 1)
      corners.push(
        [0, 1, 2].map(
          (k) =>
            object.origin[k] +
            [object.u, object.v, object.w].reduce(
              (sum, axis, at) => sum + ((corner >> at) & 1) * lengths[at] * axis[k],
              0,
            ),
        ),
      );
  } else if (object.type === "grid-surface") {
    const { origin, u, v, spacing, corners: nodes, heights } = object;
    for (let at = 0; at < heights.length; at += 1) {
      if (Number.isNaN(heights[at])) continue;
      const [i, j] = [(at % nodes[0]) * spacing[0], Math.floor(at / nodes[0]) * spacing[1]];
      corners.push([origin[0] + i * u[0] + j * v[0], origin[1] + i * u[1] + j * v[1], origin[2] + heights[at]]);
    }
  } else for (let at = 0; at < object.vertices.length; at += 3) corners.push([...object.vertices.subarray(at, at + 3)]);
  const least = [0, 1, 2].map((axis) =>
    corners.reduce((low, corner) => Math.min(low, corner[axis]), Number.POSITIVE_INFINITY),
  );
  const greatest = [0, 1, 2].map((axis) =>
    corners.reduce((high, corner) => Math.max(high, corner[axis]), Number.NEGATIVE_INFINITY),
  );
  return [least, greatest];
}

function numberFacts(values: Float64Array) {
  let [held, least, greatest, sum] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    held += 1;
    sum += value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { kind: "number", values: values.length, missing: values.length - held, least, mean: sum / held, greatest };
}

function wordFacts(values: readonly (string | null)[]) {
  const words = new Set(values);
  const isHeld = words.delete(null);
  return {
    kind: "text",
    values: values.length,
    missing: isHeld ? values.filter((word) => word === null).length : 0,
    different: words.size,
  };
}

async function inspect(file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const { scene, issues, inputs } = await open(file, flags);
  const { placesAt } = await import("@relode/core/formats");
  const result = { ...scene, objects: scene.objects.map((object) => facts(object, placesAt)) };
  if (flags.json === true)
    return printJson({
      result,
      issues,
      manifest: commandManifest({ command: "formats inspect", seed: null, inputs, startedMs, parameters: {} }),
    });
  sayIssues(issues);
  print(
    `${scene.name || file}  ${scene.crs ?? "coordinate system not stated"}${scene.description ? `\n${scene.description}` : ""}`,
  );
  for (const object of result.objects) {
    const span = [0, 1, 2]
      .map((axis) => `${figure(object.least[axis])} to ${figure(object.greatest[axis])}`)
      .join(", ");
    const count = "count" in object ? `${object.count?.join(" x ")} blocks` : `${object.vertices} vertices`;
    print(`\n${object.name}: ${object.type}, ${count}; x, y, z ${span} ${scene.lengthUnit ?? "(unit not stated)"}`);
    if (object.columns.length === 0) continue;
    const rows = object.columns.map((column) => [
      column.name,
      column.unit ?? (column.kind === "text" ? "words" : "not stated"),
      column.location,
      String(column.values - column.missing),
      ...("least" in column
        ? [column.least, column.mean, column.greatest].map(figure)
        : ["", `${column.different} different`, ""]),
    ]);
    printTable(["column", "unit", "at", "values", "least", "mean", "greatest"], rows);
  }
}

const figure = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) ? "none" : String(Number(value.toPrecision(8)));

async function convert(input: string, output: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const target = resolve(output);
  checkWritable(target);
  const { scene, issues, inputs } = await open(input, flags);
  const date = statSync(resolve(input)).mtime.toISOString();
  const body = await written(scene, basename(target), { date, ...optionsOf(flags) });
  await writeResult(target, body);
  const result = { file: target, bytes: body.length, objects: scene.objects.map(({ name, type }) => ({ name, type })) };
  if (flags.json === true)
    return printJson({
      result,
      issues,
      manifest: commandManifest({ command: "formats convert", seed: null, inputs, startedMs, parameters: { output } }),
    });
  sayIssues(issues);
  say(`${output}: ${body.length} bytes`);
}

/** @throws {UsageError} the format cannot carry what is to be written */
async function written(scene: Scene, name: string, options: SceneFileOptions): Promise<Uint8Array> {
  const { writeScene } = await import("@relode/core/formats");
  try {
    return await writeScene(scene, name, options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError("usage.cannot-hold", error.message);
    throw error;
  }
}
