import { gridOfWorld } from "@relode/core/resource";
import type { BodyDocument, BodyHoles } from "../bodies/bodyDocuments.ts";
import type { BenchSamples, ExperimentalAnswer } from "./variogramWork.ts";

/** Samples on the bench, and whether their heights are those along the layers, as the run takes them. */
export interface TakenSamples extends BenchSamples {
  readonly isAlongLayers: boolean;
}

/**
 * Samples of a variable in a domain along the grid's axes. Heights are over what the layers follow where the run gives them; composites
 * without such a height then lie outside the body and are left out, so that the two kinds never mix.
 */
export function benchSamples(
  document: BodyDocument,
  { composites }: BodyHoles,
  variable: string,
  domain: string,
): TakenSamples {
  const numbers = new Map<string, number>();
  const code = document.domains?.find(({ name }) => name === domain)?.code;
  const measured = composites.filter(
    (composite) =>
      typeof composite.values[variable] === "number" &&
      (composite.domain === undefined || domain === "*" || composite.domain === domain || composite.domain === code),
  );
  // Layers of several domains follow different surfaces: together, only heights of the map compare.
  const isAlongLayers = domain !== "*" && measured.some(({ layerM }) => typeof layerM === "number");
  const taken = isAlongLayers ? measured.filter(({ layerM }) => typeof layerM === "number") : measured;
  return {
    isAlongLayers,
    xyzM: Float64Array.from(
      taken.flatMap(({ at, layerM }) => {
        const [u, v, w] = gridOfWorld(document.grid, [...at]);
        return [u, v, isAlongLayers ? (layerM ?? Number.NaN) : w];
      }),
    ),
    values: Float64Array.from(taken, ({ values }) => values[variable] ?? Number.NaN),
    holes: Int32Array.from(taken, ({ hole }) => {
      const known = numbers.get(hole) ?? numbers.size;
      numbers.set(hole, known);
      return known;
    }),
  };
}

/** Top of the upright axis: above the sill, the variance and every class with a fair number of pairs; thin classes may reach beyond. */
export function topOf({ directions, variance }: ExperimentalAnswer, sill: number): number {
  const most = Math.max(1, ...directions.flatMap(({ points }) => points.map(({ pairs }) => pairs)));
  const fair = directions.flatMap(({ points }) => points.filter(({ pairs }) => pairs >= most / 25));
  return 1.15 * Math.max(sill, variance, ...fair.map(({ value }) => value));
}

/** As far as the variograms reach, 16 samples. */
export function searchOf(directions: readonly { readonly lagM: number; readonly lags: number }[]) {
  const reach = directions.map(({ lagM, lags }) => 1.5 * lagM * lags);
  return { radiiM: [reach[0] ?? 1, reach[1] ?? 1, reach[2] ?? 1] as const, maxSamples: 16 };
}
