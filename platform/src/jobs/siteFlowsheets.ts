import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import {
  type FlowsheetReport,
  flowsheetReport,
  prepareFlowsheet,
  readFlowsheet,
  solveFlowsheet,
} from "@relode/core/process";

type Fields = Readonly<Record<string, unknown>>;

/** A site document whose routes with a flowsheet carry its yields and duties, with the files read. */
export interface SiteWithFlowsheets {
  readonly document: unknown;
  readonly issues: readonly Issue[];
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
}

/**
 * Replaces `flowsheet` of a route by what the flowsheet gives when solved: recovery of each element as its share in the product outlets,
 * power and dosed reagents per dry tonne of the feed stream. `relativeSpread` is the judged standard deviation of a recovery over its value: a
 * flowsheet has no uncertainty of its own. What the site file states beside the flowsheet stays as stated.
 * Throws DataError `assess.flowsheet`, or the findings of the flowsheet file.
 */
export async function withFlowsheets(document: unknown, name: string, folder: string): Promise<SiteWithFlowsheets> {
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
    const { report, issues: found } = solved(text, spec.file, place);
    issues.push(...found);
    const { flowsheet: _, ...rest } = held;
    resolved.push({
      ...yields(report, spec, place),
      ...rest,
      evidence: "flowsheet",
      source: sourceOf(spec, report, rest),
    });
  }
  return { document: { ...(document as Fields), routes: resolved }, issues, inputs };
}

interface FlowsheetSpec {
  readonly file: string;
  readonly feed: string;
  readonly products: Readonly<Record<string, readonly string[]>>;
  readonly relativeSpread: number;
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
  if (!(typeof relativeSpread === "number" && relativeSpread >= 0 && relativeSpread <= 0.5))
    refuse(
      place,
      `relativeSpread must lie in 0-0.5, got ${String(relativeSpread)}; judge how far recoveries may be off`,
    );
  return { file, feed, products: Object.fromEntries(named), relativeSpread };
}

function solved(text: string, file: string, place: string): { report: FlowsheetReport; issues: readonly Issue[] } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return refuse(place, `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = readFlowsheet(document);
  const prepared = read.document === null ? null : prepareFlowsheet(read.document);
  if (prepared?.flowsheet == null)
    throw new DataError(`${place}: ${file} cannot be solved`, [...read.issues, ...(prepared?.issues ?? [])]);
  const solution = solveFlowsheet(prepared.flowsheet);
  if (solution.status !== "converged")
    throw new DataError(`${place}: ${file} does not converge`, [
      ...read.issues,
      ...prepared.issues,
      ...solution.issues,
    ]);
  return {
    report: flowsheetReport(prepared.flowsheet, solution),
    issues: [...read.issues, ...prepared.issues, ...solution.issues],
  };
}

function yields(report: FlowsheetReport, spec: FlowsheetSpec, place: string) {
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
      return [element, spreadOf(share, spec.relativeSpread)];
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

function sourceOf(spec: FlowsheetSpec, report: FlowsheetReport, route: Fields): string {
  const words = typeof route["source"] === "string" ? `; ${route["source"]}` : "";
  return `flowsheet ${spec.file} (${report.name}), recoveries ± ${Math.round(100 * spec.relativeSpread)} % of their value by judgement${words}`.slice(
    0,
    500,
  );
}
