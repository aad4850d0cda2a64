import type { BlockSpec } from "./blockPattern.ts";
import type { CovarianceModel, VariogramStructure } from "./covarianceModel.ts";
import { type DriftTerm, driftTerms } from "./drift.ts";
import type { LagSpec } from "./experimentalVariogram.ts";
import type { KrigingSpec } from "./krigingEngine.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import type { PairDirection } from "./pairDirection.ts";
import type { RegularGrid } from "./regularGrid.ts";
import { structureTypes } from "./structureShape.ts";

/** Settings that cannot be used: the path into the document, the value and what is wanted instead. */
export class SettingsError extends Error {
  readonly code = "geostat.settings";
  readonly path: string;
  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.name = "SettingsError";
    this.path = path;
  }
}

/** Typed access to a JSON object of settings. */
export class Settings {
  readonly path: string;
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #asked = new Set<string>();
  readonly #children = new Map<string, Settings>();

  /** @throws {SettingsError} `value` is no object */
  constructor(value: unknown, path: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new SettingsError(path, `must be an object, got ${shown(value)}`);
    this.path = path;
    this.#fields = value as Readonly<Record<string, unknown>>;
  }

  has(...keys: readonly string[]): boolean {
    for (const key of keys) this.#asked.add(key);
    return keys.some((key) => this.#fields[key] !== undefined && this.#fields[key] !== null);
  }

  /** The first of several names that is there. */
  raw(...keys: readonly string[]): unknown {
    for (const key of keys) this.#asked.add(key);
    return keys.map((key) => this.#fields[key]).find((value) => value !== undefined && value !== null);
  }

  object(...keys: readonly string[]): Settings {
    return this.#child(this.raw(...keys), `${this.path}.${keys[0]}`);
  }

  /** The same object gives the same settings again, so that what was asked of it stays known. */
  #child(value: unknown, path: string): Settings {
    const known = this.#children.get(path);
    if (known !== undefined) return known;
    const made = new Settings(value, path);
    this.#children.set(path, made);
    return made;
  }

  /** Names of the fields. */
  keys(): string[] {
    return Object.keys(this.#fields);
  }

  /**
   * Fields that nothing has asked about, here and in the objects opened from here.
   * @param known fields that count as known wherever they stand
   */
  unknownKeys(known: ReadonlySet<string>): { readonly path: string; readonly key: string; readonly asked: string[] }[] {
    const here = this.keys().filter((key) => !this.#asked.has(key) && !known.has(key));
    return [
      ...here.map((key) => ({ path: this.path, key, asked: [...this.#asked] })),
      ...[...this.#children.values()].flatMap((child) => child.unknownKeys(known)),
    ];
  }

  number(...keys: readonly string[]): number {
    const value = this.raw(...keys);
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new SettingsError(
        `${this.path}.${keys[0]}`,
        `must be a finite number, got ${shown(value)}${unquote(value)}`,
      );
    return value;
  }

  text(...keys: readonly string[]): string {
    const value = this.raw(...keys);
    if (typeof value !== "string")
      throw new SettingsError(`${this.path}.${keys[0]}`, `must be text, got ${shown(value)}`);
    return value;
  }

  choice<T extends string>(choices: readonly T[], ...keys: readonly string[]): T {
    const value = this.text(...keys);
    const found = choices.find((choice) => choice === value);
    if (found === undefined)
      throw new SettingsError(`${this.path}.${keys[0]}`, `must be one of ${choices.join(", ")}, got ${value}`);
    return found;
  }

  numbers(...keys: readonly string[]): number[] {
    const value = this.raw(...keys);
    if (!Array.isArray(value) || !value.every((item) => typeof item === "number" && Number.isFinite(item)))
      throw new SettingsError(
        `${this.path}.${keys[0]}`,
        `must be a list of finite numbers, got ${shown(value)}${unquote(Array.isArray(value) ? value.find((item) => typeof item === "string") : null)}`,
      );
    return value;
  }

  three(...keys: readonly string[]): [number, number, number] {
    const list = this.numbers(...keys);
    if (list.length !== 3)
      throw new SettingsError(`${this.path}.${keys[0]}`, `must hold 3 numbers, got ${list.length}`);
    return [list[0], list[1], list[2]];
  }

  list(...keys: readonly string[]): Settings[] {
    const value = this.raw(...keys);
    if (!Array.isArray(value))
      throw new SettingsError(`${this.path}.${keys[0]}`, `must be a list, got ${shown(value)}`);
    return value.map((item, i) => this.#child(item, `${this.path}.${keys[0]}[${i}]`));
  }
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value).slice(0, 60);
}

function unquote(value: unknown): string {
  const isNumber = typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
  return isNumber ? `; write ${value.trim()} without quotes` : "";
}

/** `{ nugget, structures: [{ type, sill, ranges: [3], angles: [3], range_is, shape, across }] }`; `range` for an isotropic structure. */
export function readModel(settings: Settings): CovarianceModel {
  return {
    nugget: settings.has("nugget") ? settings.number("nugget") : 0,
    structures: (settings.has("structures") ? settings.list("structures") : []).map(readStructure),
  };
}

function readStructure(s: Settings): VariogramStructure {
  const isotropic = s.has("range") ? s.number("range") : null;
  return {
    type: s.choice(structureTypes, "type"),
    sill: s.has("sill") ? s.number("sill") : 1,
    rangesM: isotropic === null ? s.three("ranges", "ranges_m") : [isotropic, isotropic, isotropic],
    ...(s.has("angles", "angles_deg") ? { anglesDeg: s.three("angles", "angles_deg") } : {}),
    ...(s.has("range_is") ? { rangeIs: s.choice(["practical", "parameter"] as const, "range_is") } : {}),
    ...(s.has("shape") ? { shape: s.number("shape") } : {}),
    ...(s.has("across") ? { across: s.choice(["joined", "separate"] as const, "across") } : {}),
  };
}

/** `{ count: [3], first_centre: [3], size: [3] }`, also by GSLIB's short names `n`, `o`, `s`. */
export function readGrid(s: Settings): RegularGrid {
  return { count: s.three("count", "n"), firstCentreM: s.three("first_centre", "o"), sizeM: s.three("size", "s") };
}

/** `{ radii: [3] | radius, angles: [3] }` with the limits of a run: `ndmax`, `ndmin`, `octmax`, `max_per_hole`. */
export function readSearch(search: Settings, limits: Settings): SearchSpec {
  const radius = search.has("radius") ? search.number("radius") : null;
  const octants = limits.has("octmax", "max_per_octant") ? limits.number("octmax", "max_per_octant") : 0;
  return {
    radiiM: radius === null ? search.three("radii", "radii_m") : [radius, radius, radius],
    ...(search.has("angles", "angles_deg") ? { anglesDeg: search.three("angles", "angles_deg") } : {}),
    maxSamples: limits.number("ndmax", "max_samples", "max"),
    ...(limits.has("ndmin", "min_samples", "min") ? { minSamples: limits.number("ndmin", "min_samples", "min") } : {}),
    ...(octants > 0 ? { maxPerOctant: octants } : {}),
    ...(limits.has("max_per_hole") ? { maxPerHole: limits.number("max_per_hole") } : {}),
  };
}

/**
 * A run of kriging: `kind` SK or OK, `skmean`, `drift`, `disc`, limits of the search. Limits stand in the run or in `search`; without
 * `search` all samples take part.
 * @param document holds `model`, `search`, `grid`
 */
export function readKriging(document: Settings, run: Settings): KrigingSpec {
  const kind = run.has("kind") ? run.choice(["SK", "OK", "UK", "KED"] as const, "kind") : "OK";
  const drift = run.has("drift") ? readDrift(run) : [];
  if (kind === "UK" && drift.length === 0)
    throw new SettingsError(`${run.path}.drift`, 'universal kriging needs the terms of the drift, such as ["x", "y"]');
  const block = readBlock(document, run);
  const search = document.has("search") ? document.object("search") : null;
  return {
    model: readModel(document.object("model")),
    ...(kind === "SK" ? { knownMean: run.number("skmean", "mean") } : {}),
    ...(drift.length > 0 ? { drift } : {}),
    ...(block === null ? {} : { block }),
    ...(search === null ? {} : { search: readSearch(search, run.has("ndmax", "max_samples") ? run : search) }),
  };
}

function readDrift(run: Settings): DriftTerm[] {
  const terms = run.raw("drift");
  if (!Array.isArray(terms)) throw new SettingsError(`${run.path}.drift`, `must be a list of ${driftTerms.join(", ")}`);
  return terms.map((term: unknown) => {
    const found = driftTerms.find((known) => known === term);
    if (found === undefined)
      throw new SettingsError(`${run.path}.drift`, `unknown term ${shown(term)}; use ${driftTerms.join(", ")}`);
    return found;
  });
}

/** `disc` points of a block of size `block`, else of the grid; null for points. */
export function readBlock(document: Settings, run: Settings): BlockSpec | null {
  if (!run.has("disc", "discretisation")) return null;
  const points = run.three("disc", "discretisation");
  if (points.every((count) => count === 1)) return null;
  const size = run.has("block") ? run.three("block") : document.object("grid").three("size", "s");
  const rule = run.has("disc_rule") ? run.choice(["regular", "gauss"] as const, "disc_rule") : "regular";
  return { sizeM: size, points, rule };
}

/** `{ width, cutoff }` for classes, `{ spacing, tolerance, count }` for centred lags. */
export function readLags(s: Settings): LagSpec {
  if (s.has("width")) return { kind: "classes", widthM: s.number("width"), cutoffM: s.number("cutoff") };
  const spacingM = s.number("spacing");
  const toleranceM = s.has("tolerance") ? s.number("tolerance") : spacingM / 2;
  return { kind: "centred", spacingM, toleranceM, count: s.number("count") };
}

/** `{ azimuth, azimuth_tolerance, bandwidth, dip, dip_tolerance, vertical_bandwidth }`. */
export function readDirection(s: Settings): PairDirection {
  return {
    azimuthDeg: s.has("azimuth") ? s.number("azimuth") : 0,
    azimuthToleranceDeg: s.has("azimuth_tolerance") ? s.number("azimuth_tolerance") : 22.5,
    ...(s.has("bandwidth") ? { bandwidthM: s.number("bandwidth") } : {}),
    ...(s.has("dip") ? { dipDeg: s.number("dip") } : {}),
    ...(s.has("dip_tolerance") ? { dipToleranceDeg: s.number("dip_tolerance") } : {}),
    ...(s.has("vertical_bandwidth") ? { verticalBandwidthM: s.number("vertical_bandwidth") } : {}),
  };
}
