import type { Issue } from "../../evidence/issue.ts";
import type { CovarianceModel } from "../../geostat/covarianceModel.ts";
import { readModel, Settings } from "../../geostat/settings.ts";
import { type LengthUnit, lengthUnits } from "../../survey/lengthUnit.ts";
import type { Outline } from "../../survey/outline.ts";
import { readSurveyProject, type SurveyProject } from "../../survey/surveyProject.ts";
import type { ValueSpec } from "../blockValue.ts";
import type { ResourceClass } from "../classification.ts";
import { modelBlocks, type RotatedGrid } from "../rotatedGrid.ts";
import { isJsonObject, ProjectFields } from "./projectFields.ts";

/** How a surface is given; DXF, OMF and string files hold triangles, else points and corners of lines are triangulated. */
export const surfaceKinds = ["points", "ascii-grid", "geotiff", "dxf", "omf", "surpac-strings"] as const;
export type SurfaceKind = (typeof surfaceKinds)[number];

export interface SurfaceSpec {
  readonly name: string;
  readonly file: string;
  readonly kind: SurfaceKind;
  /** Layer or object of a file that holds several. */
  readonly object?: string;
  readonly unit: LengthUnit;
  /** Standard error of one elevation, metres, and the distance over which errors go together (practical range of an exponential). */
  readonly sigmaM: number;
  readonly rangeM: number;
  /** Error shared by the whole surface (datum), metres. */
  readonly sharedSigmaM: number;
}

/** What the layers of a domain are parallel to: distances are taken along them. */
export type LayerRule = "body-top" | "body-base" | "domain-top" | "level";

export interface DomainSpec {
  readonly name: string;
  /** Codes of the log that belong to it. */
  readonly codes: readonly string[];
  readonly layers: LayerRule;
  /** A surface that bounds the domain below; absent, the contact is found from the log. */
  readonly base: string | null;
  /** Samples of the domains above and below within this distance of the contact take part; 0 is a hard boundary. */
  readonly softM: number;
}

export interface VariableSpec {
  /** `Co_ppm`. */
  readonly name: string;
  readonly substance: string;
  /** Grades above are set to it, by domain name; `*` holds for all. */
  readonly topCutPpm: ReadonlyMap<string, number>;
  /** Model by domain name, of the grade in ppm; a domain that is not named is fitted. */
  readonly variogram: ReadonlyMap<string, CovarianceModel>;
}

export interface DrillingClass {
  readonly class: Exclude<ResourceClass, "unclassified">;
  readonly mostDistanceM: number;
  readonly leastHoles: number;
}

export interface ResourceProject {
  readonly name: string;
  readonly declared: "synthetic" | "real";
  readonly note: string;
  readonly crs: { readonly epsg: number | null; readonly note: string };
  readonly drillholes: SurveyProject;
  readonly qaqc: { readonly file: string } | null;
  readonly surfaces: readonly SurfaceSpec[];
  readonly body: { readonly top: string; readonly base: string; readonly outline: Outline | null };
  readonly domains: readonly DomainSpec[];
  readonly outside: readonly string[];
  readonly variables: readonly VariableSpec[];
  /** Null: measured dry density is estimated like a grade. */
  readonly density: { readonly tPerM3: number; readonly sigmaTPerM3: number; readonly source: string } | null;
  /** Water over wet mass of the whole body; null: measured where the assays hold it, else not known. */
  readonly moisture: { readonly ofWetMass: number; readonly sigma: number; readonly source: string } | null;
  /** Null: found from the body and the spacing of holes. */
  readonly grid: RotatedGrid | null;
  /** `contacts`: blocks that a surface or contact cuts are written as sub-blocks as well. */
  readonly subBlocks: "none" | "contacts";
  readonly search: {
    readonly radiiM: readonly [number, number, number] | null;
    readonly maxSamples: number;
    readonly minSamples: number;
    readonly maxPerHole: number;
  };
  readonly simulation: {
    readonly realisations: number;
    readonly nodesPerBlock: readonly [number, number, number];
    /** By Fourier transform with all data at their places, or node after node from those near by. */
    readonly method: "fourier" | "sequential";
    /** Of sequential simulation alone, as `path`. */
    readonly maxSamples: number;
    readonly path: "each" | "one";
  };
  readonly seed: number;
  readonly cutoffsPpm: ReadonlyMap<string, readonly number[]>;
  readonly value: (ValueSpec & { readonly costUsdPerT: number }) | null;
  readonly classification: readonly DrillingClass[] | null;
  readonly folds: number;
  readonly truth: string | null;
}

