import type { Issue } from "../../evidence/issue.ts";
import { atomicWeightsGPerMol } from "../streams/atomicWeights.ts";
import { elementMolPerH, phaseKgPerH, type Stream } from "../streams/stream.ts";
import type { ParameterRecord } from "./parameters.ts";
import { number } from "./specs.ts";
import { type ParameterSpec, warning } from "./unitOp.ts";

/** Parameter of a product that must pass a leaching test: by element, the share that leaches and the limit. */
export const leachLimitsParameter: ParameterSpec = {
  kind: "records",
  unit: "by element",
  default: {},
  doc: "leaching test of the hardened product, e.g. EN 12457-2 at 10 L/kg: by symbol of the element, share of it that leaches and the limit",
  fields: {
    leachedShare: number("1", "share of the element in the dry product that the test brings into solution", 0, 1),
    limitMgPerKg: number("mg/kg", "limit by dry product: the authority's figure", 0, 1e6),
  },
};

/**
 * Compares what a product would leach with its limits: mg/kg = leached share · element in the dry product. Shares come from tests of
 * specimens; a product is judged, never declared safe. Issues: `process.leach-limit`, `process.leach-element`.
 */
export function leachLimits(
  product: Stream,
  records: readonly ParameterRecord[],
  path: string,
): { results: Record<string, number>; issues: Issue[] } {
  const { basis } = product;
  const results: Record<string, number> = {};
  const issues: Issue[] = [];
  const dry = phaseKgPerH(product, "solid");
  if (!(dry > 0)) return { results, issues };
  const held = elementMolPerH(product);
  for (const { name, numbers } of records) {
    const e = basis.elements.indexOf(name);
    const gPerMol = atomicWeightsGPerMol.get(name);
    if (e < 0 || gPerMol === undefined) {
      const message = `no component holds ${name.slice(0, 20)}: its leaching test cannot be reckoned; name an element of the flowsheet`;
      issues.push(warning(path, "process.leach-element", message));
      continue;
    }
    const mgPerKg = ((numbers.get("leachedShare") ?? 0) * held[e] * gPerMol * 1000) / dry;
    const limit = numbers.get("limitMgPerKg") ?? 0;
    results[`leachedMgPerKg.${name}`] = mgPerKg;
    if (mgPerKg > limit)
      issues.push(
        warning(
          path,
          "process.leach-limit",
          `${mgPerKg.toPrecision(3)} mg/kg of ${name} would leach, limit ${limit} mg/kg: bind it better, take it out before, or give the product another use`,
        ),
      );
  }
  return { results, issues };
}
