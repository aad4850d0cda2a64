import type { OreSamples, SampledDeposit } from "@relode/core/datasets";
import { fillNormal, fillUniform } from "@relode/core/numerics";
import type { ScreeningInputs } from "@relode/core/supply";

/** Rows of the table of ore samples that the target names. */
export const benchRows = 29_000;
const depositsPerType = 14;
const analysedShare = 0.7;
const belowDetectionShare = 0.15;

/**
 * A declared-synthetic table of the size of the real one: invented lognormal grades about average crust, no measurement.
 * Every deposit type of the mines gets its share of rows in deposits of unequal size. A row is analysed for a run of 70 % of
 * the elements, so deposits lack some; one cell in seven is below detection.
 */
export function benchSamples(inputs: ScreeningInputs, rows = benchRows): OreSamples {
  const elements = inputs.crust.map((row) => row.element);
  const places = new Map(inputs.depositTypes.map((type) => [type.type, type]));
  const types = [...new Set(inputs.mines.map((mine) => mine.depositType))].sort();
  const deposits: SampledDeposit[] = types.flatMap((type) =>
    Array.from({ length: depositsPerType }, (_, j) => ({
      uid: `SYNTHETIC.${type}.${j}`,
      name: `Synthetic ${type} ${j}`,
      type,
      group: places.get(type)?.group ?? "",
      environment: places.get(type)?.environment ?? "",
      country: "USA",
      state: "US-XX",
    })),
  );
  const width = elements.length;
  const ppm = new Float32Array(rows * width).fill(Number.NaN);
  const belowDetection = new Uint8Array(rows * width);
  const deposit = new Int32Array(rows);
  const offsets = deposits.map(({ uid }) => normals(width, `offset ${uid}`));
  const chance = new Float64Array(width + 3);
  for (let row = 0; row < rows; row++) {
    fillUniform(chance, 1, `row ${row}`);
    const within = normals(width, `within ${row}`);
    // The square of a uniform draw makes the first deposits of a type the well-sampled ones.
    const j = Math.floor(chance[width] ** 2 * depositsPerType);
    const d = (row % types.length) * depositsPerType + j;
    deposit[row] = d;
    const from = Math.floor((chance[width + 1] < 0.5 ? j / depositsPerType : chance[width + 2]) * width);
    for (let e = 0; e < width; e++) {
      if ((e - from + width) % width >= analysedShare * width) continue;
      const crustPpm = inputs.crust[e].upperCrustPpm;
      ppm[row * width + e] = Math.min(9e5, crustPpm * Math.exp(0.8 * offsets[d][e] + 0.6 * within[e]));
      if (chance[e] < belowDetectionShare) {
        belowDetection[row * width + e] = 1;
        ppm[row * width + e] = crustPpm * 0.3;
      }
    }
  }
  return {
    elements,
    ppm,
    belowDetection,
    deposit,
    deposits,
    synthetic: true,
    source: { name: "synthetic samples of the benchmark", sha256: "", edition: "synthetic" },
    filter: { rowsRead: rows, rowsKept: rows, leftOut: {} },
  };
}

function normals(n: number, name: string): Float64Array {
  const values = new Float64Array(n);
  fillNormal(values, 1, name);
  return values;
}
