import { readFile } from "node:fs/promises";
import { DataError, type Interval } from "@relode/core/evidence";
import {
  type AssayedElement,
  bandOf,
  columnIn,
  type MineralChoice,
  mineralColumns,
  type MineralSystem,
  mineralSystem,
} from "@relode/core/resource";
import { parseJson } from "../files/jsonFile.ts";
import type { ResourceModel } from "../files/resourceModel.ts";

/** `minerals.json`, checked. */
export interface MineralPlan {
  readonly text: string;
  readonly source: string;
  readonly choices: readonly MineralChoice[];
  readonly elements: readonly (AssayedElement & { readonly column: string })[];
}

/** Minerals of the blocks over all realisations. */
export interface MineralTable {
  readonly system: MineralSystem;
  /** Columns of the block table: mean, P5 and P95 of each mineral, mean misfit. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly rows: readonly { readonly mineral: string; readonly dryTonnes: Interval; readonly massPct: Interval }[];
  /** Share of the dry tonnes whose mean misfit exceeds 2. */
  readonly poorShare: number;
}

function refuse(path: string, message: string): never {
  throw new DataError(`${path}: ${message}`, [{ path, code: "resource.minerals", severity: "error", message }]);
}

/** Reads the list of minerals and assayed elements. @throws {DataError} `resource.minerals` */
export async function readMineralPlan(path: string): Promise<MineralPlan> {
  const text = await readFile(path, "utf8").catch(() => refuse(path, "cannot be read"));
  const root = record(parseJson(text, path), path, "the file", ["minerals", "elements", "source"]);
  const list = (name: string) =>
    Array.isArray(root[name]) ? (root[name] as unknown[]) : refuse(path, `${name} must be a list`);
  const choices = list("minerals").map((one, at): MineralChoice => {
    const where = `minerals[${at}]`;
    if (typeof one === "string") return { name: one };
    const entry = record(one, path, where, ["name", "formula", "massFractions"]);
    return {
      name: words(entry["name"], path, `${where}.name`),
      ...(entry["formula"] === undefined ? {} : { formula: words(entry["formula"], path, `${where}.formula`) }),
      ...(entry["massFractions"] === undefined
        ? {}
        : { massFractions: fractions(entry["massFractions"], path, `${where}.massFractions`) }),
    };
  });
  const twice = choices.find(({ name }, at) => choices.findIndex((one) => one.name === name) !== at);
  if (twice !== undefined) refuse(path, `${twice.name} is named twice`);
  const elements = list("elements").map((one, at) => {
    const where = `elements[${at}]`;
    if (typeof one === "string") return { element: one, column: `${one}_ppm` };
    const entry = record(one, path, where, ["element", "column", "relativeError", "leastErrorPpm"]);
    const element = words(entry["element"], path, `${where}.element`);
    const error = (key: string, most: number) => {
      const value = entry[key];
      if (value === undefined) return {};
      if (!(typeof value === "number" && value > 0 && value <= most))
        refuse(path, `${where}.${key} must be a number above 0, at most ${most}`);
      return { [key]: value };
    };
    return {
      element,
      column: entry["column"] === undefined ? `${element}_ppm` : words(entry["column"], path, `${where}.column`),
      ...error("relativeError", 2),
      ...error("leastErrorPpm", 1e6),
    };
  });
  const source = words(root["source"], path, "source (where the list of minerals comes from: microscopy, diffraction)");
  return { text, source, choices, elements };
}

function record(value: unknown, path: string, where: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, `${where} must be an object`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) refuse(path, `${where} has an unknown key ${unknown}; it knows ${keys.join(", ")}`);
  return value as Record<string, unknown>;
}

function words(value: unknown, path: string, where: string): string {
  return typeof value === "string" && value.trim() !== "" ? value : refuse(path, `${where} must be words`);
}

function fractions(value: unknown, path: string, where: string): Readonly<Record<string, number>> {
  const entry = record(value, path, where, Object.keys(value ?? {}));
  for (const [key, part] of Object.entries(entry))
    if (!(typeof part === "number" && part >= 0 && part <= 1)) refuse(path, `${where}.${key} must lie in 0-1`);
  return entry as Readonly<Record<string, number>>;
}

/**
 * Minerals of each block in each realisation, and their tonnes.
 * @throws {RangeError} as `mineralSystem` and `mineralColumns` do
 */
export function mineralTable({ model }: ResourceModel, plan: MineralPlan): MineralTable {
  const system = mineralSystem(plan.choices, plan.elements);
  const found = mineralColumns(
    model,
    system,
    plan.elements.map(({ column }) => column),
  );
  const K = found[0].realisations;
  const [density, share] = [columnIn(model, "density", "t dry/m3"), columnIn(model, "fraction", "1").values];
  const mass = (b: number, k: number) => {
    const t = model.volumeM3 * share[b] * density.values[(density.realisations === 1 ? 0 : k) * model.blocks + b];
    return t > 0 ? t : 0;
  };
  const tonnes = found.map(() => new Float64Array(K));
  const all = new Float64Array(K);
  const columns = new Map<string, Float64Array>();
  const empty = () => new Float64Array(model.blocks).fill(Number.NaN);
  for (const { name } of found.slice(0, -1))
    for (const part of ["mean", "p05", "p95"]) columns.set(`${name}_${part}`, empty());
  const misfit = empty();
  columns.set("mineral_misfit_mean", misfit);
  const own = new Float64Array(K);
  let poor = 0;
  for (let b = 0; b < model.blocks; b++) {
    if (!(share[b] > 0) || Number.isNaN(found[0].values[b])) continue;
    for (const [m, { name, values }] of found.entries()) {
      for (let k = 0; k < K; k++) {
        own[k] = values[k * model.blocks + b];
        tonnes[m][k] += mass(b, k) * own[k];
        if (m === 0) all[k] += mass(b, k);
      }
      const band = bandOf(own);
      if (name === "mineral_misfit") {
        misfit[b] = band.mean;
        if (band.mean > 2) poor += mass(b, 0);
      } else
        for (const part of ["mean", "p05", "p95"] as const) (columns.get(`${name}_${part}`) ?? own)[b] = band[part];
    }
  }
  const row = (mineral: string, t: Float64Array) => ({
    mineral,
    dryTonnes: bandOf(t),
    massPct: bandOf(t.map((value, k) => (all[k] > 0 ? (100 * value) / all[k] : 0))),
  });
  const rest = all.map((value, k) => tonnes.slice(0, -1).reduce((left, t) => left - t[k], value));
  return {
    system,
    columns,
    rows: [...system.minerals.map((name, m) => row(name, tonnes[m])), row("no mineral of the list", rest)],
    poorShare: all[0] > 0 ? poor / all[0] : 0,
  };
}
