import {
  backTransform,
  type CovarianceModel,
  declusterCells,
  normalScore,
  type NormalScoreTable,
  type Tails,
} from "@relode/core/geostat";
import type { ResourceDocument, ResourceHoles } from "@relode/core/resource";

/** What a study of drill spacing takes from a run: one variable in one domain. */
export interface SpacingBasis {
  readonly domain: string;
  readonly model: CovarianceModel;
  readonly krigingModel: CovarianceModel;
  /** Where the model of the field comes from, in words. */
  readonly basis: string;
  readonly gradeOf: (score: number) => number;
  readonly composites: number;
  readonly heightM: number;
  readonly densityTPerM3: number;
}

/**
 * The domain's model, histogram and mean height. The field's model is that of the variable's own normal scores where the run fitted one (its first
 * factor), else the shape of the grade's variogram, which in skewed grades looks less continuous than that of the scores: a cautious choice.
 * The histogram is that of the composites, weighted by cells as wide as the holes are apart, and ends where they end.
 *
 * @param columns of the block table: domain, fraction, density
 * @returns null where the run has no such domain, or fewer than 20 composites or no usable model in it
 */
export function spacingBasis(
  document: ResourceDocument,
  holes: ResourceHoles,
  columns: ReadonlyMap<string, Float32Array>,
  variable: string,
  wanted: string | undefined,
): SpacingBasis | null {
  const extents = new Map(document.domains.map(({ code }) => [code, extentOf(document, columns, code)]));
  const domain =
    wanted === undefined
      ? document.domains.toSorted((a, b) => b.volumeM3 - a.volumeM3)[0]
      : document.domains.find(({ name }) => name === wanted);
  const extent = extents.get(domain?.code ?? Number.NaN);
  if (domain === undefined || extent === undefined || !(extent.tonnes > 0)) return null;
  const of = document.variograms.filter((one) => one.domain === domain.name);
  const own = of.find((one) => one.of === "grade" && one.variable === variable)?.variogram.model;
  const scores = of.find((one) => one.of === "normal score factor" && one.variable === `factor 1 (${variable})`)
    ?.variogram.model;
  const taken = holes.composites.flatMap(({ domain: code, values, at }) => {
    const value = values[variable];
    return code === domain.code && typeof value === "number" && Number.isFinite(value) ? [{ value, at }] : [];
  });
  if (own === undefined || taken.length < 20 || !isBounded(own)) return null;
  const values = Float64Array.from(taken, ({ value }) => value);
  const { weights } = declusterCells(
    { xyzM: Float64Array.from(taken.flatMap(({ at }) => [...at])), values },
    { sizesM: [document.body.spacingM], proportions: [1, (2 * document.body.compositeM) / document.body.spacingM] },
  );
  const { table } = normalScore(values, weights);
  return {
    domain: domain.name,
    model: standardised(scores ?? own),
    krigingModel: own,
    basis:
      scores === undefined
        ? `shape of the variogram of ${variable}, taken for that of its normal scores`
        : `variogram of the normal scores of ${variable}`,
    gradeOf: scoreToGrade(table),
    composites: taken.length,
    heightM: extent.heightM,
    densityTPerM3: extent.tonnes / extent.volumeM3,
  };
}

function isBounded({ nugget, structures }: CovarianceModel): boolean {
  return (
    structures.every(({ type }) => type !== "power") && nugget + structures.reduce((sum, { sill }) => sum + sill, 0) > 0
  );
}

function standardised({ nugget, structures }: CovarianceModel): CovarianceModel {
  const total = nugget + structures.reduce((sum, { sill }) => sum + sill, 0);
  return { nugget: nugget / total, structures: structures.map((one) => ({ ...one, sill: one.sill / total })) };
}

function scoreToGrade(table: NormalScoreTable): (score: number) => number {
  const tails: Tails = {
    lower: { minimum: table.values[0] },
    upper: { kind: "power", maximum: table.values[table.values.length - 1] },
  };
  return (score) => backTransform(score, table, tails);
}

/** Volume, dry tonnes and mean height of a domain: volume over the plan area in which it has blocks. */
function extentOf(document: ResourceDocument, columns: ReadonlyMap<string, Float32Array>, code: number) {
  const { count, sizeM } = document.grid;
  const [domain, fraction, density] = ["domain", "fraction", "density"].map((name) => columns.get(name));
  const blockM3 = sizeM[0] * sizeM[1] * sizeM[2];
  const plan = new Float64Array(count[0] * count[1]);
  let [volumeM3, tonnes] = [0, 0];
  for (let b = 0; b < document.blocks; b++) {
    if (domain?.[b] !== code || !((fraction?.[b] ?? 0) > 0)) continue;
    const part = fraction?.[b] ?? 0;
    volumeM3 += blockM3 * part;
    const rho = density?.[b] ?? Number.NaN;
    tonnes += Number.isFinite(rho) ? blockM3 * part * rho : 0;
    // A column on the edge of the body counts with its best filled block.
    const column = b % plan.length;
    plan[column] = Math.max(plan[column], part);
  }
  const areaM2 = plan.reduce((sum, part) => sum + part, 0) * sizeM[0] * sizeM[1];
  return { volumeM3, tonnes, heightM: areaM2 > 0 ? volumeM3 / areaM2 : 0 };
}