const rootKeys = [
  "name",
  "declared",
  "note",
  "crs",
  "drillholes",
  "qaqc",
  "surfaces",
  "body",
  "domains",
  "outside",
  "variables",
  "density",
  "moisture",
  "grid",
  "subBlocks",
  "search",
  "simulation",
  "seed",
  "cutoffsPpm",
  "value",
  "classification",
  "validation",
  "truth",
];

/**
 * Reads the project file of a resource run (docs/resource.md lists its keys). Nothing about units, signs or the kind of data is
 * guessed. Codes: those of `ProjectFields`, those of the drillhole project below `drillholes`, `project.not-a-name`
 * (a surface or substance that is not declared), `project.twice`.
 * @returns null with issues where the file cannot be used
 */
export function readResourceProject(json: unknown, file: string): { project: ResourceProject | null; issues: Issue[] } {
  const issues: Issue[] = [];
  if (!isJsonObject(json)) {
    issues.push({
      path: file,
      code: "project.not-an-object",
      severity: "error",
      message: "the project must be an object",
    });
    return { project: null, issues };
  }
  const root = new ProjectFields(json, "", rootKeys, issues);
  for (const key of ["drillholes", "surfaces", "body", "domains", "variables"])
    if (!root.has(key)) root.fault(key, "missing", "a project needs it; see docs/resource.md");
  const drilling = readSurveyProject(root.raw("drillholes") ?? {}, "drillholes");
  if (root.has("drillholes"))
    issues.push(...drilling.issues.map(({ path, code, severity, message }) => ({ path, code, severity, message })));
  const crs = root.object("crs", ["epsg", "note"]);
  const surfaces = readSurfaces(root);
  const simulation = root.object("simulation", ["realisations", "nodesPerBlock", "method", "maxSamples", "path"]);
  const search = root.object("search", ["radiiM", "maxSamples", "minSamples", "maxPerHole"]);
  const nodes = simulation?.numbers("nodesPerBlock", 3, [2, 2, 2]) ?? [2, 2, 2];
  if (nodes.some((n) => !(Number.isInteger(n) && n >= 1 && n <= 16)))
    simulation?.fault(
      "nodesPerBlock",
      "not-in-range",
      `whole numbers from 1 to 16 are needed, got ${nodes.join(", ")}`,
    );
  const epsg = crs?.has("epsg") ? crs.whole("epsg", 0, 1024, 32_767) : null;
  const project = {
    name: root.text("name"),
    declared: root.choice("declared", ["synthetic", "real"]),
    note: root.text("note", ""),
    crs: { epsg, note: crs?.text("note", "") ?? "no coordinate system is declared" },
    qaqc: root.has("qaqc") ? { file: root.object("qaqc", ["file"])?.text("file") ?? "" } : null,
    surfaces,
    body: readBody(root, surfaces),
    domains: readDomains(root, surfaces),
    outside: root.texts("outside"),
    variables: readVariables(root),
    density: readDensity(root),
    moisture: readMoisture(root),
    grid: readGrid(root),
    subBlocks: root.choice("subBlocks", ["none", "contacts"], "none"),
    search: {
      radiiM: search?.has("radiiM") ? triple(search.numbers("radiiM", 3, null)) : null,
      maxSamples: search?.whole("maxSamples", 24, 1, 200) ?? 24,
      minSamples: search?.whole("minSamples", 4, 1, 200) ?? 4,
      maxPerHole: search?.whole("maxPerHole", 6, 1, 200) ?? 6,
    },
    simulation: {
      realisations: simulation?.whole("realisations", 50, 0, 2000) ?? 50,
      nodesPerBlock: triple(nodes),
      // A path is one of sequential simulation: who names it wants that.
      method:
        simulation?.choice("method", ["fourier", "sequential"], simulation.has("path") ? "sequential" : "fourier") ??
        "fourier",
      maxSamples: simulation?.whole("maxSamples", 16, 1, 100) ?? 16,
      path: simulation?.choice("path", ["each", "one"], "each") ?? "each",
    },
    seed: root.whole("seed", 1, 0, 2 ** 32 - 1),
    cutoffsPpm: readCutoffs(root),
    value: readValue(root),
    classification: readClassification(root),
    folds: root.object("validation", ["folds"])?.whole("folds", 10, 2, 1000) ?? 10,
    truth: root.has("truth") ? root.text("truth") : null,
  };
  checkNames(root, project.domains, project.variables, drilling.project);
  if (issues.some(({ severity }) => severity === "error") || drilling.project === null)
    return { project: null, issues };
  return { project: { ...project, drillholes: drilling.project }, issues };
}

