import { DataError, type Issue } from "../../evidence/issue.ts";
import { compositeSamples } from "../../survey/compositeSamples.ts";
import type { HolePath } from "../../survey/desurvey.ts";
import { domainPieces } from "../../survey/domainPieces.ts";
import type { DrillholeTables } from "../../survey/drillholeTables.ts";
import { holePaths, middlePositions } from "../../survey/holePaths.ts";
import type { AssayVariable } from "../../survey/intervalTable.ts";
import type { QualityReport } from "../../survey/qualityReport.ts";
import type { SurfaceGrid } from "../../survey/surfaceGrid.ts";
import type { RotatedGrid } from "../rotatedGrid.ts";
import { autoGrid } from "./autoGrid.ts";
import { type BodyColumns, bodyColumns, type DomainBlocks, domainBlocks, surfaceElevation } from "./bodyColumns.ts";
import { bodyVolumeError } from "./bodyVolumeError.ts";
import { checkCollarPlaces, checkGridHolds, checkTop } from "./checkPlacement.ts";
import { type ContactSurface, contactSurface } from "./contactSurface.ts";
import { type BodySamples, bodySamples, holeSpacing, type LayeredSamples, layeredSamples } from "./domainSamples.ts";
import { type LoggedContacts, loggedContacts } from "./holeLog.ts";
import type { ResourceProject } from "./resourceProject.ts";

/** What is estimated: a grade in ppm, or dry density. */
export interface BodyVariable {
  readonly name: string;
  readonly unit: "ppm" | "t dry/m3";
  readonly substance: string | null;
}

export interface PreparedDomain {
  readonly name: string;
  readonly code: number;
  readonly samples: LayeredSamples;
  readonly blocks: DomainBlocks;
  /** Top and bottom by column of the best surfaces. */
  readonly topM: Float64Array;
  readonly bottomM: Float64Array;
  readonly reference: (column: number) => number;
  /** Contact with the domain below; null for the last. */
  readonly contact: ContactSurface | null;
}

/** A body ready to be estimated: grid, columns, domains, composites; all that was found in the data. */
export interface PreparedBody {
  readonly project: ResourceProject;
  readonly grid: RotatedGrid;
  readonly columns: BodyColumns;
  readonly domains: readonly PreparedDomain[];
  readonly samples: BodySamples;
  readonly variables: readonly BodyVariable[];
  /** Place of measured moisture (water over wet mass) in `samples.values`, behind the variables; null where it is not measured. */
  readonly moistureAt: number | null;
  readonly paths: ReadonlyMap<string, HolePath>;
  readonly spacingM: number;
  readonly compositeM: number;
  readonly volumeM3: number;
  readonly volumeSigmaM3: number;
  /** Base logged in the holes less base of the surface, metres. */
  readonly baseCheck: { readonly holes: number; readonly meanM: number; readonly sdM: number } | null;
  readonly issues: readonly Issue[];
}

export interface BodyInput {
  readonly project: ResourceProject;
  readonly tables: DrillholeTables;
  readonly report: QualityReport;
  readonly surfaces: ReadonlyMap<string, SurfaceGrid>;
}

/**
 * From tables and surfaces to a body of domains with their composites. Errors stop it, all at once; nothing is repaired.
 * Codes: `resource.no-variable`, `.no-density`, `.no-body`, `.surfaces-crossed`, `.surfaces-cross`, `.surface-missing`,
 * `.domain-empty`, `.domain-missing`, `.one-hole`, `.unknown-code`, `.base-disagrees`, `.samples-outside`, `.duplicate-samples`, `.no-contact`,
 * `.given-variogram`, `.top-disagrees`, `.collars-swapped`, `.collars-outside`, `.body-outside-grid`.
 * @throws {DataError} with every finding
 */
