import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import { type SampleSet, Settings, SettingsError } from "@relode/core/geostat";
import { parseJson } from "../files/jsonFile.ts";
import { readUserFile } from "../files/userTableBytes.ts";
import { sampleDoubts } from "./geostatDoubts.ts";
import { censoredRules, type GeostatTable, openGeostatTable } from "./geostatTable.ts";

interface InputFile {
  readonly name: string;
  readonly sha256: string;
}

/** A configuration with the table it names. */
export interface GeostatInput {
  readonly settings: Settings;
  readonly samples: SampleSet;
  /** Any column of the table as numbers, NaN where a cell is empty, in the order of the samples. */
  readonly column: (name: string) => Float64Array;
  /** Samples of another column of the table: those rows that have a value there. */
  readonly samplesOf: (name: string) => SampleSet;
  /** Another table named in the configuration; it enters the inputs of the run. */
  readonly open: (file: string) => Promise<GeostatTable>;
  readonly inputs: readonly InputFile[];
  readonly issues: readonly Issue[];
}

const mostConfigBytes = 16 * 1024 * 1024;
const coordinates = ["x", "y", "z"];

/**
 * Reads CONFIG.json and its table: `data` (default data.csv beside it), `columns` { x, y, z, hole } where named otherwise, `value` (default:
 * the only other column, else the last). Rows without a value are left out and said; columns that look swapped or of two units are warned of.
 * @throws {SettingsError | DataError | UserTableError} the configuration or the table cannot be used
 */
export async function openGeostatInput(path: string): Promise<GeostatInput> {
  const bytes = await readUserFile(path, mostConfigBytes, "a configuration in JSON");
  const settings = new Settings(parseJson(bytes.toString("utf8"), basename(path)), basename(path));
  if (settings.has("data") && typeof settings.raw("data") === "number") settings.text("data");
  const file = settings.has("data") && typeof settings.raw("data") === "string" ? settings.text("data") : "data.csv";
  const censored = settings.has("censored") ? settings.choice(censoredRules, "censored") : null;
  const table = await openGeostatTable(dirname(path), file, censored);
  const all: Issue[] = [...table.issues];
  const named = settings.has("columns") ? settings.object("columns") : new Settings({}, "columns");
  const nameOf = (key: string) => (named.has(key) ? named.text(key) : key);
  const valueName = settings.has("value") ? settings.text("value") : defaultValue(table.names, coordinates.map(nameOf));
  const values = table.numbers(valueName, all);
  const [x, y] = [table.numbers(nameOf("x"), all), table.numbers(nameOf("y"), all)];
  const z = table.names.includes(nameOf("z")) ? table.numbers(nameOf("z"), all) : new Float64Array(values.length);
  const holes = table.names.includes(nameOf("hole")) ? holeNumbers(table.texts(nameOf("hole"))) : null;
  const rowsWith = (of: Float64Array) => Array.from(of.keys()).filter((i) => !Number.isNaN(of[i]));
  const samplesAt = (rows: readonly number[], of: Float64Array): SampleSet => ({
    xyzM: Float64Array.from(rows.flatMap((i) => [x[i], y[i], z[i]])),
    values: Float64Array.from(rows, (i) => of[i]),
    names: rows.map((i) => `${file}, row ${table.line(i)}`),
    ...(holes === null ? {} : { holes: Int32Array.from(rows, (i) => holes[i]) }),
  });
  const kept = rowsWith(values);
  for (const i of kept)
    for (const [axis, of] of [x, y, z].entries())
      if (Number.isNaN(of[i]))
        all.push({
          path: `${file}, row ${table.line(i)}, column ${nameOf(coordinates[axis])}`,
          code: "geostat.no-coordinate",
          severity: "error",
          message: "empty, though the row has a value; give the coordinate or empty the value",
        });
  if (kept.length < values.length && kept.length > 0)
    all.push({
      path: file,
      code: "geostat.no-value",
      severity: "warning",
      message: `${values.length - kept.length} of ${values.length} rows have no value and are left out`,
    });
  if (kept.length === 0)
    all.push({
      path: `${file}, column ${valueName}`,
      code: "geostat.no-values",
      severity: "error",
      message: "no row has a value; name another column in `value`",
    });
  if (all.some(({ severity }) => severity === "error")) throw new DataError(`${file} cannot be used`, all);
  const samples = samplesAt(kept, values);
  all.push(...sampleDoubts(file, { x: nameOf("x"), y: nameOf("y"), z: nameOf("z"), value: valueName }, samples));
  const inputs: InputFile[] = [
    { name: basename(path), sha256: createHash("sha256").update(bytes).digest("hex") },
    { name: file, sha256: table.sha256 },
  ];
  const opened = new Map<string, GeostatTable>();
  return {
    settings,
    samples,
    inputs,
    issues: all,
    column: (name) => {
      const whole = table.numbers(name);
      return Float64Array.from(kept, (i) => whole[i]);
    },
    samplesOf: (name) => {
      const whole = table.numbers(name);
      return samplesAt(rowsWith(whole), whole);
    },
    open: async (other) => {
      const known = opened.get(other) ?? (await openGeostatTable(dirname(path), other, censored));
      if (!opened.has(other)) inputs.push({ name: other, sha256: known.sha256 });
      opened.set(other, known);
      return known;
    },
  };
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