const triple = (list: readonly number[]): [number, number, number] => [list[0], list[1], list[2]];

function readSurfaces(root: ProjectFields): SurfaceSpec[] {
  const from = root.object("surfaces", null);
  if (from === null) return [];
  return from.keys().flatMap((name) => {
    const of = from.object(name, ["file", "kind", "object", "unit", "sigmaM", "rangeM", "sharedSigmaM"]);
    if (of === null) return [];
    return [
      {
        name,
        file: of.text("file"),
        kind: of.choice("kind", surfaceKinds),
        ...(of.has("object") ? { object: of.text("object") } : {}),
        unit: of.choice("unit", lengthUnits as readonly [LengthUnit, ...LengthUnit[]]),
        sigmaM: of.number("sigmaM", 0, 0, 1000),
        rangeM: of.number("rangeM", 0, 0, 1e6),
        sharedSigmaM: of.number("sharedSigmaM", 0, 0, 1000),
      },
    ];
  });
}

function surfaceName(from: ProjectFields, key: string, surfaces: readonly SurfaceSpec[]): string {
  const name = from.text(key);
  if (name !== "" && !surfaces.some((surface) => surface.name === name))
    from.fault(
      key,
      "not-a-name",
      `surface ${name} is not declared; surfaces are ${surfaces.map((s) => s.name).join(", ") || "none"}`,
    );
  return name;
}

function readBody(root: ProjectFields, surfaces: readonly SurfaceSpec[]): ResourceProject["body"] {
  const body = root.object("body", ["top", "base", "outline"]);
  if (body === null) return { top: "", base: "", outline: null };
  const [top, base] = [surfaceName(body, "top", surfaces), surfaceName(body, "base", surfaces)];
  if (top !== "" && top === base) body.fault("base", "twice", `top and base are both ${top}; name two surfaces`);
  const ring = body.raw("outline");
  if (ring === undefined) return { top, base, outline: null };
  const isCorner = (c: unknown): c is [number, number] =>
    Array.isArray(c) && c.length === 2 && c.every(Number.isFinite);
  if (!Array.isArray(ring) || ring.length < 3 || !ring.every(isCorner)) {
    body.fault(
      "outline",
      "not-a-list",
      "an outline needs three corners or more, each [east, north] in metres; correct it",
    );
    return { top, base, outline: null };
  }
  return {
    top,
    base,
    outline: { eastM: Float64Array.from(ring, ([x]) => x), northM: Float64Array.from(ring, ([, y]) => y) },
  };
}

function readDomains(root: ProjectFields, surfaces: readonly SurfaceSpec[]): DomainSpec[] {
  return root.list("domains", ["name", "codes", "layers", "base", "softM"]).map((of) => ({
    name: of.text("name"),
    codes: of.texts("codes"),
    layers: of.choice("layers", ["body-top", "body-base", "domain-top", "level"], "body-top"),
    base: of.has("base") ? surfaceName(of, "base", surfaces) : null,
    softM: of.number("softM", 0, 0, 1000),
  }));
}

function readVariables(root: ProjectFields): VariableSpec[] {
  return root.list("variables", ["substance", "topCutPpm", "variogram"]).map((of) => {
    const substance = of.text("substance");
    const cuts = of.object("topCutPpm", null);
    const models = of.raw("variogram") === "auto" ? null : of.object("variogram", null);
    return {
      name: `${substance}_ppm`,
      substance,
      topCutPpm: new Map((cuts?.keys() ?? []).map((name) => [name, cuts?.number(name, null, 1e-9, 1e6) ?? Number.NaN])),
      variogram: new Map(
        (models?.keys() ?? []).flatMap((name): [string, CovarianceModel][] => {
          try {
            return [[name, readModel(new Settings(models?.raw(name), `${models?.at}.${name}`))]];
          } catch (error) {
            models?.fault(name, "not-a-model", error instanceof Error ? error.message : String(error));
            return [];
          }
        }),
      ),
    };
  });
}

function readDensity(root: ProjectFields): ResourceProject["density"] {
  if (root.raw("density") === "measured" || !root.has("density")) return null;
  const of = root.object("density", ["tPerM3", "sigmaTPerM3", "source"]);
  if (of === null) return null;
  return {
    tPerM3: of.number("tPerM3", null, 0.2, 10),
    sigmaTPerM3: of.number("sigmaTPerM3", null, 0, 3),
    source: of.text("source"),
  };
}