export function prepareBody({ project, tables, report, surfaces }: BodyInput): PreparedBody {
  const issues: Issue[] = [];
  const tell = (code: string, severity: Issue["severity"], path: string, message: string) =>
    issues.push({ path, code: `resource.${code}`, severity, message });
  const refuse = () => {
    const errors = issues.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new DataError(`${errors[0].path}: ${errors[0].message}`, issues);
  };
  const { assay } = tables;
  if (assay === null) throw new DataError("the project has no assay table", issues);
  const { paths, issues: pathIssues } = holePaths(tables, project.drillholes.method, report.stations);
  issues.push(...pathIssues);
  const spacingM = holeSpacing(tables.collar.eastM, tables.collar.northM);
  if (Number.isNaN(spacingM))
    tell(
      "one-hole",
      "error",
      tables.collar.file,
      `${tables.collar.hole.length} hole, at least 2 apart by more than 1 m are needed; no variogram and no interval can be made from one`,
    );
  const pieces = domainPieces(assay, tables.lithology);
  issues.push(...pieces.issues);
  checkStraddling(pieces, project, assay.file, tell);
  const { variables, columns: assayed } = chosenVariables(project, assay.variables, assay.dryDensityTPerM3, tell);
  refuse();
  const moisture = project.moisture === null ? measuredMoisture(assay.moistureOfWet) : null;
  if (moisture !== null) assayed.push(moisture);
  const composites = compositeSamples(pieces, assayed, project.drillholes.composite, assay.dryDensityTPerM3);
  const samples = bodySamples(
    composites,
    middlePositions(composites, paths),
    project.domains,
    composites.variables.map((variable) => variable.gradePpm),
  );
  const surface = (name: string): SurfaceGrid => {
    const found = surfaces.get(name);
    if (found === undefined) throw new RangeError(`surface ${name} was not read`);
    return found;
  };
  const grid = project.grid ?? autoGrid(project, surface(project.body.top), surface(project.body.base), spacingM);
  const [px, py] = project.simulation.nodesPerBlock;
  if (Math.min(px, py) < 2 && project.simulation.realisations > 0)
    tell(
      "one-node",
      "warning",
      "simulation.nodesPerBlock",
      `${px} x ${py} nodes a block in plan: a block with a hole takes the hole's value as its own, without any spread; use 2 x 2 or more`,
    );
  for (const { name, variogram } of project.variables)
    if (project.simulation.realisations > 0 && variogram !== null && variogram.size > 0)
      tell(
        "given-variogram",
        "warning",
        `variables, ${name}`,
        Array.from(variogram.values()).some(({ structures }) => structures.some(({ type }) => type === "power"))
          ? "the given variogram has no sill and serves kriging alone; realisations take variograms drawn from the data"
          : "the given variogram serves kriging as it is and realisations by its shares and ranges, as if it were of normal scores; it is taken as known there, so its doubt is not in the intervals",
      );
  const { outline } = project.body;
  const [top, base] = [surface(project.body.top), surface(project.body.base)];
  const columns = bodyColumns(grid, top, base, outline, [px, py]);
  checkCollarPlaces(tables.collar, outline, grid, tell);
  checkBody(columns, tell);
  checkTop(tables.collar, top, columns, tell);
  checkGridHolds(columns, top, base, outline, tell);
  refuse();
  const log =
    tables.lithology === null ? null : loggedContacts(tables.lithology, paths, project.domains, project.outside);
  if (log !== null)
    for (const [code, rows] of log.unknown)
      tell(
        "unknown-code",
        "warning",
        tables.lithology?.file ?? "",
        `code "${code}" of ${rows} rows belongs to no domain and is not declared outside; its samples are left out`,
      );
  const domains = layOut(
    project,
    columns,
    samples,
    log,
    surface,
    { spacingM, compositeM: project.drillholes.composite.lengthM },
    tell,
  );
  refuse();
  const baseCheck = log === null ? null : checkBase(log, surface(project.body.base), tell);
  const counted = domains.reduce((sum, { samples: s }) => sum + s.isOwn.reduce((n, own) => n + own, 0), 0);
  const placed = samples.domain.reduce((n, d) => n + (d >= 0 ? 1 : 0), 0);
  if (counted < placed)
    tell(
      "samples-outside",
      "warning",
      assay.file,
      `${placed - counted} of ${placed} composites of the domains lie outside the body or the grid and are not used`,
    );
  return {
    project,
    grid,
    columns,
    domains,
    samples,
    variables,
    moistureAt: moisture === null ? null : variables.length,
    paths,
    spacingM,
    compositeM: project.drillholes.composite.lengthM,
    volumeM3: domains.reduce((sum, { blocks }) => sum + blocks.volumeM3, 0),
    volumeSigmaM3: bodyVolumeError(columns, project),
    baseCheck,
    issues,
  };
}

type Tell = (code: string, severity: Issue["severity"], path: string, message: string) => void;

