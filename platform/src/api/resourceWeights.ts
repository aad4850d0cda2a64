import { type CovarianceModel, krige, type SearchSpec } from "@relode/core/geostat";
import { centreOfIndex, ijkOfIndex } from "@relode/core/resource";
import { layerColumn, shareColumn } from "../jobs/resourceEstimation.ts";
import { ApiProblem } from "./problem.ts";
import type { EstimationDocument } from "./resourceEstimationSchema.ts";
import type { ResourceFolder } from "./resourceFolder.ts";
import type { BlockAnswer, HolesDocument, ResourceDocument } from "./resourceSchemas.ts";

type Estimate = Omit<NonNullable<BlockAnswer["estimate"]>, "stored">;
type Composite = HolesDocument["composites"][number];

interface Explained {
  readonly estimate: Estimate | null;
  readonly whyNot: string | null;
}

/** Part of the block that lies in one domain: its share, and its place along the grid's axes and the layers. */
interface Part {
  readonly domain: EstimationDocument["domains"][number];
  readonly share: number;
  readonly uvwM: Float64Array;
}

/** The same block kriged in one domain. */
interface Kriged {
  readonly value: number;
  readonly variance: number;
  readonly pass: number;
  readonly weights: ReadonlyMap<number, number>;
}

/**
 * Kriges one block again as the run did, domain by domain along the layers, and says which composites carry which weight. A block
 * cut by a contact holds the mean of its parts by dry mass, where density was estimated, else by volume.
 */
export async function weightsBehind(
  folder: ResourceFolder,
  id: string,
  document: ResourceDocument,
  index: number,
  variable: string,
): Promise<Explained> {
  const without = (whyNot: string): Explained => ({ estimate: null, whyNot });
  const files = await estimationOf(folder, id);
  if (files === null) return without("the run left no estimation.json; estimate the resource again with this version");
  const { estimation, composites } = files;
  const parts = await partsOf(folder, id, document, estimation, index);
  if (parts.length === 0) return without("no part of the block lies in a domain");
  try {
    const kriged = parts.map((part) => krigePart(part, estimation, composites, variable));
    if (kriged.some((one) => one === null)) return without(`${variable} was not kriged in every domain of the block`);
    const density = parts.map((part) => krigePart(part, estimation, composites, "density")?.value ?? 1);
    const mass = parts.map(({ share }, p) => share * density[p]);
    const total = mass.reduce((sum, one) => sum + one, 0);
    const shares = mass.map((one) => one / total);
    return {
      estimate: joined(document, index, variable, estimation, composites, parts, kriged as Kriged[], shares),
      whyNot: null,
    };
  } catch (error) {
    return without(`the block cannot be kriged again: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function estimationOf(
  folder: ResourceFolder,
  id: string,
): Promise<{ estimation: EstimationDocument; composites: readonly Composite[] } | null> {
  try {
    const { content: estimation } = await folder.estimation(id);
    const { content: holes } = await folder.holes(id);
    return { estimation, composites: holes.composites };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "resource-without") return null;
    throw error;
  }
}

async function partsOf(
  folder: ResourceFolder,
  id: string,
  { grid }: ResourceDocument,
  { domains }: EstimationDocument,
  index: number,
): Promise<Part[]> {
  const [i, j] = ijkOfIndex(grid, index);
  const parts = await Promise.all(
    domains.map(async (domain): Promise<Part> => {
      const share = (await folder.estimationColumn(id, shareColumn(domain.code)))[index];
      const layerM = (await folder.estimationColumn(id, layerColumn(domain.code)))[index];
      return { domain, share, uvwM: Float64Array.of((i + 0.5) * grid.sizeM[0], (j + 0.5) * grid.sizeM[1], layerM) };
    }),
  );
  return parts.filter(({ share }) => share > 0);
}

/** Three passes, as the run takes them: the search as it stands, twice its radii, all samples of the domain. */
function searchesOf(search: SearchSpec): readonly SearchSpec[] {
  const [a, b, c] = search.radiiM;
  const far = 1e6;
  return [
    search,
    { ...search, radiiM: [2 * a, 2 * b, 2 * c] },
    { ...search, radiiM: [far, far, far * (c / a)], minSamples: 1 },
  ];
}

/** Null where the run did not krige the variable in the domain, or no sample was found. */
function krigePart(
  { domain, uvwM }: Part,
  { kriging }: EstimationDocument,
  composites: readonly Composite[],
  variable: string,
): Kriged | null {
  const settings = kriging.find((entry) => entry.variable === variable && entry.domain === domain.code);
  if (settings === undefined) return null;
  const rows = Array.from(domain.composite.keys()).filter(
    (row) => typeof composites[domain.composite[row]]?.values[variable] === "number",
  );
  const numbers = new Map<string, number>();
  const samples = {
    xyzM: Float64Array.from(rows.flatMap((row) => domain.uvwM.slice(3 * row, 3 * row + 3))),
    values: Float64Array.from(rows, (row) =>
      Math.min(
        composites[domain.composite[row]].values[variable] ?? Number.NaN,
        settings.topCut ?? Number.POSITIVE_INFINITY,
      ),
    ),
    holes: Int32Array.from(rows, (row) => {
      const { hole } = composites[domain.composite[row]];
      const known = numbers.get(hole) ?? numbers.size;
      numbers.set(hole, known);
      return known;
    }),
  };
  const model = settings.model as unknown as CovarianceModel;
  for (const [pass, search] of searchesOf(settings.search as unknown as SearchSpec).entries()) {
    const result = krige(samples, { xyzM: uvwM }, { model, search, block: settings.block }, { withWeights: true });
    if (result.status[0] !== 0 || result.weights === null) continue;
    const { sample, weight } = result.weights;
    const weights = new Map(Array.from(sample, (s, w) => [domain.composite[rows[s]], weight[w]] as const));
    return { value: result.estimate[0], variance: result.variance[0], pass: pass + 1, weights };
  }
  return null;
}

function joined(
  { grid }: ResourceDocument,
  index: number,
  variable: string,
  { kriging }: EstimationDocument,
  composites: readonly Composite[],
  parts: readonly Part[],
  kriged: readonly Kriged[],
  shares: readonly number[],
): Estimate {
  const centre = centreOfIndex(grid, index);
  const weights = new Map<number, number>();
  let [value, variance] = [0, 0];
  for (const [p, part] of kriged.entries()) {
    // The run sets a part that kriging puts below zero to zero.
    value += shares[p] * Math.max(0, part.value);
    variance += shares[p] ** 2 * part.variance;
    for (const [composite, weight] of part.weights)
      weights.set(composite, (weights.get(composite) ?? 0) + shares[p] * weight);
  }
  const samples = Array.from(weights, ([composite, weight]) => {
    const { hole, fromM, toM, at, values } = composites[composite];
    const distanceM = Math.hypot(at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]);
    return { hole, fromM, toM, at, value: values[variable] ?? Number.NaN, weight, distanceM };
  });
  const words = parts.map(({ domain }, p) => {
    const share = parts.length === 1 ? "" : `${shares[p] < 0.01 ? "under 1" : Math.round(100 * shares[p])} % `;
    return `${share}${domain.name}${kriged[p].pass === 1 ? "" : ` (search pass ${kriged[p].pass})`}`;
  });
  return {
    variable,
    unit: kriging.find((entry) => entry.variable === variable)?.unit ?? "",
    method: `Ordinary kriging of the block along the layers of ${words.join(" and ")}, ${samples.length} composites`,
    value: Number.isFinite(value) ? value : null,
    variance: Number.isFinite(variance) ? variance : null,
    samples: samples.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}
