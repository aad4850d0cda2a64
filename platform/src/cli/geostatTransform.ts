import {
  applyTransform,
  fromLogRatios,
  logRatioKinds,
  logRatios,
  minMaxFactors,
  normalScore,
  projectionPursuit,
  type Settings,
  SettingsError,
  undoProjectionPursuit,
  undoTransform,
} from "@relode/core/geostat";
import type { GeostatInput } from "./geostatInput.ts";
import type { VerbResult } from "./geostatResult.ts";

const transforms = ["normal", "log", ...logRatioKinds, "maf", "ppmt"] as const;
type TransformKind = (typeof transforms)[number];

/** Columns of one transform of several variables, what to say of it, and the way back from columns like them. */
interface Transformed {
  readonly columns: readonly Float64Array[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly undo: (columns: readonly Float64Array[]) => Float64Array[];
}

/**
 * `transform` of the samples: normal scores of `value`; logarithms, log-ratios, factors or pursuit of `variables`. With `back`
 * { data, columns } columns of another table, e.g. simulated factors, come back as variables.
 */
export async function transformVerb(input: GeostatInput, run: Settings | null, seed: number): Promise<VerbResult> {
  const from = run ?? input.settings;
  const kind = from.has("transform") ? from.choice(transforms, "transform") : "normal";
  if (kind === "normal") return normalScores(input, from, seed);
  const { names, columns, xyzM, weights, leftOut } = readVariables(input, from);
  const done = transformed(kind, columns, { from, xyzM, seed, weights });
  const back = from.has("back") ? from.object("back") : null;
  if (back !== null) {
    const table = await input.open(back.text("data"));
    const given = texts(back, "columns");
    if (given.length !== done.columns.length)
      throw new SettingsError(
        `${back.path}.columns`,
        `${kind} has ${done.columns.length} columns, got ${given.length}`,
      );
    const values = done.undo(given.map((name) => table.numbers(name)));
    return { columns: new Map(names.map((name, u) => [name, values[u]])), summary: { transform: kind, back: given } };
  }
  const label = (u: number) =>
    kind === "log" || kind === "clr" ? `${kind}_${names[u] ?? "rest"}` : `${kind}_${u + 1}`;
  return {
    columns: new Map([
      ...["x", "y", "z"].map((name, a) => [name, xyzM.filter((_, i) => i % 3 === a)] as const),
      ...names.map((name, u) => [name, columns[u]] as const),
      ...done.columns.map((column, u) => [label(u), column] as const),
    ]),
    summary: { transform: kind, rows: xyzM.length / 3, rowsLeftOut: leftOut, ...done.summary },
  };
}

function normalScores({ samples, column }: GeostatInput, from: Settings, seed: number): VerbResult {
  const weights = from.has("weight") ? column(from.text("weight")) : undefined;
  const ties = from.has("ties") ? from.choice(["shared", "random"] as const, "ties") : "shared";
  const { scores, tied } = normalScore(samples.values, weights, ties, seed);
  return {
    columns: new Map([
      ...["x", "y", "z"].map((name, a) => [name, samples.xyzM.filter((_, i) => i % 3 === a)] as const),
      ["value", samples.values] as const,
      ["normal_score", scores] as const,
    ]),
    summary: { tied },
  };
}

/** Rows in which every variable is known. */
function readVariables({ samples, column }: GeostatInput, from: Settings) {
  const names = texts(from, "variables");
  const all = names.map((name) => column(name));
  const weight = from.has("weight") ? column(from.text("weight")) : null;
  const rows = Array.from(samples.values.keys()).filter((i) => all.every((values) => !Number.isNaN(values[i])));
  const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]);
  return {
    names,
    columns: all.map(pick),
    xyzM: Float64Array.from(rows.flatMap((i) => [...samples.xyzM.subarray(3 * i, 3 * i + 3)])),
    weights: weight === null ? undefined : pick(weight),
    leftOut: samples.values.length - rows.length,
  };
}

interface Given {
  readonly from: Settings;
  readonly xyzM: Float64Array;
  readonly seed: number;
  readonly weights: Float64Array | undefined;
}

function transformed(
  kind: Exclude<TransformKind, "normal">,
  columns: readonly Float64Array[],
  { from, xyzM, seed, weights }: Given,
): Transformed {
  if (kind === "maf") {
    const lag = from.object("lag");
    const factors = minMaxFactors(columns, xyzM, {
      distanceM: lag.number("distance"),
      toleranceM: lag.number("tolerance"),
    });
    return {
      columns: applyTransform(factors, columns),
      summary: { lagVariogram: [...factors.lagVariogram], pairs: factors.pairs, matrix: [...factors.matrix] },
      undo: (given) => undoTransform(factors, given),
    };
  }
  if (kind === "ppmt") {
    const { transform, scores } = projectionPursuit(columns, { seed, ...(weights === undefined ? {} : { weights }) });
    return {
      columns: scores,
      summary: { turns: transform.steps.length, converged: transform.isConverged, stopIndex: transform.stopIndex },
      undo: (given) => undoProjectionPursuit(transform, given),
    };
  }
  if (kind === "log") {
    const at = columns.findIndex((column) => !column.every((value) => value > 0));
    if (at >= 0)
      throw new RangeError(`log: variable ${at + 1} holds a value not above 0; replace it first, and say how`);
    return {
      columns: columns.map((column) => column.map(Math.log)),
      summary: {},
      undo: (given) => given.map((column) => column.map(Math.exp)),
    };
  }
  const total = from.number("total");
  const parts = from.raw("with_rest") === true ? [...columns, rest(columns, total)] : columns;
  return {
    columns: logRatios(parts, kind),
    summary: { total, parts: parts.length },
    undo: (given) => fromLogRatios(given, kind, total),
  };
}

/** What is left to the whole, as a part of its own. */
function rest(columns: readonly Float64Array[], total: number): Float64Array {
  return columns[0].map((_, i) => total - columns.reduce((sum, column) => sum + column[i], 0));
}

function texts(from: Settings, key: string): string[] {
  const list = from.raw(key);
  if (!Array.isArray(list) || list.length === 0 || !list.every((item) => typeof item === "string"))
    throw new SettingsError(`${from.path}.${key}`, "must be a list of names of columns");
  return list.map(String);
}
