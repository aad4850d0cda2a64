import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KrigingSpec } from "@relode/core/geostat";
import { jsonText, krigingOf, type PreparedBody, type ResourceVariogram, variableSamples } from "@relode/core/resource";
import { ResourceColumnFile } from "./resourceColumnFile.ts";

/** Samples of one domain as its estimates take them. */
export interface EstimationDomain {
  readonly code: number;
  readonly name: string;
  /** Places in the list of composites of `holes.json`. */
  readonly composite: readonly number[];
  /** Packed positions along the grid's axes; the third is the height over the surface that the layers follow. */
  readonly uvwM: readonly number[];
}

/** How one variable is kriged in one domain; radii are doubled, then lifted, where the first pass finds too few samples. */
export interface EstimationKriging extends Required<Pick<KrigingSpec, "model" | "search" | "block">> {
  readonly variable: string;
  readonly unit: string;
  readonly domain: number;
  /** Values above are set to it; null where nothing is cut. */
  readonly topCut: number | null;
}

/** `estimation.json`: what is needed to krige any block again and to see its weights. */
export interface ResourceEstimation {
  readonly schema: "relode.estimation/1";
  readonly domains: readonly EstimationDomain[];
  readonly kriging: readonly EstimationKriging[];
}

/** Names of the columns of `estimation.parquet` for a domain: share of the block's volume, and height of that part in its layers. */
export const shareColumn = (code: number) => `share_${code}`;
export const layerColumn = (code: number) => `layer_${code}`;

/**
 * Writes `estimation.json` and `estimation.parquet` beside the results of a run: with the composites in `holes.json` they let any
 * block be kriged again, which is how the weights of its samples are shown.
 * @param variograms those of the grades, as the run used them
 */
export async function writeEstimation(
  folder: string,
  body: PreparedBody,
  variograms: readonly ResourceVariogram[],
): Promise<void> {
  const { domains, variables, samples, grid } = body;
  // `holes.json` leaves out composites without a place.
  const place = new Int32Array(samples.hole.length);
  let written = 0;
  for (let row = 0; row < place.length; row++)
    place[row] = [0, 1, 2].some((a) => Number.isNaN(samples.xyzM[3 * row + a])) ? -1 : written++;
  const kriging = domains.flatMap((domain) =>
    variables.flatMap(({ name, unit }, v): EstimationKriging[] => {
      const found = variograms.find(
        (entry) => entry.domain === domain.name && entry.variable === name && entry.of === "grade",
      );
      if (found === undefined) return [];
      const { model, search, block } = krigingOf(body, found.variogram);
      if (search === undefined || block === undefined) return [];
      const { topCutPpm } = variableSamples(body, domain, v);
      return [{ variable: name, unit, domain: domain.code, topCut: topCutPpm, model, search, block }];
    }),
  );
  const estimation: ResourceEstimation = {
    schema: "relode.estimation/1",
    domains: domains.map(({ code, name, samples: { rows, uvwM } }) => ({
      code,
      name,
      composite: Array.from(rows, (row) => place[row]),
      uvwM: Array.from(uvwM),
    })),
    kriging,
  };
  await writeFile(join(folder, "estimation.json"), jsonText(estimation));
  const total = grid.count[0] * grid.count[1] * grid.count[2];
  const columns = domains.flatMap(({ code, blocks: { blocks, fraction, layerM } }) => {
    const [share, layer] = [new Float32Array(total), new Float32Array(total).fill(Number.NaN)];
    for (const [i, b] of blocks.entries()) {
      share[b] = fraction[i];
      layer[b] = layerM[i];
    }
    return [
      { name: shareColumn(code), values: share },
      { name: layerColumn(code), values: layer },
    ];
  });
  const file = new ResourceColumnFile(
    join(folder, "estimation.parquet"),
    columns.map(({ name }) => ({ name, type: "FLOAT" as const })),
  );
  await file.append(columns.map(({ values }) => values));
  await file.finish();
}
