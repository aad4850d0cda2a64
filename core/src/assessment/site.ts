import { DocumentFields } from "../economics/documentFields.ts";
import type { Distribution } from "../numerics/distribution.ts";
import { readDistribution } from "../economics/readProduct.ts";
import { type Issue, isUsable } from "../evidence/issue.ts";

/** Name of the form of document that `readSite` reads. */
export const siteSchema = "relode.site/1";

/** Seed of a site file that gives none. */
export const usualSeed = 20250821;

/** Where a route's yields come from. */
export const yieldEvidence = ["measured", "published", "flowsheet", "judged", "synthetic"] as const;
export type YieldEvidence = (typeof yieldEvidence)[number];

/** What a route takes and gives per dry tonne of feed. */
export interface SiteRoute {
  readonly id: string;
  readonly name: string;
  /** Fraction of each element in the feed that reaches the product, 0-1. */
  readonly recovery: ReadonlyMap<string, Distribution>;
  /** Operating cost, money of the economics per dry tonne. */
  readonly costPerTonne: Distribution;
  readonly powerKwhPerTonne: Distribution | null;
  readonly waterM3PerTonne: Distribution | null;
  readonly co2KgPerTonne: Distribution | null;
  /** kg per dry tonne by name. */
  readonly reagents: ReadonlyMap<string, Distribution>;
  /** Highest grade that it may take, ppm by element. */
  readonly mostPpm: ReadonlyMap<string, number>;
  readonly evidence: YieldEvidence;
  readonly source: string;
}

/** How the body is dug. */
export interface SiteMining {
  readonly method: "hydraulic" | "dry";
  readonly tonnesPerYear: number;
  readonly rampUp: readonly number[];
  readonly advanceAzimuthDeg: number;
  readonly cutWidthM: number;
  readonly liftM: number | null;
  readonly faceSlopeDeg: number | null;
  readonly costPerTonne: Distribution;
  readonly source: string;
}

/** A measurement that could be bought before deciding. */
export interface Measurement {
  readonly name: string;
  /** Source of doubt that it bears on. */
  readonly of: "resource" | "recovery" | "operating cost" | "capital" | "price";
  /** Share of that doubt's variance that it would settle, 0-1; judged. */
  readonly settles: number;
  readonly cost: number;
}

/** One site from assay to decision, as its file states it. */
export interface Site {
  readonly name: string;
  readonly declared: "real" | "synthetic";
  /** Folder of `relode resource estimate`, as written in the file. */
  readonly resource: string;
  /** Element by variable of the resource: Co ← Co_ppm. */
  readonly elements: ReadonlyMap<string, string>;
  readonly mining: SiteMining;
  readonly routes: readonly SiteRoute[];
  /** Document of `relode economics` without feed and schedule of tonnes. */
  readonly economics: Readonly<Record<string, unknown>>;
  readonly measurements: readonly Measurement[];
  /** What a synthetic body truly holds and yields; null for a real one. */
  readonly truth: { readonly file: string; readonly recovery: ReadonlyMap<string, ReadonlyMap<string, number>> } | null;
  readonly seed: number;
}

/**
 * Reads a site document (see docs/assessment.md). All findings are collected; the site is null when one is an error.
 * @param document parsed JSON
 * @param name of the file, for the issues
 */
export function readSite(document: unknown, name: string): { site: Site | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const root = new DocumentFields(document, name, issues);
  if (root.text("schema") !== siteSchema) root.fault("schema", "assess.schema", `must be "${siteSchema}"`);
  const elements = namedTexts(root, "elements");
  if (elements.size === 0)
    root.fault("elements", "assess.missing", "is missing; give element: variable of the resource");
  const routes = root.list("routes", 12).map((fields) => readRoute(fields, [...elements.keys()]));
  if (routes.length === 0)
    root.fault("routes", "assess.missing", "is missing; give at least one way to treat the waste");
  const ids = routes.map(({ id }) => id);
  for (const id of ids)
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) root.fault("routes", "assess.twice", `${id} is there twice`);
  const economics = root.raw("economics");
  const isObject = typeof economics === "object" && economics !== null && !Array.isArray(economics);
  if (!isObject)
    root.fault("economics", "assess.missing", "is missing; give a document of relode economics without feed");
  const site: Site = {
    name: root.text("name"),
    declared: root.choice("declared", ["real", "synthetic"] as const),
    resource: root.text("resource"),
    elements,
    mining: readMining(root.object("mining") ?? empty(root, "mining", "method, tonnesPerYear, costPerTonne", issues)),
    routes,
    economics: isObject ? (economics as Readonly<Record<string, unknown>>) : {},
    measurements: root.list("measurements", 50).map(readMeasurement),
    truth: readTruth(root.object("truth"), ids),
    seed: root.number("seed", { min: 0, max: 2 ** 32 - 1 }, usualSeed),
  };
  if (site.declared === "real" && site.truth !== null)
    root.fault("truth", "assess.truth", "is only known of a synthetic body; remove it or declare the site synthetic");
  root.has("description");
  root.tellUnknown();
  return { site: isUsable(issues) ? site : null, issues };
}

