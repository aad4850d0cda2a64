import type { Issue } from "@relode/core/evidence";
import {
  type ResourceValidation,
  type ResourceVariogram,
  blockRuns,
  krigingOf,
  type PreparedBody,
} from "@relode/core/resource";
import { columnOf } from "./resourceTask.ts";
import { type WetBody, wetOf } from "./resourceWet.ts";
import type { ResourceTeam } from "./resourceTeam.ts";

/** Kriged columns of one variable over all blocks; NaN outside the body. */
export interface EstimatedVariable {
  readonly name: string;
  readonly unit: string;
  readonly estimate: Float32Array;
  readonly variance: Float32Array;
  readonly slope: Float32Array;
  /** Search pass and samples of the domain with most of the block. */
  readonly pass: Float32Array;
  readonly samples: Float32Array;
}

/** Kriged columns of one domain's own parts of blocks, in the order of its blocks. */
export interface DomainParts {
  readonly density: Float32Array;
  /** In the order of the grades. */
  readonly grades: Float32Array[];
}

/** The kriged model of a body. */
export interface EstimatedBody {
  readonly total: number;
  /** Share of each block inside the body, 0-1. */
  readonly fraction: Float32Array;
  /** Code of the domain with most of the block; NaN outside. */
  readonly domain: Float32Array;
  readonly density: Float32Array;
  /** Dry tonnes of the part inside the body. */
  readonly massDryTonnes: Float32Array;
  /** Grades, in the order of the project; density is not among them. */
  readonly grades: readonly EstimatedVariable[];
  readonly variograms: readonly ResourceVariogram[];
  readonly validation: readonly ResourceValidation[];
  /** Dry tonnes and tonnes × ppm of the kriged model, by domain. */
  readonly domainMass: Float64Array;
  readonly domainMetal: readonly Float64Array[];
  /** By domain; empty where no sub-blocks are asked for. */
  readonly parts: readonly DomainParts[];
  /** Null where moisture is neither measured nor declared. */
  readonly wet: WetBody | null;
  readonly search: ReadonlyMap<string, ReturnType<typeof krigingOf>["search"]>;
  readonly issues: readonly Issue[];
}

