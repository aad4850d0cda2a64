import type { PreparedBody, ResourceDocument, ResourceVariogram } from "@relode/core/resource";
import type { EstimatedBody } from "./resourceEstimate.ts";
import type { SimulatedBody } from "./resourceSimulate.ts";

/** Variograms of the factors that were simulated. */
export function factorVariograms(body: PreparedBody, simulated: SimulatedBody | null): ResourceVariogram[] {
  return (simulated?.groups ?? []).flatMap(({ domain, variables, variograms, dataUsed, dataSuperseded }) =>
    variograms.map((variogram, f) => ({
      domain,
      variable: variables.length === 1 ? variables[0] : `factor ${f + 1} (${variables.slice(0, f + 1).join(", ")})`,
      of: "normal score factor",
      samples: dataUsed + dataSuperseded,
      holes: new Set(body.domains.find(({ name }) => name === domain)?.samples.holes).size,
      mean: 0,
      variance: 1,
      topCutPpm: null,
      samplesCut: 0,
      variogram,
    })),
  );
}

/** Prices and terms of the column of value, in words and numbers; null where the project has none. */
export function valueOf({ project: { value } }: PreparedBody): ResourceDocument["value"] {
  if (value === null) return null;
  const products = value.products.map(
    ({ element, priceUsdPerKg, recovery, payable, refiningUsdPerKg }) =>
      `${element}: price ${priceUsdPerKg} USD${value.moneyYear}/kg, recovery ${recovery}, payable ${payable}, refining ${refiningUsdPerKg} USD${value.moneyYear}/kg`,
  );
  return {
    assumptions: [
      ...products,
      `deductions ${value.deductionsUsdPerT} USD${value.moneyYear}/t dry feed`,
      `prices and terms: ${value.source}`,
    ],
    terms: {
      products: value.products,
      deductionsUsdPerT: value.deductionsUsdPerT,
      costUsdPerT: value.costUsdPerT,
      moneyYear: value.moneyYear,
    },
  };
}

/** Domains with their samples, volume and search. */
export function domainRows(body: PreparedBody, estimated: EstimatedBody): ResourceDocument["domains"] {
  return body.domains.map(({ code, name, samples, blocks, contact }, d) => {
    const search = estimated.search.get(name);
    return {
      code,
      name,
      samples: samples.isOwn.reduce((n, own) => n + own, 0),
      holes: new Set(samples.holes).size,
      volumeM3: blocks.volumeM3,
      layers: body.project.domains[d].layers,
      contactHoles: contact?.holes ?? 0,
      search: {
        radiiM: search?.radiiM ?? [],
        maxSamples: search?.maxSamples ?? 0,
        minSamples: search?.minSamples ?? 0,
      },
    };
  });
}

function moistureWords({ moistureAt, project: { moisture } }: PreparedBody): string {
  if (moistureAt !== null)
    return "measured, kriged like a grade as water over wet mass; wet tonnes are dry tonnes over 1 - moisture, with the error of each domain's mean from the means of its holes";
  if (moisture === null) return "not known: no wet tonnes are given";
  return `assumed ${moisture.ofWetMass} +- ${moisture.sigma} of the wet mass (${moisture.source})`;
}

/** How the run was made, in words. */
export function methodsOf(body: PreparedBody, simulated: SimulatedBody | null): Record<string, string> {
  const { project } = body;
  const composite = project.drillholes.composite;
  return {
    composites: `${composite.lengthM} m within a hole and a domain; below detection: ${composite.censored}`,
    declustering: `cells of ${body.spacingM.toFixed(0)} m in plan and two composites in height`,
    estimate:
      "ordinary kriging of blocks (3 x 3 x 2 points) along the layers of each domain; a block cut by a contact holds the mean of its parts by dry mass",
    variogram:
      "for the estimate fitted automatically, or as the project gives it; for the realisations always fitted to the factors of the scores, with ranges along the layers held by whole holes left out; the verdict is with each",
    simulation:
      simulated === null
        ? "none"
        : `sequential Gaussian simulation of uncorrelated factors of the normal scores on ${simulated.nodes} nodes, path ${project.simulation.path}, averaged to blocks by dry mass; contacts and volume are drawn in each realisation`,
    density:
      project.density === null
        ? "measured, estimated and simulated like a grade"
        : `assumed ${project.density.tPerM3} +- ${project.density.sigmaTPerM3} t dry/m3 (${project.density.source})`,
    moisture: moistureWords(body),
    interval: "P5, P50 and P95 over realisations (quantiles of type 7)",
  };
}