function empty(root: DocumentFields, key: string, what: string, issues: Issue[]): DocumentFields {
  root.fault(key, "assess.missing", `is missing; give an object with ${what}`);
  return new DocumentFields({}, `${root.path}.${key}`, issues.slice(0, 0));
}

function namedTexts(root: DocumentFields, key: string): Map<string, string> {
  const inner = root.object(key);
  return new Map((inner?.keys() ?? []).map((name) => [name, inner?.text(name) ?? ""]));
}

function readRoute(fields: DocumentFields, elements: readonly string[]): SiteRoute {
  const recovery = distributions(fields.object("recovery"));
  for (const [element, distribution] of recovery) {
    if (!elements.includes(element))
      fields.fault("recovery", "assess.unknown-element", `${element} is not among the elements ${elements.join(", ")}`);
    const [low, high] = ends(distribution);
    if (low < 0 || high > 1)
      fields.fault("recovery", "assess.recovery", `${element}: must lie in 0-1, got ${low} to ${high}`);
  }
  const route: SiteRoute = {
    id: fields.text("id"),
    name: fields.text("name"),
    recovery,
    costPerTonne: required(fields, "costPerTonne"),
    powerKwhPerTonne: optional(fields, "powerKwhPerTonne"),
    waterM3PerTonne: optional(fields, "waterM3PerTonne"),
    co2KgPerTonne: optional(fields, "co2KgPerTonne"),
    reagents: distributions(fields.object("reagentsKgPerTonne")),
    mostPpm: fields.byName("mostPpm", { min: 0, max: 1e6, unit: "ppm" }),
    evidence: fields.choice("evidence", yieldEvidence),
    source: fields.text("source"),
  };
  fields.tellUnknown();
  return route;
}

function distributions(fields: DocumentFields | null): Map<string, Distribution> {
  return new Map((fields?.keys() ?? []).map((key) => [key, numberOr(fields as DocumentFields, key)]));
}

/** A plain number, or a distribution object. */
function numberOr(fields: DocumentFields, key: string): Distribution {
  if (typeof fields.raw(key) === "number") return { kind: "constant", value: fields.number(key) };
  const inner = fields.object(key);
  return inner === null ? { kind: "constant", value: Number.NaN } : readDistribution(inner);
}

function required(fields: DocumentFields, key: string): Distribution {
  if (!fields.has(key)) fields.fault(key, "assess.missing", "is missing; give a number or a distribution");
  return numberOr(fields, key);
}

function optional(fields: DocumentFields, key: string): Distribution | null {
  return fields.has(key) ? numberOr(fields, key) : null;
}

/** Least and greatest value; of unbounded laws, where 99.9 % lie. */
function ends(d: Distribution): [number, number] {
  switch (d.kind) {
    case "constant":
      return [d.value, d.value];
    case "uniform":
    case "triangular":
      return [d.min, d.max];
    case "normal":
      return [d.mean - 3.3 * d.sd, d.mean + 3.3 * d.sd];
    case "lognormal":
      return [d.median * d.gsd ** -3.3, d.median * d.gsd ** 3.3];
    case "column":
      return [Math.min(...Array.from(d.values)), Math.max(...Array.from(d.values))];
  }
}

function readMining(fields: DocumentFields): SiteMining {
  const method = fields.choice("method", ["hydraulic", "dry"] as const);
  const mining: SiteMining = {
    method,
    tonnesPerYear: fields.number("tonnesPerYear", { min: 1, max: 1e10, unit: "t dry" }),
    rampUp: fields.numbers("rampUp", { min: 1e-6, max: 1 }, []),
    advanceAzimuthDeg: fields.number("advanceAzimuthDeg", { min: -360, max: 360, unit: "degrees" }, 0),
    cutWidthM: fields.number("cutWidthM", { min: 0.1, max: 1e5, unit: "m" }),
    liftM: method === "dry" ? fields.number("liftM", { min: 0.1, max: 1000, unit: "m" }) : null,
    faceSlopeDeg:
      method === "hydraulic" ? fields.number("faceSlopeDeg", { min: 1, max: 90, unit: "degrees" }, 45) : null,
    costPerTonne: required(fields, "costPerTonne"),
    source: fields.text("source"),
  };
  fields.tellUnknown();
  return mining;
}

function readMeasurement(fields: DocumentFields): Measurement {
  const measurement: Measurement = {
    name: fields.text("name"),
    of: fields.choice("of", ["resource", "recovery", "operating cost", "capital", "price"] as const),
    settles: fields.number("settles", { min: 0, max: 1 }),
    cost: fields.number("cost", { min: 0 }),
  };
  fields.tellUnknown();
  return measurement;
}

function readTruth(fields: DocumentFields | null, routes: readonly string[]): Site["truth"] {
  if (fields === null) return null;
  const file = fields.text("file");
  const inner = fields.object("recovery");
  const recovery = new Map(
    (inner?.keys() ?? []).map((route) => [
      route,
      inner?.byName(route, { min: 0, max: 1 }) ?? new Map<string, number>(),
    ]),
  );
  for (const route of recovery.keys())
    if (!routes.includes(route))
      fields.fault("recovery", "assess.unknown-route", `${route} is not among the routes ${routes.join(", ")}`);
  fields.tellUnknown();
  return { file, recovery };
}
