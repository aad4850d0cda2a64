import { krige } from "../../geostat/kriging.ts";
import type { KrigingSpec } from "../../geostat/krigingEngine.ts";
import type { AutoVariogram } from "./autoVariogram.ts";
import type { PreparedBody, PreparedDomain } from "./prepareBody.ts";
import { searchOf, type VariableSamples } from "./variableSamples.ts";

/** Ordinary kriging of one variable in the blocks of one domain; arrays run with the domain's blocks. */
export interface DomainEstimate {
  readonly estimate: Float32Array;
  readonly variance: Float32Array;
  readonly slope: Float32Array;
  /** 1 with the search as declared, 2 with twice its radii, 3 with all samples of the domain, 0 not estimated. */
  readonly pass: Uint8Array;
  readonly samplesUsed: Uint8Array;
}

/** Blocks estimated at once. */
const chunk = 8192;

/** How a domain is kriged: the discretised block, the model, the search of the first pass. */
export function krigingOf(body: PreparedBody, variogram: AutoVariogram): KrigingSpec {
  return {
    model: variogram.model,
    block: { sizeM: body.grid.sizeM, points: [3, 3, 2], rule: "regular" },
    search: searchOf(body, variogram.model),
  };
}

/** Blocks `from` to `from + count − 1` of a domain. */
export interface BlockRun {
  readonly from: number;
  readonly count: number;
}

/** The blocks of a domain cut into runs, which any thread may estimate in any order with the same bits. */
export function blockRuns({ blocks }: PreparedDomain): BlockRun[] {
  const all = blocks.blocks.length;
  return Array.from({ length: Math.ceil(all / chunk) }, (_, i) => ({
    from: i * chunk,
    count: Math.min(chunk, all - i * chunk),
  }));
}

/**
 * Estimates blocks of a domain along its layers in three passes: search as declared, twice its radii, then the whole domain's
 * nearest samples. The pass is kept for each block, so that a later reader may drop what was reached from afar.
 */
export function estimateBlocks(
  body: PreparedBody,
  domain: PreparedDomain,
  samples: VariableSamples,
  variogram: AutoVariogram,
  { from, count }: BlockRun,
): DomainEstimate {
  const { blocks, layerM } = domain.blocks;
  const result = {
    estimate: new Float32Array(count).fill(Number.NaN),
    variance: new Float32Array(count).fill(Number.NaN),
    slope: new Float32Array(count).fill(Number.NaN),
    pass: new Uint8Array(count),
    samplesUsed: new Uint8Array(count),
  };
  const spec = krigingOf(body, variogram);
  const first = spec.search;
  if (first === undefined) return result;
  const [a, b, c] = first.radiiM;
  const far = 1e6;
  const passes = [
    first,
    { ...first, radiiM: [2 * a, 2 * b, 2 * c] as const },
    { ...first, radiiM: [far, far, far * (c / a)] as const, minSamples: 1 },
  ];
  const [nx, ny] = body.grid.count;
  const [dx, dy] = body.grid.sizeM;
  let left = Int32Array.from({ length: count }, (_, i) => i);
  for (const [p, search] of passes.entries()) {
    if (left.length === 0) break;
    const xyzM = new Float64Array(3 * left.length);
    for (let t = 0; t < left.length; t++) {
      const at = blocks[from + left[t]];
      xyzM[3 * t] = ((at % nx) + 0.5) * dx;
      xyzM[3 * t + 1] = ((Math.floor(at / nx) % ny) + 0.5) * dy;
      xyzM[3 * t + 2] = layerM[from + left[t]];
    }
    const found = krige(samples.set, { xyzM }, { ...spec, search });
    const missed: number[] = [];
    for (let t = 0; t < left.length; t++) {
      const i = left[t];
      if (Number.isNaN(found.estimate[t])) {
        missed.push(i);
        continue;
      }
      // Negative weights may carry an estimate below zero, which no grade is; it is counted as such by the caller.
      result.estimate[i] = found.estimate[t];
      result.variance[i] = found.variance[t];
      result.slope[i] = found.slope[t];
      result.pass[i] = p + 1;
      result.samplesUsed[i] = Math.min(255, found.used[t]);
    }
    left = Int32Array.from(missed);
  }
  return result;
}
