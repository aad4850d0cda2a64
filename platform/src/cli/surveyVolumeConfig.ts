import { DataError, type Issue } from "@relode/core/evidence";
import { isJsonObject, ProjectFields, type SurfaceKind, surfaceKinds } from "@relode/core/resource";
import { differenceSigmaM, type LengthUnit, lengthUnits, type Outline, type ThicknessError } from "@relode/core/survey";

export interface VolumeSurface {
  readonly file: string;
  readonly kind: SurfaceKind;
  readonly unit: LengthUnit;
  readonly object?: string;
}

/** What `relode survey volume` is asked: two surfaces, their errors, the ground, the density. */
export interface VolumeConfig {
  readonly top: VolumeSurface;
  readonly base: VolumeSurface;
  readonly epsg: number | null;
  readonly outline: Outline | null;
  readonly cellM: number | null;
  readonly error: ThicknessError;
  readonly density: {
    readonly basis: "dry" | "wet";
    readonly tPerM3: number;
    readonly sigma: number;
    readonly source: string;
  } | null;
  /** Water over wet mass. */
  readonly moisture: { readonly value: number; readonly sigma: number } | null;
}

const surfaceKeys = ["file", "kind", "object", "unit", "sigmaM", "rangeM", "model", "nuggetSigmaM", "sharedSigmaM"];

/**
 * Reads the configuration of a volume, or takes `surfaces` and `body` of a resource project, whose errors are exponential.
 * @throws {DataError} with every finding (`project.*`)
 */
export function readVolumeConfig(json: unknown, name: string): VolumeConfig {
  const issues: Issue[] = [];
  const whole = isJsonObject(json) ? json : {};
  const isResource = isJsonObject(whole["surfaces"]) && isJsonObject(whole["body"]);
  const known = ["top", "base", "crs", "outline", "cellM", "sharedCorrelation", "density", "moisture"];
  const root = new ProjectFields(whole, "", isResource ? null : known, issues);
  const surfaces = isResource ? root.object("surfaces", null) : root;
  const body = isResource ? root.object("body", null) : null;
  const [topKey, baseKey] = body === null ? ["top", "base"] : [body.text("top"), body.text("base")];
  const [top, base] = [topKey, baseKey].map((key) => {
    const of = surfaces?.object(key, surfaceKeys) ?? null;
    if (of === null) surfaces?.fault(key, "missing", "a surface is needed: { file, kind, unit }");
    return { spec: surfaceOf(of), error: errorOf(of) };
  });
  const correlation = isResource ? 0 : root.number("sharedCorrelation", 0, -1, 1);
  const crs = root.object("crs", ["epsg", "note"]);
  const config: VolumeConfig = {
    top: top.spec,
    base: base.spec,
    epsg: crs?.has("epsg") === true ? crs.whole("epsg", 0, 1024, 32_767) : null,
    outline: outlineOf(body ?? root),
    cellM: root.has("cellM") ? root.number("cellM", null, 1e-3, 1e5) : null,
    error: {
      nuggetSigmaM: Math.hypot(top.error.nuggetSigmaM, base.error.nuggetSigmaM),
      correlated: [...top.error.correlated, ...base.error.correlated],
      sharedSigmaM: differenceSigmaM(top.error.sharedSigmaM, base.error.sharedSigmaM, correlation),
    },
    ...densityOf(root, isResource),
  };
  if (issues.some(({ severity }) => severity === "error"))
    throw new DataError(`${name} cannot be used to take a volume`, issues);
  return config;
}

function surfaceOf(of: ProjectFields | null): VolumeSurface {
  if (of === null) return { file: "", kind: "points", unit: "m" };
  return {
    file: of.text("file"),
    kind: of.choice("kind", surfaceKinds),
    unit: of.choice("unit", lengthUnits as readonly [LengthUnit, ...LengthUnit[]]),
    ...(of.has("object") ? { object: of.text("object") } : {}),
  };
}

function errorOf(of: ProjectFields | null): ThicknessError {
  if (of === null) return { nuggetSigmaM: 0, correlated: [], sharedSigmaM: 0 };
  const sigmaM = of.number("sigmaM", 0, 0, 1000);
  const rangeM = of.number("rangeM", 0, 0, 1e6);
  const model = of.choice("model", ["exponential", "spherical"], "exponential");
  const nugget = of.number("nuggetSigmaM", 0, 0, 1000);
  return {
    // An error without a range has no neighbour that shares it.
    nuggetSigmaM: rangeM > 0 ? nugget : Math.hypot(nugget, sigmaM),
    correlated: sigmaM > 0 && rangeM > 0 ? [{ sigmaM, rangeM, model }] : [],
    sharedSigmaM: of.number("sharedSigmaM", 0, 0, 1000),
  };
}

function outlineOf(from: ProjectFields): Outline | null {
  const ring = from.raw("outline");
  if (ring === undefined) return null;
  const isCorner = (corner: unknown): corner is [number, number] =>
    Array.isArray(corner) && corner.length === 2 && corner.every(Number.isFinite);
  if (!Array.isArray(ring) || ring.length < 3 || !ring.every(isCorner)) {
    from.fault("outline", "not-a-list", "an outline needs three corners or more, each [east, north] in metres");
    return null;
  }
  return { eastM: Float64Array.from(ring, ([x]) => x), northM: Float64Array.from(ring, ([, y]) => y) };
}

function densityOf(root: ProjectFields, isResource: boolean): Pick<VolumeConfig, "density" | "moisture"> {
  if (!root.has("density") || root.raw("density") === "measured") return { density: null, moisture: null };
  const keys = isResource ? ["tPerM3", "sigmaTPerM3", "source"] : ["basis", "tPerM3", "sigmaTPerM3", "source"];
  const of = root.object("density", keys);
  if (of === null) return { density: null, moisture: null };
  const density = {
    // Of a resource project the declared density is a dry one.
    basis: isResource ? ("dry" as const) : of.choice("basis", ["dry", "wet"]),
    tPerM3: of.number("tPerM3", null, 0.2, 10),
    sigma: of.number("sigmaTPerM3", null, 0, 3),
    source: of.text("source"),
  };
  const water = isResource ? null : root.object("moisture", ["fraction", "sigma", "source"]);
  if (density.basis === "wet" && water === null && !isResource)
    root.fault(
      "moisture",
      "missing",
      'a wet density needs the water over wet mass: { "fraction": 0.2, "sigma": 0.03 }',
    );
  return {
    density,
    moisture:
      water === null
        ? null
        : { value: water.number("fraction", null, 0, 0.99), sigma: water.number("sigma", null, 0, 0.5) },
  };
}
