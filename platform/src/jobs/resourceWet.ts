import { fillNormal } from "@relode/core/numerics";
import type { DomainEstimate, PreparedBody } from "@relode/core/resource";

/** Moisture of a body: dry and wet tonnes stand side by side and are never added. */
export interface WetBody {
  /** Water over wet mass by block, 0-0.95; NaN outside the body. */
  readonly moisture: Float32Array;
  /** Wet tonnes by block, of the part inside the body. */
  readonly massWetTonnes: Float32Array;
  /** Wet tonnes of the kriged model by domain. */
  readonly domainWet: Float64Array;
  /** Standard error of the mean moisture by domain. */
  readonly sigma: Float64Array;
  /** An error shared by all domains: moisture is one declared number. */
  readonly isShared: boolean;
}

/** Moisture cannot be read above this, nor is anything drawn above it. */
const mostMoisture = 0.95;
const bounded = (w: number) => Math.min(mostMoisture, Math.max(0, w));

/**
 * Moisture by block: kriged along the layers like a grade where it is measured, one number where the project declares it. A wet tonne
 * holds 1 − w dry tonnes, so the parts of a block that domains share add up in mass: wet = Σ dry / (1 − w), w = 1 − Σ dry / Σ wet.
 * The error of a domain's mean is sd/√n over the means of its n holes.
 * @param rho dry density of each part, by domain
 */
export async function wetOf(
  body: PreparedBody,
  rho: readonly Float32Array[],
  total: number,
  estimated: (domain: number, variable: number) => Promise<DomainEstimate>,
): Promise<WetBody | null> {
  const { domains, grid, moistureAt, project } = body;
  if (moistureAt === null && project.moisture === null) return null;
  const volumeM3 = grid.sizeM[0] * grid.sizeM[1] * grid.sizeM[2];
  const massWetTonnes = new Float32Array(total);
  const dry = new Float32Array(total);
  const domainWet = new Float64Array(domains.length);
  const sigma = new Float64Array(domains.length);
  for (const [d, { blocks }] of domains.entries()) {
    const kriged = moistureAt === null ? null : (await estimated(d, moistureAt)).estimate;
    sigma[d] = moistureAt === null ? (project.moisture?.sigma ?? 0) : errorOfMean(body, d, moistureAt);
    for (let i = 0; i < blocks.blocks.length; i++) {
      const w = bounded(kriged === null ? (project.moisture?.ofWetMass ?? 0) : kriged[i]);
      const tonnes = volumeM3 * blocks.fraction[i] * rho[d][i];
      dry[blocks.blocks[i]] += tonnes;
      massWetTonnes[blocks.blocks[i]] += tonnes / (1 - w);
      domainWet[d] += tonnes / (1 - w);
    }
  }
  const moisture = dry.map((tonnes, b) => (tonnes > 0 ? 1 - tonnes / massWetTonnes[b] : Number.NaN));
  return { moisture, massWetTonnes, domainWet, sigma, isShared: moistureAt === null };
}

/** Standard error of a domain's mean from the means of its holes; 0 with a single hole, which says nothing about it. */
function errorOfMean({ domains, samples }: PreparedBody, d: number, v: number): number {
  const byHole = new Map<number, { sum: number; n: number }>();
  for (const row of domains[d].samples.rows) {
    const w = samples.values[v][row];
    if (Number.isNaN(w)) continue;
    const hole = byHole.get(samples.holeNumber[row]) ?? { sum: 0, n: 0 };
    hole.sum += w;
    hole.n++;
    byHole.set(samples.holeNumber[row], hole);
  }
  const means = [...byHole.values()].map(({ sum, n }) => sum / n);
  if (means.length < 2) return 0;
  const mean = means.reduce((a, b) => a + b, 0) / means.length;
  const variance = means.reduce((a, x) => a + (x - mean) ** 2, 0) / (means.length - 1);
  return Math.sqrt(variance / means.length);
}

/**
 * Wet tonnes of each realisation by domain: its dry tonnes over 1 − w, with the domain's moisture w of the kriged model drawn about
 * with its standard error.
 * @param domainMass dry tonnes, by realisation then domain
 * @param krigedDry dry tonnes of the kriged model by domain
 */
export function wetRealisations(
  wet: WetBody,
  domainMass: readonly Float64Array[],
  krigedDry: Float64Array,
  seed: number,
): Float64Array[] {
  return domainMass.map((dry, k) => {
    const z = new Float64Array(dry.length);
    fillNormal(z, seed, `resource.moisture.${k}`);
    return dry.map((tonnes, d) => {
      const w = 1 - krigedDry[d] / wet.domainWet[d];
      return tonnes > 0 ? tonnes / (1 - bounded(w + wet.sigma[d] * z[wet.isShared ? 0 : d])) : 0;
    });
  });
}
