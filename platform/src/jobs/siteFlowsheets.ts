import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { DataError, type EvidenceGrade, type Issue, weakerGrade } from "@relode/core/evidence";
import { fillNormal } from "@relode/core/numerics";
import {
  type DrawnFlowsheet,
  drawnFlowsheet,
  type FlowsheetReport,
  inputColumns,
  prepareFlowsheet,
  readFlowsheet,
  readUncertainty,
  type Uncertainty,
} from "@relode/core/process";
import { parseJson } from "../files/jsonFile.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A site document whose routes with a flowsheet carry its yields and duties, with the files read. */
export interface SiteWithFlowsheets {
  readonly document: unknown;
  readonly issues: readonly Issue[];
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
}

/** How many realisations the site has, and its seed. */
export interface SiteDrawing {
  readonly realisations: number;
  readonly seed: number;
}

/**
 * Replaces `flowsheet` of a route by what the flowsheet gives when solved: recovery of each element as its share in the product outlets,
 * power and dosed reagents per dry tonne of the feed stream. Where the flowsheet declares uncertainty it is solved once a realisation and all of these
 * are columns: recovery k of cobalt, of copper and dose k of lime come from the same plant k. A draw that cannot be solved is told and the next
 * one takes its place. `relativeSpread` is a judged standard deviation of a recovery over its value: of all of it where the flowsheet declares nothing,
 * of the form of the model on top of the drawn figures where it does. What the site file states beside the flowsheet stays as stated.
 * Throws DataError `assess.flowsheet`, or the findings of the flowsheet file.
 * @param drawing null where the resource cannot be read: then the values of the file are taken
 */
export async function withFlowsheets(
  document: unknown,
  name: string,
  folder: string,
  drawing: SiteDrawing | null,
): Promise<SiteWithFlowsheets> {
  const routes = (document as { routes?: unknown } | null)?.routes;
  if (!Array.isArray(routes)) return { document, issues: [], inputs: [] };
  const issues: Issue[] = [];
  const inputs: { name: string; sha256: string }[] = [];
  const resolved: unknown[] = [];
  for (const [at, route] of routes.entries()) {
    const held = route as Fields | null;
    if (typeof held !== "object" || held === null || !("flowsheet" in held)) {
      resolved.push(route);
      continue;
    }
    const place = `${name}.routes[${at}].flowsheet`;
    const spec = flowsheetSpec(held["flowsheet"], place);
    const path = resolve(folder, spec.file);
    const text = await readFile(path, "utf8").catch(() => refuse(place, `${spec.file} is not there or cannot be read`));
    inputs.push({ name: basename(path), sha256: createHash("sha256").update(text).digest("hex") });
    const plant = solved(text, spec, place);
    issues.push(...plant.issues);
    const given =
      plant.uncertainty.quantities.length === 0 || drawing === null
        ? yields(plant.drawn.base, spec, place)
        : drawnYields(plant, spec, place, drawing, issues);
    const { flowsheet: _, ...rest } = held;
    const grade = weakest(plant.uncertainty);
    resolved.push({
      ...given,
      ...rest,
      evidence: grade === "S" ? "synthetic" : "flowsheet",
      source: sourceOf(spec, plant, rest),
    });
  }
  return { document: { ...(document as Fields), routes: resolved }, issues, inputs };
}

interface FlowsheetSpec {
  readonly file: string;
  readonly feed: string;
  readonly products: Readonly<Record<string, readonly string[]>>;
  /** Null where the flowsheet declares its own uncertainty and nothing is judged on top. */
  readonly relativeSpread: number | null;
}

/** A flowsheet solved at the values of its file, ready to be solved at others. */
interface Plant {
  readonly drawn: DrawnFlowsheet;
  readonly uncertainty: Uncertainty;
  readonly issues: readonly Issue[];
}

function refuse(path: string, message: string): never {
  throw new DataError(`${path}: ${message}`, [{ path, code: "assess.flowsheet", severity: "error", message }]);
}

