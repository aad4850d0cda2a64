import { join } from "node:path";
import { netUsdPerTPpm, type PreparedBody, type ResourceColumn } from "@relode/core/resource";
import { ResourceColumnFile } from "./resourceColumnFile.ts";
import type { EstimatedBody } from "./resourceEstimate.ts";
import type { SimulatedBody } from "./resourceSimulate.ts";

/** Row groups of the block table. */
const groupBlocks = 1_000_000;

/** Columns of the block table and what each holds. */
export interface BlockColumns {
  readonly columns: ReadonlyMap<string, Float32Array>;
  readonly described: readonly ResourceColumn[];
}

/** All columns of the block table: geometry, density, mass, kriged grades, bands of the realisations, value and class. */
export function columnsOf(
  body: PreparedBody,
  estimated: EstimatedBody,
  simulated: SimulatedBody | null,
  classes: Float32Array,
): BlockColumns {
  const columns = new Map<string, Float32Array>();
  const described: ResourceColumn[] = [];
  const add = (
    name: string,
    unit: string,
    kind: ResourceColumn["kind"],
    variable: string | null,
    note: string,
    values: Float32Array,
  ) => {
    columns.set(name, values);
    described.push({ name, unit, support: "block", kind, variable, note });
  };
  add("fraction", "1", "other", null, "share of the block inside the body", estimated.fraction);
  add("domain", "code", "domain", null, "domain with most of the block; codes under domains", estimated.domain);
  add("density", "t dry/m3", "density", "density", "dry bulk density of the part inside the body", estimated.density);
  add("massDryTonnes", "t dry", "other", null, "dry tonnes of the part inside the body", estimated.massDryTonnes);
  if (estimated.wet !== null) {
    const { moisture, massWetTonnes } = estimated.wet;
    const how = body.moistureAt === null ? "declared in the project" : "kriged along the layers";
    add("moisture", "1", "moisture", "moisture", `water over wet mass, ${how}`, moisture);
    add(
      "massWetTonnes",
      "t wet",
      "other",
      null,
      "dry tonnes over 1 - moisture; never to be added to dry tonnes",
      massWetTonnes,
    );
  }
  for (const { name, unit, estimate, variance, slope, pass, samples } of estimated.grades) {
    add(name, unit, "estimate", name, "ordinary kriging of the block along the layers of its domain", estimate);
    add(`${name}_variance`, `${unit}2`, "variance", name, "kriging variance", variance);
    add(`${name}_slope`, "1", "slope", name, "slope of the regression of truth on estimate", slope);
    add(`${name}_pass`, "1", "other", name, "search pass: 1 as declared, 2 twice the radii, 3 the whole domain", pass);
    add(`${name}_samples`, "1", "count", name, "composites used", samples);
  }
  for (const { name, unit, mean, p05, p50, p95 } of simulated?.bands ?? [])
    for (const [kind, values] of Object.entries({ mean, p05, p50, p95 }))
      add(
        `${name}_${kind}`,
        unit,
        kind as "mean",
        name,
        `${kind === "mean" ? "mean" : `percentile ${kind.slice(1)}`} over realisations`,
        values,
      );
  const { value } = body.project;
  if (value !== null) {
    const usd = new Float32Array(estimated.total).fill(-value.deductionsUsdPerT);
    for (const product of value.products) {
      const grade = columns.get(`${product.gradeColumn}_mean`) ?? columns.get(product.gradeColumn);
      const net = netUsdPerTPpm(product);
      for (let b = 0; b < usd.length; b++) usd[b] += net * (grade?.[b] ?? Number.NaN);
    }
    add(
      "valueUsdPerT",
      `USD${value.moneyYear}/t dry`,
      "value",
      null,
      "net revenue of a dry tonne before mining and processing",
      usd,
    );
  }
  add("class", "code", "class", null, "0 unclassified, 1 inferred, 2 indicated, 3 measured: a proposal", classes);
  return { columns, described };
}

/** Writes `blocks.parquet` into the folder, group by group. */
export async function writeBlocks(
  folder: string,
  described: readonly ResourceColumn[],
  columns: ReadonlyMap<string, Float32Array>,
  total: number,
): Promise<void> {
  const file = new ResourceColumnFile(
    join(folder, "blocks.parquet"),
    described.map(({ name }) => ({ name, type: "FLOAT" })),
  );
  const arrays = described.map(({ name }) => columns.get(name) ?? new Float32Array(total));
  for (let from = 0; from < total; from += groupBlocks)
    await file.append(arrays.map((values) => values.subarray(from, Math.min(total, from + groupBlocks))));
  await file.finish();
}