function readMoisture(root: ProjectFields): ResourceProject["moisture"] {
  if (root.raw("moisture") === "measured" || !root.has("moisture")) return null;
  const of = root.object("moisture", ["ofWetMass", "sigma", "source"]);
  if (of === null) return null;
  return {
    ofWetMass: of.number("ofWetMass", null, 0, 0.95),
    sigma: of.number("sigma", null, 0, 0.5),
    source: of.text("source"),
  };
}

function readGrid(root: ProjectFields): RotatedGrid | null {
  if (root.raw("grid") === "auto" || !root.has("grid")) return null;
  const of = root.object("grid", ["originM", "sizeM", "count", "azimuthDeg"]);
  if (of === null) return null;
  const grid = {
    originM: triple(of.numbers("originM", 3, null)),
    sizeM: triple(of.numbers("sizeM", 3, null)),
    count: triple(of.numbers("count", 3, null)),
    azimuthDeg: of.number("azimuthDeg", 0, -360, 360),
  };
  try {
    modelBlocks(grid);
  } catch (error) {
    of.fault("", "not-a-grid", error instanceof Error ? error.message : String(error));
  }
  return grid;
}

function readCutoffs(root: ProjectFields): Map<string, readonly number[]> {
  const of = root.object("cutoffsPpm", null);
  if (of === null) return new Map();
  return new Map(
    of.keys().map((name) => {
      const list = of.numbers(name, null, null);
      if (list.some((cutoff, i) => cutoff < 0 || (i > 0 && cutoff <= list[i - 1])))
        of.fault(name, "not-in-range", `cut-offs must ascend from 0 ppm on, got ${list.join(", ")}`);
      return [name, list];
    }),
  );
}

function readValue(root: ProjectFields): ResourceProject["value"] {
  const of = root.object("value", ["products", "deductionsUsdPerT", "costUsdPerT", "moneyYear", "source"]);
  if (of === null) return null;
  const products = of
    .list("products", ["element", "priceUsdPerKg", "recovery", "payable", "refiningUsdPerKg"])
    .map((product) => {
      const element = product.text("element");
      return {
        element,
        gradeColumn: `${element}_ppm`,
        priceUsdPerKg: product.number("priceUsdPerKg", null, 0, 1e9),
        recovery: product.number("recovery", null, 0, 1),
        payable: product.number("payable", null, 0, 1),
        refiningUsdPerKg: product.number("refiningUsdPerKg", 0, 0, 1e9),
      };
    });
  if (products.length === 0) of.fault("products", "missing", "a value needs at least one product");
  return {
    products,
    deductionsUsdPerT: of.number("deductionsUsdPerT", 0, 0, 1e6),
    costUsdPerT: of.number("costUsdPerT", 0, 0, 1e6),
    moneyYear: of.whole("moneyYear", 2024, 1900, 2200),
    source: of.text("source"),
  };
}

function readClassification(root: ProjectFields): DrillingClass[] | null {
  const of = root.object("classification", ["drilling"]);
  if (of === null) return null;
  return of.list("drilling", ["class", "mostDistanceM", "leastHoles"]).map((limit) => ({
    class: limit.choice("class", ["inferred", "indicated", "measured"]),
    mostDistanceM: limit.number("mostDistanceM", null, 1e-3, 1e6),
    leastHoles: limit.whole("leastHoles", 1, 1, 32),
  }));
}

function checkNames(
  root: ProjectFields,
  domains: readonly DomainSpec[],
  variables: readonly VariableSpec[],
  drilling: SurveyProject | null,
): void {
  if (root.has("domains") && domains.length === 0) root.fault("domains", "missing", "at least one domain is needed");
  if (root.has("variables") && variables.length === 0)
    root.fault("variables", "missing", "at least one variable is needed");
  const twice = (names: readonly string[]) => names.find((name, i) => names.indexOf(name) !== i);
  const [domain, code, variable] = [
    twice(domains.map(({ name }) => name)),
    twice(domains.flatMap(({ codes }) => codes)),
    twice(variables.map(({ name }) => name)),
  ];
  if (domain !== undefined)
    root.fault("domains", "twice", `domain ${domain} is declared twice; give each its own name`);
  if (code !== undefined) root.fault("domains", "twice", `code ${code} belongs to two domains; keep it in one`);
  if (variable !== undefined) root.fault("variables", "twice", `${variable} is declared twice; keep one`);
  const needsLog = domains.length > 1 && domains.slice(0, -1).some(({ base }) => base === null);
  if (needsLog && drilling !== null && drilling.lithology === null)
    root.fault(
      "drillholes.lithology",
      "missing",
      "contacts of domains come from the log; declare it or give each domain a base surface",
    );
  if (drilling !== null && drilling.assay === null)
    root.fault("drillholes.assay", "missing", "a resource needs an assay table");
}