function flowsheetSpec(value: unknown, place: string): FlowsheetSpec {
  if (typeof value !== "object" || value === null) refuse(place, "must be an object with file, feed and products");
  const { file, feed, products, relativeSpread } = value as Fields;
  if (typeof file !== "string" || typeof feed !== "string")
    refuse(place, "needs file and feed (the id of the stream of waste), both words");
  if (typeof products !== "object" || products === null)
    refuse(place, 'needs products: element and the outlets that count, e.g. { "Co": ["hydroxide"] }');
  const named = Object.entries(products).map(([element, outlets]) => {
    if (!Array.isArray(outlets) || outlets.length === 0 || !outlets.every((outlet) => typeof outlet === "string"))
      return refuse(`${place}.products.${element}`, "must be a list of outlet streams");
    return [element, outlets as readonly string[]] as const;
  });
  const isSpread = typeof relativeSpread === "number" && relativeSpread >= 0 && relativeSpread <= 0.5;
  if (relativeSpread !== undefined && !isSpread) refuse(place, spreadWords(relativeSpread));
  return { file, feed, products: Object.fromEntries(named), relativeSpread: isSpread ? relativeSpread : null };
}

function spreadWords(value: unknown): string {
  return `relativeSpread must lie in 0-0.5, got ${String(value)}; judge how far recoveries may be off, or declare uncertainty in the flowsheet`;
}

function solved(text: string, { file, relativeSpread }: FlowsheetSpec, place: string): Plant {
  const read = readFlowsheet(parseJson(text, `${place}: ${file}`));
  const prepared = read.document === null ? null : prepareFlowsheet(read.document);
  if (read.document === null || prepared?.flowsheet == null)
    throw new DataError(`${place}: ${file} cannot be solved`, [...read.issues, ...(prepared?.issues ?? [])]);
  const uncertainty = readUncertainty(read.document);
  if (uncertainty.issues.some(({ severity }) => severity === "error"))
    throw new DataError(`${place}: the uncertainty of ${file} cannot be used`, uncertainty.issues);
  if (uncertainty.quantities.length === 0 && relativeSpread === null) refuse(place, spreadWords(relativeSpread));
  const made = drawnFlowsheet(prepared.flowsheet, uncertainty.quantities);
  const issues = [...read.issues, ...prepared.issues, ...uncertainty.issues];
  if ("failed" in made) throw new DataError(`${place}: ${file} does not converge`, [...issues, ...made.failed.issues]);
  return { drawn: made.drawn, uncertainty, issues: [...issues, ...made.drawn.baseWarnings] };
}

/** Draws tried for each realisation wanted, before a plant that fails so often is refused. */
const mostTries = 1.25;

/** Yields by realisation, as columns. */
function drawnYields(
  { drawn, uncertainty }: Plant,
  spec: FlowsheetSpec,
  place: string,
  { realisations, seed }: SiteDrawing,
  issues: Issue[],
) {
  const { quantities, correlations } = uncertainty;
  const tries = Math.ceil(mostTries * realisations) + 8;
  const columns = inputColumns(quantities, correlations, tries, seed);
  const made: PlantYields[] = [];
  const failed: Issue[] = [];
  for (let k = 0; k < tries && made.length < realisations; k++) {
    const { report, failure } = drawn.solve(columns.map((column) => column[k]));
    if (report !== null) made.push(yieldsOf(report, spec, place));
    else if (failure !== null) failed.push(failure);
  }
  const reason = failed[0] === undefined ? "" : `; the first: ${failed[0].path}: ${failed[0].message}`;
  if (made.length < realisations)
    refuse(
      place,
      `${failed.length} of ${tries} draws of ${spec.file} cannot be solved, so that ${realisations} realisations cannot be had${reason}`,
    );
  if (failed.length > 0)
    issues.push({
      path: place,
      code: "assess.flowsheet-draws",
      severity: "warning",
      message: `${failed.length} of ${made.length + failed.length} draws of ${spec.file} cannot be solved; the next ones took their place, so recoveries are those of a plant that works${reason}`,
    });
  const column = (of: (one: PlantYields) => number) => {
    const values = made.map(of);
    const isSpread = values.some((value) => Math.abs(value - values[0]) > 1e-12 * Math.abs(value));
    return isSpread ? { kind: "column", values } : values[0];
  };
  const form = new Float64Array(realisations);
  const recovery = Object.keys(spec.products).map((element) => {
    // The form of the model errs by itself, element by element.
    fillNormal(form, seed, `${place} form of the model ${element}`);
    const noise = Float64Array.from(form, (z) => 1 + (spec.relativeSpread ?? 0) * z);
    let at = 0;
    return [element, column((one) => Math.min(1, Math.max(0, one.recovery[element] * noise[at++])))];
  });
  return {
    recovery: Object.fromEntries(recovery),
    powerKwhPerTonne: column(({ powerKwhPerTonne }) => powerKwhPerTonne),
    reagentsKgPerTonne: Object.fromEntries(
      Object.keys(drawn.base.dosedKgPerH).map((name) => [
        name,
        column(({ reagentsKgPerTonne }) => reagentsKgPerTonne[name] ?? 0),
      ]),
    ),
  };
}