function chosenVariables(
  project: ResourceProject,
  measured: readonly AssayVariable[],
  density: Float64Array | null,
  tell: Tell,
): { variables: BodyVariable[]; columns: AssayVariable[] } {
  const variables: BodyVariable[] = [];
  const columns: AssayVariable[] = [];
  for (const { name, substance } of project.variables) {
    const column = measured.find((variable) => variable.substance === substance);
    if (column === undefined)
      tell(
        "no-variable",
        "error",
        `variables, ${substance}`,
        `no assay column holds ${substance}; found are ${measured.map((v) => v.substance).join(", ") || "none"}`,
      );
    else {
      variables.push({ name, unit: "ppm", substance });
      columns.push(column);
    }
  }
  if (project.density !== null) return { variables, columns };
  if (density === null || density.every(Number.isNaN))
    tell(
      "no-density",
      "error",
      "density",
      'no dry density is measured; name a density column with its basis, or declare { "tPerM3", "sigmaTPerM3", "source" }',
    );
  else {
    variables.push({ name: "density", unit: "t dry/m3", substance: null });
    columns.push(notCensored("density", density));
  }
  return { variables, columns };
}

/** Moisture as a column to be composited; null where nothing is measured. */
function measuredMoisture(ofWetMass: Float64Array | null): AssayVariable | null {
  if (ofWetMass === null || ofWetMass.every(Number.isNaN)) return null;
  return notCensored("moisture", ofWetMass);
}

/** A column in which nothing is below detection, composited like a grade. */
function notCensored(name: string, values: Float64Array): AssayVariable {
  return {
    column: name,
    substance: name,
    fileUnit: "ppm",
    valuePpm: values,
    isBelowDetection: new Uint8Array(values.length),
    isAboveRange: new Uint8Array(values.length),
  };
}

function checkBody(columns: BodyColumns, tell: Tell): void {
  const inside = columns.topM.reduce((n, top) => n + (Number.isNaN(top) ? 0 : 1), 0);
  const { crossed, crossedM3, missing } = columns;
  if (inside === 0 && crossed === 0)
    tell(
      "no-body",
      "error",
      "body",
      `no column of the grid lies inside the outline with both surfaces known (${missing} lack one); check grid, outline and surfaces`,
    );
  else if (crossed > inside)
    tell(
      "surfaces-crossed",
      "error",
      "body",
      `the base lies above the top in ${crossed} of ${crossed + inside} columns; exchange top and base, or check their datum`,
    );
  else if (crossed > 0)
    tell(
      "surfaces-cross",
      "warning",
      "body",
      `the base lies above the top in ${crossed} of ${crossed + inside} columns, ${crossedM3.toFixed(0)} m3; they are left out: check outline, datum and date`,
    );
  if (missing > 0 && inside > 0)
    tell(
      "surface-missing",
      "warning",
      "body",
      `${missing} columns inside the outline lack the top or the base and are left out; complete the surfaces`,
    );
}

function layOut(
  project: ResourceProject,
  columns: BodyColumns,
  samples: BodySamples,
  log: LoggedContacts | null,
  surface: (name: string) => SurfaceGrid,
  lengths: { readonly spacingM: number; readonly compositeM: number },
  tell: Tell,
): PreparedDomain[] {
  const domains: PreparedDomain[] = [];
  let topM = columns.topM;
  for (const [d, spec] of project.domains.entries()) {
    const next = project.domains[d + 1];
    let contact: ContactSurface | null = null;
    if (next !== undefined)
      try {
        contact =
          spec.base !== null
            ? givenContact(columns, surface(spec.base))
            : contactSurface({
                columns,
                contacts: log?.contacts[d] ?? [],
                quantity: next.layers === "domain-top" || next.layers === "level" ? "elevation" : "depth",
                spacingM: lengths.spacingM,
                seed: project.seed,
                name: spec.name,
              });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        tell("no-contact", "error", `domains, ${spec.name}`, error.message);
        return domains;
      }
    const upper = topM;
    const bottomM = contact === null ? columns.baseM : contact.meanM.map((z, c) => Math.min(upper[c], z));
    const level = { "body-top": columns.topM, "body-base": columns.baseM, "domain-top": upper, level: null }[
      spec.layers
    ];
    const reference = (c: number) => (level === null ? (Number.isNaN(upper[c]) ? Number.NaN : 0) : level[c]);
    const blocks = domainBlocks(columns, upper, bottomM, reference);
    const own = layeredSamples(samples, columns, d, spec, reference, { topM: upper, bottomM }, lengths);
    const count = own.isOwn.reduce((n, is) => n + is, 0);
    if (count === 0)
      tell(
        "domain-empty",
        "error",
        `domains, ${spec.name}`,
        `no composite lies in it (codes ${spec.codes.join(", ") || "none"}); check codes and contacts, or join it to a neighbour`,
      );
    if (blocks.blocks.length === 0)
      tell("domain-missing", "warning", `domains, ${spec.name}`, "no block holds any of it; its samples are not used");
    checkDuplicates(own, samples, spec.name, tell);
    domains.push({ name: spec.name, code: d + 1, samples: own, blocks, topM: upper, bottomM, reference, contact });
    topM = bottomM;
  }
  return domains;
}

