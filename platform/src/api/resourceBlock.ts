import { type BlockSpec, type CovarianceModel, krige, type KrigingSpec, type SearchSpec } from "@relode/core/geostat";
import { centreOfIndex, ijkOfIndex, type RotatedGrid } from "@relode/core/resource";
import { z } from "zod";
import { ApiProblem } from "./problem.ts";
import type { ResourceFolder } from "./resourceFolder.ts";
import type { BlockAnswer, HolesDocument, ResourceDocument } from "./resourceSchemas.ts";

const triple = z.tuple([z.number(), z.number(), z.number()]);

/** How a column was kriged, as `resource.json` keeps it under `estimation`. */
const estimationSchema = z.looseObject({
  variable: z.string(),
  column: z.string(),
  model: z.looseObject({ nugget: z.number(), structures: z.array(z.looseObject({ type: z.string() })) }),
  search: z.looseObject({ radiiM: triple, maxSamples: z.number() }).nullish(),
  block: z.looseObject({ sizeM: triple, points: triple, rule: z.enum(["regular", "gauss"]) }).nullish(),
  knownMean: z.number().nullish(),
  domain: z.number().nullish(),
});
type Estimation = z.infer<typeof estimationSchema>;

interface Explained {
  readonly estimate: BlockAnswer["estimate"];
  readonly whyNot: string | null;
}

/**
 * What stands in one block: every column, the spread of the realisations, and the samples behind the estimate with their kriging
 * weights, computed again for this block from the stored model, search and composites.
 *
 * @throws {ApiProblem} 404 no such body, block or variable, 500 a file is damaged
 */
export async function explainBlock(
  folder: ResourceFolder,
  id: string,
  index: number,
  wanted: string | undefined,
): Promise<BlockAnswer> {
  const { content: document } = await folder.document(id);
  const grid = document.grid;
  if (index >= document.blocks)
    throw new ApiProblem(404, "unknown-block", `body ${id} has blocks 0 to ${document.blocks - 1}, got ${index}`);
  const variable = wanted ?? document.variables[0]?.name ?? document.columns.find((c) => c.variable)?.variable ?? null;
  if (wanted !== undefined && !knows(document, wanted))
    throw new ApiProblem(404, "unknown-variable", `body ${id} has no variable ${JSON.stringify(wanted)}`);
  const columns = await Promise.all(document.columns.map(({ name }) => folder.column(id, name)));
  const values = document.columns.map(({ name, unit, kind, variable: of, note }, c) => ({
    name,
    unit,
    kind,
    variable: of,
    note,
    value: orNull(columns[c].values[index]),
  }));
  const explained =
    variable === null
      ? { estimate: null, whyNot: "the body has no variable" }
      : await samplesBehind(folder, id, document, index, variable, values);
  return {
    index,
    ijk: ijkOfIndex(grid, index),
    centreM: centreOfIndex(grid, index),
    sizeM: grid.sizeM,
    values,
    realisations: spreadOf(document, values, variable),
    ...explained,
  };
}

function knows(document: ResourceDocument, variable: string): boolean {
  return (
    document.variables.some(({ name }) => name === variable) || document.columns.some((c) => c.variable === variable)
  );
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Mean and percentiles over realisations, as the columns of the run hold them. */
function spreadOf(
  document: ResourceDocument,
  values: BlockAnswer["values"],
  variable: string | null,
): BlockAnswer["realisations"] {
  const held = document.variables.find(({ name }) => name === variable);
  if (held === undefined) return null;
  const of = (kind: string) =>
    values.find((value) => value.variable === variable && value.kind === kind)?.value ?? null;
  return {
    variable: held.name,
    unit: held.unit,
    count: document.realisations,
    mean: of("mean"),
    p05: of("p05"),
    p50: of("p50"),
    p95: of("p95"),
  };
}

async function samplesBehind(
  folder: ResourceFolder,
  id: string,
  document: ResourceDocument,
  index: number,
  variable: string,
  values: BlockAnswer["values"],
): Promise<Explained> {
  const without = (whyNot: string): Explained => ({ estimate: null, whyNot });
  const domain = values.find(({ kind }) => kind === "domain")?.value ?? null;
  const estimation = estimationOf(document, variable, domain);
  if (estimation === null)
    return without(`resource.json holds no model and search for ${variable}, so the weights cannot be computed again`);
  const stored = values.find(({ name }) => name === estimation.column);
  const { content: holes } = await folder.holes(id);
  const taken = holes.composites.filter((composite) => {
    const value = composite.values[variable];
    const isOfDomain =
      estimation.domain == null || composite["domain"] === undefined || composite["domain"] === estimation.domain;
    return typeof value === "number" && Number.isFinite(value) && isOfDomain;
  });
  if (taken.length === 0) return without(`holes.json holds no composite with ${variable}`);
  try {
    const estimate = weightsAt(document.grid, index, variable, taken, estimation);
    if (estimate === null) return without("fewer samples lie within the search than an estimate needs");
    return { estimate: { ...estimate, unit: stored?.unit ?? "", stored: stored?.value ?? null }, whyNot: null };
  } catch (error) {
    return without(`the block cannot be kriged again: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The stored settings for a variable, those of the block's domain first. Null where there are none. */
function estimationOf(document: ResourceDocument, variable: string, domain: number | null): Estimation | null {
  const read = z.array(estimationSchema).safeParse(document["estimation"]);
  if (!read.success) return null;
  const ofVariable = read.data.filter((entry) => entry.variable === variable);
  return ofVariable.find((entry) => entry.domain != null && entry.domain === domain) ?? ofVariable[0] ?? null;
}

type Composite = HolesDocument["composites"][number];

function weightsAt(
  grid: RotatedGrid,
  index: number,
  variable: string,
  composites: readonly Composite[],
  estimation: Estimation,
): Omit<NonNullable<BlockAnswer["estimate"]>, "unit" | "stored"> | null {
  const numbers = new Map([...new Set(composites.map(({ hole }) => hole))].map((hole, i) => [hole, i]));
  const samples = {
    xyzM: Float64Array.from(composites.flatMap(({ at }) => at)),
    values: Float64Array.from(composites, ({ values }) => values[variable] ?? Number.NaN),
    holes: Int32Array.from(composites, ({ hole }) => numbers.get(hole) ?? 0),
  };
  const centre = centreOfIndex(grid, index);
  const spec: KrigingSpec = {
    // Checked for the parts read here; krige itself refuses what it cannot use.
    model: estimation.model as unknown as CovarianceModel,
    ...(estimation.search ? { search: estimation.search as unknown as SearchSpec } : {}),
    ...(estimation.block ? { block: estimation.block as BlockSpec } : {}),
    ...(estimation.knownMean == null ? {} : { knownMean: estimation.knownMean }),
  };
  const result = krige(samples, { xyzM: Float64Array.from(centre) }, spec, { withWeights: true });
  if (result.status[0] !== 0 || result.weights === null) return null;
  const { sample, weight } = result.weights;
  const rows = Array.from(sample, (s, i) => {
    const { hole, fromM, toM, at, values } = composites[s];
    const distanceM = Math.hypot(at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]);
    return { hole, fromM, toM, at, value: values[variable] ?? Number.NaN, weight: weight[i], distanceM };
  });
  return {
    variable,
    method: `${estimation.knownMean == null ? "ordinary" : "simple"} kriging of the ${estimation.block ? "block" : "block's centre"}, ${rows.length} samples`,
    value: orNull(result.estimate[0]),
    variance: orNull(result.variance[0]),
    samples: rows.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}
