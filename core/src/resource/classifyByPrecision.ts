import type { BlockModel } from "./blockModel.ts";
import {
  type ClassificationProposal,
  inOrder,
  proposal,
  type ResourceClass,
  resourceClasses,
} from "./classification.ts";
import {
  type PrecisionSpec,
  type ProductionVolumes,
  type VolumePrecision,
  volumePrecision,
} from "./productionVolumes.ts";

export interface PrecisionLimits {
  readonly class: Exclude<ResourceClass, "unclassified">;
  readonly volumes: ProductionVolumes;
}

export interface PrecisionProposal extends ClassificationProposal {
  /** Each production volume of each class, with what it reached. */
  readonly volumes: ReadonlyMap<ResourceClass, readonly VolumePrecision[]>;
}

/**
 * Classes by the precision of production: a block belongs to a class if the production volume it falls in lies within
 * ± tolerance of its mean in at least the given share of realisations; quarters for measured and years for indicated, by custom.
 * The best class that holds is taken. Needs realisations that reproduce histogram and variogram: check them first.
 *
 * @param spec precision as `volumePrecision` takes it, with the share of realisations wanted, default 0.9
 * @throws {RangeError} as `volumePrecision` does, no limits, a class twice, or a share outside 0-1
 * @throws {DataError} as `volumePrecision` does
 * @see Verly, Postolski and Parker (2014), Assessing Uncertainty with Drill Hole Spacing Studies, Orebody Modelling and
 *   Strategic Mine Planning Symposium, Perth
 */
export function classifyByPrecision(
  model: BlockModel,
  spec: PrecisionSpec & { readonly limits: readonly PrecisionLimits[]; readonly share?: number },
): PrecisionProposal {
  const { share = 0.9, tolerance = 0.15, quantity, cutoffPpm = 0 } = spec;
  if (!(share > 0 && share <= 1))
    throw new RangeError(`classification: the share of realisations must lie in 0-1, got ${share}; 90 % is 0.9`);
  const limits = inOrder(spec.limits);
  const classes = new Uint8Array(model.blocks);
  const reached = new Map<ResourceClass, readonly VolumePrecision[]>();
  const measures = [];
  let realisations = 0;
  for (const { class: of, volumes } of limits) {
    const precision = volumePrecision(model, volumes, spec);
    realisations = precision.realisations;
    reached.set(of, precision.volumes);
    const values = Float64Array.from(volumes.volume, (at) => (at < 0 ? Number.NaN : precision.volumes[at].shareWithin));
    for (let b = 0; b < model.blocks; b++) if (values[b] >= share) classes[b] = resourceClasses.indexOf(of);
    measures.push({ name: `share of realisations within the band, ${volumes.period}`, unit: "1", values });
  }
  const what = `${quantity}${cutoffPpm > 0 ? ` at or above ${cutoffPpm} ppm` : ""}`;
  const words = limits.map(
    ({ class: of, volumes }) =>
      `${of}: ${what} of a ${volumes.period} within +-${tolerance * 100} % of its mean in at least ${share * 100} % of ${realisations} realisations`,
  );
  return { ...proposal(classes, words.join("; "), measures), volumes: reached };
}