/** What one solved plant gives. */
interface PlantYields {
  readonly recovery: Readonly<Record<string, number>>;
  readonly powerKwhPerTonne: number;
  readonly reagentsKgPerTonne: Readonly<Record<string, number>>;
}

function yields(report: FlowsheetReport, spec: FlowsheetSpec, place: string) {
  const found = yieldsOf(report, spec, place);
  const recovery = Object.entries(found.recovery).map(([element, share]) => [
    element,
    spreadOf(share, spec.relativeSpread ?? 0),
  ]);
  return { ...found, recovery: Object.fromEntries(recovery) };
}

function yieldsOf(report: FlowsheetReport, spec: FlowsheetSpec, place: string): PlantYields {
  const feed = report.streams.find(({ stream }) => stream === spec.feed);
  if (feed === undefined || !(feed.solidsTPerH > 0))
    return refuse(
      place,
      `feed ${spec.feed} is no stream with solids; there are ${report.streams.map(({ stream }) => stream).join(", ")}`,
    );
  const recovery = Object.fromEntries(
    Object.entries(spec.products).map(([element, outlets]) => {
      const balance = report.elements.find((one) => one.element === element);
      if (balance === undefined)
        return refuse(`${place}.products.${element}`, "is not among the elements of the flowsheet");
      const share = outlets.reduce((sum, outlet) => {
        const part = balance.shareByOutlet[outlet];
        return part === undefined
          ? refuse(
              `${place}.products.${element}`,
              `${outlet} is no outlet; there are ${Object.keys(balance.shareByOutlet).join(", ")}`,
            )
          : sum + part;
      }, 0);
      return [element, share];
    }),
  );
  const perTonne = (kgPerH: number) => kgPerH / feed.solidsTPerH;
  return {
    recovery,
    powerKwhPerTonne: perTonne(report.powerKw),
    reagentsKgPerTonne: Object.fromEntries(
      Object.entries(report.dosedKgPerH).map(([reagent, kg]) => [reagent, perTonne(kg)]),
    ),
  };
}

/** A triangle about the value whose standard deviation is the spread, cut at 0 and 1. */
function spreadOf(value: number, relativeSpread: number) {
  const half = Math.sqrt(6) * relativeSpread * value;
  if (!(half > 0)) return value;
  return { kind: "triangular", min: Math.max(0, value - half), mode: value, max: Math.min(1, value + half) };
}

function weakest({ quantities }: Uncertainty): EvidenceGrade {
  return quantities.reduce<EvidenceGrade>((grade, one) => weakerGrade(grade, one.grade), "A");
}

function sourceOf({ file, relativeSpread }: FlowsheetSpec, { drawn, uncertainty }: Plant, route: Fields): string {
  const words = typeof route["source"] === "string" ? `; ${route["source"]}` : "";
  const count = uncertainty.quantities.length;
  const spread = relativeSpread === null ? "" : `± ${Math.round(100 * relativeSpread)} % of their value by judgement`;
  const how =
    count === 0
      ? `recoveries ${spread}`
      : `solved once a realisation with ${count} uncertain figures (weakest grade ${weakest(uncertainty)})${spread === "" ? ", form of the model taken as true" : `, and recoveries ${spread} for its form`}`;
  return `flowsheet ${file} (${drawn.base.name}), ${how}${words}`.slice(0, 500);
}