function givenContact(columns: BodyColumns, surface: SurfaceGrid): ContactSurface {
  const [nx] = columns.count;
  const { azimuthDeg } = columns.grid;
  const meanM = columns.topM.map((top, c) => {
    if (Number.isNaN(top)) return Number.NaN;
    const [u, v] = [((c % nx) + 0.5) * columns.stepM[0], (Math.floor(c / nx) + 0.5) * columns.stepM[1]];
    const angle = (azimuthDeg * Math.PI) / 180;
    const east = columns.grid.originM[0] + u * Math.cos(angle) + v * Math.sin(angle);
    const north = columns.grid.originM[1] - u * Math.sin(angle) + v * Math.cos(angle);
    const z = surfaceElevation(surface, east, north);
    return Number.isNaN(z) ? columns.baseM[c] : Math.min(top, Math.max(columns.baseM[c], z));
  });
  return {
    meanM,
    sigmaM: meanM.map((z) => (Number.isNaN(z) ? z : 0)),
    holes: 0,
    variogram: null,
    simulate: (_k, target) => target.set(meanM),
  };
}

/** A sample that was taken across a contact brings the grade of one domain into the other. */
function checkStraddling(
  { sampleRow, domain }: ReturnType<typeof domainPieces>,
  project: ResourceProject,
  file: string,
  tell: Tell,
): void {
  const place = new Map(project.domains.flatMap(({ codes }, d) => codes.map((code) => [code, d] as const)));
  const first = new Map<number, number>();
  const mixed = new Set<number>();
  for (let p = 0; p < sampleRow.length; p++) {
    const d = place.get(domain[p] ?? "");
    if (d === undefined) continue;
    const known = first.get(sampleRow[p]);
    if (known === undefined) first.set(sampleRow[p], d);
    else if (known !== d) mixed.add(sampleRow[p]);
  }
  if (mixed.size > 0.02 * first.size)
    tell(
      "straddling-samples",
      "warning",
      file,
      `${mixed.size} of ${first.size} samples cross a contact between domains: each domain's grades hold some of the other's, which biases thin domains; sample to the contacts`,
    );
}

function checkDuplicates(own: LayeredSamples, samples: BodySamples, domain: string, tell: Tell): void {
  const seen = new Map<string, number>();
  for (let i = 0; i < own.rows.length; i++) {
    const key = [0, 1, 2].map((a) => own.uvwM[3 * i + a].toFixed(4)).join(" ");
    const other = seen.get(key);
    const name = (at: number) => {
      const row = own.rows[at];
      return `${samples.hole[row]} ${samples.fromM[row].toFixed(2)}-${samples.toM[row].toFixed(2)} m`;
    };
    if (other === undefined) seen.set(key, i);
    else
      tell(
        "duplicate-samples",
        "error",
        `domains, ${domain}`,
        `composites ${name(other)} and ${name(i)} share a place; drop one hole or average them`,
      );
  }
}

function checkBase({ floor }: LoggedContacts, base: SurfaceGrid, tell: Tell): PreparedBody["baseCheck"] {
  const off = floor
    .map(({ atM }) => atM[2] - surfaceElevation(base, atM[0], atM[1]))
    .filter((difference) => !Number.isNaN(difference));
  if (off.length < 3) return null;
  const meanM = off.reduce((sum, x) => sum + x, 0) / off.length;
  const sdM = Math.sqrt(off.reduce((sum, x) => sum + (x - meanM) ** 2, 0) / (off.length - 1));
  if (Math.abs(meanM) > 2 * (sdM / Math.sqrt(off.length)) && Math.abs(meanM) > 0.1)
    tell(
      "base-disagrees",
      "warning",
      "body.base",
      `the base logged in ${off.length} holes lies ${meanM.toFixed(2)} m above the surface on average (sd ${sdM.toFixed(2)} m); check datum and survey`,
    );
  return { holes: off.length, meanM, sdM };
}
