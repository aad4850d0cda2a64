import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import { type SampleSet, Settings, SettingsError } from "@relode/core/geostat";
import { openUserTable } from "../files/userTable.ts";
import { readUserFile } from "../files/userTableBytes.ts";

/** A configuration with the table it names. */
export interface GeostatInput {
  readonly settings: Settings;
  readonly samples: SampleSet;
  /** Any column of the table as numbers, NaN where a cell is empty, in the order of the samples. */
  readonly column: (name: string) => Float64Array;
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly issues: readonly Issue[];
}

const mostConfigBytes = 16 * 1024 * 1024;
const coordinates = ["x", "y", "z"];

/**
 * Reads CONFIG.json and its table: `data` (default data.csv beside it), `columns` { x, y, z, hole } where named otherwise, `value` (default:
 * the only other column, else the last). Rows without a value are left out and said.
 * @throws {SettingsError | DataError | UserTableError} the configuration or the table cannot be used
 */
export async function openGeostatInput(path: string): Promise<GeostatInput> {
  const bytes = await readUserFile(path, mostConfigBytes);
  const settings = new Settings(parse(bytes.toString("utf8"), path), basename(path));
  const file = settings.has("data") && typeof settings.raw("data") === "string" ? settings.text("data") : "data.csv";
  const dataPath = resolve(dirname(path), file);
  const { records, sha256, issues } = await openUserTable(dataPath);
  const [header, ...body] = records;
  if (header === undefined) throw new DataError(`${file} is empty`, issues);
  const names = header.cells.map((cell) => cell.trim());
  const all: Issue[] = [...issues];
  const read = (name: string): Float64Array => {
    const at = names.indexOf(name);
    if (at < 0) throw new SettingsError(basename(path), `${file} has no column ${name}; it has ${names.join(", ")}`);
    return Float64Array.from(body, ({ cells, line }) => {
      const text = (cells[at] ?? "").trim();
      if (text === "") return Number.NaN;
      const value = Number(text);
      if (!Number.isFinite(value))
        all.push({
          path: `${file}, row ${line}, column ${name}`,
          code: "geostat.not-a-number",
          severity: "error",
          message: `${text.slice(0, 40)} is no number; correct it or leave the cell empty`,
        });
      return value;
    });
  };
  const named = settings.has("columns") ? settings.object("columns") : new Settings({}, "columns");
  const nameOf = (key: string) => (named.has(key) ? named.text(key) : key);
  const values = read(settings.has("value") ? settings.text("value") : defaultValue(names, coordinates.map(nameOf)));
  const [x, y] = [read(nameOf("x")), read(nameOf("y"))];
  const z = names.includes(nameOf("z")) ? read(nameOf("z")) : new Float64Array(values.length);
  const kept = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  if (kept.length < values.length)
    all.push({
      path: file,
      code: "geostat.no-value",
      severity: "warning",
      message: `${values.length - kept.length} of ${values.length} rows have no value and are left out`,
    });
  if (all.some(({ severity }) => severity === "error")) throw new DataError(`${file} cannot be used`, all);
  const samples = {
    xyzM: Float64Array.from(kept.flatMap((i) => [x[i], y[i], z[i]])),
    values: Float64Array.from(kept, (i) => values[i]),
    names: kept.map((i) => `${file}, row ${body[i].line}`),
    ...(names.includes(nameOf("hole"))
      ? { holes: holeNumbers(kept.map((i) => body[i].cells[names.indexOf(nameOf("hole"))])) }
      : {}),
  };
  const column = (name: string) => {
    const whole = read(name);
    return Float64Array.from(kept, (i) => whole[i]);
  };
  const inputs = [
    { name: basename(path), sha256: createHash("sha256").update(bytes).digest("hex") },
    { name: file, sha256 },
  ];
  return { settings, samples, column, inputs, issues: all };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    throw new SettingsError(
      basename(path),
      `not JSON (${error instanceof Error ? error.message.slice(0, 120) : "unknown reason"})`,
    );
  }
}

function defaultValue(names: readonly string[], known: readonly string[]): string {
  const others = names.filter((name) => !known.includes(name) && name !== "hole");
  if (others.length === 1) return others[0];
  throw new SettingsError("value", `name the column to work on; the table has ${others.join(", ")}`);
}

function holeNumbers(names: readonly string[]): Int32Array {
  const number = new Map<string, number>();
  return Int32Array.from(names, (name) => {
    const known = number.get(name) ?? number.size;
    number.set(name, known);
    return known;
  });
}
