import { fillNormal, fillUniform, quantilesInPlace } from "@relode/core/numerics";
import { PositiveQuantiles } from "../core/src/numerics/positiveQuantiles.ts";
import { createCmioReader, readCmioFields, syntheticCmio } from "@relode/core/datasets";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { datasetsFolder } from "../platform/src/files/datasetFiles.ts";

// Run by bench/run.mjs with the number of runs; prints JSON: seconds of each run by name, and what one run handles.

const runs = Number(process.argv[2]);
const draws = new Float64Array(1_000_000);
const column = new Float64Array(10_000);
fillNormal(column, 1, "column");
for (let k = 0; k < column.length; k++) column[k] = Math.exp(column[k]);
const single = Float32Array.from(column);
const probabilities = [0.05, 0.5, 0.95];
const quantiles = new PositiveQuantiles();
const big = new Float64Array(32_000_000).fill(1);
const copy = new Float64Array(big.length);
const datasets = process.env.RELODE_BENCH_DATASETS ?? datasetsFolder();
const { fields } = readCmioFields(readFileSync(join(datasets, "cmio/fields/data.csv"), "utf8"));
const table = [...syntheticCmio({ fields })];
const tableBytes = table.reduce((sum, line) => sum + line.length, 0);

function repeated(times: number, work: () => void): () => void {
  return () => {
    for (let i = 0; i < times; i++) work();
  };
}

const benches: readonly { name: string; handled: number; unit: string; work: () => void }[] = [
  { name: "uniform draws", handled: draws.length, unit: "draw", work: () => fillUniform(draws, 1, "uniform") },
  { name: "normal draws", handled: draws.length, unit: "draw", work: () => fillNormal(draws, 1, "normal") },
  {
    name: "mean and quantiles of 10,000 floats by bins",
    handled: 200,
    unit: "column",
    work: repeated(200, () => quantiles.meanAndQuantiles(single, probabilities)),
  },
  {
    name: "quantiles of 10,000 doubles by selection",
    handled: 200,
    unit: "column",
    work: repeated(200, () => quantilesInPlace(column.slice(), probabilities)),
  },
  {
    name: "the same by Float64Array.sort (peer)",
    handled: 200,
    unit: "column",
    work: repeated(200, () => column.slice().sort()),
  },
  {
    name: "copy of a Float64Array of 256 MB, read and written",
    handled: 2 * big.byteLength,
    unit: "byte",
    work: () => copy.set(big),
  },
  { name: "CMiO table read, 29,087 synthetic rows", handled: tableBytes, unit: "byte", work: readTable },
];

function readTable(): void {
  const reader = createCmioReader({ fields });
  for (const line of table) reader.push(line);
  const { samples } = reader.finish();
  if (!samples || samples.deposit.length < 1000) throw new Error("the synthetic table was not read");
}

process.stdout.write(
  JSON.stringify(
    benches.map(({ name, handled, unit, work }) => {
      work();
      const seconds = Array.from({ length: runs }, () => {
        const started = performance.now();
        work();
        return (performance.now() - started) / 1000;
      });
      return { name, handled, unit, seconds };
    }),
  ),
);