/** Estimates density, then each grade, domain by domain; a block cut by a contact holds the mean of its parts by dry mass. */
export async function estimateBody(
  body: PreparedBody,
  team: ResourceTeam,
  onProgress: (fraction: number, stage: string) => void,
): Promise<EstimatedBody> {
  const { grid, domains, variables, project } = body;
  const total = grid.count[0] * grid.count[1] * grid.count[2];
  const volumeM3 = grid.sizeM[0] * grid.sizeM[1] * grid.sizeM[2];
  const issues: Issue[] = [];
  const variograms: ResourceVariogram[] = [];
  const validation: ResourceValidation[] = [];
  const search = new Map<string, ReturnType<typeof krigingOf>["search"]>();
  const at = variables.findIndex(({ unit }) => unit === "t dry/m3");
  // Density comes first, since grades are weighted by dry mass.
  const order = [at, ...variables.keys(), body.moistureAt ?? -1].filter((v, i) => v >= 0 && (i === 0 || v !== at));
  const fits = order.flatMap((v) => domains.map((_, d) => ({ kind: "fit" as const, domain: d, variable: v })));
  const fitted = new Map<string, ResourceVariogram>();
  let done = 0;
  for await (const { variogram, validation: found } of team.inOrder<"fit">(fits)) {
    const { domain: d, variable: v } = fits[done++];
    fitted.set(`${d} ${v}`, variogram);
    variograms.push(variogram);
    if (found !== null) validation.push(found);
    if (v === 0) search.set(domains[d].name, krigingOf(body, variogram.variogram).search);
    onProgress((0.2 * done) / fits.length, `variogram of ${columnOf(body, v).name}, ${domains[d].name}`);
  }
  const allParts = domains.reduce((sum, { blocks }) => sum + blocks.blocks.length, 0) * order.length;
  let kriged = 0;
  const estimated = async (d: number, v: number) => {
    const domain = domains[d];
    const n = domain.blocks.blocks.length;
    const result = {
      estimate: new Float32Array(n),
      variance: new Float32Array(n),
      slope: new Float32Array(n),
      pass: new Uint8Array(n),
      samplesUsed: new Uint8Array(n),
    };
    const model = fitted.get(`${d} ${v}`);
    if (model === undefined) throw new Error(`variable ${v} of domain ${d} has no variogram`);
    const runs = blockRuns(domain);
    const tasks = runs.map((run) => ({
      kind: "krige" as const,
      domain: d,
      variable: v,
      variogram: model.variogram,
      run,
    }));
    let r = 0;
    for await (const part of team.inOrder<"krige">(tasks)) {
      const { from, count } = runs[r++];
      for (const key of ["estimate", "variance", "slope", "pass", "samplesUsed"] as const)
        result[key].set(part[key], from);
      kriged += count;
      onProgress(0.2 + (0.8 * kriged) / allParts, `kriging ${columnOf(body, v).name}, ${domain.name}`);
    }
    return result;
  };

  const rho: Float32Array[] = [];
  for (const [d, { blocks }] of domains.entries())
    rho.push(
      at >= 0
        ? (await estimated(d, at)).estimate
        : new Float32Array(blocks.blocks.length).fill(project.density?.tPerM3 ?? Number.NaN),
    );
  const fraction = new Float32Array(total);
  const massDryTonnes = new Float32Array(total);
  const largest = new Float32Array(total);
  const domainCode = new Float32Array(total).fill(Number.NaN);
  const domainMass = new Float64Array(domains.length);
  for (const [d, { blocks, code }] of domains.entries())
    for (const [i, b] of blocks.blocks.entries()) {
      const share = blocks.fraction[i];
      fraction[b] += share;
      massDryTonnes[b] += volumeM3 * share * rho[d][i];
      domainMass[d] += volumeM3 * share * rho[d][i];
      if (share > largest[b]) {
        largest[b] = share;
        domainCode[b] = code;
      }
    }
  const density = fraction.map((share, b) => (share > 0 ? massDryTonnes[b] / (volumeM3 * share) : Number.NaN));

  const keeps = project.subBlocks !== "none";
  const parts: DomainParts[] = keeps ? rho.map((density) => ({ density, grades: [] })) : [];
  const grades: EstimatedVariable[] = [];
  const domainMetal: Float64Array[] = [];
  for (const [v, { name, unit }] of variables.entries()) {
    if (v === at) continue;
    const columns = ["estimate", "variance", "slope", "pass", "samples"].map(() => new Float32Array(total));
    const [estimate, variance, slope, pass, samples] = columns;
    const metal = new Float64Array(domains.length);
    let negative = 0;
    for (const [d, { blocks, code }] of domains.entries()) {
      const result = await estimated(d, v);
      if (keeps) parts[d].grades.push(result.estimate.map((z) => Math.max(0, z)));
      for (const [i, b] of blocks.blocks.entries()) {
        if (result.estimate[i] < 0) negative++;
        const grade = Math.max(0, result.estimate[i]);
        const tonnes = volumeM3 * blocks.fraction[i] * rho[d][i];
        const weight = tonnes / massDryTonnes[b];
        estimate[b] += weight * grade;
        variance[b] += weight * weight * result.variance[i];
        slope[b] += weight * result.slope[i];
        metal[d] += tonnes * grade;
        if (domainCode[b] === code) {
          pass[b] = result.pass[i];
          samples[b] = result.samplesUsed[i];
        }
      }
    }
    for (let b = 0; b < total; b++) if (!(fraction[b] > 0)) for (const column of columns) column[b] = Number.NaN;
    if (negative > 0)
      issues.push({
        path: `column ${name}`,
        code: "resource.negative-estimate",
        severity: "warning",
        message: `${negative} parts of blocks were estimated below 0 by negative kriging weights and are set to 0; a shorter search or more nugget avoids them`,
      });
    grades.push({ name, unit, estimate, variance, slope, pass, samples });
    domainMetal.push(metal);
  }
  const wet = await wetOf(body, rho, total, estimated);
  return {
    total,
    parts,
    wet,
    fraction,
    domain: domainCode,
    density,
    massDryTonnes,
    grades,
    variograms,
    validation,
    domainMass,
    domainMetal,
    search,
    issues,
  };
}
