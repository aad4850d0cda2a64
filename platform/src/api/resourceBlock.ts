import { centreOfIndex, ijkOfIndex } from "@relode/core/resource";
import { ApiProblem } from "./problem.ts";
import type { ResourceFolder } from "./resourceFolder.ts";
import type { BlockAnswer, ResourceDocument } from "./resourceSchemas.ts";
import { weightsBehind } from "./resourceWeights.ts";

/**
 * What stands in one block: every column, the spread of the realisations, and the samples behind the estimate with their kriging
 * weights, computed again for this block from the stored models, searches and composites.
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
  if (index >= document.blocks)
    throw new ApiProblem(404, "unknown-block", `body ${id} has blocks 0 to ${document.blocks - 1}, got ${index}`);
  if (wanted !== undefined && !knows(document, wanted))
    throw new ApiProblem(404, "unknown-variable", `body ${id} has no variable ${JSON.stringify(wanted)}`);
  const variable = wanted ?? document.variables[0]?.name ?? document.columns.find((c) => c.variable)?.variable ?? null;
  const columns = await Promise.all(document.columns.map(({ name }) => folder.column(id, name)));
  const values = document.columns.map(({ name, unit, kind, variable: of, note }, c) => ({
    name,
    unit,
    kind,
    variable: of,
    note,
    value: orNull(columns[c].values[index]),
  }));
  const stored = values.find(
    ({ kind, variable: of }) => of === variable && (kind === "estimate" || kind === "density"),
  );
  const explained =
    variable === null
      ? { estimate: null, whyNot: "the body has no variable" }
      : stored !== undefined && stored.value === null
        ? { estimate: null, whyNot: "the block lies outside the body or was not estimated" }
        : await weightsBehind(folder, id, document, index, variable);
  return {
    index,
    ijk: ijkOfIndex(document.grid, index),
    centreM: centreOfIndex(document.grid, index),
    sizeM: document.grid.sizeM,
    values,
    realisations: spreadOf(document, values, variable),
    estimate: explained.estimate === null ? null : { ...explained.estimate, stored: stored?.value ?? null },
    whyNot: explained.whyNot,
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
