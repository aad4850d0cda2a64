import { z } from "zod";
import { ApiProblem } from "./problem.ts";
import type { ResourceFolder } from "./resourceFolder.ts";

/** Plans that commands leave in a body's folder: the document, the table of blocks where there is one, and the command. */
export const planFiles = {
  schedule: { document: "schedule.json", table: "schedule.parquet", command: "relode resource schedule" },
  "next-hole": { document: "next-holes.json", table: null, command: "relode resource next-hole" },
  "drill-spacing": { document: "drill-spacing.json", table: null, command: "relode resource drill-spacing" },
  optimise: { document: "selection.json", table: "selection.parquet", command: "relode resource optimise" },
  probability: { document: "probability.json", table: "probability.parquet", command: "relode resource probability" },
  minerals: { document: "mineral-table.json", table: "minerals.parquet", command: "relode resource minerals" },
} as const;
export type PlanName = keyof typeof planFiles;
export const planNames = Object.keys(planFiles) as PlanName[];

const manifestSchema = z.looseObject({
  finishedAt: z.string(),
  inputs: z.array(z.looseObject({ name: z.string(), sha256: z.string() })),
});
const wrappedSchema = z.looseObject({ result: z.looseObject({}), manifest: manifestSchema });
const planFileSchema = z.union([wrappedSchema, z.looseObject({ rows: z.array(z.unknown()) })]);

export const planSchema = z.object({
  result: z.looseObject({}).describe("what the command found, as its --json prints it"),
  manifest: z.looseObject({}).nullable().describe("null where the command leaves none"),
  isOfThisRun: z
    .boolean()
    .nullable()
    .describe("made from the resource.json that stands beside it; null where the plan does not say"),
});

export const planListSchema = z.array(
  z.object({
    plan: z.enum(planNames),
    command: z.string().describe("the command that makes it"),
    isMade: z.boolean(),
    columns: z.array(z.string()).describe("columns of its table of blocks"),
    issue: z.string().nullable().describe("why it cannot be shown; null where it can or is not made"),
  }),
);

/** The file of a plan. @throws {ApiProblem} 404 no such plan */
function fileOf(name: string): (typeof planFiles)[PlanName] {
  const found = planNames.find((one) => one === name);
  if (found === undefined)
    throw new ApiProblem(
      404,
      "unknown-plan",
      `there is no plan ${JSON.stringify(name)}; known: ${planNames.join(", ")}`,
    );
  return planFiles[found];
}

/** What is there of each plan. */
export async function listPlans(bodies: ResourceFolder, id: string): Promise<z.infer<typeof planListSchema>> {
  await bodies.document(id);
  return Promise.all(
    planNames.map(async (plan) => {
      const { document, table, command } = planFiles[plan];
      const entry = { plan, command, isMade: false, columns: [] as string[], issue: null };
      if (!(await bodies.has(id, document))) return entry;
      try {
        await bodies.left(id, document, planFileSchema);
        const columns = table !== null && (await bodies.has(id, table)) ? await bodies.leftColumns(id, table) : [];
        return { ...entry, isMade: true, columns: [...columns] };
      } catch (error) {
        return { ...entry, issue: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

/** One plan. @throws {ApiProblem} 404 no such plan, or not made; 500 its file is damaged */
export async function planOf(bodies: ResourceFolder, id: string, name: string): Promise<z.infer<typeof planSchema>> {
  const { document, command } = fileOf(name);
  const run = await bodies.document(id);
  if (!(await bodies.has(id, document)))
    throw new ApiProblem(404, "plan-not-made", `body ${id} has no ${document}; make it by ${command}`);
  const { content } = await bodies.left(id, document, planFileSchema);
  const wrapped = wrappedSchema.safeParse(content);
  if (!wrapped.success) return { result: content, manifest: null, isOfThisRun: null };
  const { result, manifest } = wrapped.data;
  const made = manifest.inputs.find((input) => input.name === "resource.json");
  return { result, manifest, isOfThisRun: made === undefined ? null : made.sha256 === run.sha256 };
}

/** A column of a plan's table, one value a block. @throws {ApiProblem} 404 no such plan, table or column */
export async function planColumn(
  bodies: ResourceFolder,
  id: string,
  name: string,
  column: string,
): Promise<{ values: Float32Array; etag: string }> {
  const { table, command } = fileOf(name);
  await bodies.document(id);
  if (table === null || !(await bodies.has(id, table)))
    throw new ApiProblem(
      404,
      "plan-not-made",
      table === null ? `the plan ${name} has no table of blocks` : `body ${id} has no ${table}; make it by ${command}`,
    );
  return bodies.leftColumn(id, table, column);
}
